"""Opening hours in words: "Open now, until 16:30", and a week of days and times."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import time, timedelta
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from kiosk.domain import opening_hours
from kiosk.viewmodels.prose import Prose, prose

if TYPE_CHECKING:
    from datetime import datetime

    from kiosk.domain.opening_hours import Span
    from kiosk.domain.service import Hours
    from kiosk.viewmodels.session import Session


MIDNIGHT = "24:00"
"""How the end of a day is written on a door; 00:00 would be its beginning."""

WEEK = 7
"""Days after which a weekday's name would mislead."""


@dataclass(frozen=True, slots=True)
class Now:
    """What the door looks like at this moment: state is open, closed or unknown; line says it in words."""

    state: str
    line: str


def door(hours: Hours | None, session: Session, *, trusted_clock: bool) -> Now:
    """Whether `hours` are open now; unknown when there are none or the clock cannot be trusted."""
    if hours is None or not hours.rule or not trusted_clock:
        return Now("unknown", "")
    now = session.now().astimezone(ZoneInfo(hours.zone))
    opening = opening_hours.state(hours, now)
    if opening.open is None:
        return Now("unknown", "")
    if opening.until is None:
        return Now("open", session.tr("Always open")) if opening.open else Now("closed", session.tr("Closed now"))
    until = opening.until.astimezone(ZoneInfo(hours.zone))
    if opening.open:
        return Now("open", session.tr("Open now, until %1", _end(now, until, session)))
    at = session.formats.time(until.time())
    days = (until.date() - now.date()) // timedelta(days=1)
    if days == 0:
        return Now("closed", session.tr("Closed now. Opens today at %1", at))
    if days == 1:
        return Now("closed", session.tr("Closed now. Opens tomorrow at %1", at))
    if days < WEEK:
        return Now("closed", session.tr("Closed now. Opens on %1 at %2", session.formats.weekday(until.weekday()), at))
    return Now("closed", session.tr("Closed now. Opens on %1 at %2", session.formats.date(until.date()), at))


def _end(now: datetime, until: datetime, session: Session) -> str:
    """When it closes: `16:30`, `24:00` at midnight, and with its day where that is neither today nor in the night after."""
    day, at = until.date(), session.formats.time(until.time())
    if until.time() == time():
        day, at = day - timedelta(days=1), MIDNIGHT
    if until - now < timedelta(days=1):
        return at
    days = (day - now.date()) // timedelta(days=1)
    return f"{session.formats.weekday(day.weekday()) if days < WEEK else session.formats.date(day)} {at}"


def week(hours: Hours | None, session: Session) -> list[Prose]:
    """Rows of `{days, times}` for a usual week; then the hours in the provider's words, where there are any."""
    rows: list[Prose] = []
    if hours is None:
        return rows
    if hours.rule:
        for day in opening_hours.week(hours, session.now().date()):
            names = [session.formats.weekday(day.first)]
            if day.last != day.first:
                names.append(session.formats.weekday(day.last))
            spans = [_span(span, session) for span in day.spans]
            rows.append(
                {"days": " – ".join(names), "times": ", ".join(spans) or session.tr("closed"), "open": bool(spans)}
            )
    if hours.original is not None:
        rows.append({"days": "", "times": hours.original.value, "open": True, "prose": prose(hours.original)})
    return rows


def _span(span: Span, session: Session) -> str:
    end = MIDNIGHT if span.end == time() else session.formats.time(span.end)
    return f"{session.formats.time(span.start)}–{end}" + (f" ({span.note})" if span.note else "")
