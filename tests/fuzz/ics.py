"""Calendars: `python -m tests.fuzz.ics`."""

from __future__ import annotations

from kiosk.publishing.importers import ics
from tests.fuzz.run import Target, main

CALENDAR = b"""BEGIN:VCALENDAR\r\nVERSION:2.0\r\nX-WR-TIMEZONE:Europe/Riga\r\nBEGIN:VEVENT\r\nUID:1\r\nSUMMARY;LANGUAGE=lv:Kafejn\xc4\xabca\r
DTSTART;TZID=Europe/Riga:20261201T173000\r\nDTEND;TZID=Europe/Riga:20261201T190000\r\nRRULE:FREQ=WEEKLY;COUNT=4;BYDAY=TU\r
EXDATE;TZID=Europe/Riga:20261208T173000\r\nDESCRIPTION:Two\\nlines\r\nCATEGORIES:a,b\r\nGEO:1;2\r\nEND:VEVENT\r\nBEGIN:VEVENT\r\nUID:2\r
DTSTART;VALUE=DATE:20261224\r\nDURATION:P3D\r\nSUMMARY;ENCODING=QUOTED-PRINTABLE:Die=C4=81=\r\nnas\r\nX-MICROSOFT-CDO-ALLDAYEVENT:TRUE\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n"""
TARGET = Target("calendar.ics", (CALENDAR,), lambda path: ics.draft(str(path), None, "lv"))

if __name__ == "__main__":
    main(TARGET)
