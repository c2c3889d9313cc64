"""The whole way: from a form's answers to the digits of its codes, and from scanned texts back to the answers."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from hashlib import sha256
from typing import TYPE_CHECKING, Protocol

from kiosk.errors import CodeError
from kiosk.forms.code import packing, parts, seal
from kiosk.forms.code.parts import OPEN, SEALED, SLIP_BYTES, VERSION_BYTES, Message, Part

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey

    from kiosk.forms.answers import Answers
    from kiosk.forms.definition import Form


class Definitions(Protocol):
    """Where the reader looks for the form of a code (`kiosk.forms.archive`)."""

    def versions(self, start: bytes) -> Sequence[Form]:
        """The forms whose version begins with these bytes, more than one hardly ever."""
        ...


@dataclass(frozen=True, slots=True)
class Reading:
    """What a clerk's code says. slip: of one visitor and her answers; the same slip twice is the same paper, or a copy of it."""

    form: Form
    answers: Answers
    sealed: bool
    slip: bytes


def draw() -> bytes:
    """The number of a new slip: random, it says nothing of anybody."""
    return secrets.token_bytes(SLIP_BYTES)


def of(number: bytes, form: Form, given: Answers) -> bytes:
    """The slip of a visitor's number with these answers: the same for each print of them, another one when they change.

    So parts of two papers of one visitor do not go together, and a corrected paper is not taken for a copy of the first. As
    long as nobody knows the number, the slip says nothing of the answers.
    """
    return sha256(number + packing.pack(form, given)).digest()[:SLIP_BYTES]


def write(form: Form, given: Answers, public: bytes | None, slip: bytes) -> tuple[str, ...]:
    """The digits of each code; public: the city's key, None for codes that anybody can read.

    Raises CodeError for answers that fill too many codes.
    """
    packed = packing.pack(form, given)
    version = bytes.fromhex(form.version)[:VERSION_BYTES]
    if public is None:
        message = Message(OPEN, version, slip, packed)
    else:
        message = Message(SEALED, version, slip, seal.seal(packed, public, form, slip))
    return tuple(part.digits() for part in parts.split(message))


def read(found: Iterable[Part], keys: Sequence[X25519PrivateKey], forms: Definitions) -> Reading:
    """The answers of one visitor's codes; raises CodeError for what a clerk must not rely on."""
    message = parts.join(found)
    candidates = forms.versions(message.version)
    if not candidates:
        raise CodeError(
            f"no form with version {message.version.hex()}… is known here; name the archive of the city's forms with --forms"
        )
    refused: list[CodeError] = []
    for form in candidates:
        try:
            return Reading(form, _opened(message, keys, form), message.kind == SEALED, message.slip)
        except CodeError as error:
            refused.append(error)
    raise refused[0]


def _opened(message: Message, keys: Sequence[X25519PrivateKey], form: Form) -> Answers:
    if message.kind == OPEN:
        return packing.unpack(form, message.content)
    return packing.unpack(form, seal.unseal(message.content, keys, form, message.slip))
