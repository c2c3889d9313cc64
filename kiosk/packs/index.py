"""The search index of a slot: titles, keywords and texts, folded, by language. It is no part of the pack.

It is built when a pack arrives, before it is active, and brought in step with the next pack from a list of changes
(`update`); both end in the same answers. Two contentless FTS5 tables hold the tokens: `title` those of titles and
keywords, each with the letter of its language, `body` the stems of all texts. Their rowid is the language's number and, below
it, the record's, which rises in the pack's order: one language is a range, and what matches comes out best first. Numbers leave gaps for
records that come later. The tokenizer is `ascii`, which takes every letter beyond ASCII as part of a word and so leaves to
`kiosk.packs.fold` alone what a word is. What is deleted is told to FTS5 with its old tokens, which the pack before still has:
SQLite 3.40 knows no other way. ADR 0008 has the measurements.
"""

from __future__ import annotations

import os
import sqlite3
from contextlib import ExitStack, closing, suppress
from typing import TYPE_CHECKING

from kiosk.packs import reading
from kiosk.packs.fold import VERSION

if TYPE_CHECKING:
    from pathlib import Path

    from kiosk.packs.changes import Changes

FILE = "index.db"
"""Its name in a slot."""

# what builds is imported where it is used: the screen opens an index that is there


def build(pack: Path, index: Path) -> None:
    """Writes `index`, a file that is not there yet, for the records of `pack`."""
    from kiosk.packs.index_build import fill

    with closing(sqlite3.connect(index)) as target:
        fill(pack, target)


def opened(slot: Path) -> sqlite3.Connection | None:
    """The index of a slot, or None where it is another version's, damaged or gone."""
    with suppress(sqlite3.Error):
        index = reading.connect(slot / FILE)
        with suppress(sqlite3.Error):
            if index.execute("PRAGMA user_version").fetchone() == (VERSION,):
                return index
        index.close()
    return None


def connect(slot: Path) -> sqlite3.Connection:
    """The index of a slot, built anew from the pack beside it where `opened` has none; in memory if the folder cannot be written.

    sqlite3.Error when the pack cannot be read either.
    """
    index = opened(slot)
    if index is None:
        with suppress(OSError, sqlite3.OperationalError):
            _renew(slot)
        index = opened(slot)
    if index is None:
        from kiosk.packs.index_build import fill

        with ExitStack() as failed:
            index = failed.enter_context(closing(sqlite3.connect(":memory:")))
            fill(slot / "pack.db", index)
            failed.pop_all()
    return index


def _renew(slot: Path) -> None:
    """Puts a new index in the place of an old one, whole; who reads the old one goes on reading it."""
    made = slot / f".{FILE}-{os.getpid()}"
    made.unlink(missing_ok=True)
    try:
        build(slot / "pack.db", made)
        made.replace(slot / FILE)
    finally:
        made.unlink(missing_ok=True)


def update(index: Path, before: Path, after: Path, changes: Changes) -> bool:
    """Brings the index of pack `before` in step with pack `after`, in place; False when it had to be built anew.

    That is when the languages are others, or no number is free between two records. changes: what differs between the
    packs. Raises sqlite3.Error for a file that cannot be read; the index is of no use then.
    """
    from kiosk.packs.index_update import step

    with closing(sqlite3.connect(index)) as target:
        if target.execute("PRAGMA user_version").fetchone() == (VERSION,) and step(target, before, after, changes):
            return True
    index.unlink()
    build(after, index)
    return False
