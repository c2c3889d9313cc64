"""What takes place in the city, and when: once, or again and again by a rule of RFC 5545.

Rules are expanded by recurring-ical-events, which costs 60 ms to import: it is loaded with the first event that recurs.
A time of the clock stays what it is over the change to summer time, as the people who come expect.
"""

from __future__ import annotations

from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from kiosk.domain.provenance import PartialDate, Text
    from kiosk.domain.service import Link, Organization, Place

MOST = 1000
"""Occurrences of one event that are looked at between two moments."""


@dataclass(frozen=True, slots=True)
class When:
    """When an event takes place, as its source says.

    starts, ends: `2026-11-24` for what lasts all day (`ends` is the last day), else `2026-11-24T18:00` by the clocks of
    `zone` (IANA); ends '' when nobody says. rrule: RFC 5545, 3.3.10, '' for once. rdates, exdates: further and left-out
    beginnings, written as `starts` is.
    """

    starts: str
    ends: str
    all_day: bool
    zone: str
    rrule: str = ""
    rdates: tuple[str, ...] = ()
    exdates: tuple[str, ...] = ()

    @property
    def recurs(self) -> bool:
        """Whether it takes place more than once."""
        return bool(self.rrule or self.rdates)


@dataclass(frozen=True, slots=True, order=True)
class Occurrence:
    """One time that it takes place; aware, in the event's zone. What lasts all day ends with the midnight after it."""

    start: datetime
    end: datetime


@dataclass(frozen=True, slots=True)
class Event:
    """One event with all that its page shows.

    location: where, when it is no place of the pack. audience: for whom. occurrences: those asked for, in order.
    example: it is made up, to show what an event looks like.
    """

    id: str
    slug: str
    name: Text
    summary: Text | None
    description: Text | None
    when: When
    occurrences: tuple[Occurrence, ...]
    icon: str
    example: bool
    organization: Organization | None
    place: Place | None
    location: Text | None
    audience: Text | None
    links: tuple[Link, ...]
    sources: tuple[str, ...]
    verified_on: PartialDate | None
    confirm: bool
    term_ids: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class EventSummary:
    """One row of a list: one occurrence of an event."""

    id: str
    slug: str
    name: Text
    summary: Text | None
    occurrence: Occurrence
    all_day: bool
    where: Text | None
    icon: str
    example: bool


def occurrences(when: When, start: datetime, end: datetime) -> tuple[Occurrence, ...]:
    """The occurrences that overlap [start, end), in order, at most MOST; start and end are aware.

    Raises ValueError for moments, a zone or a rule that are none, and for times at the end of what a calendar holds.
    """
    with _reckoned():
        if not when.recurs:
            once = _once(when)
            return (once,) if once.start < end and max(once.end, once.start + timedelta(seconds=1)) > start else ()
        return _recurring(when, start, end)


def check(rrule: str) -> None:
    """Raises ValueError, in one sentence, for a rule that is none or that recurs more often than daily."""
    from icalendar import vRecur

    try:
        often = str(vRecur.from_ical(rrule).get("FREQ", [""])[0]).upper()
        if often in {"DAILY", "WEEKLY", "MONTHLY", "YEARLY"}:
            first = When("2026-01-01T12:00", "", all_day=False, zone="UTC", rrule=rrule)
            occurrences(first, datetime(2026, 1, 1, tzinfo=UTC), datetime(2026, 2, 1, tzinfo=UTC))
            return
    except Exception:  # noqa: BLE001, S110 (two libraries read it, and each has errors of its own)
        pass
    message = f"{rrule!r} is not a rule by which something recurs; write it as FREQ=WEEKLY;BYDAY=MO,WE (RFC 5545)"
    raise ValueError(message)


def over(when: When, now: datetime) -> bool:
    """Whether it has taken place for the last time; what recurs is looked at for two years. ValueError as above."""
    if not when.recurs:
        with _reckoned():
            once = _once(when)
            return max(once.end, once.start + timedelta(hours=1)) <= now
    return not occurrences(when, now, now + timedelta(days=731))


def in_order(events: Iterable[EventSummary]) -> tuple[EventSummary, ...]:
    """By their beginnings; what lasts all day stands before what begins at midnight."""
    return tuple(sorted(events, key=lambda event: (event.occurrence.start, not event.all_day, event.slug)))


@contextmanager
def _reckoned() -> Iterator[None]:
    """Says of a zone that is none, and of a moment beyond the last year, what is said of other moments that are none."""
    try:
        yield
    except (KeyError, OverflowError) as error:
        raise ValueError(str(error)) from error


def _recurring(when: When, start: datetime, end: datetime) -> tuple[Occurrence, ...]:
    from recurring_ical_events import of

    zone = ZoneInfo(when.zone)
    found = []
    for component in of(_calendar(when)).between(start.astimezone(zone), end.astimezone(zone)):
        found.append(_occurrence(component["DTSTART"].dt, component["DTEND"].dt, zone))
        if len(found) == MOST:
            break
    return tuple(sorted(found))


def _once(when: When) -> Occurrence:
    zone = ZoneInfo(when.zone)
    if when.all_day:
        first = date.fromisoformat(when.starts)
        return _occurrence(first, date.fromisoformat(when.ends or when.starts) + timedelta(days=1), zone)
    starts = datetime.fromisoformat(when.starts)
    return _occurrence(starts, datetime.fromisoformat(when.ends) if when.ends else starts, zone)


def _occurrence(start: date, end: date, zone: ZoneInfo) -> Occurrence:
    return Occurrence(_moment(start, zone), _moment(end, zone))


def _moment(value: date, zone: ZoneInfo) -> datetime:
    if isinstance(value, datetime):
        return value.astimezone(zone) if value.tzinfo else value.replace(tzinfo=zone)
    return datetime.combine(value, time(), zone)


def _calendar(when: When) -> Any:  # noqa: ANN401 (a class of icalendar, which is not imported yet)
    from icalendar import Calendar, Event, vRecur

    once = _once(when)
    zone = ZoneInfo(when.zone)

    def read(text: str) -> date:
        return date.fromisoformat(text) if when.all_day else datetime.fromisoformat(text).replace(tzinfo=zone)

    event = Event()
    event.add("uid", "event")
    event.add("dtstart", once.start.date() if when.all_day else once.start)
    event.add("dtend", once.end.date() if when.all_day else once.end)
    if when.rrule:
        event.add("rrule", vRecur.from_ical(when.rrule))
    for name, moments in (("rdate", when.rdates), ("exdate", when.exdates)):
        if moments:
            event.add(name, [read(text) for text in moments])
    calendar = Calendar()
    calendar.add_component(event)
    return calendar
