"""Records that have some words of a query, best first: what answers a whole sentence."""

from __future__ import annotations

from math import log
from typing import TYPE_CHECKING

from kiosk.content import search_ask as ask
from kiosk.packs.index import LANGUAGE
from kiosk.packs.index_stems import stemmer

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterable, Sequence

    from kiosk.content.search_words import Words

COMMON = 300
"""Records with a word from which on it tells nothing about them."""

MOST_WORDS = 24
TITLE = 3.0
"""How much more a word in a title or a keyword weighs than one in a text."""

ENOUGH = 0.4
"""Share of a short query's weight that a record must have."""


def best(
    index: sqlite3.Connection, words: Words, query: Sequence[str], language: int, tag: str, limit: int
) -> Iterable[tuple[int, bool]]:
    """Rowids, and whether a word was in the title; at most `limit`."""
    stem = stemmer(tag)
    scores: dict[int, float] = {}
    titled: set[int] = set()
    total = 0.0
    low, high = language << LANGUAGE, language << LANGUAGE | ask.RECORD
    counted = index.execute("SELECT count(*) FROM record").fetchone()[0]
    for word in dict.fromkeys(query[:MOST_WORDS]):
        rows = _rows(index, "body", f'"{stem(word)}"', low, high)
        weight = log(1 + (counted - len(rows) + 0.5) / (len(rows) + 0.5)) if len(rows) < COMMON else 0.0
        total += weight
        if not rows or not weight:
            continue
        for row in rows:
            scores[row] = scores.get(row, 0.0) + weight
        forms = [word, *(meant.word for meant in words.related(word, language))]
        for row in _rows(index, "title", " OR ".join(f'"{form}" OR "¤{form}"' for form in forms), low, high):
            scores[row] = scores.get(row, 0.0) + TITLE * weight
            titled.add(row)
    ordered = sorted(scores, key=lambda row: (-scores[row], row))
    least = ENOUGH * total
    return [(row, row in titled) for row in ordered[:limit] if scores[row] >= least]


def _rows(index: sqlite3.Connection, table: str, expression: str, low: int, high: int) -> list[int]:
    statement = f"SELECT rowid FROM {table} WHERE {table} MATCH ? AND rowid BETWEEN ? AND ? LIMIT {COMMON}"
    return [row for (row,) in index.execute(statement, (expression, low, high))]
