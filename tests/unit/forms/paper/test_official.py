from __future__ import annotations

import io
import logging
from typing import Any

import pypdf
import pytest
from pypdf import PdfWriter

from kiosk.errors import FormError
from kiosk.forms.paper import official
from kiosk.handouts import bitmap
from tests.helpers.pdf_forms import template

TEXTS = {"name": "Шевченко Āžūķe", "address": "Україна, м. Харків, проспект Науки, будинок 45", "code": "090388-12345"}
CHOICES = {"consent": frozenset({"true"}), "status": frozenset({"visa"})}


def ink(pdf: bytes, top: int, height: int, left: int = 60, width: int = 240) -> int:
    """How many dark dots lie in a part of the first page; points from its lower left corner, as in a PDF."""
    (page, *_) = bitmap.pages(pdf, 72)
    rows = range(842 - top, 842 - top + height)
    return sum(
        level < 128 for row in rows for level in page.pixels[row * page.width + left : row * page.width + left + width]
    )


def test_fields_are_told_by_name_and_kind() -> None:
    assert official.field_names(template()) == {
        "name": "/Tx", "address": "/Tx", "code": "/Tx", "consent": "/Btn", "status": "/Btn"
    }  # fmt: skip


def test_answers_are_values_and_pictures() -> None:
    empty = official.fill(template(), {}, {})
    made = official.fill(template(), TEXTS, CHOICES)
    fields = pypdf.PdfReader(io.BytesIO(made)).get_fields()
    assert fields is not None
    assert {name: fields[name].value for name in TEXTS} == TEXTS
    assert (fields["consent"].value, fields["status"].value) == ("/Yes", "/visa")
    for top, height in ((780, 18), (740, 50), (680, 20), (640, 12), (580, 12)):
        assert ink(made, top, height) != ink(empty, top, height)


@pytest.mark.parametrize("kind_in_boxes", [False, True])
def test_one_of_several_radio_buttons_is_on(kind_in_boxes: bool) -> None:
    reader = pypdf.PdfReader(io.BytesIO(official.fill(template(kind_in_boxes=kind_in_boxes), {}, CHOICES)))
    boxes = [annotation.get_object() for annotation in _at(reader.pages[0], "/Annots")]
    assert [box["/AS"] for box in boxes if "/Parent" in box] == ["/Off", "/visa"]
    fields = reader.get_fields()
    assert fields is not None
    assert fields["status"].value == "/visa"


def _at(node: Any, *keys: str | int) -> Any:
    for key in keys:
        node = node[key].get_object()
    return node


def test_nothing_in_it_runs_or_is_drawn_by_a_viewer() -> None:
    reader = pypdf.PdfReader(io.BytesIO(official.fill(template(), TEXTS, CHOICES)))
    form = _at(reader.root_object, "/AcroForm")
    assert "/XFA" not in form
    assert form["/NeedAppearances"] is not True
    assert "/OpenAction" not in reader.root_object


def test_the_font_is_embedded_and_can_be_copied() -> None:
    reader = pypdf.PdfReader(io.BytesIO(official.fill(template(), TEXTS, CHOICES)))
    widget = next(each for each in _at(reader.pages[0], "/Annots") if each.get_object().get("/T") == "name")
    font = _at(widget.get_object(), "/AP", "/N", "/Resources", "/Font", "/Kiosk")
    assert "/FontFile2" in _at(font, "/DescendantFonts", 0, "/FontDescriptor")
    assert "/ToUnicode" in font


@pytest.mark.parametrize("text", ["محمد", "ሰላም", "नमस्ते", "שלום", "张伟"])
def test_a_letter_that_the_font_lacks_names_the_field(text: str) -> None:
    with pytest.raises(FormError, match=r"'name'.*cannot show"):
        official.fill(template(), {"name": f"A {text}"}, {})


def test_an_answer_that_does_not_fit_names_the_field() -> None:
    for name, text in (("name", "W" * 80), ("code", "1" * 13), ("address", "word " * 200)):
        with pytest.raises(FormError, match=f"'{name}'"):
            official.fill(template(), {name: text}, {})
    with pytest.raises(FormError, match="no field 'nobody'"):
        official.fill(template(), {"nobody": "x"}, {})


def test_what_is_no_form_is_refused() -> None:
    blank, locked = io.BytesIO(), io.BytesIO()
    writer = PdfWriter()
    writer.add_blank_page(100, 100)
    writer.write(blank)
    writer.encrypt("secret")
    writer.write(locked)
    for content, said in (
        (b"", "cannot be read"),
        (b"nothing", "cannot be read"),
        (b"%PDF-1.7\n", "cannot be read"),
        (blank.getvalue(), "has no form fields to fill in; choose another file"),
        (locked.getvalue(), "locked with a password"),
    ):
        with pytest.raises(FormError, match=said):
            official.fill(content, {}, {})


def test_the_log_does_not_learn_what_was_typed(caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.DEBUG):
        official.fill(template(), TEXTS, CHOICES)
    assert not caplog.records


def test_a_demonstration_says_so_on_each_page() -> None:
    plain = official.fill(template(), TEXTS, CHOICES)
    assert (
        ink(official.fill(template(), TEXTS, CHOICES, "Demonstrācija"), 842, 20, 0, 590)
        > ink(plain, 842, 20, 0, 590) + 5000
    )
