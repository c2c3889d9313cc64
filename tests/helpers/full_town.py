"""A source folder in which every key of every kind of record says something, made of the keys themselves."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, get_args, get_type_hints

import msgspec

from kiosk.publishing import records, writing
from kiosk.publishing.importers.draft import KINDS
from tests.helpers.sources import FILES

if TYPE_CHECKING:
    from pathlib import Path

SAYS: dict[str, Any] = {
    "name": "Nosaukums", "summary": "Pāris vārdu", "note": "Otrais stāvs", "label": "Dežurants", "role": "Dežurants",
    "description": "Valsts nodeva", "audience": "Jauniešiem", "location": "Parkā pie strūklakas",
    "sources": ("https://www.city.example/avots",), "verified_on": "2026-11-23", "updated": "2026-11-23", "confirm": False,
    "website": "https://www.city.example", "url": "https://www.city.example/lapa", "uri": "https://www.city.example/teritorija",
    "emails": ("pasts@city.example",), "email": "dome@city.example", "number": "+37165404344",
    "street": "Rīgas iela 2", "city": "Daugavpils", "postal_code": "LV-5401", "country": "LT", "latitude": 55.87,
    "longitude": 26.51, "hours": "Mo-Fr 08:00-12:00", "hours_text": "Darbdienās", "hours_confirm": False,
    "hours_verified_on": "2026-11-22", "topics": ("papers",), "situations": ("arrived",), "keywords": ("Vārds",),
    "icon": "house", "form": "slip", "steps": ("Atnāciet",), "notes": ("Termiņš ir mēnesis",), "amount": "5.00",
    "currency": "EUR", "processing_time": "P3D", "spoken_languages": ("lv",), "expires": "2099-01-01", "scheme": "topic",
    "seq": 7, "parent": "first", "starts": "2026-12-01T10:00", "ends": "2026-12-01T11:00", "zone": "Europe/Vilnius",
    "rrule": "FREQ=WEEKLY;COUNT=5", "rdates": ("2026-12-03T10:00",), "exdates": ("2026-12-08T10:00",), "example": True,
    "level": "urgent", "organization": "own", "place": "hall", "to": "service:declare", "kind": "requires", "topic": "desk",
}  # fmt: skip
"""What each key says."""

LATER = {"all_day", "id", "ids", "residue"}
"""Keys that say nothing: who calls a thing how is not an editor's, and an event has times."""

FORM = "| survey |\n|  | type | name | label |\n|  | text | a | Vārds |\n"


def full(group: type[records.Keys], **other: object) -> Any:
    """A group of keys of which each says something."""
    hints = get_type_hints(group)
    said = {}
    for field in msgspec.structs.fields(group):
        item = next((one for one in get_args(hints[field.name]) if isinstance(one, type)), None)
        if field.name in LATER:
            continue
        if item and issubclass(item, records.Keys):
            said[field.name] = (full(item),)
        else:
            said[field.name] = SAYS[field.name]
    return group(**said | other)


def full_town(folder: Path) -> None:
    """Makes a source folder that builds: of each kind the record `own`, with all keys."""
    more: dict[str, dict[str, object]] = {
        "polls": {"starts": "", "choices": (records.Choice(name="Jā"), records.Choice(name="Nē"))},
        "notices": {"starts": "2026-12-01"},
    }
    files = FILES | {"guides/first.md": "---\nname: Pirmie soļi\n---\nTeksts.\n", "forms/slip.md": FORM}
    for kind, group in KINDS.items():
        files[f"{kind}/own.md"] = writing.record(full(group, **more.get(kind, {})), "Garš teksts.")
    for name, text in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
