"""Which text of several a visitor gets, and what is said about it."""

from __future__ import annotations

from contextlib import closing
from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from kiosk.content.rows import Prose, prose
from kiosk.domain.provenance import Status
from kiosk.i18n.fallback import Chain
from tests.helpers.packs import Town, Words

ARABIC = Chain("ar", ("ar", "en", "lv"))


def read(words: Words, chain: Chain = ARABIC, seq: int = 0, **values: object) -> Prose:
    with closing(Town()) as town:
        town.text("service", "ONE", "name", words, seq, **values)
        return prose(town.connection, ["ONE"], chain, "lv")


def test_the_visitors_language_wins() -> None:
    text = read({"lv": "Pase", "en": "Passport", "ar": "جواز سفر"}).name("ONE")
    assert (text.value, text.language, text.status) == ("جواز سفر", "ar", Status.MACHINE)
    assert (text.wanted, text.is_fallback, text.changed_on) == ("ar", False, None)


def test_a_person_is_named_as_one() -> None:
    assert read({"lv": "Pase", "ar+": "جواز سفر"}).name("ONE").status is Status.HUMAN


def test_the_original_is_one_for_who_reads_it() -> None:
    assert read({"lv": "Pase"}, Chain("lv", ("lv",))).name("ONE").status is Status.ORIGINAL


def test_another_language_is_a_fallback() -> None:
    text = read({"lv": "Pase", "en": "Passport"}).name("ONE")
    assert (text.value, text.language, text.status, text.is_fallback) == ("Passport", "en", Status.FALLBACK, True)


def test_a_variant_of_the_same_language_is_none() -> None:
    text = read({"lv": "Pase", "fa": "گذرنامه"}, Chain("fa-AF", ("fa", "en", "lv"))).name("ONE")
    assert (text.language, text.status, text.is_fallback) == ("fa", Status.MACHINE, False)


def test_an_empty_translation_is_none() -> None:
    assert read({"lv": "Pase", "ar": "", "en": ""}).name("ONE").value == "Pase"


def test_a_translation_of_an_older_original_says_when_it_changed() -> None:
    text = read({"lv": "Pase", "ar!": "جواز"}, updated="2026-11-20").name("ONE")
    assert text.changed_on == date(2026, 11, 20)
    assert read({"lv": "Pase", "ar!": "جواز"}, updated="").name("ONE").changed_on is None


def test_the_original_is_compared_also_where_it_is_not_in_the_chain() -> None:
    assert read({"lv": "Pase", "ar!": "جواز"}, Chain("ar", ("ar",))).name("ONE").changed_on is not None


def test_a_language_outside_the_chain_is_never_shown() -> None:
    assert read({"ru": "Паспорт"}, Chain("uk", ("uk", "lv"))).one("ONE", "name") is None


def test_a_status_of_a_later_format_counts_as_machine() -> None:
    assert read({"ar": "جواز"}, status="reviewed").name("ONE").status is Status.MACHINE


def test_each_step_of_a_list_falls_back_alone_and_keeps_its_place() -> None:
    with closing(Town()) as town:
        for seq, words in enumerate(({"lv": "Viens", "ar": "واحد"}, {"lv": "Divi", "en": "Two"}, {"lv": "Trīs"})):
            town.text("service", "ONE", "step", words, seq)
        steps = prose(town.connection, ["ONE"], ARABIC, "lv").many("ONE", "step")
    assert [(step.value, step.is_fallback) for step in steps] == [("واحد", False), ("Two", True), ("Trīs", True)]


def test_only_the_fields_of_a_list_are_read() -> None:
    with closing(Town()) as town:
        for field in ("name", "summary", "description"):
            town.text("service", "ONE", field, field)
        texts = prose(town.connection, ["ONE"], ARABIC, "lv", ("name", "summary"))
    assert texts.one("ONE", "summary") is not None
    assert texts.one("ONE", "description") is None


def test_what_is_missing_is_empty_not_a_crash() -> None:
    assert read({"lv": "Pase"}).name("TWO").value == ""
    assert read({"lv": "Pase"}).many("TWO", "step") == ()


def test_any_number_of_records_takes_one_statement() -> None:
    with closing(Town()) as town:
        for number in range(2000):
            town.text("service", f"S{number}", "name", "Nosaukums")
        seen: list[str] = []
        town.connection.set_trace_callback(seen.append)
        texts = prose(town.connection, (f"S{number}" for number in range(2000)), ARABIC, "lv")
    assert len(seen) == 1
    assert texts.name("S1999").value == "Nosaukums"


TAGS = ("lv", "en", "ar", "uk", "fa", "fa-AF")


@given(
    st.dictionaries(st.sampled_from(TAGS), st.sampled_from(("", "a", "b")), min_size=1),
    st.lists(st.sampled_from(TAGS), min_size=1, unique=True),
)
def test_the_best_of_the_chain_is_the_first_that_says_something(words: dict[str, str], tags: list[str]) -> None:
    chain = Chain(tags[0], tuple(tags))
    text = read(dict(words), chain).one("ONE", "name")
    expected = next((tag for tag in (*tags, "lv") if words.get(tag)), None)
    assert (text and text.language) == expected
    if text is not None:
        assert text.value == words[text.language]
        assert text.is_fallback == (text.language.partition("-")[0] != tags[0].partition("-")[0])
