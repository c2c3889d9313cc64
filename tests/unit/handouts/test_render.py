"""Finished slips, as a printer and a reader get them: shaped, whole, inert, always the same."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from kiosk.domain.service import Evidence, Link
from kiosk.errors import HandoutError
from kiosk.handouts import render
from kiosk.handouts.layout import Layout
from kiosk.handouts.paper import PAPERS
from kiosk.handouts.press import Press
from kiosk.handouts.words import Words
from tests.helpers import residence
from tests.helpers.slips import fonts, handout, named, text, words

if TYPE_CHECKING:
    from pathlib import Path

    from kiosk.handouts.bitmap import Bitmap
    from kiosk.handouts.document import Handout

DOTS_PER_MILLIMETRE = 8
FONTS = {
    "lv": {"NotoSans-Regular", "NotoSerif-Bold"},
    "uk": {"NotoSans-Regular", "NotoSerif-Bold"},
    "ar": {"NotoNaskhArabic-Regular", "NotoNaskhArabic-Bold"},
    "ti": {"NotoSansEthiopic-Regular", "NotoSerifEthiopic-Bold"},
    "ur": {"NotoNastaliqUrdu-Regular"},
    "bn": {"NotoSansBengali-Regular", "NotoSerifBengali-Bold"},
}


def pdf(made: Handout, paper: str) -> bytes:
    return render.slip(made, paper).pdf


@pytest.mark.parametrize("tag", FONTS)
@pytest.mark.parametrize("paper", PAPERS)
def test_each_script_has_its_own_letters(tag: str, paper: str) -> None:
    assert FONTS[tag] <= fonts(pdf(handout(tag), paper))


def test_arabic_is_copied_out_in_the_order_in_which_it_is_read() -> None:
    page = words(pdf(handout("ar"), "80mm"))[0]
    assert "التصريح بمكان الإقامة" in page
    assert "أصل وثيقة الهوية" in page


def test_arabic_letters_are_joined() -> None:
    name = "محمد"
    apart = "\u200c".join(name)
    joined, unjoined = (
        _rows(render.slip(handout("ar", service=named(residence.service("ar"), each)), "80mm").bitmaps[0])
        for each in (name, apart)
    )
    top = slice(40 * DOTS_PER_MILLIMETRE)
    title = [(one, two) for one, two in zip(joined[top], unjoined[top], strict=True) if one != two]
    assert 10 < len(title) < 10 * DOTS_PER_MILLIMETRE
    assert min(_first_dark(one) for one, _ in title) > min(_first_dark(two) for _, two in title)


def _rows(page: Bitmap) -> list[bytes]:
    return [page.pixels[start : start + page.width] for start in range(0, len(page.pixels), page.width)]


def _first_dark(row: bytes) -> int:
    return next((column for column, value in enumerate(row) if value < 128), len(row))


def test_a_telephone_number_in_arabic_reads_from_its_plus() -> None:
    page = words(pdf(handout("ar"), "80mm"))[0].replace("\u00a0", " ")
    assert "+371 67209400" in page


def test_a_roll_is_576_dots_wide() -> None:
    (page,) = render.slip(handout("lv"), "80mm", 203).bitmaps
    assert page.width == 576


def test_pages_are_pictures_that_know_their_size() -> None:
    (picture,) = render.slip(handout("lv"), "80mm").pages()
    assert picture.startswith(b"\x89PNG\r\n\x1a\n")
    assert picture[16:20] == (576).to_bytes(4, "big")
    assert (8000).to_bytes(4, "big") in picture[:80]


@pytest.mark.parametrize("paper", PAPERS)
@pytest.mark.parametrize("tag", ["lv", "ar", "ti"])
def test_the_same_slip_is_the_same_bytes(tag: str, paper: str) -> None:
    first, again = pdf(handout(tag), paper), pdf(handout(tag), paper)
    assert first == again
    elsewhere = Press()
    assert elsewhere.pdf(Layout(handout(tag), PAPERS[paper]).json()) == first


@pytest.mark.parametrize("paper", PAPERS)
def test_a_reader_aloud_can_use_it(paper: str) -> None:
    made = pdf(handout("ar"), paper)
    assert b"pdfuaid" in made
    assert b"/StructTreeRoot" in made
    assert b"/Lang" in made
    assert b"D:20261124" in made


INERT = [
    '#import "@preview/x:1.0.0": *',
    '#read("/etc/passwd")',
    "$ x^2 $",
    "] #pagebreak() [",
    "*bold* _it_ `raw` = heading",
    "<label> @reference \\ // comment /* */",
    "-- --- ~ ... \"quotes\" 'single'",
    '"},"title":["x',
    "%1 %2 {name}",
]


@pytest.mark.parametrize("hostile", INERT)
@pytest.mark.parametrize("paper", PAPERS)
def test_a_text_is_never_read_as_anything_but_text(hostile: str, paper: str) -> None:
    service = replace(residence.service("lv"), name=text(hostile, "lv"), steps=(text(hostile, "lv"), text("end", "lv")))
    made = pdf(handout("lv", service=service), paper)
    assert _copied("".join(words(made))).count(_copied(hostile)) == 2


def _copied(text: str) -> str:
    """Text without spaces and invisible places to break: a reader copies these as the lines happen to fall."""
    return "".join(letter for letter in text if not letter.isspace() and letter not in "\u200b\u2060\ufffe\u0002")


def test_a_mark_cannot_turn_the_number_after_it() -> None:
    service = residence.service("lv")
    turned = replace(service, name=text("Zvaniet\u202e 12345", "lv"))
    straight = replace(service, name=text("Zvaniet 12345", "lv"))
    assert pdf(handout("lv", service=turned), "80mm") == pdf(handout("lv", service=straight), "80mm")


def test_a_letter_that_no_font_has_costs_the_label_not_the_slip() -> None:
    service = named(residence.service("lv"), "Deklarēt 🏛 漢字")
    made = pdf(handout("lv", service=service), "80mm")
    assert made.startswith(b"%PDF")
    assert b"pdfuaid" not in made


LONG = {"lv": "garšvārds", "ti": "መንበሪ", "ar": "الإقامة", "ur": "رہائش", "bn": "ঠিকানা"}


@pytest.mark.parametrize("tag", LONG)
@pytest.mark.parametrize("paper", PAPERS)
def test_too_much_flows_on_and_touches_no_edge(tag: str, paper: str) -> None:
    word = LONG[tag]
    service = residence.service(tag)
    service = replace(
        service,
        name=text(word * 25, tag),
        steps=(text(f"{word} " * 600, tag), text("W" * 300, tag), text("last", tag)),
        evidence=tuple(Evidence(str(number), text(f"{word} {number}", tag)) for number in range(80)),
        emails=("a" * 120 + "@example.lv",),
        links=(Link("https://example.lv/" + "path/" * 60, None),),
    )
    finished = render.slip(handout(tag, service=service), paper)
    margin = 1 if paper == "80mm" else 15
    for page in finished.bitmaps:
        assert _is_empty(page, margin * DOTS_PER_MILLIMETRE)
    said = _copied("".join(words(finished.pdf)))
    assert "last" in said
    assert said.count("W") >= 300
    assert "79" in said
    assert (len(finished.bitmaps) > 3) == (paper == "a4")


def _is_empty(page: Bitmap, margin: int) -> bool:
    """Whether nothing stands within `margin` pixels of the left and the right edge, nor on the first and last rows."""
    rows = _rows(page)
    white = b"\xff" * page.width
    sides = all(row[:margin] == white[:margin] and row[-margin:] == white[-margin:] for row in rows)
    return sides and all(row == white for row in (*rows[:8], *rows[-8:]))


def test_pages_of_a4_are_counted() -> None:
    pages = words(pdf(handout("en", copies=2), "a4"))
    assert len(pages) >= 2
    for number, page in enumerate(pages, 1):
        assert f"Page {number} of {len(pages)}" in page
        assert "Demonstration, not official" in page


def test_each_service_on_a_roll_can_be_torn_off() -> None:
    finished = render.slip(handout("en", copies=3), "80mm")
    assert len(finished.bitmaps) == 3
    assert all("Demonstration, not official" in page for page in words(finished.pdf))


def test_the_visitor_s_column_stands_where_the_language_starts() -> None:
    rtl, ltr = (render.slip(handout(tag), "a4").bitmaps[0] for tag in ("ar", "uk"))
    title = slice(38 * DOTS_PER_MILLIMETRE, 46 * DOTS_PER_MILLIMETRE)
    for page, visitor_right in ((rtl, True), (ltr, False)):
        half = page.width // 2
        heights = [
            sum(
                any(value < 128 for value in part)
                for part in (row[:half] if left else row[half:] for row in _rows(page)[title])
            )
            for left in (True, False)
        ]
        assert (heights[1] > heights[0]) == visitor_right


def test_an_unknown_paper_is_refused_in_one_sentence() -> None:
    with pytest.raises(HandoutError, match=r"'a5'; choose 80mm or a4\.$"):
        pdf(handout("lv"), "a5")


def test_without_fonts_there_is_no_slip(tmp_path: Path) -> None:
    with pytest.raises(HandoutError, match="install the package fonts-noto-core"):
        Press((tmp_path,))


@pytest.mark.parametrize("paper", PAPERS)
def test_a_city_in_another_script_stands_where_the_slip_starts(paper: str) -> None:
    made = handout("ur", demonstration=False)
    made = replace(made, city=replace(made.city, visitor=Words("Daugavpils", "lv")))
    first = render.slip(made, paper).bitmaps[0]
    rows = [first.pixels[start : start + first.width] for start in range(0, len(first.pixels), first.width)]
    rule = next(number for number, row in enumerate(rows) if sum(level < 128 for level in row) > first.width / 2)
    margin = first.width - 1 - max(at for at, level in enumerate(rows[rule]) if level < 128)
    rightmost = max(at for row in rows[: rule - 2] for at, level in enumerate(row) if level < 128)
    assert first.width - 1 - rightmost - margin < 2 * DOTS_PER_MILLIMETRE
