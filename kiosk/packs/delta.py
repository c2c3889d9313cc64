"""What changes from one pack to the next, as rows: made by a publisher, applied by a terminal.

A delta names, table by table in canonical order, the keys that go, the columns that change, and the rows that come. It knows
no table by name but `media`: one that a newer format adds travels like the others, with the SQL that makes it. A snapshot is
the delta from nothing. A text travels as what is new in it. Pictures
travel beside it, by their hash. ADR 9 says why rows, and what else was measured.
"""

from __future__ import annotations

import hashlib
import sqlite3
from contextlib import closing
from dataclasses import dataclass
from itertools import chain
from operator import itemgetter
from typing import TYPE_CHECKING, Any, BinaryIO, TypeAlias

from kiosk.errors import PackError
from kiosk.packs import edits, reading, schema
from kiosk.packs.hash import tables
from kiosk.packs.stream import Row, Value, Writer, records, rows

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from kiosk.packs.changes import Changes, Key
    from kiosk.packs.stream import Record

VERSION = 1
UNFIT = (
    ArithmeticError,
    AttributeError,
    LookupError,
    TypeError,
    ValueError,
    sqlite3.IntegrityError,
    sqlite3.ProgrammingError,
)
"""What rows raise that are not made as `make` makes them."""

Picture: TypeAlias = "Callable[[str], bytes]"
"""Gives the bytes of a medium by its SHA-256."""


@dataclass(frozen=True, slots=True)
class _Table:
    """One table's columns, those of its key first and in the key's order, and how many those are."""

    name: str
    columns: tuple[str, ...]
    keys: int

    @property
    def key(self) -> tuple[str, ...]:
        return self.columns[: self.keys]

    @property
    def rest(self) -> tuple[str, ...]:
        return self.columns[self.keys :]


def make(before: Path | None, after: Path, out: BinaryIO, level: int) -> int:
    """Writes the rows that turn the pack `before` (or none) into `after`; gives their length before compression, in bytes.

    level: zstd's, 1 to 19. PackError when a pack cannot be read.
    """
    with closing(_attached(before, after)) as connection:
        writer = Writer(out, level)
        wanted = _schema(connection, "main")
        known = _schema(connection, "old") if before else []
        made = [sql for sql in wanted if sql not in known]
        writer.write(["rows", VERSION, [sql for sql in known if sql not in wanted], made])
        fresh = {name for kind, name in map(_makes, made) if kind == "TABLE"}
        for name in tables(connection):
            table = _table(connection, name)
            begun = False
            for head, some in _differences(connection, table, fresh=name in fresh):
                first = next(some, None)
                if first is not None:
                    if not begun:
                        writer.write(["table", name, table.columns, table.keys])
                        begun = True
                    writer.batches(head, chain([first], some))
        writer.write(["end"])
        writer.close()
        return writer.unpacked


def apply(source: BinaryIO, unpacked: int, target: Path, manifest: bytes, picture: Picture) -> Changes:
    """Turns the pack's file `target` (or a file that is not there) into the next one; gives what changed.

    unpacked: as `make` gave it. The file is written without a journal: it is of no use when this raises. PackError when
    the rows do not fit, OSError and sqlite3.Error when the file cannot be written.
    """
    changed: dict[str, list[Key]] = {}
    with closing(sqlite3.connect(target, isolation_level=None)) as connection:
        for pragma in ("trusted_schema = OFF", "journal_mode = OFF", "synchronous = OFF", "temp_store = MEMORY"):
            connection.execute(f"PRAGMA {pragma}")
        connection.execute(f"PRAGMA application_id = {schema.APPLICATION_ID}")
        connection.execute("BEGIN")
        patch = _Patch(connection, picture, changed)
        try:
            for record in records(source, unpacked):
                patch.take(record)
        except UNFIT as error:
            message = f"the rows do not fit ({error})"
            raise PackError(message) from error
        patch.finish(manifest.decode())
        connection.execute("COMMIT")
    return changed


class _Patch:
    """A pack in the middle of being changed."""

    def __init__(self, connection: sqlite3.Connection, picture: Picture, changed: dict[str, list[Key]]) -> None:
        self._connection = connection
        self._picture = picture
        self._changed = changed
        self._indexes: list[str] = []
        self._table = _Table("", (), 0)
        self._ended = False

    def take(self, record: Record) -> None:
        """One record in its turn."""
        kind, *given = record
        match kind:
            case "rows":
                self._begin(*given)
            case "table":
                name, columns, keys = given
                self._table = _Table(name, tuple(columns), keys)
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
        for kind, name in sorted(map(_makes, gone)):  # an index before its table
            self._connection.execute(f"DROP {kind} IF EXISTS {_quoted(name)}")
        for sql in made:
            kind, name = _makes(sql)
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
        statement = f"DELETE FROM {_quoted(self._table.name)} WHERE {_where(self._table.key)}"
        self._connection.executemany(statement, keys)
        self._note(keys)

    def _alter(self, places: list[int], some: list[Row]) -> None:
        """places: which of the columns beyond the key each row carries after its key."""
        names = [self._table.rest[place] for place in places]
        table, where = _quoted(self._table.name), _where(self._table.key)
        ask = f"SELECT {_list(names)} FROM {table} WHERE {where}"
        tell = f"UPDATE {table} SET {', '.join(f'{_quoted(name)} = ?' for name in names)} WHERE {where}"
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
        statement = f"INSERT INTO {_quoted(self._table.name)} ({_list(self._table.columns)}) VALUES ({marks})"
        if self._table.name == "media":
            some = [self._with_picture(row) for row in some]
        self._connection.executemany(statement, some)
        self._note([row[: self._table.keys] for row in some])

    def _with_picture(self, row: Row) -> Row:
        where = self._table.columns.index("data")
        return (*row[:where], self._picture(str(row[0])), *row[where + 1 :]) if row[where] is None else row

    def _note(self, keys: list[Row]) -> None:
        self._changed.setdefault(self._table.name, []).extend(keys)  # type: ignore[arg-type] # a key holds no floats


def media(pack: Path) -> Iterator[tuple[str, bytes]]:
    """The pictures of a pack that travel beside its rows: SHA-256 and bytes."""
    with closing(reading.connect(pack)) as connection:
        if connection.execute("SELECT 1 FROM sqlite_master WHERE name = 'media'").fetchone():
            for name, data in connection.execute("SELECT hash, data FROM media ORDER BY hash"):
                if hashlib.sha256(data).hexdigest() == name:
                    yield name, data


def _attached(before: Path | None, after: Path) -> sqlite3.Connection:
    connection = reading.connect(after)
    if before is not None:
        connection.execute("ATTACH ? AS old", (f"{before.absolute().as_uri()}?mode=ro&immutable=1",))
    return connection


def _differences(
    connection: sqlite3.Connection, table: _Table, *, fresh: bool
) -> Iterator[tuple[Record, Iterator[Row]]]:
    """What goes, changes and comes in one table: heads of records, and their rows by primary key."""
    name, order = _quoted(table.name), _list(table.key)
    if fresh:
        rest = connection.execute(f"SELECT {_list(table.columns)} FROM main.{name} ORDER BY {order}")
        yield ["+"], _beside(table, rest)
        return
    joined = " AND ".join(f"n.{_quoted(each)} = o.{_quoted(each)}" for each in table.key)
    gone = f"SELECT {order} FROM old.{name} o WHERE NOT EXISTS (SELECT 1 FROM main.{name} n WHERE {joined})"
    yield ["-"], connection.execute(f"{gone} ORDER BY {order}")
    for places, some in sorted(_altered(connection, table, joined).items(), key=itemgetter(0)):
        yield ["~", places], iter(some)
    come = (
        f"SELECT {_list(table.columns)} FROM main.{name} n WHERE NOT EXISTS (SELECT 1 FROM old.{name} o WHERE {joined})"
    )
    yield ["+"], _beside(table, connection.execute(f"{come} ORDER BY {order}"))


def _altered(connection: sqlite3.Connection, table: _Table, joined: str) -> dict[tuple[int, ...], list[Row]]:
    """Keys and new values of the rows in which something changed, by the places of the columns that did."""
    altered: dict[tuple[int, ...], list[Row]] = {}
    if not table.rest:
        return altered
    name, width = _quoted(table.name), len(table.columns)
    unlike = " OR ".join(f"n.{_quoted(each)} IS NOT o.{_quoted(each)}" for each in table.rest)
    both = ", ".join(f"{side}.{_quoted(each)}" for side in "no" for each in table.columns)
    order = ", ".join(f"n.{_quoted(each)}" for each in table.key)
    for row in connection.execute(
        f"SELECT {both} FROM main.{name} n JOIN old.{name} o ON {joined} WHERE {unlike} ORDER BY {order}"
    ):
        new, old = row[table.keys : width], row[width + table.keys :]
        places = tuple(place for place, value in enumerate(new) if value != old[place])
        cut = (_cut(old[place], new[place]) for place in places)
        altered.setdefault(places, []).append((*row[: table.keys], *cut))
    return altered


def _beside(table: _Table, found: sqlite3.Cursor) -> Iterator[Row]:
    """Rows of `media` without the bytes that their own hash names."""
    if table.name != "media":
        yield from found
        return
    where = table.columns.index("data")
    for row in found:
        known = hashlib.sha256(row[where]).hexdigest() == row[0]
        yield (*row[:where], None, *row[where + 1 :]) if known else row


def _cut(old: Value, new: Value) -> Any:  # noqa: ANN401 (a value, or the edit that makes it)
    """A changed value; a text as an edit of the old one where that is shorter."""
    edit = edits.between(old, new) if isinstance(old, str) and isinstance(new, str) else None
    return new if edit is None else edit


def _joined(old: Value, given: Any) -> Value:  # noqa: ANN401 (as `_cut` gave it)
    if not isinstance(given, list):
        return given  # type: ignore[no-any-return] # what SQLite does not take, it refuses
    if not isinstance(old, str):
        message = "a value that changes is not the one that was meant"
        raise PackError(message)
    return edits.apply(old, given)


def _schema(connection: sqlite3.Connection, name: str) -> list[str]:
    """The SQL of a pack's tables, then of its indexes, each by name; `manifest` is every pack's own."""
    found = connection.execute(
        f"SELECT sql FROM {name}.sqlite_master WHERE sql IS NOT NULL AND name != 'manifest' AND name NOT LIKE 'sqlite_%'"
        " ORDER BY type = 'index', name"
    )
    return [sql for (sql,) in found]


def _makes(sql: str) -> tuple[str, str]:
    """TABLE or INDEX and the name that a statement makes; PackError for any other statement."""
    words = sql.replace("(", " ( ").split(maxsplit=3)
    if len(words) < 3 or words[0].upper() != "CREATE" or words[1].upper() not in {"TABLE", "INDEX"}:  # noqa: PLR2004 (CREATE TABLE NAME)
        message = "it makes something that is neither a table nor an index"
        raise PackError(message)
    return words[1].upper(), words[2].strip('"')


def _table(connection: sqlite3.Connection, name: str) -> _Table:
    columns = connection.execute("SELECT name, pk FROM pragma_table_info(?)", (name,)).fetchall()
    keys = [column for column, _place in sorted((c for c in columns if c[1]), key=itemgetter(1))]
    if not keys:
        message = f"the pack's table {name} has no primary key; build the pack again"
        raise PackError(message)
    return _Table(name, (*keys, *(column for column, place in columns if not place)), len(keys))


def _quoted(name: str) -> str:
    return '"' + name.replace('"', '""') + '"'


def _list(names: tuple[str, ...] | list[str]) -> str:
    return ", ".join(map(_quoted, names))


def _where(names: tuple[str, ...]) -> str:
    return " AND ".join(f"{_quoted(name)} = ?" for name in names)
