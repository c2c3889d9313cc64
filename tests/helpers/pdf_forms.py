"""A PDF form as cities have them: lines of text, a box for several lines, cells for letters, boxes to tick."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

from pypdf import PdfWriter
from pypdf.generic import (
    ArrayObject,
    DecodedStreamObject,
    DictionaryObject,
    FloatObject,
    NameObject,
    NumberObject,
    TextStringObject,
)

if TYPE_CHECKING:
    from pypdf.generic import PdfObject


def dictionary(**entries: PdfObject) -> DictionaryObject:
    return DictionaryObject({NameObject(f"/{key}"): value for key, value in entries.items()})


def template(*, kind_in_boxes: bool = False) -> bytes:
    """Fields: name, address (several lines), code (12 cells), consent to tick, status of two radio buttons.

    kind_in_boxes: each radio button repeats the kind of its field, as some programs write them.
    """
    writer = PdfWriter()
    page = writer.add_blank_page(595, 842)
    annotations, fields = ArrayObject(), ArrayObject()

    def widget(top: int, width: int, height: int, **more: PdfObject) -> DictionaryObject:
        rectangle = ArrayObject([FloatObject(edge) for edge in (60, top - height, 60 + width, top)])
        made = dictionary(Type=NameObject("/Annot"), Subtype=NameObject("/Widget"), Rect=rectangle, F=NumberObject(4))
        made.update({NameObject(f"/{key}"): value for key, value in more.items()})
        annotations.append(writer._add_object(made))
        return made

    def field(name: str, kind: str, made: DictionaryObject, flags: int = 0) -> None:
        made[NameObject("/T")] = TextStringObject(name)
        made[NameObject("/FT")] = NameObject(kind)
        made[NameObject("/Ff")] = NumberObject(flags)
        fields.append(writer._add_object(made))

    def pictures(on: str) -> DictionaryObject:
        def drawn(lines: bytes) -> PdfObject:
            stream = DecodedStreamObject()
            stream.set_data(lines)
            box = ArrayObject([FloatObject(edge) for edge in (0, 0, 12, 12)])
            stream.update(dictionary(Type=NameObject("/XObject"), Subtype=NameObject("/Form"), BBox=box))
            return writer._add_object(stream)

        states = {NameObject(on): drawn(b"0 0 m 12 12 l 0 12 m 12 0 l S"), NameObject("/Off"): drawn(b"0 0 12 12 re S")}
        return dictionary(N=DictionaryObject(states))

    field("name", "/Tx", widget(780, 200, 18))
    field("address", "/Tx", widget(740, 150, 50), 1 << 12)
    code = widget(680, 240, 20)
    code[NameObject("/MaxLen")] = NumberObject(12)
    field("code", "/Tx", code, 1 << 24)
    field("consent", "/Btn", widget(640, 12, 12, AP=pictures("/Yes")))
    kids = ArrayObject()
    status = dictionary(Kids=kids)
    field("status", "/Btn", status, 1 << 15)
    for top, name in ((600, "/permit"), (580, "/visa")):
        kid = widget(top, 12, 12, AP=pictures(name), Parent=status.indirect_reference or status)
        if kind_in_boxes:
            kid[NameObject("/FT")] = NameObject("/Btn")
        kids.append(kid.indirect_reference or kid)
    page[NameObject("/Annots")] = annotations
    form = dictionary(Fields=fields, XFA=ArrayObject())
    writer._root_object[NameObject("/AcroForm")] = writer._add_object(form)
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()
