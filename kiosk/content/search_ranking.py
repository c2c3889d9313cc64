"""Records that have some words of a query, best first: what answers a whole sentence."""

from __future__ import annotations

from math import log
from typing import TYPE_CHECKING

from kiosk.content import search_ask as ask
from kiosk.packs.index_rows import LANGUAGE
from kiosk.packs.index_rows import KEYWORD
from kiosk.packs.index_stems import stemmer

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from kiosk.content.search_words import Words

COMMON = 300
"""Records with a word from which on it tells nothing about them."""

MOST_WORDS = 24
TITLE = 3.0
"""How much more a word in a title or a keyword weighs than one in a text."""

ENOUGH = 0.4
"""Share of a short query's weight that a record must have."""


_ROWS = f"SELECT rowid FROM {{0}} WHERE {{0}} MATCH ? AND rowid BETWEEN ? AND ? LIMIT {COMMON}"


def best(
    rows: Callable[..., list[int]], words: Words, query: Sequence[str], language: int, tag: str, limit: int
) -> Iterable[tuple[int, bool]]:
    """Rowids, and whether a word was in the title; at most `limit`. rows: runs a statement and gives rowids."""
    stem = stemmer(tag)
    scores: dict[int, float] = {}
    titled: set[int] = set()
    total = 0.0
    low, high = language << LANGUAGE, language << LANGUAGE | ask.RECORD
    counted = words.records
    for word in dict.fromkeys(query[:MOST_WORDS]):
        having = rows(_ROWS.format("body"), f'"{stem(word)}"', low, high)
        weight = log(1 + (counted - len(having) + 0.5) / (len(having) + 0.5)) if len(having) < COMMON else 0.0
        total += weight
        if not having or not weight:
            continue
        for row in having:
            scores[row] = scores.get(row, 0.0) + weight
        forms = [word, *(meant.word for meant in words.related(word, language))]
        expression = " OR ".join(f'"{form}" OR "{KEYWORD}{form}"' for form in forms)
        for row in rows(_ROWS.format("title"), expression, low, high):
            scores[row] = scores.get(row, 0.0) + TITLE * weight
            titled.add(row)
    ordered = sorted(scores, key=lambda row: (-scores[row], row))
    least = ENOUGH * total
    return [(row, row in titled) for row in ordered[:limit] if scores[row] >= least]
