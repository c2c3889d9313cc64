"""`state.db`: which slot is active, and whether this terminal belongs to a city. Sync writes it, the screen reads it.

Rollback journal, not WAL: one small transaction an update, and a reader never needs to write a shared-memory file.
"""

from __future__ import annotations

import sqlite3
from contextlib import closing, contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING

from kiosk.errors import PackError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

MIGRATIONS: tuple[str, ...] = (
    """CREATE TABLE active (one INTEGER PRIMARY KEY CHECK (one = 1), slot TEXT NOT NULL, trusted INTEGER NOT NULL) STRICT;
       CREATE TABLE enrolment (one INTEGER PRIMARY KEY CHECK (one = 1), city TEXT NOT NULL) STRICT;""",
)
"""One script a version; `user_version` counts how many have run."""


@dataclass(frozen=True, slots=True)
class Active:
    """The slot that the screen shows, and whether it came through signed sync."""

    slot: str
    trusted: bool


class State:
    """The state of one data folder."""

    def __init__(self, data: Path) -> None:
        self._file = data / "state.db"

    @contextmanager
    def _open(self) -> Iterator[sqlite3.Connection]:
        try:
            with closing(sqlite3.connect(self._file, isolation_level=None, timeout=10)) as connection:
                connection.execute("PRAGMA synchronous = FULL")
                connection.execute("PRAGMA temp_store = MEMORY")
                self._migrate(connection)
                yield connection
        except sqlite3.Error as error:
            message = f"{self._file}: {error}; check that the folder can be written and has room"
            raise PackError(message) from error

    def _migrate(self, connection: sqlite3.Connection) -> None:
        (version,) = connection.execute("PRAGMA user_version").fetchone()
        if version > len(MIGRATIONS):
            message = f"{self._file} was written by a newer kiosk (version {version}); update this one"
            raise PackError(message)
        for number, script in enumerate(MIGRATIONS[version:], version + 1):
            connection.executescript(f"BEGIN IMMEDIATE; {script} PRAGMA user_version = {number}; COMMIT;")

    def active(self) -> Active | None:
        """The active slot, or None before the first pack."""
        if not self._file.exists():
            return None
        with self._open() as connection:
            row = connection.execute("SELECT slot, trusted FROM active").fetchone()
        return None if row is None else Active(row[0], bool(row[1]))

    def activate(self, slot: str, *, trusted: bool) -> None:
        """Names `slot` active in one durable transaction."""
        with self._open() as connection:
            connection.execute("INSERT OR REPLACE INTO active VALUES (1, ?, ?)", (slot, int(trusted)))

    def enrolled(self) -> bool:
        """Whether the terminal belongs to a city; then only sync brings packs."""
        if not self._file.exists():
            return False
        with self._open() as connection:
            return connection.execute("SELECT 1 FROM enrolment").fetchone() is not None
