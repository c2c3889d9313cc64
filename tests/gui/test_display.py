"""The window on a real X display, touched by a real pointer: what no offscreen platform shows."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import time
from typing import TYPE_CHECKING

import pytest

from kiosk.i18n import catalogue
from kiosk.packs.slots import Slots
from kiosk.resources import ROOT

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from tests.gui.conftest import Screen

PATIENCE = 30.0

XVFB, XDOTOOL = shutil.which("Xvfb"), shutil.which("xdotool")

pytestmark = pytest.mark.skipif(XVFB is None or XDOTOOL is None, reason="needs xvfb and xdotool")


@pytest.fixture
def display() -> Iterator[str]:
    """A display of our own; its number is free, as the server chose it."""
    reading, writing = os.pipe()
    command = [str(XVFB), "-displayfd", str(writing), "-screen", "0", "1080x1920x24", "-nolisten", "tcp"]
    with subprocess.Popen(command, pass_fds=[writing], stderr=subprocess.DEVNULL) as server:
        os.close(writing)
        with os.fdopen(reading) as number:
            yield f":{number.readline().strip()}"
        server.terminate()


def pointer(display: str, *words: str) -> str:
    environment = {**os.environ, "DISPLAY": display}
    done = subprocess.run(
        [str(XDOTOOL), *words], env=environment, capture_output=True, text=True, check=False, timeout=20
    )
    return done.stdout.strip()


def called(display: str, title: str) -> bool:
    """Whether the window is called so: its title is in the visitor's language."""
    return bool(pointer(display, "search", "--onlyvisible", "--name", f"^{title}$"))


def until(happened: Callable[[], object]) -> None:
    """Asks until it is so; X tells nobody when a window has drawn its first frame."""
    end = time.monotonic() + PATIENCE
    while not happened():
        assert time.monotonic() < end, "it did not happen in time"
        time.sleep(0.1)


def test_a_click_on_a_language_is_understood(screen: Screen, display: str, pack: Path, tmp_path: Path) -> None:
    button = screen.see("language-ar")
    assert button is not None
    middle = button.mapToScene(button.boundingRect().center()).toPoint()
    data = tmp_path / "shown"
    data.mkdir()
    Slots(data).install(pack, trusted=False)
    command = [sys.executable, str(ROOT / "main.py")]
    environment = {**os.environ, "DISPLAY": display, "QT_QPA_PLATFORM": "xcb", "HOME": str(tmp_path)}
    options = ["run", "--windowed", "--data", str(data), "--set", "screen.ppi=102"]
    with subprocess.Popen([*command, *options], env=environment, stderr=subprocess.PIPE, text=True) as kiosk:
        try:
            until(lambda: called(display, "Home"))
            arabic = catalogue.load("ar").gettext("Home")
            touch = ("mousemove", str(middle.x()), str(middle.y()), "click", "1")
            until(lambda: called(display, arabic) or pointer(display, *touch))
        finally:
            kiosk.terminate()
        assert kiosk.stderr is not None
        said = kiosk.stderr.read()
    assert '"warning"' not in said
    assert '"error"' not in said
