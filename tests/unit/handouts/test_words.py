"""Words that stand on paper cannot turn the lines around them."""

from __future__ import annotations

import pytest

from kiosk.domain.provenance import Status, Text
from kiosk.handouts.beside import Beside
from kiosk.handouts.words import Words, first_strong, tidy


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("one\n two\t three ", "one two three"),
        ("name\u202e1234", "name1234"),
        ("\u2066a\u2069b\u2067c", "abc"),
        ("bell\x07 null\x00", "bell null"),
        ("می\u200cخواهم", "می\u200cخواهم"),
        ("private \ue000 use", "private  use"),
    ],
)
def test_a_text_is_one_line_without_marks_that_turn_it(given: str, kept: str) -> None:
    assert tidy(given) == kept


def test_words_start_where_their_language_starts() -> None:
    assert Words("latvija.gov.lv", "ar").direction == "rtl"
    assert Words("مرحبا", "lv").direction == "ltr"
    assert Words("+371", "").direction is None


def test_an_unknown_language_starts_where_its_letters_do() -> None:
    assert Words("12 שלום", "he").direction == "rtl"
    assert Words("12 გამარჯობა", "ka").direction == "ltr"
    assert first_strong("12:30") == "ltr"


def _text(value: str, language: str) -> Text:
    return Text(value, language, Status.ORIGINAL, language)


def test_a_text_that_one_language_lacks_is_stood_in_for_by_the_other() -> None:
    both: Beside[Text | None] = Beside(None, _text("nosaukums", "lv"))
    pair = both.words(lambda each: each)
    assert pair is not None
    assert pair.visitor == pair.official == Words("nosaukums", "lv")
    assert Beside(_text(" \u202e ", "ar"), None).words(lambda each: each) is None


def test_records_are_matched_by_their_position() -> None:
    both = Beside(("a", "b"), ("A",))
    assert both.each(lambda each: each) == [Beside("a", "A"), Beside("b", None)]
    assert both.some(lambda _each: None) is None
