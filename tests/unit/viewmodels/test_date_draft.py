from __future__ import annotations

from kiosk.domain.provenance import PartialDate
from kiosk.i18n.calendars import Calendar
from kiosk.viewmodels.date_draft import DAY, MONTH, UNKNOWN, YEAR, Draft


def test_day_month_and_year_come_one_after_the_other() -> None:
    draft = Draft().open(DAY)
    assert draft.opened == DAY
    draft = draft.choose(DAY, 3)
    assert draft.opened == MONTH
    draft = draft.choose(MONTH, 10)
    assert draft.opened == YEAR
    assert draft.answer() is None
    draft = draft.choose(YEAR, 1990)
    assert draft.opened == ""
    assert draft.answer() == PartialDate("1990-10-03")


def test_a_part_that_is_opened_twice_closes() -> None:
    assert Draft().open(YEAR).open(YEAR).opened == ""


def test_what_is_not_known_is_left_out() -> None:
    assert Draft(year=1990, month=10, day=UNKNOWN).answer() == PartialDate("1990-10")
    draft = Draft(day=3).choose(MONTH, UNKNOWN).choose(YEAR, 1990)
    assert draft.answer() == PartialDate("1990")


def test_a_day_that_the_month_does_not_have_is_asked_again() -> None:
    draft = Draft(year=2023, day=29).choose(MONTH, 2)
    assert draft.day is None
    assert draft.opened == DAY
    assert Draft(year=2024, day=29).choose(MONTH, 2).answer() == PartialDate("2024-02-29")
    assert Draft(day=29).choose(MONTH, 2).choose(YEAR, 2023).opened == DAY


def test_another_calendar_keeps_the_day() -> None:
    draft = Draft.of(PartialDate("1990-10-03")).count_by(Calendar.PERSIAN)
    assert (draft.year, draft.month, draft.day) == (1369, 7, 11)
    assert draft.answer() == PartialDate("1990-10-03")
    assert draft.count_by(Calendar.GREGORIAN) == Draft.of(PartialDate("1990-10-03"))
    assert Draft.of(PartialDate("1990-10")).count_by(Calendar.PERSIAN) == Draft(Calendar.PERSIAN)


def test_a_thirteenth_ethiopian_month() -> None:
    draft = Draft(Calendar.ETHIOPIC).choose(MONTH, 13).choose(YEAR, 1999).choose(DAY, 6)
    assert draft.answer() == PartialDate("2007-09-11")
    assert Draft(Calendar.ETHIOPIC, 2000, 13).choose(DAY, 6).day is None


def test_an_answer_that_is_there_is_shown() -> None:
    assert Draft.of(PartialDate("1990")) == Draft(year=1990, month=UNKNOWN, day=UNKNOWN)
    assert Draft.of(None) == Draft()
