"""Records that go by another name of what a query names: in other languages, and in what texts tell."""

from __future__ import annotations

from itertools import chain
from typing import TYPE_CHECKING

from kiosk.content import search_concepts as concepts
from kiosk.content.search_ranking import best

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from kiosk.content.search import Search
    from kiosk.content.search_concepts import Phrase
    from kiosk.content.search_guesses import Guesses
    from kiosk.content.search_hits import Hits
    from kiosk.content.search_terms import Terms

FEW = 3
"""Records of other languages that are enough."""

SHORT = 3
"""Letters of a word that is too short for a mistake."""


class Named:
    """Reads them for one query. own: the visitor's languages."""

    def __init__(self, search: Search, hits: Hits, guesses: Guesses, terms: Terms, own: Sequence[int]) -> None:
        self._search, self._hits, self._guesses, self._terms, self._own = search, hits, guesses, terms, own

    def abroad(self, words: tuple[str, ...]) -> tuple[list[int], list[str], str]:
        """A few rows in any language with what that calls the concepts that the words name; these names; what was understood.

        The words as they are, and where nothing was found yet as they were surely meant in the visitor's language.
        """
        for said in chain([self._phrases(words)], self._understood(words)):
            rows, names = self._named(said)
            if rows:
                return rows, names, _said(said)
        return [], [], ""

    def apart(self, words: tuple[str, ...]) -> tuple[list[int], list[str], str]:
        """The same for each of the concepts by itself."""
        for said in self._understood(words):
            for phrase in said:
                rows, names = self._named([phrase]) if phrase.concepts else ([], [])
                if rows:
                    return rows, names, _said([phrase])
        return [], [], ""

    def told(self, words: tuple[str, ...], languages: Iterable[int]) -> tuple[list[int], list[str]]:
        """Rows whose texts have another name of something that the words name, and these names."""
        rows: list[int] = []
        names: list[str] = []
        said = [phrase for phrase in self._phrases(words) if phrase.concepts]
        for language in languages if said else ():
            others = [name for phrase in said for name in concepts.names(self._search.index, phrase, language)]
            for name in dict.fromkeys(others):
                if self._search.late():
                    return rows, names
                rows += (each.row for each in best(self._search, tuple(name.split()), language, FEW, sentence=False))
                names += name.split()
        return rows, names

    def _named(self, said: Sequence[Phrase]) -> tuple[list[int], list[str]]:
        rows: list[int] = []
        names: list[str] = []
        for language in self._hits.order if said else ():
            if len(rows) < FEW:
                expression, others = concepts.named(self._search.index, said, language, self._terms)
                rows += self._hits.rows(expression, [language], have=rows)
                names += others
        return rows[:FEW], names

    def _understood(self, words: tuple[str, ...]) -> Iterator[list[Phrase]]:
        for language in () if self._hits else self._own:
            known = (self._terms.known(word, language) for word in words)
            meant = (
                word if is_known else self._guesses.surely(word, language, SHORT) or word
                for word, is_known in zip(words, known, strict=True)
            )
            yield self._phrases(tuple(meant))

    def _phrases(self, words: tuple[str, ...]) -> list[Phrase]:
        return concepts.phrases(self._search.index, words, None)


def _said(phrases: Sequence[Phrase]) -> str:
    return " ".join(word for phrase in phrases for word in phrase.words)
