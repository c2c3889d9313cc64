"""Beginnings of words are asked for by the words that a language has, and what it does not have is not asked for."""

from __future__ import annotations

from contextlib import closing
from typing import TYPE_CHECKING

import pytest

from kiosk.content.search import FIRST_STAGES, Search, Stage
from kiosk.content.search_guesses import Guesses
from kiosk.content.search_terms import NAMED, Term, Terms
from kiosk.i18n.fallback import Chain
from kiosk.packs import index
from kiosk.packs.index_rows import LANGUAGE, OWN, in_language
from tests.helpers.packs import Town

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterator
    from pathlib import Path

NAMES = ("Republika", "Republikas pase", "Pase", "Pasts", *(f"Parole{letter}" for letter in "abcdefghi"))


@pytest.fixture
def connection(tmp_path: Path) -> Iterator[sqlite3.Connection]:
    with closing(Town()) as town:
        town.council()
        for rank, name in enumerate(NAMES):
            town.service(str(rank), {"lv": name, "en": f"Republic {rank}"}, rank=rank)
        town.service("M", {"ar": "فحص sars cov", "lv": "Tests"}, rank=len(NAMES))
        town.text("service", "0", "keyword", {"lv": "Republikānis"})
        town.write(tmp_path / "pack.db")
    index.build(tmp_path / "pack.db", tmp_path / "index.db")
    with closing(index.connect(tmp_path)) as opened:
        yield opened


def test_a_long_beginning_stands_for_the_words_of_one_language(connection: sqlite3.Connection) -> None:
    search = Search(connection)
    terms, lv = Terms(search.words), search.tags.index("lv")
    assert terms.begun("republ", lv) == Term(("republika", "republikanis", "republikas"))
    assert terms.begun("republika", lv) == Term(("republika", "republikanis", "republikas"))
    assert terms.full("republika", lv) == Term(("republika",))
    assert terms.full("republ", lv) is None
    assert terms.begun("republic", lv) is None


def test_a_short_beginning_and_one_of_many_words_stand_for_themselves(connection: sqlite3.Connection) -> None:
    search = Search(connection)
    terms, lv = Terms(search.words), search.tags.index("lv")
    assert terms.begun("rep", lv) == Term(("rep",), growing=True)
    assert sum(name.startswith("Parole") for name in NAMES) > NAMED
    assert terms.begun("parole", lv) == Term(("parole",), growing=True)


@pytest.mark.parametrize(("query", "found"), [("republ", "01"), ("parole", "45678"), ("republikas pa", "1")])
def test_both_ways_find_the_same_titles(connection: sqlite3.Connection, query: str, found: str) -> None:
    stages = list(Search(connection).stages(query, Chain("lv", ("lv",)), len(found)))
    assert "".join(hit.id for hit in stages[0].hits) == found


def test_nothing_but_the_very_title_is_read_for_a_word_that_the_language_lacks(connection: sqlite3.Connection) -> None:
    search = Search(connection)
    read: list[str] = []
    connection.set_trace_callback(lambda statement: read.append(statement) if "MATCH" in statement else None)
    for place, _found in enumerate(search.stages("republika pazudusi", Chain("lv", ("lv",)), 10)):
        if place == FIRST_STAGES - 1:
            break
    assert len(read) == 3  # the very title in this language, in any, and the very keyword


def test_words_of_another_language_are_read_for_only_where_it_has_all_of_them(connection: sqlite3.Connection) -> None:
    search = Search(connection)
    assert search.words.having(("republ", "pas"), (False, False)) == {search.tags.index("lv")}
    assert search.words.having(("republic", "pas"), (True, False)) == set()


def test_a_word_that_languages_share_is_read_in_one_at_a_time(tmp_path: Path) -> None:
    with closing(Town()) as town:
        town.council()
        for rank in range(3):
            town.service(str(rank), {"lv": f"Pass {rank}", "en": f"Pass {rank}", "de": f"Pass {rank}"}, rank=rank)
        town.write(tmp_path / "pack.db")
    index.build(tmp_path / "pack.db", tmp_path / "index.db")
    with closing(index.connect(tmp_path)) as opened:
        search = Search(opened)
        for number in range(len(search.tags)):
            rows = search.rows("SELECT rowid FROM title WHERE title MATCH ?", in_language(f'"{OWN}pass"', number))
            assert [row >> LANGUAGE for row in rows] == [number] * 3
        found = [
            (hit.id, hit.language) for each in search.stages("pass", Chain("lv", ("lv", "en")), 10) for hit in each.hits
        ]
    assert found == [("0", "lv"), ("1", "lv"), ("2", "lv")]


def test_latin_words_that_a_language_has_are_no_sounds_of_others(connection: sqlite3.Connection) -> None:
    search = Search(connection)
    read: list[str] = []
    connection.set_trace_callback(lambda statement: read.append(statement) if "FROM sound" in statement else None)
    found = [hit.id for each in search.stages("فحص sars cov", Chain("ar", ("ar",)), 10) for hit in each.hits]
    assert (found, read) == (["M"], [])


def test_a_whole_word_before_the_last_is_no_beginning_beside_a_mistyped_one(connection: sqlite3.Connection) -> None:
    search = Search(connection)
    lv = search.tags.index("lv")
    whole, mistyped = Guesses(search, ("republika", "pastz"), Terms(search.words)).meant(lv, every=False)
    assert whole[0].term == Term(("republika",))
    assert mistyped[0].word == "pasts"


def test_a_keyword_that_is_the_very_query_comes_before_titles_that_have_only_beginnings(tmp_path: Path) -> None:
    with closing(Town()) as town:
        town.council()
        for rank, name in enumerate(("Kā mainīt pasi", "Pase un kāzas", "Pases")):
            town.service(str(rank), {"lv": name}, rank=rank)
        town.text("service", "2", "keyword", {"lv": "pase kā"})
        town.write(tmp_path / "pack.db")
    index.build(tmp_path / "pack.db", tmp_path / "index.db")
    with closing(index.connect(tmp_path)) as opened:
        first, *_rest = Search(opened).stages("pase ka", Chain("lv", ("lv",)), 10)
    assert [(hit.id, hit.stage) for hit in first.hits] == [("2", Stage.KEYWORD), ("1", Stage.TITLE)]
