"""What of Qt's words reaches our log."""

from __future__ import annotations

import os
import subprocess
import sys

SAYS = """
import sys
from PySide6.QtGui import QGuiApplication
from kiosk.ui import log_bridge
log_bridge.install()
application = QGuiApplication(["kiosk", *sys.argv[1:]])
if sys.argv[1:]:
    from PySide6.QtCore import QObject
    QObject().killTimer(5)
print(log_bridge.heard)
"""


def heard(*arguments: str, **environment: str) -> str:
    command = [sys.executable, "-c", SAYS, *arguments]
    return subprocess.run(command, env=os.environ | environment, capture_output=True, text=True, check=True).stdout


def test_a_machine_without_a_locale_is_no_news() -> None:
    assert heard(LC_ALL="C") == "[]\n"


def test_other_warnings_are_heard() -> None:
    assert "killTimer" in heard("warn")
