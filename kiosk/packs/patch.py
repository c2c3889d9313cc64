"""Turns a pack into the next one, on a terminal, by the rows that `kiosk.packs.delta` has made.

What comes is another's: it may make tables and indexes and nothing else, and what does not fit is refused.
"""

from __future__ import annotations

import sqlite3
from contextlib import closing
from typing import TYPE_CHECKING, Any, BinaryIO, TypeAlias

from kiosk.errors import PackError
from kiosk.packs import edits, reading, schema
from kiosk.packs.delta import VERSION
from kiosk.packs.stream import Row, Value, records, rows
from kiosk.packs.table import Table, keyed, listed, makes, quoted

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from kiosk.packs.changes import Changes, Key
    from kiosk.packs.stream import Record

UNFIT = (
    ArithmeticError,
    AttributeError,
    LookupError,
    TypeError,
    ValueError,
    sqlite3.DataError,
    sqlite3.IntegrityError,
    sqlite3.ProgrammingError,
)
"""What rows raise that are not made as `delta.make` makes them."""

Picture: TypeAlias = "Callable[[str], bytes]"
"""Gives the bytes of a medium by its SHA-256."""


def apply(source: BinaryIO, unpacked: int, target: Path, manifest: bytes, picture: Picture) -> Changes:
    """Turns the pack's file `target` (or a file that is not there) into the next one; gives what changed.

    unpacked: as `delta.make` gave it. The file is written without a journal: it is of no use when this raises. PackError when
    the rows do not fit, OSError and sqlite3.Error when the file cannot be written.
    """
    changed: dict[str, list[Key]] = {}
    with closing(sqlite3.connect(target, isolation_level=None)) as connection:
        connection.setlimit(sqlite3.SQLITE_LIMIT_LENGTH, reading.LONGEST)
        for pragma in ("trusted_schema = OFF", "journal_mode = OFF", "synchronous = OFF", "temp_store = MEMORY"):
            connection.execute(f"PRAGMA {pragma}")
        connection.execute(f"PRAGMA application_id = {schema.APPLICATION_ID}")
        connection.execute("BEGIN")
        patch = _Patch(connection, picture, changed)
        try:
            for record in records(source, unpacked):
                patch.take(record)
            patch.finish(manifest.decode())
        except (*UNFIT, sqlite3.OperationalError) as error:
            if isinstance(error, sqlite3.OperationalError) and error.sqlite_errorcode != sqlite3.SQLITE_ERROR:
                raise  # the disk's fault
            message = f"the rows do not fit ({error})"
            raise PackError(message) from error
        connection.execute("COMMIT")
    return changed


class _Patch:
    """A pack in the middle of being changed."""

    def __init__(self, connection: sqlite3.Connection, picture: Picture, changed: dict[str, list[Key]]) -> None:
        self._connection = connection
        self._picture = picture
        self._changed = changed
        self._indexes: list[str] = []
        self._pictures: set[str] = set()
        self._table = Table("", (), 0)
        self._ended = False

    def take(self, record: Record) -> None:
        """One record in its turn."""
        kind, *given = record
        match kind:
            case "rows":
                self._begin(*given)
            case "table":
                name, columns, keys = given
                self._table = Table(name, tuple(columns), keys)
            case "-":
                self._remove(list(rows(given[0])))
            case "~":
                self._alter(given[0], list(rows(given[1])))
            case "+":
                self._insert(list(rows(given[0])))
            case "end":
                self._ended = True
            case _:
                message = f"a record of an unknown kind {kind!r}; update the kiosk"
                raise PackError(message)

    def finish(self, manifest: str) -> None:
        """Indexes and the manifest; PackError when the rows did not end."""
        if not self._ended:
            message = "the rows end too early"
            raise PackError(message)
        for statement in self._indexes:
            self._connection.execute(statement)
        self._connection.execute("INSERT OR REPLACE INTO manifest VALUES (1, ?)", (manifest,))

    def _begin(self, version: int, gone: list[str], made: list[str]) -> None:
        if version != VERSION:
            message = f"the rows are of version {version}; update the kiosk"
            raise PackError(message)
        for kind, name in sorted(map(makes, gone)):  # an index before its table
            self._connection.execute(f"DROP {kind} IF EXISTS {quoted(name)}")
        for sql in made:
            kind, name = makes(sql)
            if reading.computes(kind.lower(), sql):
                message = f"its {kind.lower()} {name} computes something"
                raise PackError(message)
            if kind == "INDEX":
                self._indexes.append(sql)  # once its table is full
            else:
                self._connection.execute(sql)
        if not self._connection.execute("SELECT 1 FROM sqlite_master WHERE name = 'manifest'").fetchone():
            self._connection.execute(schema.MANIFEST)

    def _remove(self, keys: list[Row]) -> None:
        statement = f"DELETE FROM {quoted(self._table.name)} WHERE {keyed(self._table.key)}"
        self._connection.executemany(statement, keys)
        self._note(keys)

    def _alter(self, places: list[int], some: list[Row]) -> None:
        """places: which of the columns beyond the key each row carries after its key."""
        names = [self._table.rest[place] for place in places]
        table, where = quoted(self._table.name), keyed(self._table.key)
        ask = f"SELECT {listed(names)} FROM {table} WHERE {where}"
        tell = f"UPDATE {table} SET {', '.join(f'{quoted(name)} = ?' for name in names)} WHERE {where}"
        for row in some:
            key, values = row[: self._table.keys], row[self._table.keys :]
            old = self._connection.execute(ask, key).fetchone()
            if old is None:
                message = f"table {self._table.name} lacks the row {key}"
                raise PackError(message)
            new = [_joined(was, value) for was, value in zip(old, values, strict=True)]
            self._connection.execute(tell, (*new, *key))
        self._note([row[: self._table.keys] for row in some])

    def _insert(self, some: list[Row]) -> None:
        marks = ", ".join("?" * len(self._table.columns))
        statement = f"INSERT INTO {quoted(self._table.name)} ({listed(self._table.columns)}) VALUES ({marks})"
        pictured = map(self._with_picture, some) if self._table.name == "media" else some
        self._connection.executemany(statement, pictured)  # one picture in memory at a time
        self._note([row[: self._table.keys] for row in some])

    def _with_picture(self, row: Row) -> Row:
        where = self._table.columns.index("data")
        if row[where] is not None:
            return row
        name = str(row[0])
        if name in self._pictures:
            message = f"the picture {name} comes twice"
            raise PackError(message)
        self._pictures.add(name)
        return (*row[:where], self._picture(name), *row[where + 1 :])

    def _note(self, keys: list[Row]) -> None:
        self._changed.setdefault(self._table.name, []).extend(keys)  # type: ignore[arg-type] # a key holds no floats


def _joined(old: Value, given: Any) -> Value:  # noqa: ANN401 (as `delta` gave it)
    if not isinstance(given, list):
        return given  # type: ignore[no-any-return] # what SQLite does not take, it refuses
    if not isinstance(old, str):
        message = "a value that changes is not the one that was meant"
        raise PackError(message)
    return edits.apply(old, given)
