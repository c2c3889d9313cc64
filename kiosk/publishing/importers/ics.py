"""Calendars (RFC 5545) become events: one file or a folder of them, each read by itself, a broken one told by name.

A file in which one event is broken still gives its others. Moved and cancelled times of a recurring event become dates
left out and further dates. Who attends is left out: no kiosk has to know that.
"""

from __future__ import annotations

import json
import re
import warnings
from collections import Counter, defaultdict
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

from babel.core import get_global
from icalendar import Calendar
from icalendar.timezone.windows_to_olson import WINDOWS_TO_OLSON

from kiosk.domain.event import When, occurrences
from kiosk.errors import SourceError
from kiosk.publishing import records, rules
from kiosk.publishing.importers import fetching, values
from kiosk.publishing.importers.draft import Draft, short, slugified
from kiosk.publishing.importers.markdown import LONGEST, from_text
from kiosk.publishing.texts import one_line
from kiosk.publishing.writing import clean

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kiosk.publishing.source import Source

_BLOCK = re.compile(r"^BEGIN:(VEVENT|VTIMEZONE)\r?$.*?^END:\1\r?$", re.MULTILINE | re.DOTALL)
_TAKEN = frozenset(
    {
        "UID", "SUMMARY", "DESCRIPTION", "LOCATION", "URL", "CATEGORIES", "DTSTART", "DTEND", "DURATION", "RRULE", "RDATE",
        "EXDATE", "RECURRENCE-ID", "ATTENDEE", "ATTACH", "COMMENT", "CONTACT",
    }
)  # fmt: skip
"""Properties that have a key of ours, or that no kiosk has to know."""

MOST = 20_000
"""Events of one import."""


@dataclass
class _Found:
    """The parts of one event: how it is in general, and the times that differ."""

    master: Any = None
    others: list[Any] = field(default_factory=list)
    where: str = ""


def draft(source: str, target: Source | None, default_language: str) -> Draft:
    """What SRC would bring; raises SourceError when no file has an event."""
    remarks: list[tuple[str, str]] = []
    found: dict[str, _Found] = {}
    head: dict[str, str] = {}
    for path in fetching.files(Path(source), ".ics", ".ical", ".ifb"):
        try:
            count = len(found)
            for component in _components(path, remarks, head):
                _sort(component, found, str(path), remarks)
            if len(found) == count:
                remarks.append((str(path), "has no event, or only those that an earlier file had"))
        except SourceError as error:
            remarks.append((str(path), str(error).removeprefix(f"{path} ").removeprefix(f"{path}: ")))
        if len(found) > MOST:
            raise SourceError(f"{source} has more than {MOST:,} events; give the calendars in parts")
    if not found:
        first = "; ".join(f"{where}: {text}" for where, text in remarks[:1])
        raise SourceError(
            f"{source} has no event that can be read ({first or 'no calendar'}); export the calendar again as .ics"
        )
    return _Importer(source, found, head, target, default_language, remarks).run()


def _components(path: Path, remarks: list[tuple[str, str]], head: dict[str, str]) -> Iterator[Any]:
    """The events of a file; when the whole cannot be read, those that can be read one by one."""
    text = fetching.text(fetching.content(path), str(path))
    text = re.sub(r"\r\n?|\n", "\r\n", text)
    for name in ("X-WR-CALNAME", "X-WR-TIMEZONE"):
        match = re.search(rf"^{name}[^:\r\n]*:(.+?)\r?$", text, re.MULTILINE)
        if match:
            head.setdefault(name, match[1].strip())
    if "BEGIN:VCALENDAR" not in text.upper():
        raise SourceError(f"{path} is not a calendar; export it again as .ics")
    try:
        whole = list(_events(_parsed(text)))
    except Exception as error:  # noqa: BLE001 (the library has errors of many kinds)
        blocks = [match[0] for match in _BLOCK.finditer(text)]
        zones = [block for block in blocks if block.startswith("BEGIN:VTIMEZONE")]
        remarks.append((str(path), f"is not right as a whole ({_short(error)}); its events were read one by one"))
        for number, block in enumerate((block for block in blocks if block.startswith("BEGIN:VEVENT")), 1):
            try:
                yield from _one_by_one(zones, block)
            except Exception as inner:  # noqa: BLE001 (as above)
                remarks.append((f"{path}, event {number}", f"cannot be read ({_short(inner)}); it was left out"))
        return
    yield from whole


def _one_by_one(zones: list[str], block: str) -> list[Any]:
    try:
        return list(_events(_parsed(_wrapped([*zones, block]))))
    except Exception:  # noqa: BLE001 (a zone may be what is broken)
        return list(_events(_parsed(_wrapped([block]))))


def _wrapped(blocks: list[str]) -> str:
    return "\r\n".join(["BEGIN:VCALENDAR", "VERSION:2.0", *blocks, "END:VCALENDAR", ""])


def _parsed(text: str) -> list[Any]:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        return list(Calendar.from_ical(text, multiple=True))


def _events(calendars: list[Any]) -> Iterator[Any]:
    for calendar in calendars:
        for component in calendar.walk("VEVENT"):
            start = component.get("DTSTART")
            if start is not None and not isinstance(start, list):
                _ = start.dt
            yield component


def _sort(component: Any, found: dict[str, _Found], where: str, remarks: list[tuple[str, str]]) -> None:  # noqa: ANN401 (icalendar's own)
    name = one_line(str(component.get("SUMMARY") or "")) or "an event without a title"
    if str(component.get("CLASS") or "").upper() in {"PRIVATE", "CONFIDENTIAL"}:
        remarks.append((f"{where}, {name}", "is private; it was left out"))
        return
    uid = str(component.get("UID") or "") or short(component.to_ical().decode("utf-8", "replace"))
    event = found.setdefault(uid, _Found(where=f"{where}, {name}"))
    if component.get("RECURRENCE-ID") is not None:
        event.others.append(component)
    elif event.master is None:
        event.master = component
    else:
        remarks.append((f"{where}, {name}", "stands twice; the one with the higher SEQUENCE was taken"))
        if _sequence(component) > _sequence(event.master):
            event.master = component


def _sequence(component: Any) -> int:  # noqa: ANN401 (icalendar's own)
    try:
        return int(component.get("SEQUENCE") or 0)
    except (TypeError, ValueError):
        return 0


def _short(error: Exception) -> str:
    return " ".join(str(error).split())[:120] or type(error).__name__


class _Importer:
    def __init__(
        self,
        source: str,
        found: dict[str, _Found],
        head: dict[str, str],
        target: Source | None,
        language: str,
        remarks: list[tuple[str, str]],
    ) -> None:
        self._found = found
        self._zone = target.pack.keys.zone if target else _zone_of(found, head)
        spoken = Counter(tag for event in found.values() for tag in [_language(event.master or event.others[0])] if tag)
        official = target.pack.keys.official if target else language or (spoken.most_common(1)[0][0] if spoken else "")
        if not official:
            remarks.insert(
                0,
                (source, "does not say in which language it is; English was taken, --default-language says otherwise"),
            )
        title = head.get("X-WR-CALNAME") or Path(source).stem
        pack = target.pack.keys if target else _pack(title, official or "en", self._zone)
        self._draft = Draft("ics", official or "en", pack, target)
        for where, text in remarks:
            self._draft.remark(where, text)

    def run(self) -> Draft:
        for uid, event in self._found.items():
            component = event.master if event.master is not None else event.others[0]
            try:
                self._event(uid, event, component)
            except SourceError:
                raise
            except Exception as error:  # noqa: BLE001 (what a property holds may be anything, and is read only now)
                self._draft.remark(event.where, f"cannot be read ({_short(error)}); it was left out")
        return self._draft

    def _event(self, uid: str, event: _Found, component: Any) -> None:  # noqa: ANN401 (icalendar's own)
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

    def _when(self, event: _Found, component: Any) -> When | None:  # noqa: ANN401 (icalendar's own)
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
            self._draft.remark(event.where, f"does not say when it ends ({_short(error)})")
            last = start.dt
        rrule = self._rule(component, event.where)
        moved, cancelled = self._moved(event, zone, all_day=all_day)
        when = When(
            self._text(start.dt, zone, all_day=all_day),
            self._end(start.dt, last, zone, all_day=all_day),
            all_day,
            zone,
            rrule,
            tuple(dict.fromkeys((*self._dates(component, "RDATE", zone, all_day=all_day), *moved))),
            tuple(dict.fromkeys((*self._dates(component, "EXDATE", zone, all_day=all_day), *cancelled))),
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
                where, f"recurs in a way that cannot be followed ({_short(error)}); only its first time was taken"
            )
            return When(when.starts, when.ends, when.all_day, when.zone)
        return when

    def _moved(self, event: _Found, zone: str, *, all_day: bool) -> tuple[list[str], list[str]]:
        """Further times, and times left out, of the times that differ."""
        if event.master is None:
            event.others.pop(0)
            return [
                self._text(other["DTSTART"].dt, zone, all_day=all_day) for other in event.others if other.get("DTSTART")
            ], []
        moved, cancelled = [], []
        newest: dict[str, Any] = {}
        for other in sorted(event.others, key=_sequence):
            newest[str(other["RECURRENCE-ID"].dt)] = other
        for other in newest.values():
            was = self._text(other["RECURRENCE-ID"].dt, zone, all_day=all_day)
            cancelled.append(was)
            if str(other.get("STATUS") or "").upper() != "CANCELLED" and other.get("DTSTART") is not None:
                moved.append(self._text(other["DTSTART"].dt, zone, all_day=all_day))
                if str(other.get("SUMMARY") or "") not in {"", str(event.master.get("SUMMARY") or "")}:
                    self._draft.remark(
                        event.where, f"has another title on {was} ({other.get('SUMMARY')}); the usual one stands there"
                    )
        kept = [text for text in moved if text not in cancelled]
        return kept, [text for text in cancelled if text not in moved]

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

    def _dates(self, component: Any, name: str, zone: str, *, all_day: bool) -> list[str]:  # noqa: ANN401 (icalendar's own)
        said = component.get(name)
        lists = said if isinstance(said, list) else [said] if said is not None else []
        dates = [one.dt[0] if isinstance(one.dt, tuple) else one.dt for each in lists for one in each.dts]
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
        name = _named(start)
        if name or start.dt.tzinfo is None:
            said = str(start.params.get("TZID") or "")
            if said and not name:
                self._draft.remark(where, f"is in the zone {said!r}, which nobody knows; {self._zone} was taken")
            return name or self._zone
        said = str(start.params.get("TZID") or "")
        if said:
            self._draft.remark(where, f"is in a zone of its own making ({said}); its times are those of {self._zone}")
        return self._zone


def _named(start: Any) -> str:  # noqa: ANN401 (icalendar's own)
    """The IANA zone that a beginning names; '' for none."""
    said = str(start.params.get("TZID") or "").strip('"')
    key = str(getattr(start.dt.tzinfo, "key", "") or "")
    windows = re.sub(r"^\(.*?\)\s*", "", said).replace(" Time (US & Canada)", " Standard Time")
    for name in (
        said,
        WINDOWS_TO_OLSON.get(windows, ""),
        WINDOWS_TO_OLSON.get(said, ""),
        key,
        "/".join(said.split("/")[-2:]),
        *_cities(said),
    ):
        if name in rules.zones() and ("/" in name or name == "UTC"):
            return str(name)
    return "UTC" if start.dt.tzinfo is not None and start.dt.tzinfo in {UTC, ZoneInfo("UTC")} else ""


def _cities(said: str) -> list[str]:
    """Zones whose city a name has in it: `(GMT+10:00) Canberra, Melbourne, Sydney`."""
    words = {word.strip() for word in re.sub(r"\(.*?\)", "", said).split(",")} if "," in said else set[str]()
    return [name for name in sorted(rules.zones()) if name.rpartition("/")[2].replace("_", " ") in words]


def _zone_of(found: dict[str, _Found], head: dict[str, str]) -> str:
    said = head.get("X-WR-TIMEZONE", "")
    if said in rules.zones():
        return said
    counted: Counter[str] = Counter()
    for event in found.values():
        start = (event.master or event.others[0]).get("DTSTART")
        if start is not None and not isinstance(start, list) and isinstance(start.dt, datetime):
            counted[_named(start)] += 1
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
    return from_text(clean(str(component.get("DESCRIPTION") or "")[:LONGEST]))


def _left(component: Any) -> list[str]:  # noqa: ANN401 (icalendar's own)
    """Lines that have no key here, as they stand in the file, without who organizes and attends."""
    kept: dict[str, list[str]] = defaultdict(list)
    for name, value in component.property_items(recursive=False):
        if name not in {*_TAKEN, "BEGIN", "END", "ORGANIZER"} and hasattr(value, "to_ical"):
            said = value.to_ical()
            kept[name].append(f"{name}:{said.decode('utf-8', 'replace') if isinstance(said, bytes) else said}")
    return [line for name in sorted(kept) for line in kept[name]]
