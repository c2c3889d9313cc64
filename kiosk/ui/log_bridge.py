"""What Qt says goes where our own log goes; `heard` keeps the warnings for those who must not miss them."""

from __future__ import annotations

import logging
from contextlib import contextmanager
from typing import TYPE_CHECKING

from PySide6.QtCore import QtMsgType, qInstallMessageHandler

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from typing import NoReturn

    from PySide6.QtCore import QMessageLogContext

_LEVELS = {
    QtMsgType.QtDebugMsg: logging.DEBUG,
    QtMsgType.QtInfoMsg: logging.INFO,
    QtMsgType.QtWarningMsg: logging.WARNING,
    QtMsgType.QtCriticalMsg: logging.ERROR,
    QtMsgType.QtFatalMsg: logging.CRITICAL,
}

QUIET = ("propagateSizeHints", "This plugin does not support", "Detected locale")
"""What the offscreen platform says of itself, and Qt of a machine without a locale: it takes C.UTF-8, as we would."""

heard: list[str] = []


def _handle(kind: QtMsgType, _context: QMessageLogContext, message: str) -> None:
    if any(words in message for words in QUIET):
        return
    level = _LEVELS.get(kind, logging.WARNING)
    if level >= logging.WARNING:
        heard.append(message)
    logging.getLogger("kiosk.qt").log(level, "%s", message)


def install() -> None:
    """From now on Qt's messages are log records of `kiosk.qt`."""
    qInstallMessageHandler(_handle)


@contextmanager
def opening(failed: Callable[[str], NoReturn]) -> Iterator[None]:
    """While Qt opens the display: where it cannot, `failed` is told the first thing that it complained of, as Qt would abort.

    What it says is kept until it has succeeded: after a failure the rest of it leads astray. `failed` has to end the process,
    as no exception finds its way through Qt.
    """
    said: list[tuple[QtMsgType, QMessageLogContext, str]] = []

    def keep(kind: QtMsgType, context: QMessageLogContext, message: str) -> None:
        if kind is QtMsgType.QtFatalMsg:
            failed(said[0][2] if said else message)
        said.append((kind, context, message))

    qInstallMessageHandler(keep)
    try:
        yield
    finally:
        install()
        for each in said:
            _handle(*each)
