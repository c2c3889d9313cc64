"""What a city has brought in, and nobody has added a topic to yet, is shown on every screen as well."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from kiosk.publishing import build
from kiosk.publishing.importers import formats
from kiosk.ui import tour
from tests.helpers import looks

if TYPE_CHECKING:
    from pathlib import Path

    from tests.gui.conftest import Screen

GRAPH = """
@prefix cpsv: <http://purl.org/vocab/cpsv#> . @prefix cv: <http://data.europa.eu/m8g/> . @prefix dct: <http://purl.org/dc/terms/> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> . @prefix ex: <https://city.example/> . @prefix locn: <http://www.w3.org/ns/locn#> .
ex:a a cpsv:PublicService ; dct:title "Pase"@lv ; dct:description "Te izsniedz pases."@lv ; cv:hasCompetentAuthority ex:o .
ex:b a cpsv:PublicService ; dct:title "Kartes"@lv ; cv:hasCompetentAuthority ex:o ; cv:hasContactPoint ex:c .
ex:c a cv:ContactPoint ; cv:telephone "+371 65407437", "+371 65407438" .
ex:o a cv:PublicOrganisation ; skos:prefLabel "Pārvalde"@lv ; locn:address [ locn:thoroughfare "Saules iela 5" ; locn:postName "Daugavpils" ] .
"""


@pytest.fixture(scope="session")
def pack(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("imported")
    (folder / "city.ttl").write_text(GRAPH, encoding="utf-8")
    formats.run("cpsv", str(folder / "city.ttl"), folder / "city")
    build.build(folder / "city", folder / "city.pack")
    return folder / "city.pack"


def test_every_screen_shows_it(screen: Screen) -> None:
    found: list[str] = []
    seen = set()
    for stop, act in tour.steps(screen.kiosk, "lv"):
        act()
        tour.settle(10)
        if looks.findings(screen.kiosk):  # a busy machine may still be laying it out
            tour.settle(300)
        found.extend(f"{stop}: {finding}" for finding in looks.findings(screen.kiosk))
        seen |= {stop} if any("Saules iela 5" in text for text in screen.texts()) else set()
    screen.kiosk.session.finish()
    assert found == []
    assert {"service", "place"} <= seen


@pytest.mark.parametrize(("name", "words"), [("Pase", "Te izsniedz pases."), ("Kartes", "Kartes")])
def test_a_service_says_nothing_twice(screen: Screen, name: str, words: str) -> None:
    screen.kiosk.navigator.choose("lv")
    services = screen.kiosk.catalogue.store.services(screen.kiosk.catalogue.chain())
    screen.kiosk.navigator.open("service", next(each.id for each in services if each.name.value == name))
    tour.settle(10)
    shown = [text.strip() for text in screen.texts()]
    assert (shown.count(name), shown.count(words)) == (1, 1)


def test_services_that_nobody_has_put_under_a_topic_are_a_touch_away(screen: Screen) -> None:
    screen.touch("language-lv")
    assert {"Pase", "Kartes"} <= set(screen.texts())
    screen.touch("term-kartes")
    assert screen.kiosk.navigator.here == "service"


def test_what_is_to_be_confirmed_is_said_once_for_a_page(screen: Screen) -> None:
    services = screen.kiosk.catalogue.store.services(screen.kiosk.catalogue.chain())
    screen.kiosk.navigator.choose("lv")
    screen.kiosk.navigator.open("service", next(each.id for each in services if each.name.value == "Kartes"))
    tour.settle(10)
    shown = screen.texts()
    numbers = [text for text in shown if "407" in text]
    assert len(numbers) == 2
    assert len([text for text in shown if text.startswith("Pirms došanās pārliecinieties")]) == 1
