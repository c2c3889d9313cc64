"""Sealing to a city's key and opening with it: HPKE (RFC 9180), base mode, X25519, HKDF-SHA256, AES-128-GCM.

HPKE has no associated data here, so all that must not be changed goes into `info`: the form, its whole version, and the
slip. A code that is put under another form or another slip does not open. In front of the ciphertext stand two bytes of
the key's hash, so that a wrong key and an altered code can be told apart.
"""

from __future__ import annotations

from hashlib import sha256
from typing import TYPE_CHECKING

from kiosk.errors import CodeError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey
    from cryptography.hazmat.primitives.hpke import Suite

    from kiosk.forms.definition import Form

HINT_BYTES = 2

_PURPOSE = b"kiosk form code 1"


def _suite() -> Suite:
    from cryptography.hazmat.primitives.hpke import AEAD, KDF, KEM, Suite

    return Suite(KEM.X25519, KDF.HKDF_SHA256, AEAD.AES_128_GCM)


def hint(public: bytes) -> bytes:
    """What a sealed code says of the key that opens it."""
    return sha256(public).digest()[:HINT_BYTES]


def seal(packed: bytes, public: bytes, form: Form, slip: bytes) -> bytes:
    """`packed` as only the owner of the key reads it; public: the 32 bytes of X25519 (RFC 7748)."""
    from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PublicKey

    return hint(public) + _suite().encrypt(packed, X25519PublicKey.from_public_bytes(public), _info(form, slip))


def unseal(content: bytes, keys: Sequence[X25519PrivateKey], form: Form, slip: bytes) -> bytes:
    """What was sealed; raises CodeError when none of the keys is the right one or something was altered."""
    from cryptography.exceptions import InvalidTag

    wanted, sealed = content[:HINT_BYTES], content[HINT_BYTES:]
    fitting = [key for key in keys if hint(key.public_key().public_bytes_raw()) == wanted]
    if not fitting:
        why = "another key than this one" if keys else "a key; name its private half with --key"
        raise CodeError(f"the code is sealed to {why}")
    for key in fitting:
        try:
            return _suite().decrypt(sealed, key, _info(form, slip))
        except (InvalidTag, ValueError):
            continue
    raise CodeError("the code was altered after it was sealed, or belongs to another form; do not use it")


def _info(form: Form, slip: bytes) -> bytes:
    """What the seal holds together; the lengths of all pieces but one are fixed, so that no two inputs look alike."""
    return _PURPOSE + slip + bytes.fromhex(form.version) + form.id.encode()
