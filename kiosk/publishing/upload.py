"""Brings a repository to a static place: only what its signed lists name, each file checked, the newest list last.

An upload that breaks off is invisible: terminals find `timestamp.json` as it was, and everything that it refers to. Files named
by their hash never change, so one of the right length that is there already is not sent again. Metadata is small and compared:
a repository that was brought back from an older copy may give a number twice.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from tuf.api.exceptions import RepositoryError
from tuf.api.metadata import Metadata, Timestamp

from kiosk.errors import PublishError
from kiosk.publishing import releases
from kiosk.publishing.editions import checked
from kiosk.publishing.signed_files import NEWEST as TIMESTAMP

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

    from kiosk.publishing.repository import Repository
    from kiosk.transport.origin import Origin

FOREVER = {"Cache-Control": "public, max-age=31536000, immutable"}
NEVER = {"Cache-Control": "no-cache"}
NEWEST = f"metadata/{TIMESTAMP}"
LONGEST = 5_000_000
"""Bytes of metadata that terminals read at most."""

OURS = re.compile(
    r"blobs/[0-9a-f]{64}|targets/[a-z0-9-]+/\d+/[0-9a-f]{64}\.pack\.json|metadata/\d+\.(?!root\.)[a-z0-9-]+\.json"
)
"""Names that a repository gives to files; roots are not among those that may go."""

GRACE = timedelta(days=1)
"""How long a file is at its place before it may go: a terminal may be fetching it, a cache may still name it."""


@dataclass(frozen=True, slots=True)
class Sent:
    """One file: its path, length in bytes, whether it had to be sent, and how many there are in all."""

    path: str
    length: int
    new: bool
    total: int


def upload(repository: Repository, origin: Origin, *, again: bool = False) -> Iterator[Sent]:
    """Sends file after file; again: also those that are there already, as one may have been damaged.

    PublishError when a file here is not the one that was signed, or when the place has a newer list than this repository;
    TransportError from the place.
    """
    with repository.alone():
        blobs = releases.files(repository)
        metadata = repository.metadata.published()
        _hold(repository, origin)
        total = len(blobs) + len(metadata)
        for path, blob in blobs.items():
            new = again or origin.size(path) != blob.length
            if new:
                checked(repository.folder, path, blob)
                origin.put(path, repository.folder / path, FOREVER)
            yield Sent(path, blob.length, new, total)
        for path in metadata:
            data = (repository.folder / path).read_bytes()
            new = again or path == NEWEST or origin.read(path, LONGEST) != data
            if new:
                origin.put(path, data, NEVER)
            yield Sent(path, len(data), new, total)


def clear(repository: Repository, origin: Origin, now: datetime) -> Iterator[str]:
    """Removes what a repository once brought to its place and lists no longer; gives the paths. After `upload`; `now` is aware.

    Only names that a repository gives, never a root, and nothing that came within GRACE.
    """
    with repository.alone():
        kept = {*releases.files(repository), *repository.metadata.published()}
        for folder in ("blobs", "targets", "metadata"):
            old = [path for path, written in origin.listed(folder) if now - written > GRACE]
            for path in sorted({path for path in old if OURS.fullmatch(path)} - kept):
                origin.remove(path)
                yield path


def _hold(repository: Repository, origin: Origin) -> None:
    """PublishError when the place has what this city's keys have signed elsewhere, and newer or otherwise than here."""
    ours = repository.metadata.timestamp()
    data = origin.read(NEWEST, LONGEST)
    try:
        theirs = Metadata[Timestamp].from_bytes(data or b"")
        repository.metadata.root().signed.verify_delegate("timestamp", theirs.signed_bytes, theirs.signatures)
    except (RepositoryError, ValueError):
        return  # nothing, or something that no terminal believes
    if theirs.signed.version > ours.signed.version or (
        theirs.signed.version == ours.signed.version and theirs.signed != ours.signed
    ):
        message = f"{origin.url} has list {theirs.signed.version} and {repository.folder} has {ours.signed.version}: another copy of the repository published there; bring {repository.folder} back from the place, then do again what it lacks"
        raise PublishError(message)
