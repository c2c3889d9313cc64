"""`state.db`: which slot is active, and whether this terminal belongs to a city. Sync writes it, the screen reads it.

A rollback journal, not WAL: there is one small transaction an update, and a reader of a WAL has to write a
shared-memory file, which a screen without write permission could not. `synchronous=EXTRA` is FULL and one step more:
with FULL alone a power cut may bring back the journal that had just been deleted, and with it the slot before
(https://www.sqlite.org/pragma.html#pragma_synchronous).
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

MIGRATIONS: tuple[tuple[str, ...], ...] = (
    (
        "CREATE TABLE active (one INTEGER PRIMARY KEY CHECK (one = 1), slot TEXT NOT NULL, trusted INTEGER NOT NULL) STRICT",
        "CREATE TABLE enrolment (one INTEGER PRIMARY KEY CHECK (one = 1), city TEXT NOT NULL) STRICT",
    ),
)
"""The statements of each version; `user_version` counts how many versions have run."""

PATIENCE = 10
"""Seconds to wait for another process that writes."""


@dataclass(frozen=True, slots=True)
class Active:
    """The slot that the screen shows, and whether it came through signed sync."""

    slot: str
    trusted: bool


class State:
    """The state of one data folder. Each call opens and closes the file; PackError when that fails."""

    def __init__(self, data: Path) -> None:
        self._file = data / "state.db"

    def active(self) -> Active | None:
        """The active slot, or None before the first pack."""
        row = self._first("SELECT slot, trusted FROM active")
        return None if row is None else Active(str(row[0]), bool(row[1]))

    def activate(self, slot: str, *, trusted: bool) -> None:
        """Names `slot` active in one durable transaction."""
        with self._open("rwc") as connection:
            connection.execute("INSERT OR REPLACE INTO active VALUES (1, ?, ?)", (slot, int(trusted)))

    def enrolled(self) -> bool:
        """Whether the terminal belongs to a city; then only sync brings packs."""
        return self._first("SELECT 1 FROM enrolment") is not None

    def enrol(self, city: str) -> None:
        """Makes the terminal one of `city`, the id of its packs."""
        with self._open("rwc") as connection:
            connection.execute("INSERT OR REPLACE INTO enrolment VALUES (1, ?)", (city,))

    def _first(self, question: str) -> tuple[object, ...] | None:
        if not self._file.exists():
            return None
        # not "ro": after a power cut the first to open it must be able to roll back; SQLite reads where it may not write
        with self._open("rw") as connection:
            row: tuple[object, ...] | None = connection.execute(question).fetchone()
            return row

    @contextmanager
    def _open(self, mode: str) -> Iterator[sqlite3.Connection]:
        try:
            uri = f"{self._file.absolute().as_uri()}?mode={mode}"
            with closing(sqlite3.connect(uri, uri=True, isolation_level=None, timeout=PATIENCE)) as connection:
                connection.execute("PRAGMA temp_store = MEMORY")
                connection.execute("PRAGMA synchronous = EXTRA")
                self._migrate(connection)
                yield connection
        except sqlite3.OperationalError as error:
            message = f"{self._file}: {error}; check that the folder can be written and has room"
            raise PackError(message) from error
        except sqlite3.DatabaseError as error:
            message = f"{self._file} is damaged ({error}); move it away and install the pack again"
            raise PackError(message) from error

    def _migrate(self, connection: sqlite3.Connection) -> None:
        version = self._version(connection)
        if version == len(MIGRATIONS):
            return
        connection.execute("BEGIN IMMEDIATE")
        for number in range(self._version(connection), len(MIGRATIONS)):  # another process may have been faster
            for statement in MIGRATIONS[number]:
                connection.execute(statement)
            connection.execute(f"PRAGMA user_version = {number + 1}")
        connection.execute("COMMIT")

    def _version(self, connection: sqlite3.Connection) -> int:
        (version,) = connection.execute("PRAGMA user_version").fetchone()
        if version > len(MIGRATIONS):
            message = f"{self._file} was written by a newer kiosk (version {version}); update this one"
            raise PackError(message)
        return int(version)
