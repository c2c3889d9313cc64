"""Two thousand random touches over all screens: no Qt warning, no exception, always a screen."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kiosk.ui import log_bridge, tour

if TYPE_CHECKING:
    import random

    from tests.gui.conftest import Screen


def test_two_thousand_touches(screen: Screen, chance: random.Random, capsys: object) -> None:
    seen = set()
    for number in range(2000):
        x, y = chance.randrange(1080), chance.randrange(1920)
        screen.touch_at(x, y)
        if number % 7 == 0:
            tour.scroll(screen.kiosk, chance.random())
        if number % 97 == 0:
            screen.kiosk.session.finish()
        if number % 50 == 0:
            tour.settle(1)
        seen.add(screen.kiosk.navigator.here)
    assert log_bridge.heard == []
    assert {"languages", "home", "results", "service", "help"} <= seen
