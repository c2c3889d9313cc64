"""Brings an index from one pack to the next: only records and texts that have changed are read and written."""

from __future__ import annotations

from contextlib import closing
from typing import TYPE_CHECKING

from kiosk.packs.index_build import GAP, Writer, opened, quick
from kiosk.packs.index_rows import EMPTY, KINDS, Record, concepts, entry, ordered, records, steady

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Collection, Iterator
    from pathlib import Path

    from kiosk.packs.changes import Changes


def step(index: sqlite3.Connection, before: Path, after: Path, changes: Changes) -> bool:
    """Whether it could be done in place; the index is as it was if not."""
    with closing(opened(before)) as old, closing(opened(after)) as new:
        quick(index)
        done = _Update(index, old, new).run(changes)
        index.commit()
    return done


class _Update:
    """One update of an index from one pack to the next."""

    def __init__(self, target: sqlite3.Connection, old: sqlite3.Connection, new: sqlite3.Connection) -> None:
        self._target, self._old, self._new = target, old, new
        self._tags = [tag for (tag,) in target.execute("SELECT tag FROM language ORDER BY number")]

    def run(self, changes: Changes) -> bool:
        """Whether it could be done."""
        texts = changes.get("text", ())
        if ordered(self._new, {*self._tags, *(str(key[1]) for key in texts)}) != self._tags:
            return False
        was = {
            Record(kind, identity): number for number, kind, identity in self._target.execute("SELECT * FROM record")
        }
        now = self._numbered(was)
        if now is None:
            return False
        moved = {record for record in was.keys() | now.keys() if was.get(record) != now.get(record)}
        touched = {(record, language) for record in moved for language in range(len(self._tags))}
        touched.update(self._texts(texts, was.keys() | now.keys()))
        writer = Writer(self._target, self._tags)
        where = sorted(touched, key=lambda each: (each[1], now.get(each[0], 0), was.get(each[0], 0)))
        self._entries(writer, where, was, now)
        gone = [(record.kind, record.id) for record in moved if record in was]
        self._target.executemany("DELETE FROM record WHERE kind = ? AND id = ?", gone)
        come = [(now[record], record.kind, record.id) for record in moved if record in now]
        self._target.executemany("INSERT INTO record VALUES (?, ?, ?)", come)
        if changes.get("concept") or any(key[2] == "concept" for key in texts):
            writer.concepts(concepts(self._new))
        writer.finish()
        return True

    def _entries(
        self, writer: Writer, where: list[tuple[Record, int]], was: dict[Record, int], now: dict[Record, int]
    ) -> None:
        """First all that goes, then all that comes: FTS5 writes a part to disk whenever a rowid is below the last."""
        comes = []
        for record, language in sorted(where, key=lambda each: (each[1], was.get(each[0], 0))):
            tag = self._tags[language]
            old = entry(self._old, record, tag) if record in was else EMPTY
            new = entry(self._new, record, tag) if record in now else EMPTY
            if old == new and was.get(record) == now.get(record):
                continue
            if record in was:
                writer.remove(language, was[record], old)
            if record in now:
                comes.append((language, now[record], new))
        for language, number, new in sorted(comes, key=lambda each: each[:2]):
            writer.put(language, number, new)

    def _texts(
        self, keys: Collection[tuple[str | int, ...]], known: Collection[Record]
    ) -> Iterator[tuple[Record, int]]:
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
