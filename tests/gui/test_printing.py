"""The button of the slip, with a real queue of CUPS behind it."""

from __future__ import annotations

import shutil
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from kiosk.handouts.printers import TITLE, LpPrinter, Printer
from tests.helpers import cups
from tests.helpers.cups import QUEUE, Cups, until

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.gui.conftest import Screen

pytestmark = pytest.mark.skipif(not cups.installed(), reason="needs root, cups-daemon and cups-client")


@pytest.fixture
def server(monkeypatch: pytest.MonkeyPatch) -> Iterator[Cups]:
    folder = Path(tempfile.mkdtemp(prefix="kiosk-cups-"))
    folder.chmod(0o755)
    try:
        with cups.running(folder) as running:
            monkeypatch.setenv("CUPS_SERVER", running.address)
            yield running
    finally:
        shutil.rmtree(folder)


@pytest.fixture
def printer(server: Cups) -> Printer:
    return LpPrinter(QUEUE)


def to_slip(screen: Screen) -> None:
    screen.touch("language-lv")
    screen.touch("term-arrived")
    screen.touch("service-declare-residence")
    screen.touch("slip")


def test_a_touch_sends_the_slip_and_never_says_printed(screen: Screen, server: Cups) -> None:
    to_slip(screen)
    screen.touch("take")
    assert "Nosūtīts printerim" in screen.texts()
    until(lambda: server.paper)
    (name, slip), *others = server.paper.items()
    assert (name, others) == (f"1-{TITLE}", [])
    assert slip.startswith(b"%PDF-")
    until(lambda: not server.kept)


def test_a_printer_that_is_stopped_gives_the_slip_to_the_phone(screen: Screen, server: Cups) -> None:
    server.tell("cupsdisable", QUEUE)
    to_slip(screen)
    screen.touch("take")
    assert "Pavērsiet tālruņa kameru pret kodu." in screen.texts()
    assert server.paper == {}
    assert server.kept == []
