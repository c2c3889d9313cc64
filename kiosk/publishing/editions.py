"""A pack as the files that travel: its snapshot, its pictures by their hash, and deltas from the versions before it."""

from __future__ import annotations

import hashlib
import json
import shutil
import sqlite3
import tempfile
from contextlib import closing, contextmanager
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from kiosk.errors import PackError, PublishError
from kiosk.packs import delta, patch, reading
from kiosk.packs.hash import content_hash
from kiosk.packs.release import Blob, Delta, Edition
from kiosk.publishing.durable import replacing
from kiosk.publishing.repository import ADDING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from kiosk.packs.release import Release

SNAPSHOT_LEVEL = 12
DELTA_LEVEL = 19
"""zstd's: a delta is small and read by every terminal, a snapshot is large and read once."""


class Editions:
    """Makes editions and packs out of the blobs of the repository in `folder`; scratch: for files on the way.

    PackError for a damaged pack, PublishError for a blob that is not the one that was signed.
    """

    def __init__(self, folder: Path, scratch: Path) -> None:
        self._folder = folder
        self._scratch = scratch

    def made(self, pack: Path, version: int, bases: list[tuple[int, Release]]) -> Edition:
        """A pack as blobs: its snapshot, its pictures, and a delta from each base, the newest first, that it can be read with."""
        own = self._scratch / f"own-{len(list(self._scratch.iterdir()))}.pack"
        shutil.copyfile(pack, own)
        manifest = reading.verify(own, called=pack)
        said = json.loads(reading.manifest(own)) | {"version": version}
        pictures = []
        for name, data in delta.media(own):
            self._stored(partial(_write_bytes, data))
            pictures.append(Blob(sha256=name, length=len(data)))
        snapshot = self._rows(None, own, SNAPSHOT_LEVEL)
        deltas = []
        for number, release in bases:
            edition = release.readable(manifest.format)
            made = self._delta(edition, number, own) if edition is not None else None
            if made is not None and made.length < snapshot.length:
                deltas.append(made)
        return Edition(
            format=manifest.format,
            content_hash=manifest.content_hash,
            manifest=json.dumps(said, ensure_ascii=False, sort_keys=True, separators=(",", ":")),
            snapshot=snapshot,
            deltas=tuple(deltas),
            media=tuple(pictures),
        )

    def rebuilt(self, edition: Edition, target: Path) -> None:
        """A published pack as a file again."""
        checked(self._folder, edition.snapshot.path, edition.snapshot)
        with (self._folder / edition.snapshot.path).open("rb") as source:
            patch.apply(source, edition.snapshot.unpacked, target, edition.manifest.encode(), self._picture)
        said = reading.verify(target)
        if said.content_hash != edition.content_hash:
            message = f"{self._folder / edition.snapshot.path} has other rows than were signed; add the pack again"
            raise PublishError(message)

    def _delta(self, edition: Edition, version: int, after: Path) -> Delta | None:
        """A delta that was tried: applied to the rows it is for, it gives the ones it should. None when it does not."""
        before = self._scratch / f"before-{version}-{edition.content_hash[:16]}.pack"
        if not before.exists():
            self.rebuilt(edition, before)
        blob = self._rows(before, after, DELTA_LEVEL)
        tried = self._scratch / "tried.pack"
        shutil.copyfile(before, tried)
        try:
            with (self._folder / blob.path).open("rb") as source:
                patch.apply(source, blob.unpacked, tried, b"{}", self._picture)
            with closing(reading.connect(tried)) as one, closing(reading.connect(after)) as other:
                same = content_hash(one) == content_hash(other)
        except (PackError, sqlite3.DatabaseError):
            same = False
        if not same:
            return None
        return Delta(
            sha256=blob.sha256, length=blob.length, unpacked=blob.unpacked, base=edition.content_hash, version=version
        )

    def _picture(self, name: str) -> bytes:
        data = (self._folder / "blobs" / name).read_bytes()
        if hashlib.sha256(data).hexdigest() != name:
            raise _other(self._folder / "blobs" / name)
        return data

    def _rows(self, before: Path | None, after: Path, level: int) -> Blob:
        unpacked = 0

        def write(target: Path) -> None:
            nonlocal unpacked
            with target.open("wb") as out:
                unpacked = delta.make(before, after, out, level)

        sha256, length = self._stored(write)
        return Blob(sha256=sha256, length=length, unpacked=unpacked)

    def _stored(self, write: Callable[[Path], object]) -> tuple[str, int]:
        """Writes a blob, named by what it holds; gives SHA-256 and length."""
        blobs = self._folder / "blobs"
        with _temporary(blobs) as temporary:
            write(temporary)
            with temporary.open("rb") as source:
                digest = hashlib.file_digest(source, "sha256").hexdigest()
            length = temporary.stat().st_size
            if not _same(blobs / digest, digest):
                with replacing(blobs / digest) as target:
                    shutil.copyfile(temporary, target)
        return digest, length


def checked(folder: Path, path: str, blob: Blob) -> None:
    """PublishError unless a file of the repository in `folder` is the one that was signed."""
    file = folder / path
    try:
        same = file.stat().st_size == blob.length and _same(file, blob.sha256)
    except OSError as error:
        message = f"{file}: {error.strerror}; bring the repository back from where it was published"
        raise PublishError(message) from error
    if not same:
        raise _other(file)


def _other(file: Path) -> PublishError:
    return PublishError(f"{file} is not the file that was signed; nothing newer than before is visible")


def _same(file: Path, sha256: str) -> bool:
    if not file.exists():
        return False
    with file.open("rb") as source:
        return hashlib.file_digest(source, "sha256").hexdigest() == sha256


def _write_bytes(data: bytes, target: Path) -> None:
    target.write_bytes(data)


@contextmanager
def _temporary(folder: Path) -> Iterator[Path]:
    with tempfile.TemporaryDirectory(dir=folder.parent, prefix=ADDING) as made:
        yield Path(made) / "blob"
