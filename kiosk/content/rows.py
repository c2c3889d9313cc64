"""Rows of the table `text` become values: one statement brings all the prose that a screen shows."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from kiosk.domain.provenance import PartialDate, Status, Text, primary

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterable, Sequence

    from kiosk.i18n.fallback import Chain

_STATUS = {status.value: status for status in Status}
"""A status that a later format adds counts as machine, the most careful one."""


def partial(text: str) -> PartialDate | None:
    """A stored date; '' is none."""
    return PartialDate.parse(text) if text else None


def marks(values: Sequence[object]) -> str:
    """As many question marks as values, for a list in SQL."""
    return ",".join("?" * len(values))


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

    def fields(self, identity: str) -> dict[str, Text]:
        """The first text of each field of a record."""
        return {field: texts[0] for (owner, field), texts in self._texts.items() if owner == identity}

    def many(self, identity: str, field: str) -> tuple[Text, ...]:
        """The texts of a list, in order."""
        return tuple(self._texts.get((identity, field), ()))


def prose(
    connection: sqlite3.Connection, ids: Iterable[str], chain: Chain, official: str, fields: Sequence[str] = ()
) -> Prose:
    """All texts of `ids` in the languages of `chain`, read by one statement; of a list only some `fields`.

    The text in the language `official` is read as well: a translation is out of date when it is not one of it.
    """
    languages = tuple(dict.fromkeys((*chain.tags, official)))
    statement = (
        "SELECT id, field, seq, lang, value, status, source_hash, updated FROM text"
        f" WHERE id IN (SELECT value FROM json_each(?)) AND lang IN ({marks(languages)})"
        + (f" AND field IN ({marks(fields)})" if fields else "")
    )
    ranks = {tag: rank for rank, tag in enumerate(languages)}
    best: dict[tuple[str, str, int], tuple[int, str, str, str, str]] = {}
    originals: dict[tuple[str, str, int], tuple[str, str]] = {}
    rows = connection.execute(statement, (json.dumps(tuple(ids)), *languages, *fields))
    for identity, field, seq, lang, value, status, source_hash, updated in rows:
        key = (identity, field, seq)
        if status == "original":
            originals[key] = (source_hash, updated)
        rank = ranks[lang]
        if value and (key not in best or rank < best[key][0]):
            best[key] = (rank, lang, value, status, source_hash)
    texts: dict[tuple[str, str], list[Text]] = {}
    for key in sorted(best):
        _rank, lang, value, status, source_hash = best[key]
        foreign = primary(lang) != primary(chain.wanted)
        shown = Status.FALLBACK if foreign else _STATUS.get(status, Status.MACHINE)
        changed = _changed(source_hash, originals.get(key))
        texts.setdefault(key[:2], []).append(Text(value, lang, shown, chain.wanted, changed))
    return Prose(texts)


def _changed(source_hash: str, original: tuple[str, str] | None) -> date | None:
    """The day the original changed, if the translation is of another one."""
    if original is None or original[0] == source_hash or not original[1]:
        return None
    return date.fromisoformat(original[1])
