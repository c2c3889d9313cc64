"""The identity of a pack: a SHA-256 over its rows, so that SQLite's file layout does not matter.

Tables go by name, rows by primary key, values as `type length bytes`; the manifest is left out.
"""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

from kiosk.errors import PackError
from kiosk.packs.schema import TABLES

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterator

_MARKS = {int: b"i", float: b"f", str: b"s", bytes: b"b", type(None): b"n"}


def _plain(value: object) -> bytes:
    if isinstance(value, bytes):
        return value
    return b"" if value is None else (value.hex() if isinstance(value, float) else str(value)).encode()


def _pieces(connection: sqlite3.Connection, table: str) -> Iterator[bytes]:
    columns = connection.execute("SELECT name, pk FROM pragma_table_info(?) ORDER BY cid", (table,)).fetchall()
    if not columns:
        message = f"the pack has no table {table}; build it again"
        raise PackError(message)
    key = ", ".join(f'"{name}"' for name, place in sorted(columns, key=lambda column: column[1]) if place)
    names = sorted(name for name, _place in columns)
    yield f"{table}:{','.join(names)}".encode()
    selected = ", ".join(f'"{name}"' for name in names)
    for row in connection.execute(f"SELECT {selected} FROM {table} ORDER BY {key}"):
        for value in row:
            plain = _plain(value)
            yield _MARKS[type(value)] + len(plain).to_bytes(8, "big") + plain


def content_hash(connection: sqlite3.Connection) -> str:
    """64 hexadecimal digits. PackError when a table of the schema is missing."""
    digest = hashlib.sha256()
    for table in sorted(TABLES):
        for piece in _pieces(connection, table):
            digest.update(piece)
    return digest.hexdigest()
