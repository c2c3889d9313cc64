"""What a query names is found by another name of it, also where that name is mistyped, in Latin letters, or beside other words."""

from __future__ import annotations

from contextlib import closing
from typing import TYPE_CHECKING

import pytest

from kiosk.content.search import Search, Stage
from kiosk.content.search_marks import marked, written
from kiosk.i18n.fallback import Chain
from kiosk.packs import index
from tests.helpers.packs import Town, opened

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

SERVICES = {
    "mentor": {"en": "Social worker"},
    "work": {"en": "Find work", "ru": "Найти вакансию"},
    "doctor": {"en": "Seeing a doctor", "ru": "Приём у врача"},
    "garden": {"en": "Kindergarten queue", "ru": "Очередь в детский сад"},
    "courses": {"en": "Free Latvian courses", "ru": "Курсы латышского"},
    "shop": {"en": "One stop shop", "ru": "Единое агентство"},
}


@pytest.fixture(scope="module")
def search(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Search]:
    folder: Path = tmp_path_factory.mktemp("named")
    with closing(Town()) as town:
        town.council()
        for rank, (identity, names) in enumerate(SERVICES.items()):
            town.service(identity, names, rank=rank)
        town.text("service", "SHOP", "summary", {"en": "Helps with housing, residence permits and papers"})
        for identity, words in {
            "W": {"en": "work", "bg": "работа", "de": "Arbeit"},
            "D": {"en": "doctor", "de": "Arzt", "el": "γιατρός"},
            "H": {"en": "flat", "de": "Wohnung"},
        }.items():
            town.add("concept", id=identity, slug=identity)
            town.text("concept", identity, "word", words)
        town.text("concept", "W", "word", {"en": "job"}, seq=1)
        town.text("concept", "D", "word", {"en": "seeing doctor"}, seq=1)
        town.text("concept", "D", "word", {"en": "GP"}, seq=2)
        town.text("concept", "H", "word", {"en": "housing"}, seq=1)
        town.write(folder / "pack.db")
    index.build(folder / "pack.db", folder / "index.db")
    with closing(index.connect(folder)) as connection:
        yield Search(connection)


@pytest.mark.parametrize(
    ("query", "language", "found", "meant"),
    [
        ("job", "en", ["work", "mentor"], ""),  # a word that is a name comes before one that begins so
        ("rabota", "bg", ["work", "mentor"], "работа"),  # in Latin letters
        ("namerya rabota", "bg", ["work", "mentor"], "работа"),  # beside a word that names nothing
        ("giatros", "el", ["doctor"], "γιατροσ"),
        ("arbet", "de", ["work", "mentor"], "arbeit"),  # mistyped
        ("artzt xyzzy", "de", ["doctor"], "arzt"),
        ("xyzzy", "de", [], ""),
    ],
)
def test_a_name_is_understood_in_a_language_that_has_no_title(
    search: Search, query: str, language: str, found: list[str], meant: str
) -> None:
    stages = [each for each in search.stages(query, Chain(language, ("en",)), 10) if each.hits]
    assert [hit.id.lower() for each in stages for hit in each.hits] == found
    assert {each.meant for each in stages} == ({meant} if found else set())


@pytest.mark.parametrize(("query", "language"), [("flat", "en"), ("Wohnung", "de")])
def test_texts_that_tell_of_another_name_come_where_no_title_has_one(search: Search, query: str, language: str) -> None:
    stages = [each for each in search.stages(query, Chain(language, ("en",)), 10) if each.hits]
    assert [(hit.id.lower(), hit.stage) for each in stages for hit in each.hits] == [("shop", Stage.BODY)]
    assert "housing" in stages[0].words


@pytest.mark.parametrize(
    ("query", "language", "found"),
    [
        ("kak zapisat rebenka v detskiy sad", "ru", "garden"),  # a sentence in Latin letters
        ("gde latyshskiy", "ru", "courses"),  # another form of the word, too
        ("kinderfarten pleace", "en", "garden"),  # mistyped, beside a word that nothing has
        ("lern latvian", "en", "courses"),  # as it is, beside one
        (
            "ya ochen hochu znat kak mne mozhno bystro zapisat rebenka v detskiy sad",
            "ru",
            "garden",
        ),  # late in a long one
    ],
)
def test_one_word_that_is_surely_meant_is_enough(search: Search, query: str, language: str, found: str) -> None:
    stages = search.stages(query, Chain(language, (language, "en")), 10)
    hits = [hit for each in stages for hit in each.hits]
    assert [(hit.id.lower(), hit.stage) for hit in hits][:1] == [(found, Stage.PARTLY)]


def test_what_a_word_was_taken_for_is_told_where_it_is_one_of_a_few(search: Search) -> None:
    stages = [each for each in search.stages("kinderfarten pleace", Chain("en", ("en",)), 10) if each.hits]
    assert [each.meant for each in stages] == ["kindergarten pleace"]


def test_words_of_a_name_are_marked_one_by_one(search: Search) -> None:
    stages = [each for each in search.stages("gp", Chain("en", ("en",)), 10) if each.hits]
    assert [hit.id.lower() for each in stages for hit in each.hits] == ["doctor"]
    assert marked("Seeing a doctor", stages[0].words) == ((0, 6), (9, 15))


def test_the_best_comes_first_with_room_for_one(search: Search) -> None:
    for query in ("work", "stop", "doctor", "find", "free", "shop"):
        each, one = (
            [hit.id for found in search.stages(query, Chain("en", ("en",)), limit) for hit in found.hits]
            for limit in (10, 1)
        )
        assert one == each[:1]


@pytest.mark.parametrize("query", ["qwrtz", "asdfgh hjkl", "zzzzzz latv", "kxqj vwz"])
def test_what_is_no_word_still_finds_nothing(search: Search, query: str) -> None:
    assert not [hit for each in search.stages(query, Chain("en", ("en", "ru")), 10) for hit in each.hits]


def test_a_store_tells_what_things_are_called_in_a_language(tmp_path: Path) -> None:
    with closing(Town()) as town:
        town.council()
        town.add("concept", id="C", slug="c")
        town.text("concept", "C", "word", {"el": "γιατρός", "en": "doctor"})
        town.write(tmp_path / "pack.db")
    with closing(opened(tmp_path / "pack.db")) as store:
        assert written("γιατροσ", store.called("el")) == "γιατρός"
        assert not [*store.called("bg")]
