"""One font embedded into a PDF form: which letters it has, how wide they are, and the objects that a PDF wants of it.

ISO 32000-1, 9.7: a Type 0 font whose codes are the glyphs' own numbers, cut down to the glyphs that are used.
"""

from __future__ import annotations

import io
import logging
import unicodedata
from functools import lru_cache
from typing import TYPE_CHECKING

from fontTools import subset
from fontTools.ttLib import TTFont
from pypdf.generic import (
    ArrayObject,
    DecodedStreamObject,
    DictionaryObject,
    FloatObject,
    NameObject,
    NumberObject,
    TextStringObject,
)

from kiosk.errors import HandoutError
from kiosk.handouts.press import FONTS

if TYPE_CHECKING:
    from pathlib import Path

    from pypdf import PdfWriter
    from pypdf.generic import PdfObject

NAME = "NotoSans"
FILE = "NotoSans-Regular.ttf"

_SCRIPTS = ("LATIN", "CYRILLIC", "GREEK")
"""Scripts whose letters stand beside each other as they are; others need shaping, which a form field does not do."""

logging.getLogger("fontTools").setLevel(logging.CRITICAL)  # it would tell the log which letters a visitor has typed

THOUSAND = 1000
"""Units of an em in a PDF's widths (ISO 32000-1, 9.2.4)."""


class Letters:
    """The font as a source of glyphs; what has been written with it is what `embed` puts into the PDF."""

    def __init__(self) -> None:
        self._font = _font()
        self._glyphs: dict[int, str] = self._font.getBestCmap()
        self._unit = THOUSAND / self._font["head"].unitsPerEm
        self._used: dict[int, str] = {}

    def lacking(self, text: str) -> str:
        """The first letter of a text that cannot be set, or ''."""
        return next((letter for letter in text if not self._has(letter)), "")

    def _has(self, letter: str) -> bool:
        simple = not unicodedata.category(letter).startswith(("L", "M")) or unicodedata.name(letter, "").startswith(
            _SCRIPTS
        )
        return simple and ord(letter) in self._glyphs

    def width(self, text: str, size: float) -> float:
        """How wide a text is in points."""
        metrics = self._font["hmtx"]
        units = sum(metrics[self._glyphs[ord(letter)]][0] for letter in text)
        return float(units * self._unit * size / THOUSAND)

    def codes(self, text: str) -> str:
        """A text as the operand of a PDF's `Tj`."""
        numbers = [self._font.getGlyphID(self._glyphs[ord(letter)]) for letter in text]
        self._used.update(zip(numbers, text, strict=True))
        return f"<{''.join(f'{number:04x}' for number in numbers)}>"

    def embed(self, writer: PdfWriter) -> DictionaryObject:
        """The font as an object of a PDF, with the glyphs that `codes` was asked for."""
        name = NameObject(f"/KIOSKA+{NAME}")
        head, metrics = self._font["head"], self._font["hhea"]
        descriptor = _dictionary(
            Type=NameObject("/FontDescriptor"),
            FontName=name,
            Flags=NumberObject(32),
            ItalicAngle=NumberObject(0),
            StemV=NumberObject(80),
            Ascent=self._scaled(metrics.ascent),
            Descent=self._scaled(metrics.descent),
            CapHeight=self._scaled(self._font["OS/2"].sCapHeight),
            FontBBox=ArrayObject([self._scaled(edge) for edge in (head.xMin, head.yMin, head.xMax, head.yMax)]),
            FontFile2=writer._add_object(_stream(self._subset())),  # noqa: SLF001 - pypdf has no public way
        )
        order = self._font.getGlyphOrder()
        widths = ArrayObject()
        for number in sorted(self._used):
            widths += [NumberObject(number), ArrayObject([self._scaled(self._font["hmtx"][order[number]][0])])]
        descendant = _dictionary(
            Type=NameObject("/Font"),
            Subtype=NameObject("/CIDFontType2"),
            BaseFont=name,
            CIDSystemInfo=_dictionary(
                Registry=TextStringObject("Adobe"), Ordering=TextStringObject("Identity"), Supplement=NumberObject(0)
            ),
            CIDToGIDMap=NameObject("/Identity"),
            FontDescriptor=writer._add_object(descriptor),  # noqa: SLF001 - as above
            W=widths,
        )
        return _dictionary(
            Type=NameObject("/Font"),
            Subtype=NameObject("/Type0"),
            BaseFont=name,
            Encoding=NameObject("/Identity-H"),
            DescendantFonts=ArrayObject([writer._add_object(descendant)]),  # noqa: SLF001 - as above
            ToUnicode=writer._add_object(_stream(self._to_unicode())),  # noqa: SLF001 - as above
        )

    def _scaled(self, units: float) -> FloatObject:
        return FloatObject(round(units * self._unit))

    def _subset(self) -> bytes:
        options = subset.Options(
            retain_gids=True, notdef_outline=True, layout_features=[], recalc_timestamp=False, hinting=False
        )
        cutter = subset.Subsetter(options)
        cutter.populate(gids=list(self._used))
        font = TTFont(_path(), recalcTimestamp=False)
        cutter.subset(font)
        out = io.BytesIO()
        font.save(out)
        return out.getvalue()

    def _to_unicode(self) -> bytes:
        """What a reader copies (ISO 32000-1, 9.10.3)."""
        lines = [
            f"<{number:04x}> <{letter.encode('utf-16-be').hex()}>" for number, letter in sorted(self._used.items())
        ]
        blocks = [lines[start : start + 100] for start in range(0, len(lines), 100)]
        body = "\n".join(f"{len(block)} beginbfchar\n" + "\n".join(block) + "\nendbfchar" for block in blocks)
        return (
            "/CIDInit /ProcSet findresource begin\n12 dict begin\nbegincmap\n/CMapName /Kiosk def\n/CMapType 2 def\n"
            f"1 begincodespacerange\n<0000> <ffff>\nendcodespacerange\n{body}\nendcmap\nend\nend"
        ).encode()


def _dictionary(**entries: PdfObject) -> DictionaryObject:
    return DictionaryObject({NameObject(f"/{name}"): entry for name, entry in entries.items()})


def _stream(data: bytes) -> PdfObject:
    stream = DecodedStreamObject()
    stream.set_data(data)
    stream[NameObject("/Length1")] = NumberObject(len(data))
    return stream.flate_encode()


def _path() -> Path:
    found = next((path for folder in FONTS for path in folder.rglob(FILE)), None)
    if found is None:
        raise HandoutError(f"The font file {FILE} is missing; install the package fonts-noto-core.")
    return found


@lru_cache(maxsize=1)
def _font() -> TTFont:
    return TTFont(_path(), lazy=True)
