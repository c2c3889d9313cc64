"""An on-screen keyboard: keys in the places of the language's real layout, and what a touch writes.

A keyboard knows no words and remembers nothing: what is written depends on the key, on shift, and in Ethiopic on the
consonant before the cursor (ADR 13).
"""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

DOTTED_CIRCLE = "\u25cc"
"""What carries a mark that has no letter yet (Unicode, chapter 23.4)."""

INVISIBLE = {"\u200c": "\u203a\u2039"}
"""How a key shows a character that cannot be seen: the non-joiner of Persian."""


@dataclass(frozen=True, slots=True)
class Key:
    """One key. plain and shifted: what it writes. more: what a long press offers, in small letters."""

    plain: str
    shifted: str
    more: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Edit:
    """What a touch does to the text before the cursor: `back` characters go, `text` comes."""

    text: str
    back: int = 0


@dataclass(frozen=True, slots=True)
class Layout:
    """The keyboard of one language.

    rows: top to bottom, each from left to right also where writing runs from right to left, as keys do everywhere.
    vowels: for Ethiopic, each consonant with its syllables in the order of the fidel; else empty.
    """

    tag: str
    rows: tuple[tuple[Key, ...], ...]
    vowels: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    @property
    def cased(self) -> bool:
        """Whether shift means capitals."""
        return any(key.shifted != key.plain and key.shifted == key.plain.upper() for row in self.rows for key in row)

    @property
    def shifts(self) -> bool:
        """Whether there is anything behind shift."""
        return any(key.shifted != key.plain for row in self.rows for key in row)

    @property
    def sample(self) -> str:
        """Letters that stand for the layout on the key that leads to it."""
        if self.vowels:
            return "".join(list(self.vowels)[:3])
        letters = [key.plain for key in self.rows[-3]][:3]
        return "".join(letters).upper() if self.cased else " ".join(letters)

    def characters(self) -> frozenset[str]:
        """Every text that one touch, with or without shift, a long press or the row of vowels, can write."""
        keys = [key for row in self.rows for key in row]
        offered = {text for key in keys for text in (key.plain, key.shifted, *key.more)}
        if self.cased:
            offered |= {capital(text) for key in keys for text in key.more}
        return frozenset(offered | {text for series in self.vowels.values() for text in series})

    def series(self, before: str) -> tuple[str, ...]:
        """The syllables of the consonant that ends `before`, else those of the bare vowels; empty without vowels."""
        if not self.vowels:
            return ()
        last = before[-1:]
        found = next((series for series in self.vowels.values() if last in series), None) if last else None
        return found or self.vowels["አ"]

    def vowel(self, before: str, syllable: str) -> Edit:
        """What a touch on the row of vowels does: the consonant before the cursor takes another vowel."""
        last = before[-1:]
        return Edit(syllable, 1 if last and last in self.series(before) and syllable in self.series(before) else 0)


def capital(text: str) -> str:
    """The capital of a letter where it is one character; else the letter, as of ß."""
    raised = text.upper()
    return raised if len(raised) == 1 else text


def shown(text: str) -> str:
    """How a key shows what it writes: a mark on a dotted circle, the invisible by a sign."""
    if text in INVISIBLE:
        return INVISIBLE[text]
    return DOTTED_CIRCLE + text if text and unicodedata.category(text[0]).startswith("M") else text


PAD: tuple[tuple[Key, ...], ...] = tuple(
    tuple(Key(sign, sign) for sign in row.split())
    for row in ("1 2 3 + - / ( )", "4 5 6 . , : ; №", "7 8 9 @ _ & ! ?", "* 0 # ' \" % = €")
)
"""Digits as a telephone has them, with the signs beside; the same in every language and never mirrored."""

SIGNS: Mapping[str, tuple[str, str]] = {"Arab": (".", "\u060c"), "Ethi": ("\u1362", "\u1363"), "Beng": ("\u0964", ",")}
"""Full stop and comma of a script (ISO 15924) beside the space; the others have those of Latin."""

LATIN_SIGNS = (".", ",")
