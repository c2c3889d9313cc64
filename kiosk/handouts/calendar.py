"""One date as a code that a phone's calendar takes (RFC 5545), small enough for a screen."""

from __future__ import annotations

from datetime import UTC
from typing import TYPE_CHECKING

from kiosk.handouts.words import tidy

if TYPE_CHECKING:
    from datetime import datetime

    from kiosk.domain.event import Occurrence

ELLIPSIS = "…"


def entry(name: str, where: str, occurrence: Occurrence, *, all_day: bool, most: int) -> str:
    """A VEVENT of `most` bytes at most; where it does not fit, the place is left out, then the name is cut.

    Times are in UTC, as a phone may know another zone than ours. Lines are not folded: phones that read codes do not unfold.
    """
    written, place = tidy(name), tidy(where)
    made = _calendar(written, place, occurrence, all_day=all_day)
    if len(made.encode()) > most:
        made = _calendar(written, "", occurrence, all_day=all_day)
    while len(made.encode()) > most and written:
        written = written[:-1]
        made = _calendar(written + ELLIPSIS, "", occurrence, all_day=all_day)
    return made


def _calendar(name: str, where: str, occurrence: Occurrence, *, all_day: bool) -> str:
    start, end = occurrence.start, occurrence.end
    lines = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "BEGIN:VEVENT",
        f"SUMMARY:{_escaped(name)}",
        _day("DTSTART", start) if all_day else _moment("DTSTART", start),
    ]
    if end > start:  # of some events nobody says when they end
        lines.append(_day("DTEND", end) if all_day else _moment("DTEND", end))
    if where:
        lines.append(f"LOCATION:{_escaped(where)}")
    return "\r\n".join((*lines, "END:VEVENT", "END:VCALENDAR", ""))


def _day(name: str, moment: datetime) -> str:
    return f"{name};VALUE=DATE:{moment:%Y%m%d}"


def _moment(name: str, moment: datetime) -> str:
    return f"{name}:{moment.astimezone(UTC):%Y%m%dT%H%M%SZ}"


def _escaped(text: str) -> str:
    """A value in which no character ends the line or the value (RFC 5545, 3.3.11)."""
    return text.replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,").replace("\n", "\\n")
