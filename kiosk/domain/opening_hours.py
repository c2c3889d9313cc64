"""Opening hours in the syntax of OpenStreetMap: open now, the next change, a usual week.

The kiosk says "open now" only where the provider has said so. A span with a comment ("by appointment") and a public
holiday that the rule does not speak of are neither open nor closed: `None`, and the screen shows the hours as they are
written. What opening-hours-py 2.1 reads without a word but does not evaluate, `check` refuses: school holidays, the
sun where no coordinates are given, ends left open ("09:00+" ends at midnight), steps, and weekdays set beside holidays
without a comma, which mean both at once ("PH Mo-Fr": holidays on a weekday) and would be taken for either.

The library costs 10 ms to import; it is loaded with the first door that is looked at.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING, NamedTuple
from zoneinfo import ZoneInfo

if TYPE_CHECKING:
    from opening_hours import OpeningHours

    from kiosk.domain.service import Hours

DAYS = 7

HORIZON = 400
"""Days after which a change is none. Without a limit a rule whose year is over costs 245 ms (measured)."""

_COMMENT = re.compile(r'"[^"]*"')

_DAY = "Mo|Tu|We|Th|Fr|Sa|Su"

_NOT_EVALUATED = (
    (re.compile(r"\bSH\b"), "school holidays (SH) are not known to the kiosk; write their dates"),
    (re.compile(r"\b(?:sunrise|sunset|dawn|dusk)\b"), "the kiosk does not follow the sun; write times"),
    (re.compile(r"\d\s*\+"), "an end left open (+) cannot be shown; write when it closes"),
    (re.compile(r":\d\d\s*/"), "a span with steps (/) is a timetable; write when it opens and closes"),
    (
        re.compile(rf"\bPH\s+(?:{_DAY})\b|\b(?:{_DAY})(?:\[[^\]]*\])?\s+PH\b"),
        "holidays and weekdays need a comma between them (PH,Sa), as the kiosk cannot tell which of both was meant",
    ),
)


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
    """open: None when nobody can say from here. until: when that changes, in the place's zone; None for never.

    What is closed changes when it is open for everybody again, not when an appointment would open it.
    """

    open: bool | None
    until: datetime | None


def check(rule: str) -> None:
    """Raises ValueError, in one line, for a rule that is not in the syntax or that the kiosk could not evaluate."""
    from opening_hours import OpeningHours, ParserError  # type: ignore[attr-defined]  # its stubs leave the exceptions out

    try:
        warnings = OpeningHours(rule).warnings
    except ParserError as error:
        where = str(error).split("-->")[-1].split()[0].partition(":")[2]
        message = f"{rule!r} is not an opening_hours rule (column {where}); write for example 'Mo-Fr 09:00-17:00'"
        raise ValueError(message) from error
    plain = _COMMENT.sub("", rule)
    for why in (*warnings, *(why for pattern, why in _NOT_EVALUATED if pattern.search(plain))):
        message = f"{rule!r}: {why}"
        raise ValueError(message)


def state(hours: Hours, now: datetime) -> Opening:
    """Whether it is open at `now` (aware), with the public holidays of the country as far as the library knows them."""
    said = _Said.of(hours)
    if said is None:
        return Opening(None, None)
    here = now.astimezone(said.zone)
    limit = here + timedelta(days=HORIZON)
    is_open = said.at(here)
    change = said.next(here)
    while change is not None and change < limit and said.same(change, is_open):
        change = said.next(change)
    return Opening(is_open, None if change is None or change >= limit else change)


def week(hours: Hours, on: date) -> tuple[Day, ...]:
    """The usual week around `on`, without public holidays, equal neighbouring days joined; () for no readable rule."""
    from opening_hours import State

    rule = _parsed(hours.rule, None, None)
    if rule is None:
        return ()
    monday = datetime.combine(on - timedelta(days=on.weekday()), time())
    days: list[list[Span]] = [[] for _ in range(DAYS)]
    for start, end, kind, note in rule.intervals(monday - timedelta(days=1), monday + timedelta(days=DAYS + 1)):
        if kind == State.CLOSED or (kind == State.UNKNOWN and not note):
            continue
        for first, last in _by_day(start, end):
            if monday <= first < monday + timedelta(days=DAYS):
                days[first.weekday()].append(Span(first.time(), last.time(), note))
    return tuple(_joined(tuple(tuple(spans) for spans in days)))


@dataclass(frozen=True, slots=True)
class _Said:
    """What a rule says of a moment; holidays: None where the rule speaks of them itself, or where nobody knows them."""

    rule: OpeningHours
    holidays: OpeningHours | None
    zone: ZoneInfo

    @classmethod
    def of(cls, hours: Hours) -> _Said | None:
        zone = ZoneInfo(hours.zone)
        rule = _parsed(hours.rule, zone, hours.country)
        if rule is None:
            return None
        plain = _COMMENT.sub("", hours.rule)
        silent = hours.country and not plain.strip().startswith("24/7") and not re.search(r"\bPH\b", plain)
        return cls(rule, _parsed("PH", zone, hours.country) if silent else None, zone)

    def at(self, moment: datetime) -> bool | None:
        from opening_hours import State

        kind, comment = self.rule.state(moment)
        if kind == State.CLOSED:
            return False
        if kind == State.UNKNOWN or comment or (self.holidays is not None and self.holidays.is_open(moment)):
            return None
        return True

    def same(self, moment: datetime, before: bool | None) -> bool:  # noqa: FBT001 (a truth value is what it compares)
        """Whether a visitor who was told `before` would hear nothing new."""
        now = self.at(moment)
        return now is not True if before is False else now is before

    def next(self, moment: datetime) -> datetime | None:
        """The next moment at which the rule or the calendar changes."""
        changes = [rule.next_change(moment) for rule in (self.rule, self.holidays) if rule is not None]
        return min((change for change in changes if change is not None), default=None)


def _parsed(rule: str, zone: ZoneInfo | None, country: str | None) -> OpeningHours | None:
    """None for what the library cannot read or would read wrongly: a door is then unknown, and its page still opens.

    `check` keeps such rules out of what is built here, but a pack may be of another build.
    """
    from opening_hours import OpeningHours, ParserError, UnknownCountryError  # type: ignore[attr-defined]  # its stubs leave the exceptions out

    if any(pattern.search(_COMMENT.sub("", rule)) for pattern, _why in _NOT_EVALUATED):
        return None
    try:
        return OpeningHours(rule, timezone=zone, country=country or None, max_interval_days=HORIZON)
    except UnknownCountryError:
        return OpeningHours(rule, timezone=zone, max_interval_days=HORIZON)
    except ParserError:
        return None


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
