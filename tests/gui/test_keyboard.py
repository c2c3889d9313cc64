"""The on-screen keyboard, as a finger knows it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest

from kiosk.domain.language import INTERFACE
from kiosk.ui import tour

if TYPE_CHECKING:
    from tests.gui.conftest import Screen


def searching(screen: Screen, language: str) -> None:
    screen.kiosk.navigator.choose(language)
    screen.kiosk.navigator.open("results", "search")
    tour.settle(10)


def query(screen: Screen) -> str:
    return str(screen.kiosk.results.property("query"))


def press(screen: Screen, *keys: str) -> None:
    """Touches on the on-screen keyboard."""
    for key in keys:
        screen.touch(f"key-{key}")


def hold(screen: Screen, name: str) -> None:
    item = screen.see(name)
    assert item is not None
    middle = item.mapToScene(item.boundingRect().center()).toPoint()
    QTest.mousePress(screen.kiosk.window, Qt.MouseButton.LeftButton, pos=middle)
    tour.settle(900)
    QTest.mouseRelease(screen.kiosk.window, Qt.MouseButton.LeftButton, pos=middle)
    tour.settle(10)


def strike(screen: Screen, text: str) -> None:
    """Keys of a real keyboard."""
    for letter in text:
        QTest.keyClick(screen.kiosk.window, Qt.Key(ord(letter.upper())))


def test_it_comes_with_a_field_and_goes_with_it(screen: Screen) -> None:
    screen.touch("language-lv")
    assert screen.see("keyboard") is None
    screen.touch("search")
    assert screen.see("keyboard") is not None
    screen.touch("key-done")
    assert screen.see("keyboard") is None
    screen.touch("query")
    assert screen.see("keyboard") is not None
    screen.touch("back")
    assert screen.see("keyboard") is None


def test_touches_write_into_the_field_and_search(screen: Screen) -> None:
    searching(screen, "lv")
    press(screen, *"dzīv")
    assert query(screen) == "dzīv"
    screen.touch("key-erase")
    assert query(screen) == "dzī"
    press(screen, "space", "digits", "7", "letters", "a")
    assert query(screen) == "dzī 7a"


def test_shift_is_for_one_letter_and_twice_for_all(screen: Screen) -> None:
    searching(screen, "uk")
    press(screen, "shift", "ї", "ж", "shift", "shift", "я", "ґ", "shift", "а")
    assert query(screen) == "ЇжЯҐа"


def test_latin_is_one_key_away_and_back(screen: Screen) -> None:
    searching(screen, "ar")
    press(screen, "س", "latin", "a", "letters", "ل")
    assert query(screen) == "سaل"


def test_a_long_press_offers_variants(screen: Screen) -> None:
    searching(screen, "en")
    hold(screen, "key-e")
    assert query(screen) == ""
    screen.touch("variant-é")
    assert query(screen) == "é"
    assert screen.see("variant-é") is None


def test_ethiopic_is_a_consonant_and_then_its_vowel(screen: Screen) -> None:
    searching(screen, "ti")
    screen.touch("key-ሰ")
    screen.touch("vowel-3")
    screen.touch("key-ለ")
    screen.touch("vowel-5")
    assert query(screen) == "ሳል"
    screen.touch("key-space")
    screen.touch("vowel-2")
    assert query(screen) == "ሳል ኢ"


def test_a_real_keyboard_goes_on_working(screen: Screen) -> None:
    searching(screen, "lv")
    strike(screen, "dek")
    screen.touch("key-l")
    assert query(screen) == "dekl"


def test_what_is_selected_gives_way(screen: Screen) -> None:
    searching(screen, "lv")
    strike(screen, "wrong")
    field = screen.see("query")
    assert field is not None
    field.selectAll()  # type: ignore[attr-defined]  # a TextField
    screen.touch("key-a")
    assert query(screen) == "a"


def test_nothing_is_left_of_it_after_the_visit(screen: Screen) -> None:
    searching(screen, "ar")
    press(screen, "latin", "shift", "a", "shift")
    screen.kiosk.session.finish()
    tour.settle(10)
    board = screen.kiosk.keyboard
    assert screen.see("keyboard") is None
    assert (board.property("layer"), board.property("shifted"), board.property("offered")) == ("letters", 0, [])
    searching(screen, "lv")
    assert query(screen) == ""


@pytest.mark.parametrize("size", ["1080x1920@102", "1920x1080@102", "1280x800@149"])
@pytest.mark.parametrize("low", [False, True])
def test_keys_are_large_named_and_inside_the_screen(screen: Screen, size: str, low: bool) -> None:
    shape = tour.Size.parse(size)
    screen.kiosk.session.use_density(shape.ppi)
    screen.kiosk.show((shape.width, shape.height))
    millimetre = shape.ppi / 25.4
    for language in INTERFACE:
        screen.kiosk.session.finish()
        searching(screen, language.tag)
        screen.kiosk.session.lower(low)
        tour.settle(10)
        board = screen.see("keyboard")
        assert board is not None
        keys = [item for item in tour.items(board) if item.isVisible() and item.inherits("QQuickAbstractButton")]
        assert len(keys) > 30
        field, bar = screen.see("query"), screen.see("back")
        assert field is not None
        assert bar is not None
        assert field.mapToScene(QPoint(0, int(field.height()))).y() <= board.mapToScene(QPoint(0, 0)).y()
        for key in keys:
            tight = size.startswith("1280") and (low or language.tag in {"ti", "am"})
            least = 9 if tight else 12.7
            assert min(key.width(), key.height()) >= least * millimetre - 0.5, (language.tag, key.objectName())
            assert key.objectName(), key.property("text")
            assert str(key.property("text")), key.objectName()
            left = key.mapToScene(QPoint(0, 0))
            assert left.x() >= 0
            assert left.x() + key.width() <= shape.width
            assert left.y() + key.height() <= bar.mapToScene(QPoint(0, 0)).y() + 2


def test_letters_stay_in_their_places_where_writing_runs_from_right_to_left(screen: Screen) -> None:
    searching(screen, "ar")
    first, last = screen.see("key-ض"), screen.see("key-د")
    digits, done = screen.see("key-digits"), screen.see("key-done")
    assert first is not None
    assert last is not None
    assert digits is not None
    assert done is not None
    origin = QPoint(0, 0)
    assert first.mapToScene(origin).x() < last.mapToScene(origin).x()
    assert digits.mapToScene(origin).x() > done.mapToScene(origin).x()
