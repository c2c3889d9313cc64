"""A PDF as somebody hears it: the structure of its pages, one thing on a line, as a screen reader goes through them."""

from __future__ import annotations

import ctypes
import io
from collections import defaultdict
from typing import TYPE_CHECKING, Any

import pypdf
import pypdfium2
import pypdfium2.raw as pdfium

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

LAYOUT = str.maketrans("\u00a0", " ", "\u200b\u2060\u2066\u2069")
"""What only guides typesetting: it is no word."""


def read_aloud(pdf: bytes) -> list[str]:
    """Lines such as `L 3`, a list of three, `Lbl 1.` and `P [lv] Vārds`, indented by their depth.

    Divisions say nothing and are left out; a language stands where it is another than the document's. PDFium tells the tree
    page by page: a list over two pages is there with the part that each of them has.
    """
    document = pypdfium2.PdfDocument(pdf)
    try:
        return [line for page in document for line in _page(page)]
    finally:
        document.close()


def outline(pdf: bytes) -> list[str]:
    """The titles that a reader of PDFs lists beside the pages."""
    return [each["/Title"] for each in _flat(pypdf.PdfReader(io.BytesIO(pdf)).outline)]


def _flat(nested: list[Any]) -> Iterator[Any]:
    for each in nested:
        if isinstance(each, list):
            yield from _flat(each)
        else:
            yield each


def _page(page: pypdfium2.PdfPage) -> Iterator[str]:
    texts: defaultdict[int, str] = defaultdict(str)
    letters = page.get_textpage()
    for drawn in page.get_objects(filter=[pdfium.FPDF_PAGEOBJ_TEXT]):
        texts[pdfium.FPDFPageObj_GetMarkedContentID(drawn.raw)] += _drawn(drawn.raw, letters.raw)
    tree = pdfium.FPDF_StructTree_GetForPage(page.raw)
    for position in range(pdfium.FPDF_StructTree_CountChildren(tree)):
        yield from _element(pdfium.FPDF_StructTree_GetChildAtIndex(tree, position), texts, "", 0)
    pdfium.FPDF_StructTree_Close(tree)


def _element(element: Any, texts: dict[int, str], language: str, depth: int) -> Iterator[str]:
    kind = _said(pdfium.FPDF_StructElement_GetType, element)
    language = _said(pdfium.FPDF_StructElement_GetLang, element) or language
    children = (
        pdfium.FPDF_StructElement_GetChildAtIndex(element, position)
        for position in range(pdfium.FPDF_StructElement_CountChildren(element))
    )
    below = [child for child in children if child]
    if kind not in {"Document", "Div"}:
        words = str(len(below)) if kind == "L" else _words(element, texts)
        yield "  " * depth + " ".join(filter(None, [kind, f"[{language}]" if language else "", words]))
        depth += 1
    for child in below:
        yield from _element(child, texts, language, depth)


def _words(element: Any, texts: dict[int, str]) -> str:
    """What stands in an element itself, or what it says instead."""
    count = pdfium.FPDF_StructElement_GetMarkedContentIdCount(element)
    marks = [pdfium.FPDF_StructElement_GetMarkedContentIdAtIndex(element, position) for position in range(count)]
    written = " ".join(texts[mark].strip() for mark in marks if mark >= 0 and texts[mark].strip())
    return _said(pdfium.FPDF_StructElement_GetAltText, element) or written


def _said(read: Callable[[Any, Any, int], int], element: Any) -> str:
    """What a function of PDFium writes, in UTF-16, into as many bytes as it asks for."""
    size = read(element, None, 0)
    into = ctypes.create_string_buffer(size)
    read(element, into, size)
    return into.raw.decode("utf-16-le").rstrip("\0")


def _drawn(drawn: Any, letters: Any) -> str:
    size = pdfium.FPDFTextObj_GetText(drawn, letters, None, 0)
    into = (ctypes.c_ushort * (size // 2))()
    pdfium.FPDFTextObj_GetText(drawn, letters, into, size)
    return bytes(into).decode("utf-16-le").rstrip("\0").translate(LAYOUT)
