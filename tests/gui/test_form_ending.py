"""How a visit to a form ends, is left and found again; and what it has for fingers."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QPoint
from PySide6.QtGui import QGuiApplication

from kiosk.ui import tour
from kiosk.viewmodels.filling import key
from tests.helpers.form_visit import GIVEN, answer, begin, filling, go, model, strike

if TYPE_CHECKING:
    import random

    from tests.gui.conftest import Screen


def test_finish_asks_once_when_there_are_answers_and_clears_them(screen: Screen) -> None:
    begin(screen)
    screen.touch("key-done")
    screen.touch("finish")
    assert screen.see("finish-yes") is None
    assert screen.kiosk.navigator.here == "languages"
    begin(screen)
    strike(screen, "anna")
    field = screen.see(GIVEN)
    assert field is not None
    field.selectAll()  # type: ignore[attr-defined]  # a TextField
    field.copy()  # type: ignore[attr-defined]  # a TextField
    screen.touch("finish")
    assert screen.see("finish-yes") is not None
    screen.touch("finish-yes")
    assert QGuiApplication.clipboard().text() == ""
    assert not screen.kiosk.session.property("hasAnswers")
    assert model(screen)._begun == {}
    begin(screen)
    field = screen.see(GIVEN)
    assert field is not None
    assert field.property("text") == ""


def test_home_and_back_again_find_the_form_as_it_was(screen: Screen) -> None:
    begin(screen)
    strike(screen, "anna")
    screen.touch("home")
    tour.scroll(screen.kiosk, 1.0)
    screen.touch("form-residence-declaration")
    screen.touch("begin")
    field = screen.see(GIVEN)
    assert field is not None
    assert field.property("text") == "anna"


def test_a_form_is_given_more_time(screen: Screen) -> None:
    begin(screen)
    screen.wait(179)
    assert screen.see("idle-extend") is None
    screen.wait(2)
    assert screen.see("idle-extend") is not None
    screen.wait(31)
    assert screen.kiosk.navigator.here == "languages"
    assert model(screen)._begun == {}


@pytest.mark.parametrize("size", ["1080x1920@102", "1280x800@149"])
def test_every_page_has_targets_for_fingers_with_names(screen: Screen, size: str) -> None:
    shape = tour.Size.parse(size)
    screen.kiosk.session.use_density(shape.ppi)
    screen.kiosk.show((shape.width, shape.height))
    begin(screen, "ar")
    answer(screen)
    for where in ("start", *map(key, filling(screen).pages()), "check", "paper"):
        go(screen, where)
        assert model(screen)._where == where
        for item in tour.items(screen.kiosk.window.contentItem()):
            if item.isVisible() and item.inherits("QQuickAbstractButton"):
                assert min(item.width(), item.height()) >= 12.6 * shape.ppi / 25.4, (where, item.objectName())
                assert item.objectName(), (where, item.property("text"))
                assert str(item.property("text")).strip(), (where, item.objectName())
        foot = screen.see("continue")
        if foot is not None:
            assert foot.mapToScene(QPoint(0, int(foot.height()))).y() <= shape.height


def test_random_touches_in_forms_do_no_harm(screen: Screen, chance: random.Random) -> None:
    begin(screen, "fa")
    seen = set()
    for number in range(500):
        screen.touch_at(chance.randrange(1080), chance.randrange(60, 1800))
        if number % 9 == 0:
            if screen.kiosk.navigator.here != "form":
                begin(screen, chance.choice(["lv", "ar", "ti"]))
            go(screen, chance.choice(["start", "check", *map(key, filling(screen).pages())]))
        if number % 30 == 0:
            tour.settle(1)
        seen.add(screen.see("keyboard") is not None)
    assert seen == {True, False}
