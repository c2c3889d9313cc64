"""Exports that no import reads back."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from kiosk.resources import ROOT
from tests.helpers.sources import small_town

if TYPE_CHECKING:
    from pathlib import Path

    from tests.unit.publishing.importers.conftest import Content


def test_schema_org_has_every_service_with_its_languages(content: Content, tmp_path: Path) -> None:
    content.give("schema-org", tmp_path / "out.jsonld", ROOT / "db" / "daugavpils")
    said = json.loads((tmp_path / "out.jsonld").read_bytes())
    services = [thing for thing in said["@graph"] if thing["@type"] == "GovernmentService"]
    assert len(services) == 36
    assert {text["@language"] for text in services[0]["name"]} == {"lv", "en", "ru", "uk", "pl", "ar", "fa", "fr", "ti"}
    known = {thing["@id"] for thing in said["@graph"]}
    assert all(service["provider"]["@id"] in known for service in services)


def test_schema_org_tells_hours_and_costs(content: Content, tmp_path: Path) -> None:
    content.give("schema-org", tmp_path / "out.jsonld", small_town(tmp_path / "town").folder)
    graph = {thing["@type"]: thing for thing in json.loads((tmp_path / "out.jsonld").read_bytes())["@graph"]}
    week = {
        "@type": "OpeningHoursSpecification",
        "dayOfWeek": ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday"],
        "opens": "09:00",
        "closes": "17:00",
    }
    assert graph["CivicStructure"]["openingHoursSpecification"] == [week]
    assert graph["GovernmentService"]["offers"][0]["price"] == "4.27"


def test_a_place_that_cannot_be_written_is_named(content: Content, tmp_path: Path) -> None:
    town = small_town(tmp_path / "town").folder
    (tmp_path / "file").write_text("mine")
    for name, out in (
        ("hsds", tmp_path / "file"),
        ("schema-org", tmp_path),
        ("workbook", tmp_path / "file" / "x.xlsx"),
    ):
        said = content.run("export", name, town, "--out", out)
        assert said.code == 1, name
        assert str(out) in said.err
    assert (tmp_path / "file").read_text() == "mine"


def test_what_is_neither_a_folder_nor_a_pack_is_named(content: Content, tmp_path: Path) -> None:
    (tmp_path / "letter.txt").write_text("hello")
    for source in (tmp_path / "letter.txt", tmp_path / "gone"):
        said = content.run("export", "hsds", source, "--out", tmp_path / "out")
        assert (said.code, str(source) in said.err) == (1, True)


def test_forms_have_a_place_of_their_own(content: Content, tmp_path: Path) -> None:
    assert "put it into the folder forms/" in content.refused("xlsform", tmp_path / "form.xlsx")
