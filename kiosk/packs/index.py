"""The search index of a slot: folded titles by language. It is no part of the pack: it is built when one arrives.

Rows go in by the pack's rank, so that what matches comes out in that order. The tokenizer is `ascii`: it takes every
letter beyond ASCII as part of a word, and so leaves to `kiosk.packs.fold` alone what a word is. (`unicode61` knows the
letters of Unicode 6.1 and parts words at Bengali vowel signs.) A language's tag is a word of its own column.
"""

from __future__ import annotations

import sqlite3
from contextlib import closing
from typing import TYPE_CHECKING

from kiosk.packs import reading
from kiosk.packs.fold import VERSION, fold

if TYPE_CHECKING:
    from pathlib import Path

_TABLE = """CREATE VIRTUAL TABLE title USING fts5(
    folded, lang, id UNINDEXED, tokenize = "ascii tokenchars '-'", prefix = '1 2 3', columnsize = 0)"""

_TITLES = """SELECT t.value, t.lang, t.id FROM text t JOIN service s ON s.id = t.id
    WHERE t.entity = 'service' AND t.field = 'name' ORDER BY s.rank, t.lang"""


def build(pack: Path, index: Path) -> None:
    """Writes `index`, a file that is not there yet, for the services of `pack`."""
    with closing(sqlite3.connect(index)) as target:
        target.executescript(
            "PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF;"
        )  # the slot syncs it when it is whole
        _fill(pack, target)


def connect(slot: Path) -> sqlite3.Connection:
    """The index of a slot; one of another version, or one that is gone, is built anew in memory.

    sqlite3.Error when the pack cannot be read either.
    """
    try:
        index = reading.connect(slot / "index.db")
        if index.execute("PRAGMA user_version").fetchone() == (VERSION,):
            return index
        index.close()
    except sqlite3.Error:
        pass  # the pack beside it has all that is needed
    index = sqlite3.connect(":memory:")
    _fill(slot / "pack.db", index)
    return index


def _fill(pack: Path, target: sqlite3.Connection) -> None:
    target.execute(_TABLE)
    with closing(reading.connect(pack)) as source:
        rows = ((fold(value), lang, identity) for value, lang, identity in source.execute(_TITLES))
        target.executemany("INSERT INTO title VALUES (?, ?, ?)", rows)
    target.execute(f"PRAGMA user_version = {VERSION}")
    target.commit()
