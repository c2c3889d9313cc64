"""`kiosk sync` as a journal, a person and a service manager see it."""

from __future__ import annotations

import json
import sys
from typing import TYPE_CHECKING, Any

import pytest

from kiosk.cli import main
from kiosk.packs import schema
from tests.helpers.cities import Desk, Terminal, quiet_now

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    Said = Callable[..., tuple[int, str, str]]


@pytest.fixture
def data(tmp_path: Path, desk: Desk) -> Path:
    return Terminal(tmp_path / "data", desk).data


@pytest.fixture
def said(data: Path, capsys: pytest.CaptureFixture[str]) -> Said:
    def run(*options: str) -> tuple[int, str, str]:
        code = main(["sync", "--data", str(data), *options])
        return code, *capsys.readouterr()

    return run


def events(out: str) -> list[dict[str, Any]]:
    """The lines of a journal, of which each is one object with a time, a name and a sentence."""
    found = [json.loads(line) for line in out.splitlines()]
    assert all({"time", "event", "message"} <= each.keys() for each in found)
    return found


def test_a_journal_gets_a_line_for_each_event(said: Said, desk: Desk) -> None:
    code, out, err = said("--once")
    assert (code, [each["event"] for each in events(out)], err) == (0, ["updated"], "")
    code, out, err = said("--once")
    assert (code, [each["event"] for each in events(out)], err) == (0, ["current"], "")
    code, out, err = said("--from", f"{desk.url}-gone")
    (event,) = events(out)
    assert (code, event["event"], event["cause"]) == (1, "failed", "folder")
    assert err == f"{event['message']}\n"


def test_quiet_hours_are_no_failure(said: Said) -> None:
    code, out, err = said("--once", "--set", f"sync.quiet_hours={quiet_now()}")
    assert (code, [each["event"] for each in events(out)], err) == (0, ["quiet"], "")


def test_who_has_brought_a_stick_does_not_wait_for_the_end_of_quiet_hours(said: Said, desk: Desk) -> None:
    code, out, _err = said("--from", str(desk.site), "--set", f"sync.quiet_hours={quiet_now()}")
    assert (code, [each["event"] for each in events(out)]) == (0, ["updated"])


def test_who_goes_back_reads_how_long_that_lasts(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    desk = Desk(tmp_path / "own")
    desk.add("Viens")
    terminal = Terminal(tmp_path / "data", desk)
    terminal.sync()
    desk.add("Divi")
    terminal.sync()
    assert main(["sync", "--data", str(terminal.data), "--revert"]) == 0
    (event,) = events(capsys.readouterr().out)
    assert event["event"] == "reverted"
    assert event["message"].endswith("until the city has a newer one or a new key")
    main(["sync", "--help"])
    assert "until the city has a newer one or a new key" in " ".join(capsys.readouterr().out.split())


def test_a_machine_may_ask_on_a_terminal_too(said: Said, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys.stdout, "isatty", lambda: True)
    _code, out, _err = said("--once", "--json")
    assert [each["event"] for each in events(out)] == ["updated"]


def test_a_kiosk_that_is_too_old_ends_with_a_failure(said: Said, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(schema, "FORMAT", (0, 9))
    code, out, err = said("--once")
    assert (code, [each["event"] for each in events(out)]) == (1, ["needs_software"])
    assert err.startswith("needs_software: ")
    assert err.count("\n") == 1


def test_a_person_reads_sentences_each_once(said: Said, desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys.stdout, "isatty", lambda: True)
    code, out, err = said("--once")
    assert (code, err) == (0, "")
    assert out == "version 1 is active; the screen takes it between two visitors\n"
    code, out, err = said("--from", f"{desk.url}-gone")
    assert (code, out, err.count("\n")) == (1, "", 1)


def test_looking_again_and_again_a_person_is_told_what_fails(
    said: Said, desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys.stdout, "isatty", lambda: True)
    waits: list[float] = []

    def sleep(seconds: float) -> None:
        waits.append(seconds)
        if len(waits) == 2:
            desk.site.rename(desk.folder / "away")
        if len(waits) == 4:
            (desk.folder / "away").rename(desk.site)
            raise KeyboardInterrupt

    monkeypatch.setattr("kiosk.commands.sync.time.sleep", sleep)
    code, out, err = said()
    assert code == 130
    assert out.startswith("version 1 is active")
    assert err.count("is the stick or the share still there?") == 2
    assert waits[3] > waits[1] / 2
