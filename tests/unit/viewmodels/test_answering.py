"""Touches on choices and dates, on a form that nobody shows."""

from __future__ import annotations

from datetime import UTC, datetime

from kiosk.domain.provenance import PartialDate
from kiosk.forms.texts import LoadedForm
from kiosk.i18n.calendars import Calendar
from kiosk.viewmodels import answering
from kiosk.viewmodels.filling import Filling
from tests.helpers.forms import FORM, texts

NOW = datetime(2026, 11, 24, 10, tzinfo=UTC)
STATUS, PAPERS, AGREED, BORN = "/person/status", "/home/papers", "/true", "/person/birth_date"


def begun() -> Filling:
    return Filling(LoadedForm("FORM", "", FORM, texts("uk")), texts("lv"), NOW, "LV")


def test_one_of_one_is_taken_changed_and_taken_back() -> None:
    form = begun()
    given = []
    for name in ("permit", "visa", "visa"):
        answering.pick(form, STATUS, name)
        given.append(form.form.given(STATUS))
    assert given == ["permit", "visa", None]


def test_many_come_and_go_one_by_one() -> None:
    form = begun()
    given = []
    for name in ("lease", "passport", "lease"):
        answering.pick(form, PAPERS, name)
        given.append(form.form.given(PAPERS))
    assert given == [("lease",), ("lease", "passport"), ("passport",)]


def test_who_has_agreed_may_think_again() -> None:
    form = begun()
    given = []
    for _touch in range(2):
        answering.pick(form, AGREED, "OK")
        given.append(form.form.given(AGREED))
    assert given == [True, None]


def test_a_date_is_answered_with_its_last_part() -> None:
    form = begun()
    answering.open_part(form, BORN, "day")
    answering.pick_part(form, BORN, 9)
    answering.pick_part(form, BORN, 3)
    answering.open_decade(form, BORN, 1980)
    assert form.form.given(BORN) is None
    assert form.dates[BORN].decade == 1980
    answering.pick_part(form, BORN, 1988)
    assert form.form.given(BORN) == PartialDate("1988-03-09")


def test_another_calendar_has_the_same_day() -> None:
    form = begun()
    form.write(BORN, PartialDate("1988-03-09"))
    answering.count_by(form, BORN, Calendar.PERSIAN)
    assert (form.dates[BORN].year, form.form.given(BORN)) == (1366, PartialDate("1988-03-09"))
