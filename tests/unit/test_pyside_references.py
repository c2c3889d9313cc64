"""PySide6 6.12.0 on CPython 3.11 lost a reference to True on each emit and died: an upgrade has to pass this first."""

from __future__ import annotations

import subprocess
import sys

EMIT = """
from PySide6.QtCore import QObject, Signal
class Sender(QObject):
    told = Signal(bool)
sender = Sender()
for _ in range(30_000):
    sender.told.emit(True)
print("alive")
"""


def test_thirty_thousand_emits_of_true_leave_the_process_alive() -> None:
    done = subprocess.run([sys.executable, "-c", EMIT], capture_output=True, text=True, timeout=60, check=False)
    assert (done.returncode, done.stdout) == (0, "alive\n"), done.stderr
