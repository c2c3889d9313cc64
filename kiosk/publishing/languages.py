"""Goes through the catalogues of all languages: what is wrong in each, how far it is, and its rows of the pack.

A large folder has a million translations. So a catalogue is read as a stream: an entry that was made from today's
official text is done with at once, and only the others wait until it is known whether a text has moved. Two languages
are gone through at a time, by processes that share the official texts with the one that asks.
"""

from __future__ import annotations

import os
import sqlite3
from contextlib import closing
from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING

from kiosk.domain.provenance import Status
from kiosk.packs import schema
from kiosk.publishing import code_sizes, po, po_records, progress, wording
from kiosk.publishing.coverage import Coverage
from kiosk.publishing.findings import Finding, FindingsError
from kiosk.publishing.links import Targets
from kiosk.publishing.media import by_hash
from kiosk.publishing.texts import digest
from kiosk.publishing.translations import brought, merged
from kiosk.publishing.workers import forked

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
    from pathlib import Path

    from kiosk.domain.picture import Picture
    from kiosk.publishing.code_sizes import Calendar
    from kiosk.publishing.naming import Ref
    from kiosk.publishing.po import Entry
    from kiosk.publishing.source import Source
    from kiosk.publishing.texts import SourceText

PROCESSES = 2
"""Languages at a time: as many as there are cores, and no more than keeps the memory of a large folder at 600 MiB."""

LARGE = 8_000_000
"""Bytes of all catalogues from which other processes are worth their start."""

AT_ONCE = 500
"""Rows that are written at a time."""

COLUMNS = (
    "id", "lang", "entity", "field", "seq", "value", "format", "status", "source_lang", "source_hash", "updated",
)  # fmt: skip
"""The columns of `text` in the order of its primary key and then of the rows made here."""

TextRow = tuple[str, str, str, str, int, str, str, str, str, str, str]


@dataclass(frozen=True, slots=True)
class Originals:
    """What translations are held against.

    texts: by context, each official text with the id of what it belongs to. slugs: the records to which the texts belong,
    where they are only some of the folder's. events: those whose calendar codes are looked at.
    """

    folder: Path
    official: str
    texts: Mapping[str, tuple[SourceText, str]]
    targets: Targets
    pictures: Mapping[str, Picture]
    slugs: frozenset[str] = frozenset()
    events: tuple[Calendar, ...] = ()

    @classmethod
    def of(cls, read: Source, official: Iterable[SourceText], slugs: frozenset[str] = frozenset()) -> Originals:
        """Those of a source folder."""
        pack = read.pack.keys
        ids: dict[Ref, str] = {}
        texts = {}
        for text in official:
            known = ids.get(text.ref)
            if known is None:
                known = ids[text.ref] = text.ref.id(pack.id)
            texts[text.context] = (text, known)
        events = () if slugs else tuple(code_sizes.calendars(read))
        return cls(read.folder, pack.official, texts, Targets.of(read.folder), read.pictures, slugs, events)

    def path(self, tag: str) -> Path:
        """The catalogue of a language."""
        return self.folder / "locales" / f"{tag}.po"


@dataclass(frozen=True, slots=True)
class Language:
    """What was found in one language.

    stage: a database with its rows, where one was asked for. plain: its catalogue is in the form of gettext's tools.
    """

    tag: str
    coverage: Coverage | None
    findings: tuple[Finding, ...]
    stage: Path | None = None
    plain: bool = True


def examine(originals: Originals, tag: str, stage: Path | None = None, *, notes: bool = True) -> Language:
    """Goes through one language. stage: the file that its rows are written to. notes: tell each missing translation."""
    gathered = _Gathered(originals, tag, notes=notes)
    try:
        if stage is None:
            for _row in gathered.rows():
                pass
        else:
            write(stage, gathered.rows())
    except FindingsError as error:
        return Language(tag, None, tuple(error.findings))
    return Language(tag, gathered.coverage(), tuple(gathered.findings), stage, gathered.plain)


def examine_all(
    originals: Originals, tags: Sequence[str], stage: Callable[[str], Path | None], *, notes: bool
) -> Iterator[Language]:
    """Goes through all languages, and gives them in the order of `tags`."""
    processes = min(PROCESSES, len(os.sched_getaffinity(0)), len(tags))
    if processes < PROCESSES or not large(originals.folder):
        yield from _told((examine(originals, tag, stage(tag), notes=notes) for tag in tags), len(tags))
        return
    global _shared  # noqa: PLW0603 - what forked processes find without a copy being sent to each
    _shared = originals
    try:
        with forked(processes) as pool:
            yield from _told(pool.imap(_examine, [(tag, stage(tag), notes) for tag in tags]), len(tags))
    finally:
        _shared = None


def _told(found: Iterable[Language], total: int) -> Iterator[Language]:
    """The same languages, and whoever listens hears how far they are."""
    progress.tell("languages", 0, total)
    for done, language in enumerate(found, 1):
        progress.tell("languages", done, total)
        yield language


def large(folder: Path) -> bool:
    """Whether a source folder has so many translations that other processes are worth their start."""
    return sum(path.stat().st_size for path in (folder / "locales").glob("*.po") if path.is_file()) >= LARGE


_shared: Originals | None = None


def _examine(task: tuple[str, Path | None, bool]) -> Language:
    tag, stage, notes = task
    if _shared is None:
        raise RuntimeError("a process was started without the official texts")
    return examine(_shared, tag, stage, notes=notes)


def write(stage: Path, rows: Iterable[TextRow]) -> None:
    """Makes a database whose table `text` has the rows in the order of its key."""
    with closing(sqlite3.connect(stage, isolation_level=None)) as connection:
        for statement in ("PRAGMA journal_mode = OFF", "PRAGMA synchronous = OFF", schema.table("text"), "BEGIN"):
            connection.execute(statement)
        insert(connection, rows)
        connection.execute("COMMIT")


def insert(connection: sqlite3.Connection, rows: Iterable[TextRow]) -> None:
    """Puts rows of texts into the table `text`, some at a time."""
    rows = iter(rows)
    statement = f"INSERT INTO text ({', '.join(COLUMNS)}) VALUES ({', '.join('?' * len(COLUMNS))})"
    while some := list(islice(rows, AT_ONCE)):
        connection.executemany(statement, some)


class _Gathered:
    """What is gathered while the entries of one language go by."""

    def __init__(self, originals: Originals, tag: str, *, notes: bool) -> None:
        self.findings: list[Finding] = []
        self.plain = True
        self._originals, self._tag, self._notes = originals, tag, notes
        self._path = originals.path(tag)
        self._heard = {context: ("", 1) for event in originals.events for context in (event.name, event.where)}
        self._human = self._machine = self._outdated = self._missing = 0

    def coverage(self) -> Coverage:
        """How far the language is, when all rows have been asked for."""
        return Coverage(self._tag, self._human, self._machine, self._outdated, self._missing)

    def rows(self) -> Iterator[TextRow]:
        """A row for each text that is translated."""
        yield from self._rows()
        for event in self._originals.events:
            complaint = event.complaint({context: value for context, (value, _line) in self._heard.items()})
            if complaint:
                self.findings.append(
                    Finding(self._path, self._heard[event.name][1], f"{event.name}: {complaint}", "KC206")
                )

    def _rows(self) -> Iterator[TextRow]:
        for text, id_, entry in self._pairs():
            value = entry.msgstr.strip()
            if text.context in self._heard:
                self._heard[text.context] = (value or text.value, entry.line)
            if not value:
                self._missing += 1
                if self._notes:
                    said = f"{text.context} is not translated into {self._tag}"
                    self.findings.append(Finding(self._originals.folder / text.file, text.line, said, "KC301"))
                continue
            self._judge(text, entry)
            status = Status.HUMAN if entry.human else Status.MACHINE
            if "media/" in value:
                value = by_hash(value, self._originals.pictures)
            yield (
                id_,
                self._tag,
                text.ref.entity,
                text.field,
                text.seq,
                value,
                text.format,
                status.value,
                self._originals.official,
                digest(entry.basis),
                entry.human.day.isoformat() if entry.human else "",
            )

    def _pairs(self) -> Iterator[tuple[SourceText, str, Entry]]:
        """Each official text with its entry, as `kiosk.publishing.translations.merged` would pair them."""
        texts = self._originals.texts
        done: set[str] = set()
        others: list[Entry] = []
        for entry in self._entries():
            found = texts.get(entry.context)
            if not entry.msgstr:
                continue
            if found is None or entry.basis != found[0].value:
                others.append(entry)
                continue
            done.add(entry.context)
            yield *found, brought(entry, found[0]) if entry.fuzzy else entry
        rest = [found for context, found in texts.items() if context not in done]
        entries = merged([text for text, _id in rest], others)
        for (text, id_), entry in zip(rest, entries, strict=True):
            yield text, id_, entry

    def _entries(self) -> Iterable[Entry]:
        if not self._path.exists():
            return ()
        slugs = self._originals.slugs
        return po_records.select(self._path, slugs) if slugs else po.stream(self._path, self._strange)

    def _strange(self) -> None:
        self.plain = False

    def _judge(self, text: SourceText, entry: Entry) -> None:
        """Counts a translation and says what is wrong with it."""
        if entry.fuzzy:
            self._outdated += 1
            self._say(entry, "KC302", "the original has changed; bring the translation up to date and delete 'fuzzy'")
        else:
            if entry.human:
                self._human += 1
            else:
                self._machine += 1
            for complaint in wording.unfaithful(text.value, entry.msgstr):
                self._say(entry, *complaint)
        for complaint in wording.complaints(entry.msgstr, self._tag, text.ref.entity, text.field):
            self._say(entry, *complaint)
        for _target, why in self._originals.targets.dead(entry.msgstr):
            self._say(entry, "KC401", why)

    def _say(self, entry: Entry, code: str, said: str) -> None:
        self.findings.append(Finding(self._path, entry.line, f"{entry.context}: {said}", code))
