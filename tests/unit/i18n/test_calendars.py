from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.domain.language import INTERFACE
from kiosk.domain.provenance import PartialDate
from kiosk.i18n import calendars
from kiosk.i18n.calendars import Calendar, Day

OTHERS = (Calendar.PERSIAN, Calendar.HIJRI, Calendar.ETHIOPIC)

KNOWN = [
    # Nowruz 1403, and the leap day of 1399
    (Calendar.PERSIAN, Day(1403, 1, 1), date(2024, 3, 20)),
    (Calendar.PERSIAN, Day(1399, 12, 30), date(2021, 3, 20)),
    # the first day of Ramadan 1445 in Umm al-Qura
    (Calendar.HIJRI, Day(1445, 9, 1), date(2024, 3, 11)),
    # the millennium of Ethiopia, a day after a leap year, and the new year that follows an ordinary one
    (Calendar.ETHIOPIC, Day(2000, 1, 1), date(2007, 9, 12)),
    (Calendar.ETHIOPIC, Day(1999, 13, 6), date(2007, 9, 11)),
    (Calendar.ETHIOPIC, Day(2017, 1, 1), date(2024, 9, 11)),
    (Calendar.ETHIOPIC, Day(2016, 4, 28), date(2024, 1, 7)),
]


@pytest.mark.parametrize(("calendar", "day", "gregorian"), KNOWN)
def test_days_that_everybody_knows(calendar: Calendar, day: Day, gregorian: date) -> None:
    assert calendars.to_gregorian(calendar, day) == gregorian
    assert calendars.from_gregorian(calendar, gregorian) == day


@given(st.sampled_from(OTHERS), st.dates(date(1925, 1, 1), date(2075, 1, 1)))
def test_there_and_back(calendar: Calendar, gregorian: date) -> None:
    day = calendars.from_gregorian(calendar, gregorian)
    assert day is not None
    assert calendars.to_gregorian(calendar, day) == gregorian
    assert 1 <= day.month <= calendars.months_in(calendar)
    assert 1 <= day.day <= calendars.days_in(calendar, day.year, day.month)


@pytest.mark.parametrize("calendar", OTHERS)
def test_every_month_ends_where_the_next_begins(calendar: Calendar) -> None:
    day = calendars.from_gregorian(calendar, date(1990, 1, 1))
    assert day is not None
    for year in range(day.year, day.year + 30):
        for month in range(1, calendars.months_in(calendar) + 1):
            length = calendars.days_in(calendar, year, month)
            last = calendars.to_gregorian(calendar, Day(year, month, length))
            after = calendars.from_gregorian(calendar, last + timedelta(days=1))
            assert after is not None
            assert after.day == 1


def test_a_day_that_does_not_exist_is_refused() -> None:
    for calendar, day in (
        (Calendar.PERSIAN, Day(1400, 12, 30)),
        (Calendar.ETHIOPIC, Day(2000, 13, 6)),
        (Calendar.HIJRI, Day(1000, 1, 1)),
        (Calendar.GREGORIAN, Day(2023, 2, 29)),
    ):
        with pytest.raises(ValueError, match=r"."):
            calendars.to_gregorian(calendar, day)


def test_a_day_outside_the_tables_is_simply_not_shown() -> None:
    assert calendars.from_gregorian(Calendar.HIJRI, date(1900, 1, 1)) is None
    assert calendars.beside(PartialDate.parse("1900-01-01"), Calendar.HIJRI, "ar") == ""


@pytest.mark.parametrize("tag", [language.tag for language in INTERFACE])
def test_months_have_names_in_every_language(tag: str) -> None:
    for calendar in Calendar:
        names = calendars.month_names(calendar, tag)
        assert len(set(names)) == calendars.months_in(calendar), (tag, calendar)
        assert all(names)


def test_the_visitors_calendar_stands_beside() -> None:
    assert calendars.of("lv") == (Calendar.GREGORIAN,)
    assert calendars.of("ti") == (Calendar.GREGORIAN, Calendar.ETHIOPIC)
    assert calendars.of("lv", ("persian",)) == (Calendar.GREGORIAN, Calendar.PERSIAN)
    assert calendars.beside(PartialDate.parse("1990-10-03"), Calendar.PERSIAN, "fa") == "11 مهر 1369"
    assert calendars.beside(PartialDate.parse("1990-10"), Calendar.PERSIAN, "fa") == ""
