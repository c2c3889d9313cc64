"""`state.db`: which slot is active, to which city this terminal belongs, and how far it has come. Sync writes, the screen reads.

What sync has come to believe is the mark against going back: the highest version of a pack ever shown, the signed metadata of
each role, and the latest moment that is certain to have passed. It is written in the transaction that names a slot active,
so that no power cut leaves the one without the other. tuf's own files are made from it each time and never believed.

A rollback journal, not WAL: there is one small transaction an update, and a reader of a WAL has to write a
shared-memory file, which a screen without write permission could not. `synchronous=EXTRA` is FULL and one step more:
with FULL alone a power cut may bring back the journal that had just been deleted, and with it the slot before
(https://www.sqlite.org/pragma.html#pragma_synchronous).
"""

from __future__ import annotations

import sqlite3
from contextlib import closing, contextmanager
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from kiosk.errors import PackError

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

MIGRATIONS: tuple[tuple[str, ...], ...] = (
    (
        "CREATE TABLE active (one INTEGER PRIMARY KEY CHECK (one = 1), slot TEXT NOT NULL, trusted INTEGER NOT NULL) STRICT",
        "CREATE TABLE enrolment (one INTEGER PRIMARY KEY CHECK (one = 1), city TEXT NOT NULL) STRICT",
    ),
    (
        "ALTER TABLE active ADD COLUMN before TEXT NOT NULL DEFAULT ''",
        *(
            f"ALTER TABLE enrolment ADD COLUMN {name} TEXT NOT NULL DEFAULT ''"
            for name in ("origin", "terminal", "public", "name", "place")
        ),
        """CREATE TABLE mark (one INTEGER PRIMARY KEY CHECK (one = 1), version INTEGER NOT NULL, floor INTEGER NOT NULL,
            reverted INTEGER NOT NULL) STRICT""",
        "CREATE TABLE role (name TEXT PRIMARY KEY, version INTEGER NOT NULL, keys TEXT NOT NULL, data BLOB NOT NULL) STRICT",
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


@dataclass(frozen=True, slots=True)
class Enrolment:
    """Whose terminal this is.

    city: the id of its packs, empty until the first sync where the origin serves one city. origin: URL. terminal: a random
    id. public: its Ed25519 key, hexadecimal. name and place: for people who look after it.
    """

    city: str
    origin: str = ""
    terminal: str = ""
    public: str = ""
    name: str = ""
    place: str = ""


@dataclass(frozen=True, slots=True)
class Role:
    """Signed metadata that was found good: its version, the ids of the keys that may sign it, and its bytes."""

    version: int
    keys: str
    data: bytes


@dataclass(frozen=True, slots=True)
class Mark:
    """How far a terminal has come, and never goes back from.

    version: of the newest pack ever active under the city's present key. floor: seconds since 1970 UTC that have passed for
    certain, as they stand in the newest that the city signed. reverted: a person has gone back from that pack; only a newer
    one, or one under a new key, replaces what is shown.
    """

    version: int = 0
    floor: int = 0
    reverted: bool = False
    roles: Mapping[str, Role] = field(default_factory=dict)


class State:
    """The state of one data folder. Each call opens and closes the file; PackError when that fails."""

    def __init__(self, data: Path) -> None:
        self._file = data / "state.db"

    def active(self) -> Active | None:
        """The active slot, or None before the first pack."""
        row = self._first("SELECT slot, trusted FROM active")
        return None if row is None else Active(str(row[0]), bool(row[1]))

    def activate(self, slot: str, *, trusted: bool, mark: Mark | None = None) -> None:
        """Names `slot` active, and `mark` as reached, in one durable transaction.

        From the first pack under a key nobody goes back: the one before may be that of a thief who had the last key.
        """
        with self._transaction() as connection:
            _show(connection, slot, trusted=trusted)
            if mark is not None:
                if connection.execute("SELECT 1 FROM mark WHERE version > 0").fetchone() is None:
                    connection.execute("UPDATE active SET before = ''")
                _write(connection, mark)

    def go_back(self, slot: str, version: int) -> None:
        """Names a slot that was active before active again; version: of its pack. What sync has seen meanwhile stays.

        It is trusted as much as the one that it replaces: a terminal that takes trials has no pack of a city, and the reverse.
        """
        with self._transaction() as connection:
            connection.execute("UPDATE active SET slot = ?, before = slot WHERE slot != ?", (slot, slot))
            connection.execute("UPDATE mark SET reverted = ? < version", (version,))

    def before(self) -> str | None:
        """The slot that was active before, for going back; it may be gone."""
        row = self._first("SELECT before FROM active WHERE before != ''")
        return None if row is None else str(row[0])

    def enrolled(self) -> bool:
        """Whether the terminal belongs to a city; then only sync brings packs."""
        return self._first("SELECT 1 FROM enrolment") is not None

    def enrolment(self) -> Enrolment | None:
        """Whose terminal this is, or None."""
        row = self._first("SELECT city, origin, terminal, public, name, place FROM enrolment")
        return None if row is None else Enrolment(*map(str, row))

    def enrol(self, enrolment: Enrolment, mark: Mark | None = None) -> None:
        """Makes the terminal one of a city; a pack that did not come from a city is no longer active then."""
        given = (getattr(enrolment, name) for name in ("city", "origin", "terminal", "public", "name", "place"))
        with self._transaction() as connection:
            connection.execute("INSERT OR REPLACE INTO enrolment VALUES (1, ?, ?, ?, ?, ?, ?)", tuple(given))
            connection.execute("DELETE FROM active WHERE NOT trusted")
            if mark is not None:
                _write(connection, mark)

    def mark(self) -> Mark:
        """How far this terminal has come."""
        if not self._file.exists():
            return Mark()
        with self._open("rw") as connection:
            row = connection.execute("SELECT version, floor, reverted FROM mark").fetchone() or (0, 0, 0)
            roles = {
                name: Role(version, keys, data)
                for name, version, keys, data in connection.execute("SELECT name, version, keys, data FROM role")
            }
        return Mark(row[0], row[1], bool(row[2]), roles)

    def reach(self, mark: Mark) -> None:
        """Writes what has been seen, without another slot; a person may have gone back meanwhile from the same version."""
        with self._transaction() as connection:
            row = connection.execute("SELECT reverted FROM mark WHERE version = ?", (mark.version,)).fetchone()
            _write(connection, mark if row is None else replace(mark, reverted=bool(row[0])))

    def _first(self, question: str) -> tuple[object, ...] | None:
        if not self._file.exists():
            return None
        # not "ro": after a power cut the first to open it must be able to roll back; SQLite reads where it may not write
        with self._open("rw") as connection:
            row: tuple[object, ...] | None = connection.execute(question).fetchone()
            return row

    @contextmanager
    def _transaction(self) -> Iterator[sqlite3.Connection]:
        with self._open("rwc") as connection:
            connection.execute("BEGIN IMMEDIATE")
            yield connection  # what raises closes the connection, which rolls back
            connection.execute("COMMIT")

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
            message = (
                f"{self._file} is damaged ({error}); move it away, then enrol this terminal again or install its pack"
            )
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


def _show(connection: sqlite3.Connection, slot: str, *, trusted: bool) -> None:
    row = connection.execute("SELECT slot, before FROM active").fetchone()
    before = "" if row is None else row[1] if row[0] == slot else row[0]
    connection.execute("INSERT OR REPLACE INTO active VALUES (1, ?, ?, ?)", (slot, int(trusted), before))


def _write(connection: sqlite3.Connection, mark: Mark) -> None:
    given = (mark.version, mark.floor, int(mark.reverted))
    connection.execute("INSERT OR REPLACE INTO mark VALUES (1, ?, ?, ?)", given)
    connection.execute("DELETE FROM role")
    rows = ((name, role.version, role.keys, role.data) for name, role in mark.roles.items())
    connection.executemany("INSERT INTO role VALUES (?, ?, ?, ?)", rows)
