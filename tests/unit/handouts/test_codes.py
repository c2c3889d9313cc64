"""Codes are small enough to read from paper, and are read from it."""

from __future__ import annotations

from dataclasses import replace

import pytest
import qrcode

from kiosk.handouts import bitmap, codes
from kiosk.handouts.bitmap import Bitmap
from kiosk.handouts.card import MOST
from kiosk.handouts.codes import Code, make
from kiosk.handouts.paper import PAPERS
from kiosk.handouts.render import slip
from kiosk.handouts.words import Pair, Words
from tests.helpers.slips import handout

CAPTION = Pair(Words("caption"))


def drawn(code: Code, pixels: int) -> Bitmap:
    """The code as a camera would see it from the front: each module `pixels` wide, with its quiet zone."""
    side = code.width_with_quiet_zone
    margin = codes.QUIET_ZONE
    rows = []
    for y in range(side):
        row = bytearray(b"\xff" * side)
        for x in range(side):
            inside = margin <= y < side - margin and margin <= x < side - margin
            if inside and code.modules[y - margin][x - margin]:
                row[x] = 0
        wide = b"".join(bytes([value]) * pixels for value in row)
        rows.extend([wide] * pixels)
    return Bitmap(side * pixels, side * pixels, b"".join(rows))


@pytest.mark.parametrize("text", ["https://latvija.gov.lv", "ዳውጋቭፒልስ\n+371 65 407 437", "محمد: 08:00–17:00", "🏛" * 100])
def test_a_code_says_its_text_in_utf_8(text: str) -> None:
    code = make("card", text, CAPTION)
    assert code is not None
    assert codes.read(drawn(code, 4)) == [text.encode()]


def test_the_largest_card_still_has_version_15() -> None:
    fits = make("card", "a" * MOST, CAPTION)
    assert fits is not None
    assert fits.width == 77
    assert make("card", "a" * (MOST + 1), CAPTION) is None
    assert make("source", "https://example.lv/" + "a" * 5000, CAPTION) is None


@pytest.mark.parametrize("length", [1, 13, 14, 15, 62, 121, 122, 180, 181, 213, 214, 411, 412])
def test_the_version_is_the_smallest_that_qrcode_itself_would_find(length: int) -> None:
    data = ("é" * length).encode()[:length]
    theirs = qrcode.QRCode(error_correction=qrcode.ERROR_CORRECT_M, border=0, mask_pattern=codes.MASK)
    theirs.add_data(data, optimize=0)
    theirs.make()
    assert codes.smallest_version(data) == theirs.version


def test_digits_and_capitals_are_packed() -> None:
    digits, words = make("card", "1" * 400, CAPTION), make("card", "a" * 400, CAPTION)
    assert digits is not None
    assert words is not None
    assert digits.width < words.width


@pytest.mark.parametrize("paper", PAPERS)
def test_a_page_of_ours_is_read_without_help(paper: str) -> None:
    finished = slip(handout("ar"), paper)
    found = [each for page in finished.bitmaps for each in codes.read_print(page, thermal=PAPERS[paper].thermal)]
    assert sorted(found) == sorted(code.payload for code in finished.codes[0])


def test_a_thermal_head_that_sees_a_grey_module_as_paper_is_believed() -> None:
    code = make("card", "https://latvija.gov.lv", CAPTION)
    assert code is not None
    black = drawn(code, 4)
    grey = Bitmap(black.width, black.height, black.pixels.replace(b"\0", b"\x90"))
    assert codes.read_print(black, thermal=True)
    assert codes.read_print(grey, thermal=False)
    assert codes.read_print(grey, thermal=True) == []


def test_modules_are_at_least_half_a_millimetre_on_every_paper() -> None:
    assert all(paper.module >= 0.5 for paper in PAPERS.values())
    widest = 77 + 2 * codes.QUIET_ZONE
    assert all(widest * paper.module < paper.width - 3 for paper in PAPERS.values())


@pytest.mark.parametrize("paper", PAPERS)
@pytest.mark.parametrize("tag", ["lv", "en", "uk", "ar", "ti", "ur", "bn"])
def test_all_three_codes_are_read_from_the_page(tag: str, paper: str) -> None:
    made = handout(tag)
    finished = slip(made, paper)
    assert [code.kind for code in finished.codes[0]] == ["source", "contact", "card"]
    found = [payload for page in finished.bitmaps for payload in codes.read(page)]
    assert sorted(found) == sorted(code.payload for code in made.sheets[0].codes)


@pytest.mark.parametrize("paper", PAPERS)
def test_a_code_drawn_alone_has_the_pixels_of_its_page_and_its_quiet_zone(paper: str) -> None:
    finished = slip(handout("ar"), paper)
    dpi, pages = finished.dpi, finished.bitmaps
    module = PAPERS[paper].module
    alone = list(bitmap.squares(finished.pdf, dpi, codes.QUIET_ZONE * module * bitmap.POINTS_PER_MILLIMETRE))
    assert all(any(_is_part(each, page) for page in pages) for each in alone)
    wanted = sorted(code.width_with_quiet_zone * module / 25.4 * dpi for code in finished.codes[0])
    assert [each.width for each in sorted(alone, key=lambda each: each.width)] == pytest.approx(wanted, abs=2)
    assert [each.height for each in alone] == pytest.approx([each.width for each in alone], abs=1)


def _is_part(part: Bitmap, page: Bitmap) -> bool:
    """Whether these pixels are somewhere on the page, to within 2 levels of grey."""
    rows, lines = _rows(part), _rows(page)
    black = bytes(int(level < 128) for level in range(256))
    first = next(number for number, row in enumerate(rows) if 0 in row)
    mark = rows[first].translate(black)
    for top, line in enumerate(lines):
        left = line.translate(black).find(mark)
        here = b"".join(each[left : left + part.width] for each in lines[top - first : top - first + part.height])
        if left >= 0 and all(abs(one - other) <= 2 for one, other in zip(here, part.pixels, strict=True)):
            return True
    return False


def _rows(page: Bitmap) -> list[bytes]:
    return [page.pixels[start : start + page.width] for start in range(0, len(page.pixels), page.width)]


@pytest.mark.parametrize("paper", PAPERS)
def test_modules_are_as_large_on_the_page_as_promised(paper: str) -> None:
    finished = slip(handout("lv"), paper, 600)
    finder = 7 * PAPERS[paper].module * 600 / 25.4
    assert any(abs(run - finder) <= 2 for run in _dark_runs(finished.bitmaps[-1]))


def _dark_runs(page: Bitmap) -> set[int]:
    """Lengths in pixels of the unbroken dark lines: the edge of a code's finder pattern is 7 modules long."""
    lengths = set()
    for start in range(0, len(page.pixels), page.width):
        row = page.pixels[start : start + page.width]
        lengths |= {len(run) for run in row.translate(bytes([1] * 128 + [32] * 128)).split()}
    return lengths


def spoilt(code: Code) -> Code:
    """The code with a hole through its middle, more than level M can mend."""
    third = code.width // 3
    rows = [
        tuple(False if third < y < 2 * third else dark for dark in row) if third < y < 2 * third else row
        for y, row in enumerate(code.modules)
    ]
    return replace(code, modules=tuple(rows))


@pytest.mark.parametrize("paper", PAPERS)
@pytest.mark.parametrize("kind", ["source", "contact", "card"])
def test_a_code_that_does_not_read_back_is_left_out(paper: str, kind: str) -> None:
    made = handout("ar")
    sheet = made.sheets[0]
    damaged = tuple(spoilt(code) if code.kind == kind else code for code in sheet.codes)
    finished = slip(replace(made, sheets=(replace(sheet, codes=damaged),)), paper)
    left = [code.kind for code in sheet.codes if code.kind != kind]
    assert [code.kind for code in finished.codes[0]] == left
    without = tuple(code for code in sheet.codes if code.kind != kind)
    assert finished.pdf == slip(replace(made, sheets=(replace(sheet, codes=without),)), paper).pdf


def test_a_code_that_says_something_else_is_left_out() -> None:
    made = handout("lv")
    sheet = made.sheets[0]
    other = make("source", "https://example.com/elsewhere", CAPTION)
    assert other is not None
    swapped = (replace(sheet.codes[0], modules=other.modules), *sheet.codes[1:])
    finished = slip(replace(made, sheets=(replace(sheet, codes=swapped),)), "80mm")
    assert [code.kind for code in finished.codes[0]] == ["contact", "card"]


def test_the_same_code_on_two_sheets_has_to_be_read_twice() -> None:
    made = handout("lv", copies=2)
    assert [len(sheet) for sheet in slip(made, "80mm").codes] == [3, 3]
    first, second = made.sheets
    half = replace(made, sheets=(first, replace(second, codes=tuple(map(spoilt, second.codes)))))
    assert slip(half, "80mm").codes == ((), ())
