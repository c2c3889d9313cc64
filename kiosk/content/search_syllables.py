"""The Latin keys that write Ethiopic letters on phonetic layouts: a consonant's key, then a vowel's.

Keys as in SERA (System for Ethiopic Representation in ASCII, Firdyiwek and Yacob 1997), which layouts of Amharic and Tigrinya
follow: whoever types *family* on one writes ፋሚልይ. The other way about, *selam* for ሰላም, is found as Latin letters are.
"""

from __future__ import annotations

_ROWS = {
    "h": "ሀሐኀ", "l": "ለ", "m": "መ", "r": "ረ", "s": "ሰሠ", "x": "ሸ", "q": "ቀቐ", "b": "በ", "v": "ቨ", "t": "ተጠ", "c": "ቸጨ",
    "n": "ነኘ", "k": "ከኸ", "w": "ወ", "z": "ዘዠ", "y": "የ", "d": "ደ", "j": "ጀ", "g": "ገ", "p": "ፐጰ", "f": "ፈ",
}  # fmt: skip
"""The first orders of the consonants that a key writes, without and with shift."""

_ORDERS = ("e", "u", "i", "a", "e", "", "o")
_ALONE = ("a", "u", "i", "a", "e", "e", "o")
"""Vowels of the seven orders after a consonant, and without one."""

_KEYS = {
    ord(first) + order: key + vowel
    for key, firsts in _ROWS.items()
    for first in firsts
    for order, vowel in enumerate(_ORDERS)
} | {ord("አ") + order: vowel for order, vowel in enumerate(_ALONE)}


def keys(text: str) -> str:
    """The small Latin letters of the keys that write some syllables; what is none stays."""
    return text.translate(_KEYS)
