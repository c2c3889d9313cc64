"""One fold for the index and for what is typed: case, accents and look-alike letters disappear.

Versioned: an index made by another fold is built anew.
"""

from __future__ import annotations

import unicodedata

VERSION = 1

_LETTERS = str.maketrans(
    {
        "ł": "l", "ø": "o", "đ": "d", "ħ": "h", "ı": "i", "æ": "ae", "œ": "oe", "þ": "th", "ə": "e", "ґ": "г", "є": "е", "ς": "σ", "ё": "е",
        "ي": "ی", "ى": "ی", "ك": "ک", "ة": "ه", "ۀ": "ه", "ە": "ه", "أ": "ا", "إ": "ا", "آ": "ا", "ٱ": "ا", "ؤ": "و", "ئ": "ی",
        "\u0640": "", "\u200c": "", "\u200d": "", "'": "", "\u2019": "", "\u02bc": "",
    }
)  # fmt: skip

_INDIC = ("DEVANAGARI", "BENGALI")


def _kept(character: str) -> bool:
    """Marks go, but for the vowel signs of Indic scripts, which are letters there."""
    return not unicodedata.combining(character) or unicodedata.name(character, "").startswith(_INDIC)


def fold(text: str) -> str:
    """Folded words with single spaces between them."""
    folded = unicodedata.normalize("NFKD", text.casefold().translate(_LETTERS)).translate(_LETTERS)
    digits = (str(unicodedata.decimal(char)) if char.isdecimal() else char for char in folded if _kept(char))
    spaced = "".join(char if char.isalnum() or unicodedata.category(char).startswith("M") else " " for char in digits)
    return unicodedata.normalize("NFC", " ".join(spaced.split()))
