"""Slips as a receipt printer takes them, on one that is taken apart in `tests.helpers.receipts`."""

from __future__ import annotations

import pytest

from kiosk.handouts import codes, receipt, render
from kiosk.handouts.bitmap import Bitmap
from tests.helpers.receipts import ReceiptPrinter
from tests.helpers.slips import handout


@pytest.mark.parametrize("tag", ["ar", "ti", "lv"])
def test_it_comes_out_dot_for_dot_as_the_preview_has_it(tag: str) -> None:
    slip = render.slip(handout(tag, copies=2), "80mm")
    printer = ReceiptPrinter()
    printer.take(receipt.commands(slip.bitmaps))
    assert len(printer.papers) == len(slip.bitmaps) == 2
    for paper, page in zip(printer.papers, slip.bitmaps, strict=True):
        assert (paper.width, paper.height) == (page.width, page.height) == (576, page.height)
        assert paper.pixels == bytes(0 if grey < 128 else 255 for grey in page.pixels)


def test_its_codes_read_from_the_paper() -> None:
    slip = render.slip(handout("ti"), "80mm")
    printer = ReceiptPrinter()
    printer.take(receipt.commands(slip.bitmaps))
    (sheet,) = slip.codes
    assert sheet
    assert {code.payload for code in sheet} == set(codes.read(printer.papers[0]))


def test_a_width_that_fills_no_byte_keeps_its_last_dots() -> None:
    printer = ReceiptPrinter(11)
    page = Bitmap(11, 2, bytes([0, 255, 127, 128, 255, 255, 255, 255, 255, 255, 0] + [255] * 10 + [0]))
    printer.take(receipt.commands([page]))
    assert printer.papers[0].pixels == bytes([0, 255, 0, 255, 255, 255, 255, 255, 255, 255, 0] + [255] * 10 + [0])
