from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from kiosk.commands import terminal
from kiosk.publishing import build
from tests.helpers.sources import small_town

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def demonstration(tmp_path: Path, pack: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Another small city in the demonstration's place."""
    folder = small_town(tmp_path / "demonstration").folder
    said = (folder / "pack.yaml").read_text(encoding="utf-8")
    (folder / "pack.yaml").write_text(said.replace("id: smalltown", "id: example"), encoding="utf-8")
    out = tmp_path / "example.pack"
    build.build(folder, out)
    monkeypatch.setattr(terminal, "DEMONSTRATION", out)
    return out


def shown(data: Path, pack: Path | None = None) -> str:
    """The id of the pack that a command would work on."""
    slot = terminal.prepare(data, pack).active()
    assert slot is not None
    slot.close()
    return slot.manifest.id


def test_an_empty_folder_gets_the_demonstration(tmp_path: Path, demonstration: Path) -> None:
    assert demonstration.is_file()
    assert shown(tmp_path / "data") == "example"


def test_a_pack_that_somebody_named_stays_for_the_next_command(tmp_path: Path, pack: Path, demonstration: Path) -> None:
    assert demonstration.is_file()
    assert shown(tmp_path / "data", pack) == "smalltown"
    assert shown(tmp_path / "data") == "smalltown"


def test_a_newer_demonstration_takes_the_place_of_the_older(tmp_path: Path, demonstration: Path) -> None:
    data = tmp_path / "data"
    assert shown(data) == "example"
    before = terminal.prepare(data, None).active_name()
    folder = tmp_path / "demonstration"
    said = (folder / "pack.yaml").read_text(encoding="utf-8")
    (folder / "pack.yaml").write_text(said.replace("2026-11-24", "2026-11-25"), encoding="utf-8")
    demonstration.unlink()
    build.build(folder, demonstration)
    assert shown(data) == "example"
    assert terminal.prepare(data, None).active_name() != before
