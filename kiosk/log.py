"""The log: one JSON line an event for the journal, readable lines on a terminal; bugs with their traceback.

Tracebacks show code, never the values of variables, so that nothing typed by a visitor gets here.
"""

from __future__ import annotations

import json
import logging
import sys
import traceback
from typing import TYPE_CHECKING, TextIO

if TYPE_CHECKING:
    from types import TracebackType


class JournalFormatter(logging.Formatter):
    """One JSON object a line: level, logger, message, and for a bug the traceback without its message."""

    def format(self, record: logging.LogRecord) -> str:
        """The line."""
        entry: dict[str, str] = {
            "level": record.levelname.lower(),
            "logger": record.name,
            "message": record.getMessage(),
        }
        if record.exc_info and record.exc_info[0]:
            entry["bug"] = _places(record.exc_info[0], record.exc_info[2])
        return json.dumps(entry, ensure_ascii=False)


class TerminalFormatter(logging.Formatter):
    """`level logger: message`, and the traceback below."""

    def format(self, record: logging.LogRecord) -> str:
        """The lines."""
        line = f"{record.levelname.lower()} {record.name}: {record.getMessage()}"
        if record.exc_info and record.exc_info[0]:
            line += "\n" + _places(record.exc_info[0], record.exc_info[2])
        return line


def _places(kind: type[BaseException], where: TracebackType | None) -> str:
    """Class and places of an exception; its text may hold what somebody typed and is left out."""
    return "".join(traceback.format_tb(where)) + kind.__name__


def start(stream: TextIO | None = None, level: int = logging.INFO) -> None:
    """Sends the log to `stream` (standard error) in the form that suits it; bugs that nobody caught go there too."""
    stream = stream or sys.stderr
    handler = logging.StreamHandler(stream)
    handler.setFormatter(TerminalFormatter() if stream.isatty() else JournalFormatter())
    logging.basicConfig(level=level, handlers=[handler], force=True)

    def unheard(kind: type[BaseException], error: BaseException, where: TracebackType | None) -> None:
        if issubclass(kind, KeyboardInterrupt):
            sys.__excepthook__(kind, error, where)
        else:
            logging.getLogger("kiosk").critical("a bug", exc_info=(kind, error, where))

    sys.excepthook = unheard
