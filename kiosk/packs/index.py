"""The search index of a slot: titles, keywords and texts, folded, by language. It is no part of the pack.

It is built when a pack arrives, before it is active, and brought in step with the next pack from a list of changes
(`update`); both end in the same answers. Two contentless FTS5 tables hold the tokens: `title` those of titles and
keywords, `body` the stems of all texts. Their rowid is the language's number and, below it, the record's, which rises in
the pack's order: one language is a range, and what matches comes out best first. Numbers leave gaps for
records that come later. The tokenizer is `ascii`, which takes every letter beyond ASCII as part of a word and so leaves to
`kiosk.packs.fold` alone what a word is. What is deleted is told to FTS5 with its old tokens, which the pack before still has:
SQLite 3.40 knows no other way. ADR 0008 has the measurements.
"""

from __future__ import annotations

import sqlite3
from contextlib import closing
from typing import TYPE_CHECKING

from kiosk.packs import reading
from kiosk.packs.fold import VERSION
from kiosk.packs.index_rows import EMPTY, KINDS, Entry, Record, concepts, entry, languages, records, steady
from kiosk.packs.index_words import TABLES as WORDS
from kiosk.packs.index_words import Words

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator
    from pathlib import Path

    from kiosk.packs.changes import Changes

LANGUAGE = 32
"""Bits of a rowid below the language's number."""

GAP = 64
"""Numbers from one record to the next: a difference of one byte in FTS5's lists."""

_TABLES = f"""
    CREATE VIRTUAL TABLE title USING fts5(
        tokens, content = '', tokenize = 'ascii', prefix = '1 2 3 4 5 6', detail = none, columnsize = 0);
    CREATE VIRTUAL TABLE body USING fts5(tokens, content = '', tokenize = 'ascii', detail = none, columnsize = 0);
    CREATE TABLE record (number INTEGER PRIMARY KEY, kind TEXT NOT NULL, id TEXT NOT NULL);
    CREATE UNIQUE INDEX record_id ON record(kind, id);
    CREATE TABLE language (number INTEGER PRIMARY KEY, tag TEXT NOT NULL);
    CREATE TABLE concept (
        language INTEGER NOT NULL, phrase TEXT NOT NULL, slug TEXT NOT NULL, PRIMARY KEY (language, phrase, slug)) WITHOUT ROWID;
    CREATE INDEX concept_slug ON concept(slug, language, phrase);
    {WORDS}"""
_QUICK = ("journal_mode = OFF", "synchronous = OFF", "cache_size = -65536", "temp_store = MEMORY")
"""The slot is thrown away if writing fails, and fsynced when it is whole."""

_BUFFER = 16 << 20
"""Bytes of tokens that FTS5 gathers before it writes them."""


def build(pack: Path, index: Path) -> None:
    """Writes `index`, a file that is not there yet, for the records of `pack`."""
    with closing(sqlite3.connect(index)) as target:
        target.execute("PRAGMA page_size = 4096")
        _fill(pack, target)


def connect(slot: Path) -> sqlite3.Connection:
    """The index of a slot; one of another version, or one that is gone, is built anew in memory.

    sqlite3.Error when the pack cannot be read either.
    """
    try:
        index = reading.connect(slot / "index.db")
        if index.execute("PRAGMA user_version").fetchone() == (VERSION,):
            return index
        index.close()
    except sqlite3.Error:
        pass  # the pack beside it has all that is needed
    index = sqlite3.connect(":memory:", check_same_thread=False)
    _fill(slot / "pack.db", index)
    return index


def update(index: Path, before: Path, after: Path, changes: Changes) -> bool:
    """Brings the index of pack `before` in step with pack `after`, in place; False when it had to be built anew.

    That is when the languages are others, or no number is free between two records. changes: what differs between the
    packs. Raises sqlite3.Error for a file that cannot be read; the index is of no use then.
    """
    with closing(_pack(before)) as old, closing(_pack(after)) as new, closing(sqlite3.connect(index)) as target:
        for pragma in _QUICK:
            target.execute(f"PRAGMA {pragma}")
        version = target.execute("PRAGMA user_version").fetchone()[0]
        if version == VERSION and _Update(target, old, new).run(changes):
            target.commit()
            return True
    index.unlink()
    build(after, index)
    return False


def _pack(file: Path) -> sqlite3.Connection:
    pack = reading.connect(file)
    pack.execute("PRAGMA cache_size = -16384")
    reading.complete(pack, reading.decode(reading.manifest(file), file))
    return pack


def _fill(pack: Path, target: sqlite3.Connection) -> None:
    for pragma in _QUICK:
        target.execute(f"PRAGMA {pragma}")
    target.executescript(_TABLES)
    with closing(_pack(pack)) as source:
        tags, found = languages(source), records(source)
        target.executemany("INSERT INTO language VALUES (?, ?)", enumerate(tags))
        numbered = [(place * GAP, record.kind, record.id) for place, record in enumerate(found, 1)]
        target.executemany("INSERT INTO record VALUES (?, ?, ?)", numbered)
        writer = _Writer(target, tags)
        for language, tag in enumerate(tags):
            for (number, _kind, _id), record in zip(numbered, found, strict=True):
                writer.put(language, number, entry(source, record, tag))
        writer.concepts(concepts(source))
    writer.finish()
    for table in ("title", "body"):
        target.execute(f"INSERT INTO {table}({table}) VALUES ('optimize')")
    target.execute(f"PRAGMA user_version = {VERSION}")
    target.commit()


class _Writer:
    """Writes entries into the two tables of tokens, and counts their words."""

    def __init__(self, target: sqlite3.Connection, tags: list[str]) -> None:
        self._execute = target.execute
        self._tags = {tag: number for number, tag in enumerate(tags)}
        self._words = Words(target, tags)
        self._target = target
        for table in ("title", "body"):
            target.execute(f"INSERT INTO {table}({table}, rank) VALUES ('hashsize', {_BUFFER})")

    def put(self, language: int, number: int, new: Entry) -> None:
        if new is EMPTY:
            return
        row = language << LANGUAGE | number
        self._execute("INSERT INTO title(rowid, tokens) VALUES (?, ?)", (row, new.title))
        self._execute("INSERT INTO body(rowid, tokens) VALUES (?, ?)", (row, new.body))
        self._words.add(language, new.vocabulary)

    def remove(self, language: int, number: int, old: Entry) -> None:
        if old is EMPTY:
            return
        row = language << LANGUAGE | number
        self._execute("INSERT INTO title(title, rowid, tokens) VALUES ('delete', ?, ?)", (row, old.title))
        self._execute("INSERT INTO body(body, rowid, tokens) VALUES ('delete', ?, ?)", (row, old.body))
        self._words.add(language, old.vocabulary, -1)

    def concepts(self, found: Iterable[tuple[str, str, str]]) -> None:
        """Puts these in the place of those that were there."""
        for language, phrase in self._target.execute("SELECT language, phrase FROM concept"):
            self._words.add(language, {*phrase.split()}, -1)
        self._execute("DELETE FROM concept")
        rows = [(self._tags[tag], phrase, slug) for tag, phrase, slug in found]
        self._target.executemany("INSERT INTO concept VALUES (?, ?, ?)", rows)
        for language, phrase, _slug in rows:
            self._words.add(language, {*phrase.split()})

    def finish(self) -> None:
        self._words.write()


class _Update:
    """One update of an index from one pack to the next."""

    def __init__(self, target: sqlite3.Connection, old: sqlite3.Connection, new: sqlite3.Connection) -> None:
        self._target, self._old, self._new = target, old, new
        self._tags = [tag for (tag,) in target.execute("SELECT tag FROM language ORDER BY number")]

    def run(self, changes: Changes) -> bool:
        """Whether it could be done."""
        if languages(self._new) != self._tags:
            return False
        was = {Record(kind, identity): number for number, kind, identity in self._target.execute("SELECT * FROM record")}
        now = self._numbered(was)
        if now is None:
            return False
        moved = {record for record in was.keys() | now.keys() if was.get(record) != now.get(record)}
        touched = {(record, language) for record in moved for language in range(len(self._tags))}
        touched.update(self._texts(changes.get("text", ()), was.keys() | now.keys()))
        writer = _Writer(self._target, self._tags)
        where = sorted(touched, key=lambda each: (each[1], now.get(each[0], 0), was.get(each[0], 0)))
        self._entries(writer, where, was, now)
        gone = [(record.kind, record.id) for record in moved if record in was]
        self._target.executemany("DELETE FROM record WHERE kind = ? AND id = ?", gone)
        come = [(now[record], record.kind, record.id) for record in moved if record in now]
        self._target.executemany("INSERT INTO record VALUES (?, ?, ?)", come)
        if changes.get("concept") or any(key[2] == "concept" for key in changes.get("text", ())):
            writer.concepts(concepts(self._new))
        writer.finish()
        return True

    def _entries(
        self, writer: _Writer, where: list[tuple[Record, int]], was: dict[Record, int], now: dict[Record, int]
    ) -> None:
        """First all that goes, then all that comes: FTS5 writes a part to disk whenever a rowid is below the last."""
        comes = []
        for record, language in sorted(where, key=lambda each: (each[1], was.get(each[0], 0))):
            tag = self._tags[language]
            old = entry(self._old, record, tag) if record in was else EMPTY
            new = entry(self._new, record, tag) if record in now else EMPTY
            if old == new and was[record] == now[record]:
                continue
            if record in was:
                writer.remove(language, was[record], old)
            if record in now:
                comes.append((language, now[record], new))
        for language, number, new in sorted(comes, key=lambda each: each[:2]):
            writer.put(language, number, new)

    def _texts(self, keys: Collection[tuple[str | int, ...]], known: Collection[Record]) -> Iterator[tuple[Record, int]]:
        numbers = {tag: number for number, tag in enumerate(self._tags)}
        for identity, tag, kind, *_rest in keys:
            record = Record(str(kind), str(identity))
            if kind in KINDS and record in known and tag in numbers:
                yield record, numbers[str(tag)]

    def _numbered(self, was: dict[Record, int]) -> dict[Record, int] | None:
        """Numbers in the new order: as many as can stay do, the others get free ones between them; None if there are too few."""
        order = records(self._new)
        before = [was.get(record, -1) for record in order]
        kept = steady(before)
        made: dict[Record, int] = {}
        waiting: list[Record] = []
        low = 0
        for place, record in enumerate(order):
            if place not in kept:
                waiting.append(record)
                continue
            step = (before[place] - low) // (len(waiting) + 1)
            if waiting and not step:
                return None
            made |= {each: low + step * at for at, each in enumerate(waiting, 1)}
            waiting, low = [], before[place]
            made[record] = low
        made |= {each: low + GAP * at for at, each in enumerate(waiting, 1)}
        return made
