"""A private key in a file that only its passphrase opens, made so that guessing is dear.

PKCS #8 with PBES2 (RFC 8018), the key derived by scrypt (RFC 7914), AES-256 in CBC mode: what `openssl pkcs8 -topk8 -scrypt`
writes and `openssl pkey` reads. cryptography reads such files too, but writes only PBKDF2 of 2,048 rounds.
"""

from __future__ import annotations

import base64
import os
import textwrap
from typing import TYPE_CHECKING

from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes
from cryptography.hazmat.primitives.kdf.scrypt import Scrypt
from cryptography.hazmat.primitives.padding import PKCS7
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
    from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey

COST, BLOCK, LANES = 1 << 14, 8, 5
"""scrypt's N, r and p: 16 MB and about 0.2 s a guess, as the OWASP cheat sheet on password storage asks; a larger N is more
than openssl reads without being told."""

INTEGER, OCTETS, SEQUENCE = 0x02, 0x04, 0x30
PBES2 = bytes.fromhex("06092a864886f70d01050d")
SCRYPT = bytes.fromhex("06092b06010401da47040b")
AES_256_CBC = bytes.fromhex("060960864801650304012a")
"""Object identifiers as they stand in DER."""


def sealed(key: Ed25519PrivateKey | X25519PrivateKey, passphrase: bytes, cost: int | None = None) -> bytes:
    """The key as PEM; cost: scrypt's N, a power of two."""
    work = cost or COST
    salt, start = os.urandom(16), os.urandom(16)
    secret = Scrypt(salt=salt, length=32, n=work, r=BLOCK, p=LANES).derive(passphrase)
    padder = PKCS7(128).padder()
    plain = padder.update(key.private_bytes(Encoding.DER, PrivateFormat.PKCS8, NoEncryption())) + padder.finalize()
    cipher = Cipher(algorithms.AES256(secret), modes.CBC(start)).encryptor()
    derived = _der(SEQUENCE, _der(OCTETS, salt), _number(work), _number(BLOCK), _number(LANES))
    scheme = _der(
        SEQUENCE,
        _der(SEQUENCE, SCRYPT, derived),
        _der(SEQUENCE, AES_256_CBC, _der(OCTETS, start)),
    )
    whole = _der(SEQUENCE, _der(SEQUENCE, PBES2, scheme), _der(OCTETS, cipher.update(plain) + cipher.finalize()))
    lines = "\n".join(textwrap.wrap(base64.b64encode(whole).decode(), 64))
    return f"-----BEGIN ENCRYPTED PRIVATE KEY-----\n{lines}\n-----END ENCRYPTED PRIVATE KEY-----\n".encode()


def _number(value: int) -> bytes:
    return _der(INTEGER, value.to_bytes(value.bit_length() // 8 + 1, "big"))


def _der(tag: int, *parts: bytes) -> bytes:
    """One element of fewer than 256 bytes, which these all are (X.690, 8.1)."""
    body = b"".join(parts)
    length = bytes([len(body)]) if len(body) < 0x80 else bytes([0x81, len(body)])  # noqa: PLR2004 - the short form
    return bytes([tag]) + length + body
