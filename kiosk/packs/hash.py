"""The identity of a pack: a SHA-256 over its rows, so that SQLite's file layout does not matter.

Every table of the file counts but `manifest`, also one that a newer kiosk has added: an older one gets the same hash.
Tables go by name, columns by name, rows by primary key, values as `type length : bytes` (floats in hexadecimal, so that
nothing is rounded). Indexes, page size and the order in which rows were written do not count.
"""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING

from kiosk.errors import PackError

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterator

ROWS = 1000
"""Rows that are hashed at a time."""


def content_hash(connection: sqlite3.Connection) -> str:
    """64 hexadecimal digits. PackError when a table has no primary key, as its rows have no order then."""
    import hashlib  # OpenSSL, which an installer needs and the screen's first frame does not

    digest = hashlib.sha256()
    for table in tables(connection):
        for piece in _pieces(connection, table):
            digest.update(piece)
    return digest.hexdigest()


def tables(connection: sqlite3.Connection) -> tuple[str, ...]:
    """The names of the tables that count, sorted."""
    found = connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")
    return tuple(sorted(name for (name,) in found if name != "manifest" and not name.startswith("sqlite_")))


def _pieces(connection: sqlite3.Connection, table: str) -> Iterator[bytes]:
    columns = connection.execute("SELECT name, pk FROM pragma_table_info(?)", (table,)).fetchall()
    key = ", ".join(_quoted(name) for name, place in sorted(columns, key=lambda column: column[1]) if place)
    if not key:
        message = f"the pack's table {table} has no primary key; build the pack again"
        raise PackError(message)
    names = sorted(name for name, _place in columns)
    yield b"t" + b"".join(map(_value, (table, len(names), *names)))
    rows = connection.execute(f"SELECT {', '.join(map(_quoted, names))} FROM {_quoted(table)} ORDER BY {key}")
    while some := list(islice(rows, ROWS)):
        yield b"".join(_value(value) for row in some for value in row)


def _value(value: object) -> bytes:
    if isinstance(value, str):
        data = value.encode()
        return b"s%d:%b" % (len(data), data)
    if isinstance(value, int):
        return b"i%d:" % value
    if isinstance(value, float):
        return b"f%b:" % value.hex().encode()
    if isinstance(value, bytes):
        return b"b%d:%b" % (len(value), value)
    return b"n:"


def _quoted(name: str) -> str:
    return '"' + name.replace('"', '""') + '"'
