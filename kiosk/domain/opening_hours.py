"""Opening hours in the syntax of OpenStreetMap: open now, the next change, a usual week.

The library that evaluates the rules costs 25 ms to import; it is loaded with the first door that is looked at.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING, NamedTuple
from zoneinfo import ZoneInfo

if TYPE_CHECKING:
    from kiosk.domain.service import Hours

DAYS = 7
LONGEST = timedelta(days=400)
"""A change further away than this is none: "24/7" and what is closed for good."""


class Span(NamedTuple):
    """From when to when on one day; an end at or before the start is on the next day. note: such as "by appointment"."""

    start: time
    end: time
    note: str = ""


@dataclass(frozen=True, slots=True)
class Day:
    """Neighbouring weekdays with the same spans; 0 is Monday."""

    first: int
    last: int
    spans: tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class Opening:
    """open: None when the rule leaves it open. until: when that changes, in the place's zone; None for never."""

    open: bool | None
    until: datetime | None


def check(rule: str) -> None:
    """Raises ValueError, in one line, for a rule that is not in the syntax."""
    from opening_hours import OpeningHours, ParserError  # type: ignore[attr-defined]

    try:
        OpeningHours(rule)
    except ParserError as error:
        where = str(error).split("-->")[-1].split()[0]
        message = f"{rule!r} is not an opening_hours rule (column {where.partition(':')[2]}); write for example 'Mo-Fr 09:00-17:00'"
        raise ValueError(message) from error


def state(hours: Hours, now: datetime) -> Opening:
    """Whether it is open at `now` (aware), with the public holidays of the country."""
    from opening_hours import OpeningHours, State

    zone = ZoneInfo(hours.zone)
    here = now.astimezone(zone)
    rule = OpeningHours(hours.rule, timezone=zone, country=hours.country or None)
    kind, _comment = rule.state(here)
    change = rule.next_change(here)
    if kind == State.UNKNOWN:
        return Opening(None, change)
    is_open = kind == State.OPEN
    while change is not None and change - here < LONGEST and (rule.state(change)[0] == State.OPEN) == is_open:
        change = rule.next_change(change)
    return Opening(is_open, None if change is None or change - here >= LONGEST else change)


def week(hours: Hours, on: date) -> tuple[Day, ...]:
    """The usual week around `on`, without public holidays, equal neighbouring days joined."""
    from opening_hours import OpeningHours, State

    monday = datetime.combine(on - timedelta(days=on.weekday()), time())
    days: list[list[Span]] = [[] for _ in range(DAYS)]
    for start, end, kind, note in OpeningHours(hours.rule).intervals(
        monday - timedelta(days=1), monday + timedelta(days=DAYS + 1)
    ):
        if kind == State.CLOSED:
            continue
        for first, last in _by_day(start, end):
            if monday <= first < monday + timedelta(days=DAYS):
                days[first.weekday()].append(Span(first.time(), last.time(), note))
    return tuple(_joined(tuple(tuple(spans) for spans in days)))


def _by_day(start: datetime, end: datetime | None) -> list[tuple[datetime, datetime]]:
    """One span for a night shift; a span a day for what lasts longer than a day."""
    if end is not None and end - start < timedelta(days=1):
        return [(start, end)]
    limit = end or start + timedelta(days=DAYS + 2)
    pieces = []
    while start < limit:
        midnight = datetime.combine(start.date() + timedelta(days=1), time())
        pieces.append((start, min(midnight, limit)))
        start = midnight
    return pieces


def _joined(days: tuple[tuple[Span, ...], ...]) -> list[Day]:
    joined: list[Day] = []
    for number, spans in enumerate(days):
        if joined and joined[-1].spans == spans:
            joined[-1] = Day(joined[-1].first, number, spans)
        else:
            joined.append(Day(number, number, spans))
    return joined
