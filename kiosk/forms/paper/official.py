"""A PDF form that the city insists on, filled in: fields by name, an embedded font, appearances that every printer shows.

Viewers may not be asked to draw the answers themselves (`NeedAppearances`): each has other fonts, and CUPS has none. So
every field gets its picture here. A letter that the font lacks stops it with the field's name, as does an answer that
does not fit; the city's form is then printed by nobody rather than wrong. Fields become read-only.
"""

from __future__ import annotations

import io
from collections import Counter
from typing import TYPE_CHECKING, Any, cast

from pypdf import PdfReader, PdfWriter
from pypdf.errors import PyPdfError
from pypdf.generic import (
    ArrayObject,
    BooleanObject,
    DecodedStreamObject,
    DictionaryObject,
    FloatObject,
    NameObject,
    NumberObject,
    TextStringObject,
)

from kiosk.errors import FormError
from kiosk.forms.paper.letters import Letters

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from pypdf import PageObject

FONT = "/Kiosk"
READ_ONLY, MULTILINE, COMB = 1, 1 << 12, 1 << 24
"""Flags of fields (ISO 32000-1, tables 221 and 228)."""

PRINTED, LOCKED = 4, 64 | 128
"""Flags of annotations (ISO 32000-1, table 165)."""

LARGEST = 11.0
SIZES = tuple(LARGEST - step / 2 for step in range(11))
"""Sizes of type in points, from 11 to 6, the first that fits."""

LEADING, BASELINE, PADDING = 1.2, 0.28, 2.0
"""Line height and depth below the baseline in ems; room at the sides in points."""

OFF = NameObject("/Off")


def field_names(template: bytes) -> dict[str, str]:
    """The fields of a PDF form by their full names, with their kind: /Tx, /Btn, /Ch or /Sig; raises FormError."""
    with_fields = _writer(template)
    return {name: str(_inherited(widget, "/FT")) for name, widget in _widgets(with_fields)}


def fill(template: bytes, texts: Mapping[str, str], choices: Mapping[str, frozenset[str]], stamp: str = "") -> bytes:
    """The form with its answers; stamp: words in a black band on each page, such as that it is a demonstration.

    texts: what stands in a field. choices: the names that are chosen, for fields with boxes to tick; a box is ticked when
    its own name is among them, or, where it stands alone, when anything is. Raises FormError with the name of a field
    that does not exist, that lacks a letter, or that is too small.
    """
    writer = _writer(template)
    widgets = list(_widgets(writer))
    unknown = sorted({*texts, *choices} - {name for name, _ in widgets})
    if unknown:
        raise FormError(f"the city's PDF form has no field {unknown[0]!r}; correct pdf:{unknown[0]} in the form")
    letters, drawn = Letters(), []
    boxes = Counter(name for name, _ in widgets)
    for name, widget in widgets:
        if _inherited(widget, "/FT") == "/Btn":
            _tick(widget, choices.get(name, frozenset()), alone=boxes[name] == 1)
        elif name in texts:
            drawn.append((widget, _draw(widget, texts[name], name, letters)))
        owner = _owner(widget)
        owner[NameObject("/Ff")] = NumberObject(int(_inherited(widget, "/Ff") or 0) | READ_ONLY)
    drawn.extend(_stamped(page, stamp, letters) for page in writer.pages if stamp)
    font = writer._add_object(letters.embed(writer))  # noqa: SLF001 - pypdf has no public way
    for widget, stream in drawn:
        resources = DictionaryObject({NameObject("/Font"): DictionaryObject({NameObject(FONT): font})})
        stream[NameObject("/Resources")] = resources
        widget[NameObject("/AP")] = DictionaryObject({NameObject("/N"): writer._add_object(stream)})  # noqa: SLF001 - as above
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def _stamped(page: PageObject, text: str, letters: Letters) -> tuple[DictionaryObject, DecodedStreamObject]:
    """A band across the top of a page, as an annotation that is printed and that nobody can move."""
    left, top, right = float(page.mediabox.left), float(page.mediabox.top), float(page.mediabox.right)
    width, height = right - left, 2 * LARGEST
    words = "".join(letter for letter in text if not letters.lacking(letter))
    begin = (width - letters.width(words, LARGEST)) / 2
    stream = DecodedStreamObject()
    band = f"0 g 0 0 {width:.2f} {height:.2f} re f 1 g BT {FONT} {LARGEST} Tf"
    stream.set_data(f"q {band} {begin:.2f} {LARGEST * 0.65:.2f} Td {letters.codes(words)} Tj ET Q".encode())
    _as_picture(stream, width, height)
    stamp = DictionaryObject()
    stamp[NameObject("/Type")], stamp[NameObject("/Subtype")] = NameObject("/Annot"), NameObject("/Stamp")
    stamp[NameObject("/Rect")] = ArrayObject([FloatObject(edge) for edge in (left, top - height, right, top)])
    stamp[NameObject("/F")] = NumberObject(PRINTED | LOCKED)
    stamp[NameObject("/Contents")] = TextStringObject(text)
    annotations = cast("ArrayObject", page.get("/Annots", ArrayObject()).get_object())
    page[NameObject("/Annots")] = ArrayObject([*annotations, stamp])
    return stamp, stream


def _as_picture(stream: DecodedStreamObject, width: float, height: float) -> None:
    stream[NameObject("/Type")], stream[NameObject("/Subtype")] = NameObject("/XObject"), NameObject("/Form")
    stream[NameObject("/BBox")] = ArrayObject([FloatObject(edge) for edge in (0, 0, width, height)])


def appended(first: bytes, second: bytes) -> bytes:
    """Two PDFs as one; the fields of the first stay."""
    writer = PdfWriter(clone_from=io.BytesIO(first))
    writer.append(io.BytesIO(second))
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def _writer(template: bytes) -> PdfWriter:
    """The form, without scripts and without the second description (XFA) that some programs would show instead."""
    try:
        reader = PdfReader(io.BytesIO(template))
        if reader.is_encrypted:
            raise FormError("the city's PDF form is locked with a password; save a copy without")
        writer = PdfWriter(clone_from=reader)
        form = cast("DictionaryObject", writer._root_object["/AcroForm"].get_object())  # noqa: SLF001 - pypdf has no public way
    except KeyError as error:
        raise FormError("the city's PDF has no form fields to fill in; choose another file") from error
    except (PyPdfError, ValueError, OSError) as error:
        raise FormError(f"the city's PDF cannot be read ({error}); save it again, or choose another file") from error
    form.pop(NameObject("/XFA"), None)
    form[NameObject("/NeedAppearances")] = BooleanObject(False)
    for key in ("/OpenAction", "/AA"):
        writer._root_object.pop(NameObject(key), None)  # noqa: SLF001 - as above
    return writer


def _widgets(writer: PdfWriter) -> Iterator[tuple[str, DictionaryObject]]:
    for page in writer.pages:
        annotations = cast("ArrayObject", page.get("/Annots", ArrayObject()).get_object())
        for annotation in annotations:
            widget = cast("DictionaryObject", annotation.get_object())
            if widget.get("/Subtype") == "/Widget" and _inherited(widget, "/FT") is not None:
                yield _full_name(widget), widget


def _inherited(widget: DictionaryObject, key: str) -> Any:  # noqa: ANN401 (whatever stands there)
    node: DictionaryObject | None = widget
    for _ in range(32):  # a loop of parents would never end
        if node is None or key in node:
            break
        node = _parent(node)
    return None if node is None or key not in node else node[key].get_object()


def _parent(widget: DictionaryObject) -> DictionaryObject | None:
    return cast("DictionaryObject", widget["/Parent"].get_object()) if "/Parent" in widget else None


def _owner(widget: DictionaryObject) -> DictionaryObject:
    """The field that a widget shows: the widget itself, or what several of them belong to. A field is what has a name."""
    return widget if "/T" in widget else _parent(widget) or widget


def _full_name(widget: DictionaryObject) -> str:
    """Its names from the outermost on, with dots between (ISO 32000-1, 12.7.3.2)."""
    names: list[str] = []
    node: DictionaryObject | None = widget
    while node is not None and len(names) < 32:  # noqa: PLR2004 - as above
        if "/T" in node:
            names.insert(0, str(node["/T"]))
        node = _parent(node)
    return ".".join(names)


def _tick(widget: DictionaryObject, chosen: frozenset[str], *, alone: bool) -> None:
    """Turns a box on or off; its own name is the key of its picture that is not /Off. alone: no other box has its name."""
    appearance = cast("DictionaryObject", widget.get("/AP", DictionaryObject()).get_object())
    pictures = cast("DictionaryObject", appearance.get("/N", DictionaryObject()).get_object())
    on = next((NameObject(key) for key in pictures if key != OFF), None)
    ticked = on is not None and (on[1:] in chosen or (alone and bool(chosen)))
    state = on if ticked and on is not None else OFF
    widget[NameObject("/AS")] = state
    if ticked or alone:
        _owner(widget)[NameObject("/V")] = state


def _draw(widget: DictionaryObject, text: str, name: str, letters: Letters) -> DecodedStreamObject:
    """The picture of a text field with its answer, and its value."""
    lacking = letters.lacking(text.replace("\n", ""))
    if lacking:
        raise FormError(
            f"the field {name!r} of the city's PDF form cannot show {lacking!r}; write this answer in Latin letters"
        )
    flags, most = int(_inherited(widget, "/Ff") or 0), _inherited(widget, "/MaxLen")
    if most is not None and len(text) > int(most):
        raise FormError(f"the field {name!r} of the city's PDF form takes {most} letters; shorten the answer")
    left, bottom, right, top = (float(edge) for edge in cast("ArrayObject", widget["/Rect"]))
    width, height = abs(right - left), abs(top - bottom)
    if flags & COMB and most is not None:
        lines = _comb(text, width, height, int(most), letters)
    else:
        lines = _lines(
            text,
            width,
            height,
            letters,
            name,
            several=bool(flags & MULTILINE),
            align=int(_inherited(widget, "/Q") or 0),
        )
    stream = DecodedStreamObject()
    stream.set_data(f"/Tx BMC q BT {lines} ET Q EMC".encode())
    _as_picture(stream, width, height)
    _owner(widget)[NameObject("/V")] = TextStringObject(text)
    return stream


def _comb(text: str, width: float, height: float, most: int, letters: Letters) -> str:
    """A letter in each of the field's cells."""
    cell = width / most
    size = min(LARGEST, height / LEADING)
    base = (height - size) / 2 + BASELINE * size
    return f"{FONT} {size:.2f} Tf " + " ".join(
        f"1 0 0 1 {cell * (place + 0.5) - letters.width(letter, size) / 2:.2f} {base:.2f} Tm {letters.codes(letter)} Tj"
        for place, letter in enumerate(text)
    )


def _lines(text: str, width: float, height: float, letters: Letters, name: str, *, several: bool, align: int) -> str:
    """The answer in the largest type that fits."""
    fitting = (_fitted(text, width - 2 * PADDING, height, size, letters, several=several) for size in SIZES)
    size, lines = next((found for found in fitting if found is not None), (0.0, []))
    if not lines:
        raise FormError(f"the field {name!r} of the city's PDF form is too small for its answer; shorten the answer")
    above = height - PADDING - size * (1 - BASELINE) if several else (height - size) / 2 + BASELINE * size
    parts = [f"{FONT} {size:.2f} Tf"]
    for number, line in enumerate(lines):
        room = width - 2 * PADDING - letters.width(line, size)
        left = PADDING + room * align / 2
        parts.append(f"1 0 0 1 {left:.2f} {above - number * size * LEADING:.2f} Tm {letters.codes(line)} Tj")
    return " ".join(parts)


def _fitted(
    text: str, width: float, height: float, size: float, letters: Letters, *, several: bool
) -> tuple[float, list[str]] | None:
    """The lines of a text in one size of type, None where they do not fit."""
    lines = _wrapped(text, width, size, letters) if several else [" ".join(text.splitlines())]
    widest = max(letters.width(line, size) for line in lines)
    return (size, lines) if widest <= width and len(lines) * size * LEADING <= max(height, size * LEADING) else None


def _wrapped(text: str, width: float, size: float, letters: Letters) -> list[str]:
    lines: list[str] = []
    for paragraph in text.splitlines() or [""]:
        line = ""
        for word in paragraph.split(" "):
            longer = f"{line} {word}" if line else word
            if line and letters.width(longer, size) > width:
                lines.append(line)
                line = word
            else:
                line = longer
        lines.append(line)
    return lines
