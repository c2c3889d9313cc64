"""The button of the slip, with a real queue of CUPS behind it."""

from __future__ import annotations

import shutil
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

import pypdfium2
import pytest

from kiosk.handouts.printers import TITLE, LpPrinter, Printer
from kiosk.ui import tour
from kiosk.ui.tour_forms import model as form_model
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


def test_a_form_goes_through_the_queue_and_stays_in_no_spool(screen: Screen, server: Cups) -> None:
    canary = "Zvirbulis"
    screen.kiosk.navigator.choose("lv")
    form = screen.kiosk.catalogue.store.form("residence-declaration", screen.kiosk.catalogue.chain())
    screen.kiosk.navigator.open("form", form.id)
    model = form_model(screen.kiosk)
    assert model.filling is not None
    model.filling.write("/person/given_names", canary)
    screen.kiosk.navigator.open("form", model.paper())
    tour.settle(10)
    screen.touch("print")
    assert "Nosūtīts printerim" in screen.texts()
    until(lambda: server.paper)
    (name, paper), *others = server.paper.items()
    assert (name, others) == (f"1-{TITLE}", [])
    page = pypdfium2.PdfDocument(paper)[0].get_textpage().get_text_range()
    assert canary in page
    until(lambda: not server.kept)
    screen.kiosk.session.finish()
    assert canary not in server.log()
    found = [path for path in server.folder.rglob("*") if path.is_file() and path.parent.name != "paper"]
    assert found
    assert not [path for path in found if canary.encode() in path.read_bytes() or b"%PDF" in path.read_bytes()]


def test_a_printer_that_is_stopped_gives_the_slip_to_the_phone(screen: Screen, server: Cups) -> None:
    server.tell("cupsdisable", QUEUE)
    to_slip(screen)
    screen.touch("take")
    assert "Pavērsiet tālruņa kameru pret kodu." in screen.texts()
    assert server.paper == {}
    assert server.kept == []
