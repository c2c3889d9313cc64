"""Every screen in both directions and all scripts, in the three sizes: nothing cut off, nothing over each other."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from kiosk.ui import tour
from tests.helpers import looks

if TYPE_CHECKING:
    from tests.gui.conftest import Screen

LANGUAGES = ("lv", "ar", "ti", "uk")


@pytest.mark.parametrize("size", ["1080x1920@102", "1920x1080@102", "1280x800@149"])
def test_nothing_is_cut_off_or_in_the_way(screen: Screen, size: str) -> None:
    shape = tour.Size.parse(size)
    screen.kiosk.session.use_density(shape.ppi)
    screen.kiosk.show((shape.width, shape.height))
    found: list[str] = []
    for language in LANGUAGES:
        screen.kiosk.session.finish()
        for stop, act in tour.steps(screen.kiosk, language):
            act()
            tour.settle(10)
            if looks.findings(screen.kiosk):  # a busy machine may still be laying it out
                tour.settle(300)
            found.extend(f"{language} {stop}: {finding}" for finding in looks.findings(screen.kiosk))
    screen.kiosk.session.finish()
    assert found == []


def test_the_strip_holds_its_words_when_the_display_is_turned(screen: Screen) -> None:
    for width, height in ((1280, 800), (1080, 1920), (1280, 800), (1080, 1920)):
        screen.kiosk.show((width, height))
        tour.settle(10)
        words = screen.see("demonstration")
        assert words is not None
        strip = words.parentItem().parentItem()
        top = words.mapToItem(strip, 0.0, 0.0).y()
        assert top >= 0
        assert top + words.height() <= strip.height()


@pytest.mark.parametrize("language", ["lv", "ar"])
def test_the_bar_holds_its_words_when_the_display_becomes_low(screen: Screen, language: str) -> None:
    screen.kiosk.session.choose(language)
    for size in (tour.Size(1920, 1080, 102), tour.Size(1280, 800, 149)):
        screen.kiosk.session.use_density(size.ppi)
        screen.kiosk.show((size.width, size.height))
        tour.settle(10)
    for name in sorted(looks.BAR):
        button = screen.see(name)
        assert button is not None
        inner = button.property("contentItem")
        picture, words = inner.childItems()
        assert picture.width() < words.width()
        for item in (picture, words):
            assert item.x() >= 0
            assert item.x() + item.width() <= inner.width()
        apart = words.x() >= picture.x() + picture.width() or picture.x() >= words.x() + words.width()
        assert apart


def test_the_window_is_called_after_the_city_and_days_to_choose_are_equally_high(screen: Screen) -> None:
    screen.kiosk.session.use_density(149)
    screen.kiosk.show((1280, 800))
    screen.kiosk.session.choose("lv")
    city = screen.kiosk.window.title()
    assert city in screen.texts()
    assert city == "Daugavpils"
    screen.kiosk.navigator.open("events")
    tour.settle(30)
    heights = {button.height() for name in ("today", "week", "all") if (button := screen.see(f"period-{name}"))}
    assert len(heights) == 1
