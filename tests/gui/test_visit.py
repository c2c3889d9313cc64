"""A visit, as a person makes it."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

from kiosk.ui import tour

if TYPE_CHECKING:
    import pytest

    from tests.gui.conftest import Screen


def to_service(screen: Screen, language: str = "language-lv") -> None:
    screen.touch(language)
    screen.touch("term-arrived")
    screen.touch("service-declare-residence")


def test_touching_a_language_leads_home_and_mirrors_the_screen(screen: Screen) -> None:
    screen.touch("language-ar")
    assert screen.kiosk.navigator.here == "home"
    assert screen.kiosk.session.mirrored
    back, finish = screen.see("back"), screen.see("finish")
    assert back is not None
    assert finish is not None
    assert back.mapToScene(back.boundingRect().center()).x() > finish.mapToScene(finish.boundingRect().center()).x()


def test_a_newcomer_finds_what_to_bring_and_takes_the_slip(screen: Screen) -> None:
    to_service(screen)
    texts = screen.texts()
    assert "Dzīvesvietas deklarēšana" in texts
    assert "Kas jāņem līdzi" in texts
    assert "Dzīvesvietas deklarēšana" in texts
    screen.touch("slip")
    assert screen.kiosk.navigator.here == "slip"
    screen.touch("take")
    assert "Pavērsiet tālruņa kameru pret kodu." in screen.texts()


def test_changing_the_language_keeps_the_page(screen: Screen) -> None:
    to_service(screen)
    screen.touch("language")
    screen.touch("language-ru")
    assert screen.kiosk.navigator.here == "service"
    assert "Что взять с собой" in screen.texts()


def test_back_goes_one_step_at_a_time(screen: Screen) -> None:
    to_service(screen)
    for expected in ("results", "home", "languages", "languages"):
        screen.kiosk.navigator.back()
        assert screen.kiosk.navigator.here == expected


def test_help_to_read_is_one_touch_away_and_makes_text_larger(screen: Screen) -> None:
    to_service(screen)
    before = screen.see("name")
    assert before is not None
    height = before.height()
    screen.touch("help")
    screen.touch("size-3")
    screen.touch("contrast-2")
    screen.touch("help-done")
    after = screen.see("name")
    assert after is not None
    assert after.height() > height
    assert screen.kiosk.session.palette.paper == "#000000"


def test_low_reach_brings_every_control_into_the_lower_part(screen: Screen) -> None:
    screen.touch("help")
    screen.touch("low-reach")
    for name in ("size-0", "low-reach", "back", "finish"):
        item = screen.see(name)
        assert item is not None
        assert item.mapToScene(item.boundingRect().topLeft()).y() >= 0.4 * screen.kiosk.window.height()


def searched(screen: Screen, query: str) -> list[str]:
    """The texts on screen when all has been found."""
    results = screen.kiosk.results
    results.find(query)
    deadline = time.monotonic() + 10
    while not results.property("settled") and time.monotonic() < deadline:
        tour.settle(10)
    tour.settle()  # the rows that came last are laid out
    return screen.texts()


def test_search_finds_as_one_types(screen: Screen) -> None:
    screen.touch("language-lv")
    screen.touch("search")
    screen.kiosk.results.find("dekl")
    assert "Dzīvesvietas <u>deklarēšana</u>" in screen.texts()  # at once
    searched(screen, "xyzzy")
    assert screen.see("nothing") is not None
    assert screen.see("service-city-council-desk") is not None
    screen.touch("key-done")
    screen.touch("term-health")
    assert "Veselība" in screen.texts()


def test_what_was_mistyped_is_found_and_said(screen: Screen) -> None:
    screen.touch("language-lv")
    screen.touch("search")
    texts = searched(screen, "deklaresna")
    assert "Dzīvesvietas <u>deklarēšana</u>" in texts
    assert any("deklarēšana" in text and "<u>" not in text for text in texts if text.endswith("deklarēšana"))


def test_a_result_of_another_language_shows_which(screen: Screen) -> None:
    screen.touch("language-lv")
    screen.touch("search")
    assert any("angļu" in text for text in searched(screen, "hospital"))


def test_the_next_key_makes_the_last_one_forgotten(screen: Screen) -> None:
    screen.touch("language-lv")
    screen.touch("search")
    for typed in ("d", "de", "dek", "dekl", "xyzzy"):
        screen.kiosk.results.find(typed)
    searched(screen, "xyzzy")
    tour.settle(50)
    assert screen.kiosk.results.property("count") == 0


def test_a_search_that_found_nothing_is_counted_without_its_words(
    screen: Screen, caplog: pytest.LogCaptureFixture
) -> None:
    screen.touch("language-lv")
    screen.touch("search")
    searched(screen, "xyzzy")
    with caplog.at_level("INFO"):
        screen.kiosk.session.finish()
    (told,) = [record.getMessage() for record in caplog.records if "found nothing" in record.getMessage()]
    assert told == "a search found nothing: language lv, 5 characters"


def test_targets_are_large_enough_for_a_finger(screen: Screen) -> None:
    from kiosk.ui import tour

    millimetre = 102 / 25.4
    for name in ("language-lv", "language-bn", "back", "home", "language", "help", "finish"):
        item = screen.see(name)
        assert item is not None
        assert min(item.width(), item.height()) >= 12.7 * millimetre, name
    to_service(screen)
    for item in tour.items(screen.kiosk.window.contentItem()):
        if item.isVisible() and item.inherits("QQuickAbstractButton"):
            assert min(item.width(), item.height()) >= 12.7 * millimetre, item.objectName()


def test_every_control_has_a_name_for_those_who_do_not_see_it(screen: Screen) -> None:
    from kiosk.ui import tour

    for name in ("languages", "home", "help"):
        screen.kiosk.navigator.open(name)
        tour.settle(10)
        for item in tour.items(screen.kiosk.window.contentItem()):
            if item.isVisible() and item.inherits("QQuickAbstractButton"):
                assert str(item.property("text")).strip(), item
                assert item.objectName(), item.property("text")


def test_a_place_says_whether_it_is_open_and_lists_its_services(screen: Screen) -> None:
    store = screen.kiosk.catalogue.store
    screen.touch("language-lv")
    place = store.place("pmlp-daugavpils", screen.kiosk.catalogue.chain())
    screen.kiosk.navigator.open("place", place.id)
    assert any(text.startswith(("Tagad atvērts", "Tagad slēgts")) for text in screen.texts())
    assert "Ko šeit var izdarīt" in screen.texts()
    assert any("(\u2066www.pmlp.gov.lv/lv/filiales\u2069)" in text for text in screen.texts())


def test_a_clock_that_cannot_be_right_is_not_believed(screen: Screen) -> None:
    screen.clock.let_pass(-20 * 365 * 86400)
    screen.touch("language-lv")
    place = screen.kiosk.catalogue.store.place("pmlp-daugavpils", screen.kiosk.catalogue.chain())
    screen.kiosk.navigator.open("place", place.id)
    assert not any(text.startswith(("Tagad atvērts", "Tagad slēgts")) for text in screen.texts())
    assert any("09:00" in text for text in screen.texts())
