"""Builds an index: its tables, and what writes the tokens of records into them."""

from __future__ import annotations

from contextlib import ExitStack, closing
from typing import TYPE_CHECKING

from kiosk.packs import reading
from kiosk.packs.fold import VERSION
from kiosk.packs.index_rows import EMPTY, LANGUAGE, Entry, concepts, entry, in_language, languages, records
from kiosk.packs.index_words import TABLES as WORDS
from kiosk.packs.index_words import Words

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterable
    from pathlib import Path

GAP = 64
"""Numbers from one record to the next: a difference of one byte in FTS5's lists."""

_TABLES = f"""
    CREATE VIRTUAL TABLE title USING fts5(
        tokens, content = '', tokenize = 'ascii', prefix = '2 3 4 5 6', detail = none, columnsize = 0);
    CREATE VIRTUAL TABLE body USING fts5(tokens, content = '', tokenize = 'ascii', detail = none, columnsize = 0);
    CREATE TABLE stems (row INTEGER PRIMARY KEY, named TEXT NOT NULL, told TEXT NOT NULL);
    CREATE TABLE record (number INTEGER PRIMARY KEY, kind TEXT NOT NULL, id TEXT NOT NULL);
    CREATE UNIQUE INDEX record_id ON record(kind, id);
    CREATE TABLE language (number INTEGER PRIMARY KEY, tag TEXT NOT NULL);
    CREATE TABLE concept (
        language INTEGER NOT NULL, phrase TEXT NOT NULL, slug TEXT NOT NULL, PRIMARY KEY (language, phrase, slug)) WITHOUT ROWID;
    CREATE INDEX concept_slug ON concept(slug, language, phrase);
    CREATE INDEX concept_phrase ON concept(phrase, slug);
    {WORDS}"""
_QUICK = ("journal_mode = OFF", "synchronous = OFF", "cache_size = -65536", "temp_store = MEMORY")
"""The slot is thrown away if writing fails, and fsynced when it is whole."""

_BUFFER = 16 << 20
"""Bytes of tokens that FTS5 gathers before it writes them."""


def opened(file: Path) -> sqlite3.Connection:
    """A pack to read all of, with the tables that its format lacks."""
    with ExitStack() as failed:
        pack = failed.enter_context(closing(reading.connect(file)))
        pack.execute("PRAGMA cache_size = -16384")
        reading.complete(pack, reading.decode(reading.manifest(file), file))
        failed.pop_all()
    return pack


def fill(pack: Path, target: sqlite3.Connection) -> None:
    """Makes the tables in an empty database and fills them from a pack."""
    quick(target)
    target.executescript(_TABLES)
    with closing(opened(pack)) as source:
        tags, found = languages(source), records(source)
        target.executemany("INSERT INTO language VALUES (?, ?)", enumerate(tags))
        numbered = [(place * GAP, record.kind, record.id) for place, record in enumerate(found, 1)]
        target.executemany("INSERT INTO record VALUES (?, ?, ?)", numbered)
        writer = Writer(target, tags)
        for language, tag in enumerate(tags):
            for (number, _kind, _id), record in zip(numbered, found, strict=True):
                writer.put(language, number, entry(source, record, tag))
        writer.concepts(concepts(source))
    writer.finish()
    for table in ("title", "body"):
        target.execute(f"INSERT INTO {table}({table}) VALUES ('optimize')")
    target.execute(f"PRAGMA user_version = {VERSION}")
    target.commit()


def quick(target: sqlite3.Connection) -> None:
    """Writes without a way back, as the slot is."""
    for pragma in _QUICK:
        target.execute(f"PRAGMA {pragma}")


class Writer:
    """Writes entries into the two tables of tokens, and counts their words."""

    def __init__(self, target: sqlite3.Connection, tags: list[str]) -> None:
        self._execute = target.execute
        self._tags = {tag: number for number, tag in enumerate(tags)}
        self._words = Words(target, tags)
        self._target = target
        for table in ("title", "body"):
            target.execute(f"INSERT INTO {table}({table}, rank) VALUES ('hashsize', {_BUFFER})")

    def put(self, language: int, number: int, new: Entry) -> None:
        """Adds what of a record is found in one language."""
        if new is EMPTY:
            return
        row = language << LANGUAGE | number
        self._execute("INSERT INTO title(rowid, tokens) VALUES (?, ?)", (row, in_language(new.title, language)))
        self._execute("INSERT INTO body(rowid, tokens) VALUES (?, ?)", (row, new.body))
        self._execute("INSERT INTO stems VALUES (?, ?, ?)", (row, new.named, new.told))
        self._words.add(language, new.vocabulary)

    def remove(self, language: int, number: int, old: Entry) -> None:
        """Removes it again; `old` is what was put."""
        if old is EMPTY:
            return
        row = language << LANGUAGE | number
        self._execute(
            "INSERT INTO title(title, rowid, tokens) VALUES ('delete', ?, ?)", (row, in_language(old.title, language))
        )
        self._execute("INSERT INTO body(body, rowid, tokens) VALUES ('delete', ?, ?)", (row, old.body))
        self._execute("DELETE FROM stems WHERE row = ?", (row,))
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
        """Writes the words; nothing is put or removed after it."""
        self._words.write()
