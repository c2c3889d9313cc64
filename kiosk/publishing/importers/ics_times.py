"""When an event of a calendar takes place: its beginning and end, how it recurs, which of its times were moved or left out."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

from kiosk.domain.event import When, occurrences
from kiosk.publishing import rules
from kiosk.publishing.importers.ics_files import Found, brief, sequence
from kiosk.publishing.importers.ics_zones import named
from kiosk.publishing.texts import one_line

if TYPE_CHECKING:
    from collections.abc import Callable


class Times:
    """zone: of times that name none. remark: called with where and what for each thing that is not as it should be."""

    def __init__(self, zone: str, remark: Callable[[str, str], None]) -> None:
        self._zone = zone
        self._remark = remark

    def when(self, event: Found, component: Any) -> When | None:  # noqa: ANN401 (icalendar's own)
        """When an event takes place; None, and a remark, when it does not say."""
        start = component.get("DTSTART")
        start = start[0] if isinstance(start, list) else start
        if start is None:
            self._remark(event.where, "does not say when it begins; it was left out")
            return None
        zone = self._zone_name(start, event.where)
        last = self._last(start, component, event.where)
        all_day = not isinstance(start.dt, datetime) or _fills_days(component, start.dt, last)
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

    def _last(self, start: Any, component: Any, where: str) -> date:  # noqa: ANN401 (icalendar's own)
        """The end, or the beginning of an event that does not say when it ends."""
        end, duration = component.get("DTEND"), component.get("DURATION")
        last: date = start.dt
        try:
            last = end.dt if end is not None else start.dt + duration.dt if duration is not None else start.dt
        except Exception as error:  # noqa: BLE001 (the library has errors of many kinds)
            self._remark(where, f"does not say when it ends ({brief(error)})")
        return last

    def _sure(self, when: When, where: str) -> When:
        """The event with a rule that can be followed; without it when the libraries cannot agree on it."""
        if when.ends and when.ends < when.starts:
            self._remark(where, f"ends ({when.ends}) before it begins; its end was left out")
            when = When(when.starts, "", when.all_day, when.zone, when.rrule, when.rdates, when.exdates)
        try:
            first = datetime.fromisoformat(when.starts).replace(tzinfo=ZoneInfo(when.zone))
            occurrences(when, first, first + timedelta(days=2))
        except Exception as error:  # noqa: BLE001 (two libraries follow it, and each has errors of its own)
            self._remark(
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
            self._remark(event.where, f"has another {', '.join(said)} on {was}; the usual one stands there")
        if str(other["RECURRENCE-ID"].params.get("RANGE") or "").upper() == "THISANDFUTURE":
            self._remark(event.where, f"changes from {was} on; only that one time was changed")

    def _rule(self, component: Any, where: str) -> str:  # noqa: ANN401 (icalendar's own)
        said = component.get("RRULE")
        if said is None:
            return ""
        if isinstance(said, list):
            self._remark(where, "has more than one rule by which it recurs; the first one was taken")
            said = said[0]
        text = said.to_ical().decode()
        if not text:
            return ""
        try:
            rules.recurrence(text)
        except ValueError as error:
            self._remark(where, f"{error}; only its first time was taken")
            return ""
        return str(text)

    def _dates(self, component: Any, name: str, zone: str, where: str, *, all_day: bool) -> list[str]:  # noqa: ANN401 (icalendar's own)
        said = component.get(name)
        dates: list[date] = []
        for each in said if isinstance(said, list) else [said] if said is not None else []:
            try:
                found = [one.dt[0] if isinstance(one.dt, tuple) else one.dt for one in each.dts]
            except Exception as error:  # noqa: BLE001 (the library has errors of many kinds)
                self._remark(where, f"has a date in {name} that is none ({brief(error)}); it was left out")
                continue
            dates.extend(one for one in found if isinstance(one, date))
            for other in (one for one in found if not isinstance(one, date)):
                self._remark(where, f"has a time in {name} that says no day ({other}); it was left out")
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
                self._remark(where, f"is in the zone {said!r}, which nobody knows; {self._zone} was taken")
            return name or self._zone
        said = str(start.params.get("TZID") or "")
        if said:
            self._remark(where, f"is in a zone of its own making ({said}); its times are those of {self._zone}")
        return self._zone


def _length(component: Any) -> timedelta | None:  # noqa: ANN401 (icalendar's own)
    """How long an event lasts; None when it does not say, or not in a way that can be read."""
    try:
        length: timedelta = component.duration
    except Exception:  # noqa: BLE001 (the library has errors of many kinds)
        return None
    return length


def _fills_days(component: Any, start: datetime, last: date) -> bool:  # noqa: ANN401 (icalendar's own)
    """Whether an event goes from midnight to midnight and Outlook says that days are meant."""
    said = str(component.get("X-MICROSOFT-CDO-ALLDAYEVENT") or "").upper() == "TRUE"
    return said and isinstance(last, datetime) and start.time() == last.time() == time() and last > start
