from __future__ import annotations

from kiosk.domain import keyboard
from kiosk.domain.keyboard import Edit, Key, Layout

FIDEL = Layout("ti", ((Key("ለ", "ለ"), Key("አ", "አ")),), {"ለ": tuple("ለሉሊላሌልሎሏ"), "አ": tuple("አኡኢኣኤእኦ")})


def test_a_vowel_changes_the_consonant_before_the_cursor() -> None:
    assert FIDEL.series("ሰላለ") == tuple("ለሉሊላሌልሎሏ")
    assert FIDEL.vowel("ለ", "ላ") == Edit("ላ", 1)
    assert FIDEL.vowel("ላ", "ሎ") == Edit("ሎ", 1)


def test_without_a_consonant_the_row_writes_bare_vowels() -> None:
    assert FIDEL.series("") == tuple("አኡኢኣኤእኦ")
    assert FIDEL.vowel("", "ኢ") == Edit("ኢ", 0)
    assert FIDEL.vowel("a", "ኢ") == Edit("ኢ", 0)


def test_marks_stand_on_a_dotted_circle_and_the_invisible_is_seen() -> None:
    assert keyboard.shown("া") == "\u25ccা"
    assert keyboard.shown("a") == "a"
    assert keyboard.shown("\u200c") != "\u200c"


def test_capitals_are_one_character() -> None:
    assert keyboard.capital("ē") == "Ē"
    assert keyboard.capital("ß") == "ß"


def test_the_pad_has_every_digit_once() -> None:
    signs = [key.plain for row in keyboard.PAD for key in row]
    assert sorted(sign for sign in signs if sign.isdigit()) == list("0123456789")
    assert len(set(signs)) == len(signs)
