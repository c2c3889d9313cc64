"""Calendars (RFC 5545) become events: one file or a folder of them, each read by itself, a broken one told by name.

A file in which one event is broken still gives its others. Moved and cancelled times of a recurring event become dates
left out and further dates. Who attends is left out: no kiosk has to know that.
"""

from __future__ import annotations

import json
import re
from collections import Counter, defaultdict
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

from babel.core import get_global

from kiosk.domain.event import When, occurrences
from kiosk.errors import SourceError
from kiosk.publishing import progress, records, rules
from kiosk.publishing.importers import values
from kiosk.publishing.importers.draft import Draft, slugified
from kiosk.publishing.importers.ics_files import Calendars, Found, brief, read, sequence
from kiosk.publishing.importers.ics_zones import named
from kiosk.publishing.importers.markdown import from_text
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
        self._draft = Draft("ics", official or "en", pack, target, ours=f"{{id}}@{pack.id}")
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
        when = self._when(event, component)
        if when is None:
            return
        if str(component.get("STATUS") or "").upper() == "CANCELLED":
            self._draft.remark(event.where, "is cancelled; it was left out")
            return
        name = one_line(clean(str(component.get("SUMMARY") or "")))
        if not name:
            self._draft.remark(event.where, "has no title; its day stands there")
        name = name or when.starts[:10]
        address = values.address_of_web(str(component.get("URL") or ""))
        changed = component.get("LAST-MODIFIED") or component.get("DTSTAMP")
        day = (
            changed.dt.date().isoformat()
            if changed is not None and isinstance(getattr(changed, "dt", None), datetime)
            else ""
        )
        day = day if day and day <= self._draft.pack.as_of else ""
        keys = records.Event(
            name=name,
            verified_on=day,
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
        self._draft.add("events", slug, keys, _description(component))

    def _when(self, event: Found, component: Any) -> When | None:  # noqa: ANN401 (icalendar's own)
        start = component.get("DTSTART")
        start = start[0] if isinstance(start, list) else start
        if start is None:
            self._draft.remark(event.where, "does not say when it begins; it was left out")
            return None
        zone = self._zone_name(start, event.where)
        all_day = not isinstance(start.dt, datetime)
        end = component.get("DTEND")
        try:
            duration = component.get("DURATION")
            last = end.dt if end is not None else start.dt + duration.dt if duration is not None else start.dt
        except Exception as error:  # noqa: BLE001 (the library has errors of many kinds)
            self._draft.remark(event.where, f"does not say when it ends ({brief(error)})")
            last = start.dt
        rrule = self._rule(component, event.where)
        moved, cancelled = self._moved(event, zone, all_day=all_day)
        when = When(
            self._text(start.dt, zone, all_day=all_day),
            self._end(start.dt, last, zone, all_day=all_day),
            all_day,
            zone,
            rrule,
            tuple(dict.fromkeys((*self._dates(component, "RDATE", zone, event.where, all_day=all_day), *moved))),
            tuple(dict.fromkeys((*self._dates(component, "EXDATE", zone, event.where, all_day=all_day), *cancelled))),
        )
        return self._sure(when, event.where)

    def _sure(self, when: When, where: str) -> When:
        """The event with a rule that can be followed; without it when the libraries cannot agree on it."""
        if when.ends and when.ends < when.starts:
            self._draft.remark(where, f"ends ({when.ends}) before it begins; its end was left out")
            when = When(when.starts, "", when.all_day, when.zone, when.rrule, when.rdates, when.exdates)
        try:
            first = datetime.fromisoformat(when.starts).replace(tzinfo=ZoneInfo(when.zone))
            occurrences(when, first, first + timedelta(days=2))
        except Exception as error:  # noqa: BLE001 (two libraries follow it, and each has errors of its own)
            self._draft.remark(
                where, f"recurs in a way that cannot be followed ({brief(error)}); only its first time was taken"
            )
            return When(when.starts, when.ends, when.all_day, when.zone)
        return when

    def _moved(self, event: Found, zone: str, *, all_day: bool) -> tuple[list[str], list[str]]:
        """Further times, and times left out, of the times that differ."""
        if event.master is None:
            event.others.pop(0)
            return [
                self._text(other["DTSTART"].dt, zone, all_day=all_day) for other in event.others if other.get("DTSTART")
            ], []
        moved, cancelled = [], []
        newest: dict[str, Any] = {}
        for other in sorted(event.others, key=sequence):
            newest[str(other["RECURRENCE-ID"].dt)] = other
        for other in newest.values():
            was = self._text(other["RECURRENCE-ID"].dt, zone, all_day=all_day)
            cancelled.append(was)
            if str(other.get("STATUS") or "").upper() != "CANCELLED" and other.get("DTSTART") is not None:
                moved.append(self._text(other["DTSTART"].dt, zone, all_day=all_day))
                self._differs(event, other, was)
        kept = [text for text in moved if text not in cancelled]
        return kept, [text for text in cancelled if text not in moved]

    def _differs(self, event: Found, other: Any, was: str) -> None:  # noqa: ANN401 (icalendar's own)
        """Tells what is not as usual at one of the times: an event here has one title, one place and one length."""
        said = [
            name
            for name, words in (("SUMMARY", "title"), ("LOCATION", "place"), ("DESCRIPTION", "description"))
            if str(other.get(name) or "") not in {"", str(event.master.get(name) or "")}
            for name in [f"{words} ({one_line(str(other.get(name)))[:80]})"]
        ]
        if _length(other) not in {None, _length(event.master)}:
            said.append(f"length ({_length(other)})")
        if said:
            self._draft.remark(event.where, f"has another {', '.join(said)} on {was}; the usual one stands there")
        if str(other["RECURRENCE-ID"].params.get("RANGE") or "").upper() == "THISANDFUTURE":
            self._draft.remark(event.where, f"changes from {was} on; only that one time was changed")

    def _rule(self, component: Any, where: str) -> str:  # noqa: ANN401 (icalendar's own)
        said = component.get("RRULE")
        if said is None:
            return ""
        if isinstance(said, list):
            self._draft.remark(where, "has more than one rule by which it recurs; the first one was taken")
            said = said[0]
        text = said.to_ical().decode()
        try:
            rules.recurrence(text)
        except ValueError as error:
            self._draft.remark(where, f"{error}; only its first time was taken")
            return ""
        return str(text)

    def _dates(self, component: Any, name: str, zone: str, where: str, *, all_day: bool) -> list[str]:  # noqa: ANN401 (icalendar's own)
        said = component.get(name)
        dates: list[date] = []
        for each in said if isinstance(said, list) else [said] if said is not None else []:
            try:
                dates.extend(one.dt[0] if isinstance(one.dt, tuple) else one.dt for one in each.dts)
            except Exception as error:  # noqa: BLE001 (the library has errors of many kinds)
                self._draft.remark(where, f"has a date in {name} that is none ({brief(error)}); it was left out")
        return [self._text(one, zone, all_day=all_day) for one in dates]

    @staticmethod
    def _text(moment: date, zone: str, *, all_day: bool) -> str:
        if all_day:
            return (moment.date() if isinstance(moment, datetime) else moment).isoformat()
        if not isinstance(moment, datetime):
            moment = datetime.combine(moment, time())
        here = moment.astimezone(ZoneInfo(zone)) if moment.tzinfo else moment
        return here.replace(tzinfo=None).isoformat(timespec="minutes")

    def _end(self, start: date, last: date, zone: str, *, all_day: bool) -> str:
        if all_day:
            final = (last.date() if isinstance(last, datetime) else last) - timedelta(days=1)
            first = start.date() if isinstance(start, datetime) else start
            return final.isoformat() if final > first else ""
        end = self._text(last, zone, all_day=False)
        return "" if end == self._text(start, zone, all_day=False) else end

    def _zone_name(self, start: Any, where: str) -> str:  # noqa: ANN401 (icalendar's own)
        """The IANA zone of a beginning; the calendar's own where none is said, UTC for what is said in UTC."""
        if not isinstance(start.dt, datetime):
            return self._zone
        name = named(start)
        if name or start.dt.tzinfo is None:
            said = str(start.params.get("TZID") or "")
            if said and not name:
                self._draft.remark(where, f"is in the zone {said!r}, which nobody knows; {self._zone} was taken")
            return name or self._zone
        said = str(start.params.get("TZID") or "")
        if said:
            self._draft.remark(where, f"is in a zone of its own making ({said}); its times are those of {self._zone}")
        return self._zone


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


def _length(component: Any) -> timedelta | None:  # noqa: ANN401 (icalendar's own)
    """How long an event lasts; None when it does not say, or not in a way that can be read."""
    try:
        length: timedelta = component.duration
    except Exception:  # noqa: BLE001 (the library has errors of many kinds)
        return None
    return length


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
