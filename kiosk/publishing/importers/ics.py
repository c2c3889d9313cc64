"""Calendars (RFC 5545) become events: one file or a folder of them, each read by itself, a broken one told by name.

A file in which one event is broken still gives its others. Moved and cancelled times of a recurring event become dates
left out and further dates. Who attends is left out: no kiosk has to know that.
"""

from __future__ import annotations

import json
import re
from collections import Counter, defaultdict
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from babel.core import get_global

from kiosk.errors import SourceError
from kiosk.publishing import progress, records, rules
from kiosk.publishing.importers import values
from kiosk.publishing.importers.draft import Draft, slugified
from kiosk.publishing.importers.ics_files import Calendars, Found, brief, read
from kiosk.publishing.importers.ics_times import Times
from kiosk.publishing.importers.ics_zones import named
from kiosk.publishing.importers.keeping import Words
from kiosk.publishing.importers.plain_text import from_text
from kiosk.publishing.texts import one_line
from kiosk.publishing.writing import clean

if TYPE_CHECKING:
    from kiosk.publishing.source import Source

PRODUCT = "-//kiosk//{pack}//"
"""What made a calendar (PRODID), when we did."""

_TAKEN = frozenset(
    {
        "UID", "SUMMARY", "DESCRIPTION", "LOCATION", "URL", "CATEGORIES", "DTSTART", "DTEND", "DURATION", "RRULE", "RDATE",
        "EXDATE", "RECURRENCE-ID", "ATTENDEE", "ATTACH", "COMMENT", "CONTACT",
    }
)  # fmt: skip
"""Properties that have a key of ours, or that no kiosk has to know."""


WORDS = Words.of("links", events="name links starts ends all_day zone rrule rdates exdates location description")
"""What a calendar has words for; words to search by stay where it has no categories."""


def draft(source: str, target: Source | None, default_language: str) -> Draft:
    """What SRC would bring; raises SourceError when no file has an event."""
    return _Importer(source, read(Path(source)), target, default_language).run()


class _Importer:
    def __init__(self, source: str, calendars: Calendars, target: Source | None, language: str) -> None:
        self._source = source
        self._found = calendars.events
        head = calendars.head
        self._zone = target.pack.keys.zone if target else _zone_of(self._found, head)
        spoken = Counter(tag for event in self._found.values() for tag in [_language(event.usual)] if tag)
        official = target.pack.keys.official if target else language or (spoken.most_common(1)[0][0] if spoken else "")
        title = head.get("X-WR-CALNAME") or Path(source).stem
        pack = target.pack.keys if target else _pack(title, official or "en", self._zone)
        self._draft = Draft("ics", official or "en", pack, target, words=WORDS, ours=f"{{id}}@{pack.id}")
        self._times = Times(self._zone, self._draft.remark)
        self._draft.comes_back = target is not None and head.get("PRODID") == PRODUCT.format(pack=pack.id)
        if not official:
            text = "does not say in which language it is; English was taken, --default-language says otherwise"
            self._draft.remark(source, text)
        for where, text in calendars.remarks:
            self._draft.remark(where, text)

    def run(self) -> Draft:
        for number, (uid, event) in enumerate(self._found.items(), 1):
            progress.tell("events", number, len(self._found))
            try:
                self._event(uid, event, event.usual)
            except SourceError:
                raise
            except Exception as error:  # noqa: BLE001 (what a property holds may be anything, and is read only now)
                self._draft.remark(event.where, f"cannot be read ({brief(error)}); it was left out")
        if not self._draft.drafted["events"]:
            why = str(self._draft.remarks[-1]) if self._draft.remarks else "no calendar"
            raise SourceError(f"{self._source} has no event that can be taken ({why}); correct it, or export it again")
        return self._draft

    def _event(self, uid: str, event: Found, component: Any) -> None:  # noqa: ANN401 (icalendar's own)
        when = self._times.when(event, component)
        if when is None:
            return
        if str(component.get("STATUS") or "").upper() == "CANCELLED":
            self._draft.remark(event.where, "is cancelled; it was left out")
            return
        title = one_line(clean(str(component.get("SUMMARY") or "")))
        if not title:
            self._draft.remark(event.where, "has no title; its day stands there")
        name = title or when.starts[:10]
        address = values.address_of_web(str(component.get("URL") or ""))
        day = _changed(component)
        keys = records.Event(
            name=name,
            verified_on=day if day <= self._draft.pack.as_of else "",
            keywords=tuple(dict.fromkeys(filter(None, (one_line(clean(word)) for word in _categories(component))))),
            links=(records.Link(url=address),) if address else (),
            starts=when.starts,
            ends=when.ends,
            all_day=when.all_day,
            zone="" if when.zone == self._zone else when.zone,
            rrule=when.rrule,
            rdates=when.rdates,
            exdates=when.exdates,
            location=one_line(clean(str(component.get("LOCATION") or ""))),
            ids={"ics": uid},
            residue={"ics": {"lines": json.dumps(_left(component), ensure_ascii=False)}},
        )
        slug = self._draft.slug("events", uid, name)
        self._draft.add("events", slug, keys, _description(component), frozenset(() if title else {"name"}))


def _changed(component: Any) -> str:  # noqa: ANN401 (icalendar's own)
    """The day on which an event was changed last; '' when it does not say."""
    said = component.get("LAST-MODIFIED") or component.get("DTSTAMP")
    moment = getattr(said, "dt", None)
    return moment.date().isoformat() if isinstance(moment, datetime) else ""


def _zone_of(found: dict[str, Found], head: dict[str, str]) -> str:
    said = head.get("X-WR-TIMEZONE", "")
    if said in rules.zones():
        return said
    counted: Counter[str] = Counter()
    for event in found.values():
        start = event.usual.get("DTSTART")
        if start is not None and not isinstance(start, list) and isinstance(start.dt, datetime):
            counted[named(start)] += 1
    del counted[""], counted["UTC"]
    return counted.most_common(1)[0][0] if counted else "UTC"


def _language(component: Any) -> str:  # noqa: ANN401 (icalendar's own)
    summary = component.get("SUMMARY")
    return values.tag(str(getattr(summary, "params", {}).get("LANGUAGE") or "")) if summary is not None else ""


def _pack(title: str, official: str, zone: str) -> records.Pack:
    country = str(get_global("zone_territories").get(zone, ""))
    return records.Pack(
        id=slugified(title) or "calendar",
        title={official: one_line(clean(title)) or "calendar"},
        official=official,
        languages=(official,),
        as_of=date.today().isoformat(),  # noqa: DTZ011 (the importer's own calendar)
        zone=zone,
        country=country if re.fullmatch("[A-Z]{2}", country) and country != "ZZ" else "LV",
        emergency="112",
    )


def _categories(component: Any) -> list[str]:  # noqa: ANN401 (icalendar's own)
    said = component.get("CATEGORIES")
    lists = said if isinstance(said, list) else [said] if said is not None else []
    return [str(word) for each in lists for word in getattr(each, "cats", [each])]


def _description(component: Any) -> str:  # noqa: ANN401 (icalendar's own)
    return from_text(clean(str(component.get("DESCRIPTION") or "")))


def _left(component: Any) -> list[str]:  # noqa: ANN401 (icalendar's own)
    """Lines that have no key here, as they stand in the file, without who organizes and attends."""
    kept: dict[str, list[str]] = defaultdict(list)
    for name, value in component.property_items(recursive=False):
        if name not in {*_TAKEN, "BEGIN", "END", "ORGANIZER"} and hasattr(value, "to_ical"):
            said = value.to_ical()
            kept[name].append(f"{name}:{said.decode('utf-8', 'replace') if isinstance(said, bytes) else said}")
    return [line for name in sorted(kept) for line in kept[name]]
