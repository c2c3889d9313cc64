"""City keys: making a pair, and reading the public halves that lie in a source folder's `keys/`.

A `.pub` file is a few lines of YAML, which an editor can check with his eyes; a `.key` file is PKCS #8 in PEM (RFC 5958,
RFC 7468), as other programs make and read it. The private half never belongs into a source folder.
"""

from __future__ import annotations

import base64
import binascii
import os
from contextlib import suppress
from datetime import date
from typing import TYPE_CHECKING, Literal

from cryptography.exceptions import UnsupportedAlgorithm
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey

from kiosk.domain.city_key import CityKey, Purpose
from kiosk.errors import CodeError
from kiosk.publishing import frontmatter
from kiosk.publishing.decode import decode
from kiosk.publishing.durable import replacing
from kiosk.publishing.findings import Finding, FindingsError
from kiosk.publishing.records import Keys
from kiosk.publishing.sealed_key import sealed
from kiosk.publishing.source import SLUG

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from kiosk.publishing.frontmatter import Document
    from kiosk.publishing.part_rows import Row

PUBLIC, PRIVATE = ".pub", ".key"


class PublicKey(Keys, frozen=True, kw_only=True):
    """`keys/*.pub`: one public key; public: base64 of 32 bytes."""

    id: str
    purpose: Literal["forms", "office", "escrow"]
    public: str
    valid_from: str = ""
    valid_to: str = ""


def in_folder(source: Path) -> tuple[tuple[CityKey, ...], tuple[Finding, ...]]:
    """The keys of a source folder in the order of their files, and what is wrong with any of them."""
    keys: dict[str, CityKey] = {}
    findings: list[Finding] = []
    for path in sorted((source / "keys").glob("*")):
        if path.name.startswith((".", "~")):
            continue
        if path.suffix != PUBLIC:
            findings.append(Finding(path, 1, _STRANGER[path.suffix == PRIVATE], "KC122"))
            continue
        try:
            key = read_public(path)
        except FindingsError as error:
            findings.extend(error.findings)
            continue
        if key.id in keys:
            findings.append(
                Finding(path, 1, f"there are two keys with the id {key.id!r}; give one of them another", "KC103")
            )
        keys[key.id] = key
    return tuple(keys.values()), tuple(findings)


_STRANGER = (
    "only public keys, files that end in .pub, lie here; move this one",
    "a private key must not lie in a source folder; move it to the office's safe place, and make a new pair if anybody saw it",
)


def rows(source: Path) -> list[Row]:
    """The rows of the table `city_key`, of a folder without findings."""
    return [
        {
            "id": key.id,
            "purpose": key.purpose.value,
            "public": base64.b64encode(key.public).decode(),
            "valid_from": key.valid_from.isoformat() if key.valid_from else "",
            "valid_to": key.valid_to.isoformat() if key.valid_to else "",
        }
        for key in in_folder(source)[0]
    ]


def read_public(path: Path) -> CityKey:
    """One public key; raises FindingsError with file, line and what to do, CodeError for a private one."""
    with suppress(OSError):  # reading it as a list of keys says what is wrong
        if b"PRIVATE KEY" in path.read_bytes()[:100]:
            raise CodeError(
                f"{path} is the private key; name the one that ends in {PUBLIC}, and keep this one in the office"
            )
    document = frontmatter.read_yaml(path)
    said = decode(document, PublicKey)
    findings = list(_wrong(document, said))
    if findings:
        raise FindingsError(findings)
    return CityKey(
        said.id, Purpose(said.purpose), _bytes(said.public) or b"", _day(said.valid_from), _day(said.valid_to)
    )


def _wrong(document: Document, said: PublicKey) -> Iterator[Finding]:
    if not SLUG.fullmatch(said.id):
        yield document.finding(
            "'id' has small Latin letters, digits and single hyphens only; write it like forms-2026", "id", code="KC102"
        )
    if _bytes(said.public) is None:
        yield document.finding(
            "'public' is not the base64 of a key; copy the line that `kiosk form keygen` wrote", "public"
        )
    days = {name: _day(getattr(said, name)) for name in ("valid_from", "valid_to")}
    for name, day in days.items():
        if day is None and getattr(said, name):
            yield document.finding(f"{name!r} is not a day; write it like 2026-11-24", name)
    if days["valid_from"] and days["valid_to"] and days["valid_from"] > days["valid_to"]:
        yield document.finding("the key ends before it begins; correct one of the two days", "valid_to", code="KC122")


def _bytes(text: str) -> bytes | None:
    """The key, unless it is one of the few points that make every secret the same (RFC 7748, 6.1)."""
    try:
        public = base64.b64decode(text, validate=True)
        X25519PrivateKey.generate().exchange(X25519PublicKey.from_public_bytes(public))
    except (binascii.Error, ValueError):
        return None
    return public


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text) if len(text) == len("2026-11-24") else None
    except ValueError:
        return None


def generate(
    folder: Path, name: str, purpose: Purpose, valid: tuple[date | None, date | None], passphrase: str
) -> tuple[Path, Path]:
    """Makes a pair in `folder` and returns the files of the public and the private half; replaces nothing.

    The private one is readable by its owner alone, and encrypted when there is a passphrase. Raises CodeError.
    """
    if not SLUG.fullmatch(name):
        raise CodeError(
            f"{name!r} cannot name a key; use small Latin letters, digits and single hyphens, such as forms-2026"
        )
    public_file, private_file = folder / f"{name}{PUBLIC}", folder / f"{name}{PRIVATE}"
    for file in (public_file, private_file):
        if file.exists():
            raise CodeError(f"{file} is there already; choose another name, as what was sealed to that key needs it")
    private = X25519PrivateKey.generate()
    lines = [f"id: {name}", f"purpose: {purpose.value}"]
    lines.append(f"public: {base64.b64encode(private.public_key().public_bytes_raw()).decode()}")
    lines.extend(f"{key}: {day.isoformat()}" for key, day in zip(("valid_from", "valid_to"), valid, strict=True) if day)
    try:
        folder.mkdir(parents=True, exist_ok=True)
        _write_private(private_file, _pem(private, passphrase))
        with replacing(public_file) as temporary:
            temporary.write_text("\n".join(lines) + "\n", encoding="utf-8")
    except OSError as error:
        raise CodeError(f"{folder} cannot be written ({error.strerror}); name another folder with --out") from error
    return public_file, private_file


def _pem(private: X25519PrivateKey, passphrase: str) -> bytes:
    if passphrase:
        return sealed(private, passphrase.encode())
    return private.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )


def _write_private(file: Path, pem: bytes) -> None:
    handle = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(handle, "wb") as opened:
        opened.write(pem)
        opened.flush()
        os.fsync(handle)


def read_private(file: Path, passphrase: str) -> X25519PrivateKey:
    """A private key from its file; raises CodeError for a wrong passphrase, or a file that holds none."""
    try:
        pem = file.read_bytes()
    except OSError as error:
        raise CodeError(f"{file}: {error.strerror}; name the private key that `kiosk form keygen` made") from error
    locked = b"ENCRYPTED" in pem
    if locked and not passphrase:
        raise CodeError(f"{file} is locked; put its passphrase into the variable KIOSK_PASSPHRASE")
    try:
        key = serialization.load_pem_private_key(pem, passphrase.encode() if locked else None)
    except (ValueError, TypeError, UnsupportedAlgorithm) as error:
        if locked:
            raise CodeError(f"{file} does not open with this passphrase; check KIOSK_PASSPHRASE") from error
        raise CodeError(f"{file} holds no private key; name the file that ends in {PRIVATE}") from error
    if not isinstance(key, X25519PrivateKey):
        raise CodeError(f"{file} holds a key of another kind; name the one that `kiosk form keygen` made")
    return key
