"""Search in titles, a key stroke at a time: every word typed must begin a word of the title."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kiosk.packs.fold import fold

if TYPE_CHECKING:
    import sqlite3

    from kiosk.i18n.fallback import Chain

LONGEST = 200
"""Characters of a query that are looked at."""

MOST_WORDS = 8

CANDIDATES = 500
"""Titles of one language that are weighed, the pack's own order first: a single letter may match thousands."""


QUOTE = '"'


def titles(index: sqlite3.Connection, query: str, chain: Chain, limit: int) -> tuple[str, ...]:
    """Ids of services, best first: the visitor's language before the others of the chain.

    In one language, titles that begin as the query does come first, then those with most words typed in full, then
    the pack's order.
    """
    words = fold(query[:LONGEST]).split()[:MOST_WORDS]
    if not words:
        return ()
    begins = " AND ".join(f'"{word}" *' for word in words)
    found: dict[str, None] = {}
    for tag in chain.tags:
        if len(found) >= limit:
            break
        rows = index.execute(
            "SELECT id, folded FROM title WHERE title MATCH ? ORDER BY rowid LIMIT ?",
            (f'lang : "{tag.replace(QUOTE, QUOTE * 2)}" AND folded : ({begins})', CANDIDATES),
        ).fetchall()
        rows.sort(key=lambda row: _weight(row[1], words))
        found.update(dict.fromkeys(identity for identity, _folded in rows))
    return tuple(found)[: max(limit, 0)]


def _weight(folded: str, words: list[str]) -> tuple[bool, int]:
    """Smaller is better."""
    title = folded.split()
    return not folded.startswith(" ".join(words)), -len({*words} & {*title})
