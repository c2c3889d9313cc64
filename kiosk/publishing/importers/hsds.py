"""HSDS (Open Referral's Human Services Data Specification) becomes a source folder."""

from __future__ import annotations

from collections import Counter
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from kiosk.publishing import records
from kiosk.publishing.hsds import extension
from kiosk.publishing.hsds.giving import SCHEME
from kiosk.publishing.hsds.reading import Reading
from kiosk.publishing.hsds.taking import Taking, host
from kiosk.publishing.hsds.vocabulary import WORDS
from kiosk.publishing.importers import homecoming, values
from kiosk.publishing.importers.draft import COUNTRY_TAKEN, Draft, Remark, slugified

if TYPE_CHECKING:
    from kiosk.publishing.hsds.tables import Tables
    from kiosk.publishing.source import Source

ZONES = {
    "US": "America/New_York",
    "GB": "Europe/London",
    "DE": "Europe/Berlin",
    "LV": "Europe/Riga",
    "AT": "Europe/Vienna",
}
"""The zone of a new pack, by country; an editor corrects it in `pack.yaml`."""


def draft(source: str, target: Source | None, default_language: str) -> Draft:
    """What SRC would bring; raises SourceError when it is no HSDS."""
    remarks: list[Remark] = []
    reading = Reading(lambda where, text: remarks.append(Remark(where, text)))
    reading.read(Path(source))
    if reading.own:
        ours = extension.taken(reading.own)
        if target is None or target.pack.keys.id == ours.pack.id:
            made = extension.merged(ours, reading.rows, target, nested=reading.nested)
            made.remarks[:0] = remarks
            made.pictures = extension.pictures(Path(source))
            return made
        said = f"was made of the folder {ours.pack.id!r}; of its own tables nothing was taken, HSDS's tables were"
        remarks.append(Remark(source, said))
    official = default_language or (target.pack.keys.official if target else "en")
    pack = target.pack.keys if target else new_pack(source, reading.rows.tables, official)
    made = Draft(SCHEME, official, pack, target, words=WORDS)
    made.remarks.extend(remarks)
    theirs = reading.rows.tables
    bare = any(values.is_local(str(row.get("number", ""))) for row in theirs["phone"].values())
    if target is None and bare and not any(row.get("country") for row in theirs["address"].values()):
        made.remark(source, COUNTRY_TAKEN.format(country=pack.country))
    Taking(reading.rows, made).run()
    if target and made.comes_back:  # without our own tables: somebody has left them out, and the folder has them still
        made = extension.merged(homecoming.as_it_is(target), reading.rows, target, nested=reading.nested)
        made.remarks[:0] = remarks
    return made


def new_pack(source: str, tables: Tables, official: str) -> records.Pack:
    """What a new pack says of itself, as far as the source says it."""
    countries = Counter(values.country(str(row.get("country", ""))) for row in tables["address"].values())
    del countries[""]
    country = countries.most_common(1)[0][0] if countries else "US"
    cities = Counter(str(row.get("city", "")) for row in tables["address"].values() if row.get("city"))
    organizations = [str(row.get("name", "")) for row in tables["organization"].values()]
    title = cities.most_common(1)[0][0] if cities else organizations[0] if len(organizations) == 1 else ""
    title = title or host(str(row.get("url", "")) for row in tables["service"].values()) or Path(source).stem
    days = [
        str(row[key])[:10]
        for row in tables["service"].values()
        for key in ("last_modified", "assured_date")
        if row.get(key)
    ]
    good = [day for day in days if _is_day(day)]
    return records.Pack(
        id=slugified(title) or "city",
        title={official: title},
        official=official,
        languages=(official,),
        as_of=max(good, default=date.today().isoformat()),  # noqa: DTZ011 (the importer's own calendar)
        zone=ZONES.get(country, "UTC"),
        country=country,
        emergency={"US": "911", "CA": "911", "GB": "999"}.get(country, "112"),
    )


def _is_day(text: str) -> bool:
    try:
        return date.fromisoformat(text).isoformat() == text
    except ValueError:
        return False
