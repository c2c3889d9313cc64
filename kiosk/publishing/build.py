"""Builds a pack from a source folder: all of it, or nothing.

The same source gives the same content hash on any machine, and with the same SQLite and the same `SOURCE_DATE_EPOCH`
(https://reproducible-builds.org/specs/source-date-epoch/) the same bytes: rows go in by primary key, and the file is
vacuumed.
"""

from __future__ import annotations

import re
import sqlite3
import tempfile
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from dataclasses import dataclass
from operator import itemgetter
from pathlib import Path
from typing import TYPE_CHECKING, Any

import msgspec

from kiosk.errors import PackError
from kiosk.packs import schema
from kiosk.packs.hash import content_hash
from kiosk.packs.manifest import Manifest
from kiosk.publishing import languages, moment, review, source
from kiosk.publishing.codes import Level
from kiosk.publishing.durable import replacing
from kiosk.publishing.findings import FindingsError
from kiosk.publishing.languages import Originals
from kiosk.publishing.rows import Rows, rows, text_rows, word_rows
from kiosk.publishing.texts import extract

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from kiosk.publishing.coverage import Coverage
    from kiosk.publishing.findings import Finding
    from kiosk.publishing.languages import Language
    from kiosk.publishing.records import Pack
    from kiosk.publishing.source import Source

PRAGMAS = (
    "page_size = 4096",
    "cache_size = -65536",
    "journal_mode = OFF",
    "synchronous = OFF",
    "temp_store = MEMORY",
    "foreign_keys = ON",
)
"""How the file is written: it is thrown away if that fails, and fsynced when it is done."""


@dataclass(frozen=True, slots=True)
class Built:
    """A pack that lies at `path`.

    counts: rows by table. coverage: one for each language but the official one. warnings: findings that do not stop a build.
    """

    path: Path
    manifest: Manifest
    counts: dict[str, int]
    coverage: tuple[Coverage, ...]
    warnings: int = 0


def build(folder: Path, out: Path) -> Built:
    """Builds the pack of a source folder as the file `out`, which stays as it was when anything fails.

    Raises FindingsError for what an editor can mend, PackError when the file cannot be written.
    """
    now, today = moment.now(), moment.today()
    read = source.read(folder)
    try:
        near = next(path for path in out.absolute().parents if path.exists())
        with tempfile.TemporaryDirectory(prefix=f".{out.name}.", dir=near) as work:
            draft = _Draft(Path(work))
            draft.fill(read, today)
            out.parent.mkdir(parents=True, exist_ok=True)
            with replacing(out) as temporary:
                manifest = draft.finish(temporary, read.pack.keys, now)
    except (OSError, sqlite3.OperationalError) as error:
        reason = (error.strerror or str(error)) if isinstance(error, OSError) else str(error)
        message = f"{out} cannot be written ({reason}) and is as it was; make room, or name another file with --out"
        raise PackError(message) from error
    return Built(out, manifest, draft.counts, tuple(draft.coverage), draft.warnings)


class _Draft:
    """A pack while it is being filled, in a folder that is thrown away."""

    def __init__(self, work: Path) -> None:
        self.counts: dict[str, int] = {}
        self.coverage: list[Coverage] = []
        self.warnings = 0
        self._work = work
        self._path = work / "draft"
        self._errors: list[Finding] = []

    def fill(self, read: Source, today: date) -> None:
        """Writes all rows; raises FindingsError with all errors that were found on the way."""
        pack, official = read.pack.keys, extract(read)
        against = Originals.of(read, official)
        self._hear(review.records(read, official, against.targets, today))
        with closing(sqlite3.connect(self._path, isolation_level=None)) as connection:
            for statement in (*(f"PRAGMA {pragma}" for pragma in PRAGMAS), *schema.statements(), "BEGIN"):
                connection.execute(statement)
            if not self._errors:  # rows can only be made of records that fit each other
                tables = rows(read)
                tables["text"] = [*text_rows(read, official, {}), *word_rows(read)]
                self._insert(connection, tables)
                del tables
            del official
            tags = [tag for tag in pack.languages if tag != pack.official]
            for language in languages.examine_all(against, tags, self._stage, notes=False):
                self._hear(language.findings)
                if language.coverage:
                    self.coverage.append(language.coverage)
                self._take_in(connection, language)
            if self._errors:
                raise FindingsError(self._errors)
            connection.execute("COMMIT")

    def _hear(self, findings: Iterable[Finding]) -> None:
        for finding in findings:
            if finding.level is Level.ERROR:
                self._errors.append(finding)
            elif finding.level is Level.WARNING:
                self.warnings += 1

    def _insert(self, connection: sqlite3.Connection, tables: Rows) -> None:
        for name, content in tables.items():
            self.counts[name] = len(content)
            keys = [
                key
                for (key,) in connection.execute("SELECT name FROM pragma_table_info(?) WHERE pk ORDER BY pk", (name,))
            ]
            ordered = sorted(content, key=itemgetter(*keys))
            if not ordered:
                continue
            columns = tuple(ordered[0])
            values = f"({', '.join(columns)}) VALUES ({', '.join(f':{column}' for column in columns)})"
            connection.executemany(f"INSERT INTO {name} {values}", ordered)

    def _stage(self, tag: str) -> Path | None:
        return None if self._errors else self._work / tag

    def _take_in(self, connection: sqlite3.Connection, language: Language) -> None:
        """Puts the rows of a language into the draft."""
        if language.stage is None or self._errors:
            return
        connection.execute("COMMIT")  # a database can only be attached between transactions
        connection.execute("ATTACH ? AS stage", (str(language.stage),))
        connection.execute("BEGIN")
        columns = ", ".join(languages.COLUMNS)
        added = connection.execute(f"INSERT INTO text ({columns}) SELECT {columns} FROM stage.text")
        self.counts["text"] += added.rowcount
        connection.execute("COMMIT")
        connection.execute("DETACH stage")
        connection.execute("BEGIN")
        language.stage.unlink()

    def finish(self, out: Path, pack: Pack, now: int) -> Manifest:
        """Writes the pack's file, row by row and page by page in order, with its manifest."""
        with ThreadPoolExecutor(1) as beside:  # SQLite copies while Python hashes
            copied = beside.submit(_vacuum, self._path, out)
            with closing(sqlite3.connect(self._path)) as connection:
                manifest = _manifest(pack, now, content_hash(connection))
            copied.result()
        text = msgspec.json.encode(manifest, order="deterministic").decode()
        with closing(sqlite3.connect(out, isolation_level=None)) as connection:
            for pragma in PRAGMAS:
                connection.execute(f"PRAGMA {pragma}")
            connection.execute("INSERT INTO manifest (one, json) VALUES (1, ?)", (text,))
        return manifest


def _vacuum(draft: Path, out: Path) -> None:
    with closing(sqlite3.connect(draft, isolation_level=None)) as connection:
        connection.execute("VACUUM INTO ?", (str(out),))


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
