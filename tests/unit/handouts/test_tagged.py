"""Slips are PDF/UA-1 and are heard as lists; and what looks that up sees each fault that is made on purpose."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING, Any

import pypdf
import pytest
from pypdf.annotations import Link
from pypdf.generic import NameObject, NumberObject

from kiosk.handouts import render
from tests.helpers.read_aloud import outline, read_aloud
from tests.helpers.slips import handout
from tests.helpers.tagged_pdf import faults, judged
from tests.unit.forms.paper.test_render import printed

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator


@pytest.mark.parametrize("tag", ["lv", "ar", "ti", "ur", "bn"])
@pytest.mark.parametrize("paper", ["80mm", "a4"])
def test_a_slip_is_what_a_screen_reader_needs(tag: str, paper: str) -> None:
    pdf = render.slip(handout(tag), paper).pdf
    assert faults(pdf) == []
    assert judged(pdf) == []


@pytest.mark.parametrize("paper", ["80mm", "a4"])
def test_what_to_bring_is_heard_as_a_list_of_as_many(paper: str) -> None:
    lines = [line.strip() for line in read_aloud(render.slip(handout("uk"), paper).pdf)]
    start = lines.index("P Оригінал документа, що посвідчує особу")
    assert lines[start - 4 : start] == ["L 4", "LI", "Lbl 1", "LBody"]
    assert "P [lv] Personu apliecinoša dokumenta oriģināls" in lines[start:]
    assert lines[lines.index("P Якщо декларуєте дитину.") - 4 :][:3] == ["LI", "Lbl 3", "LBody"]


@pytest.mark.parametrize("paper", ["80mm", "a4"])
def test_hours_and_contacts_are_lists_too_and_one_line_is_none(paper: str) -> None:
    lines = [line.strip() for line in read_aloud(render.slip(handout("lv"), paper).pdf)]
    assert lines[lines.index(next(line for line in lines if "pirmdiena" in line)) :: -1].index("L 4") <= 4
    assert lines[lines.index("P +371 65 407 437") - 3 :][:3] == ["L 3" if paper == "80mm" else "L 1", "LI", "LBody"]
    assert lines[lines.index("P 1 diena") - 1].startswith(("H2", "Span"))


def test_the_outline_keeps_two_languages_apart() -> None:
    titles = [title.strip() for title in outline(render.slip(handout("uk"), "a4").pdf)]
    assert titles[:2] == ["Декларування місця проживання Dzīvesvietas deklarēšana", "Для кого це Kam tas paredzēts"]


@pytest.fixture(scope="module")
def form() -> bytes:
    return printed("ar").pdf


def test_the_questions_of_a_form_are_a_list_and_so_are_the_choices_of_one(form: bytes) -> None:
    lines = [line.strip() for line in read_aloud(form)]
    assert lines[lines.index("Lbl 2") + 1] == "LBody"
    choices = lines[lines.index("Figure izvēlēts") :: -1]
    assert choices[1:3] == ["Lbl", "LI"]
    assert next(line for line in choices if line.startswith("L ")) == "L 4"


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


def item_outside(writer: pypdf.PdfWriter) -> None:
    for each in elements(writer, "/L"):
        each[NameObject("/S")] = NameObject("/Div")


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
    ("doctor", "said", "rule"),
    [
        (without("/Lang"), "it has no language", "TEXT-LANGUAGE"),
        (without("/MarkInfo"), "does not say that it is tagged", "TAGGED-DOCUMENT"),
        (without("/ViewerPreferences"), "its title is not shown", "VIEWER-PREFERENCES"),
        (without("/Metadata"), "it has no title", "METADATA-TITLE"),
        (without("/StructTreeRoot"), "it has no structure", "STRUCT-TREE-ROOT"),
        (without("/OutputIntents"), "it has no output intent", None),
        (without("/ParentTree", "/StructTreeRoot"), "the structure does not know", None),
        (unsaid_standard, "does not say that it is PDF/UA-1", "PDFUA1-ID-PART"),
        (unsaid_standard, "does not say that it is PDF/A-3a", "PDFA3A-ID-PART"),
        (no_alt, "a Figure has no text", "FIGURE-ALTERNATIVE-TEXT"),
        (third_level, "a heading of level 3 follows one of level 1", "HEADING-NESTING"),
        (unknown_kind, "Paragraph is no standard kind", "ROLE-MAP"),
        (stray_row, "TR lies in", "TR-PARENT"),
        (item_outside, "LI lies in", "LI-PARENT"),
        (painted_beside, "f paints what is neither content nor an artifact", "CONTENT-TAGGING"),
        (unmarked, "the structure does not know [9999]", None),
        (unmarked, "which is not there", None),
        (mute_fonts, "cannot be read out", "UNICODE-MAPPING"),
        (hollow_fonts, "is not embedded", "FONT-EMBEDDING"),
        (untyped_file, "does not say what it is", "AF-RELATIONSHIP"),
        (silent_note, "says nothing", "LINK-CONTENTS"),
    ],
)
def test_a_fault_is_seen(form: bytes, doctor: Callable[[pypdf.PdfWriter], None], said: str, rule: str | None) -> None:
    """By ours, and by the outside validator where it has a rule for it."""
    writer = pypdf.PdfWriter(clone_from=io.BytesIO(form))
    doctor(writer)
    after = io.BytesIO()
    writer.write(after)
    assert any(said in fault for fault in faults(after.getvalue(), lasting=True))
    assert rule is None or any(rule in fault for fault in judged(after.getvalue(), lasting=True))


def with_stream(pdf: bytes, data: bytes) -> bytes:
    writer = pypdf.PdfWriter(clone_from=io.BytesIO(pdf))
    stream = pypdf.generic.DecodedStreamObject()
    stream.set_data(data)
    writer._root_object[NameObject("/Anything")] = writer._add_object(stream)
    after = io.BytesIO()
    writer.write(after)
    return after.getvalue()


@pytest.mark.parametrize("last", [b"\r", b"\n", b"x"])
def test_how_a_streams_data_happens_to_end_is_no_fault(form: bytes, last: bytes) -> None:
    assert judged(with_stream(form, b"anything" + last), lasting=True) == judged(
        with_stream(form, b"any"), lasting=True
    )


def test_a_length_that_is_wrong_is_one(form: bytes) -> None:
    right = with_stream(form, b"any " * 1931)
    assert right.count(b"/Length 7724\n") == 1
    wrong = right.replace(b"/Length 7724\n", b"/Length 7723\n")
    assert any("STREAM-LENGTH" in fault for fault in judged(wrong, lasting=True))
