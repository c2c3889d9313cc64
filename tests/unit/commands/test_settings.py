from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from kiosk import settings
from kiosk.cli import main
from kiosk.settings import layers

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture(autouse=True)
def _no_system_file(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(layers, "SYSTEM_FILE", tmp_path / "nothing.toml")


def test_each_value_is_shown_with_where_it_came_from(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "kiosk.toml").write_text("[idle]\nseconds = 90\n")
    assert main(["settings", "show", "--data", str(tmp_path), "--set", "screen.ppi=149"]) == 0
    shown = {line.split()[0]: line.split()[1:] for line in capsys.readouterr().out.splitlines()}
    assert shown["idle.seconds"] == ["90", str(tmp_path / "kiosk.toml")]
    assert shown["screen.ppi"] == ["149.0", "--set"]
    assert shown["printing.paper"] == ['"80mm"', "default"]
    assert list(shown) == list(settings.names())


def test_as_json(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["settings", "show", "--data", str(tmp_path), "--set", "languages.fallback=ru,en", "--json"]) == 0
    rows = {row["name"]: row for row in json.loads(capsys.readouterr().out)}
    assert rows["languages.fallback"] == {"name": "languages.fallback", "value": ["ru", "en"], "from": "--set"}
    assert rows["idle.seconds"]["value"] == 60


def test_a_mistake_is_one_sentence(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "kiosk.toml"
    file.write_text("[idle]\nsecond = 90\n")
    assert main(["settings", "show", "--data", str(tmp_path)]) == 1
    said = capsys.readouterr()
    assert said.out == ""
    assert said.err == f"{file}: there is no setting idle.second; did you mean idle.seconds?\n"


def test_a_stray_variable_is_told_on_standard_error(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("KIOSK_IDEL_SECONDS", "3")
    monkeypatch.setenv("KIOSK_DATA", str(tmp_path))
    assert main(["settings", "show", "--json"]) == 0
    said = capsys.readouterr()
    assert "did you mean KIOSK_IDLE_SECONDS?" in said.err
    assert json.loads(said.out)


def test_a_proxys_password_is_not_shown(capsys: pytest.CaptureFixture[str]) -> None:
    for form in ([], ["--json"]):
        assert main(["settings", "show", *form, "--set", "sync.proxy=http://town:geheim@proxy:3128"]) == 0
        out = capsys.readouterr().out
        assert "geheim" not in out
        assert "http://town:…@proxy:3128" in out
