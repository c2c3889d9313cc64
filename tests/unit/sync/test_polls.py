"""Terminals come one by one, and leave a place in trouble alone."""

from __future__ import annotations

import random

from kiosk.sync import polls


def test_polls_are_spread_around_the_interval() -> None:
    chance = random.Random(1)
    waits = [polls.following(900, 0, chance) for _ in range(2000)]
    assert min(waits) >= 675
    assert max(waits) <= 1125
    assert 880 < sum(waits) / len(waits) < 920


def test_after_failures_they_come_later_and_later_to_an_end() -> None:
    chance = random.Random(1)
    means = [sum(polls.following(900, failures, chance) for _ in range(500)) / 500 for failures in (1, 2, 3, 9, 40)]
    assert means == sorted(means) or means[3] > 3 * means[0]
    assert max(polls.following(900, 40, chance) for _ in range(500)) <= polls.LONGEST
    assert all(polls.following(100_000, 3, chance) <= 100_000 for _ in range(500))


def test_when_the_power_returns_they_do_not_come_at_once() -> None:
    chance = random.Random(1)
    starts = [polls.first(900, chance) for _ in range(1000)]
    assert 0 <= min(starts) < 2
    assert 58 < max(starts) <= 60
