from __future__ import annotations

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest

from kiosk.domain.service import Hours
from kiosk.viewmodels.hours import Now, door
from kiosk.viewmodels.session import Session


def seen(rule: str, *now: int, zone: str = "Europe/Riga", trusted_clock: bool = True) -> Now:
    """What a door of this rule says at a moment of the place's own clocks."""
    moment = datetime(*now, tzinfo=ZoneInfo(zone)).astimezone(UTC)  # type: ignore[misc, arg-type]  # at most six numbers
    session = Session(first="en", ppi=102, accent="#0b5b5e", now=lambda: moment)
    return door(Hours(rule, zone, "LV"), session, trusted_clock=trusted_clock)


@pytest.mark.parametrize(
    ("rule", "now", "line"),
    [
        ("Mo-Fr 09:00-17:00", (2026, 11, 24, 10), "Open now, until 17:00"),
        ("Mo-Su 09:00-24:00; PH off", (2026, 11, 24, 10), "Open now, until 24:00"),
        ("Mo-Su 18:00-02:00; PH off", (2026, 11, 24, 23), "Open now, until 02:00"),
        ("Mo-Fr 00:00-24:00; PH off", (2026, 11, 24, 10), "Open now, until Friday 24:00"),
        ("Nov 20-Dec 10 00:00-24:00; PH off", (2026, 11, 24, 10), "Open now, until 10 December 2026 24:00"),
        ("24/7", (2026, 11, 24, 10), "Always open"),
        ("Mo-Fr 09:00-17:00", (2026, 11, 24, 7), "Closed now. Opens today at 09:00"),
        ("Mo-Fr 09:00-17:00", (2026, 11, 24, 17), "Closed now. Opens tomorrow at 09:00"),
        ("Mo-Fr 09:00-17:00", (2026, 11, 28, 10), "Closed now. Opens on Monday at 09:00"),
        ("Mar Mo-Fr 09:00-17:00", (2026, 11, 28, 10), "Closed now. Opens on 1 March 2027 at 09:00"),
        ("2020 Mo-Fr 09:00-17:00", (2026, 11, 24, 10), "Closed now"),
        # half past three comes twice in this night, and at the first of them it is not over yet
        ("Su 00:00-03:30", (2026, 10, 25, 2, 59), "Open now, until 03:30"),
    ],
)
def test_what_the_door_says(rule: str, now: tuple[int, ...], line: str) -> None:
    assert seen(rule, *now).line == line


@pytest.mark.parametrize("rule", ["", "Mo-Su 09:00-17:00; SH off", "not a rule", 'Mo-Su 09:00-17:00 "by appointment"'])
def test_what_nobody_can_say_is_not_said(rule: str) -> None:
    assert seen(rule, 2026, 11, 24, 10) == Now("unknown", "")


def test_a_clock_that_is_not_trusted_says_nothing() -> None:
    assert seen("24/7", 2026, 11, 24, 10, trusted_clock=False) == Now("unknown", "")
