"""From the start of the process to the first frame that can be touched, against a bare QML window."""

from __future__ import annotations

import subprocess
import sys
import tempfile
import time
from pathlib import Path

from bench.figure import Figure
from kiosk.commands.options import DEMONSTRATION
from kiosk.packs.slots import Slots
from kiosk.resources import ROOT

RUNS = 7
GOAL = 1.5

BARE = """
import os
from PySide6.QtCore import QTimer
from PySide6.QtGui import QGuiApplication
from PySide6.QtQml import QQmlApplicationEngine
import PySide6.QtQuick
os.environ["QT_QUICK_BACKEND"] = "software"
application = QGuiApplication([])
engine = QQmlApplicationEngine()
engine.loadData(b"import QtQuick\\nimport QtQuick.Controls.Basic\\nWindow { visible: true; width: 1080; height: 1920; Button { text: 'x' } }")
engine.rootObjects()[0].frameSwapped.connect(lambda: (print("frame", flush=True), os._exit(0)))
application.exec()
"""

KIOSK = """
import os, sys
from kiosk import start
from kiosk.commands import screen
load = screen.pyside.load
def hooked():  # Qt is not loaded before the screen itself does
    load()
    from kiosk.ui import engine
    build = engine.build
    def watched(*arguments):
        made, window = build(*arguments)
        window.frameSwapped.connect(lambda: (print("frame", flush=True), os._exit(0)))
        return made, window
    engine.build = watched
screen.pyside.load = hooked
sys.argv[1:] = ["run", "--windowed", "--data", sys.argv[1]]
start.entry()
"""


def _first_frame(program: str, *arguments: str) -> float:
    start = time.perf_counter()
    subprocess.run([sys.executable, "-c", program, *arguments], cwd=ROOT, check=True, capture_output=True, timeout=60)
    return (time.perf_counter() - start) * 1000


def figures() -> list[Figure]:
    """The best of several starts each, taken in turns."""
    with tempfile.TemporaryDirectory() as data:
        Slots(Path(data)).install(DEMONSTRATION, trusted=False)
        bare, kiosk = [], []
        for _ in range(RUNS):
            bare.append(_first_frame(BARE))
            kiosk.append(_first_frame(KIOSK, data))
    value, floor = min(kiosk), min(bare)
    return [Figure("start to first frame", value, "ms", floor, f"<= {GOAL} x", value <= GOAL * floor)]
