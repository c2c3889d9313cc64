"""Slips are PDF/UA-1; and what looks that up sees each fault that is made on purpose."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING, Any

import pypdf
import pytest
from pypdf.annotations import Link
from pypdf.generic import NameObject, NumberObject

from kiosk.handouts import render
from tests.helpers.slips import handout
from tests.helpers.tagged_pdf import faults
from tests.unit.forms.paper.test_render import printed

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator


@pytest.mark.parametrize("tag", ["lv", "ar", "ti", "ur", "bn"])
@pytest.mark.parametrize("paper", ["80mm", "a4"])
def test_a_slip_is_what_a_screen_reader_needs(tag: str, paper: str) -> None:
    assert faults(render.slip(handout(tag), paper).pdf) == []


@pytest.fixture(scope="module")
def form() -> bytes:
    return printed("ar").pdf


def dictionaries(writer: pypdf.PdfWriter) -> Iterator[Any]:
    found: list[Any] = list(writer._objects)
    return (each for each in found if isinstance(each, dict))


def elements(writer: pypdf.PdfWriter, kind: str) -> Iterator[Any]:
    return (each for each in dictionaries(writer) if each.get("/S") == kind and "/P" in each)


def without(key: str, *path: str) -> Callable[[pypdf.PdfWriter], None]:
    def doctor(writer: pypdf.PdfWriter) -> None:
        node: Any = writer._root_object
        for name in path:
            node = node[name].get_object()
        del node[key]

    return doctor


def no_alt(writer: pypdf.PdfWriter) -> None:
    for each in elements(writer, "/Figure"):
        del each["/Alt"]


def third_level(writer: pypdf.PdfWriter) -> None:
    for each in elements(writer, "/H2"):
        each[NameObject("/S")] = NameObject("/H3")


def unknown_kind(writer: pypdf.PdfWriter) -> None:
    for each in elements(writer, "/Div"):
        each[NameObject("/S")] = NameObject("/Paragraph")


def stray_row(writer: pypdf.PdfWriter) -> None:
    for each in elements(writer, "/Div"):
        each[NameObject("/S")] = NameObject("/TR")


def painted_beside(writer: pypdf.PdfWriter) -> None:
    page: Any = writer.pages[0]
    content = pypdf.generic.ContentStream(page.get_contents(), writer)
    content.operations.append(([NumberObject(0), NumberObject(0), NumberObject(9), NumberObject(9)], b"re"))
    content.operations.append(([], b"f"))
    page.replace_contents(content)


def unmarked(writer: pypdf.PdfWriter) -> None:
    page: Any = writer.pages[0]
    content = pypdf.generic.ContentStream(page.get_contents(), writer)
    for operands, _operator in content.operations:
        if len(operands) == 2 and isinstance(operands[1], dict) and "/MCID" in operands[1]:
            operands[1][NameObject("/MCID")] = NumberObject(9999)
            break
    page.replace_contents(content)


def mute_fonts(writer: pypdf.PdfWriter) -> None:
    for each in dictionaries(writer):
        each.pop("/ToUnicode", None)


def hollow_fonts(writer: pypdf.PdfWriter) -> None:
    for each in dictionaries(writer):
        for name in ("/FontFile2", "/FontFile3"):
            each.pop(name, None)


def untyped_file(writer: pypdf.PdfWriter) -> None:
    root: Any = writer._root_object
    del root["/AF"][0].get_object()["/AFRelationship"]


def silent_note(writer: pypdf.PdfWriter) -> None:
    writer.add_annotation(0, Link(rect=(0, 0, 9, 9), url="https://example.org"))


def unsaid_standard(writer: pypdf.PdfWriter) -> None:
    root: Any = writer._root_object
    stream = root["/Metadata"].get_object()
    stream.set_data(stream.get_data().replace(b"pdfuaid:part", b"pdfuaid:none").replace(b"pdfaid:part", b"pdfaid:none"))


@pytest.mark.parametrize(
    ("doctor", "said"),
    [
        (without("/Lang"), "it has no language"),
        (without("/MarkInfo"), "does not say that it is tagged"),
        (without("/ViewerPreferences"), "its title is not shown"),
        (without("/Metadata"), "it has no title"),
        (without("/StructTreeRoot"), "it has no structure"),
        (without("/OutputIntents"), "it has no output intent"),
        (without("/ParentTree", "/StructTreeRoot"), "the structure does not know"),
        (unsaid_standard, "does not say that it is PDF/UA-1"),
        (unsaid_standard, "does not say that it is PDF/A-3a"),
        (no_alt, "a Figure has no text"),
        (third_level, "a heading of level 3 follows one of level 1"),
        (unknown_kind, "Paragraph is no standard kind"),
        (stray_row, "TR lies in"),
        (painted_beside, "f paints what is neither content nor an artifact"),
        (unmarked, "the structure does not know [9999]"),
        (unmarked, "which is not there"),
        (mute_fonts, "cannot be read out"),
        (hollow_fonts, "is not embedded"),
        (untyped_file, "does not say what it is"),
        (silent_note, "says nothing"),
    ],
)
def test_a_fault_is_seen(form: bytes, doctor: Callable[[pypdf.PdfWriter], None], said: str) -> None:
    writer = pypdf.PdfWriter(clone_from=io.BytesIO(form))
    doctor(writer)
    after = io.BytesIO()
    writer.write(after)
    assert any(said in fault for fault in faults(after.getvalue(), lasting=True))
