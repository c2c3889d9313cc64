"""What changes from one pack to the next, as rows: made by a publisher here, applied by a terminal in `kiosk.packs.patch`.

A delta names, table by table in canonical order, the keys that go, the columns that change, and the rows that come. It knows
no table by name but `media`: one that a newer format adds travels like the others, with the SQL that makes it. A snapshot is
the delta from nothing. A text travels as what is new in it. Pictures travel beside it, by their hash. ADR 9 says why rows,
and what else was measured.
"""

from __future__ import annotations

import hashlib
from contextlib import closing
from itertools import chain
from operator import itemgetter
from typing import TYPE_CHECKING, Any, BinaryIO

from kiosk.errors import PackError
from kiosk.packs import edits, reading
from kiosk.packs.hash import tables
from kiosk.packs.stream import Writer
from kiosk.packs.table import Table, listed, makes, quoted

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterator
    from pathlib import Path

    from kiosk.packs.stream import Record, Row, Value

VERSION = 1
"""Of the way in which rows are told; a terminal refuses any other."""


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
        fresh = {name for kind, name in map(makes, made) if kind == "TABLE"}
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
    connection: sqlite3.Connection, table: Table, *, fresh: bool
) -> Iterator[tuple[Record, Iterator[Row]]]:
    """What goes, changes and comes in one table: heads of records, and their rows by primary key."""
    name, order = quoted(table.name), listed(table.key)
    if fresh:
        rest = connection.execute(f"SELECT {listed(table.columns)} FROM main.{name} ORDER BY {order}")
        yield ["+"], _beside(table, rest)
        return
    joined = " AND ".join(f"n.{quoted(each)} = o.{quoted(each)}" for each in table.key)
    gone = f"SELECT {order} FROM old.{name} o WHERE NOT EXISTS (SELECT 1 FROM main.{name} n WHERE {joined})"
    yield ["-"], connection.execute(f"{gone} ORDER BY {order}")
    for places, some in sorted(_altered(connection, table, joined).items(), key=itemgetter(0)):
        yield ["~", places], iter(some)
    come = f"SELECT {listed(table.columns)} FROM main.{name} n WHERE NOT EXISTS (SELECT 1 FROM old.{name} o WHERE {joined})"
    yield ["+"], _beside(table, connection.execute(f"{come} ORDER BY {order}"))


def _altered(connection: sqlite3.Connection, table: Table, joined: str) -> dict[tuple[int, ...], list[Row]]:
    """Keys and new values of the rows in which something changed, by the places of the columns that did."""
    altered: dict[tuple[int, ...], list[Row]] = {}
    if not table.rest:
        return altered
    name, width = quoted(table.name), len(table.columns)
    unlike = " OR ".join(f"n.{quoted(each)} IS NOT o.{quoted(each)}" for each in table.rest)
    both = ", ".join(f"{side}.{quoted(each)}" for side in "no" for each in table.columns)
    order = ", ".join(f"n.{quoted(each)}" for each in table.key)
    for row in connection.execute(
        f"SELECT {both} FROM main.{name} n JOIN old.{name} o ON {joined} WHERE {unlike} ORDER BY {order}"
    ):
        new, old = row[table.keys : width], row[width + table.keys :]
        places = tuple(place for place, value in enumerate(new) if value != old[place])
        cut = (_cut(old[place], new[place]) for place in places)
        altered.setdefault(places, []).append((*row[: table.keys], *cut))
    return altered


def _beside(table: Table, found: sqlite3.Cursor) -> Iterator[Row]:
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


def _schema(connection: sqlite3.Connection, name: str) -> list[str]:
    """The SQL of a pack's tables, then of its indexes, each by name; `manifest` is every pack's own."""
    found = connection.execute(
        f"SELECT sql FROM {name}.sqlite_master WHERE sql IS NOT NULL AND name != 'manifest' AND name NOT LIKE 'sqlite_%'"
        " ORDER BY type = 'index', name"
    )
    return [sql for (sql,) in found]


def _table(connection: sqlite3.Connection, name: str) -> Table:
    columns = connection.execute("SELECT name, pk FROM pragma_table_info(?)", (name,)).fetchall()
    keys = [column for column, _place in sorted((c for c in columns if c[1]), key=itemgetter(1))]
    if not keys:
        message = f"the pack's table {name} has no primary key; build the pack again"
        raise PackError(message)
    return Table(name, (*keys, *(column for column, place in columns if not place)), len(keys))
