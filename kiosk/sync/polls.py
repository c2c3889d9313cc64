"""When to look next: spread at random, so that a city's terminals do not come at once, and later after each failure."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import random

LONGEST = 4 * 3600
"""Seconds between two tries, however often they have failed."""

SPREAD = 0.25
"""A poll comes up to this share of the interval earlier or later."""


def first(interval: float, chance: random.Random) -> float:
    """Seconds to the first poll after a start: when the power returns, all terminals start at once."""
    return chance.uniform(0, min(interval, 60))


def following(interval: float, failures: int, chance: random.Random) -> float:
    """Seconds to the next poll after so many failures in a row, doubled at each of them, and spread more widely."""
    if not failures:
        return interval * chance.uniform(1 - SPREAD, 1 + SPREAD)
    return min(interval * 2.0 ** min(failures, 10), max(LONGEST, interval)) * chance.uniform(0.5, 1)
