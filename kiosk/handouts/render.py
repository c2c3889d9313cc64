"""From a handout to paper: set, its codes drawn at the printer's density and read back before they are offered.

A code that does not read back is left out and the slip is set again without it (docs/adr/0005-slips-through-typst.md).
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from kiosk.handouts import bitmap, codes
from kiosk.handouts.layout import Layout
from kiosk.handouts.paper import density, paper
from kiosk.handouts.press import press

if TYPE_CHECKING:
    from kiosk.handouts.bitmap import Bitmap
    from kiosk.handouts.codes import Code
    from kiosk.handouts.document import Handout
    from kiosk.handouts.paper import Paper

DPI = 203
"""Dots an inch of the coarsest printer that we print on: a code that it can show, every finer one can."""


@dataclass(frozen=True, slots=True)
class Slip:
    """A finished slip. codes: those that read back, by sheet; dpi: the printer's real density, at which pages are drawn."""

    pdf: bytes
    codes: tuple[tuple[Code, ...], ...]
    dpi: float

    @property
    def bitmaps(self) -> tuple[Bitmap, ...]:
        """All pages, drawn now; the pixels of the codes are those that were read (`bitmap.squares`)."""
        return bitmap.pages(self.pdf, self.dpi)

    def pages(self) -> tuple[bytes, ...]:
        """The pages as PNG."""
        return tuple(page.png(self.dpi) for page in self.bitmaps)


def slip(handout: Handout, paper_name: str, dpi: int = DPI) -> Slip:
    """Sets `handout` on a paper (`80mm` or `a4`) and checks it at `dpi` dots an inch; raises HandoutError.

    On 80 mm and 203 dpi a page is 576 pixels wide.
    """
    sort, dots = paper(paper_name), density(dpi)
    while True:
        pdf_ = press().pdf(Layout(handout, sort).json())
        checked = _without_unread(handout, pdf_, sort, dots)
        if checked == handout:
            return Slip(pdf_, tuple(sheet.codes for sheet in handout.sheets), dots)
        handout = checked


def _without_unread(handout: Handout, pdf: bytes, sort: Paper, dots: float) -> Handout:
    """The handout without the codes that cannot be read; one payload on two sheets has to be there twice."""
    wanted = Counter(code.payload for sheet in handout.sheets for code in sheet.codes)
    if not wanted:
        return handout
    found: Counter[bytes] = Counter()
    for drawing in bitmap.squares(pdf, dots, codes.QUIET_ZONE * sort.module * bitmap.POINTS_PER_MILLIMETRE):
        found.update(codes.read_print(drawing, thermal=sort.thermal))
    spoilt = {payload for payload, count in wanted.items() if found[payload] < count}
    if not spoilt:
        return handout
    sheets = tuple(
        replace(sheet, codes=tuple(code for code in sheet.codes if code.payload not in spoilt))
        for sheet in handout.sheets
    )
    return replace(handout, sheets=sheets)
