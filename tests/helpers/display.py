"""A person at a real X display: a server of our own, a pointer and a keyboard that go through it."""

from __future__ import annotations

import ast
import os
import shutil
import subprocess
import sys
import time
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING

from kiosk.packs.slots import Slots
from kiosk.resources import ROOT

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

XVFB, XDOTOOL = shutil.which("Xvfb"), shutil.which("xdotool")

PATIENCE = 30.0
"""Seconds; a shared machine draws its first frame late."""


@dataclass(frozen=True, slots=True)
class Person:
    """Points and types on one display."""

    display: str

    def do(self, *words: str) -> str:
        """One command of xdotool; what it prints."""
        done = subprocess.run(
            [str(XDOTOOL), *words],
            env={**os.environ, "DISPLAY": self.display},
            capture_output=True,
            text=True,
            check=False,
            timeout=20,
        )
        return done.stdout.strip()

    def click(self, x: int, y: int, times: int = 1) -> None:
        """A touch, or several in a hurry."""
        self.do("mousemove", str(x), str(y), "click", "--repeat", str(times), "--delay", "40", "1")

    def window(self, title: str) -> str:
        """The number of the window that is called so; '' when there is none."""
        return self.do("search", "--onlyvisible", "--name", f"^{title}$").partition("\n")[0]


@contextmanager
def server(size: str) -> Iterator[Person]:
    """An X server; its display's number is free, as the server chose it."""
    reading, writing = os.pipe()
    command = [str(XVFB), "-displayfd", str(writing), "-screen", "0", f"{size}x24", "-nolisten", "tcp"]
    with subprocess.Popen(command, pass_fds=[writing], stderr=subprocess.DEVNULL) as process:
        os.close(writing)
        with os.fdopen(reading) as number:
            yield Person(f":{number.readline().strip()}")
        process.terminate()


@contextmanager
def kiosk(person: Person, pack: Path, home: Path, script: str = "") -> Iterator[subprocess.Popen[str]]:
    """The kiosk on that display, as `kiosk run --windowed` starts it, or `script` in its stead; `home` gets its files."""
    data = home / "packs"
    data.mkdir()
    Slots(data).install(pack, trusted=False)
    options = ["run", "--windowed", "--data", str(data), "--set", "screen.ppi=102"]
    command = [sys.executable, "-c", script, str(data)] if script else [sys.executable, str(ROOT / "main.py"), *options]
    environment = {**os.environ, "DISPLAY": person.display, "QT_QPA_PLATFORM": "xcb", "HOME": str(home)}
    environment |= {"PYTHONPATH": str(ROOT)}
    pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "stderr": subprocess.PIPE}
    with subprocess.Popen(command, env=environment, text=True, **pipes) as running:  # type: ignore[call-overload]  # three pipes
        try:
            yield running
        finally:
            running.terminate()


CLIPBOARDS = """
import sys
from PySide6.QtGui import QClipboard, QGuiApplication
application = QGuiApplication([])
clipboard = QGuiApplication.clipboard()
modes = (QClipboard.Mode.Clipboard, QClipboard.Mode.Selection)
if len(sys.argv) > 1:
    for mode in modes:
        clipboard.setText(sys.argv[1], mode)
    print("copied", flush=True)
    application.exec()
else:
    print([clipboard.text(mode) for mode in modes], flush=True)
"""
"""Another program on the display: it copies what it is given, or says what can be read by anybody."""


def clipboards(person: Person) -> list[str]:
    """What any program finds in the clipboard, and in what X11 keeps of a marked text."""
    environment = {**os.environ, "DISPLAY": person.display, "QT_QPA_PLATFORM": "xcb"}
    command = [sys.executable, "-c", CLIPBOARDS]
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=True, timeout=60)
    found: list[str] = ast.literal_eval(done.stdout)
    return found


@contextmanager
def copied(person: Person, text: str) -> Iterator[None]:
    """Another program on the display that has copied a text."""
    environment = {**os.environ, "DISPLAY": person.display, "QT_QPA_PLATFORM": "xcb"}
    command = [sys.executable, "-c", CLIPBOARDS, text]
    with subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, text=True) as other:
        assert other.stdout is not None
        assert other.stdout.readline() == "copied\n"
        yield
        other.terminate()


def until(happened: Callable[[], object], trying: Callable[[], None] = lambda: None) -> None:
    """Asks until it is so, doing `trying` each time; X tells nobody when a window has drawn its first frame."""
    end = time.monotonic() + PATIENCE
    while not happened():
        assert time.monotonic() < end, "it did not happen in time"
        trying()
        time.sleep(0.1)
