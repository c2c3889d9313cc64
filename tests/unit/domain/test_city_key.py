from __future__ import annotations

from datetime import date

import pytest

from kiosk.domain.city_key import CityKey, Purpose, current

DAY = date(2026, 11, 24)


def key(name: str, since: str = "", until: str = "", purpose: Purpose = Purpose.FORMS) -> CityKey:
    first, last = (date.fromisoformat(day) if day else None for day in (since, until))
    return CityKey(name, purpose, b"\0" * 32, first, last)


@pytest.mark.parametrize(
    ("since", "until", "holds"),
    [
        ("", "", True),
        ("2026-11-24", "2026-11-24", True),
        ("2026-11-25", "", False),
        ("", "2026-11-23", False),
        ("2026-11-23", "2026-11-25", True),
    ],
)
def test_both_days_of_a_key_count(since: str, until: str, *, holds: bool) -> None:
    assert key("a", since, until).holds(DAY) is holds


def test_of_the_keys_that_hold_the_newest_is_taken() -> None:
    keys = [key("forever"), key("old", "2025-01-01"), key("new", "2026-01-01"), key("next", "2027-01-01")]
    assert current(keys, Purpose.FORMS, DAY) == keys[2]
    assert current(keys, Purpose.FORMS, date(2027, 6, 1)) == keys[3]
    assert current(keys, Purpose.FORMS, date(2024, 6, 1)) == keys[0]
    assert current(reversed(keys), Purpose.FORMS, DAY) == keys[2]


def test_keys_for_something_else_are_not_taken() -> None:
    assert current([key("office", purpose=Purpose.OFFICE)], Purpose.FORMS, DAY) is None
    assert current([], Purpose.FORMS, DAY) is None
