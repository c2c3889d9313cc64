"""What to fetch for a version, and how a slot is filled from it: a delta on a copy of what is shown, or a snapshot."""

from __future__ import annotations

import shutil
import sqlite3
from contextlib import closing
from dataclasses import dataclass
from typing import TYPE_CHECKING

from kiosk.errors import PackError
from kiosk.packs import patch, reading
from kiosk.sync.download import PART

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

    from kiosk.packs.changes import Changes
    from kiosk.packs.release import Blob, Edition
    from kiosk.packs.slots import Fill, Slot


@dataclass(frozen=True, slots=True)
class Order:
    """Rows and the pictures that are not here yet.

    base: the slot that the rows change, None for a snapshot. pictures: a pack's file that has the other pictures, or None.
    """

    rows: Blob
    media: tuple[Blob, ...]
    manifest: str
    base: Path | None
    pictures: Path | None

    @property
    def blobs(self) -> tuple[Blob, ...]:
        """All that has to come, pictures first."""
        return (*self.media, self.rows)

    def needs(self, folder: Path) -> int:
        """Bytes that this takes at least: what has yet to come into `folder`, and the rows and pictures of the new slot."""
        here = {blob: folder / f"{blob.sha256}{PART}" for blob in self.blobs}
        coming = sum(blob.length - min(blob.length, _length(part)) for blob, part in here.items())
        base = sum(_length(self.base / file) for file in ("pack.db", "index.db")) if self.base is not None else 0
        return coming + base + self.rows.unpacked + sum(blob.length for blob in self.media)

    def filling(self, files: Mapping[str, Path]) -> Fill:
        """What writes the pack's file of a new slot from the fetched files, by their hash."""

        def picture(name: str) -> bytes:
            if name in files:
                if files[name].stat().st_size > reading.LONGEST:  # no pack can hold it, and no memory may
                    message = f"the picture {name} is too large"
                    raise PackError(message)
                return files[name].read_bytes()
            if self.pictures is not None:
                with closing(reading.connect(self.pictures)) as connection:
                    row = connection.execute("SELECT data FROM media WHERE hash = ?", (name,)).fetchone()
                if row is not None:
                    return bytes(row[0])
            message = f"the picture {name} is missing"
            raise PackError(message)

        def fill(_active: Path | None, target: Path) -> Changes | None:
            if self.base is not None:
                shutil.copyfile(self.base / "pack.db", target)
            with files[self.rows.sha256].open("rb") as source:
                changes = patch.apply(source, self.rows.unpacked, target, self.manifest.encode(), picture)
            return changes if self.base is not None else None

        return fill


def orders(edition: Edition, active: Slot | None) -> Iterator[Order]:
    """Ways to an edition, the cheapest first; the last is the snapshot, which needs nothing that is here."""
    pack = active.path / "pack.db" if active is not None else None
    here = _pictures(pack) if pack is not None else set()
    media = tuple(blob for blob in edition.media if blob.sha256 not in here)
    for delta_ in edition.deltas:
        if active is not None and delta_.base == active.manifest.content_hash:
            yield Order(delta_, media, edition.manifest, active.path, pack)
            break
    yield Order(edition.snapshot, media, edition.manifest, None, pack if here else None)


def _length(file: Path) -> int:
    return file.stat().st_size if file.exists() else 0


def _pictures(pack: Path) -> set[str]:
    """The pictures of a pack; none when it is damaged, as all can be fetched."""
    try:
        with closing(reading.connect(pack)) as connection:
            return {name for (name,) in connection.execute("SELECT hash FROM media")}
    except sqlite3.Error:
        return set()
