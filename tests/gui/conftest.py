"""A real kiosk over the demonstration pack, with a clock that the test moves."""

from __future__ import annotations

import random
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest

from kiosk import app, settings
from kiosk.packs.slots import Slots
from kiosk.publishing import build
from kiosk.resources import ROOT
from kiosk.ui import log_bridge, tour

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from PySide6.QtQuick import QQuickItem

    from kiosk.handouts.printers import Printer


class FakeClock:
    """The time of day and a steady clock that move together, when told."""

    def __init__(self) -> None:
        self.now_ = datetime.now(UTC)
        self.seconds = 0.0

    def now(self) -> datetime:
        return self.now_ + timedelta(seconds=self.seconds)

    def clock(self) -> float:
        return self.seconds

    def let_pass(self, seconds: float) -> None:
        self.seconds += seconds


class Ear:
    """What a visitor hears: the names of the sounds."""

    def __init__(self) -> None:
        self.heard: list[str] = []

    def play(self, sound: Path) -> None:
        self.heard.append(sound.stem)


class Screen:
    """The kiosk as a person's finger knows it."""

    def __init__(self, kiosk: app.Kiosk, clock: FakeClock, slots: Slots, ear: Ear) -> None:
        self.kiosk = kiosk
        self.ear = ear
        self.clock = clock
        self.slots = slots

    def see(self, name: str) -> QQuickItem | None:
        return tour.find(self.kiosk, name)

    def touch(self, name: str) -> None:
        item = self.see(name)
        assert item is not None, f"{name} is not on the screen {self.kiosk.navigator.here}"
        middle = item.mapToScene(item.boundingRect().center()).toPoint()
        QTest.mouseClick(self.kiosk.window, Qt.MouseButton.LeftButton, pos=middle)
        tour.settle(10)

    def touch_at(self, x: int, y: int) -> None:
        QTest.mouseClick(self.kiosk.window, Qt.MouseButton.LeftButton, pos=QPoint(x, y))

    def texts(self) -> list[str]:
        root = self.kiosk.window.contentItem()
        return [
            str(item.property("text")) for item in tour.items(root) if item.isVisible() and item.inherits("QQuickText")
        ]

    def wait(self, seconds: float) -> None:
        self.clock.let_pass(seconds)
        self.kiosk.idle.look()
        tour.settle(10)


@pytest.fixture(scope="session")
def pack(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The demonstration pack, built from its source."""
    file = tmp_path_factory.mktemp("pack") / "daugavpils.pack"
    build.build(ROOT / "db" / "daugavpils", file)
    return file


@pytest.fixture
def data(tmp_path: Path) -> Path:
    folder = tmp_path / "data"
    folder.mkdir()
    return folder


@pytest.fixture
def printer() -> Printer | None:
    """A test that prints has one of its own."""
    return None


@pytest.fixture
def screen(qapp: object, data: Path, pack: Path, printer: Printer | None) -> Iterator[Screen]:
    slots = Slots(data)
    slots.install(pack, trusted=False)
    clock = FakeClock()
    log_bridge.heard.clear()
    ear = Ear()
    around = app.Surroundings(now=clock.now, clock=clock.clock, player=ear, printer=printer)
    kiosk = app.Kiosk(settings.load(None, environment={}).settings, slots, around, ppi=102)
    kiosk.show((1080, 1920))
    tour.settle()
    yield Screen(kiosk, clock, slots, ear)
    kiosk.close()
    assert log_bridge.heard == []


@pytest.fixture
def chance() -> random.Random:
    return random.Random(20261124)
