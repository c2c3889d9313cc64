"""The files of a slot: what they are called, and how they are made and brought to the disk."""

from __future__ import annotations

import os
import shutil
import sqlite3
from contextlib import suppress
from typing import TYPE_CHECKING

from kiosk.packs import index, reading

if TYPE_CHECKING:
    from pathlib import Path

    from kiosk.packs.changes import Changes

FILES = ("pack.db", "index.db", "pack.json")
"""What a slot holds; a screen's lock is on the last."""


def indexed(base: Path | None, made: Path, changes: Changes | None) -> None:
    """Gives a new slot its index: that of the slot before brought in step, where it is known what differs."""
    if base is not None and changes is not None:
        with suppress(sqlite3.Error):  # an index that is damaged is built anew, as it is when there is none
            shutil.copyfile(base / "index.db", made / "index.db")
            index.update(made / "index.db", base / "pack.db", made / "pack.db", changes)
            return
    (made / "index.db").unlink(missing_ok=True)
    index.build(made / "pack.db", made / "index.db")


def slot_name(manifest: bytes, pack: Path) -> str:
    """The name of a pack's slot: the rows' hash, then the manifest's, which is no part of it: a newer build time is another slot."""
    import hashlib  # OpenSSL, which an installer needs and the screen's first frame does not

    rows = reading.decode(manifest, pack).content_hash
    return f"{rows[:16]}-{hashlib.sha256(manifest).hexdigest()[:8]}"


def copy(pack: Path, target: Path) -> None:
    """Copies a pack's file, which may be anybody's, and no other that a link leads to."""
    descriptor = os.open(pack, os.O_RDONLY | os.O_CLOEXEC | os.O_NOFOLLOW)
    with os.fdopen(descriptor, "rb") as source, target.open("xb") as out:
        shutil.copyfileobj(source, out, 1 << 20)


def flush(path: Path) -> None:
    """Brings a file, or the names in a folder, to the disk."""
    descriptor = os.open(path, os.O_RDONLY | os.O_CLOEXEC)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
