"""One fold for the index and for what is typed: case, accents and look-alike letters disappear.

Unicode's compatibility case folding (The Unicode Standard, 3.13, D146), then letters that people type for one another
on different keyboards, then all combining marks but those of Indic scripts, where a vowel sign is a letter.
Invisible characters go, punctuation parts words. Folding what is folded changes nothing.
"""

from __future__ import annotations

import unicodedata

VERSION = 2
"""An index that another version has made is built anew (`kiosk.packs.index`)."""

_LETTERS = {
    "ł": "l", "ø": "o", "đ": "d", "ħ": "h", "ı": "i", "æ": "ae", "œ": "oe", "þ": "th", "ə": "e",
    "ґ": "г", "є": "е",
    "ي": "ی", "ى": "ی", "ے": "ی", "ك": "ک", "ة": "ه", "ە": "ه", "ہ": "ه", "ھ": "ه", "ٱ": "ا",
}  # fmt: skip
_JOINED = "\u0640'\u2018\u2019\u02bb\u02bc`\ufe0e\ufe0f"
"""The Arabic stretch, apostrophes (обʼєкт, l'école) that are often left out, and what makes an emoji colourful."""

_TABLE = str.maketrans(_LETTERS | dict.fromkeys(_JOINED, ""))
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


def fold(text: str) -> str:
    """Folded words with single spaces between them."""
    decomposed = unicodedata.normalize("NFKD", text)
    while (caseless := unicodedata.normalize("NFKD", decomposed.casefold())) != decomposed:
        decomposed = caseless  # once, and a second time for a few letters such as the Greek iota below
    return unicodedata.normalize("NFC", " ".join("".join(map(_folded, decomposed.translate(_TABLE))).split()))


def _folded(char: str) -> str:
    """What stays of one character: itself, a Western digit, a space, or nothing."""
    if char.isdecimal():
        return str(unicodedata.decimal(char))
    if char.isalnum():
        return char
    kind = unicodedata.category(char)
    if kind.startswith("M"):
        return char if not unicodedata.combining(char) or unicodedata.name(char, "").startswith(_INDIC) else ""
    return "" if kind == "Cf" else " "
