"""What the screen begins with before its settings and its pack are known: the application, and the reading of its window.

Qt reads QML in a thread of its own. The sooner it has begun, the more of it is done while Python loads all else; so this module
imports no more than the types that the QML names.
"""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication
from PySide6.QtGui import QGuiApplication

from kiosk.errors import DisplayError
from kiosk.outcome import FAILED
from kiosk.ui import engine as qml
from kiosk.ui import log_bridge
from kiosk.viewmodels import catalogue, idle, keyboard, languages, navigator, session  # noqa: F401 - Main.qml names their types

if TYPE_CHECKING:
    from typing import NoReturn


INSTEAD = "start it on one, or draw all screens into files with `kiosk tour --out DIR`"
"""What to do without a display."""


def application() -> QGuiApplication:
    """The one Qt application of this process; DisplayError where there is nothing to show it on, as Qt would abort."""
    existing = QCoreApplication.instance()
    if isinstance(existing, QGuiApplication):
        return existing
    if not any(os.environ.get(name) for name in ("QT_QPA_PLATFORM", "DISPLAY", "WAYLAND_DISPLAY")):
        message = f"there is no display here; {INSTEAD}"
        raise DisplayError(message)
    with log_bridge.opening(_no_display):
        made = QGuiApplication(["kiosk"])
    made.setApplicationName("kiosk")
    made.setQuitOnLastWindowClosed(True)
    qml.prepare(made)
    return made


def _no_display(why: str) -> NoReturn:
    """Ends the process from within Qt, with one sentence."""
    print(f"no display could be opened ({why}); {INSTEAD}", file=sys.stderr, flush=True)  # noqa: T201 - it is said to a person
    os._exit(FAILED)


def begin() -> qml.Reading:
    """Begins; `kiosk.app.Kiosk` goes on."""
    application()
    return qml.Reading()
