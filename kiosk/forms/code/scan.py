"""The parts of clerk's codes in what a clerk has: a scanned PDF, a photograph, a text, the keys of a hand scanner."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pypdfium2

from kiosk.errors import CodeError
from kiosk.forms.code.parts import Part
from kiosk.handouts import bitmap, codes

if TYPE_CHECKING:
    from collections.abc import Iterable

    from kiosk.handouts.bitmap import Bitmap

DPI = 300
"""At which pages of a PDF are looked at; a module of our codes is then at least five pixels wide."""

LONGEST_SIDE = 8000
"""Pixels of a page or a photograph; a longer one is made smaller first."""

MOST_PAGES = 40

_SHORTEST = 46
"""Digits of the shortest part; a code with fewer is somebody else's, such as the number of a parcel."""


def pdf(data: bytes) -> list[Part]:
    """The parts on all pages of a PDF; raises CodeError for what cannot be opened, or was misread."""
    try:
        return [part for page in bitmap.of_a_stranger(data, DPI, LONGEST_SIDE, MOST_PAGES) for part in picture(page)]
    except pypdfium2.PdfiumError as error:
        raise CodeError(f"the PDF cannot be opened ({error}); scan the form again") from error


def picture(pixels: Bitmap) -> list[Part]:
    """The parts on one picture; codes that are not ours are left out."""
    found = (data.decode("latin-1") for data in codes.read(pixels))
    return [Part.read(text) for text in found if len(text) >= _SHORTEST and text.isascii() and text.isdigit()]


def lines(typed: Iterable[str]) -> list[Part]:
    """The parts that a hand scanner has typed, one on a line; raises CodeError for a line that is none."""
    return [Part.read(line) for line in typed if line.strip()]
