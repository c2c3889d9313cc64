"""One code of several: what its header says, how it is checked, and how the parts of a slip come together again.

A part is, in bytes: 1 kind (1 open, 2 sealed) · 4 the form's version · 8 the slip (`slip.of`) · 1 which part · 1 of how
many · the piece itself · 4 CRC-32 of all that. The check finds a misread digit; it proves nothing of who wrote the code.
"""

from __future__ import annotations

import struct
import zlib
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING, Self

from kiosk.errors import CodeError
from kiosk.forms.code import digits

if TYPE_CHECKING:
    from collections.abc import Iterable

OPEN, SEALED = 1, 2

VERSION_BYTES = 4
"""Of the SHA-256 of the form's definition."""

SLIP_BYTES = 8
MOST_PARTS = 16

_HEADER = struct.Struct(f">B{VERSION_BYTES}s{SLIP_BYTES}sBB")
_CHECK = struct.Struct(">I")
_ROOM = digits.most_bytes() - _HEADER.size - _CHECK.size


@dataclass(frozen=True, slots=True)
class Part:
    """kind: OPEN or SEALED. version, slip: of `VERSION_BYTES` and `SLIP_BYTES`. number: from 1 to count."""

    kind: int
    version: bytes
    slip: bytes
    number: int
    count: int
    piece: bytes

    def digits(self) -> str:
        """What stands in the QR code."""
        data = _HEADER.pack(self.kind, self.version, self.slip, self.number, self.count) + self.piece
        return digits.write(data + _CHECK.pack(zlib.crc32(data)))

    @classmethod
    def read(cls, typed: str) -> Self:
        """The part of a scanned text, whatever layout it was typed on; raises CodeError when it was altered or misread."""
        refused = CodeError("this is not a clerk's code; scan the square at the end of a printed form")
        for candidate in digits.candidates(typed):
            try:
                data = digits.read(candidate)
            except CodeError as error:
                refused = error
                continue
            part = cls._of(data)
            if part is not None:
                return part
            refused = CodeError("the code was misread or altered: its check does not fit; scan it again")
        raise refused

    @classmethod
    def _of(cls, data: bytes) -> Self | None:
        if len(data) <= _HEADER.size + _CHECK.size:
            return None
        body, check = data[: -_CHECK.size], data[-_CHECK.size :]
        kind, version, slip, number, count = _HEADER.unpack_from(body)
        part = cls(kind, version, slip, number, count, body[_HEADER.size :])
        fits = part.kind in {OPEN, SEALED} and 1 <= part.number <= part.count <= MOST_PARTS
        return part if fits and check == _CHECK.pack(zlib.crc32(body)) else None


@dataclass(frozen=True, slots=True)
class Message:
    """All parts of a slip together."""

    kind: int
    version: bytes
    slip: bytes
    content: bytes


def split(message: Message) -> tuple[Part, ...]:
    """The parts of a message, as few as there can be, all about as long; raises CodeError when it takes too many."""
    size = len(message.content)
    count = max(1, -(-size // _ROOM))
    if count > MOST_PARTS:
        raise CodeError(f"the answers fill more than {MOST_PARTS} codes; shorten the longest of them")
    cuts = [size * number // count for number in range(count + 1)]
    return tuple(
        Part(message.kind, message.version, message.slip, number, count, message.content[start:end])
        for number, (start, end) in enumerate(pairwise(cuts), 1)
    )


def join(parts: Iterable[Part]) -> Message:
    """The message of parts in any order, each at least once.

    Raises CodeError when one is missing, when there are none, and when they are of two visitors.
    """
    found: dict[int, Part] = {}
    for part in parts:
        first = next(iter(found.values()), part)
        if (part.kind, part.version, part.slip, part.count) != (first.kind, first.version, first.slip, first.count):
            raise CodeError(
                "these codes are of two visitors, or of two papers of one; read the codes of one form at a time"
            )
        if found.setdefault(part.number, part) != part:
            raise CodeError(f"there are two different codes {part.number} of {part.count}; read one printed form only")
    if not found:
        raise CodeError("there is no clerk's code here; name the page that has it, or scan it larger and sharper")
    any_ = next(iter(found.values()))
    missing = [str(number) for number in range(1, any_.count + 1) if number not in found]
    if missing:
        which = (
            f"code {missing[0]} of {any_.count} is"
            if len(missing) == 1
            else f"codes {', '.join(missing)} of {any_.count} are"
        )
        raise CodeError(f"{which} missing; read all codes of the form together")
    content = b"".join(found[number].piece for number in range(1, any_.count + 1))
    return Message(any_.kind, any_.version, any_.slip, content)
