"""The buttons of the slip and of a form's paper, with a real queue of CUPS behind them."""

from __future__ import annotations

import io
import json
from typing import TYPE_CHECKING

import pypdf
import pytest

from kiosk.handouts.printers import TITLE, LpPrinter, Printer
from kiosk.ui import tour
from tests.helpers import cups
from tests.helpers import form_visit as forms
from tests.helpers.cups import QUEUE, Cups, until

if TYPE_CHECKING:
    from pathlib import Path

    from tests.gui.conftest import Screen

pytestmark = pytest.mark.skipif(not cups.installed(), reason="needs root, cups-daemon and cups-client")


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


CANARY = "Zvirbulis7319"


def to_paper(screen: Screen) -> None:
    """A form that says nothing but the canary where it can, up to its paper."""
    forms.begin(screen)
    forms.answer(screen)
    forms.filling(screen).write(forms.FAMILY, CANARY)
    forms.go(screen, "check")
    tour.scroll(screen.kiosk, 1.0)
    screen.touch("to-paper")


def left(server: Cups) -> list[Path]:
    """What CUPS keeps of a document or an answer, outside of the printer's tray."""
    files = [
        path for path in server.folder.rglob("*") if path.is_file() and server.folder / "paper" not in path.parents
    ]
    return [path for path in files if any(mark in path.read_bytes() for mark in (b"%PDF-", CANARY.encode()))]


def test_a_forms_paper_reaches_the_printer_and_the_spool_keeps_nothing(screen: Screen, server: Cups) -> None:
    to_paper(screen)
    screen.touch("print")
    assert "Nosūtīts printerim" in screen.texts()
    until(lambda: server.paper)
    (name, paper), *others = server.paper.items()
    assert (name, others) == (f"1-{TITLE}", [])
    (answers,) = pypdf.PdfReader(io.BytesIO(paper)).attachments["answers.json"]
    assert json.loads(answers)["answers"]["family_name"] == CANARY
    until(lambda: not server.kept)
    screen.kiosk.session.finish()
    assert left(server) == []
    assert "residence" not in server.log()


def test_a_stopped_printer_gets_nothing_of_a_form(screen: Screen, server: Cups) -> None:
    server.tell("cupsdisable", QUEUE)
    to_paper(screen)
    screen.touch("print")
    assert forms.model(screen).property("page")["paper"]["state"] == "code"
    assert server.paper == {}
    assert (server.kept, left(server)) == ([], [])
