from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest

from kiosk.viewmodels.dates import day
from kiosk.viewmodels.session import Session

NOW = datetime(2026, 11, 24, 10, tzinfo=UTC)


@pytest.mark.parametrize(
    ("ahead", "said"),
    [
        (0, "Today · Tuesday · 24 November 2026"),
        (1, "Tomorrow · Wednesday · 25 November 2026"),
        (2, "Thursday · 26 November 2026"),
        (-1, "Monday · 23 November 2026"),
    ],
)
def test_a_day_is_called_as_people_call_it(ahead: int, said: str) -> None:
    session = Session(first="en", ppi=102, accent="#0b5b5e", now=lambda: NOW)
    assert day(NOW.date() + timedelta(days=ahead), NOW.date(), session) == said


def test_a_clock_that_is_not_trusted_knows_no_today() -> None:
    session = Session(first="en", ppi=102, accent="#0b5b5e", now=lambda: NOW)
    assert day(date(2026, 11, 24), None, session) == "Tuesday · 24 November 2026"
