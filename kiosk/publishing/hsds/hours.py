"""Schedules of HSDS as days and spans of a week, as far as they say no more than a week."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from kiosk.publishing.importers import values

if TYPE_CHECKING:
    from kiosk.publishing.hsds.tables import Row


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
    days = values.days(cell(row, "byday"))
    if not opens or not closes or not days or opens == closes:
        return None
    return [(day, (opens, closes)) for day in days]


def _clock(text: str) -> str:
    match = re.match(r"(\d{1,2}):(\d{2})(?::\d{2})?(?:Z|[+-]\d{2}:?\d{2})?\s*(am|pm)?$", text.strip(), re.IGNORECASE)
    if not match:
        return ""
    hour = int(match[1]) % 12 + (12 if match[3].lower() == "pm" else 0) if match[3] else int(match[1])
    return f"{hour:02}:{match[2]}" if hour < 25 and int(match[2]) < 60 else ""  # noqa: PLR2004 (the clock's face)


def over(row: Row, today: str) -> bool:
    """Whether a row only says when it was closed once, as the holidays of Open Referral UK do; today: ISO 8601."""
    return cell(row, "closed").lower() in {"true", "1", "yes"} and "" < cell(row, "valid_to")[:10] < today


def words(row: Row) -> str:
    """What a schedule says, when it has no words of its own: days, times and dates as they stand there."""
    closed = cell(row, "closed").lower() in {"true", "1", "yes"}
    dates = "/".join(filter(None, (cell(row, "valid_from")[:10], cell(row, "valid_to")[:10])))
    often = cell(row, "freq")
    parts = (
        cell(row, "byday"),
        "-".join(filter(None, (cell(row, "opens_at"), cell(row, "closes_at")))),
        dates,
        "" if often == "WEEKLY" else often,
        "off" if closed else "",
    )
    return " ".join(filter(None, parts))
