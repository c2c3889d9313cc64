"""Latin letters, however somebody writes a sound with them, lead to the word in its own script."""

from __future__ import annotations

import pytest

from kiosk.packs.fold import fold
from kiosk.packs.index_sounds import heard, near, skeletons, spoken

LEAST = 0.72
"""Likeness that is enough beside another word."""


@pytest.mark.parametrize(
    ("written", "word", "tag"),
    [
        ("bolnitsa", "больница", "ru"),
        ("bolnica", "больница", "ru"),
        ("jenschin", "женщин", "ru"),  # ж as j, щ as sch
        ("novyx", "новых", "ru"),  # х as x
        ("tschatelno", "тщательно", "ru"),  # hissing sounds run together
        ("misce", "місце", "uk"),
        ("manczurskiy", "маньчжурский", "ru"),
        ("tsexia", "Τσεχία", "el"),  # χ as x
        ("amerikh", "Αμερική", "el"),  # η as h
        ("tou", "του", "el"),
        ("toy", "του", "el"),
        ("tizaz", "ትእዛዝ", "am"),  # letters of a syllabary do not run together
        ("zkheflo", "ዝኸፍሎ", "ti"),
        ("yeekal", "የአካል", "am"),
        ("sewoch", "ሰዎች", "am"),
        ("mustashfa", "مستشفى", "ar"),
        ("moustachfa", "مستشفى", "ar"),
        ("3iyada", "عيادة", "ar"),
    ],
)
def test_a_word_is_gathered_by_its_consonants_and_near_by_its_letters(written: str, word: str, tag: str) -> None:
    folded = fold(word)
    assert heard(written).skeletons & skeletons(folded, tag)
    assert [*near(heard(written), [spoken(folded)], prefix=False, least=LEAST)]


def test_another_word_is_not_near() -> None:
    said = [spoken(fold(word)) for word in ("школа", "посольство", "новость")]
    assert not [*near(heard("bolnitsa"), said, prefix=False, least=LEAST)]


def test_however_many_ways_there_are_to_read_a_word_a_few_are_looked_up() -> None:
    assert len(heard("chkhxjceeoyoi" * 3).skeletons) <= 2 * 2 * 16
