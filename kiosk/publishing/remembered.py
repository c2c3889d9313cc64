"""What a large build leaves for the next one, so that a change to a few services takes seconds.

Beside a pack `FILE` of a large folder lies `.FILE.memory`: digests of every file that went in, of the program and of the
pack itself, and the bytes that were hashed for its texts. The next build starts from that pack when, by content, nothing
differs but some files of `services/` that were there before; it reads those, takes their rows out and puts the new ones
in. In every other case, and whenever something is not certain, everything is built anew. The result is the same to the
byte (a test compares). Whoever deletes the folder loses time and nothing else.
"""

from __future__ import annotations

import hashlib
import platform
import shutil
import sqlite3
import sys
from contextlib import closing
from dataclasses import dataclass, fields, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import msgspec

import kiosk
from kiosk.packs import hash as packs_hash
from kiosk.packs import schema
from kiosk.publishing import checks, languages, po, review, source
from kiosk.publishing.coverage import Coverage
from kiosk.publishing.draft import insert, key, opened
from kiosk.publishing.findings import FindingsError, errors
from kiosk.publishing.frontmatter import Document
from kiosk.publishing.languages import Originals
from kiosk.publishing.naming import Ref
from kiosk.publishing.records import Pack, Service
from kiosk.publishing.rows import service_rows, text_rows
from kiosk.publishing.source import Record
from kiosk.publishing.texts import extract

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from kiosk.publishing.source import Source
    from kiosk.publishing.texts import SourceText

MOST = 200
"""Changed services up to which starting from the last pack is quicker."""

OWNERS = ("id", "service_id", "entity_id", "from_id", "evidence_id")
"""Columns that say whose row it is."""

_STARTS = tuple(f"{number:02x}" for number in range(256))
_ENDS = (*_STARTS[1:], "g")
"""Texts are kept by the first two digits of what they belong to."""


@dataclass(frozen=True, slots=True)
class Made:
    """A draft that is filled.

    topics: the first one of each service, by slug: what ranks it. plain: the next build may start from it.
    """

    path: Path
    pack: Pack
    counts: dict[str, int]
    coverage: tuple[Coverage, ...]
    topics: dict[str, str]
    plain: bool


class _State(msgspec.Struct):
    """What is written down. out: SHA-256 of the pack's file. pieces: of what was hashed for its texts. Others: as `Made`."""

    program: str
    files: dict[str, str]
    out: str
    topics: dict[str, str]
    pieces: dict[str, str]
    counts: dict[str, int]
    coverage: list[Coverage]


class Memory:
    """The memory of one pack's file while it is being built."""

    def __init__(self, folder: Path, out: Path, files: dict[str, str]) -> None:
        self._folder, self._out, self._files = folder, out, files
        self._path = out.parent / f".{out.name}.memory"
        self._state: _State | None = None
        self._stale: frozenset[str] | None = None
        self._pieces: dict[str, str] = {}

    @classmethod
    def of(cls, folder: Path, out: Path) -> Memory | None:
        """Digests every file now, before any is read: one that changes meanwhile is read again next time."""
        try:
            paths = sorted(path for path in folder.rglob("*") if path.is_file())
            files = {path.relative_to(folder).as_posix(): _digest(path) for path in paths}
        except OSError:
            return None  # reading the folder says why
        return cls(folder, out, files)

    # what the last build left

    def refreshed(self, work: Path) -> Made | None:
        """A draft made from the last pack; None when everything has to be built anew.

        Raises FindingsError when one of the changed services is wrong.
        """
        state = self._read()
        slugs = self._changed(state) if state else None
        if state is None or slugs is None:
            return None
        draft = work / "draft"
        try:
            made = _copied(self._out, draft) == state.out and _Refresh(self._folder, draft, state, slugs).made(
                self._names(), work
            )
        except (OSError, sqlite3.DatabaseError, po.OtherError):
            made = None
        if not made:
            draft.unlink(missing_ok=True)
            return None
        self._state, self._stale = state, made[1]
        return made[0]

    def _read(self) -> _State | None:
        try:
            state = msgspec.json.decode((self._path / "state.json").read_bytes(), type=_State)
        except (OSError, msgspec.MsgspecError):
            return None
        return state if state.program == _program() else None

    def _changed(self, state: _State) -> frozenset[str] | None:
        """The slugs of the services that differ; None when anything else does, or too many."""
        if state.files.keys() != self._files.keys():
            return None
        names = [name for name, digest in self._files.items() if state.files[name] != digest]
        if len(names) > MOST or any(not name.startswith("services/") for name in names):
            return None
        return frozenset(Path(name).stem for name in names)

    def _names(self) -> Iterator[Path]:
        """The files of all services."""
        return (self._folder / name for name in self._files if name.startswith("services/") and name.endswith(".md"))

    # what this build leaves

    def text_pieces(self, connection: sqlite3.Connection) -> Iterator[bytes]:
        """What is hashed for the texts of a draft: kept bytes where they are known to be right, else its rows."""
        self._pieces = {}
        for first, last in zip(_STARTS, _ENDS, strict=True):
            data = self._kept(first)
            if data is None:
                data = b"".join(packs_hash.text_pieces(connection, first, last))
                self._write(first, data)
            self._pieces[first] = hashlib.sha256(data).hexdigest()
            yield data

    def _kept(self, first: str) -> bytes | None:
        if self._state is None or self._stale is None or first in self._stale:
            return None
        try:
            data = (self._path / first).read_bytes()
        except OSError:
            return None
        return data if hashlib.sha256(data).hexdigest() == self._state.pieces.get(first) else None

    def _write(self, first: str, data: bytes) -> None:
        self._path.mkdir(exist_ok=True)
        (self._path / "state.json").unlink(missing_ok=True)  # it no longer fits, until `keep`
        (self._path / first).write_bytes(data)

    def keep(self, made: Made) -> None:
        """Writes down what the next build can start from; without room for it, nothing is kept."""
        try:
            state = _State(
                program=_program(),
                files=self._files,
                out=_digest(self._out),
                topics=made.topics,
                pieces=self._pieces,
                counts=made.counts,
                coverage=list(made.coverage),
            )
            temporary = self._path / "state.new"
            temporary.write_bytes(msgspec.json.encode(state))
            temporary.replace(self._path / "state.json")
        except OSError:
            shutil.rmtree(self._path, ignore_errors=True)


class _Refresh:
    """Takes the rows of the changed services out of a copy of the last pack and puts the new ones in."""

    def __init__(self, folder: Path, draft: Path, state: _State, slugs: frozenset[str]) -> None:
        self._folder, self._draft, self._state, self._slugs = folder, draft, state, slugs
        self._counts = dict(state.counts)

    def made(self, names: Iterable[Path], work: Path) -> tuple[Made, frozenset[str]] | None:
        """The draft, and the first digits of the ids whose texts differ; None where a rank would move."""
        read = self._source(names)
        if read is None:
            return None
        if not self._slugs:
            with closing(opened(self._draft)) as connection:
                _unfinished(connection)
            state = self._state
            return Made(
                self._draft, read.pack.keys, self._counts, tuple(state.coverage), state.topics, plain=True
            ), frozenset()
        topics = {service.slug: next(iter(service.keys.topics), "") for service in read.services}
        if any(self._state.topics.get(slug) != topic for slug, topic in topics.items()):
            return None
        alone = replace(read, places=())
        official = extract(alone)
        against = Originals.of(read, official, tuple(sorted(self._slugs)))
        wrong = [found for text in official for found in review.originals(read, text, against.targets)]
        tags = [each.tag for each in self._state.coverage]
        stages = {tag: work / tag for tag in tags}
        found = [languages.examine(against, tag, stages[tag], notes=False) for tag in tags]
        refused = errors((*wrong, *(each for language in found for each in language.findings)))
        if refused:
            raise FindingsError(refused)
        with closing(opened(self._draft)) as connection:
            connection.execute("PRAGMA foreign_keys = OFF")
            connection.execute("CREATE TEMP TABLE looked (id TEXT PRIMARY KEY)")
            connection.execute("BEGIN")
            _unfinished(connection)
            old, ranks = self._old(connection, read)
            before = self._covered(connection, old)
            self._take_out(connection, old)
            self._put_in(connection, read, official, ranks, stages)
            new, _ranks = self._old(connection, read)
            connection.execute("COMMIT")
        coverage = tuple(
            _moved(each, before[each.tag], language.coverage)
            for each, language in zip(self._state.coverage, found, strict=True)
            if language.coverage
        )
        topics = self._state.topics | topics
        return Made(self._draft, read.pack.keys, self._counts, coverage, topics, plain=True), frozenset(
            id_[:2] for id_ in old | new
        )

    def _source(self, names: Iterable[Path]) -> Source | None:
        """The changed services, when they fit all the others; None where there is nobody that they could belong to."""
        read, findings = source.gather(self._folder, self._slugs)
        if read is None or findings:
            raise FindingsError(findings)
        if not read.organizations:
            return None
        stub = Service(name="x", summary="x", organization=read.organizations[0].slug, icon="passport")
        others = (Record(path.stem, path.name, stub, Document(path)) for path in names if path.stem not in self._slugs)
        wrong = errors(checks.findings(replace(read, services=(*read.services, *others))))
        if wrong:
            raise FindingsError(wrong)
        empty: dict[str, Any] = {
            each.name: ()
            for each in fields(read)
            if each.name not in {"services", "places"} and isinstance(getattr(read, each.name), tuple)
        }
        return replace(read, **empty)

    def _old(self, connection: sqlite3.Connection, read: Source) -> tuple[frozenset[str], dict[str, int]]:
        """The ids of the services and of all their parts, as they are in the draft, and the services' ranks."""
        found = {Ref("service", slug).id(read.pack.keys.id) for slug in self._slugs}
        marks = ", ".join("?" * len(found))
        ranks = dict(connection.execute(f"SELECT slug, rank FROM service WHERE id IN ({marks})", tuple(found)))
        new = set(found)
        while new:
            connection.execute("DELETE FROM temp.looked")
            connection.executemany("INSERT INTO temp.looked VALUES (?)", [(id_,) for id_ in new])
            parts = {
                id_
                for table, columns in _owned().items()
                if "id" in columns and table not in {"xref", "residue"}
                for column in columns - {"id"}
                for (id_,) in connection.execute(
                    f"SELECT id FROM {table} WHERE {column} IN (SELECT id FROM temp.looked)"
                )
            }
            new = parts - found
            found |= new
        return frozenset(found), ranks

    def _covered(self, connection: sqlite3.Connection, ids: frozenset[str]) -> Mapping[str, Coverage]:
        """How far these services were in each language."""
        official = {}
        rows: dict[str, list[tuple[str, bool]]] = {each.tag: [] for each in self._state.coverage}
        chosen = "SELECT entity, field, seq, lang, status, source_lang, source_hash FROM text WHERE id = ?"
        for id_ in ids:
            said = connection.execute(chosen, (id_,)).fetchall()
            official.update({(id_, *row[:3]): row[6] for row in said if row[3] == row[5]})
            for *name, lang, status, source_lang, basis in said:
                if lang != source_lang:
                    rows[lang].append((status, basis != official.get((id_, *name))))
        return {tag: _coverage(tag, said, len(official)) for tag, said in rows.items()}

    def _take_out(self, connection: sqlite3.Connection, ids: frozenset[str]) -> None:
        connection.execute("DELETE FROM temp.looked")
        connection.executemany("INSERT INTO temp.looked VALUES (?)", [(id_,) for id_ in ids])
        for table, columns in {**_owned(), "text": {"id"}}.items():
            for column in columns:
                gone = connection.execute(f"DELETE FROM {table} WHERE {column} IN (SELECT id FROM temp.looked)")
                self._counts[table] -= gone.rowcount

    def _put_in(
        self,
        connection: sqlite3.Connection,
        read: Source,
        official: Iterable[SourceText],
        ranks: Mapping[str, int],
        stages: Mapping[str, Path],
    ) -> None:
        for table, content in service_rows(read, ranks).items():
            if content:
                self._counts[table] += insert(connection, table, content)
        self._counts["text"] += insert(connection, "text", text_rows(replace(read, places=()), official, {}))
        for path in stages.values():
            with closing(sqlite3.connect(path)) as stage:
                rows = stage.execute(f"SELECT {', '.join(languages.COLUMNS)} FROM text").fetchall()
            languages.insert(connection, rows)
            self._counts["text"] += len(rows)
        for table in _owned():
            _ordered(connection, table)


def _unfinished(connection: sqlite3.Connection) -> None:
    """Makes of a pack the draft that it came from: `VACUUM` has counted its schema up by one, and will again."""
    connection.execute("DELETE FROM manifest")
    (version,) = connection.execute("PRAGMA schema_version").fetchone()
    connection.execute(f"PRAGMA schema_version = {version - 1}")


def _moved(whole: Coverage, before: Coverage, now: Coverage) -> Coverage:
    """The coverage of everything when that of a part changes."""
    counts = {name: getattr(whole, name) - getattr(before, name) + getattr(now, name) for name in _COUNTS}
    return Coverage(whole.tag, **counts)


_COUNTS = ("human", "machine", "outdated", "missing")


def _coverage(tag: str, said: Iterable[tuple[str, bool]], texts: int) -> Coverage:
    """said: the status of each translation, and whether it is out of date."""
    said = tuple(said)
    outdated = sum(old for _status, old in said)
    human = sum(status == "human" and not old for status, old in said)
    return Coverage(tag, human, len(said) - outdated - human, outdated, texts - len(said))


def _owned() -> dict[str, set[str]]:
    """The tables in which a service has rows, by the columns that say so."""
    with closing(sqlite3.connect(":memory:")) as empty:
        for statement in schema.statements():
            empty.execute(statement)
        told = {
            table: {name for (name,) in empty.execute("SELECT name FROM pragma_table_info(?)", (table,))} & set(OWNERS)
            for table in schema.TABLES
            if table not in {"text", "media", "language"}
        }
    return {table: columns for table, columns in told.items() if columns}


def _ordered(connection: sqlite3.Connection, table: str) -> None:
    """Puts rows that were added at the end where a build of everything puts them."""
    if table in schema.WITHOUT_ROWID:
        return
    order = ", ".join(key(connection, table))
    connection.execute(f"CREATE TEMP TABLE sorted AS SELECT * FROM main.{table} ORDER BY {order}")
    connection.execute(f"DELETE FROM main.{table}")
    connection.execute(f"INSERT INTO main.{table} SELECT * FROM temp.sorted ORDER BY rowid")
    connection.execute("DROP TABLE temp.sorted")


def _copied(source_file: Path, target: Path) -> str:
    """Copies a file; the SHA-256 of what was copied."""
    digest = hashlib.sha256()
    with source_file.open("rb") as one, target.open("wb") as two:
        while piece := one.read(1 << 22):
            digest.update(piece)
            two.write(piece)
    return digest.hexdigest()


def _digest(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _program() -> str:
    """A digest of the program itself: what another one has made is not started from."""
    digest = hashlib.sha256(f"{sys.version} {platform.machine()} {sqlite3.sqlite_version}".encode())
    for path in sorted(Path(kiosk.__file__).parent.rglob("*.py")):
        digest.update(path.read_bytes())
    return digest.hexdigest()
