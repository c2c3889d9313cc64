"""A form on the screen, as a person fills it in."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

import pytest
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QGuiApplication, QImage
from PySide6.QtTest import QTest

from kiosk.domain.provenance import PartialDate
from kiosk.forms.handing_in import Desk
from kiosk.handouts import codes
from kiosk.handouts.bitmap import Bitmap
from kiosk.ui import tour

if TYPE_CHECKING:
    import random

    from kiosk.viewmodels.filling import Filling
    from kiosk.viewmodels.form import FormModel
    from tests.gui.conftest import Screen

GIVEN, FAMILY, BORN = "/person/given_names", "/person/family_name", "/person/born"


def model(screen: Screen) -> FormModel:
    from kiosk.viewmodels.form import FormModel

    made = screen.kiosk.navigator.screen_model("form")
    assert isinstance(made, FormModel)
    return made


def filling(screen: Screen) -> Filling:
    found = model(screen)._filling
    assert found is not None
    return found


def begin(screen: Screen, language: str = "lv") -> None:
    screen.kiosk.navigator.choose(language)
    form = screen.kiosk.catalogue.store.form("residence-declaration", screen.kiosk.catalogue.chain())
    screen.kiosk.navigator.open("form", form.id)
    tour.settle(10)
    tour.scroll(screen.kiosk, 1.0)
    screen.touch("begin")


def go(screen: Screen, where: str) -> None:
    screen.kiosk.navigator.open("form", model(screen).route(where))
    tour.settle(10)


def strike(screen: Screen, text: str) -> None:
    for letter in text:
        QTest.keyClick(screen.kiosk.window, Qt.Key(ord(letter.upper())))


def answer(screen: Screen, *, children: int = 1) -> None:
    """Everything that the form asks, as its own sample has it."""
    from kiosk.forms import exchange
    from kiosk.forms.definition import Field, Repeat
    from kiosk.forms.places import split
    from kiosk.forms.sample import sample

    form = filling(screen)
    definition = form.loaded.definition
    drawn = (sample(definition, form.form.now, "lv", "LV", seed) for seed in range(60))
    said = next(each for each in drawn if len(each.get("children", [])) == children)
    for place, raw in exchange.read(definition, said):
        node = definition.by_path[split(place)[0]]
        if isinstance(node, Repeat):
            form.form.add(node.path)
        elif isinstance(node, Field) and node.asked:
            form.write(place, raw)
    form.drafts.clear()


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


def pick_date(screen: Screen, day: int, month: int, decade: int, year: int) -> None:
    screen.touch(f"{BORN}:day")
    for value in (day, month, decade, year):
        item = screen.see(f"{BORN}#{value}")
        assert item is not None, value
        model(screen).pickDate(BORN, value, value == decade != year)
        tour.settle(10)


def test_a_date_by_touch_says_the_european_one(screen: Screen) -> None:
    begin(screen, "fa")
    go(screen, BORN)
    pick_date(screen, 3, 10, 1980, 1985)
    assert filling(screen).form.given(BORN) == PartialDate("1985-10-03")
    echo = screen.see(f"echo {BORN}")
    assert echo is not None
    assert "1985" in str(echo.property("text"))
    assert "1364" in str(echo.property("text"))


def test_a_date_in_the_visitors_own_calendar(screen: Screen) -> None:
    begin(screen, "fa")
    go(screen, BORN)
    screen.touch(f"{BORN}@persian")
    pick_date(screen, 11, 7, 1360, 1369)
    assert filling(screen).form.given(BORN) == PartialDate(date(1990, 10, 3).isoformat())


def test_a_day_that_nobody_knows(screen: Screen) -> None:
    begin(screen)
    go(screen, BORN)
    screen.touch(f"{BORN}:day")
    screen.touch(f"{BORN}?")
    screen.touch(f"{BORN}?")
    model(screen).pickDate(BORN, 1970, True)
    model(screen).pickDate(BORN, 1975, False)
    assert filling(screen).form.given(BORN) == PartialDate("1975")


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


def test_the_paper_is_seen_before_it_is_printed(screen: Screen) -> None:
    begin(screen)
    answer(screen)
    go(screen, "check")
    tour.scroll(screen.kiosk, 1.0)
    screen.touch("to-paper")
    paper = model(screen).property("page")["paper"]
    assert paper["state"] == "ready"
    assert len(paper["pages"]) >= 1
    assert len(paper["codes"]) >= 1
    privacy = screen.see("privacy")
    assert privacy is not None
    assert privacy.property("glyph") == "lock-open"
    screen.touch("print")
    assert model(screen).property("page")["paper"]["state"] == "code"
    screen.kiosk.session.finish()
    assert screen.kiosk.papers.picture("0").isNull()


def test_the_sealed_code_on_the_screen_is_the_one_on_the_paper(screen: Screen, monkeypatch: pytest.MonkeyPatch) -> None:
    """A seal comes out differently each time: two for one paper would be two papers to the clerk."""
    public = X25519PrivateKey.generate().public_key().public_bytes_raw()
    of = Desk.of
    monkeypatch.setattr(Desk, "of", lambda *given, **more: replace(of(*given, **more), key=public))
    begin(screen)
    answer(screen)
    go(screen, "paper")
    privacy = screen.see("privacy")
    assert privacy is not None
    assert privacy.property("glyph") == "lock"
    desk = screen.kiosk.papers
    pages = desk.prepare(filling(screen)).pages
    shown = desk.picture("code0")
    on_screen = read(shown.scaled(6 * shown.width(), 6 * shown.height()))
    on_paper = [payload for page in range(pages) for payload in read(desk.picture(str(page)))]
    assert len(on_screen) == 1
    assert on_screen == on_paper


def read(image: QImage) -> list[bytes]:
    """What a camera reads in a picture of the screen."""
    grey = image.convertToFormat(QImage.Format.Format_Grayscale8)
    return codes.read(Bitmap(grey.bytesPerLine(), grey.height(), bytes(grey.constBits())))


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
    from kiosk.viewmodels.filling import key

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
    from kiosk.viewmodels.filling import key

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


def test_the_code_for_the_clerk_stays_through_another_language_and_a_look_at_the_help(screen: Screen) -> None:
    begin(screen)
    answer(screen, children=0)
    go(screen, "paper")
    screen.touch("print")
    assert model(screen).property("page")["paper"]["state"] == "code"
    screen.kiosk.session.choose("ar")
    assert model(screen).property("page")["paper"]["state"] == "code"
    screen.touch("help")
    screen.touch("back")
    assert model(screen).property("page")["paper"]["state"] == "code"
    go(screen, "check")
    go(screen, "paper")
    assert model(screen).property("page")["paper"]["state"] == "ready"
