"""The values of rules and how they turn into each other, as JavaRosa has it.

A value is a text, a number, a truth value, a moment (an aware datetime; a date is its midnight in the city's zone), a
time of day, or a tuple of nodes. Four things are better than in JavaRosa, where they are silently wrong: a date is
compared with a text that is a date, and so is a number of days (`today() + 1`); times of day are compared at all; a truth
value beside the text 'false' is compared with what that says.
"""

from __future__ import annotations

import math
import re
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import TYPE_CHECKING, Protocol, TypeAlias

from kiosk.errors import ExpressionError

if TYPE_CHECKING:
    from datetime import tzinfo


class Node(Protocol):
    """What a path leads to; `seen` is its value, '' when it has none or is not relevant."""

    @property
    def seen(self) -> Atom:
        """The value as rules see it."""
        ...


Atom: TypeAlias = str | float | bool | datetime | time
Value: TypeAlias = Atom | tuple[Node, ...]

EPOCH = date(1970, 1, 1).toordinal()
NAN = math.nan
TOLERANCE = 1e-12
"""How near two numbers are that count as equal."""

TRUTHS = {"true": True, "1": True, "false": False, "0": False}
"""Texts that say a truth value: the words that rules print, and what ODK keeps them as."""

_NUMBER = re.compile(r"-?(?:\d+\.?\d*|\.\d+)", re.ASCII)
_DATE = re.compile(r"\s*(\d{4})-(\d{1,2})-(\d{1,2})\s*(?:T(.*))?", re.ASCII | re.DOTALL)
_CLOCK = re.compile(r"(\d{1,2}):(\d{2})(?::(\d{2})(?:[.,](\d{1,9}))?)?\s*(Z|[+-]\d{1,2}(?::?\d{2})?)?\s*", re.ASCII)
_DAYS = timedelta(days=1)


def atom(value: Value) -> Atom:
    """The value of the only node of a set, '' of an empty one; raises ExpressionError when there are several."""
    if not isinstance(value, tuple):
        return value
    if len(value) > 1:
        message = "a rule reads one answer where a repeat has several; name one of them, or count() or sum() them"
        raise ExpressionError(message)
    return value[0].seen if value else ""


def boolean(value: Value) -> bool:
    """XPath 1.0, 4.3, with ODK's dates."""
    value = atom(value)
    if isinstance(value, float):
        return value != 0 and not math.isnan(value)
    if isinstance(value, str):
        return bool(value)
    return value if isinstance(value, bool) else True


def number(value: Value) -> float:
    """XPath 1.0, 4.4; a moment is days since 1970, a time of day a part of a day, and a comma a point."""
    value = atom(value)
    if isinstance(value, float):
        return value
    if isinstance(value, bool):
        return float(value)
    if isinstance(value, str):
        text = value.strip().replace(",", ".")
        return float(text) if _NUMBER.fullmatch(text) else NAN
    if isinstance(value, datetime):
        return float(value.toordinal() - EPOCH)
    return (value.hour * 3600 + value.minute * 60 + value.second + value.microsecond / 1e6) / 86400


def string(value: Value) -> str:
    """XPath 1.0, 4.2; a moment is its ISO date."""
    value = atom(value)
    if isinstance(value, str):
        return value
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, float):
        return _digits(value)
    if isinstance(value, datetime):
        return value.date().isoformat()
    return value.isoformat("milliseconds")


def _digits(value: float) -> str:
    if math.isnan(value):
        return "NaN"
    if math.isinf(value):
        return "Infinity" if value > 0 else "-Infinity"
    if value == int(value):
        return str(int(value))
    text = repr(value)
    return format(Decimal(text), "f") if "e" in text else text


def moment(value: Value, zone: tzinfo | None, *, whole_days: bool) -> datetime | float | str:
    """A date or date and time; '' and NaN stay what they are. Raises ExpressionError for what is none."""
    value = atom(value)
    if isinstance(value, bool):
        message = f"{string(value)} is not a date; correct the rule"
        raise ExpressionError(message)
    if isinstance(value, float):
        return value if math.isnan(value) else _of_days(value, zone, whole_days=whole_days)
    if isinstance(value, time):
        return datetime.combine(date(1970, 1, 1), value, zone)
    if isinstance(value, str):
        if not value:
            return value
        parsed = parse_moment(value, zone)
        if parsed is None:
            message = f"{value[:40]!r} is not a date; a date is written 2026-01-31"
            raise ExpressionError(message)
        value = parsed
    return value.replace(hour=0, minute=0, second=0, microsecond=0) if whole_days else value


def _of_days(days: float, zone: tzinfo | None, *, whole_days: bool) -> datetime:
    try:
        if whole_days or days == int(days):
            return datetime.combine(date.fromordinal(EPOCH + math.floor(days)), time(), zone)
        return (datetime.fromisoformat("1970-01-01T00:00:00+00:00") + days * _DAYS).astimezone(zone)
    except (ValueError, OverflowError):
        message = f"{days} days from 1970 is not a date; correct the rule"
        raise ExpressionError(message) from None


def parse_moment(text: str, zone: tzinfo | None) -> datetime | None:
    """An ISO 8601 date, or date and time, in `zone` unless it has its own; None for anything else."""
    match = _DATE.fullmatch(text)
    if match is None:
        return None
    try:
        day = date(int(match[1]), int(match[2]), int(match[3]))
        if not match[4]:
            return datetime.combine(day, time(), zone)
        clock = _CLOCK.fullmatch(match[4])
        if clock is None:
            return None
        parts = time(int(clock[1]), int(clock[2]), int(clock[3] or 0), int((clock[4] or "0").ljust(6, "0")[:6]))
        if not clock[5]:
            return datetime.combine(day, parts, zone)
        return datetime.combine(day, parts, _offset(clock[5])).astimezone(zone)
    except (ValueError, OverflowError):
        return None


def parse_time(text: str) -> time | None:
    """A time of day as XForms writes it; None for anything else."""
    clock = _CLOCK.fullmatch(text)
    found = parse_moment(f"1970-01-01T{text}", None) if clock is not None and not clock[5] else None
    return found.time() if found is not None else None


def _offset(text: str) -> tzinfo:
    from datetime import timezone

    if text == "Z":
        return timezone(timedelta())
    hours, minutes = int(text[1:3].rstrip(":")), int(text[-2:]) if len(text) > 3 else 0  # noqa: PLR2004 - +03 has no minutes
    sign = -1 if text[0] == "-" else 1
    return timezone(sign * timedelta(hours=hours, minutes=minutes))


def equal(a: Value, b: Value) -> bool:
    """XPath 1.0, 3.4 on single values: truth before numbers before texts; a text beside a date or a time is read as one."""
    a, b = atom(a), atom(b)
    if isinstance(a, bool) or isinstance(b, bool):
        return _truth(a) == _truth(b)
    if isinstance(a, float) or isinstance(b, float):
        first, second = _days(a), _days(b)
        return first == second or abs(first - second) < TOLERANCE
    if isinstance(a, str) != isinstance(b, str):
        a, b = _like(a, b), _like(b, a)
    return string(a) == string(b)


def _truth(value: Atom) -> bool:
    """A truth value; of a text that says one, the one that it says."""
    return TRUTHS[value] if isinstance(value, str) and value in TRUTHS else boolean(value)


def _like(value: Atom, other: Atom) -> Atom:
    """A text beside a date or a time of day as one, where it is one."""
    if not isinstance(value, str):
        return value
    if isinstance(other, datetime):
        return parse_moment(value, other.tzinfo) or value
    return parse_time(value) or value if isinstance(other, time) else value


def sizes(a: Value, b: Value, zone: tzinfo | None) -> tuple[float, float]:
    """Both values as numbers that can be compared; a text beside a date or a time of day is read as one.

    Raises ExpressionError for a text there that is none: whatever it gave would be wrong in silence.
    """
    a, b = atom(a), atom(b)
    if isinstance(a, float) and isinstance(b, float):
        return a, b
    if isinstance(a, str) and isinstance(b, str):
        if _DATE.fullmatch(a) and _DATE.fullmatch(b):
            return _sortable(a, zone), _sortable(b, zone)
    elif isinstance(a, str) and isinstance(b, datetime):
        return _sortable(a, zone), number(b)
    elif isinstance(b, str) and isinstance(a, datetime):
        return number(a), _sortable(b, zone)
    elif isinstance(a, str) and isinstance(b, time):
        return _part_of_day(a), number(b)
    elif isinstance(b, str) and isinstance(a, time):
        return number(a), _part_of_day(b)
    return _days(a), _days(b)


def _days(value: Atom) -> float:
    """A number; of a text that is a date, its days, as `today() + 1` has them."""
    day = parse_moment(value, None) if isinstance(value, str) and _DATE.fullmatch(value) else None
    return number(value if day is None else day)


def _part_of_day(text: str) -> float:
    clock = parse_time(text)
    if text and clock is None:
        message = f"{text[:40]!r} is not a time of day; a time is written 09:30"
        raise ExpressionError(message)
    return NAN if clock is None else number(clock)


def _sortable(text: str, zone: tzinfo | None) -> float:
    return number(moment(text, zone, whole_days=True))
