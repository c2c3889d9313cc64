"""A date chosen by touch: day, month and year one after the other, in the calendar that the visitor counts by.

The answer is Gregorian whatever she counts by, and is said so beside it. A day or a month that she does not know may
stay open where the form allows it; in other calendars all three are needed, as a month there lies in two of ours.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from kiosk.domain.provenance import PartialDate
from kiosk.i18n import calendars
from kiosk.i18n.calendars import Calendar, Day
from kiosk.i18n.isolates import isolate

if TYPE_CHECKING:
    from datetime import date

    from kiosk.forms.definition import Field
    from kiosk.viewmodels.session import Session

UNKNOWN = 0
"""A day or a month that the visitor does not know."""

DAY, MONTH, YEAR = "day", "month", "year"

OLDEST = 120
"""Years back that can be chosen."""

AHEAD = 20
"""Years ahead."""

DECADE = 10
WHOLE = 3
"""Precision of a date with its day."""


@dataclass(frozen=True, slots=True)
class Draft:
    """What has been chosen. None: not yet. opened: the part whose choices show. decade: its first year, or None."""

    calendar: Calendar = Calendar.GREGORIAN
    year: int | None = None
    month: int | None = None
    day: int | None = None
    opened: str = ""
    decade: int | None = None

    @classmethod
    def of(cls, answer: PartialDate | None) -> Draft:
        """The draft of an answer that is there."""
        if answer is None:
            return cls()
        parts = [int(part) for part in answer.text.split("-")]
        year, month, day = (*parts, UNKNOWN, UNKNOWN)[:WHOLE]
        return cls(year=year, month=month, day=day)

    def open(self, part: str) -> Draft:
        """Shows the choices of one part, or puts them away."""
        return replace(self, opened="" if self.opened == part else part, decade=None)

    def count_by(self, calendar: Calendar) -> Draft:
        """The same day in another calendar; nothing where it is not whole."""
        answer = self.answer()
        if answer is None or answer.precision < WHOLE:
            return Draft(calendar)
        day = calendars.from_gregorian(calendar, answer.first_day)
        return Draft(calendar) if day is None else Draft(calendar, day.year, day.month, day.day)

    def choose(self, part: str, value: int) -> Draft:
        """Takes a part and opens the next one that is missing."""
        chosen = {DAY: self.day, MONTH: self.month, YEAR: self.year, part: value}
        if chosen[MONTH] == UNKNOWN:
            chosen[DAY] = UNKNOWN
        day, month, year = chosen[DAY], chosen[MONTH], chosen[YEAR]
        if day and month and day > _longest(self.calendar, month, year):
            chosen[DAY] = None
        following = next((each for each in (DAY, MONTH, YEAR) if chosen[each] is None), "")
        return Draft(self.calendar, chosen[YEAR], chosen[MONTH], chosen[DAY], following)

    def answer(self) -> PartialDate | None:
        """The Gregorian date; None while a part is missing."""
        if self.year is None or self.month is None or self.day is None:
            return None
        if self.calendar is not Calendar.GREGORIAN:
            try:
                return PartialDate(
                    calendars.to_gregorian(self.calendar, Day(self.year, self.month, self.day)).isoformat()
                )
            except ValueError:
                return None
        text = f"{self.year:04}"
        if self.month:
            text += f"-{self.month:02}"
            if self.day:
                text += f"-{self.day:02}"
        try:
            return PartialDate.parse(text)
        except ValueError:
            return None


def _longest(calendar: Calendar, month: int, year: int | None) -> int:
    """Days that a month has, or may have while the year is not known."""
    leap = {Calendar.GREGORIAN: 2000, Calendar.PERSIAN: 1399, Calendar.ETHIOPIC: 1999, Calendar.HIJRI: 0}[calendar]
    return calendars.days_in(calendar, leap if year is None else year, month)


def describe(draft: Draft, asked: Field, session: Session, today: date) -> dict[str, Any]:
    """What the screen shows of a date: its three parts, the choices of the one that is open, and the date in words."""
    tag, tr = session.tag, session.tr
    names = calendars.month_names(draft.calendar, tag)
    answer = draft.answer()
    unsure = asked.unknown in {DAY, MONTH} and draft.calendar is Calendar.GREGORIAN
    return {
        "calendars": [
            {"key": each, "text": _name(each, session), "on": each is draft.calendar}
            for each in calendars.of(tag, asked.appearance)
        ],
        "parts": [
            {
                "key": DAY,
                "title": tr("Day"),
                "text": _said(draft.day, session, str(draft.day)),
                "on": draft.opened == DAY,
            },
            {
                "key": MONTH,
                "title": tr("Month"),
                "text": _said(draft.month, session, names[draft.month - 1] if draft.month else ""),
                "on": draft.opened == MONTH,
            },
            {
                "key": YEAR,
                "title": tr("Year"),
                "text": _said(draft.year, session, str(draft.year)),
                "on": draft.opened == YEAR,
            },
        ],
        "opened": draft.opened,
        "choices": _choices(draft, names, asked, today),
        "unknown": _unknown(draft.opened, asked.unknown, session) if unsure else "",
        "echo": "" if answer is None else echo(answer, asked, session),
    }


def echo(answer: PartialDate, asked: Field, session: Session) -> str:
    """The European date in words, and below it the one of the visitor's calendar, each by its name where there are two."""
    tag = session.tag
    said = {each: calendars.beside(answer, each, tag) for each in calendars.of(tag, asked.appearance)}
    said[Calendar.GREGORIAN] = session.formats.date(answer)
    shown = {each: text for each, text in said.items() if text}
    if len(shown) == 1:
        return shown[Calendar.GREGORIAN]
    return "\n".join(f"{_name(each, session)}: {isolate(text)}" for each, text in shown.items())


def _name(calendar: Calendar, session: Session) -> str:
    tr = session.tr
    return {
        Calendar.GREGORIAN: tr("European calendar"),
        Calendar.PERSIAN: tr("Persian calendar"),
        Calendar.HIJRI: tr("Hijri calendar"),
        Calendar.ETHIOPIC: tr("Ethiopian calendar"),
    }[calendar]


def _said(value: int | None, session: Session, text: str) -> str:
    if value is None:
        return ""
    return session.tr("unknown") if value == UNKNOWN else text


def _unknown(opened: str, allowed: str, session: Session) -> str:
    if opened == DAY:
        return session.tr("I do not know the day")
    return session.tr("I do not know the month") if opened == MONTH and allowed == MONTH else ""


def _choices(draft: Draft, names: list[str], asked: Field, today: date) -> list[dict[str, Any]]:
    """`{value, text, decade}` of the part that is open; years come as decades first."""
    if draft.opened == DAY:
        most = 31 if not draft.month else _longest(draft.calendar, draft.month, draft.year)
        return [{"value": day, "text": str(day), "decade": False} for day in range(1, most + 1)]
    if draft.opened == MONTH:
        return [{"value": at, "text": name, "decade": False} for at, name in enumerate(names, 1)]
    if draft.opened != YEAR:
        return []
    now = calendars.from_gregorian(draft.calendar, today)
    this = today.year if now is None else now.year
    last = this if asked.type == "person_birth_date" else this + AHEAD
    years = range(this - OLDEST, last + 1)
    if draft.decade is None:
        first = range(years[0] - years[0] % DECADE, last + 1, DECADE)
        return [{"value": each, "text": f"{each}\u2013{each + DECADE - 1}", "decade": True} for each in first]
    return [
        {"value": year, "text": str(year), "decade": False}
        for year in range(draft.decade, draft.decade + DECADE)
        if year in years
    ]
