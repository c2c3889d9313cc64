"""Builds a pack from a source folder: all of it, or nothing.

The same source gives the same content hash on any machine, and with the same SQLite and the same `SOURCE_DATE_EPOCH`
(https://reproducible-builds.org/specs/source-date-epoch/) the same bytes: rows go in by primary key, and the file is
vacuumed.
"""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Mapping
from contextlib import closing
from dataclasses import dataclass
from operator import itemgetter
from typing import TYPE_CHECKING, Any

import msgspec
from sqlite_utils import Database

from kiosk.errors import PackError
from kiosk.packs import schema
from kiosk.packs.hash import content_hash
from kiosk.packs.manifest import Manifest
from kiosk.publishing import edition, moment
from kiosk.publishing.durable import replacing
from kiosk.publishing.rows import Rows, rows, text_rows, word_rows

if TYPE_CHECKING:
    from pathlib import Path

    from kiosk.publishing.coverage import Coverage
    from kiosk.publishing.edition import Edition
    from kiosk.publishing.records import Pack

PRAGMAS = ("page_size = 4096", "journal_mode = OFF", "synchronous = OFF", "temp_store = MEMORY", "foreign_keys = ON")
"""How the file is written: it is thrown away if that fails, and fsynced when it is done."""


@dataclass(frozen=True, slots=True)
class Built:
    """A pack that lies at `path`; counts: rows by table; coverage: one for each language but the official one."""

    path: Path
    manifest: Manifest
    counts: dict[str, int]
    coverage: tuple[Coverage, ...]


def build(folder: Path, out: Path) -> Built:
    """Builds the pack of a source folder as the file `out`, which stays as it was when anything fails.

    Raises SourceError for what an editor can mend, PackError when the file cannot be written.
    """
    read = edition.read(folder)
    tables = rows(read.source)
    tables["text"] = [*text_rows(read.source, read.texts, read.catalogues), *word_rows(read.source)]
    built = moment.now()
    try:
        out.parent.mkdir(parents=True, exist_ok=True)
        with replacing(out) as temporary:
            manifest = _write(temporary, tables, read, built)
    except (OSError, sqlite3.OperationalError) as error:
        reason = (error.strerror or str(error)) if isinstance(error, OSError) else str(error)
        message = f"{out} cannot be written ({reason}) and is as it was; make room, or name another file with --out"
        raise PackError(message) from error
    return Built(out, manifest, {name: len(content) for name, content in tables.items()}, read.coverage())


def _write(path: Path, tables: Rows, read: Edition, built: int) -> Manifest:
    with closing(sqlite3.connect(path)) as connection:
        database = Database(connection)
        for statement in (*(f"PRAGMA {pragma}" for pragma in PRAGMAS), *schema.statements()):
            connection.execute(statement)
        for name, content in tables.items():
            # sqlite-utils looks for a rowid after it has inserted a single row, and not every table has one
            ordered = sorted(content, key=itemgetter(*database.table(name).pks))
            if not ordered:
                continue
            columns = tuple(ordered[0])
            values = f"({', '.join(columns)}) VALUES ({', '.join(f':{column}' for column in columns)})"
            connection.executemany(f"INSERT INTO {name} {values}", ordered)
        manifest = _manifest(read.source.pack.keys, built, content_hash(connection))
        text = msgspec.json.encode(manifest, order="deterministic").decode()
        database.table("manifest").insert({"one": 1, "json": text}, pk="one")
        connection.commit()
        connection.execute("VACUUM")
    return manifest


def _manifest(pack: Pack, built: int, digest: str) -> Manifest:
    return Manifest(
        format=schema.FORMAT,
        id=pack.id,
        title=pack.title,
        official=pack.official,
        languages=(pack.official, *(tag for tag in pack.languages if tag != pack.official)),
        built=built,
        as_of=pack.as_of,
        zone=pack.zone,
        country=pack.country,
        emergency=pack.emergency,
        content_hash=digest,
        kiosk={key: _setting(value) for key, value in pack.kiosk.items()},
    )


def _setting(value: Any) -> Any:  # noqa: ANN401 (a recommended setting may be anything that TOML has)
    """A recommended setting with the numbers and truth values that its texts stand for."""
    if isinstance(value, Mapping):
        return {key: _setting(item) for key, item in value.items()}
    if isinstance(value, list):
        return [_setting(item) for item in value]
    if value in {"true", "false"}:
        return value == "true"
    if re.fullmatch(r"-?\d{1,15}", value):
        return int(value)
    if re.fullmatch(r"-?\d{1,15}\.\d{1,15}", value):
        return float(value)
    return value
