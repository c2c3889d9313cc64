"""Quiet hours and bandwidth."""

from __future__ import annotations

from datetime import datetime, time, timedelta

import pytest

from kiosk.errors import TransportError
from kiosk.transport.line import Line, Throttle, allow, quiet_until


@pytest.mark.parametrize(
    ("quiet", "now", "until"),
    [
        ("", time(12), None),
        ("08:00-18:00", time(7, 59), None),
        ("08:00-18:00", time(8), "18:00"),
        ("08:00-18:00", time(17, 59, 59), "18:00"),
        ("08:00-18:00", time(18), None),
        ("22:30-06:15", time(23), "06:15"),
        ("22:30-06:15", time(6, 14), "06:15"),
        ("22:30-06:15", time(6, 15), None),
        ("22:30-06:15", time(12), None),
    ],
)
def test_quiet_hours(quiet: str, now: time, until: str | None) -> None:
    assert quiet_until(quiet, now) == until


def test_nothing_is_allowed_in_quiet_hours() -> None:
    now = datetime.now().astimezone()
    quiet = f"{now - timedelta(minutes=2):%H:%M}-{now + timedelta(minutes=5):%H:%M}"
    with pytest.raises(TransportError, match="quiet hours") as caught:
        allow(Line(quiet=quiet))
    assert caught.value.cause == "quiet"


def test_bytes_come_as_fast_as_the_limit_allows_and_no_faster() -> None:
    slept: list[float] = []
    moment = [100.0]

    def sleep(seconds: float) -> None:
        slept.append(seconds)
        moment[0] += seconds

    throttle = Throttle(1000, lambda: moment[0], sleep)
    for _ in range(20):
        throttle.took(500)
    assert sum(slept) == pytest.approx(10)
    moment[0] += 60
    throttle.took(500)
    assert slept[-1] == pytest.approx(0.5)
    Throttle(0, lambda: moment[0], sleep).took(10**9)
    assert len(slept) == 21
