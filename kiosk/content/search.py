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


def titles(index: sqlite3.Connection, query: str, chain: Chain, limit: int) -> tuple[str, ...]:
    """Ids of services, best first: the visitor's language before the others, then by the pack's rank."""
    words = fold(query[:LONGEST]).split()[:MOST_WORDS]
    if not words or limit <= 0:
        return ()
    match = " ".join(f'"{word}"*' for word in words)
    rows = index.execute("SELECT id, lang FROM title WHERE title MATCH ? ORDER BY rowid", (match,))
    order = {tag: rank for rank, tag in enumerate(chain.tags)}
    found: dict[str, int] = {}
    for identity, lang in rows:
        found[identity] = min(found.get(identity, len(order)), order.get(lang, len(order)))
    return tuple(sorted(found, key=lambda identity: found[identity])[:limit])
