"""What would not fit a square code of version 15, the largest that a visitor's phone reads from our screens and slips.

An address that is too long gives no code at all. A calendar code always fits, by leaving out the place and cutting the name
(`kiosk.handouts.calendar`): so what is found there is an event of which a visitor would take only a part away.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from kiosk.domain.event import Occurrence
from kiosk.handouts import calendar
from kiosk.handouts.card import MOST
from kiosk.publishing.naming import Ref

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from kiosk.publishing.source import Source

_START = datetime(2026, 1, 1, 12, tzinfo=ZoneInfo("UTC"))
_END = _START + timedelta(hours=1)
_PLENTY = 1 << 20


def address(text: str) -> str:
    """What is wrong with an address that visitors take away; '' when it fits."""
    size = len(text.encode())
    return f"this address has {size} bytes and a QR code holds {MOST}; find a shorter one" if size > MOST else ""


@dataclass(frozen=True, slots=True)
class Calendar:
    """One event as its code will have it. name, where: the contexts of its texts; line: the street and the town."""

    slug: str
    name: str
    where: str
    line: str
    all_day: bool
    ends: bool

    def complaint(self, texts: Mapping[str, str]) -> str:
        """What its code would leave out in a language; texts: of that language, by context."""
        name = texts.get(self.name, "")
        where = ", ".join(filter(None, (texts.get(self.where, ""), self.line)))
        occurrence = Occurrence(_START, _END if self.ends or self.all_day else _START)
        size = len(calendar.entry(name, where, occurrence, all_day=self.all_day, most=_PLENTY).encode())
        if not name or size <= MOST:
            return ""
        bare = len(calendar.entry(name, "", occurrence, all_day=self.all_day, most=_PLENTY).encode())
        lost = "the place, and the end of the name" if bare > MOST else "the place"
        return f"the calendar code of this event would have {size} bytes and holds {MOST}, so it leaves out {lost}; say both in fewer words"


def calendars(source: Source) -> Iterator[Calendar]:
    """The events of a source."""
    places = {record.slug: record.keys for record in source.places}
    for record in source.events:
        event, ref = record.keys, Ref("event", record.slug)
        place = places.get(event.place)
        town = " ".join(filter(None, (place.postal_code, place.city))) if place else ""
        yield Calendar(
            slug=record.slug,
            name=ref.context("name", 0),
            where=Ref("place", event.place).context("name", 0) if place else ref.context("location", 0),
            line=", ".join(filter(None, (place.street, town))) if place else "",
            all_day=event.all_day,
            ends=bool(event.ends),
        )
