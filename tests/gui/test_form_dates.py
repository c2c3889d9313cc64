"""A date in a form, by touch and in the visitor's own calendar."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from kiosk.domain.provenance import PartialDate
from kiosk.ui import tour
from tests.helpers.form_visit import BORN, begin, filling, go, model

if TYPE_CHECKING:
    from tests.gui.conftest import Screen


def pick_date(screen: Screen, day: int, month: int, decade: int, year: int) -> None:
    screen.touch(f"{BORN}:day")
    for value in (day, month, decade, year):
        item = screen.see(f"{BORN}#{value}")
        assert item is not None, value
        model(screen).pickDate(BORN, value, value == decade != year)
        tour.settle(10)


def test_a_date_by_touch_says_the_european_one(screen: Screen) -> None:
    begin(screen, "fa")
    go(screen, BORN)
    pick_date(screen, 3, 10, 1980, 1985)
    assert filling(screen).form.given(BORN) == PartialDate("1985-10-03")
    echo = screen.see(f"echo {BORN}")
    assert echo is not None
    assert "1985" in str(echo.property("text"))
    assert "1364" in str(echo.property("text"))


def test_a_date_in_the_visitors_own_calendar(screen: Screen) -> None:
    begin(screen, "fa")
    go(screen, BORN)
    screen.touch(f"{BORN}@persian")
    pick_date(screen, 11, 7, 1360, 1369)
    assert filling(screen).form.given(BORN) == PartialDate(date(1990, 10, 3).isoformat())


def test_a_day_that_nobody_knows(screen: Screen) -> None:
    begin(screen)
    go(screen, BORN)
    screen.touch(f"{BORN}:day")
    screen.touch(f"{BORN}?")
    screen.touch(f"{BORN}?")
    model(screen).pickDate(BORN, 1970, True)
    model(screen).pickDate(BORN, 1975, False)
    assert filling(screen).form.given(BORN) == PartialDate("1975")
