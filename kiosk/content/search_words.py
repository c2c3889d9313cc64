"""Words of the index that a typed word may have been meant as: cut short, inflected, misspelt, in Latin letters."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from rapidfuzz.distance import OSA

from kiosk.packs.index_sounds import likeness, spelt, typed
from kiosk.packs.index_stems import misspelt, stemmer, typos
from kiosk.packs.index_words import HASH, LANGUAGE

if TYPE_CHECKING:
    import sqlite3

MOST = 8
"""Words that one typed word is taken for at once."""

LOOKED_AT = 120
"""Words of the index that are compared with a typed one in one step."""

NEAR = 0.72
"""Likeness from which a word in another script may be the one that was typed in Latin letters."""

LAST = "\U0010ffff"


@dataclass(frozen=True, slots=True, order=True)
class Meant:
    """A word of the index. far: 0 is as typed, 1 is as far as may be. prefix: longer words that begin so count too."""

    far: float
    word: str
    prefix: bool = False


class Words:
    """Looks words up in one index, in one language (its number) or in all (None)."""

    def __init__(self, index: sqlite3.Connection, tags: tuple[str, ...]) -> None:
        self._execute = index.execute
        self._tags = tags

    def known(self, word: str, language: int) -> bool:
        """Whether a word of `language` is, or begins with, this one."""
        found = self._execute(
            "SELECT 1 FROM word WHERE language = ? AND folded >= ? AND folded < ? LIMIT 1", (language, word, word + LAST)
        )
        return found.fetchone() is not None

    def whole(self, word: str, language: int) -> bool:
        """Whether it is a word of `language`."""
        return self._execute("SELECT 1 FROM word WHERE language = ? AND folded = ?", (language, word)).fetchone() is not None

    def related(self, word: str, language: int) -> list[Meant]:
        """Words of one stem, or that differ only in their endings."""
        stem = stemmer(self._tags[language])(word)
        rows = self._execute(
            "SELECT folded FROM word WHERE number IN (SELECT word FROM stem WHERE stem = ?1 AND word BETWEEN ?2 AND ?3)"
            " UNION SELECT folded FROM word WHERE language = ?4 AND folded = ?1 LIMIT ?5",
            (stem, *_span(language), language, LOOKED_AT),
        )
        found = {row[0]: Meant(_tail(word, row[0]) / 100 + 0.1, row[0]) for row in rows}
        for row in self._kin(word, language):
            found.setdefault(row, Meant(_tail(word, row) / 20 + 0.2, row))
        found.pop(word, None)
        return sorted(found.values())[:MOST]

    def _kin(self, word: str, language: int) -> list[str]:
        """Words that share a long beginning with `word` and end otherwise."""
        least = max(3, len(word) - 3) if len(word) < 8 else len(word) - 4
        if len(word) < 4:
            return []
        head = word[:least]
        rows = self._execute(
            "SELECT folded FROM word WHERE language = ? AND folded >= ? AND folded < ? LIMIT ?",
            (language, head, head + LAST, LOOKED_AT),
        )
        return [other for (other,) in rows if _kin(word, other)]

    def corrected(self, word: str, language: int | None, *, prefix: bool) -> list[Meant]:
        """Words that are one or two typing mistakes away, and with `prefix` words whose beginning is."""
        allowed = typos(word)
        if not allowed:
            return []
        hashes = misspelt(word)
        found: dict[str, Meant] = {}
        for (other,) in self._paired(hashes, language):
            far = _distance(word, other, allowed, prefix=prefix)
            if far is not None:
                found[other] = Meant(far[0] / (allowed + 1) + far[1], other)
        return sorted(found.values())[:MOST]

    def _paired(self, hashes: set[int], language: int | None) -> list[tuple[str]]:
        low, high = (0, (1 << HASH) - 1) if language is None else _span(language)
        spans = " UNION ALL ".join(
            f"SELECT pair & 4294967295 AS n FROM shortened WHERE pair BETWEEN {key << HASH | low} AND {key << HASH | high}"
            for key in hashes
        )
        return self._execute(f"SELECT folded FROM word WHERE number IN (SELECT n FROM ({spans}) LIMIT 600)").fetchall()

    def sounding(self, word: str, language: int | None, *, prefix: bool) -> list[Meant]:
        """Words in other scripts that are written so in Latin letters."""
        low, high = (0, 1 << 62) if language is None else _span(language)
        rows: dict[str, None] = {}
        for skeleton in typed(word):
            same = "SELECT w.folded FROM sound s JOIN word w ON w.number = s.word WHERE s.skeleton = ? AND s.word BETWEEN ? AND ? LIMIT ?"
            rows.update(dict.fromkeys(row[0] for row in self._execute(same, (skeleton, low, high, LOOKED_AT))))
            if prefix and len(skeleton) > 1:
                longer = "SELECT w.folded FROM sound s JOIN word w ON w.number = s.word WHERE s.skeleton > ? AND s.skeleton < ? AND s.word BETWEEN ? AND ? LIMIT ?"
                arguments = (skeleton, skeleton + LAST, low, high, LOOKED_AT)
                rows.update(dict.fromkeys(row[0] for row in self._execute(longer, arguments)))
        query = spelt(word)
        near = ((likeness(query, other, whole=not prefix), other) for other in rows)
        return sorted(Meant(1 - like, other) for like, other in near if like >= NEAR)[:MOST]


def _span(language: int) -> tuple[int, int]:
    """Numbers of the words of a language, first and last."""
    return language << LANGUAGE, (language + 1 << LANGUAGE) - 1


def _shared(one: str, other: str) -> int:
    """Letters that both begin with."""
    for place, (a, b) in enumerate(zip(one, other, strict=False)):
        if a != b:
            return place
    return min(len(one), len(other))


def _tail(one: str, other: str) -> int:
    """Letters after the shared beginning, of both."""
    return len(one) + len(other) - 2 * _shared(one, other)


def _kin(one: str, other: str) -> bool:
    shared = _shared(one, other)
    longest = 2 if shared < 4 else 3 if shared < 6 else 4
    return shared >= 3 and len(one) - shared <= longest and len(other) - shared <= longest


def _distance(word: str, other: str, allowed: int, *, prefix: bool) -> tuple[int, float] | None:
    """Typing mistakes between them, and a little for a beginning that is not all of the word; None when too far."""
    mistakes = OSA.distance(word, other, score_cutoff=allowed)
    if mistakes <= min(allowed, typos(other)) and word[0] == other[0] or mistakes <= min(allowed, typos(other)):
        return mistakes, 0.0
    if not prefix or len(other) <= len(word):
        return None
    ends = range(max(ONE, len(word) - 1), min(len(word) + 2, len(other)))
    mistakes = min((OSA.distance(word, other[:end], score_cutoff=1) for end in ends), default=9)
    return (mistakes, 0.05) if mistakes <= 1 else None


ONE = 4
