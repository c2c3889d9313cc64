"""One fold for the index and for what is typed: case, accents and look-alike letters disappear.

Unicode's compatibility case folding (The Unicode Standard, 3.13, D146), then letters that people type for one another
on different keyboards, then all combining marks but those of Indic scripts, where a vowel sign is a letter.
Invisible characters go, punctuation parts words; so does the apostrophe of *l'école*, as people look for *école*, but not
that of *обʼєкт*. Folding what is folded changes nothing.
"""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

VERSION = 8
"""An index that another version has made is built anew (`kiosk.packs.index`)."""

_LETTERS = {
    "ł": "l", "ø": "o", "đ": "d", "ħ": "h", "ı": "i", "æ": "ae", "œ": "oe", "þ": "th", "ə": "e",
    "ґ": "г", "є": "е", "і": "и",
    "ي": "ی", "ى": "ی", "ے": "ی", "ێ": "ی", "ې": "ی", "ۍ": "ی", "ی": "ی", "ك": "ک", "ګ": "گ",
    "ة": "ه", "ە": "ه", "ہ": "ه", "ھ": "ه", "ۀ": "ه", "ۂ": "ه", "ۃ": "ه", "ٱ": "ا", "ء": "",
    "ۆ": "و", "ۇ": "و", "ۈ": "و", "ۋ": "و",
    "ټ": "ت", "ٹ": "ت", "ډ": "د", "ڈ": "د", "ړ": "ر", "ڑ": "ر", "ڕ": "ر", "ڼ": "ن", "ں": "ن", "ڵ": "ل", "ږ": "ژ",
    "ৎ": "ত্",
}  # fmt: skip
_APOSTROPHES = "'\u2018\u2019\u201b\u02bb\u02bc\u02b9\u2032\u00b4`"
_JOINED = frozenset(_APOSTROPHES + "\u0640\u034f" + "".join(map(chr, range(0xFE00, 0xFE10))))
"""What is often left out, the Arabic stretch, and what only chooses how the letter or emoji before it looks."""

_ELIDED = re.compile(
    "(?<![\\w\u0300-\u036f])"
    "([cdjlmnstvz]|gl|qu|jusqu|lorsqu|puisqu|quoiqu|un|(?:a|da|de|ne|su|co)ll?|nell|quell|quest|sant|senz|tutt|trent|vent)"
    f"[{_APOSTROPHES}](?=\\w)",
    re.IGNORECASE,
)
"""What French and Italian put before a vowel, with the apostrophe that parts it from the next word."""

_INDIC = (
    "DEVANAGARI",
    "BENGALI",
    "GURMUKHI",
    "GUJARATI",
    "ORIYA",
    "TAMIL",
    "TELUGU",
    "KANNADA",
    "MALAYALAM",
    "SINHALA",
)

_HOMOPHONES = {0x1210: 0x1200, 0x1280: 0x1200, 0x12B8: 0x1200, 0x1220: 0x1230, 0x12D0: 0x12A0, 0x1340: 0x1338}
"""Rows of the Ethiopic syllabary, seven orders each, that sound alike in Amharic or are typed for one another."""


def _ethiopic() -> dict[int, str]:
    """Syllables of a homophone row as those of its sister; ሃ and ኣ sound as ሀ and አ."""
    table = {row + order: chr(sister + order) for row, sister in _HOMOPHONES.items() for order in range(7)}
    for first in (0x1200, 0x12A0):
        table |= {code: chr(first) for code, char in table.items() if ord(char) == first + 3}
        table[first + 3] = chr(first)
    return table


_APOSTROPHE = re.compile(f"[{_APOSTROPHES}]")
_LOOK_ALIKE = str.maketrans(_LETTERS) | _ethiopic()


class _Table(dict[int, str]):
    """What becomes of each character, worked out when one is met for the first time."""

    def __missing__(self, code: int) -> str:
        self[code] = made = _folded(chr(code))
        return made


_FOLDED = _Table()


def fold(text: str) -> str:
    """Folded words with single spaces between them."""
    if _APOSTROPHE.search(text):
        text = _ELIDED.sub(r"\1 ", text)
    made = " ".join(text.translate(_FOLDED).split())
    return made if made.isascii() else unicodedata.normalize("NFC", made)


def words(text: str) -> tuple[str, ...]:
    """The folded words of a text."""
    return tuple(fold(text).split())


def spans(text: str) -> Iterator[tuple[int, int]]:
    """Begin and end, in the text as it is written, of each of its words."""
    begin = 0
    after = {found.end() for found in _ELIDED.finditer(text)}
    for place, char in enumerate(f"{text} "):
        parts = _FOLDED[ord(char)].isspace()
        if parts or place in after:
            if fold(text[begin:place]):
                yield begin, place
            begin = place + parts


def _folded(char: str) -> str:
    """What becomes of one character, whatever stands beside it; a space where it parts words."""
    if char in _JOINED:
        return ""
    made = unicodedata.normalize("NFKD", char)
    while (caseless := unicodedata.normalize("NFKD", made.casefold())) != made:
        made = caseless  # once, and a second time for a few letters such as the Greek iota below
    return "".join(map(_kept, made.translate(_LOOK_ALIKE)))


def _kept(char: str) -> str:
    """What stays of a decomposed letter: itself, a Western digit, a space, or nothing."""
    if char in _JOINED:
        return ""
    if char.isdecimal():
        return str(unicodedata.decimal(char))
    if char.isalnum():
        return char
    kind = unicodedata.category(char)
    if kind in {"Mn", "Mc"}:
        return char if not unicodedata.combining(char) or unicodedata.name(char, "").startswith(_INDIC) else ""
    return "" if kind in {"Cf", "Me"} else " "
