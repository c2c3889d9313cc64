from __future__ import annotations

import json
import os
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from kiosk.cli import main
from kiosk.commands import doctor
from kiosk.packs.slots import Slots

if TYPE_CHECKING:
    from collections.abc import Iterable

    from kiosk.packs.slots import Slot


@pytest.fixture
def slot(tmp_path: Path, pack: Path) -> Slot:
    data = tmp_path / "data"
    data.mkdir()
    slots = Slots(data)
    slots.install(pack, trusted=False)
    active = slots.active()
    assert active is not None
    active.close()
    return active


@pytest.fixture
def programs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder that is the whole PATH, for programs that say what the test wants."""
    folder = tmp_path / "bin"
    folder.mkdir()
    monkeypatch.setenv("PATH", str(folder))
    return folder


def program(folder: Path, name: str, says: str) -> None:
    (folder / name).write_text(f"#!/bin/sh\nread -r nothing </dev/null\necho '{says}'\n")
    (folder / name).chmod(0o755)


def by_name(findings: Iterable[doctor.Finding]) -> dict[str, doctor.Finding]:
    return {finding.what: finding for finding in findings}


def test_a_machine_without_a_pack_is_told_how_to_show_one(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["doctor", "--data", str(tmp_path / "nowhere"), "--json"]) == 1
    found = {each["what"]: each for each in json.loads(capsys.readouterr().out)}
    assert found["Python"]["ok"]
    assert not found["pack"]["ok"]
    assert "--pack" in found["pack"]["advice"]
    assert found["settings"]["ok"]
    assert not (tmp_path / "nowhere").exists()


def test_words_for_people(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["doctor", "--data", str(tmp_path)]) == 1
    lines = capsys.readouterr().out.splitlines()
    assert any(line.startswith("ok    Python: 3.") for line in lines)
    assert any(line.startswith("MEND  pack: ") for line in lines)


def test_a_pack_and_a_clock_that_fit(tmp_path: Path, slot: Slot) -> None:
    built = datetime.fromtimestamp(slot.manifest.built, UTC)
    found = by_name(doctor.findings(tmp_path / "data", built + timedelta(days=3)))
    assert found["pack"].ok
    assert found["clock"].ok
    assert found["printer"].ok


@pytest.mark.parametrize("days", [-1, 700])
def test_a_clock_that_cannot_be_believed(days: int, slot: Slot) -> None:
    built = datetime.fromtimestamp(slot.manifest.built, UTC)
    finding = doctor.machine_clock(built + timedelta(days=days), slot.manifest)
    assert not finding.ok
    assert "set the clock" in finding.advice


def test_settings_that_cannot_be_read_are_said(tmp_path: Path) -> None:
    (tmp_path / "kiosk.toml").write_text("[idle]\nsecond = 90\n")
    found = by_name(doctor.findings(tmp_path, datetime.now(UTC)))
    assert "did you mean idle.seconds?" in found["pack and settings"].advice


@pytest.mark.parametrize("name", ["DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"])
def test_any_display_will_do(name: str) -> None:
    assert doctor.display({name: ":0"}).ok


def test_no_display_is_said() -> None:
    finding = doctor.display({"DISPLAY": ""})
    assert not finding.ok
    assert "kiosk tour" in finding.advice


def test_each_script_wants_its_font(programs: Path) -> None:
    (only,) = doctor.fonts()
    assert "fontconfig" in only.advice
    program(programs, "fc-list", "Noto Sans,Noto Sans Black\nNoto Sans Ethiopic\n")
    found = by_name(doctor.fonts())
    assert found["font for Ethiopic"].ok
    assert found["font for Latin, Cyrillic, Greek"].ok
    assert not found["font for Arabic"].ok
    assert "fonts-noto-ui-core" in found["font for Arabic"].advice
    assert "fonts-noto-core" in found["font for Bengali"].advice


def test_the_queue_must_be_one_that_cups_knows(programs: Path) -> None:
    assert doctor.printer("").ok
    assert "cups-client" in doctor.printer("slips").advice
    program(programs, "lpstat", "office\nslips")
    assert doctor.printer("slips").ok
    finding = doctor.printer("slip")
    assert not finding.ok
    assert "lpstat -e" in finding.advice


def test_a_full_disk_is_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert doctor.disk(tmp_path / "not" / "yet").ok
    monkeypatch.setattr(doctor, "ROOM", 1 << 62)
    assert "make room" in doctor.disk(tmp_path).advice


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write everywhere")
def test_a_folder_that_cannot_be_written_is_said() -> None:
    assert "--data" in doctor.disk(Path("/proc/kiosk")).advice
