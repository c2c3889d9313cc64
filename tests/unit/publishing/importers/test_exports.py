"""Exports that no import reads back."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from typing import TYPE_CHECKING

import recurring_ical_events
from icalendar import Calendar

from kiosk.resources import ROOT
from tests.helpers.ordinary import kiosk
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


def files(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_a_full_disk_leaves_every_file_of_a_folder_as_it_was(content: Content, tmp_path: Path) -> None:
    town = small_town(tmp_path / "town")
    content.give("hsds", tmp_path / "out", town.folder)
    before = files(tmp_path / "out")
    town.write(
        "services/declare.md",
        (town.folder / "services" / "declare.md").read_text(encoding="utf-8").replace("Visiem", "Pieaugušajiem"),
    )
    program = """
import resource, sys
from kiosk.cli import main
resource.setrlimit(resource.RLIMIT_FSIZE, (int(sys.argv[1]), resource.RLIM_INFINITY))
sys.exit(main(["content", "export", "hsds", sys.argv[2], "--out", sys.argv[3]]))
"""
    largest = max(map(len, before.values())) - 1
    for out in (tmp_path / "out", tmp_path / "deep" / "new"):
        command = [sys.executable, "-c", program, str(largest), str(town.folder), str(out)]
        done = subprocess.run(command, check=False, capture_output=True, text=True)
        assert done.returncode == 1, done.stderr
        assert f"{out} cannot be written (" in done.stderr
        assert "make room" in done.stderr
    assert files(tmp_path / "out") == before
    assert not (tmp_path / "deep").exists()


def test_tables_that_nothing_stands_in_any_more_go(content: Content, tmp_path: Path) -> None:
    town = small_town(tmp_path / "town")
    for name in ("hsds", "workbook"):
        content.give(name, tmp_path / name, town.folder)
    (tmp_path / "hsds" / "notes.txt").write_text("mine")
    town.write(
        "services/declare.md",
        re.sub(
            r"(?ms)^evidence:.*?(?=^steps)", "", (town.folder / "services" / "declare.md").read_text(encoding="utf-8")
        ),
    )
    for name, file in (("hsds", "required_documents.csv"), ("workbook", "services.evidence.csv")):
        assert (tmp_path / name / file).is_file()
        content.give(name, tmp_path / name, town.folder)
        assert not (tmp_path / name / file).exists()
    assert (tmp_path / "hsds" / "notes.txt").read_text() == "mine"


def test_a_folder_that_may_not_be_read_or_written_is_named(tmp_path: Path) -> None:
    town = small_town(tmp_path / "town").folder
    shut = tmp_path / "shut"
    shut.mkdir(mode=0o555)
    (town / "services").chmod(0o000)
    reading: tuple[tuple[object, ...], ...] = (
        ("export", "hsds", town, "--out", tmp_path / "out"),
        ("build", town, "--out", tmp_path / "pack"),
        ("translations", "status", town),
    )
    for arguments in reading:
        said = kiosk("content", *arguments)
        assert (said.returncode, "Traceback" in said.stderr) == (1, False), arguments
        assert "town/services" in said.stderr, arguments
    (town / "services").chmod(0o755)
    writing: tuple[tuple[object, ...], ...] = (
        ("export", "hsds", town, "--out", shut / "out"),
        ("export", "workbook", town, "--out", shut / "deep" / "out.xlsx"),
        ("diff", town, town, "--html", shut / "page.html"),
        ("translations", "export", town, "--language", "en", "--out", shut / "en.po"),
    )
    for arguments in writing:
        said = kiosk("content", *arguments)
        assert (said.returncode, "Traceback" in said.stderr) == (1, False), arguments
        assert "shut" in said.stderr, arguments
    (town / "locales").mkdir(exist_ok=True)
    (town / "locales").chmod(0o555)
    said = kiosk("content", "translations", "update", town, "--language", "en")
    assert (said.returncode, "Traceback" in said.stderr) == (1, False), said.stderr
    assert "locales" in said.stderr


def test_no_text_ends_the_script_that_a_page_holds_it_in(content: Content, tmp_path: Path) -> None:
    town = small_town(tmp_path / "town")
    office = (town.folder / "organizations" / "office.md").read_text(encoding="utf-8")
    town.write("organizations/office.md", f"{office.rstrip()} </script><script>alert(1)</script>\n")
    content.give("schema-org", tmp_path / "out.jsonld", town.folder)
    data = (tmp_path / "out.jsonld").read_text(encoding="utf-8")
    assert "<" not in data
    assert "</script>" in json.dumps(json.loads(data))


def test_html_in_a_text_stays_text_for_the_cms(content: Content, tmp_path: Path) -> None:
    town = small_town(tmp_path / "town")
    town.write("guides/first.md", "---\nname: Pirmie soļi\n---\n<script>alert(1)</script> un **labi**\n")
    content.give("integreat", tmp_path / "out", town.folder)
    (page,) = json.loads((tmp_path / "out" / "smalltown" / "lv" / "pages.json").read_bytes())
    assert "<script" not in page["content"]
    assert "<strong>labi</strong>" in page["content"]


def test_the_last_time_of_a_calendar_is_told_in_utc(content: Content, tmp_path: Path) -> None:
    town = small_town(tmp_path / "town")
    event = (
        "---\nname: Saruna\nstarts: 2026-12-01T18:00\nends: 2026-12-01T19:00\nrrule: FREQ=DAILY;UNTIL=20261203\n---\n"
    )
    town.write("events/talk.md", event)
    days = "---\nname: Dienas\nstarts: 2026-12-01\nall_day: true\nrrule: FREQ=DAILY;UNTIL=20261203T100000Z\n---\n"
    town.write("events/days.md", days)
    content.give("ics", tmp_path / "out.ics", town.folder)
    calendar = Calendar.from_ical((tmp_path / "out.ics").read_bytes())
    rules = {str(event["SUMMARY"]): event["RRULE"].to_ical() for event in calendar.walk("VEVENT")}
    assert rules == {"Saruna": b"FREQ=DAILY;UNTIL=20261203T215959Z", "Dienas": b"FREQ=DAILY;UNTIL=20261203"}
    found = recurring_ical_events.of(calendar).between((2026, 11, 1), (2027, 1, 1))
    assert sorted(str(each["SUMMARY"]) for each in found) == ["Dienas"] * 3 + ["Saruna"] * 3


def test_a_workbook_under_a_foreign_ending_is_refused(content: Content, tmp_path: Path) -> None:
    said = content.run("export", "workbook", small_town(tmp_path / "town").folder, "--out", tmp_path / "city.csv")
    assert (said.code, "a workbook goes out as .xlsx" in said.err) == (1, True)
    assert not (tmp_path / "city.csv").exists()


def test_an_export_tells_what_its_format_has_no_place_for(content: Content, tmp_path: Path) -> None:
    town = small_town(tmp_path / "town").folder
    said = content.give("ics", tmp_path / "out.ics", town)
    assert (said.json["counts"], said.json["left"]["service"]) == ({"event": 0}, 1)
    told = content.run("export", "ics", town, "--out", tmp_path / "out.ics")
    assert "ics has no place for these, they stay behind: organization 1, place 1, service 1" in told.err
    assert content.give("hsds", tmp_path / "hsds", town).json["left"] == {}
