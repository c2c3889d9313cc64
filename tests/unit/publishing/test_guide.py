"""The editors' guide tells the truth: its example builds, and it names every key there is."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from kiosk.publishing import checks, po, records, source, translations
from kiosk.publishing.build import build
from kiosk.resources import ROOT
from tests.helpers.sources import City

if TYPE_CHECKING:
    from pathlib import Path

    import msgspec

GUIDE = (ROOT / "docs" / "editors.md").read_text(encoding="utf-8")
FILE = re.compile(r"^\*\*`(?P<name>[^`]+)`\*\*\n\n```\w+\n(?P<text>.*?)^```$", re.MULTILINE | re.DOTALL)
GROUPS = [
    kind
    for kind in vars(records).values()
    if isinstance(kind, type) and issubclass(kind, records.Keys) and kind is not records.Keys
]


@pytest.fixture
def example(tmp_path: Path) -> City:
    city = City(tmp_path / "smalltown")
    for match in FILE.finditer(GUIDE):
        city.write(match["name"], match["text"])
    return city


def test_the_example_builds(example: City, tmp_path: Path) -> None:
    assert build(example.folder, tmp_path / "pack.db").counts["service"] == 1


def test_the_example_entry_is_one_of_the_example(example: City) -> None:
    entries = po.read(translations.write_catalogue(example.folder, "ar").path)
    named = re.search(r'^msgctxt "(?P<context>.*)"\nmsgid "(?P<msgid>.*)"', GUIDE, re.MULTILINE)
    assert named
    assert (named["context"], named["msgid"]) in {(entry.context, entry.msgid) for entry in entries}
    contexts = {entry.context for entry in entries}
    assert {"evidence/declare-residence.1/name/0", "schedule/place-town-hall/original/0"} <= contexts


def test_the_findings_that_it_shows_are_said(example: City) -> None:
    hall = "places/town-hall.md"
    example.change(hall, '"Mo-Th 08:00-17:00; Fr 08:00-15:00; PH off"', '"Mo-Fr 9-"')
    example.change("services/declare-residence.md", "city-council", "city-counsil")
    said = "\n".join(str(finding) for finding in checks.findings(source.read(example.folder)))
    for line in said.replace(str(example.folder), "db/daugavpils").split("\n"):
        assert line in GUIDE


@pytest.mark.parametrize("kind", GROUPS, ids=lambda kind: kind.__name__)
def test_every_key_is_explained(kind: type[msgspec.Struct]) -> None:
    for key in kind.__struct_fields__:
        assert f"`{key}`" in GUIDE, f"docs/editors.md says nothing of {key!r} ({kind.__name__})"
