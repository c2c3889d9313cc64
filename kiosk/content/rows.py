"""Rows and texts of a pack become values: one query brings all the prose that a screen shows."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from kiosk.domain.provenance import PartialDate, Status, Text, primary

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterable

    from kiosk.i18n.fallback import Chain

BATCH = 500
"""Ids in one statement; SQLite's own limit on parameters is far above."""


def partial(text: str) -> PartialDate | None:
    """A stored date; '' is none."""
    return PartialDate.parse(text) if text else None


@dataclass(frozen=True, slots=True)
class Prose:
    """The texts of some records, the best language of the chain for each."""

    _texts: dict[tuple[str, str], list[Text]]

    def one(self, identity: str, field: str) -> Text | None:
        """The text of a field, or None."""
        texts = self._texts.get((identity, field))
        return texts[0] if texts else None

    def name(self, identity: str, field: str = "name") -> Text:
        """The text of a field that every record has; empty when even the original is missing."""
        return self.one(identity, field) or Text("", "und", Status.FALLBACK, "und")

    def many(self, identity: str, field: str) -> tuple[Text, ...]:
        """The texts of a list, in order."""
        return tuple(self._texts.get((identity, field), ()))


def prose(connection: sqlite3.Connection, ids: Iterable[str], chain: Chain, fields: Iterable[str] = ()) -> Prose:
    """All texts of `ids` in one statement (several above 500 ids); only some `fields` for a list."""
    ids, fields = tuple(ids), tuple(fields)
    best: dict[tuple[str, str, int], tuple[int, tuple[str, ...]]] = {}
    ranks = {tag: rank for rank, tag in enumerate(chain.tags)}
    originals: dict[tuple[str, str, int], tuple[str, str]] = {}
    only = f" AND field IN ({_marks(fields)})" if fields else ""
    for start in range(0, len(ids), BATCH):
        part = ids[start : start + BATCH]
        statement = (
            "SELECT id, field, seq, lang, value, status, source_hash, updated FROM text"
            f" WHERE id IN ({_marks(part)}) AND (lang IN ({_marks(chain.tags)}) OR status = 'original'){only}"
        )
        for identity, field, seq, lang, value, status, source_hash, updated in connection.execute(
            statement, (*part, *chain.tags, *fields)
        ):
            key = (identity, field, seq)
            if status == Status.ORIGINAL:
                originals[key] = (source_hash, updated)
            rank = ranks.get(lang, len(ranks))
            if value and (key not in best or rank < best[key][0]):
                best[key] = (rank, (lang, value, status, source_hash))
    texts: defaultdict[tuple[str, str], list[Text]] = defaultdict(list)
    for key in sorted(best):
        lang, value, status, source_hash = best[key][1]
        original, changed = originals.get(key, (source_hash, ""))
        foreign = primary(lang) != primary(chain.wanted)
        texts[key[:2]].append(
            Text(
                value,
                lang,
                Status.FALLBACK if foreign else Status(status),
                chain.wanted,
                date.fromisoformat(changed) if changed and original != source_hash else None,
            )
        )
    return Prose(dict(texts))


def _marks(values: tuple[str, ...]) -> str:
    return ",".join("?" * len(values))
