"""The search index of a slot: folded titles by language, built when a pack arrives and no part of the pack."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from typing import TYPE_CHECKING

from kiosk.packs.fold import VERSION, fold

if TYPE_CHECKING:
    from pathlib import Path


def build(pack: Path, index: Path) -> None:
    """Writes `index` for the services of `pack`."""
    with (
        closing(sqlite3.connect(f"file:{pack}?mode=ro&immutable=1", uri=True)) as source,
        closing(sqlite3.connect(index)) as target,
    ):
        target.executescript(
            f"PRAGMA journal_mode = OFF; PRAGMA user_version = {VERSION};"
            "CREATE VIRTUAL TABLE title USING fts5(folded, id UNINDEXED, lang UNINDEXED, tokenize = 'unicode61 remove_diacritics 0', prefix = '1 2 3');"
        )
        rows = source.execute(
            "SELECT t.value, t.id, t.lang FROM text t JOIN service s ON s.id = t.id"
            " WHERE t.entity = 'service' AND t.field = 'name' ORDER BY s.rank, t.lang"
        )
        target.executemany(
            "INSERT INTO title VALUES (?, ?, ?)", ((fold(value), identity, lang) for value, identity, lang in rows)
        )
        target.commit()
