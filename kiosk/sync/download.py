"""Fetches what a release names: resumed where it broke off, hashed as it comes, never more than was signed.

A file grows as `SHA-256.part` in the data folder, on the file system of the slots. It is believed when its hash is right:
one that a power cut left with the wrong bytes is fetched once more from its beginning.
"""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

from obstore.exceptions import NotSupportedError

from kiosk.errors import SyncError, TransportError

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from kiosk.packs.release import Blob
    from kiosk.transport.origin import Origin

PART = ".part"

TRIES = 4
"""For one file in one run; each goes on where the one before broke off."""


def fetch(origin: Origin, blob: Blob, folder: Path, progress: Callable[[int], None]) -> Path:
    """A blob as a file in `folder`, checked; progress: told how many bytes of it are here.

    SyncError when the origin has other bytes than were signed, TransportError when they do not come.
    """
    part = folder / f"{blob.sha256}{PART}"
    anew = False
    for attempt in range(TRIES):
        try:
            if _complete(origin, blob, part, progress):
                return part
        except TransportError as error:
            if error.cause != "cut" or attempt == TRIES - 1:
                raise
            continue
        except OSError as error:
            message = f"{folder}: {error.strerror}; check that the folder can be written and has room"
            raise SyncError(message) from error
        part.unlink(missing_ok=True)
        if anew:
            break
        anew = True
    message = (
        f"{origin.url}/{blob.path} is not what the city has signed; nothing is changed, ask the city to publish again"
    )
    raise SyncError(message)


def _complete(origin: Origin, blob: Blob, part: Path, progress: Callable[[int], None]) -> bool:
    """Whether the file is whole and right now; False when what lies there is of no use."""
    digest = hashlib.sha256()
    have = 0
    if part.exists():
        with part.open("rb") as old:
            while piece := old.read(1 << 20):
                digest.update(piece)
                have += len(piece)
    if have > blob.length:
        return False
    part.touch()  # one of no bytes is a file too
    progress(have)
    if have < blob.length:
        try:
            have = _append(origin, blob, part, have, digest, progress)
        except NotSupportedError:  # a server without ranges: from the beginning, then
            if not have:
                raise
            part.unlink()
            return _complete(origin, blob, part, progress)
    if have < blob.length:
        message = f"{origin.url}/{blob.path} was cut off on the way; it goes on from there at the next poll"
        raise TransportError(message, "cut")
    return have == blob.length and digest.hexdigest() == blob.sha256


def _append(
    origin: Origin, blob: Blob, part: Path, have: int, digest: hashlib._Hash, progress: Callable[[int], None]
) -> int:
    with part.open("ab") as out:
        for piece in origin.get(blob.path, have):
            have += len(piece)
            if have > blob.length:
                break
            out.write(piece)
            digest.update(piece)
            progress(have)
    return have
