from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone

import pytest

from kiosk.domain.clock import trusted

BUILT = datetime(2026, 11, 24, 6, tzinfo=UTC)


@pytest.mark.parametrize(
    ("now", "answer"),
    [
        (BUILT - timedelta(seconds=1), False),
        (BUILT, True),
        (BUILT + timedelta(days=365), True),
        (datetime(2028, 5, 24, 6, tzinfo=UTC), True),
        (datetime(2028, 5, 24, 6, 0, 1, tzinfo=UTC), False),
        (datetime(1970, 1, 1, tzinfo=UTC), False),
        (datetime(2027, 1, 1, tzinfo=timezone(timedelta(hours=14))), True),
    ],
)
def test_from_the_build_until_18_months_later(now: datetime, *, answer: bool) -> None:
    assert trusted(now, BUILT) is answer


@pytest.mark.parametrize("month", range(1, 13))
def test_every_month_has_an_eighteenth_after_it(month: int) -> None:
    for day in (1, 28, 29, 30, 31):
        try:
            built = datetime(2027, month, day, tzinfo=UTC)
        except ValueError:
            continue
        assert trusted(built + timedelta(days=540), built)
        assert not trusted(built + timedelta(days=560), built)
