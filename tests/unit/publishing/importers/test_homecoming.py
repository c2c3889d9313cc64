"""An export that comes back into its folder changes what somebody has changed in it, and nothing else."""

from __future__ import annotations

import json
import shutil
from typing import TYPE_CHECKING

import msgspec
import pytest

from kiosk.publishing import source
from kiosk.resources import ROOT
from tests.helpers.sources import small_town

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.unit.publishing.importers.conftest import Content

DAUGAVPILS = ROOT / "db" / "daugavpils"
OUT = {"cpsv": "out.ttl", "ics": "out.ics", "integreat": "out"}
TALK = (
    "---\nname: Saruna\nstarts: 2026-12-01T18:00\nends: 2026-12-01T19:00\nplace: hall\naudience: Visiem\n---\nTēja.\n"
)
GUIDE = "---\nname: Pirmie soļi\nlinks:\n  - https://www.pmlp.gov.lv\n---\nEjiet uz **domi**.\n"


def files(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def rewritten(path: Path, change: Callable[[str], str]) -> None:
    before = path.read_text(encoding="utf-8")
    after = change(before)
    assert after != before
    path.write_text(after, encoding="utf-8")


@pytest.fixture
def town(content: Content) -> Path:
    made = small_town(content.folder)
    made.write("events/talk.md", TALK)
    made.write("guides/first.md", GUIDE)
    english = '# kiosk: human Anna 2026-01-02\nmsgctxt "{}"\nmsgid "{}"\nmsgstr "{}"\n\n'
    texts = (
        ("service/declare/name/0", "Deklarēt dzīvesvietu", "Declare"),
        ("evidence/declare.1/name/0", "Pase", "Passport"),
    )
    head = 'msgid ""\nmsgstr ""\n"Language: en\\n"\n\n'
    made.write("locales/en.po", head + "".join(english.format(*text) for text in texts))
    return made.folder


@pytest.mark.parametrize("name", OUT)
def test_an_export_as_it_was_changes_no_byte(content: Content, tmp_path: Path, name: str) -> None:
    shutil.copytree(DAUGAVPILS, content.folder)
    content.give(name, tmp_path / OUT[name])
    said = content.good(name, tmp_path / OUT[name], "--prune")
    assert (said.json["disappeared"], said.json["remarks"]) == ([], [])
    assert {count[:2] + count[3:] for count in said.counts.values()} == {(0, 0, 0)}
    assert files(content.folder) == files(DAUGAVPILS)


def test_a_changed_graph_changes_what_it_says_and_no_more(content: Content, town: Path, tmp_path: Path) -> None:
    before = source.read(town).services[0].keys
    content.give("cpsv", tmp_path / "out.ttl")
    rewritten(
        tmp_path / "out.ttl", lambda text: text.replace('"Pase"@lv', '"ID karte"@lv').replace('"Visiem"', '"Visiem te"')
    )
    said = content.good("cpsv", tmp_path / "out.ttl")
    assert said.counts["services"] == (0, 1, 0, 0)
    passport, contract = before.evidence
    assert source.read(town).services[0].keys == msgspec.structs.replace(
        before,
        evidence=(msgspec.structs.replace(passport, name="ID karte"), contract),
        requirements=(msgspec.structs.replace(before.requirements[0], name="Visiem te"),),
    )
    english = (town / "locales" / "en.po").read_text(encoding="utf-8")
    assert '#, fuzzy\n#| msgid "Pase"' in english
    assert english.count("# kiosk: human Anna 2026-01-02") == 2


def test_a_calendar_and_a_guide_change_what_they_say_and_no_more(content: Content, town: Path, tmp_path: Path) -> None:
    content.give("ics", tmp_path / "out.ics")
    rewritten(tmp_path / "out.ics", lambda text: text.replace("T180000", "T170000"))
    assert content.good("ics", tmp_path / "out.ics").counts["events"] == (0, 1, 0, 0)
    content.give("integreat", tmp_path / "out")
    rewritten(tmp_path / "out" / "smalltown" / "lv" / "pages.json", lambda text: text.replace("Pirmie", "Otrie"))
    assert content.good("integreat", tmp_path / "out").counts["guides"] == (0, 1, 0, 0)
    now = files(town)
    assert now["events/talk.md"].decode() == TALK.replace("T18", "T17")
    assert now["guides/first.md"].decode() == GUIDE.replace("Pirmie", "Otrie")


def test_what_was_added_to_an_export_comes_in_and_what_was_taken_out_is_listed(
    content: Content, town: Path, tmp_path: Path
) -> None:
    content.give("integreat", tmp_path / "out")
    pages = tmp_path / "out" / "smalltown" / "lv" / "pages.json"
    (page,) = json.loads(pages.read_bytes())
    page |= {"id": 7, "path": "/smalltown/lv/second/", "title": "Otrie soļi"}
    pages.write_text(json.dumps([page]), encoding="utf-8")
    said = content.good("integreat", tmp_path / "out")
    assert (said.counts["guides"], said.json["disappeared"]) == ((1, 0, 0, 0), ["guides/first.md"])
    assert {record.slug for record in source.read(town).guides} == {"first", "second"}
    assert content.good("integreat", tmp_path / "out", "--prune").counts["guides"] == (0, 0, 1, 1)


def test_what_an_editor_added_to_an_imported_record_outlives_its_own_export(content: Content, tmp_path: Path) -> None:
    event = "BEGIN:VEVENT\nUID:1@city\nSUMMARY:Talk\nDTSTART:20261201T180000Z\nDTSTAMP:20260101T000000Z\nEND:VEVENT\n"
    (tmp_path / "a.ics").write_text(f"BEGIN:VCALENDAR\nVERSION:2.0\n{event}END:VCALENDAR\n", encoding="utf-8")
    content.good("ics", tmp_path / "a.ics", "--default-language", "en")
    graph = """@prefix cpsv: <http://purl.org/vocab/cpsv#> . @prefix cv: <http://data.europa.eu/m8g/> .
        @prefix dct: <http://purl.org/dc/terms/> . <https://city.example/s> a cpsv:PublicService ; dct:title "Passport"@en ;
        cv:contactPoint [ cv:telephone "+371 65407437" ] ."""
    (tmp_path / "a.ttl").write_text(graph, encoding="utf-8")
    content.good("cpsv", tmp_path / "a.ttl")
    rewritten(
        content.folder / "events" / "talk.md", lambda text: text.replace("---\n", "---\nexpires: 2027-01-01\n", 1)
    )
    rewritten(
        content.folder / "services" / "passport.md", lambda text: text.replace("---\n", "---\nsteps: [Go there]\n", 1)
    )
    before = files(content.folder)
    for name in ("ics", "cpsv"):
        content.give(name, tmp_path / OUT[name])
        content.good(name, tmp_path / OUT[name])
    assert files(content.folder) == before


def test_what_an_editor_added_to_the_pages_of_a_cms_outlives_their_own_export(content: Content, tmp_path: Path) -> None:
    above = {
        "id": 1,
        "path": "/town/de/ankommen/",
        "title": "Ankommen",
        "content": "<p>a</p>",
        "available_languages": {},
    }
    below = above | {
        "id": 2,
        "path": "/town/de/ankommen/wohnen/",
        "title": "Wohnen",
        "parent": {"id": 9, "path": above["path"]},
    }
    (tmp_path / "town" / "de").mkdir(parents=True)
    (tmp_path / "town" / "de" / "pages.json").write_text(json.dumps([above, below]), encoding="utf-8")
    content.good("integreat", tmp_path / "town")
    page = content.folder / "guides" / "wohnen.md"
    rewritten(page, lambda text: text.replace("---\n", "---\nlinks: [https://www.pmlp.gov.lv]\n", 1))
    before = files(content.folder)
    content.give("integreat", tmp_path / "out")
    content.good("integreat", tmp_path / "out")
    assert files(content.folder) == before
    content.good("integreat", tmp_path / "town")  # the CMS itself has no word for links beside the text
    assert files(content.folder) == before
