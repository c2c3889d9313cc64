"""Which slips have been read: a file of the clerk's, so that one paper is not taken over twice.

It holds the random number of each slip and the time when it was read, nothing of what it said.
"""

from __future__ import annotations

import sqlite3
from contextlib import closing
from typing import TYPE_CHECKING

from kiosk.errors import CodeError

if TYPE_CHECKING:
    from datetime import datetime
    from pathlib import Path

_TABLE = "CREATE TABLE IF NOT EXISTS seen (slip BLOB PRIMARY KEY, read_at TEXT NOT NULL) STRICT, WITHOUT ROWID"


def remember(file: Path, slip: bytes, now: datetime) -> None:
    """Notes that a slip has been read; raises CodeError when it was there already, or when `file` cannot hold it.

    Two clerks at one file wait for each other; only one of them gets the slip.
    """
    try:
        with closing(sqlite3.connect(file, timeout=10)) as connection, connection:
            connection.execute("PRAGMA synchronous = FULL")
            connection.execute(_TABLE)
            text = now.isoformat(timespec="seconds")
            taken = connection.execute("INSERT OR IGNORE INTO seen VALUES (?, ?)", (slip, text)).rowcount
            before = connection.execute("SELECT read_at FROM seen WHERE slip = ?", (slip,)).fetchone()
    except sqlite3.Error as error:
        message = f"{file} cannot keep what has been read ({error}); name another file with --seen"
        raise CodeError(message) from error
    if not taken:
        message = f"this form was read before, on {before[0]}; it is a copy, or somebody has taken it over already"
        raise CodeError(message)
