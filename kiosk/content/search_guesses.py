"""What the words of one query may have been meant as, word by word: mistyped, inflected, or in Latin letters."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from kiosk.content.search_words import Meant
from kiosk.packs.index_sounds import typed

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kiosk.content.search import Search
    from kiosk.content.search_terms import Terms

SOUNDS = 4
"""Consonants of a query in Latin letters that are enough to look for it in all languages."""

LONG = 5
"""A word of another language that may be mistyped has more letters."""

Groups = list[list[Meant]]
"""For each word of a query what it may have been meant as, nearest first."""


class Guesses:
    """The guesses for one query, each mistyped word looked up once; empty where a word has none or the time is up."""

    def __init__(self, search: Search, words: Sequence[str], terms: Terms) -> None:
        self._search, self._words, self._terms = search, search.words, terms
        self._lasting = [(word, place == len(words) - 1) for place, word in enumerate(words)]
        self._mistyped: dict[tuple[str, int | None], list[Meant]] = {}

    @cached_property
    def _heard(self) -> dict[str, set[str]]:
        """The consonants of each word, in Latin letters."""
        return {word: typed(word) for word, _last in self._lasting}

    def sounding(self, language: int | None) -> dict[int, Groups]:
        """By language, what each word may stand for there; one of vowels alone stands for anything."""
        by_language: dict[int, Groups] = {}
        heard = [(word, last) for word, last in self._lasting if not word.isascii() or self._heard[word]]
        alone = len(heard) == 1
        if not any(word.isascii() for word, _last in heard):
            return {}
        if language is None and sum(max(map(len, self._heard[word]), default=0) for word, _last in heard) < SOUNDS:
            return {}
        for place, (word, last) in enumerate(heard):
            if self._search.late():
                return {}
            sounds = self._heard[word] if word.isascii() else set()
            found = self._words.sounding(word, sounds, language, prefix=last, alone=alone)
            known = self._terms.begun(word, language) if language is not None and not found else None
            if language is not None and known:
                found = {language: [Meant(0, word, known)]}
            for number, group in found.items():
                groups = by_language.setdefault(number, [])
                if len(groups) == place:
                    groups.append(group)
        return {number: groups for number, groups in by_language.items() if len(groups) == len(heard)}

    def meant(self, language: int, *, every: bool) -> Groups:
        """Words of `language` in other forms, or mistyped; every: also for one that is a word as it is."""
        groups = []
        for word, last in self._lasting:
            if self._search.late():
                return []
            known = (None if last else self._terms.full(word, language)) or self._terms.begun(word, language)
            found = [Meant(0, word, known)] if known else []
            found += self._words.related(word, language)
            if not known or every:
                found += self._corrected(word, language, prefix=last)
            groups.append(sorted(found))
        return groups

    def far(self) -> Groups:
        """Mistyped words of any language."""
        return [self._corrected(word, None, prefix=last) if len(word) > LONG else [] for word, last in self._lasting]

    def _corrected(self, word: str, language: int | None, *, prefix: bool) -> list[Meant]:
        """What the word may be mistyped for; asked for by more than one stage."""
        known = self._mistyped.get((word, language))
        if known is None:
            known = self._mistyped[word, language] = self._words.corrected(word, language, prefix=prefix)
        return known
