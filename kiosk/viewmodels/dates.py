"""When an event takes place, in the visitor's words."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

from kiosk.viewmodels.prose import prose

if TYPE_CHECKING:
    from datetime import date, datetime

    from kiosk.domain.event import EventSummary, Occurrence
    from kiosk.viewmodels.session import Session


def day(day: date, today: date | None, session: Session) -> str:
    """As `Today · Tuesday · 24 November 2026`; today: None where the clock is not trusted."""
    words = [session.formats.weekday(day.weekday()), session.formats.date(day)]
    if today is not None and day == today:
        words.insert(0, session.tr("Today"))
    elif today is not None and day == today + timedelta(days=1):
        words.insert(0, session.tr("Tomorrow"))
    return " · ".join(words)


def times(occurrence: Occurrence, session: Session, *, all_day: bool) -> str:
    """As `17:30–19:00`, `17:30` or `All day`, and the last day of what lasts longer."""
    first, end = occurrence.start, occurrence.end
    last = (end - timedelta(seconds=1)).date() if end > first else first.date()
    hours = session.tr("All day") if all_day else session.formats.time(first.time())
    if last > first.date():
        until = session.tr("until %1", session.formats.date(last))
        return f"{hours} · {until}"
    if not all_day and end > first:
        # left to right on every screen: times never turn round
        hours = f"\u2066{hours}–{session.formats.time(end.time())}\u2069"
    return hours


def row(event: EventSummary, now: datetime, session: Session, *, trusted_clock: bool) -> dict[str, Any]:
    """A row of a list: `{text, rtl, lang, id, slug, icon, note, day, times, where, example}`."""
    today = now.date() if trusted_clock else None
    begins = max(event.occurrence.start, now) if trusted_clock else event.occurrence.start
    return prose(
        event.name,
        id=event.id,
        slug=event.slug,
        icon=event.icon or "calendar-days",
        note=prose(event.summary),
        day=day(begins.date(), today, session),
        times=times(event.occurrence, session, all_day=event.all_day),
        where=prose(event.where),
        example=event.example,
    )
