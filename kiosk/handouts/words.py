"""What stands on a slip: words in one language, and the same words in the official language beside them."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

from kiosk.domain.language import BY_TAG, Direction
from kiosk.domain.provenance import primary

NEUTRAL = ""
"""The language of a telephone number, an address or a time: it reads the same in every language."""

_OVERRIDES = dict.fromkeys((*range(0x202A, 0x202F), *range(0x2066, 0x206A), *range(0xFFF9, 0xFFFC)))
_BREAKS = re.compile(r"\s+")
_STRONG: dict[str, Direction] = {"L": "ltr", "R": "rtl", "AL": "rtl"}


@dataclass(frozen=True, slots=True)
class Words:
    """One line of prose. language: BCP 47, or `NEUTRAL`."""

    value: str
    language: str = NEUTRAL

    @property
    def direction(self) -> Direction | None:
        """Where the line starts; None for neutral words, which follow the column that they stand in."""
        if self.language == NEUTRAL:
            return None
        language = BY_TAG.get(self.language) or BY_TAG.get(primary(self.language))
        return first_strong(self.value) if language is None else language.direction


@dataclass(frozen=True, slots=True)
class Pair:
    """The visitor's words and the official ones.

    official is None where there is nothing to set beside them: neutral words, or a visitor who reads the official
    language.
    """

    visitor: Words
    official: Words | None = None


def tidy(text: str) -> str:
    """`text` on one line, without control characters and without marks that turn the writing direction round.

    Direction is decided by the language of a text (UAX 9), never by its author: an override such as U+202E inside a
    name would make a telephone number after it read backwards. Joiners (U+200C, U+200D) shape letters and stay.
    """
    one_line = _BREAKS.sub(" ", text.translate(_OVERRIDES)).strip()
    return "".join(letter for letter in one_line if unicodedata.category(letter) not in {"Cc", "Cs", "Co", "Cn"})


def neutral(text: str) -> Pair:
    """Words that both readers read as they are."""
    return Pair(Words(tidy(text)))


def first_strong(text: str) -> Direction:
    """The direction of the first letter that has one (UAX 9, P2 and P3); left to right where none has."""
    return next((_STRONG[kind] for kind in map(unicodedata.bidirectional, text) if kind in _STRONG), "ltr")
