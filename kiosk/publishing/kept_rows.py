"""The rows of the last pack in a draft: those of some records are found and exchanged, all others are kept.

Where nothing differs nothing is written, and in the end each table lies as a build of everything would have written it.
"""

from __future__ import annotations

import hashlib
import shutil
from itertools import chain
from typing import TYPE_CHECKING, TypeAlias

from kiosk.packs import schema
from kiosk.publishing.draft import key
from kiosk.publishing.languages import COLUMNS
from kiosk.publishing.naming import Ref

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterable, Mapping
    from pathlib import Path

    from kiosk.publishing.part_rows import Row

Values: TypeAlias = tuple[str | int | float | bytes | None, ...]

OWNERS = ("id", "service_id", "entity_id", "from_id", "evidence_id", "poll_id")
"""Columns that say whose row it is."""

RECORDS = ("organization", "place", "term", "guide", "event", "notice", "phrase", "poll", "concept", "form", "city_key")
"""Tables of records that are always read again."""

_PARTLESS = frozenset({"text", "xref", "residue"})
"""Tables whose `id` is that of what they say something about."""


class KeptRows:
    """The rows of a draft that is a copy of the last pack. counts: of rows by table. stale: the ids of texts that differ."""

    def __init__(self, connection: sqlite3.Connection, counts: Mapping[str, int]) -> None:
        self.counts = dict(counts)
        self.stale: set[str] = set()
        self._connection = connection
        self._touched: set[str] = set()
        self._columns = {
            table: tuple(name for (name,) in connection.execute("SELECT name FROM pragma_table_info(?)", (table,)))
            for table in schema.TABLES
        } | {"text": COLUMNS}
        self._owners = {table: sorted(set(OWNERS) & set(names)) for table, names in self._columns.items()}

    def naming(self, pack: str, services: Iterable[str]) -> bool:
        """Whether a relation or a text names one of these services."""
        services = frozenset(services)
        ids = {Ref("service", slug).id(pack) for slug in services}
        related = {to for (to,) in self._connection.execute("SELECT to_id FROM relation")}
        texts = self._connection.execute("SELECT value FROM text WHERE instr(value, 'service:')")
        return not ids.isdisjoint(related) or any(f"service:{slug}" in text for (text,) in texts for slug in services)

    def begin(self, pack: str, services: Iterable[str]) -> None:
        """Begins to write, and finds the records to exchange: these services and all that is no service, with their parts."""
        run = self._connection.execute
        run("PRAGMA foreign_keys = OFF")
        run("CREATE TEMP TABLE looked (id TEXT PRIMARY KEY)")
        run("CREATE TEMP TABLE fresh (id TEXT PRIMARY KEY)")
        run("BEGIN")
        _unfinished(self._connection)
        new = {pack} | {Ref("service", slug).id(pack) for slug in services}
        new.update(id_ for table in RECORDS for (id_,) in run(f"SELECT id FROM {table}"))
        parts = [
            f"SELECT id FROM {table} WHERE {column} IN temp.fresh AND id NOT IN temp.looked"
            for table, columns in self._owners.items()
            for column in columns
            if "id" in columns and column != "id" and table not in _PARTLESS
        ]
        while new:
            run("DELETE FROM temp.fresh")
            self._connection.executemany("INSERT INTO temp.fresh VALUES (?)", ((id_,) for id_ in new))
            run("INSERT INTO temp.looked SELECT id FROM temp.fresh")
            new = {id_ for statement in parts for (id_,) in run(statement)}

    def texts(self) -> frozenset[Values]:
        """The rows of `text` of these records, their columns as in `kiosk.publishing.languages.COLUMNS`."""
        return self._old("text")

    def exchange(self, table: str, made: Iterable[Row]) -> None:
        """Gives a table the rows that these records have today."""
        now = frozenset(tuple(map(row.get, self._columns[table])) for row in made)
        self._exchange(table, self._files(now) if table == "media" else self._old(table), now)

    def exchange_texts(self, before: frozenset[Values], now: frozenset[Values]) -> None:
        """The same for `text`."""
        self._exchange("text", before, now)

    def rank(self, ranks: Mapping[str, int]) -> None:
        """Sets where each service stands, by slug."""
        moves = ((rank, slug, rank) for slug, rank in ranks.items())
        self._connection.executemany("UPDATE service SET rank = ? WHERE slug = ? AND rank != ?", moves)

    def commit(self) -> None:
        """Ends writing."""
        for table in sorted(self._touched - schema.WITHOUT_ROWID):
            self._order(table)
        self._connection.execute("COMMIT")

    def _old(self, table: str) -> frozenset[Values]:
        where = " OR ".join(f"{column} IN temp.looked" for column in self._owners[table])
        return frozenset(
            self._connection.execute(f"SELECT {', '.join(self._columns[table])} FROM {table} WHERE {where}")
        )

    def _files(self, now: Iterable[Values]) -> frozenset[Values]:
        """The rows of `media`, read only where they are not among today's: a file goes by the hash of its bytes."""
        there = {name for (name,) in self._connection.execute("SELECT hash FROM media")}
        same = {row for row in now if row[0] in there}
        gone = there - {row[0] for row in same}
        asked = "SELECT * FROM media WHERE hash = ?"
        return frozenset(chain(same, (self._connection.execute(asked, (name,)).fetchone() for name in gone)))

    def _exchange(self, table: str, before: frozenset[Values], now: frozenset[Values]) -> None:
        gone, come = before - now, now - before
        if not gone and not come:
            return
        names, keyed = self._columns[table], key(self._connection, table)
        places = [names.index(name) for name in keyed]
        where = " AND ".join(f"{name} = ?" for name in keyed)
        keys = (tuple(row[place] for place in places) for row in gone)
        self._connection.executemany(f"DELETE FROM {table} WHERE {where}", keys)
        marks = ", ".join("?" * len(names))
        self._connection.executemany(f"INSERT INTO {table} ({', '.join(names)}) VALUES ({marks})", come)
        self.counts[table] += len(come) - len(gone)
        self._touched.add(table)
        if table == "text":
            self.stale.update(str(row[0]) for row in gone | come)

    def _order(self, table: str) -> None:
        """Puts rows that were added at the end where a build of everything puts them."""
        order = ", ".join(key(self._connection, table))
        self._connection.execute(f"CREATE TEMP TABLE sorted AS SELECT * FROM main.{table} ORDER BY {order}")
        self._connection.execute(f"DELETE FROM main.{table}")
        self._connection.execute(f"INSERT INTO main.{table} SELECT * FROM temp.sorted ORDER BY rowid")
        self._connection.execute("DROP TABLE temp.sorted")


def copied(pack: Path, draft: Path) -> str:
    """Copies a file; the SHA-256 of the copy, in hexadecimal digits."""
    shutil.copyfile(pack, draft)
    with draft.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _unfinished(connection: sqlite3.Connection) -> None:
    """Makes of a pack the draft that it came from: `VACUUM` has counted its schema up by one, and will again."""
    connection.execute("DELETE FROM manifest")
    (version,) = connection.execute("PRAGMA schema_version").fetchone()
    connection.execute(f"PRAGMA schema_version = {version - 1}")
