"""Search forgives what people type, says in which stage it found something, and stays silent where there is nothing."""

from __future__ import annotations

import time
from contextlib import closing
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.content.search import Found, Search, Stage
from kiosk.content.search_layouts import retyped
from kiosk.content.search_marks import marked, written
from kiosk.i18n.fallback import Chain
from kiosk.packs import index
from kiosk.packs.fold import fold, spans
from tests.helpers.packs import Town

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterator
    from pathlib import Path

NAMES = (
    {"lv": "Bērna dzimšanas pabalsts", "en": "Benefit at the birth of a child", "ar": "إعانة ولادة طفل", "uk": "Допомога"},
    {"lv": "Pabalsts ģimenei", "en": "Family benefit", "ar": "إعانة الأسرة"},
    {"lv": "Ģimenes ārsts", "en": "Family doctor", "ar": "طبيب الأسرة", "ru": "Семейный врач", "ti": "ሓኪም ስድራቤት"},
    {"lv": "Dzīvesvietas deklarēšana", "en": "Declare your address", "fa-AF": "اعلام محل زندگی", "el": "Δήλωση διεύθυνσης"},
    {"lv": "Bibliotēka", "en": "Library: pab room", "ru": "Библиотека", "bn": "গ্রন্থাগার"},
    {"lv": "Pa tālruni", "en": "By phone", "fr": "Demander l’asile", "ar": "مكان للطفل"},
)  # fmt: skip


@pytest.fixture(scope="module")
def connection(tmp_path_factory: pytest.TempPathFactory) -> Iterator[sqlite3.Connection]:
    folder = tmp_path_factory.mktemp("slot")
    with closing(Town()) as town:
        town.council()
        for rank, name in enumerate(NAMES):
            town.service(str(rank), name, rank=rank, summary={"en": "Opens early"} if rank == 4 else "")
        town.text("service", "2", "keyword", {"lv": "poliklīnika", "en": "check-up"})
        town.add("guide", id="6", slug="six")
        town.text("guide", "6", "name", {"lv": "Mācīties latviešu valodu", "en": "Learn Latvian"})
        town.text("guide", "6", "description", {"en": "Where courses are given, and how to ask for a certificate."})
        town.add("concept", id="C", slug="doctor")
        town.text("concept", "C", "word", {"en": "doctor", "ar": "طبيب", "lv": "ārsts", "tr": "doktor", "ur": "مکان"})
        town.text("concept", "C", "word", {"en": "general practitioner", "ar": "عيادة", "lv": "dakteris"}, seq=1)
        town.write(folder / "pack.db")
    index.build(folder / "pack.db", folder / "index.db")
    with closing(index.connect(folder)) as opened:
        yield opened


@pytest.fixture(scope="module")
def search(connection: sqlite3.Connection) -> Search:
    return Search(connection)


def stages(search: Search, query: str, tag: str, limit: int = 10) -> list[Found]:
    chain = Chain(tag, tuple(dict.fromkeys((*([tag] if tag in search.tags else []), "en", "lv"))))
    return [stage for stage in search.stages(query, chain, limit, budget=60) if stage.hits]


def ids(search: Search, query: str, tag: str, limit: int = 10) -> str:
    return "".join(hit.id for stage in stages(search, query, tag, limit) for hit in stage.hits)


def quickest(search: Search, query: str, chain: Chain) -> float:
    """Seconds of this thread's time that a query takes when nothing else gets in its way."""

    def once() -> float:
        start = time.thread_time()
        list(search.stages(query, chain, 10))
        return time.thread_time() - start

    return min(once() for _ in range(4))


@pytest.mark.parametrize(
    ("query", "tag", "found"),
    [
        ("dekl", "lv", "3"),
        ("DEKLARESANA", "lv", "3"),
        ("deklarē dzī", "lv", "3"),
        ("gimenes", "lv", "2"),
        ("pabalsts", "lv", "10"),
        ("pab", "lv", "10"),  # titles that begin so, then others
        ("family benefit", "en", "1"),
        ("family b", "en", "1"),
        ("الاسره", "ar", "12"),
        ("إعانه", "ar", "01"),
        ("اعلام", "fa-AF", "3"),
        ("গ্রন্থাগার", "bn", "4"),
    ],
)
def test_what_stands_in_a_title_comes_first(search: Search, query: str, tag: str, found: str) -> None:
    first = stages(search, query, tag)[0]
    assert first.stage is Stage.TITLE
    assert "".join(hit.id for hit in first.hits) == found


@pytest.mark.parametrize(
    ("query", "tag", "stage", "found"),
    [
        ("polikl", "lv", Stage.KEYWORD, "2"),
        ("dakteris", "lv", Stage.KEYWORD, "2"),  # another name of the concept
        ("general practitioner", "en", Stage.KEYWORD, "2"),
        ("عياد", "ar", Stage.KEYWORD, "2"),
        ("tabib", "ar", Stage.LATIN, "2"),
        ("semejnyj vrach", "ru", Stage.LATIN, "2"),
        ("hakim", "ti", Stage.LATIN, "2"),
        ("dilosi", "el", Stage.LATIN, "3"),
        ("family doctor", "ar", Stage.TITLE, "2"),  # the very title of another language
        ("library", "ar", Stage.ELSEWHERE, "4"),
        ("library", "xx", Stage.TITLE, "4"),
        ("допомога", "en", Stage.ELSEWHERE, "0"),
        ("doktor", "lv", Stage.ELSEWHERE, "2"),  # a concept's word in a language without texts
        ("biblioteka", "fa-AF", Stage.ELSEWHERE, "4"),
        ("deklaresna", "lv", Stage.CORRECTED, "3"),
        ("adress", "en", Stage.CORRECTED, "3"),
        ("pablsats", "lv", Stage.CORRECTED, "01"),
        ("bibliotēkām", "lv", Stage.CORRECTED, "4"),
        ("familydoctor", "en", Stage.CORRECTED, "2"),
        ("fam ily benefit", "en", Stage.CORRECTED, "1"),
        ("biblio tēka", "lv", Stage.CORRECTED, "4"),
        ("ctvtqysq dhfx", "ru", Stage.KEYBOARD, "2"),
        ("g/rn/Fagar", "bn", Stage.KEYBOARD, "4"),  # with the shift key
        ("ogvbgKhohv", "bn", Stage.KEYBOARD, "4"),  # the layout of Bangladesh
        ("ፋሚልይ ዶችቶር", "en", Stage.KEYBOARD, "2"),  # a phonetic layout of Tigrinya
        ("ашдд", "en", Stage.KEYBOARD, ""),
        ("афьшдн", "en", Stage.KEYBOARD, "12"),
        ("certificate for courses please", "en", Stage.BODY, "6"),
        ("how can i get a certificate please", "en", Stage.BODY, "6"),
        ("kā man dabūt pabalstu?", "lv", Stage.PARTLY, "10"),
        ("ārsts gejša", "lv", Stage.PARTLY, "2"),  # a word that nothing has does not outweigh one that is rare
        ("asile", "fr", Stage.TITLE, "5"),
    ],
)
def test_each_stage_forgives_in_its_way(search: Search, query: str, tag: str, stage: Stage, found: str) -> None:
    told = [hit for each in stages(search, query, tag) for hit in each.hits]
    assert "".join(hit.id for hit in told)[: len(found) or None] == found
    assert {hit.stage for hit in told[: len(found)]} <= {stage}


@pytest.mark.parametrize(("typed", "meant"), [("ሊብራርይ", "library"), ("ስችሆኦል", "school"), ("ኦፍፊቸ 1", "office 1")])
def test_syllables_are_read_as_the_keys_that_write_them(typed: str, meant: str) -> None:
    assert ("", meant) in retyped(typed, ("en",))


@pytest.mark.parametrize(
    ("typed", "tag", "meant"), [("sLaw", "ckb", "سڵاو"), ("lRka", "ur", "لڑکا"), ("Ahab", "ps", "ښاشذ")]
)
def test_the_shift_key_gives_other_letters(typed: str, tag: str, meant: str) -> None:
    assert (tag, meant) in retyped(typed, (tag,))


@pytest.mark.parametrize("query", ["xkqzv", "wrglmpf tsnd", "1234", "фывщуж", "en", "dome", "zzzzzzzz"])
def test_where_there_is_nothing_it_is_silent(search: Search, query: str) -> None:
    assert ids(search, query, "en") == ""


def test_a_name_of_a_concept_is_looked_for_in_its_own_language(search: Search) -> None:
    assert ids(search, "doktor", "pl") == "2"  # not the Arabic for place, which Urdu takes for another thing


def test_a_hit_is_found_by_the_beginning_of_a_long_page_in_time(tmp_path: Path) -> None:
    with closing(Town()) as town:
        town.council()
        for number in range(120):
            town.add("guide", id=f"g{number}", slug=f"g{number}")
            town.text("guide", f"g{number}", "name", {"en": f"Page {number}"})
            words = " ".join(f"w{number % 7}x{place % 900}" for place in range(4_000))
            town.text("guide", f"g{number}", "description", {"en": f"marmalade {words}" if number == 77 else words})
        town.write(tmp_path / "pack.db")
    index.build(tmp_path / "pack.db", tmp_path / "index.db")
    with closing(index.connect(tmp_path)) as connection:
        search = Search(connection)
        question = "where do they have marmalade w0x1 w1x2 w2x3"
        assert quickest(search, question, Chain("en", ("en",))) < 0.016
        found = [hit.id for stage in search.stages(question, Chain("en", ("en",)), 10) for hit in stage.hits]
    assert found[0] == "g77"


def test_a_number_is_never_taken_for_another(search: Search) -> None:
    assert ids(search, "pabalsts2", "lv") == ""


def test_a_hit_tells_its_kind_and_its_language(search: Search) -> None:
    (hit,) = [hit for stage in stages(search, "latvian", "ar") for hit in stage.hits]
    assert (hit.kind, hit.id, hit.language) == ("guide", "6", "en")


def test_what_it_was_taken_for_is_told(search: Search) -> None:
    assert [stage.meant for stage in stages(search, "deklaresna", "lv")] == ["deklaresana"]
    assert [stage.meant for stage in stages(search, "dekl", "lv")] == [""]


def test_as_many_as_are_asked_for(search: Search) -> None:
    assert ids(search, "pa", "lv", 2) == "51"
    assert ids(search, "pa", "lv", 0) == ""
    assert ids(search, "pa", "lv", -1) == ""


ODD = [
    "",
    "   ",
    '" OR * NEAR(',
    "🙂🙂",
    "x" * 10_000,
    "ك" * 10_000,
    "\u202e",
    "-",
    "lv : x",
    "a\0b",
    "^d OR",
    "a b c d e f g h i",
    "مرحبا hello שלום",
    "\ud800 \udfff",
    "a\u0301" * 200,
    "ab " * 10_000,
    "'" * 400,
    "1" * 400,
    "qu'" * 130,
    "ﷺ" * 50,
]


@pytest.mark.parametrize("query", ODD)
@pytest.mark.parametrize("tag", ["lv", "ar", "xx"])
def test_odd_queries_raise_nothing_and_take_less_than_a_frame(search: Search, query: str, tag: str) -> None:
    assert quickest(search, query, Chain(tag, (tag, "lv"))) < 0.016


@given(query=st.text(), tag=st.sampled_from(("lv", "fa-AF", 'x"y', "zh-Hant")))
def test_whatever_is_typed_is_a_query(search: Search, query: str, tag: str) -> None:
    found = ids(search, query, tag, 3)
    assert len(found) <= 3
    assert len({*found}) == len(found)


@given(st.sampled_from(NAMES), st.data())
def test_every_title_is_found_by_its_words_in_any_order_and_cut_short(
    search: Search, name: dict[str, str], data: st.DataObject
) -> None:
    tag = data.draw(st.sampled_from(sorted(name)))
    words = data.draw(st.permutations([word.strip(":") for word in name[tag].split()]))
    cut = [word[: data.draw(st.integers(min(3, len(word)), len(word)))] for word in words]
    assert str(NAMES.index(name)) in ids(search, " ".join(cut), tag)


def test_a_search_without_time_gives_what_the_first_stages_find(search: Search) -> None:
    found = [stage.stage for stage in search.stages("deklaresna", Chain("lv", ("lv",)), 10, budget=0)]
    assert found == [Stage.TITLE, Stage.KEYWORD]


@pytest.mark.parametrize(
    ("text", "sought", "found"),
    [
        ("Dzīvesvietas “deklarēšana”, Rīga", ("deklaresana", "rig"), ["deklarēšana", "Rīga"]),
        ("Demander l’asile", ("asile",), ["asile"]),
        ("Schule/Kita-Platz", ("kita",), ["Kita"]),
        ("cafe\u0301-bar", ("caf",), ["cafe\u0301"]),
        ("ﻣﺪﺭﺳﺔ (المُدَرِّسة)", ("مدرس", "المدرس"), ["ﻣﺪﺭﺳﺔ", "المُدَرِّسة"]),
        ("ﬁnance", ("fin",), ["ﬁnance"]),
        ("об’єкт", ("обект",), ["об’єкт"]),
        ("pa", (), []),
        ("pa", ("",), []),
    ],
)
def test_words_are_marked_where_they_stand(text: str, sought: tuple[str, ...], found: list[str]) -> None:
    assert [text[begin:end] for begin, end in marked(text, sought)] == found


@given(st.text())
def test_spans_are_the_words_of_a_text(text: str) -> None:
    assert " ".join(fold(text[begin:end]) for begin, end in spans(text)) == fold(text)


def test_what_was_meant_is_told_as_it_is_written() -> None:
    assert written("deklaresana riga x", ["Dzīvesvietas “deklarēšana”, Rīga"]) == "deklarēšana Rīga x"


def test_no_more_texts_are_read_for_it_than_it_takes() -> None:
    texts = iter(["Zobārsts", "Ārsts", "Dakteris"])
    assert (written("arsts", texts), next(texts)) == ("Ārsts", "Dakteris")
