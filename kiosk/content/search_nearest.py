"""Records with what the words of a query may have been meant as, those of the nearest words first."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from kiosk.content import search_ask as ask
from kiosk.content import search_concepts as concepts
from kiosk.packs.index_stems import stemmer

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from kiosk.content.search import Search
    from kiosk.content.search_guesses import Groups
    from kiosk.content.search_hits import Hits
    from kiosk.content.search_terms import Terms
    from kiosk.content.search_words import Meant

MOST_LANGUAGES = 8
"""Languages that words are taken for, those nearest to them."""

LONGER = 0.02
"""How much farther than a word is one that it begins."""

FARTHEST = 1.0
"""How far a word is that no stem tells of."""

_NAMED = "SELECT row, named FROM json_each(?) AS found JOIN stems ON stems.row = found.value"


class Nearest:
    """Reads them for one query."""

    def __init__(self, search: Search, hits: Hits, terms: Terms) -> None:
        self._search, self._hits, self._terms = search, hits, terms

    def rows(self, groups: Groups, language: int) -> list[int]:
        """Those in one language, or with another name for the concept that the nearest words name."""
        if not groups or not all(groups):
            return []
        rows = self._meant(groups, language)
        if not rows:
            words = [group[0].word for group in groups]
            expression, _names = concepts.others(self._search.index, words, language, self._terms)
            rows = self._hits.rows(expression, [language])
        return rows

    def anywhere(self, meant_in: dict[int, Groups]) -> tuple[list[int], list[str], str]:
        """Those in the languages whose words are nearest, these words, and what the query was taken for."""
        rows: list[int] = []
        marked: list[str] = []
        said = ""
        nearest = sorted(meant_in.items(), key=lambda each: sum(group[0].far for group in each[1]))
        for language, groups in nearest[:MOST_LANGUAGES]:
            alone = len(nearest) == 1
            asked = ask.meant(groups, 0)
            more = self.rows(groups, language) if alone else self._hits.rows(asked, [language], have=rows)
            if more:
                rows += more
                marked += marks(groups)
                said = said or meant(groups)
        return rows, marked, said

    def _meant(self, groups: Groups, language: int) -> list[int]:
        """One reading tells all there are; if they are few, they are put in order here, else the nearest are asked for."""
        every = self._hits.every(ask.any_of(groups), language)
        if every is None:
            return self._hits.rows(ask.meant(groups), [language])
        if len(every) <= 1:
            return every
        rows = self._hits.rows(ask.nearest(groups), [language])
        return [*rows, *self._ordered([row for row in every if row not in rows], groups, language)][: self._hits.room]

    def _ordered(self, rows: Sequence[int], groups: Groups, language: int) -> list[int]:
        """Rows by how far their words are, as far as the stems tell that lie beside the index."""
        stem = stemmer(self._search.tags[language])
        told = [_stems(group, stem) for group in groups]
        begun = [[meant for meant in group if meant.term.growing] for group in groups]
        far = {}
        for row, named in self._search.index.execute(_NAMED, (json.dumps(rows),)):
            has = {*named.split()}
            far[row] = sum(_far(has, each, growing) for each, growing in zip(told, begun, strict=True))
        return sorted(rows, key=lambda row: (far.get(row, FARTHEST * len(groups)), row))


def marks(groups: Groups) -> list[str]:
    """All words that are meant, to be marked."""
    return [each.word for group in groups for each in group]


def meant(groups: Groups) -> str:
    """What a query was taken for: the nearest of each word."""
    return " ".join(group[0].word for group in groups if group)


def _stems(group: Sequence[Meant], stem: Callable[[str], str]) -> dict[str, float]:
    """How far each stem is by which a record has one of the words."""
    told: dict[str, float] = {}
    for each in group:
        for word in (each.word, *each.term.words):
            made = stem(word)
            told[made] = min(told.get(made, FARTHEST), each.far + LONGER * (word != each.word))
    return told


def _far(has: set[str], told: dict[str, float], begun: Iterable[Meant]) -> float:
    """How far the nearest is of which a record has the stem, or a stem that it begins."""
    ways = [told[stem] for stem in has & told.keys()]
    ways += [each.far + LONGER for each in begun if any(stem.startswith(each.word) for stem in has)]
    return min(ways, default=FARTHEST)
