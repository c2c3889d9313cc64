"""Every screen in both directions and all scripts, in the three sizes: nothing cut off, nothing over each other."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QPoint, QRectF, Qt
from PySide6.QtTest import QTest

from kiosk.domain.language import BY_TAG
from kiosk.ui import tour
from kiosk.ui.tour_words import CHAPTERS
from kiosk.viewmodels.keyboard import WRITTEN
from tests.helpers import looks

if TYPE_CHECKING:
    from PySide6.QtQuick import QQuickItem

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


def turned(screen: Screen, size: str, language: str = "lv") -> float:
    """Shows the kiosk on a display of this size; returns the pixels of a millimetre."""
    shape = tour.Size.parse(size)
    screen.kiosk.session.use_density(shape.ppi)
    screen.kiosk.show((shape.width, shape.height))
    screen.kiosk.navigator.choose(language)
    tour.settle(30)
    return float(screen.kiosk.session.property("pixelsPerMillimetre"))


def place(item: QQuickItem | None) -> QRectF:
    """Where it is in the window."""
    assert item is not None
    return item.mapRectToScene(QRectF(0, 0, item.width(), item.height()))


def sight(screen: Screen) -> QRectF:
    """Where the screen is, between the strip and the keyboard or the bar."""
    return place(screen.see("host"))


@pytest.mark.parametrize("size", ["1080x1920@102", "1280x800@149"])
@pytest.mark.parametrize("language", ["lv", "ar"])
def test_what_scrolls_begins_where_everything_begins(screen: Screen, size: str, language: str) -> None:
    margin = round(6 * turned(screen, size, language))
    found = {}
    for stop, act in tour.steps(screen.kiosk, language):
        act()
        tour.settle(5)
        buttons = [
            each for each in tour.items(screen.kiosk.window.contentItem()) if each.inherits("QQuickAbstractButton")
        ]
        host = screen.see("host")
        assert host is not None
        boxes = [place(each) for each in buttons if each.isVisible() and looks.inside(each, host)]
        if stop in {
            "home",
            "list",
            "search",
            "service",
            "place",
            "topic",
            "guide",
            "events",
            "event",
            "slip",
            "form-check",
        }:
            found[stop] = (
                min(box.left() for box in boxes) - margin,
                screen.kiosk.window.width() - max(box.right() for box in boxes) - margin,
            )
    assert len(found) == 11
    assert {stop: sides for stop, sides in found.items() if max(map(abs, sides)) > 2} == {}


@pytest.mark.parametrize("size", ["1080x1920@102", "1920x1080@102", "1280x800@149"])
@pytest.mark.parametrize("language", ["lv", "ar"])
def test_what_one_touches_in_a_form_is_equally_wide_on_all_its_pages(screen: Screen, size: str, language: str) -> None:
    turned(screen, size, language)
    sides = set()
    for stop, act in tour.steps(screen.kiosk, language):
        act()
        tour.settle(5)
        if stop.startswith("form"):
            for name in ("begin", "continue", "print", "to-paper"):
                if (button := screen.see(name)) is not None:
                    sides.add((round(place(button).left()), round(place(button).right())))
            for item in tour.items(screen.kiosk.window.contentItem()):
                written = any(item.inherits(kind) for kind in WRITTEN) or item.objectName().startswith("change ")
                if item.isVisible() and written:
                    sides.add((round(place(item).left()), round(place(item).right())))
    assert len(sides) == 1


def test_what_helps_when_nothing_is_found_is_a_touch_away_from_under_the_keyboard(screen: Screen) -> None:
    turned(screen, "1280x800@149")
    tour.searched(screen.kiosk, tour.NO_WORD)
    tour.settle(30)
    words = screen.see("fold")
    assert words is not None
    assert sight(screen).contains(place(words))
    assert screen.see("nothing") is None
    screen.touch("fold")
    assert screen.see("keyboard") is None
    assert screen.see("nothing") is not None
    desk = next(
        item for item in tour.items(screen.kiosk.window.contentItem()) if item.objectName().startswith("service-")
    )
    assert sight(screen).contains(place(desk).center())


def test_whoever_scrolls_through_what_was_found_has_done_writing(screen: Screen) -> None:
    turned(screen, "1280x800@149")
    tour.searched(screen.kiosk, "a")
    tour.settle(30)
    assert screen.see("keyboard") is not None
    middle = sight(screen).center().toPoint()
    window = screen.kiosk.window
    QTest.mousePress(window, Qt.MouseButton.LeftButton, pos=middle)
    for pixels in range(10, 90, 10):
        QTest.mouseMove(window, middle - QPoint(0, pixels))
        tour.settle(5)
    QTest.mouseRelease(window, Qt.MouseButton.LeftButton, pos=middle - QPoint(0, 90))
    tour.settle(10)
    assert screen.see("keyboard") is None
    assert screen.kiosk.navigator.here == "results"


@pytest.mark.parametrize("language", ["lv", "ar", "uk", "ti"])
def test_codes_of_a_slip_are_in_sight_with_their_words_on_a_tablet(screen: Screen, language: str) -> None:
    turned(screen, "1280x800@149", language)
    store, chain = screen.kiosk.catalogue.store, screen.kiosk.catalogue.chain()
    slug = next(each.slug for each in store.services(chain) if each.slug == "declare-residence")
    screen.kiosk.navigator.open("slip", slug)
    tour.settle(30)
    screen.touch("take")
    cards = [item for item in tour.items(screen.kiosk.window.contentItem()) if item.objectName() == "code"]
    assert len(cards) == 2
    assert all(sight(screen).contains(place(card)) for card in cards)


def test_a_result_is_whole_above_the_keyboard_within_low_reach(screen: Screen) -> None:
    turned(screen, "1920x1080@102")
    screen.kiosk.session.lower(True)
    tour.searched(screen.kiosk, "a")
    tour.settle(30)
    rows = [item for item in tour.items(screen.kiosk.window.contentItem()) if item.objectName().startswith("service-")]
    assert any(sight(screen).contains(place(row)) for row in rows)


def test_strip_and_bar_hold_their_words_in_every_language_on_a_tablet(screen: Screen) -> None:
    turned(screen, "1280x800@149")
    found: list[str] = []
    for language in BY_TAG:
        screen.kiosk.session.choose(language)
        tour.settle(5)
        found += [f"{language}: {finding}" for finding in looks.findings(screen.kiosk)]
    assert found == []


def test_every_stop_of_the_tour_has_words_on_its_page(screen: Screen) -> None:
    told = {stop.name for _title, stops in CHAPTERS for stop in stops}
    assert {name for name, _act in tour.steps(screen.kiosk, "lv")} <= told
