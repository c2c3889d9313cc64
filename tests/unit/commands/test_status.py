from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from kiosk.cli import main
from kiosk.packs.slots import Slots
from tests.helpers.cities import Desk, Terminal

if TYPE_CHECKING:
    from pathlib import Path


def test_no_pack_is_an_answer_not_an_error(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    nowhere = tmp_path / "nowhere"
    assert main(["status", "--data", str(nowhere)]) == 0
    assert "no pack yet" in capsys.readouterr().out
    assert main(["status", "--data", str(nowhere), "--json"]) == 0
    assert json.loads(capsys.readouterr().out) == {
        "data": str(nowhere), "enrolled": False, "terminal": None, "pack": None, "sync": None
    }  # fmt: skip
    assert not nowhere.exists()


@pytest.mark.parametrize(("trusted", "words"), [(True, "from the city"), (False, "demonstration, not official")])
def test_the_active_pack(
    trusted: bool,
    words: str,
    tmp_path: Path,
    pack: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:
    data = tmp_path / "data"
    data.mkdir()
    name = Slots(data).install(pack, trusted=trusted)
    assert main(["status", "--data", str(data)]) == 0
    assert words in capsys.readouterr().out
    assert main(["status", "--data", str(data), "--json"]) == 0
    told = json.loads(capsys.readouterr().out)["pack"]
    assert told["id"] == "smalltown"
    assert told["trusted"] is trusted
    assert told["version"] == 0
    assert told["content_hash"].startswith(name.partition("-")[0])
    assert told["languages"] == ["lv", "en", "ar"]


def test_which_version_and_whether_somebody_went_back(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    desk = Desk(tmp_path / "desk")
    terminal = Terminal(tmp_path / "data", desk, name="hall-1")

    def said(*options: str) -> str:
        assert main(["status", "--data", str(terminal.data), *options]) == 0
        return capsys.readouterr().out

    assert "no pack yet; `kiosk sync --once` fetches one" in said()
    for name in ("Viens", "Divi"):
        desk.add(name)
        terminal.sync()
    assert "town version 2 as of" in said()
    assert json.loads(said("--json"))["pack"]["reverted"] is False
    Slots(terminal.data).revert()
    assert "town version 1 as of" in said()
    assert "gone back to by hand" in said()
    assert json.loads(said("--json"))["pack"]["reverted"] is True


def test_a_damaged_state_is_one_sentence(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "state.db").write_bytes(b"this is no database at all, whatever its name may say" * 100)
    assert main(["status", "--data", str(tmp_path)]) == 1
    said = capsys.readouterr().err
    assert said.count("\n") == 1
    assert "state.db" in said
