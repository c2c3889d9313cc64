"""What somebody who cannot see meets: every screen has a tree that says all of it, and a real keyboard reaches all of it."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtTest import QTest

from kiosk.ui import tour
from tests.gui.test_visit import to_service
from tests.helpers import hearing

if TYPE_CHECKING:
    from PySide6.QtGui import QAccessibleInterface
    from PySide6.QtQuick import QQuickItem

    from tests.gui.conftest import Screen

Role = QAccessible.Role


def strike(screen: Screen, *keys: Qt.Key) -> None:
    for key in keys:
        QTest.keyClick(screen.kiosk.window, key)
        tour.settle(5)


def focused(screen: Screen) -> QQuickItem:
    item = screen.kiosk.window.activeFocusItem()
    assert item is not None
    return item


def said(screen: Screen) -> list[str]:
    """What has been announced and still stands."""
    root = screen.kiosk.window.contentItem()
    return [
        str(item.property("words"))
        for item in tour.items(root)
        if item.metaObject().className().startswith("Announcement") and item.property("words")
    ]


@pytest.mark.parametrize("language", ["ar"])
def test_every_screen_can_be_heard(screen: Screen, language: str) -> None:
    found: list[str] = []
    for stop, act in tour.steps(screen.kiosk, language):
        act()
        tour.settle(5)
        found.extend(f"{stop}: {finding}" for finding in hearing.findings(screen.kiosk))
    assert found == []


JOURNEY = ("languages", "home", "search", "search-nothing", "service", "place", "slip", "slip-code")


def test_the_way_to_a_slip_is_heard_word_by_word_and_once(screen: Screen) -> None:
    found: list[str] = []
    reached = set()
    for stop, act in tour.steps(screen.kiosk, "uk"):
        act()
        tour.settle(5)
        if stop not in JOURNEY:
            continue
        reached.add(stop)
        spoken = hearing.tree(screen.kiosk)
        found.extend(f"{stop}: {finding}" for finding in hearing.findings(screen.kiosk))
        found.extend(
            f"{stop}: nameless {each.role}" for each in spoken if not each.name and each.role is not Role.ListItem
        )
        pairs = pairwise(spoken)
        found.extend(
            f"{stop}: said twice: {each.name}"
            for each, after in pairs
            if each.name == after.name and {each.role, after.role} != {Role.Heading, Role.List}
        )
    assert reached == set(JOURNEY)
    assert found == []


def test_a_slip_says_what_stands_on_it_and_its_codes_what_is_in_them(screen: Screen) -> None:
    screen.kiosk.navigator.choose("uk")
    screen.kiosk.navigator.open("slip", "declare-residence")
    tour.settle(30)
    (paper,) = [each for each in hearing.tree(screen.kiosk) if each.role is Role.Graphic]
    lines = paper.description.split("\n")
    store, chain = screen.kiosk.catalogue.store, screen.kiosk.catalogue.chain()
    service = store.service(next(each.id for each in store.services(chain) if each.slug == "declare-residence"), chain)
    assert service.name.value in lines
    assert [f"{number}. {step.value}" for number, step in enumerate(service.steps, 1)] == [
        line for line in lines if any(line.endswith(step.value) for step in service.steps)
    ]
    assert all(f"{number}. {each.name.value}" in lines for number, each in enumerate(service.evidence, 1))
    screen.touch("take")
    held = {each.name: each.description for each in hearing.tree(screen.kiosk) if each.role is Role.Graphic}
    assert held[screen.kiosk.session.tr("Source")] == service.sources[0]
    assert service.name.value in held[screen.kiosk.session.tr("Save this card on your phone")]


def test_how_much_a_search_has_found_is_said(screen: Screen) -> None:
    screen.kiosk.navigator.choose("lv")
    tour.searched(screen.kiosk, "dekl")
    tour.settle(10)
    count = screen.kiosk.results.property("count")
    assert count > 0
    assert screen.kiosk.session.tr("Found: %1", str(count)) in said(screen)
    tour.searched(screen.kiosk, tour.NO_WORD)
    tour.settle(10)
    assert not any(screen.kiosk.session.tr("Found: %1", "")[:5] in words for words in said(screen))


def test_the_language_in_force_is_a_state(screen: Screen) -> None:
    screen.kiosk.navigator.choose("uk")
    screen.kiosk.navigator.chooseLanguage()
    tour.settle(10)
    checked = [each.name for each in hearing.tree(screen.kiosk) if each.checked]
    assert checked == ["Українська"]


def test_what_is_chosen_is_a_state_and_not_a_colour(screen: Screen) -> None:
    screen.kiosk.navigator.open("help")
    screen.touch("size-2")
    screen.touch("contrast-1")
    screen.touch("low-reach")
    checked = {each.item.objectName() for each in hearing.tree(screen.kiosk) if each.checked}  # type: ignore[attr-defined]  # a QObject
    assert checked == {"size-2", "contrast-1", "low-reach"}


def test_a_screen_reader_ticks_what_to_bring(screen: Screen) -> None:
    to_service(screen)
    interface = next(
        child
        for child in _interfaces(QAccessible.queryAccessibleInterface(screen.kiosk.window))
        if child.role() == Role.CheckBox
    )
    actions = interface.actionInterface()
    assert actions is not None
    actions.doAction("Toggle")
    assert interface.state().checked
    assert len(screen.kiosk.session.checked) == 1
    actions.doAction("Press")
    assert screen.kiosk.session.checked == set()


def _interfaces(interface: QAccessibleInterface) -> list[QAccessibleInterface]:
    children = [interface.child(number) for number in range(interface.childCount())]
    return [found for child in children for found in (child, *_interfaces(child))]


def test_a_screen_says_its_name_when_it_comes_and_an_error_at_once(screen: Screen) -> None:
    screen.kiosk.navigator.choose("lv")
    store, chain = screen.kiosk.catalogue.store, screen.kiosk.catalogue.chain()
    form = store.form("residence-declaration", chain)
    screen.kiosk.navigator.open("form", form.id)
    tour.settle(10)
    assert said(screen) == [form.texts["name"].value]
    screen.touch("begin")
    assert said(screen) == ["Vārds vai vārdi"]
    screen.touch("continue")
    assert len(said(screen)) == 2


def test_a_question_over_the_screen_keeps_the_focus_and_gives_it_back(screen: Screen) -> None:
    to_service(screen)
    screen.kiosk.session.check("something", True)
    strike(screen, Qt.Key.Key_Tab, Qt.Key.Key_Tab)
    before = focused(screen)
    screen.touch("finish")
    spoken = hearing.tree(screen.kiosk)
    assert [each.name for each in spoken if each.role is Role.Dialog] == [screen.kiosk.session.tr("Clear everything?")]
    open_to_all = {each.item.objectName() for each in spoken if each.role is Role.Button and not each.disabled}  # type: ignore[attr-defined]  # a QObject
    assert open_to_all == {"finish-yes", "finish-no"}
    reached = set()
    for _ in range(4):
        reached.add(focused(screen).objectName())
        strike(screen, Qt.Key.Key_Tab)
    assert reached == {"finish-yes", "finish-no"}
    strike(screen, Qt.Key.Key_Escape)
    assert screen.see("finish-no") is None
    assert focused(screen) == before or focused(screen).objectName() == "finish"


def test_writing_goes_on_after_the_idle_warning(screen: Screen) -> None:
    screen.kiosk.navigator.choose("lv")
    screen.kiosk.navigator.open("results", "search")
    tour.settle(10)
    assert screen.see("keyboard") is not None
    screen.kiosk.idle.warn_now()
    tour.settle(10)
    assert focused(screen).objectName() == "idle-extend"
    strike(screen, Qt.Key.Key_Return)
    assert screen.see("idle-extend") is None
    assert focused(screen).objectName() == "query"
    assert screen.see("keyboard") is not None


def test_tab_return_and_escape_go_the_whole_way(screen: Screen) -> None:
    strike(screen, Qt.Key.Key_Tab)
    assert focused(screen).objectName() == "language-lv"
    assert focused(screen).property("visualFocus")
    strike(screen, Qt.Key.Key_Return)
    assert screen.kiosk.navigator.here == "home"
    strike(screen, Qt.Key.Key_Tab, Qt.Key.Key_Tab)
    assert focused(screen).objectName() == "search"
    strike(screen, Qt.Key.Key_Enter)
    assert focused(screen).objectName() == "query"
    strike(screen, Qt.Key.Key_Escape)
    assert screen.kiosk.navigator.here == "home"


@pytest.mark.parametrize("where", ["home", "service", "results"])
def test_what_has_the_focus_is_in_sight(screen: Screen, where: str) -> None:
    screen.kiosk.session.use_density(149)
    screen.kiosk.show((1280, 800))
    to_service(screen)
    store, chain = screen.kiosk.catalogue.store, screen.kiosk.catalogue.chain()
    if where == "results":
        screen.kiosk.navigator.open("results", store.service("declare-residence", chain).term_ids[0])
    elif where == "home":
        screen.kiosk.navigator.home()
    tour.settle(10)
    seen: list[str] = []
    while not seen or focused(screen).objectName() != "back":
        strike(screen, Qt.Key.Key_Tab)
        item = focused(screen)
        seen.append(item.objectName())
        top, bottom = (
            item.mapToScene(item.boundingRect().topLeft()).y(),
            item.mapToScene(item.boundingRect().bottomLeft()).y(),
        )
        host = screen.see("host")
        assert host is not None
        edge = host.mapToScene(host.boundingRect().bottomLeft()).y()
        assert top >= host.y() - 1, seen
        assert item.objectName() == "back" or bottom <= edge + 1 or item.height() > host.height(), seen
        assert len(seen) < 60, seen
    assert len(seen) > 5, seen
