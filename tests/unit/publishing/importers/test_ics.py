"""Calendars as products write them: every event comes in or is told."""

from __future__ import annotations

import itertools
import re
from datetime import datetime, timedelta
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kiosk.domain.event import When, occurrences
from kiosk.publishing import source
from tests.helpers.shared import DATA, needs_data

if TYPE_CHECKING:
    from pathlib import Path

    from kiosk.publishing.records import Event
    from tests.unit.publishing.importers.conftest import Content

HEAD = "BEGIN:VCALENDAR\nVERSION:2.0\nX-WR-TIMEZONE:Europe/Riga\n"


def calendar(path: Path, *events: str) -> Path:
    blocks = [f"BEGIN:VEVENT\n{event.strip()}\nEND:VEVENT\n" for event in events]
    path.write_text(HEAD + "".join(blocks) + "END:VCALENDAR\n", encoding="utf-8")
    return path


def only(content: Content) -> Event:
    (event,) = source.read(content.folder).events
    return event.keys


def test_a_meeting_with_moved_and_cancelled_times(content: Content, tmp_path: Path) -> None:
    file = calendar(
        tmp_path / "a.ics",
        "UID:1\nSUMMARY;LANGUAGE=lv:Kafejnīca\nDTSTART;TZID=Europe/Riga:20261201T173000\nDTEND;TZID=Europe/Riga:20261201T190000\n"
        "RRULE:FREQ=WEEKLY;COUNT=4\nEXDATE;TZID=Europe/Riga:20261208T173000\nLOCATION:Dome\nATTENDEE:mailto:a@b.lv\nCATEGORIES:Valoda,Tēja\n"
        "DESCRIPTION:Pie *tējas*\\, ar kūku.\\nNāciet!\nURL:https://www.example.lv/x",
        "UID:1\nSUMMARY:Kafejnīca\nRECURRENCE-ID;TZID=Europe/Riga:20261215T173000\nDTSTART;TZID=Europe/Riga:20261216T173000",
        "UID:1\nRECURRENCE-ID;TZID=Europe/Riga:20261222T173000\nSTATUS:CANCELLED\nDTSTART;TZID=Europe/Riga:20261222T173000",
    )
    content.good("ics", file)
    event = only(content)
    assert (event.starts, event.ends, event.location, event.keywords) == (
        "2026-12-01T17:30",
        "2026-12-01T19:00",
        "Dome",
        ("Valoda", "Tēja"),
    )
    assert event.exdates == ("2026-12-08T17:30", "2026-12-15T17:30", "2026-12-22T17:30")
    assert event.rdates == ("2026-12-16T17:30",)
    when = When(event.starts, event.ends, event.all_day, "Europe/Riga", event.rrule, event.rdates, event.exdates)
    first = datetime(2026, 12, 1, tzinfo=ZoneInfo("Europe/Riga"))
    assert [moment.start.day for moment in occurrences(when, first, first + timedelta(days=40))] == [1, 16]
    assert source.read(content.folder).events[0].body == "Pie \\*tējas\\*, ar kūku.\\\nNāciet!"
    assert source.read(content.folder).pack.keys.official == "lv"
    assert "a@b.lv" not in content.read("events/kafejnica.md")


def test_whole_days_and_other_zones(content: Content, tmp_path: Path) -> None:
    file = calendar(
        tmp_path / "a.ics",
        "UID:1\nSUMMARY:Days\nDTSTART;VALUE=DATE:20261224\nDTEND;VALUE=DATE:20261227",
        "UID:2\nSUMMARY:Athens\nDTSTART;TZID=GTB Standard Time:20261201T100000\nDURATION:PT1H",
        "UID:3\nSUMMARY:World\nDTSTART:20261201T100000Z",
        "UID:4\nSUMMARY:Floating\nDTSTART:20261201T100000",
    )
    content.good("ics", file)
    events = {event.keys.name: event.keys for event in source.read(content.folder).events}
    assert (events["Days"].starts, events["Days"].ends, events["Days"].all_day) == ("2026-12-24", "2026-12-26", True)
    assert (events["Athens"].zone, events["Athens"].starts, events["Athens"].ends) == (
        "Europe/Bucharest",
        "2026-12-01T10:00",
        "2026-12-01T11:00",
    )
    assert (events["World"].zone, events["World"].starts) == ("UTC", "2026-12-01T10:00")
    assert (events["Floating"].zone, events["Floating"].starts) == ("", "2026-12-01T10:00")


def test_one_broken_event_does_not_take_the_others_along(content: Content, tmp_path: Path) -> None:
    folder = tmp_path / "calendars"
    folder.mkdir()
    calendar(
        folder / "a.ics",
        "UID:1\nSUMMARY:Good\nDTSTART:20261201T100000Z",
        "UID:2\nSUMMARY:Bad\nDTSTART:20260230T100000Z",
    )
    calendar(folder / "b.ics", "UID:3\nSUMMARY:Private\nCLASS:PRIVATE\nDTSTART:20261201T100000Z")
    (folder / "c.ics").write_text("no calendar")
    (folder / "d.ics").write_bytes(b"BEGIN:VCALENDAR\nX:\xff\xfe\xfd\nEND:VCALENDAR")
    said = content.good("ics", folder, "--default-language", "lv")
    assert said.counts == {"events": (1, 0, 0, 0)}
    told = "\n".join(said.remarks)
    for words in ("a.ics:9: is an event that cannot be read", "is private", "c.ics: is not a calendar", "d.ics"):
        assert words in told


def test_calendars_come_back(content: Content, tmp_path: Path) -> None:
    file = calendar(
        tmp_path / "a.ics",
        "UID:1\nDTSTAMP:20260101T000000Z\nSUMMARY;LANGUAGE=lv:Kafejnīca\nDTSTART;TZID=Europe/Riga:20261201T173000\nRRULE:FREQ=WEEKLY\nGEO:1;2\n"
        "X-COLOUR:red\\, dark\nSEQUENCE:3",
    )
    content.good("ics", file)
    content.give("ics", tmp_path / "out.ics")
    content.good("ics", tmp_path / "out.ics", into=tmp_path / "again")
    assert (tmp_path / "again" / "events" / "kafejnica.md").read_text(encoding="utf-8") == content.read(
        "events/kafejnica.md"
    )


def raw(path: Path) -> list[tuple[int, str]]:
    """The line of each event of a file and its UID, or its title for want of one; read without the importer."""
    lines = re.sub(r"\r\n?", "\n", path.read_text(encoding="utf-8", errors="replace")).split("\n")
    found: list[tuple[int, dict[str, str]]] = []
    inside = False
    for number, line in enumerate(lines, 1):
        if line.strip() == "BEGIN:VEVENT":
            found.append((number, {}))
            inside = True
        elif line.startswith(("END:VEVENT", "BEGIN:VALARM")):
            inside = False
        elif inside and line.startswith(("UID", "SUMMARY")):
            more = itertools.takewhile(lambda other: other[:1] in {" ", "\t"}, lines[number:])
            value = (line + "".join(other[1:] for other in more)).partition(":")[2]
            found[-1][1][line[:3]] = " ".join(value.replace("\\", "").split())
    return [(number, said.get("UID") or said.get("SUM", "")) for number, said in found]


@needs_data
def test_every_event_of_every_real_calendar_comes_in_or_is_told_with_its_line(content: Content) -> None:
    said = content.good("ics", DATA / "ical")
    events = source.read(content.folder).events
    known = {record.keys.ids["ics"] for record in events} | {record.keys.name for record in events}
    places = {remark["where"].partition(",")[0] for remark in said.json["remarks"]}
    count = 0
    for path in sorted((DATA / "ical").glob("*.ics")):
        for line, uid in raw(path):
            count += 1
            assert uid in known or f"{path}:{line}" in places, (path.name, line)
        assert raw(path) or str(path) in places
    assert count > 600
    assert content.good("ics", DATA / "ical").counts["events"][:2] == (0, 0)


def test_what_differs_at_one_time_is_told(content: Content, tmp_path: Path) -> None:
    first = "DTSTART;TZID=Europe/Riga:202612"
    file = calendar(
        tmp_path / "a.ics",
        f"UID:1\nSUMMARY:Tea\nLOCATION:Hall\n{first}01T170000\nDURATION:PT1H\nRRULE:FREQ=DAILY;COUNT=5\nEXDATE:nonsense\nEXDATE;TZID=Europe/Riga:20261204T170000",
        f"UID:1\nRECURRENCE-ID;RANGE=THISANDFUTURE;TZID=Europe/Riga:20261202T170000\nLOCATION:School\n{first}02T180000\nDURATION:PT3H",
    )
    remarks = content.good("ics", file, "--default-language", "lv").remarks
    assert only(content).exdates == ("2026-12-04T17:00", "2026-12-02T17:00")
    assert [remark.partition("a.ics:4, Tea: ")[2] for remark in remarks] == [
        "has another place (School), length (3:00:00) on 2026-12-02T17:00; the usual one stands there",
        "changes from 2026-12-02T17:00 on; only that one time was changed",
        remarks[2].partition("a.ics:4, Tea: ")[2],
    ]
    assert "has a date in EXDATE that is none" in remarks[2]


def test_events_alone_are_read_and_other_things_are_told(content: Content, tmp_path: Path) -> None:
    alone = "BEGIN:VEVENT\r\nUID:1\r\nSUMMARY:Tea\r\nDTSTART:20261201T100000Z\r\nEND:VEVENT\r\n"
    (tmp_path / "a.ics").write_text(alone)
    assert content.good("ics", tmp_path / "a.ics", "--default-language", "lv").remarks == []
    assert only(content).name == "Tea"
    todo = "BEGIN:VTODO\nUID:9\nEND:VTODO\n"
    (tmp_path / "a.ics").write_text(f"{HEAD}{todo}{todo}{alone}END:VCALENDAR\n")
    (remark,) = content.good("ics", tmp_path / "a.ics").remarks
    assert "a.ics: has things that are no events (VTODO 2); they were left out" in remark
    (tmp_path / "a.ics").write_text(f"{HEAD}BEGIN:VTODO\n{alone}END:VCALENDAR\n")
    said = content.good("ics", tmp_path / "a.ics")
    assert (said.counts, said.remarks[-1].partition("a.ics: ")[2]) == (
        {"events": (0, 0, 1, 0)},
        "is not closed where it should be; its events were read one by one",
    )
    (tmp_path / "a.ics").write_text(HEAD + alone * 20_001 + "END:VCALENDAR\n")
    assert "more than 20,000 events" in content.refused("ics", tmp_path / "a.ics")


@pytest.mark.parametrize(
    "text", ["", "BEGIN:VCALENDAR\nEND:VCALENDAR\n", "BEGIN:VCALENDAR\nBEGIN:VTODO\nUID:1\nEND:VTODO\nEND:VCALENDAR\n"]
)
def test_a_file_without_events_is_refused(content: Content, tmp_path: Path, text: str) -> None:
    (tmp_path / "a.ics").write_text(text)
    said = "has no event that can be read" if text else "is not a calendar"
    assert said in content.refused("ics", tmp_path / "a.ics")


LINE = st.sampled_from(
    ["DTSTART", "DTEND", "DURATION", "RRULE", "EXDATE", "RDATE", "RECURRENCE-ID", "SUMMARY", "UID", "SEQUENCE", "LAST-MODIFIED", "CATEGORIES", "URL", "GEO", "STATUS"]
).flatmap(
    lambda name: st.sampled_from(
        ["20261201T100000Z", "20261201", "FREQ=DAILY", "FREQ=YEARLY;BYDAY=9XX", "PT1H", "-P1W", "x", "", "1;2", "99999999T999999", "00010101T000000"]
    ).map(lambda value: f"{name}:{value}")
)  # fmt: skip


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(LINE, max_size=8))
def test_any_event_comes_in_or_is_told(content: Content, tmp_path: Path, lines: list[str]) -> None:
    file = calendar(tmp_path / "any.ics", "UID:0\nSUMMARY:Good\nDTSTART:20261201T100000Z", "\n".join(lines))
    said = content.good("ics", file, into=tmp_path / "any")
    assert "mistake of ours" not in said.err


def test_an_old_phone_s_texts_are_read_and_outlook_s_whole_days_too(content: Content, tmp_path: Path) -> None:
    text = (
        "BEGIN:VCALENDAR\nVERSION:1.0\nBEGIN:VEVENT\nUID:1\n"
        "SUMMARY;CHARSET=UTF-8;ENCODING=QUOTED-PRINTABLE:Tik=C5=A1an=C4=81s, ar =\ndraugiem\n"
        "DESCRIPTION;ENCODING=QUOTED-PRINTABLE:Viens=0D=0ADivi\nDTSTART:20261201T170000Z\nEND:VEVENT\n"
        "BEGIN:VEVENT\nUID:2\nSUMMARY:Day\nX-MICROSOFT-CDO-ALLDAYEVENT:TRUE\n"
        "DTSTART;TZID=FLE Standard Time:20261202T000000\nDTEND;TZID=FLE Standard Time:20261204T000000\nEND:VEVENT\n"
        "BEGIN:VEVENT\nUID:3\nSUMMARY:Broken\nDTSTART:2026-12-07T10:00\nEND:VEVENT\nEND:VCALENDAR\n"
    )
    (tmp_path / "a.ics").write_text(text, encoding="utf-8")
    said = content.good("ics", tmp_path / "a.ics", "--default-language", "lv")
    events = {record.keys.ids["ics"]: record for record in source.read(content.folder).events}
    assert (events["1"].keys.name, events["1"].body) == ("Tikšanās, ar draugiem", "Viens\\\nDivi")
    assert (events["2"].keys.all_day, events["2"].keys.starts, events["2"].keys.ends) == (
        True,
        "2026-12-02",
        "2026-12-03",
    )
    assert any("a.ics:17:" in remark for remark in said.remarks)  # lines stay what they are in the file
