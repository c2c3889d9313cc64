"""A visitor with the declaration of residence on the screen."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from kiosk.ui import tour

if TYPE_CHECKING:
    from kiosk.viewmodels.filling import Filling
    from kiosk.viewmodels.form import FormModel
    from tests.gui.conftest import Screen

GIVEN, FAMILY, BORN = "/person/given_names", "/person/family_name", "/person/born"


def model(screen: Screen) -> FormModel:
    """What the form's screen shows."""
    from kiosk.viewmodels.form import FormModel

    made = screen.kiosk.navigator.screen_model("form")
    assert isinstance(made, FormModel)
    return made


def filling(screen: Screen) -> Filling:
    """What has been answered."""
    found = model(screen)._filling
    assert found is not None
    return found


def begin(screen: Screen, language: str = "lv") -> None:
    """Opens the form and goes to its first question."""
    screen.kiosk.navigator.choose(language)
    form = screen.kiosk.catalogue.store.form("residence-declaration", screen.kiosk.catalogue.chain())
    screen.kiosk.navigator.open("form", form.id)
    tour.settle(10)
    tour.scroll(screen.kiosk, 1.0)
    screen.touch("begin")


def go(screen: Screen, where: str) -> None:
    """Opens a page of it."""
    screen.kiosk.navigator.open("form", model(screen).route(where))
    tour.settle(10)


def strike(screen: Screen, text: str) -> None:
    """Types Latin letters on the keys of a keyboard that can be touched with both hands."""
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
