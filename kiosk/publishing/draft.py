"""A pack while it is being filled, in a folder that is thrown away: records first, then language by language."""

from __future__ import annotations

import gc
import sqlite3
from contextlib import closing
from dataclasses import dataclass, field
from itertools import chain
from operator import itemgetter
from typing import TYPE_CHECKING

from sqlite_utils import Database

from kiosk.packs import schema
from kiosk.publishing import languages, review, source
from kiosk.publishing.findings import FindingsError, errors
from kiosk.publishing.languages import Originals
from kiosk.publishing.ranks import first_topics
from kiosk.publishing.rows import rows
from kiosk.publishing.text_rows import text_rows, word_rows
from kiosk.publishing.texts import extract
from kiosk.publishing.workers import forked

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date
    from pathlib import Path

    from kiosk.publishing.coverage import Coverage
    from kiosk.publishing.findings import Finding
    from kiosk.publishing.languages import Language
    from kiosk.publishing.links import Targets
    from kiosk.publishing.part_rows import Row
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
class Made:
    """A draft that is filled.

    topics: the first one of each service, by slug. around: what there is for services to depend on (`around`). plain:
    the next build may start from it.
    """

    path: Path
    pack: Pack
    counts: dict[str, int]
    coverage: tuple[Coverage, ...]
    topics: dict[str, str]
    around: dict[str, str]
    plain: bool


@dataclass(slots=True)
class Heard:
    """What was found and counted on the way; errors refuse the build. topics, around: as in `Made`.

    unread: of the errors, those for which a file could not be read.
    """

    counts: dict[str, int] = field(default_factory=dict)
    unread: list[Finding] = field(default_factory=list)
    errors: list[Finding] = field(default_factory=list)
    topics: dict[str, str] = field(default_factory=dict)
    around: dict[str, str] = field(default_factory=dict)

    def hear(self, findings: Iterable[Finding]) -> None:
        """Keeps what refuses the build."""
        self.errors.extend(errors(findings))


class Draft:
    """A pack while it is being filled; plain: all catalogues are in the form of gettext's tools."""

    def __init__(self, work: Path) -> None:
        self.heard = Heard()
        self.coverage: list[Coverage] = []
        self.plain = True
        self._work = work
        self.path = work / "draft"

    def fill(self, folder: Path, today: date) -> Made:
        """Writes all rows; raises FindingsError with all errors that were found on the way."""
        pack, against, self.heard = _begun(self.path, folder, today)
        with closing(opened(self.path)) as connection:
            gc.freeze()  # what the other processes only read stays shared with them
            tags = [tag for tag in pack.languages if tag != pack.official]
            for language in languages.examine_all(against, tags, self._stage, notes=False):
                self.heard.hear(language.findings)
                self.plain &= language.plain
                if language.coverage:
                    self.coverage.append(language.coverage)
                self._take_in(connection, language)
            gc.unfreeze()
        if self.heard.errors:
            raise FindingsError(review.with_unread(self.heard.errors, self.heard.unread))
        heard = self.heard
        return Made(self.path, pack, heard.counts, tuple(self.coverage), heard.topics, heard.around, self.plain)

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


def around(read: Source, targets: Targets) -> dict[str, str]:
    """What a service's rows and findings may depend on beside its own file, `pack.yaml` and pictures.

    By kind and slug, with what counts of each: where all of it is still there, a service that was right is right.
    """
    found = {f"{kind}:{slug}": "" for kind, slugs in targets.slugs.items() if kind != "service" for slug in slugs}
    found |= {f"organization:{record.slug}": "" for record in read.organizations}
    found |= {f"place:{record.slug}": record.keys.country for record in read.places}
    found |= {f"term:{record.slug}": record.keys.scheme for record in read.terms}
    return found


def opened(path: Path) -> sqlite3.Connection:
    """A connection to a database that is thrown away if anything fails."""
    connection = sqlite3.connect(path, isolation_level=None)
    for pragma in PRAGMAS:
        connection.execute(f"PRAGMA {pragma}")
    return connection


def _begun(draft: Path, folder: Path, today: date) -> tuple[Pack, Originals, Heard]:
    """Begins a draft with the records of a folder; in a process of its own where the folder is large.

    Reading 10,000 records leaves 200 MiB of memory that Python does not give back; with that process they are gone.
    """
    if not languages.large(folder):
        return _begin(draft, folder, today)
    with forked(1) as pool:
        return pool.apply(_begin, (draft, folder, today))


def _begin(draft: Path, folder: Path, today: date) -> tuple[Pack, Originals, Heard]:
    """Reads the records, writes their rows, and keeps of them what translations are held against."""
    heard = Heard()
    read, heard.unread = source.gather(folder)
    if read is None:
        raise FindingsError(heard.unread)
    heard.hear(heard.unread)
    official = extract(read)
    against = Originals.of(read, official)
    heard.topics, heard.around = first_topics(read.services), around(read, against.targets)
    heard.hear(review.records(read, official, against.targets, today))
    with closing(opened(draft)) as connection:
        for statement in (*schema.statements(), "BEGIN"):
            connection.execute(statement)
        if not heard.errors:  # rows can only be made of records that fit each other
            for name, content in rows(read).items():
                ordered = sorted(content, key=itemgetter(*key(connection, name)))
                heard.counts[name] = insert(connection, name, ordered)
            heard.counts["text"] = insert(connection, "text", chain(text_rows(read, official, {}), word_rows(read)))
        connection.execute("COMMIT")
    return read.pack.keys, against, heard


def key(connection: sqlite3.Connection, table: str) -> tuple[str, ...]:
    """The columns of a table's primary key."""
    return tuple(Database(connection).table(table).pks)


def insert(connection: sqlite3.Connection, table: str, content: Iterable[Row]) -> int:
    """Puts rows into a table; how many there were."""
    content = iter(content)
    first = next(content, None)
    if first is None:
        return 0
    columns = tuple(first)
    values = f"({', '.join(columns)}) VALUES ({', '.join(f':{column}' for column in columns)})"
    return connection.executemany(f"INSERT INTO {table} {values}", chain((first,), content)).rowcount
