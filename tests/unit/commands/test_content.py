"""`kiosk content` as an editor types it."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING

import pytest

from kiosk.cli import main
from tests.helpers.sources import City, small_town

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def city(tmp_path: Path) -> City:
    return small_town(tmp_path / "smalltown")


def test_build_prints_what_is_in_the_pack(city: City, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    out = tmp_path / "pack.db"
    city.write("guides/living.md", "---\nname: Dzīvošana\n---\n")
    assert main(["content", "build", str(city.folder), "--out", str(out)]) == 0
    printed = capsys.readouterr().out
    assert re.search(r"service +│ +1 ", printed)
    assert re.search(r"guide +│ +1 ", printed)
    assert "poll" not in printed
    assert "ar" in printed
    assert str(out) in printed
    assert out.exists()


def test_build_speaks_json(city: City, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    out = tmp_path / "pack.db"
    assert main(["content", "build", str(city.folder), "--out", str(out), "--json"]) == 0
    said = json.loads(capsys.readouterr().out)
    assert said["counts"]["service"] == 1
    arabic = {"tag": "ar", "original": 0, "human": 0, "machine": 0, "outdated": 0, "missing": 21}
    assert said["coverage"][1] == arabic
    assert len(said["content_hash"]) == 64


def test_check_says_what_is_wrong_on_standard_error(city: City, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["content", "check", str(city.folder)]) == 0
    path = city.change("services/declare.md", "icon: house", "icon: hosue")
    assert main(["content", "check", str(city.folder)]) == 1
    assert capsys.readouterr().err.startswith(f"{path}:7: there is no icon 'hosue'")


def test_check_speaks_json_of_what_is_wrong(city: City, capsys: pytest.CaptureFixture[str]) -> None:
    path = city.change("services/declare.md", "icon: house", "icon: hosue")
    assert main(["content", "check", str(city.folder), "--json"]) == 1
    said = json.loads(capsys.readouterr().out)
    (finding,) = (each for each in said["findings"] if each["level"] == "error")
    assert (finding["path"], finding["line"], finding["code"], finding["cell"]) == (str(path), 7, "KC106", "")
    assert [each["tag"] for each in said["coverage"]] == ["lv", "en", "ar"]


def test_check_fails_on_warnings_only_when_it_is_strict(city: City, capsys: pytest.CaptureFixture[str]) -> None:
    path = city.change("services/declare.md", "Ejiet uz domi", "Ejiet <b>uz domi")
    assert main(["content", "check", str(city.folder)]) == 0
    printed = capsys.readouterr().out
    assert f"{path}:16: warning: HTML is left here (<b>)" in printed
    assert "42 x note KC301" in printed
    assert main(["content", "check", str(city.folder), "--strict"]) == 1
    assert "KC702" in capsys.readouterr().err


def test_check_speaks_sarif(city: City, capsys: pytest.CaptureFixture[str]) -> None:
    city.change("services/declare.md", "icon: house", "icon: hosue")
    assert main(["content", "check", str(city.folder), "--format", "sarif"]) == 1
    said = json.loads(capsys.readouterr().out)
    (run,) = said["runs"]
    assert (said["version"], run["tool"]["driver"]["name"]) == ("2.1.0", "kiosk content check")
    assert {"error", "note"} <= {result["level"] for result in run["results"]} <= {"error", "warning", "note"}
    (error,) = (result for result in run["results"] if result["level"] == "error")
    assert run["tool"]["driver"]["rules"][error["ruleIndex"]]["id"] == error["ruleId"] == "KC106"
    place = error["locations"][0]["physicalLocation"]
    assert (place["artifactLocation"]["uri"], place["region"]["startLine"]) == ("services/declare.md", 7)


def test_sarif_has_what_its_schema_asks_for(city: City, capsys: pytest.CaptureFixture[str]) -> None:
    """The required properties and the forms of values of sarif-schema-2.1.0.json (OASIS), for all that we write."""
    (city.folder / "ser vīces").mkdir()
    city.change("services/declare.md", "icon: house", "icon: hosue")
    main(["content", "check", str(city.folder), "--format", "sarif"])
    said = json.loads(capsys.readouterr().out)
    assert set(said) == {"$schema", "version", "runs"}
    (run,) = said["runs"]
    assert set(run) == {"tool", "originalUriBaseIds", "columnKind", "results"}
    assert run["columnKind"] in {"utf16CodeUnits", "unicodeCodePoints"}
    assert run["originalUriBaseIds"]["SOURCE"]["uri"].endswith("/")
    rules = run["tool"]["driver"]["rules"]
    assert len({rule["id"] for rule in rules}) == len(rules)
    for rule in rules:
        assert set(rule) == {"id", "name", "shortDescription", "defaultConfiguration"}
        assert set(rule["shortDescription"]) == {"text"}
        assert rule["defaultConfiguration"]["level"] in {"note", "warning", "error"}
    for result in run["results"]:
        assert set(result) == {"ruleId", "ruleIndex", "level", "message", "locations"}
        assert set(result["message"]) == {"text"}
        (location,) = result["locations"]
        assert set(location) <= {"physicalLocation", "logicalLocations"}
        physical = location["physicalLocation"]
        assert re.fullmatch(r"[!-~]+", physical["artifactLocation"]["uri"])
        assert " " not in physical["artifactLocation"]["uri"]
        assert physical["region"]["startLine"] >= 1
    assert "ser%20v%C4%ABces" in json.dumps(run["results"])


def test_translations_update_makes_the_catalogues_asked_for(city: City, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["content", "translations", "update", str(city.folder), "--language", "ar"]) == 0
    assert [path.name for path in (city.folder / "locales").iterdir()] == ["ar.po"]
    assert main(["content", "translations", "update", str(city.folder)]) == 0
    assert sorted(path.name for path in (city.folder / "locales").iterdir()) == ["ar.po", "en.po"]
    assert "en.po" in capsys.readouterr().out


def test_translations_update_writes_nothing_while_the_source_is_wrong(city: City) -> None:
    city.change("services/declare.md", "icon: house", "icon: hosue")
    assert main(["content", "translations", "update", str(city.folder)]) == 1
    assert not (city.folder / "locales").exists()


def test_a_folder_that_is_not_there_is_said(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["content", "check", str(tmp_path / "nowhere")]) == 1
    assert "is not a source folder" in capsys.readouterr().err
