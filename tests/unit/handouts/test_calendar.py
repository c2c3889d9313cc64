from __future__ import annotations

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from icalendar import Calendar

from kiosk.domain.event import Occurrence
from kiosk.handouts.calendar import entry

RIGA = ZoneInfo("Europe/Riga")
EVENING = Occurrence(datetime(2026, 12, 1, 17, 30, tzinfo=RIGA), datetime(2026, 12, 1, 19, 0, tzinfo=RIGA))


def test_a_calendar_reads_what_was_written() -> None:
    made = entry("Valodu kafejnīca; tēja, cukurs", "Rīgas iela 1", EVENING, all_day=False, most=412)
    (event,) = Calendar.from_ical(made.replace("VERSION:2.0", "VERSION:2.0\r\nPRODID:test")).walk("VEVENT")
    assert event["SUMMARY"] == "Valodu kafejnīca; tēja, cukurs"
    assert event["LOCATION"] == "Rīgas iela 1"
    assert event.decoded("DTSTART") == datetime(2026, 12, 1, 15, 30, tzinfo=UTC)
    assert event.decoded("DTEND") == datetime(2026, 12, 1, 17, 0, tzinfo=UTC)


def test_a_day_is_a_day() -> None:
    day = Occurrence(datetime(2026, 11, 18, tzinfo=RIGA), datetime(2026, 11, 19, tzinfo=RIGA))
    made = entry("Svētki", "", day, all_day=True, most=412)
    assert "DTSTART;VALUE=DATE:20261118\r\nDTEND;VALUE=DATE:20261119\r\n" in made


def test_nobody_invents_an_end() -> None:
    assert "DTEND" not in entry("x", "", Occurrence(EVENING.start, EVENING.start), all_day=False, most=412)


def test_a_long_name_is_cut_and_the_place_goes_first() -> None:
    made = entry("ገ" * 300, "ቦታ", EVENING, all_day=False, most=412)
    assert len(made.encode()) <= 412
    assert "LOCATION" not in made
    assert "…\r\n" in made
    assert made.endswith("END:VEVENT\r\nEND:VCALENDAR\r\n")


def test_a_name_cannot_write_lines_of_its_own() -> None:
    made = entry("a\r\nEND:VEVENT", "\u202eb", EVENING, all_day=False, most=412)
    assert made.count("END:VEVENT") == 2
    assert made.count("\r\nEND:VEVENT") == 1
    assert "\u202e" not in made
