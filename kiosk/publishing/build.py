"""Builds a pack from a source folder: all of it, or nothing.

The same source gives the same content hash on any machine, and with the same SQLite and the same `SOURCE_DATE_EPOCH`
(https://reproducible-builds.org/specs/source-date-epoch/) the same bytes: rows go in by primary key, and the file is
vacuumed.
"""

from __future__ import annotations

import gc
import multiprocessing
import re
import sqlite3
import tempfile
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from dataclasses import dataclass, field
from itertools import chain
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
from kiosk.publishing.rows import rows, text_rows
from kiosk.publishing.texts import extract

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from kiosk.publishing.coverage import Coverage
    from kiosk.publishing.findings import Finding
    from kiosk.publishing.languages import Language
    from kiosk.publishing.records import Pack
    from kiosk.publishing.rows import Row

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
    try:
        near = next(path for path in out.absolute().parents if path.exists())
        with tempfile.TemporaryDirectory(prefix=f".{out.name}.", dir=near) as work:
            draft = _Draft(Path(work))
            pack = draft.fill(folder, today)
            out.parent.mkdir(parents=True, exist_ok=True)
            with replacing(out) as temporary:
                manifest = draft.finish(temporary, pack, now)
    except (OSError, sqlite3.OperationalError) as error:
        reason = (error.strerror or str(error)) if isinstance(error, OSError) else str(error)
        message = f"{out} cannot be written ({reason}) and is as it was; make room, or name another file with --out"
        raise PackError(message) from error
    return Built(out, manifest, draft.heard.counts, tuple(draft.coverage), draft.heard.warnings)


@dataclass(slots=True)
class _Heard:
    """What was found and counted on the way; errors refuse the build."""

    counts: dict[str, int] = field(default_factory=dict)
    errors: list[Finding] = field(default_factory=list)
    warnings: int = 0

    def hear(self, findings: Iterable[Finding]) -> None:
        """Sorts findings by their level."""
        for finding in findings:
            if finding.level is Level.ERROR:
                self.errors.append(finding)
            elif finding.level is Level.WARNING:
                self.warnings += 1


class _Draft:
    """A pack while it is being filled, in a folder that is thrown away."""

    def __init__(self, work: Path) -> None:
        self.heard = _Heard()
        self.coverage: list[Coverage] = []
        self._work = work
        self._path = work / "draft"

    def fill(self, folder: Path, today: date) -> Pack:
        """Writes all rows; raises FindingsError with all errors that were found on the way."""
        pack, against, self.heard = _begun(self._path, folder, today)
        with closing(_opened(self._path)) as connection:
            gc.freeze()  # what the other processes only read stays shared with them
            tags = [tag for tag in pack.languages if tag != pack.official]
            for language in languages.examine_all(against, tags, self._stage, notes=False):
                self.heard.hear(language.findings)
                if language.coverage:
                    self.coverage.append(language.coverage)
                self._take_in(connection, language)
            gc.unfreeze()
        if self.heard.errors:
            raise FindingsError(self.heard.errors)
        return pack

    def _stage(self, tag: str) -> Path | None:
        return None if self.heard.errors else self._work / tag

    def _take_in(self, connection: sqlite3.Connection, language: Language) -> None:
        """Puts the rows of a language into the draft."""
        if language.stage is None or self.heard.errors:
            return
        columns = ", ".join(languages.COLUMNS)
        connection.execute("ATTACH ? AS stage", (str(language.stage),))
        connection.execute("BEGIN")
        added = connection.execute(f"INSERT INTO text ({columns}) SELECT {columns} FROM stage.text")
        self.heard.counts["text"] += added.rowcount
        connection.execute("COMMIT")
        connection.execute("DETACH stage")
        language.stage.unlink()

    def finish(self, out: Path, pack: Pack, now: int) -> Manifest:
        """Writes the pack's file, row by row and page by page in order, with its manifest."""
        with ThreadPoolExecutor(1) as beside:  # SQLite copies while Python hashes
            copied = beside.submit(_vacuum, self._path, out)
            with closing(sqlite3.connect(self._path)) as connection:
                manifest = _manifest(pack, now, content_hash(connection))
            copied.result()
        text = msgspec.json.encode(manifest, order="deterministic").decode()
        with closing(_opened(out)) as connection:
            connection.execute("INSERT INTO manifest (one, json) VALUES (1, ?)", (text,))
        return manifest


def _opened(path: Path) -> sqlite3.Connection:
    connection = sqlite3.connect(path, isolation_level=None)
    for pragma in PRAGMAS:
        connection.execute(f"PRAGMA {pragma}")
    return connection


def _begun(draft: Path, folder: Path, today: date) -> tuple[Pack, Originals, _Heard]:
    """Begins a draft with the records of a folder; in a process of its own where the folder is large.

    Reading 10,000 records leaves 200 MiB of memory that Python does not give back; with that process they are gone.
    """
    if not languages.large(folder):
        return _begin(draft, folder, today)
    with multiprocessing.get_context("fork").Pool(1) as pool:
        try:
            return pool.apply(_begin, (draft, folder, today))
        finally:
            pool.close()
            pool.join()


def _begin(draft: Path, folder: Path, today: date) -> tuple[Pack, Originals, _Heard]:
    """Reads the records, writes their rows, and keeps of them what translations are held against."""
    heard, read = _Heard(), source.read(folder)
    official = extract(read)
    against = Originals.of(read, official)
    heard.hear(review.records(read, official, against.targets, today))
    with closing(_opened(draft)) as connection:
        for statement in (*schema.statements(), "BEGIN"):
            connection.execute(statement)
        if not heard.errors:  # rows can only be made of records that fit each other
            for name, content in rows(read).items():
                ordered = sorted(content, key=itemgetter(*_key(connection, name)))
                heard.counts[name] = _insert(connection, name, ordered)
            heard.counts["text"] = _insert(connection, "text", text_rows(read, official, {}))
        connection.execute("COMMIT")
    return read.pack.keys, against, heard


def _key(connection: sqlite3.Connection, table: str) -> tuple[str, ...]:
    found = connection.execute("SELECT name FROM pragma_table_info(?) WHERE pk ORDER BY pk", (table,))
    return tuple(name for (name,) in found)


def _insert(connection: sqlite3.Connection, table: str, content: Iterable[Row]) -> int:
    """Puts rows into a table; how many there were."""
    content = iter(content)
    first = next(content, None)
    if first is None:
        return 0
    columns = tuple(first)
    values = f"({', '.join(columns)}) VALUES ({', '.join(f':{column}' for column in columns)})"
    return connection.executemany(f"INSERT INTO {table} {values}", chain((first,), content)).rowcount


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
