"""Pages of a PDF as pixels: what the printer's head will draw, what the preview shows, what the codes are read from."""

from __future__ import annotations

import struct
import threading
import zlib
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING

import pypdfium2
from pypdfium2 import raw

if TYPE_CHECKING:
    from collections.abc import Generator, Iterator

POINTS_PER_INCH = 72
POINTS_PER_MILLIMETRE = POINTS_PER_INCH / 25.4
INTRICATE = 300
"""Lines and moves of a drawing that may be a code: the smallest, version 1, has more, and no pictogram on paper has a tenth."""

Edges = tuple[float, float, float, float]
"""Points that are left out of a page: left, bottom, right, top."""

WHOLE: Edges = (0, 0, 0, 0)
_PDFIUM = threading.Lock()  # PDFium is not safe to enter twice at a time


@dataclass(frozen=True, slots=True)
class Bitmap:
    """Grey pixels, a byte each, 0 black, rows from the top."""

    width: int
    height: int
    pixels: bytes

    def view(self) -> memoryview:
        """The pixels as rows and columns."""
        return memoryview(self.pixels).cast("B", shape=[self.height, self.width])

    def png(self, dpi: float) -> bytes:
        """The bitmap as a PNG that says how large it is on paper (ISO/IEC 15948)."""
        per_metre = round(dpi / 0.0254)
        rows = b"".join(
            b"\0" + self.pixels[start : start + self.width] for start in range(0, len(self.pixels), self.width)
        )
        return b"".join(
            (
                b"\x89PNG\r\n\x1a\n",
                _chunk(b"IHDR", struct.pack(">IIBBBBB", self.width, self.height, 8, 0, 0, 0, 0)),
                _chunk(b"pHYs", struct.pack(">IIB", per_metre, per_metre, 1)),
                _chunk(b"IDAT", zlib.compress(rows, zlib.Z_BEST_SPEED)),
                _chunk(b"IEND", b""),
            )
        )


def _chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def pages(pdf: bytes, dpi: float) -> tuple[Bitmap, ...]:
    """Every page of `pdf` at `dpi` pixels an inch."""
    with opened(pdf) as document:
        return tuple(_page(page, dpi / POINTS_PER_INCH) for page in document)


def page(pdf: bytes, number: int, dpi: float) -> Bitmap:
    """One page of `pdf`, counted from 0, as `pages` draws it; IndexError where there is none."""
    with opened(pdf) as document:
        return _page(document[number], dpi / POINTS_PER_INCH)


def count(pdf: bytes) -> int:
    """How many pages `pdf` has."""
    with opened(pdf) as document:
        return len(document)


def squares(pdf: bytes, dpi: float, margin: float) -> Generator[Bitmap]:
    """What is drawn on a page of ours as one intricate square, as codes are, with `margin` points of the page around it; the last page first.

    The pixels are those that `pages` has there, to within 2 of 255 levels of grey: PDFium rounds an edge to 1/256 of a pixel, counted
    from the corner of what it draws. PDFium stays taken until the last is drawn.
    """
    with opened(pdf) as document:
        for number in reversed(range(len(document))):
            page = document[number]
            try:
                for around in _squares(page, margin):
                    yield _drawn(page, dpi / POINTS_PER_INCH, around)
            finally:
                page.close()


def of_a_stranger(pdf: bytes, dpi: float, longest: int, most: int) -> Iterator[Bitmap]:
    """The first `most` pages of a PDF that somebody else has made, none of them longer than `longest` pixels.

    Raises pypdfium2.PdfiumError for what is no PDF. PDFium stays taken until the last page is drawn.
    """
    with opened(pdf) as document:
        for _, page in zip(range(most), document, strict=False):
            yield _page(page, min(dpi / POINTS_PER_INCH, longest / max(*page.get_size(), 1)))


@contextmanager
def opened(pdf: bytes) -> Iterator[pypdfium2.PdfDocument]:
    """The document, while nobody else is inside PDFium."""
    with _PDFIUM:
        document = pypdfium2.PdfDocument(pdf)
        try:
            document.init_forms()  # else the fields of a PDF form stay empty
            yield document
        finally:
            document.close()


def _page(page: pypdfium2.PdfPage, scale: float) -> Bitmap:
    try:
        return _drawn(page, scale)
    finally:
        page.close()


def _drawn(page: pypdfium2.PdfPage, scale: float, without: Edges = WHOLE) -> Bitmap:
    drawn = page.render(scale=scale, grayscale=True, crop=without)
    try:
        return Bitmap(drawn.width, drawn.height, _packed(memoryview(drawn.buffer).cast("B"), drawn.width, drawn.stride))
    finally:
        drawn.close()


def _squares(page: pypdfium2.PdfPage, margin: float) -> Iterator[Edges]:
    """How far the edges of each square of a page are from those of the page, less the margin.

    Through PDFium's plain functions: pypdfium2 makes an object of each line of the page first, which takes 2 ms.
    """
    width, height = page.get_size()
    sides = [raw.FS_FLOAT() for _ in range(4)]
    for number in range(raw.FPDFPage_CountObjects(page)):
        drawing = raw.FPDFPage_GetObject(page, number)
        if raw.FPDFPath_CountSegments(drawing) < INTRICATE:  # -1 for all that is no path
            continue
        raw.FPDFPageObj_GetBounds(drawing, *sides)
        left, bottom, right, top = (side.value for side in sides)
        edges = left, bottom, width - right, height - top
        if min(edges) > 0 and abs((right - left) - (top - bottom)) < margin:
            yield tuple(max(edge - margin, 0) for edge in edges)


def _packed(rows: memoryview, width: int, stride: int) -> bytes:
    """The pixels without the padding that PDFium leaves at the end of a row whose width is not a multiple of four."""
    if stride == width:
        return bytes(rows)
    return b"".join(rows[start : start + width] for start in range(0, len(rows), stride))
