"""A pack as the screens ask it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from kiosk.content.store import Store
from kiosk.domain.provenance import Status
from kiosk.errors import NotFoundError
from kiosk.i18n.fallback import Chain
from kiosk.packs.slots import Slots
from kiosk.publishing import build
from kiosk.resources import ROOT

if TYPE_CHECKING:
    from collections.abc import Iterator

LATVIAN = Chain("lv", ("lv",))
ENGLISH = Chain("en", ("en", "lv"))
SOMALI = Chain("so", ("en", "lv"))


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    folder = tmp_path_factory.mktemp("store")
    build.build(ROOT / "db" / "daugavpils", folder / "city.pack")
    slots = Slots(folder)
    slots.install(folder / "city.pack", trusted=False)
    slot = slots.active()
    assert slot is not None
    opened = Store(slot.path)
    yield opened
    opened.close()
    slot.close()


def test_all_thirty_six_services_are_there_and_under_a_term(store: Store) -> None:
    services = store.services(LATVIAN)
    assert len(services) == 36
    assert all(store.service(each.id, LATVIAN).term_ids for each in services)
    assert all(term.count for term in store.terms(LATVIAN))


def test_a_service_has_all_its_parts(store: Store) -> None:
    service = store.service("declare-residence", LATVIAN)
    assert service.name.value == "Dzīvesvietas deklarēšana"
    assert service.name.status is Status.ORIGINAL
    assert len(service.requirements) == 3
    assert [str(cost.amount) for cost in service.costs] == ["0", "0", "4.27"]
    assert service.confirm
    assert service.sources[0].startswith("https://")


def test_a_translation_says_who_made_it(store: Store) -> None:
    name = store.service("declare-residence", ENGLISH).name
    assert (name.language, name.status, name.is_fallback) == ("en", Status.MACHINE, False)


def test_a_fallback_says_so(store: Store) -> None:
    name = store.service("declare-residence", SOMALI).name
    assert (name.language, name.status, name.is_fallback) == ("en", Status.FALLBACK, True)


def test_hours_of_a_place_come_with_their_age(store: Store) -> None:
    hours = store.place("pmlp-daugavpils", LATVIAN).hours
    assert hours is not None
    assert hours.rule == "Mo-Th 09:00-16:30; Fr 09:00-16:00"
    assert hours.confirm


def test_what_is_not_there_is_said(store: Store) -> None:
    with pytest.raises(NotFoundError):
        store.service("nothing", LATVIAN)
    with pytest.raises(NotFoundError):
        store.place("nothing", LATVIAN)


@pytest.mark.parametrize("query", ["dekl", "DEKL", "dzivesvietas deklaresana", "deklarē dzī"])
def test_titles_are_found_by_the_beginnings_of_their_words(store: Store, query: str) -> None:
    assert "declare-residence" in [each.slug for each in store.find(query, LATVIAN, 10)]


@pytest.mark.parametrize("query", ["", "   ", '" OR * NEAR(', "🙂🙂", "x" * 10_000, "\u202e", "-", "xyzzy"])
def test_odd_queries_find_nothing_and_raise_nothing(store: Store, query: str) -> None:
    assert store.find(query, LATVIAN, 10) == ()


def test_the_visitors_language_comes_first(store: Store) -> None:
    found = store.find("find wo", ENGLISH, 10)
    assert found[0].slug == "find-work"


def test_one_statement_brings_all_the_prose(store: Store) -> None:
    seen: list[str] = []
    store._pack.set_trace_callback(seen.append)
    store.service("declare-residence", ENGLISH)
    store._pack.set_trace_callback(None)
    assert sum(" FROM text" in statement for statement in seen) == 1
