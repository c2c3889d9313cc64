"""A slip in the language of receipt printers, ESC/POS, as pictures alone: their own letters lack most of ours (ADR 18)."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from kiosk.handouts.bitmap import Bitmap

BAND = 240
"""Rows of one picture: small printers hold no more than some 20 kilobytes before they print."""

HALF = 0x80
"""Of 255 levels of grey: what is darker is burnt, as `kiosk.handouts.codes` reads it."""

_START = b"\x1b@"  # ESC @: whatever was set before is forgotten
_CUT = b"\x1dVB\x00"  # GS V 66 0: feed to the knife, then cut
_PICTURE = b"\x1dv0\x00"  # GS v 0, one dot a pixel; width in bytes and height follow, two bytes each, the low one first


def commands(pages: Iterable[Bitmap]) -> bytes:
    """What a receipt printer takes for these pages, each cut off; a pixel is a dot of its head."""
    return b"".join((_START, *(_page(page) for page in pages)))


def _page(page: Bitmap) -> bytes:
    width = (page.width + 7) // 8
    rows = _rows(page, width)
    bands = (rows[start : start + BAND * width] for start in range(0, len(rows), BAND * width))
    return b"".join(_band(width, band) for band in bands) + _CUT


def _band(width: int, rows: bytes) -> bytes:
    return _PICTURE + width.to_bytes(2, "little") + (len(rows) // width).to_bytes(2, "little") + rows


def _rows(page: Bitmap, width: int) -> bytes:
    """Eight dots a byte, the leftmost in its highest bit, 1 black; a row ends on a byte."""
    black = page.pixels.translate(bytes(b"1"[0] if grey < HALF else b"0"[0] for grey in range(256)))
    padding = 8 * width - page.width
    return b"".join(
        (int(black[start : start + page.width], 2) << padding).to_bytes(width, "big")
        for start in range(0, len(black), page.width)
    )
