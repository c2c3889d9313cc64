"""Brings a repository to a static place: only what its signed lists name, each file checked, the newest list last.

An upload that breaks off is invisible: terminals find `timestamp.json` as it was, and everything that it refers to. Files named
by their hash or version never change, so one of the right length that is there already is not sent again.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import TYPE_CHECKING

from kiosk.errors import PublishError
from kiosk.publishing import releases
from kiosk.publishing.repository import NEWEST as TIMESTAMP

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kiosk.publishing.repository import Repository
    from kiosk.transport.origin import Origin

FOREVER = {"Cache-Control": "public, max-age=31536000, immutable"}
NEVER = {"Cache-Control": "no-cache"}
NEWEST = f"metadata/{TIMESTAMP}"


@dataclass(frozen=True, slots=True)
class Sent:
    """One file: its path, length in bytes, whether it had to be sent, and how many there are in all."""

    path: str
    length: int
    new: bool
    total: int


def upload(repository: Repository, origin: Origin) -> Iterator[Sent]:
    """Sends file after file. PublishError when a file here is not the one that was signed, TransportError from the place."""
    blobs = releases.files(repository)
    metadata = repository.files()
    total = len(blobs) + len(metadata)
    for path, blob in blobs.items():
        new = origin.size(path) != blob.length
        if new:
            _check(repository, path, blob.sha256, blob.length)
            origin.put(path, repository.folder / path, FOREVER)
        yield Sent(path, blob.length, new, total)
    for path in metadata:
        data = (repository.folder / path).read_bytes()
        new = path == NEWEST or origin.size(path) != len(data)
        if new:
            origin.put(path, data, NEVER if path == NEWEST else FOREVER)
        yield Sent(path, len(data), new, total)


def _check(repository: Repository, path: str, sha256: str, length: int) -> None:
    try:
        with (repository.folder / path).open("rb") as source:
            digest = hashlib.file_digest(source, "sha256").hexdigest()
        same = digest == sha256 and (repository.folder / path).stat().st_size == length
    except OSError as error:
        message = f"{repository.folder / path}: {error.strerror}; bring the repository back from where it was published"
        raise PublishError(message) from error
    if not same:
        message = f"{repository.folder / path} is not the file that was signed; nothing newer than before is visible"
        raise PublishError(message)
