"""The fault that holds PySide6 at its version: a lost reference to `True` on each emit ends the process."""

from __future__ import annotations

import subprocess
import sys

PROGRAM = """
from PySide6.QtCore import QObject, Signal
class Source(QObject):
    told = Signal(bool)
source = Source()
source.told.connect(lambda value: None)
for _ in range(30_000):
    source.told.emit(True)
print("alive")
"""


def test_thirty_thousand_signals_leave_true_alive() -> None:
    done = subprocess.run([sys.executable, "-c", PROGRAM], capture_output=True, text=True, timeout=120, check=False)
    assert (done.returncode, done.stdout.strip()) == (0, "alive"), done.stderr
