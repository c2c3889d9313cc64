"""Pages of a PDF as pixels: what the printer's head will draw, what the preview shows, what the codes are read from."""

from __future__ import annotations

import struct
import threading
import zlib
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING

import pypdfium2

if TYPE_CHECKING:
    from collections.abc import Iterator

POINTS_PER_INCH = 72
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
    drawn = page.render(scale=scale, grayscale=True)
    try:
        return Bitmap(drawn.width, drawn.height, _packed(memoryview(drawn.buffer).cast("B"), drawn.width, drawn.stride))
    finally:
        drawn.close()
        page.close()


def _packed(rows: memoryview, width: int, stride: int) -> bytes:
    """The pixels without the padding that PDFium leaves at the end of a row whose width is not a multiple of four."""
    if stride == width:
        return bytes(rows)
    return b"".join(rows[start : start + width] for start in range(0, len(rows), stride))
