"""Random touches, drags and keys over all screens: no Qt warning, no exception, always a screen."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest

from kiosk.ui import log_bridge, tour
from tests.helpers.thorough import ALL

if TYPE_CHECKING:
    import random

    from tests.gui.conftest import Screen

LEFT = Qt.MouseButton.LeftButton
KEYS = (
    Qt.Key.Key_Tab,
    Qt.Key.Key_Backtab,
    Qt.Key.Key_Return,
    Qt.Key.Key_Space,
    Qt.Key.Key_Escape,
    Qt.Key.Key_Down,
    Qt.Key.Key_PageUp,
    Qt.Key.Key_A,
)
TOUCHES = 20_000 if ALL else 2_000
SHAPES = ((1080, 1920), (1920, 1080), (1280, 800))


def wander(screen: Screen, chance: random.Random) -> None:
    """One thing that a child might do to it."""
    window = screen.kiosk.window
    x, y = chance.randrange(window.width()), chance.randrange(window.height())
    kind = chance.random()
    if kind < 0.8:
        screen.touch_at(x, y)
    elif kind < 0.85:
        QTest.mouseDClick(window, LEFT, pos=QPoint(x, y))
    elif kind < 0.9:
        QTest.mousePress(window, LEFT, pos=QPoint(x, y))
        for part in (60, 120, 180):
            QTest.mouseMove(window, QPoint(x, max(0, y - part)))
        QTest.mouseRelease(window, LEFT, pos=QPoint(x, max(0, y - 180)))
    elif kind < 0.997:
        QTest.keyClick(window, chance.choice(KEYS))
    else:
        screen.kiosk.show(chance.choice(SHAPES))


def test_whatever_is_touched_there_is_a_screen(screen: Screen, chance: random.Random) -> None:
    seen = set()
    for number in range(TOUCHES):
        wander(screen, chance)
        if number % 7 == 0:
            tour.scroll(screen.kiosk, chance.random())
        if number % 97 == 0:
            screen.kiosk.session.finish()
        if number % 50 == 0:
            tour.settle(1)
        seen.add(screen.kiosk.navigator.here)
    assert log_bridge.heard == []
    assert {"languages", "home", "results", "service", "help"} <= seen
