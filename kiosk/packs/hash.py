"""The identity of a pack: a SHA-256 over its rows, so that SQLite's file layout does not matter.

Every table of the file counts but `manifest`, also one that a newer kiosk has added: an older one gets the same hash.
Tables go by name, columns by name, rows by primary key, values as `type length : bytes` (floats in hexadecimal, so that
nothing is rounded). Indexes, page size and the order in which rows were written do not count.
"""

from __future__ import annotations

import hashlib
from itertools import islice
from typing import TYPE_CHECKING

from kiosk.errors import PackError

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterator

ROWS = 1000
"""Rows that are hashed at a time."""

SHORT = 64
"""Bytes of a text that is likely to stand in many rows: an id, a tag, a date."""

KEPT = 100_000
"""Short texts that are remembered at most."""


def content_hash(connection: sqlite3.Connection) -> str:
    """64 hexadecimal digits. PackError when a table has no primary key, as its rows have no order then."""
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
    columns = connection.execute("SELECT name, pk, type FROM pragma_table_info(?)", (table,)).fetchall()
    key = ", ".join(_quoted(name) for name, place, _type in sorted(columns, key=lambda column: column[1]) if place)
    if not key:
        message = f"the pack's table {table} has no primary key; build the pack again"
        raise PackError(message)
    names = sorted(name for name, _place, _type in columns)
    yield b"t" + b"".join(map(_value, (table, len(names), *names)))
    statement = f"SELECT {', '.join(map(_quoted, names))} FROM {_quoted(table)} ORDER BY {key}"
    if _strict(connection, table) and {kind for _name, _place, kind in columns} <= {"TEXT", "INTEGER"}:
        yield from _words(connection, statement)
        return
    rows = connection.execute(statement)
    while some := list(islice(rows, ROWS)):
        yield b"".join(_value(value) for row in some for value in row)


def _strict(connection: sqlite3.Connection, table: str) -> bool:
    """Whether SQLite itself sees to it that a column has values of its type alone."""
    row = connection.execute(
        "SELECT strict FROM pragma_table_list WHERE name = ? AND schema = 'main'", (table,)
    ).fetchone()
    return bool(row and row[0])


def _words(connection: sqlite3.Connection, statement: str) -> Iterator[bytes]:
    """The same bytes for a table of texts and whole numbers, in half the time: texts stay the bytes that they are."""
    kept: dict[bytes, bytes] = {}
    before = connection.text_factory
    connection.text_factory = bytes
    try:
        rows = connection.execute(statement)
        while some := list(islice(rows, ROWS)):
            pieces = []
            for row in some:
                for value in row:
                    if value.__class__ is not bytes:
                        pieces.append(_value(value))
                        continue
                    piece = kept.get(value)
                    if piece is None:
                        piece = b"s%d:%b" % (len(value), value)
                        if len(value) <= SHORT:
                            kept[value] = piece
                    pieces.append(piece)
            yield b"".join(pieces)
            if len(kept) > KEPT:
                kept.clear()
    finally:
        connection.text_factory = before


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
