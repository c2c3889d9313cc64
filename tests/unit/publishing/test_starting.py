"""A new source folder checks clean, builds, and is made as a whole or not at all."""

from __future__ import annotations

import json
from datetime import date
from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner

from kiosk.commands.content import group
from kiosk.packs.reading import verify
from kiosk.publishing.codes import Level
from kiosk.publishing.review import review

if TYPE_CHECKING:
    from pathlib import Path


def new(*arguments: str) -> str:
    """What `kiosk content new` says."""
    done = CliRunner().invoke(group, ["new", *arguments])
    return str(done.exception or done.output)


def test_a_new_folder_checks_clean_and_builds(tmp_path: Path) -> None:
    folder, pack = tmp_path / "My City", tmp_path / "my.pack"
    said = new(
        str(folder), "--official", "lv", "--language", "ar", "--language", "en", "--title", "Mana pilsēta", "--json"
    )
    assert set(json.loads(said)["files"]) == {
        path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()
    }
    found = review(folder, date(2026, 11, 24)).findings
    assert {each.level for each in found} == {Level.NOTE}
    assert CliRunner().invoke(group, ["build", str(folder), "--out", str(pack)]).exit_code == 0
    manifest = verify(pack)
    assert (manifest.id, manifest.title, manifest.languages) == ("my-city", {"lv": "Mana pilsēta"}, ("lv", "ar", "en"))


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["--official", "xx"], "'xx' is not a language that we know"),
        (["--official", "lv", "--zone", "Nowhere"], "'Nowhere' is not a time zone"),
        (["--official", "lv", "--id", "My City"], "'id' has small Latin letters"),
        (["--official", "lv", "--country", "Latvia"], "'Latvia' is not a country"),
    ],
)
def test_what_cannot_be_makes_nothing(tmp_path: Path, arguments: list[str], said: str) -> None:
    assert said in new(str(tmp_path / "city"), *arguments)
    assert list(tmp_path.iterdir()) == []


def test_a_folder_that_is_there_stays_as_it_is(tmp_path: Path) -> None:
    (tmp_path / "city").mkdir()
    new(str(tmp_path / "city"), "--official", "lv")
    (tmp_path / "city" / "pack.yaml").write_text("mine")
    assert "is there already; name a new folder" in new(str(tmp_path / "city"), "--official", "lv")
    assert (tmp_path / "city" / "pack.yaml").read_text() == "mine"
