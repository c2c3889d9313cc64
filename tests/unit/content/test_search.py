"""Titles are found by the beginnings of their words, best first."""

from __future__ import annotations

from contextlib import closing
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.content.search import titles
from kiosk.i18n.fallback import Chain
from kiosk.packs import index
from tests.helpers.packs import Town

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterator

NAMES = (
    {"lv": "Bērna dzimšanas pabalsts", "en": "Benefit at the birth of a child", "ar": "إعانة ولادة طفل", "uk": "Допомога"},
    {"lv": "Pabalsts ģimenei", "en": "Family benefit", "ar": "إعانة الأسرة"},
    {"lv": "Ģimenes ārsts", "en": "Family doctor", "ar": "طبيب الأسرة"},
    {"lv": "Dzīvesvietas deklarēšana", "en": "Declare your address", "fa-AF": "اعلام محل زندگی"},
    {"lv": "Bibliotēka", "en": "Library: pab room"},
    {"lv": "Pa tālruni", "en": "By phone"},
)  # fmt: skip
LATVIAN = Chain("lv", ("lv",))
ENGLISH = Chain("en", ("en", "lv"))
ARABIC = Chain("ar", ("ar", "en", "lv"))


@pytest.fixture(scope="module")
def open_index(tmp_path_factory: pytest.TempPathFactory) -> Iterator[sqlite3.Connection]:
    folder = tmp_path_factory.mktemp("slot")
    with closing(Town()) as town:
        town.council()
        for rank, name in enumerate(NAMES):
            town.service(str(rank), name, rank=rank)
        town.write(folder / "pack.db")
    index.build(folder / "pack.db", folder / "index.db")
    with closing(index.connect(folder)) as connection:
        yield connection


@pytest.mark.parametrize(
    ("query", "chain", "found"),
    [
        ("dekl", LATVIAN, "3"),
        ("DEKLARESANA", LATVIAN, "3"),
        ("deklarē dzī", LATVIAN, "3"),
        ("ģim", LATVIAN, "21"),  # the title that begins so comes first
        ("gimenes", LATVIAN, "2"),
        ("pabalsts", LATVIAN, "10"),
        ("pa", LATVIAN, "510"),  # and of several, the one with the word in full, then the pack's order
        ("family", ENGLISH, "12"),
        ("benefit family", ENGLISH, "1"),
        ("family b", ENGLISH, "1"),
        ("pab", ENGLISH, "410"),  # the visitor's language before the others
        ("الاسره", ARABIC, "12"),
        ("إعانه", ARABIC, "01"),
        ("library", ARABIC, "4"),
        ("bibl", ARABIC, "4"),
        ("اعلام", Chain("fa-AF", ("fa-AF", "en", "lv")), "3"),
        ("допомога", Chain("ru", ("en", "lv")), ""),  # not in the chain
        ("eklar", LATVIAN, ""),
        ("ģimenes bibl", LATVIAN, ""),
        ("en", ENGLISH, ""),  # the language's tag is no word of a title
        ("dome", LATVIAN, ""),
    ],
)
def test_what_a_query_finds(open_index: sqlite3.Connection, query: str, chain: Chain, found: str) -> None:
    assert "".join(titles(open_index, query, chain, 10)) == found


def test_as_many_as_are_asked_for(open_index: sqlite3.Connection) -> None:
    assert titles(open_index, "pa", LATVIAN, 2) == ("5", "1")
    assert titles(open_index, "pa", LATVIAN, 0) == ()
    assert titles(open_index, "pa", LATVIAN, -1) == ()


def test_each_service_is_found_once(open_index: sqlite3.Connection) -> None:
    assert titles(open_index, "b", ENGLISH, 10) == ("0", "5", "1", "4")


@pytest.mark.parametrize(
    "query", ["", "   ", '" OR * NEAR(', "🙂🙂", "x" * 10_000, "\u202e", "-", "lang : lv", "a\0b", "^dekl OR"]
)
def test_odd_queries_find_nothing_and_raise_nothing(open_index: sqlite3.Connection, query: str) -> None:
    assert titles(open_index, query, LATVIAN, 10) == ()


@given(query=st.text(), tag=st.sampled_from(("lv", "fa-AF", 'x"y', "zh-Hant")))
def test_whatever_is_typed_is_a_query(open_index: sqlite3.Connection, query: str, tag: str) -> None:
    assert len(titles(open_index, query, Chain(tag, (tag, "lv")), 3)) <= 3


@given(st.sampled_from(NAMES), st.data())
def test_every_title_is_found_by_its_words_in_any_order_and_cut_short(
    open_index: sqlite3.Connection, name: dict[str, str], data: st.DataObject
) -> None:
    tag = data.draw(st.sampled_from(sorted(name)))
    words = data.draw(st.permutations([word.strip(":") for word in name[tag].split()]))
    cut = [word[: data.draw(st.integers(1, len(word)))] for word in words]
    assert str(NAMES.index(name)) in titles(open_index, " ".join(cut), Chain(tag, (tag,)), 10)
