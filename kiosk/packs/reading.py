"""Reading a pack's file before anybody trusts it: what it says of itself, and whether every page and row is as built.

Whatever is wrong becomes a PackError of one sentence: a file that is cut off, of another kind, of a newer major format,
damaged in a page, or changed in a row.
"""

from __future__ import annotations

import os
import re
import sqlite3
import stat
from contextlib import closing
from datetime import date
from typing import TYPE_CHECKING

import msgspec

from kiosk.errors import PackError
from kiosk.packs import schema
from kiosk.packs.hash import content_hash, is_strict
from kiosk.packs.manifest import Manifest

if TYPE_CHECKING:
    from pathlib import Path


LONGEST = 64 << 20
"""Bytes of one value: the largest record that a delta carries (`kiosk.packs.stream`)."""

_EXPRESSION = re.compile(r"\b(?:CHECK|GENERATED|AS)\b|\bDEFAULT\s*\(|^\s*CREATE\s+VIRTUAL\b|--|/\*", re.IGNORECASE)
"""What stands in the definition of a table that computes something; a comment could hide it."""

_NAME = r"(?:\w+|\"\w+\")"
_COLUMN = rf"\s*{_NAME}(?:\s+COLLATE\s+\w+)?(?:\s+(?:ASC|DESC))?\s*"
_COLUMNS = re.compile(
    rf"CREATE\s+(?:UNIQUE\s+)?INDEX\s+{_NAME}\s+ON\s+{_NAME}\s*\({_COLUMN}(?:,{_COLUMN})*\)", re.IGNORECASE | re.ASCII
)
"""The definition of an index of columns."""

LATEST = 1 << 36
"""Seconds since 1970 after which nothing is built: the year 4147."""

_TAG = re.compile(r"[A-Za-z]{2,8}(?:-[A-Za-z0-9]{1,8})*")

_HASH = re.compile("[0-9a-f]{64}")


class _Versioned(msgspec.Struct, frozen=True):
    """What can be read of a manifest of any format."""

    format: tuple[int, int]


def connect(file: Path) -> sqlite3.Connection:
    """A connection that writes nothing anywhere: no lock, no journal, no temporary file; functions in a schema stay off.

    No value is longer than LONGEST, and no page is believed to hold a cell that does not fit into it.
    """
    connection = sqlite3.connect(f"{file.absolute().as_uri()}?mode=ro&immutable=1", uri=True)
    connection.setlimit(sqlite3.SQLITE_LIMIT_LENGTH, LONGEST)
    for pragma in ("temp_store = MEMORY", "trusted_schema = OFF", "cell_size_check = ON"):
        connection.execute(f"PRAGMA {pragma}")
    return connection


def decode(data: bytes, where: Path) -> Manifest:
    """A manifest from JSON; what a newer minor format adds is ignored. PackError for a damaged one or a newer major format."""
    try:
        major, minor = msgspec.json.decode(data, type=_Versioned).format
        if major > schema.FORMAT[0]:
            message = (
                f"{where} has format {major}.{minor} and this kiosk reads up to {schema.FORMAT[0]}; update the kiosk"
            )
            raise PackError(message)
        said = msgspec.json.decode(data, type=Manifest)
    except (msgspec.MsgspecError, RecursionError, UnicodeDecodeError) as error:
        message = f"{where}: the manifest is damaged ({error}); build or fetch the pack again"
        raise PackError(message) from error
    reason = _impossible(said)
    if reason:
        message = f"{where}: the manifest is damaged ({reason}); build or fetch the pack again"
        raise PackError(message)
    return said


def _impossible(said: Manifest) -> str:
    """What in a manifest cannot be, in words, or nothing: the screen relies on it."""
    if not _HASH.fullmatch(said.content_hash):  # slots are named by it
        return "content_hash is no SHA-256"
    if not 0 <= said.built < LATEST:
        return "built is no moment"
    if said.official not in said.languages or not all(map(_TAG.fullmatch, said.languages)):
        return "its languages are none, or lack the official one"
    try:
        date.fromisoformat(said.as_of)
    except ValueError:
        return "as_of is no day"
    return ""


def manifest(pack: Path, *, called: Path | None = None) -> bytes:
    """The manifest of a pack's file as JSON, readable by `decode`; nothing else of the file has been looked at.

    called: the name of the file for a person, where `pack` is a copy.
    """
    name = called or pack
    _regular(pack)
    try:
        with closing(connect(pack)) as connection:
            (application,) = connection.execute("PRAGMA application_id").fetchone()
            row = None
            if application == schema.APPLICATION_ID:
                reason = _computing(connection)
                if reason:
                    message = f"{name} is not a pack ({reason}); build or fetch it again"
                    raise PackError(message)
                row = connection.execute("SELECT CAST(json AS BLOB) FROM manifest").fetchone()
    except (sqlite3.Error, UnicodeDecodeError) as error:  # SQLite quotes what it cannot read
        message = f"{name} is not a pack or is damaged ({' '.join(str(error).split())}); build or fetch it again"
        raise PackError(message) from error
    if row is None or row[0] is None:
        message = f"{name} is not a pack; name a file that `kiosk content build` has made"
        raise PackError(message)
    data = bytes(row[0])
    decode(data, name)
    return data


def verify(pack: Path, *, called: Path | None = None, quick: bool = False) -> Manifest:
    """The manifest of a file of which every page, index, table and row has been checked; called: as for `manifest`.

    quick: without comparing indexes with their tables, for a file whose indexes this machine itself has just written.
    """
    name = called or pack
    said = decode(manifest(pack, called=name), name)
    try:
        with closing(connect(pack)) as connection:
            (answer,) = connection.execute(f"PRAGMA {'quick' if quick else 'integrity'}_check(1)").fetchone()
            reason = "" if answer == "ok" else str(answer)
            reason = reason or _missing(connection, said.format[1]) or _elsewhere(said.zone)
            if not reason and content_hash(connection) != said.content_hash:
                reason = "its rows are not those that were built"
    except (sqlite3.Error, UnicodeDecodeError) as error:
        reason = str(error)
    if reason:
        message = f"{name} is damaged ({' '.join(reason.split())}); build or fetch it again"
        raise PackError(message)
    return said


def _elsewhere(zone: str) -> str:
    """What is said of a zone whose time this machine cannot tell, or nothing."""
    from zoneinfo import ZoneInfo  # an installer needs it, and the screen only once it shows a time

    try:
        ZoneInfo(zone)
    except (OSError, ValueError, LookupError):
        return f"its time zone {zone!r} is unknown here, as where the system's package tzdata is old"
    return ""


def complete(connection: sqlite3.Connection, manifest: Manifest) -> None:
    """Gives a pack of an earlier minor format the tables that it lacks, empty and in memory, so that all can be asked."""
    for name, since in schema.SINCE.items():
        if since > manifest.format[1]:
            connection.execute(schema.table(name, temporary=True))


def _regular(pack: Path) -> None:
    """PackError unless it is a file that can be read; a link could be another file a moment later."""
    try:
        mode = os.lstat(pack).st_mode
        readable = os.access(pack, os.R_OK)
    except OSError as error:
        message = f"{pack}: {error.strerror}; name a pack that `kiosk content build` has made"
        raise PackError(message) from error
    if not stat.S_ISREG(mode):
        kind = "a symbolic link" if stat.S_ISLNK(mode) else "not a file"
        message = f"{pack} is {kind}; name the file itself that `kiosk content build` has made"
        raise PackError(message)
    if not readable:
        message = f"{pack} cannot be read; change its permissions"
        raise PackError(message)


def computes(kind: str, sql: str) -> bool:
    """Whether what makes a table or an index (`kind`) computes something when it is made, filled or read."""
    if kind == "index":
        return not _COLUMNS.fullmatch(sql.strip())
    return sql != schema.MANIFEST and bool(_EXPRESSION.search(sql))


def _computing(connection: sqlite3.Connection) -> str:
    """What of a file's schema would run when it is read, in words, or nothing: a pack has tables and indexes of columns alone."""
    listed = "SELECT type, name, coalesce(sql, '') FROM sqlite_master"
    for kind, name, sql in connection.execute(listed):
        if kind not in {"table", "index"}:
            return f"it has a {kind}, {name}"
        if kind == "index":
            (partial,) = connection.execute(
                "SELECT count(*) FROM pragma_index_xinfo(?) WHERE cid = -2", (name,)
            ).fetchone()
            if partial or (sql and computes(kind, sql)):  # SQLite has no text of those that it makes itself
                return f"its index {name} is not one of columns"
        elif computes(kind, sql):
            return f"its table {name} computes something"
    return ""


def _missing(connection: sqlite3.Connection, minor: int) -> str:
    """What of the tables of its format the file lacks, in words, or nothing; what it has beyond them does not matter."""
    with closing(sqlite3.connect(":memory:")) as empty:
        for statement in schema.statements():
            empty.execute(statement)
        for table in (table for table in schema.TABLES if schema.SINCE.get(table, 0) <= minor):
            lacking = _columns(empty, table) - _columns(connection, table)
            if lacking:
                return f"table {table} lacks {', '.join(sorted(lacking))}"
            if not is_strict(connection, table):
                return f"table {table} takes values of any type"
    return ""


def _columns(connection: sqlite3.Connection, table: str) -> set[str]:
    return {name for (name,) in connection.execute("SELECT name FROM pragma_table_info(?)", (table,))}
