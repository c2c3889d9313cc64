"""Answers of an Integreat CMS: `python -m tests.fuzz.integreat`."""

from __future__ import annotations

import json

from kiosk.publishing.importers import integreat
from tests.fuzz.run import Target, main

SHARED = {
    "last_updated": "2024-05-01T10:00:00+02:00",
    "available_languages": {"en": {"id": 2, "path": "/town/en/a/"}},
    "excerpt": "x",
}
ROWS = [
    {"id": 1, "path": "/town/de/a/", "url": "https://c.example/town/de/a/", "title": "A", "content": "<p>x <a href='/town/de/b/'>b</a></p><img src=i.png>", "order": 1, "parent": {"path": None}},
    {"id": 3, "path": "/town/de/b/", "title": "B", "content": "<table><tr><td>1</td></tr></table>", "parent": {"path": "/town/de/a/"}},
    {"id": 2, "path": "/town/en/a/", "title": "A", "content": ""},
    {"id": 4, "path": "/town/de/locations/h/", "title": "H", "location": {"latitude": 1, "country": "Deutschland"}, "opening_hours": [{"timeSlots": [{"start": "08:00", "end": "12:00"}]}] * 7, "contacts": [{"email": "a@b.de"}]},
    {"id": 5, "path": "/town/de/events/e$2024-01-01/", "title": "E", "event": {"start": "2024-01-01T18:00:00+01:00", "all_day": False, "timezone": "Europe/Berlin"}, "recurrence_rule": "RRULE:FREQ=WEEKLY"},
]  # fmt: skip
TARGET = Target(
    "de.json",
    (json.dumps([SHARED | row for row in ROWS], indent=1).encode(),),
    lambda path: integreat.draft(str(path), None, ""),
)

if __name__ == "__main__":
    main(TARGET)
