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
    from collections.abc import Iterable, Iterator

ROWS = 1000
"""Rows that are hashed at a time."""

SHORT = 64
"""Bytes of a text that is likely to stand in many rows: an id, a tag, a date."""

KEPT = 100_000
"""Short texts that are remembered at most."""


def content_hash(connection: sqlite3.Connection, texts: Iterable[bytes] | None = None) -> str:
    """64 hexadecimal digits. PackError when a table has no primary key, as its rows have no order then.

    texts: what `text_pieces` gives for all rows of `text`, from one who has kept it.
    """
    import hashlib  # OpenSSL, which an installer needs and the screen's first frame does not

    digest = hashlib.sha256()
    for table in tables(connection):
        head, statement, strict = _table(connection, table)
        digest.update(head)
        kept = texts if table == "text" else None
        for piece in _rows(connection, "".join(statement), strict=strict) if kept is None else kept:
            digest.update(piece)
    return digest.hexdigest()


def text_pieces(connection: sqlite3.Connection, first: str, last: str) -> Iterator[bytes]:
    """What is hashed for the rows of `text` whose id is not below `first` and below `last`."""
    _head, statement, strict = _table(connection, "text")
    yield from _rows(connection, " WHERE id >= ? AND id < ?".join(statement), first, last, strict=strict)


def tables(connection: sqlite3.Connection) -> tuple[str, ...]:
    """The names of the tables that count, sorted."""
    found = connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")
    return tuple(sorted(name for (name,) in found if name != "manifest" and not name.startswith("sqlite_")))


def _table(connection: sqlite3.Connection, table: str) -> tuple[bytes, tuple[str, str], bool]:
    """What is hashed before its rows, the statement that gives them in two halves, and whether it has words alone."""
    columns = connection.execute("SELECT name, pk, type FROM pragma_table_info(?)", (table,)).fetchall()
    key = ", ".join(_quoted(name) for name, place, _type in sorted(columns, key=lambda column: column[1]) if place)
    if not key:
        message = f"the pack's table {table} has no primary key; build the pack again"
        raise PackError(message)
    names = sorted(name for name, _place, _type in columns)
    head = b"t" + b"".join(map(_value, (table, len(names), *names)))
    chosen = ", ".join(map(_quoted, names))
    statement = f"SELECT {chosen} FROM {_quoted(table)}", f" ORDER BY {key}"
    strict = is_strict(connection, table) and {kind for _name, _place, kind in columns} <= {"TEXT", "INTEGER"}
    return head, statement, strict


def _rows(connection: sqlite3.Connection, statement: str, *values: str, strict: bool) -> Iterator[bytes]:
    if strict:
        yield from _words(connection, statement, values)
        return
    rows = connection.execute(statement, values)
    while some := list(islice(rows, ROWS)):
        yield b"".join(_value(value) for row in some for value in row)


def is_strict(connection: sqlite3.Connection, table: str) -> bool:
    """Whether SQLite itself sees to it that a column has values of its type alone."""
    row = connection.execute(
        "SELECT strict FROM pragma_table_list WHERE name = ? AND schema = 'main'", (table,)
    ).fetchone()
    return bool(row and row[0])


def _words(connection: sqlite3.Connection, statement: str, values: tuple[str, ...]) -> Iterator[bytes]:
    """The same bytes for a table of texts and whole numbers, in half the time: texts stay the bytes that they are."""
    kept: dict[bytes, bytes] = {}
    before = connection.text_factory
    connection.text_factory = bytes
    try:
        rows = connection.execute(statement, values)
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
