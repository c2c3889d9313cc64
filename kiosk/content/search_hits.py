"""What one query has found so far, and the reading of rows that it has not found yet."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kiosk.content.search_found import Hit
from kiosk.packs.index_rows import LANGUAGE, OWN, in_language

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from kiosk.content.search import Search
    from kiosk.content.search_found import Stage

RECORD = (1 << LANGUAGE) - 1
"""The part of a rowid that is the record's number."""

AT_ONCE = 6
"""How many times as many rows of all languages are read as are wanted, to have those of the first ones among them."""

MANY = 60
"""Rows that are put in order one by one: of more, the nearest are asked for."""

_ANYWHERE = "SELECT rowid FROM title WHERE title MATCH ? ORDER BY rowid LIMIT ?"
_WITHIN = "SELECT rowid FROM title WHERE title MATCH ? AND rowid BETWEEN ? AND ? ORDER BY rowid LIMIT ?"


class Hits:
    """At most `limit` records, each once. order: numbers of all languages, the visitor's first."""

    def __init__(self, search: Search, order: Sequence[int], limit: int) -> None:
        self._search, self._limit = search, limit
        self.order = order
        self._order = {language: place for place, language in enumerate(order)}
        self._languages: dict[int, int] = {}
        self._read: dict[tuple[str, tuple[int, ...] | None], list[int]] = {}

    @property
    def room(self) -> int:
        """How many more may be found."""
        return self._limit - len(self._languages)

    def __bool__(self) -> bool:
        """Whether anything was found."""
        return bool(self._languages)

    def within(self, languages: Iterable[int]) -> bool:
        """Whether something was found in one of these languages."""
        return not {*languages}.isdisjoint(self._languages.values())

    def rows(self, asked: Iterable[str], languages: Iterable[int] | None, *, have: Iterable[int] = ()) -> list[int]:
        """Rowids that the expressions match, in their order, in some languages; one for each record.

        languages: for whole phrases also None, which is all, the visitor's first. have: rows that are not asked for again.
        """
        rows: dict[int, int] = {}
        known = {*self._languages, *(row & RECORD for row in have)}
        room = self._limit - len(known)
        among = None if languages is None else (*languages,)
        for expression in asked:
            if len(rows) >= room:
                break
            for row in self._asked(expression, among):
                if row & RECORD not in known:
                    rows.setdefault(row & RECORD, row)
        return list(rows.values())[:room]

    def every(self, expression: str, language: int) -> list[int] | None:
        """All rows of one language that it matches and that are not found yet; None where those are many."""
        rows = self._search.rows(_ANYWHERE, in_language(expression, language), MANY)
        return [row for row in rows if row & RECORD not in self._languages] if len(rows) < MANY else None

    def narrowed(self, asked: Sequence[str], languages: Iterable[int], *, have: Sequence[int] = ()) -> list[int]:
        """The same of expressions of which the last matches all that the others do; where that is one row, these are not asked."""
        widest = self.rows(asked[-1:], languages, have=have)
        if len(widest) <= 1 < self.room - len(have):  # with room for one, it need not be all
            return widest
        narrow = self.rows(asked[:-1], languages, have=have)
        known = {row & RECORD for row in narrow}
        return [*narrow, *(row for row in widest if row & RECORD not in known)][: self.room - len(have)]

    def _asked(self, expression: str, languages: tuple[int, ...] | None) -> list[int]:
        """Rowids that it matches, read once."""
        found = self._read.get((expression, languages))
        if found is None:
            found = self._read[expression, languages] = self._matching(expression, languages)
        return found

    def _matching(self, expression: str, languages: tuple[int, ...] | None) -> list[int]:
        if languages is None:
            rows = self._search.rows(_ANYWHERE, expression, AT_ONCE * self._limit)
            return sorted(rows, key=lambda row: self._order[row >> LANGUAGE])
        found: list[int] = []
        for language in languages:
            if OWN in expression:
                found += self._search.rows(_ANYWHERE, in_language(expression, language), self._limit)
            else:
                low = language << LANGUAGE
                found += self._search.rows(_WITHIN, expression, low, low | RECORD, self._limit)
        return found

    def taken(self, stage: Stage, rows: Iterable[int]) -> Iterator[Hit]:
        """The records of some rows, as far as there is room; they are found from now on."""
        for row in rows:
            number = row & RECORD
            if number in self._languages or self.room <= 0:
                continue
            language = self._languages[number] = row >> LANGUAGE
            found = self._search.index.execute("SELECT kind, id FROM record WHERE number = ?", (number,)).fetchone()
            if found is not None:
                yield Hit(found[0], found[1], self._search.tags[language], stage)
