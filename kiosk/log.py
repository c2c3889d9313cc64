"""The log: one JSON line an event for the journal, readable lines on a terminal; bugs with their traceback.

Nothing that a visitor typed may get here. A traceback never shows the values of variables; where visitors are, it does not
show the texts of exceptions either, as both may hold what somebody typed: places in our code and classes are enough.
"""

from __future__ import annotations

import json
import logging
import sys
import threading
import traceback
from datetime import UTC, datetime
from typing import TYPE_CHECKING, TextIO

if TYPE_CHECKING:
    from types import TracebackType


ABOUT_CODE = (ImportError, NameError, AttributeError, SyntaxError)
"""Exceptions whose text speaks of code alone, so that it may be shown anywhere."""


class JournalFormatter(logging.Formatter):
    """One JSON object a line: time (UTC), level, logger, message, and for a bug its places in the code."""

    def __init__(self, *, visitors: bool) -> None:
        super().__init__()
        self._visitors = visitors

    def format(self, record: logging.LogRecord) -> str:
        """The line."""
        entry = {
            "time": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "logger": record.name,
            "message": record.getMessage(),
        }
        if bug := _bug(record, visitors=self._visitors):
            entry["bug"] = bug
        return json.dumps(entry, ensure_ascii=False)


class TerminalFormatter(logging.Formatter):
    """`level logger: message`, and a bug's places below."""

    def __init__(self, *, visitors: bool) -> None:
        super().__init__()
        self._visitors = visitors

    def format(self, record: logging.LogRecord) -> str:
        """The lines."""
        line = f"{record.levelname.lower()} {record.name}: {record.getMessage()}"
        bug = _bug(record, visitors=self._visitors)
        return f"{line}\n{bug}" if bug else line


def _bug(record: logging.LogRecord, *, visitors: bool) -> str:
    """The exception of a record and what it came from, without texts that visitors may have typed; empty for a plain event."""
    error = record.exc_info[1] if record.exc_info else None
    parts: list[str] = []
    seen: set[int] = set()
    while error is not None and id(error) not in seen:
        seen.add(id(error))
        text = f": {error}" if isinstance(error, ABOUT_CODE) or not visitors else ""
        parts.append("".join(traceback.format_tb(error.__traceback__)) + type(error).__qualname__ + text)
        error = error.__cause__ or (None if error.__suppress_context__ else error.__context__)
    return "\nwhich came from\n".join(parts)


def start(stream: TextIO | None = None, level: int = logging.INFO, *, visitors: bool = True) -> None:
    """Sends the log to `stream` (standard error) in the form that suits it; bugs that nobody caught go there too.

    visitors: whether the process may know something that a visitor typed. Started again, it replaces what it was.
    """
    stream = stream or sys.stderr
    handler = logging.StreamHandler(stream)
    handler.setFormatter((TerminalFormatter if stream.isatty() else JournalFormatter)(visitors=visitors))
    logging.basicConfig(level=level, handlers=[handler], force=True)
    logging.getLogger("tuf").setLevel(logging.ERROR)  # it tells each signature that it did not need
    logging.captureWarnings(capture=True)
    logging.raiseExceptions = False  # logging's own complaint would print the arguments
    sys.excepthook = _unheard
    threading.excepthook = _unheard_in_thread
    sys.unraisablehook = _unraisable


def _unheard(kind: type[BaseException], error: BaseException, where: TracebackType | None) -> None:
    if issubclass(kind, KeyboardInterrupt):
        return
    logging.getLogger("kiosk").critical("a bug", exc_info=(kind, error, where))


def _unheard_in_thread(told: threading.ExceptHookArgs) -> None:
    if told.exc_value is not None:
        _unheard(told.exc_type, told.exc_value, told.exc_traceback)


def _unraisable(told: sys.UnraisableHookArgs) -> None:
    if told.exc_value is not None:
        logging.getLogger("kiosk").error("a bug while tidying up", exc_info=told.exc_value)
