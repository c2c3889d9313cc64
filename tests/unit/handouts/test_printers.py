"""Printers, against the real CUPS where the machine has it."""

from __future__ import annotations

import socket
from contextlib import contextmanager
from typing import TYPE_CHECKING

import pytest

from kiosk.errors import PrinterError
from kiosk.handouts import render
from kiosk.handouts.printers import TITLE, FolderPrinter, LpPrinter, Printer, State
from tests.helpers import cups
from tests.helpers.cups import QUEUE, Cups, until
from tests.helpers.slips import handout

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

real_cups = pytest.mark.skipif(not cups.installed(), reason="needs root, cups-daemon and cups-client")


@real_cups
def test_a_slip_comes_out_of_the_printer_and_stays_nowhere(server: Cups) -> None:
    printer: Printer = LpPrinter(QUEUE)
    slip = render.slip(handout("ar"), "80mm").pdf
    printer.print(slip)
    until(lambda: server.paper)
    assert server.paper == {f"1-{TITLE}": slip}
    until(lambda: not server.kept)
    assert "declare" not in server.log()


@real_cups
def test_a_printer_that_runs_is_ready(server: Cups) -> None:
    assert LpPrinter(QUEUE).state() is State.READY


@real_cups
@pytest.mark.parametrize("tool", ["cupsdisable", "cupsreject"])
def test_a_stopped_printer_gets_nothing_to_keep(server: Cups, tool: str) -> None:
    server.tell(tool, QUEUE)
    printer = LpPrinter(QUEUE)
    assert printer.state() is State.STOPPED
    with pytest.raises(PrinterError, match=r"^The printer slips is stopped; start it with `cupsenable slips`\.$"):
        printer.print(b"%PDF-1.7 canary")
    assert server.kept == []
    assert server.paper == {}


@real_cups
def test_a_queue_that_does_not_exist_is_named(server: Cups) -> None:
    printer = LpPrinter("elsewhere")
    assert printer.state() is State.SILENT
    with pytest.raises(
        PrinterError, match=r"^The printer elsewhere did not take the slip \(.*does not exist\); see `lpstat"
    ):
        printer.print(b"%PDF-1.7")


@contextmanager
def deaf_server() -> Iterator[str]:
    """Somebody who takes connections and never says a word."""
    with socket.create_server(("127.0.0.1", 0)) as deaf:
        yield f"127.0.0.1:{deaf.getsockname()[1]}"


@real_cups
def test_a_server_that_does_not_answer_does_not_hold_the_visitor_up(monkeypatch: pytest.MonkeyPatch) -> None:
    with deaf_server() as address:
        monkeypatch.setenv("CUPS_SERVER", address)
        printer = LpPrinter(QUEUE, patience=0.3)
        assert printer.state() is State.SILENT
        with pytest.raises(
            PrinterError, match=r"^The printer slips does not answer; see whether CUPS runs with `lpstat -r`\.$"
        ):
            printer.print(b"%PDF-1.7")


def test_without_cups_the_package_is_named(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(PrinterError, match=r"^The command lp is missing; install the package cups-client\.$"):
        LpPrinter(QUEUE).print(b"%PDF-1.7")


def test_a_program_that_cannot_start_is_an_error_in_words(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    for name in ("lp", "lpstat"):
        (tmp_path / name).write_bytes(b"\x7fELF")
        (tmp_path / name).chmod(0o755)
    with pytest.raises(PrinterError, match=r"^The command lp cannot be started \("):
        LpPrinter(QUEUE).print(b"%PDF-1.7")


def test_a_folder_takes_slips_under_the_next_free_number(tmp_path: Path) -> None:
    printer: Printer = FolderPrinter(tmp_path / "slips")
    assert printer.state() is State.READY
    for slip in (b"one", b"two", b"three"):
        printer.print(slip)
    (tmp_path / "slips" / "slip-2.pdf").unlink()
    printer.print(b"four")
    kept = {path.name: path.read_bytes() for path in (tmp_path / "slips").iterdir()}
    assert kept == {"slip-1.pdf": b"one", "slip-2.pdf": b"four", "slip-3.pdf": b"three"}


def test_a_folder_that_cannot_be_made_is_an_error_in_words(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    with pytest.raises(PrinterError, match=r"cannot take the slip \(.+\); name another one in printing\.folder\.$"):
        FolderPrinter(tmp_path / "file").print(b"%PDF-1.7")
