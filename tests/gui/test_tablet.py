"""A ten-inch tablet, lying on its side and upright: what is written about stays in sight beside the keyboard."""

from __future__ import annotations

from itertools import product
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QRectF

from kiosk.domain.language import BY_TAG
from kiosk.domain.provenance import PartialDate
from kiosk.ui import tour, tour_forms
from tests.helpers import looks

if TYPE_CHECKING:
    from collections.abc import Iterator

    from PySide6.QtQuick import QQuickItem

    from kiosk.viewmodels.form import FormModel
    from tests.gui.conftest import Screen

FAMILY, BORN = "/person/family_name", "/person/born"
TABLET = ("1280x800@149", "800x1280@149")
FIVE_ROWS = ("lv", "ti")
"""Languages with the highest keyboards."""

REACH = {"1280x800@149": 115.5, "800x1280@149": 128}
"""Millimetres from the lower edge, within which everything is that one touches, in low reach."""

tablet = pytest.mark.parametrize("size", TABLET)


def hold(screen: Screen, size: str, language: str = "lv", *, low: bool = False) -> None:
    """Shows the kiosk on a display of this size, held so."""
    shape = tour.Size.parse(size)
    screen.kiosk.session.use_density(shape.ppi)
    screen.kiosk.show((shape.width, shape.height))
    screen.kiosk.navigator.choose(language)
    screen.kiosk.session.lower(low)
    tour.settle(30)


def ways(screen: Screen, size: str) -> Iterator[tuple[str, bool]]:
    """Holds the tablet so, for each of the highest keyboards, without and with low reach."""
    for language in FIVE_ROWS:
        for low in (False, True):
            screen.kiosk.session.finish()
            hold(screen, size, language, low=low)
            yield language, low


def place(item: QQuickItem | None) -> QRectF:
    """Where it is in the window."""
    assert item is not None
    return item.mapRectToScene(QRectF(0, 0, item.width(), item.height()))


def sight(screen: Screen) -> QRectF:
    """What the strip and the keyboard, or the bar, leave of the window."""
    return place(screen.see("host")).adjusted(-1, -1, 1, 1)


def items(screen: Screen, begins: str) -> list[QQuickItem]:
    """Items on the screen whose names begin so, from top to bottom."""
    found = (item for item in tour.items(screen.kiosk.window.contentItem()) if item.objectName().startswith(begins))
    return sorted((item for item in found if item.isVisible()), key=lambda item: place(item).top())


def model(screen: Screen) -> FormModel:
    """The form, opened."""
    form = screen.kiosk.catalogue.store.form("residence-declaration", screen.kiosk.catalogue.chain())
    screen.kiosk.navigator.open("form", form.id)
    return tour_forms.model(screen.kiosk)


def ask(screen: Screen, question: str) -> None:
    """Shows one question of the form."""
    screen.kiosk.navigator.open("form", model(screen).route(question))
    tour.settle(30)


@tablet
def test_a_result_is_whole_under_the_field_and_all_is_within_reach(screen: Screen, size: str) -> None:
    shape = tour.Size.parse(size)
    for way in ways(screen, size):
        tour.searched(screen.kiosk, "a")
        tour.settle(30)
        assert screen.see("keyboard") is not None
        first = items(screen, "service-")[0]
        assert sight(screen).contains(place(screen.see("query"))), way
        assert sight(screen).contains(place(first)), way
        assert place(first).top() > place(screen.see("query")).bottom(), way
        reach = REACH[size] * shape.ppi / 25.4 if way[1] else shape.height
        touched = [item for item in items(screen, "") if item.inherits("QQuickAbstractButton")]
        shown = [looks.seen(item) for item in (*items(screen, "query"), *touched)]
        assert min(box.top() for box in shown if not box.isEmpty()) >= shape.height - reach, way


@tablet
def test_what_was_meant_by_a_mistyped_word_is_whole_too(screen: Screen, size: str) -> None:
    for way in ways(screen, size):
        act = next(act for stop, act in tour.steps(screen.kiosk, way[0]) if stop == "search-corrected")
        act()
        tour.settle(30)
        assert sight(screen).contains(place(items(screen, "service-")[0])), way


@tablet
def test_a_question_its_field_and_what_is_wrong_are_in_sight_together(screen: Screen, size: str) -> None:
    for way in ways(screen, size):
        ask(screen, FAMILY)
        screen.touch("key-done")
        for written in (False, True):  # as "continue" leaves it, and while it is being mended
            assert (screen.see("keyboard") is not None) == written
            for name in (f"label {FAMILY}", FAMILY, f"error {FAMILY}"):
                assert sight(screen).contains(place(screen.see(name))), (name, written, way)
            screen.touch(FAMILY)
        screen.touch("key-done")
        assert sight(screen).contains(place(screen.see("step"))), way


@pytest.mark.parametrize("size", ["1920x1080@102", *TABLET])
def test_no_line_is_cut_through_where_a_date_is_chosen(screen: Screen, size: str) -> None:
    hold(screen, size)
    for before, part in product(("", "1985-10-03"), ("day", "month", "year")):
        screen.kiosk.navigator.home()
        filling = model(screen).filling
        assert filling is not None
        filling.write(BORN, PartialDate(before) if before else None)
        filling.dates.clear()
        ask(screen, BORN)
        screen.touch(f"{BORN}:{part}")
        tour.settle(30)
        top = place(screen.see("host")).top()
        texts = [item for item in items(screen, "") if item.inherits("QQuickText") and item.property("text")]
        cut = [str(each.property("text")) for each in texts if place(each).top() < top - 1 < place(each).bottom() - 1]
        assert cut == []
        assert sight(screen).contains(place(screen.see(f"{BORN}:{part}")))
        first, *_others, last = items(screen, f"{BORN}#")
        assert sight(screen).contains(place(first))
        foot = place(screen.see("continue")).top()
        assert place(last).bottom() < foot or not size.startswith("1280") or part == "year"


def test_a_page_is_no_longer_than_its_content_once_a_date_is_chosen(screen: Screen) -> None:
    hold(screen, "1280x800@149")
    ask(screen, BORN)
    screen.touch(f"{BORN}:day")
    for value in (3, 10, 1980, 1985):
        tour_forms.model(screen.kiosk).pickDate(BORN, value, value == 1980)
        tour.settle(30)
    assert sight(screen).contains(place(screen.see(f"label {BORN}")))
    assert sight(screen).contains(place(screen.see(f"echo {BORN}")))


def test_strip_and_bar_hold_their_words_in_every_language_upright(screen: Screen) -> None:
    found: list[str] = []
    for low in (False, True):
        hold(screen, "800x1280@149", low=low)
        for language in BY_TAG:
            screen.kiosk.session.choose(language)
            tour.settle(5)
            found += [f"{language}: {finding}" for finding in looks.findings(screen.kiosk, looks.UPRIGHT_CAPITALS)]
    assert found == []


def test_no_word_of_a_heading_is_broken_in_the_largest_letters_upright(screen: Screen) -> None:
    hold(screen, "800x1280@149")
    largest = next(act for stop, act in tour.steps(screen.kiosk, "lv") if stop == "largest")
    largest()
    tour.settle(30)
    heading = screen.see("name")
    assert heading is not None
    assert [finding for finding in looks.findings(screen.kiosk) if "broken" in finding] == []
    millimetre = float(screen.kiosk.session.property("pixelsPerMillimetre"))
    assert heading.property("font").pixelSize() > 10 * millimetre
