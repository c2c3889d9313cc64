"""Slips of the sample service, and what a reader finds in a finished PDF."""

from __future__ import annotations

import ctypes
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

import pypdfium2
import pypdfium2.raw

from kiosk.domain.provenance import Status, Text
from kiosk.handouts.beside import Beside
from kiosk.handouts.document import Handout, of_services
from tests.helpers import residence

if TYPE_CHECKING:
    from kiosk.domain.service import Service

TODAY = date(2026, 12, 3)


def handout(tag: str, *, service: Service | None = None, demonstration: bool = True, copies: int = 1) -> Handout:
    """The slip of the sample in the language `tag`, or of a `service` that a test has made of it."""
    visitor = service or residence.service(tag)
    official = None if tag == residence.OFFICIAL else residence.service(residence.OFFICIAL)
    both = [Beside(visitor, official)] * copies
    return of_services(both, tag, residence.MANIFEST, today=TODAY, demonstration=demonstration)


def named(service: Service, name: str) -> Service:
    """The service under another name."""
    return replace(service, name=text(name, service.name.language))


def text(value: str, tag: str) -> Text:
    """A machine's text in the language `tag`."""
    return Text(value, tag, Status.MACHINE, tag)


def words(pdf: bytes) -> list[str]:
    """The text of each page, as a reader copies it."""
    document = pypdfium2.PdfDocument(pdf)
    try:
        return [page.get_textpage().get_text_range() for page in document]
    finally:
        document.close()


def fonts(pdf: bytes) -> set[str]:
    """Names of the fonts in which the letters are drawn, without the tag of their subset."""
    document = pypdfium2.PdfDocument(pdf)
    try:
        return {
            _font(drawn.raw)
            for page in document
            for drawn in page.get_objects(filter=[pypdfium2.raw.FPDF_PAGEOBJ_TEXT])
        }
    finally:
        document.close()


def _font(drawn: object) -> str:
    font = pypdfium2.raw.FPDFTextObj_GetFont(drawn)
    length = pypdfium2.raw.FPDFFont_GetBaseFontName(font, None, 0)
    name = ctypes.create_string_buffer(length)
    pypdfium2.raw.FPDFFont_GetBaseFontName(font, name, length)
    return name.value.decode().partition("+")[2]
