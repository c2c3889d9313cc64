"""One fold for the index and for what is typed: case, accents and look-alike letters disappear.

Unicode's compatibility case folding (The Unicode Standard, 3.13, D146), then letters that people type for one another
on different keyboards, then all combining marks but those of Indic scripts, where a vowel sign is a letter.
Invisible characters go, punctuation parts words. Folding what is folded changes nothing.
"""

from __future__ import annotations

import unicodedata

VERSION = 5
"""An index that another version has made is built anew (`kiosk.packs.index`)."""

_LETTERS = {
    "ł": "l", "ø": "o", "đ": "d", "ħ": "h", "ı": "i", "æ": "ae", "œ": "oe", "þ": "th", "ə": "e",
    "ґ": "г", "є": "е", "і": "и",
    "ي": "ی", "ى": "ی", "ے": "ی", "ێ": "ی", "ې": "ی", "ۍ": "ی", "ی": "ی", "ك": "ک", "ګ": "گ",
    "ة": "ه", "ە": "ه", "ہ": "ه", "ھ": "ه", "ۀ": "ه", "ۂ": "ه", "ۃ": "ه", "ٱ": "ا", "ء": "",
    "ۆ": "و", "ۇ": "و", "ۈ": "و", "ۋ": "و",
    "ټ": "ت", "ٹ": "ت", "ډ": "د", "ڈ": "د", "ړ": "ر", "ڑ": "ر", "ڕ": "ر", "ڼ": "ن", "ں": "ن", "ڵ": "ل", "ږ": "ژ",
}  # fmt: skip
_JOINED = "\u0640'\u2018\u2019\u02bb\u02bc\u02b9\u2032`\ufe0e\ufe0f"
"""The Arabic stretch, apostrophes (обʼєкт, l'école) that are often left out, and what makes an emoji colourful."""

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


class _Table(dict[int, str]):
    """What becomes of each character, worked out when one is met for the first time."""

    def __missing__(self, code: int) -> str:
        self[code] = made = _folded(chr(code))
        return made


_LOOK_ALIKE = str.maketrans(_LETTERS | dict.fromkeys(_JOINED, "")) | _ethiopic()
_KEPT = _Table()


def fold(text: str) -> str:
    """Folded words with single spaces between them."""
    if text.isascii():
        return " ".join(text.lower().translate(_KEPT).split())
    decomposed = unicodedata.normalize("NFKD", text)
    while (caseless := unicodedata.normalize("NFKD", decomposed.casefold())) != decomposed:
        decomposed = caseless  # once, and a second time for a few letters such as the Greek iota below
    kept = decomposed.translate(_LOOK_ALIKE).translate(_KEPT)
    return unicodedata.normalize("NFC", " ".join(kept.split()))


def words(text: str) -> tuple[str, ...]:
    """The folded words of a text."""
    return tuple(fold(text).split())


def _folded(char: str) -> str:
    """What stays of one character: itself, a Western digit, a space, or nothing."""
    if char in _JOINED:
        return ""
    if char.isdecimal():
        return str(unicodedata.decimal(char))
    if char.isalnum():
        return char
    kind = unicodedata.category(char)
    if kind.startswith("M"):
        return char if not unicodedata.combining(char) or unicodedata.name(char, "").startswith(_INDIC) else ""
    return "" if kind == "Cf" else " "
