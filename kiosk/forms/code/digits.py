"""Bytes as decimal digits, and digits as a hand scanner types them on the keyboard layout of the computer it hangs on.

A scanner of that kind presses keys: what arrives depends on the layout that the computer believes in. Letters change
places between layouts, punctuation gets lost; of digits each layout has exactly ten, on the same ten keys. QR's numeric
mode packs three of them into ten bits (ISO/IEC 18004, 7.4.3), which wastes 0.3 %; so digits are also the shortest way.
"""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING

from kiosk.errors import CodeError

if TYPE_CHECKING:
    from collections.abc import Iterator

LONGEST = 1872
"""Digits that fit a QR code of version 22 at level M (ISO/IEC 18004, table 7)."""

ROWS = {
    "French": "à&é\"'(-è_ç",
    "Belgian": "à&é\"'(§è!ç",
    "French, bépo": '*"«»()@+-/',
    "Czech": "é+ěščřžýáí",
    "Slovak": "é+ľščťžýáí",
    "Hungarian": "ö123456789",
    "Lithuanian": "“ąčęėįšųū„",
    "Lithuanian, Windows": "0ąčęėįšųū9",
    "Ethiopic": "፻፩፪፫፬፭፮፯፰፱",
    "Kazakh": 'қ"әіңғ,.үұ',
}
"""What the keys 0, 1 … 9 write without shift on layouts that have other signs there (facts: xkb-data), by their names."""

_TABLES = tuple(str.maketrans(row, "0123456789") for row in ROWS.values())


def most_bytes(digits: int = LONGEST) -> int:
    """How many bytes fit into so many digits."""
    return (int(10**digits).bit_length() - 1) // 8


def write(data: bytes) -> str:
    """`data` as decimal digits; how many there are tells how long it is."""
    return str(int.from_bytes(data)).zfill(_width(len(data)))


def read(digits: str) -> bytes:
    """The bytes again; raises CodeError for what `write` never writes."""
    if not (digits.isascii() and digits.isdigit() and len(digits) <= LONGEST):
        raise CodeError("this is not a clerk's code; scan the square beside the word “Office”")
    size, number = most_bytes(len(digits)), int(digits)
    if _width(size) != len(digits) or number >= 256**size:
        raise CodeError("a digit of the code is missing or wrong; scan it again")
    return number.to_bytes(size)


def candidates(typed: str) -> Iterator[str]:
    """The digits that may have been scanned, given what was typed: none, one, or several.

    Digits of any script count. Layouts overlap (`č` is a 4 in Prague and a 2 in Vilnius); the code's check tells.
    """
    text = "".join(typed.split())
    spoken = "".join(str(unicodedata.digit(letter, letter)) for letter in text)
    capitals_off = text.lower()  # with Caps Lock, the key of ö writes Ö
    found = (spoken, *(capitals_off.translate(table) for table in _TABLES))
    yield from dict.fromkeys(digits for digits in found if digits.isascii() and digits.isdigit())


def _width(size: int) -> int:
    """Digits that every number of `size` bytes fits into."""
    return len(str(256**size - 1)) if size else 0
