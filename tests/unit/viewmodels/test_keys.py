"""What stands on the keys, before anybody touches one."""

from __future__ import annotations

import pytest

from kiosk.domain.language import INTERFACE
from kiosk.viewmodels.keys import DIGITS, LATIN, LETTERS, Keys


@pytest.mark.parametrize(
    ("layer", "language", "signs"),
    [
        (LETTERS, "lv", [".", ","]),
        (LETTERS, "ar", [".", "،"]),
        (LETTERS, "ti", ["።", "፣"]),
        (LATIN, "ti", [".", ","]),
        (DIGITS, "ar", []),
    ],
)
def test_the_signs_beside_the_space_are_those_of_the_script(layer: str, language: str, signs: list[str]) -> None:
    assert Keys(layer, language).signs == signs


def test_only_what_is_not_latin_has_a_key_to_latin() -> None:
    foreign = {each.tag for each in INTERFACE if Keys(LETTERS, each.tag).foreign}
    assert foreign == {each.tag for each in INTERFACE if each.script != "Latn"}
    assert {"lv", "tr", "so"}.isdisjoint(foreign)


def test_a_long_press_offers_capitals_to_one_who_writes_capitals() -> None:
    keys = Keys(LETTERS, "en")
    key = keys.key("e")
    assert key is not None
    assert "é" in keys.variants(key, shifted=False)
    assert "É" in keys.variants(key, shifted=True)
    assert keys.key("no such key") is None


def test_digits_have_neither_shift_nor_vowels_nor_variants() -> None:
    keys = Keys(DIGITS, "am")
    assert not keys.shifts
    assert not keys.spelled
    assert all(not key["more"] for row in keys.described() for key in row)


def test_what_else_a_key_has_is_drawn_on_it_where_letters_have_no_case() -> None:
    corners = {tag: {key["corner"] for row in Keys(LETTERS, tag).described() for key in row} for tag in ("uk", "ar")}
    assert corners["uk"] == {""}
    assert len(corners["ar"]) > 1
