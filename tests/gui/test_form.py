"""A form on the screen, as a person fills it in."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kiosk.ui import tour
from tests.helpers.form_visit import BORN, FAMILY, GIVEN, answer, begin, filling, go, model, strike

if TYPE_CHECKING:
    from tests.gui.conftest import Screen


def test_a_form_is_reached_from_the_service_that_asks_for_it(screen: Screen) -> None:
    screen.touch("language-lv")
    service = screen.kiosk.catalogue.store.service("declare-residence", screen.kiosk.catalogue.chain())
    screen.kiosk.navigator.open("service", service.id)
    tour.settle(10)
    form = screen.kiosk.catalogue.store.form("residence-declaration", screen.kiosk.catalogue.chain())
    assert screen.see(f"fill-{form.id}") is not None
    screen.kiosk.navigator.open("form", form.id)
    tour.settle(10)
    assert "Dzīvesvietas deklarācija" in screen.texts()
    assert screen.see("begin") is not None


def test_one_question_a_page_written_with_the_keyboard_of_the_screen(screen: Screen) -> None:
    begin(screen)
    assert screen.see(GIVEN) is not None
    assert screen.see(FAMILY) is None
    screen.touch("key-shift")
    for key in "anna":
        screen.touch(f"key-{key}")
    screen.touch("key-done")
    assert screen.see(FAMILY) is not None
    assert screen.see("keyboard") is not None
    assert filling(screen).form.given(GIVEN) == "Anna"


def test_done_leads_on_also_to_a_page_that_nothing_is_written_on(screen: Screen) -> None:
    begin(screen)
    go(screen, FAMILY)
    strike(screen, "kal")
    screen.touch("key-done")
    assert screen.see(f"{BORN}:day") is not None
    assert screen.see("keyboard") is None


def test_a_missing_answer_is_said_beside_the_field(screen: Screen) -> None:
    begin(screen)
    screen.touch("key-done")
    screen.touch("continue")
    assert screen.see(GIVEN) is not None
    assert screen.see(f"error {GIVEN}") is not None
    screen.touch(GIVEN)
    strike(screen, "o")
    assert screen.see(f"error {GIVEN}") is None


def test_back_loses_nothing(screen: Screen) -> None:
    begin(screen)
    strike(screen, "anna")
    screen.touch("continue")
    strike(screen, "kal")
    screen.touch("back")
    field = screen.see(GIVEN)
    assert field is not None
    assert field.property("text") == "anna"
    screen.touch("continue")
    field = screen.see(FAMILY)
    assert field is not None
    assert field.property("text") == "kal"


def test_another_language_loses_nothing_not_even_what_is_half_written(screen: Screen) -> None:
    begin(screen)
    screen.touch("key-done")
    go(screen, "/home/street")
    strike(screen, "rig")
    model(screen).write("/home/street", "rig ")
    screen.touch("language")
    screen.touch("language-uk")
    field = screen.see("/home/street")
    assert field is not None
    assert field.property("text") == "rig "
    assert "Вулиця та номер будинку в Даугавпілсі" in screen.texts()


def test_a_name_in_other_letters_gets_a_suggestion_and_a_warning_but_no_wall(screen: Screen) -> None:
    begin(screen, "uk")
    model(screen).write(GIVEN, "Олена")
    tour.settle(10)
    assert screen.see(f"suggestion {GIVEN}") is not None
    screen.touch("continue")
    assert screen.see(f"doubt {GIVEN}") is not None
    screen.touch("continue")
    assert screen.see(FAMILY) is not None
    model(screen).write(FAMILY, "Коваль")
    tour.settle(10)
    screen.touch(f"suggestion {FAMILY}")
    assert filling(screen).form.given(FAMILY) == "Koval"


def test_check_your_answers_leads_to_a_question_and_back(screen: Screen) -> None:
    begin(screen)
    answer(screen)
    go(screen, "check")
    assert screen.see("missing") is None
    screen.touch(f"change {FAMILY}")
    assert screen.see(FAMILY) is not None
    screen.touch("continue")
    assert screen.see("to-paper") is not None


def test_what_is_missing_is_one_touch_away(screen: Screen) -> None:
    begin(screen)
    answer(screen)
    filling(screen).write(FAMILY, "")
    go(screen, "check")
    assert screen.see("missing") is not None
    tour.scroll(screen.kiosk, 1.0)
    screen.touch("to-paper")
    assert screen.see(f"error {FAMILY}") is not None


def test_children_are_cards_that_come_and_go(screen: Screen) -> None:
    begin(screen)
    answer(screen, children=0)
    filling(screen).write("/family/with_children", "yes")
    go(screen, "repeat:/family/children")
    screen.touch("add")
    assert screen.see("/family/children[1]/child_given") is not None
    strike(screen, "mara")
    go(screen, "repeat:/family/children")
    assert any("mara" in text for text in screen.texts())
    screen.touch("add")
    strike(screen, "ivo")
    go(screen, "repeat:/family/children")
    screen.touch("remove-1")
    screen.touch("remove-no-1")
    screen.touch("remove-1")
    screen.touch("remove-yes-1")
    assert not any("mara" in text for text in screen.texts())
    assert any("ivo" in text for text in screen.texts())
    assert filling(screen).form.repetitions("/family/children") == 1
