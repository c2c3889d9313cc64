"""What all questions to a pack have in common: rows, the prose of a page, and errors that say what to do."""

from __future__ import annotations

import json
import sqlite3
from dataclasses import dataclass
from typing import TYPE_CHECKING

from kiosk.content.parts import OWNED
from kiosk.content.rows import Prose, prose
from kiosk.errors import NotFoundError, PackError

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path
    from sqlite3 import Row

    from kiosk.i18n.fallback import Chain

OWNERS = "(SELECT value FROM json_each(?1))"
_OWNED = f"entity IN ('organization', 'place', 'service', 'guide', 'event', 'notice') AND entity_id IN {OWNERS}"
"""A source's key begins with the kind of its owner: without the kinds SQLite would read the whole table."""
_SCHEDULES = f"""SELECT * FROM schedule
    WHERE entity_id IN {OWNERS} OR entity_id IN (SELECT id FROM phone WHERE entity_id IN {OWNERS})"""


@dataclass(frozen=True, slots=True)
class Reader:
    """An open pack. Each question raises PackError when the file is damaged."""

    slot: Path
    pack: sqlite3.Connection
    official: str

    def rows(self, statement: str, *values: object) -> list[Row]:
        """The rows that a statement gives."""
        try:
            return self.pack.execute(statement, values).fetchall()
        except sqlite3.DatabaseError as error:
            raise damaged(self.slot, error) from error

    def prose(self, ids: Iterable[str], chain: Chain, *fields: str) -> Prose:
        """All texts of some records; of a list only some fields."""
        try:
            return prose(self.pack, ids, chain, self.official, fields)
        except sqlite3.DatabaseError as error:
            raise damaged(self.slot, error) from error

    def record(self, table: str, key: str) -> Row:
        """One row by id or slug; raises NotFoundError."""
        rows = self.rows(f"SELECT * FROM {table} WHERE id = ?1 OR slug = ?1 ORDER BY id <> ?1 LIMIT 1", key)
        if not rows:
            message = f"the pack has no {table} {key!r}; `kiosk search` finds the name"
            raise NotFoundError(message)
        return rows[0]

    def owned(self, owners: Iterable[str]) -> dict[str, list[Row]]:
        """What hangs on some records, by table."""
        ids = json.dumps(tuple(owners))
        owned = {table: self.rows(f"SELECT * FROM {table} WHERE {_OWNED} ORDER BY seq", ids) for table in OWNED}
        return owned | {"schedule": self.rows(_SCHEDULES, ids)}

    def terms(self, owner: str) -> tuple[str, ...]:
        """The ids of the terms of a record that is no service."""
        rows = self.rows("SELECT term_id FROM entity_term WHERE entity_id = ? ORDER BY term_id", owner)
        return tuple(row["term_id"] for row in rows)


def damaged(slot: Path, error: Exception) -> PackError:
    """What to say about a slot that cannot be read."""
    return PackError(f"{slot} cannot be read ({error}); remove this folder and install the pack again")
