"""What a word of a query stands for in the index: itself, or the words of a language that begin so.

FTS5 reads a beginning of more letters than its prefix indexes have out of the lists of all languages at once; the few words of one
language that begin so are named instead. Words that no language has are not asked for at all.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from kiosk.content.search_words import Words

INDEXED = 4
"""Letters of a beginning that has a list of its own, with a mark before it too."""

NAMED = 8
"""Words that are named one by one."""


@dataclass(frozen=True, slots=True)
class Term:
    """Any of some words. growing: longer words that begin so, too."""

    words: tuple[str, ...]
    growing: bool = False


class Terms:
    """The terms of one query's words, each looked up once."""

    def __init__(self, words: Words) -> None:
        self._words = words
        self._begun: dict[tuple[str, int], tuple[str, ...]] = {}

    def known(self, word: str, language: int) -> bool:
        """Whether a word of `language` is, or begins with, this one."""
        return bool(self._beginning(word, language))

    def whole(self, word: str, language: int) -> bool:
        """Whether it is a word of `language`."""
        return self._beginning(word, language)[:1] == (word,)

    def full(self, word: str, language: int) -> Term | None:
        """The word itself; None where `language` has no such word."""
        return Term((word,)) if self.whole(word, language) else None

    def begun(self, word: str, language: int) -> Term | None:
        """All words of `language` that begin so, by themselves or by their beginning; None without any."""
        found = self._beginning(word, language)
        if not found:
            return None
        few = len(found) <= NAMED and (len(word) > INDEXED or found == (word,))
        return Term(found) if few else Term((word,), growing=True)

    def _beginning(self, word: str, language: int) -> tuple[str, ...]:
        known = self._begun.get((word, language))
        if known is None:
            known = self._begun[word, language] = self._words.beginning(word, language, NAMED + 1)
        return known
