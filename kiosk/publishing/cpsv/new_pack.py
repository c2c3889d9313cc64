"""What a graph of services says of the city that they are for, as far as it says it: the country, the zone, the name."""

from __future__ import annotations

from collections import Counter
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import phonenumbers

from kiosk.publishing import records
from kiosk.publishing.importers import values
from kiosk.publishing.importers.draft import slugified

if TYPE_CHECKING:
    from kiosk.publishing.cpsv.graphs import Things

_COUNTRIES = {"de": "DE", "lv": "LV", "el": "GR", "fr": "FR", "nl": "NL", "it": "IT", "es": "ES", "pl": "PL"}
"""Where a file that says nothing of its country most likely comes from."""


def telephones(things: Things) -> list[str]:
    """The telephone numbers of a graph, as they stand there."""
    holders = sorted(set(things.graph.subjects()), key=str)
    return [str(value) for thing in holders for value in things.all(thing, "telephone")]


def _country_of_phones(things: Things) -> str:
    """The country of most telephones that name theirs."""
    numbers = (match.number for text in telephones(things) for match in phonenumbers.PhoneNumberMatcher(text, None))
    counted = Counter(code for number in numbers for code in [phonenumbers.region_code_for_number(number)] if code)
    return counted.most_common(1)[0][0] if counted else ""


def said_country(things: Things) -> str:
    """The country that services, providers or telephones name; '' where none does."""
    places = Counter(
        str(value)
        for thing in things.of_kind("PublicService", "PublicOrganisation")
        for value in things.all(thing, "spatial")
    )
    said = (values.country(text.rpartition("/")[2].partition("_")[0]) for text, _count in places.most_common())
    return next(filter(None, said), "") or _country_of_phones(things)


def pack(source: str, things: Things, official: str) -> records.Pack:
    """What a new pack says of itself; an editor corrects it. official: the language of record."""
    country = said_country(things) or _COUNTRIES.get(official, "BE")
    zones = {
        "DE": "Europe/Berlin",
        "LV": "Europe/Riga",
        "GR": "Europe/Athens",
        "FR": "Europe/Paris",
        "AT": "Europe/Vienna",
    }
    stem = Path(source).name.removesuffix(".gz").rpartition(".")[0] or Path(source).name
    return records.Pack(
        id=slugified(stem) or "services",
        title={official: stem},
        official=official,
        languages=(official,),
        as_of=date.today().isoformat(),  # noqa: DTZ011 (the importer's own calendar)
        zone=zones.get(country, "Europe/Brussels"),
        country=country,
        emergency="112",
    )
