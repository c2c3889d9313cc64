from __future__ import annotations

import os
import subprocess
import sys

BEGUN = """
import sys
from kiosk.ui import pyside; pyside.load()
from kiosk.ui import beginning
reading = beginning.begin()
"""


def said(code: str) -> str:
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen"}
    line = [sys.executable, "-c", BEGUN + code]
    done = subprocess.run(line, capture_output=True, text=True, check=True, timeout=60, env=environment)
    return done.stdout.strip()


def test_the_window_is_being_read_before_settings_and_packs_are_loaded() -> None:
    later = ("msgspec", "sqlite3", "kiosk.settings", "kiosk.packs.slots", "kiosk.content.store", "kiosk.app")
    assert said(f"print([name for name in {later} if name in sys.modules])") == "[]"


def test_what_is_read_is_the_window_and_the_first_screen_and_qt_reads_on_when_it_may() -> None:
    code = """
while any(file.isLoading() for file in reading.files):
    reading.go_on()
print([(file.url().fileName(), file.isReady(), file.errorString()) for file in reading.files])
"""
    assert said(code) == "[('Main.qml', True, ''), ('Languages.qml', True, '')]"
