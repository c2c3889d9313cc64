"""Schedules of HSDS as days and spans of a week, as far as they say no more than a week."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from kiosk.publishing.hsds.tables import Row

_DAYS = {"MO": 0, "TU": 1, "WE": 2, "TH": 3, "FR": 4, "SA": 5, "SU": 6}


def cell(row: Row, key: str) -> str:
    """A column as text; '' when it is not there."""
    value = row.get(key, "")
    return value if isinstance(value, str) else str(value)


def own(row: Row, column: str) -> bool:
    """Whether a schedule is of this owner, and not of a nearer one that it names too."""
    nearer = {"location_id": ("service_at_location_id",), "service_id": ("service_at_location_id", "location_id")}
    return not any(row.get(other) for other in nearer.get(column, ()))


def week(row: Row) -> list[tuple[int, tuple[str, str]]] | None:
    """The days and the span of a schedule that says nothing but a week; None for one that says more."""
    if any(row.get(key) for key in ("count", "until", "byweekno", "bymonthday", "byyearday", "valid_to")):
        return None
    if cell(row, "freq") not in {"", "WEEKLY"} or cell(row, "interval") not in {"", "1"}:
        return None
    opens, closes = (_clock(cell(row, key)) for key in ("opens_at", "closes_at"))
    days = [part.strip().upper()[:2] for part in re.split(r"[,;\s]+", cell(row, "byday")) if part.strip()]
    if not opens or not closes or not days or any(day not in _DAYS for day in days) or opens == closes:
        return None
    return [(_DAYS[day], (opens, closes)) for day in days]


def _clock(text: str) -> str:
    match = re.match(r"(\d{1,2}):(\d{2})(?::\d{2})?(?:Z|[+-]\d{2}:?\d{2})?\s*(am|pm)?$", text.strip(), re.IGNORECASE)
    if not match:
        return ""
    hour = int(match[1]) % 12 + (12 if match[3].lower() == "pm" else 0) if match[3] else int(match[1])
    return f"{hour:02}:{match[2]}" if hour < 25 and int(match[2]) < 60 else ""  # noqa: PLR2004 (the clock's face)


def words(row: Row) -> str:
    """What a schedule says, when it has no words of its own."""
    said = (f"{key.replace('_', ' ')} {row[key]}" for key in ("byday", "opens_at", "closes_at", "freq") if row.get(key))
    return ", ".join(said)
