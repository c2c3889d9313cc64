"""Answers as few bytes: canonical CBOR (RFC 8949, 4.2), deflated (RFC 1951) with a dictionary of the form's version.

The dictionary is made from the definition alone, so that who has the definition can read the code. How it is made is part
of the code's format: a change here makes every printed code unreadable, and the tests hold it.
"""

from __future__ import annotations

import zlib
from typing import TYPE_CHECKING

import cbor2

from kiosk.errors import CodeError
from kiosk.forms.code.values import numbered, restored
from kiosk.forms.definition import Field, walk

if TYPE_CHECKING:
    from kiosk.forms.answers import Answers
    from kiosk.forms.definition import Form

COMMON = (
    "ова овна ович енко ський ская оглы بن عبد ال محمد علي احمد ибн вулиця улица проспект квартира будинок дом "
    "شارع خیابان Rīgas iela prospekts dzīvoklis Saules Cietokšņa Viestura Latvija Україна Ukraina Daugavpils "
    "https://www. @gmail.com @ukr.net @inbox.lv @mail.ru LV-5401 +380 +93 +963 +98 +371 2"
)
"""What forms in this part of the world hold again and again, the most frequent last."""

MOST_BYTES = 1 << 20
"""Of an unpacked code; a page of answers has a few thousand."""

_RAW = -15
"""Deflate without a header, with a window of 32 KiB (zlib's manual)."""


def pack(form: Form, given: Answers) -> bytes:
    """The answers as they go into the code, or under its seal."""
    deflate = zlib.compressobj(9, zlib.DEFLATED, _RAW, 9, zlib.Z_DEFAULT_STRATEGY, dictionary(form))
    return deflate.compress(cbor2.dumps(numbered(form, given), canonical=True)) + deflate.flush()


def unpack(form: Form, packed: bytes) -> Answers:
    """The answers again; raises CodeError for bytes that `pack` does not make of this form."""
    try:
        inflate = zlib.decompressobj(_RAW, dictionary(form))
        plain = inflate.decompress(packed, MOST_BYTES)
        if not inflate.eof or inflate.unused_data:
            raise _damaged()
        data = cbor2.loads(plain)
    except (zlib.error, cbor2.CBORDecodeError, ValueError, TypeError, ArithmeticError, RecursionError) as error:
        raise _damaged() from error
    return restored(form, data)


def _damaged() -> CodeError:
    return CodeError("the code does not hold answers to this form; print the form again")


def dictionary(form: Form) -> bytes:
    """Texts that answers to this form are likely to have; zlib finds the last ones cheapest."""
    choices = dict.fromkeys(choice.name for choices in form.lists.values() for choice in choices)
    defaults = (node.default for node in walk(form.nodes) if isinstance(node, Field) and node.default)
    return " ".join((*choices, *defaults, COMMON)).encode()
