"""What the screen begins with before its settings and its pack are known: the application, and the reading of its window.

Qt reads QML in a thread of its own. The sooner it has begun, the more of it is done while Python loads all else; so this module
imports no more than the types that the QML names.
"""

from __future__ import annotations

import os
from dataclasses import dataclass

from PySide6.QtCore import QCoreApplication
from PySide6.QtGui import QGuiApplication

from kiosk.errors import DisplayError
from kiosk.ui import engine as qml
from kiosk.ui import log_bridge
from kiosk.viewmodels import catalogue, idle, keyboard, languages, navigator, session  # noqa: F401 - Main.qml names their types


@dataclass(frozen=True, slots=True)
class Beginning:
    """The application, and the window that is being read."""

    application: QGuiApplication
    reading: qml.Reading


def application() -> QGuiApplication:
    """The one Qt application of this process; DisplayError where there is nothing to show it on, as Qt would abort."""
    existing = QCoreApplication.instance()
    if isinstance(existing, QGuiApplication):
        return existing
    if not any(os.environ.get(name) for name in ("QT_QPA_PLATFORM", "DISPLAY", "WAYLAND_DISPLAY")):
        message = (
            "there is no display here; start it on one, or draw all screens into files with `kiosk tour --out DIR`"
        )
        raise DisplayError(message)
    log_bridge.install()
    made = QGuiApplication(["kiosk"])
    made.setApplicationName("kiosk")
    made.setQuitOnLastWindowClosed(True)
    qml.prepare(made)
    return made


def begin() -> Beginning:
    """Begins; `kiosk.app.Kiosk` goes on."""
    return Beginning(application(), qml.read())
