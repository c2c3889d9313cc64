"""A release: what a city publishes of one version, signed by its hash (`pack.json` in a repository).

It lists everything that belongs to the version by SHA-256 and length: for each format of pack a snapshot, the deltas from
earlier versions, and the pictures. A blob lies at `blobs/SHA-256` of the repository.
"""

from __future__ import annotations

import re
from typing import Annotated

import msgspec
from msgspec import Meta

from kiosk.errors import PackError
from kiosk.packs import schema

Sha256 = Annotated[str, Meta(pattern="^[0-9a-f]{64}$")]
Length = Annotated[int, Meta(ge=0, le=1 << 34)]
CITY = re.compile("[a-z0-9][a-z0-9-]{0,62}")
"""What a city's id looks like: it becomes the name of a role and of files."""

LARGEST = 8_000_000
"""Bytes of a release that a terminal reads; one with 30,000 pictures has half of that."""

PERCENT, URGENT = "percent", "urgent"
"""Fields of ours beside a release in signed metadata: the share of terminals that take it, and whether at once."""

ISSUED = "kiosk-issued"
"""A field of ours in signed metadata: when it was signed, in seconds since 1970 UTC."""

COUNTABLE = (1 << 63) - 1
"""The last version of a role in signed metadata that a terminal can still note."""

Format = tuple[Annotated[int, Meta(ge=0)], Annotated[int, Meta(ge=0)]]


class Blob(msgspec.Struct, frozen=True, kw_only=True):
    """A file of the repository; unpacked: its length when decompressed, in bytes."""

    sha256: Sha256
    length: Length
    unpacked: Length = 0

    @property
    def path(self) -> str:
        """Where it lies in the repository."""
        return f"blobs/{self.sha256}"


class Delta(Blob, frozen=True, kw_only=True):
    """What turns the rows whose content hash is `base`, those of `version`, into this release's."""

    base: Sha256
    version: int


class Edition(msgspec.Struct, frozen=True, kw_only=True):
    """A release in one format of pack; manifest: the pack's own, as it stands in its file."""

    format: Format
    content_hash: Sha256
    manifest: str
    snapshot: Blob
    deltas: tuple[Delta, ...] = ()
    media: tuple[Blob, ...] = ()

    def blobs(self) -> tuple[Blob, ...]:
        """All that has to be in the repository."""
        return (self.snapshot, *self.deltas, *self.media)


class Release(msgspec.Struct, frozen=True, kw_only=True):
    """One version of a city's pack."""

    city: str
    version: int
    editions: tuple[Edition, ...]

    def readable(self, reads: Format | None = None) -> Edition | None:
        """The newest edition that a kiosk of this format (by default this one's) reads; None where it needs newer software."""
        major, minor = reads or schema.FORMAT
        fits = [each for each in self.editions if each.format[0] <= major]
        known = [each for each in fits if each.format <= (major, minor)]
        return (
            max(known, key=lambda each: each.format) if known else min(fits, key=lambda each: each.format, default=None)
        )


LAST = 9_999_999_999
"""The highest version that a terminal takes."""


def version_at(path: str, city: str) -> int | None:
    """The version of a city whose release lies at `path` of signed metadata; None for any other path, which counts nowhere."""
    found = re.fullmatch(rf"{re.escape(city)}/([1-9]\d{{0,9}})/pack\.json", path, re.ASCII)
    return int(found[1]) if found else None


def offered(custom: object) -> tuple[int, bool]:
    """The share of terminals and the urgency that signed metadata gives a release; what is none of these is as if it were not there."""
    said = custom if isinstance(custom, dict) else {}
    percent = said.get(PERCENT)
    return percent if isinstance(percent, int) else 100, bool(said.get(URGENT))


def decode(data: bytes, where: str) -> Release:
    """A release from JSON; PackError when it is not one. What a newer kiosk adds is ignored."""
    try:
        return msgspec.json.decode(data, type=Release)
    except (msgspec.MsgspecError, RecursionError, UnicodeDecodeError) as error:
        message = f"{where} cannot be read ({error}); ask the city to publish again"
        raise PackError(message) from error


def encode(release: Release) -> bytes:
    """The release as JSON, the same bytes for the same release."""
    return msgspec.json.format(msgspec.json.encode(release, order="deterministic"), indent=1)
