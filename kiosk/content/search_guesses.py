"""What the words of one query may have been meant as, word by word: mistyped, inflected, or in Latin letters."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kiosk.content.search_words import LONGEST, Meant
from kiosk.packs.index_sounds import Heard, heard

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kiosk.content.search import Search
    from kiosk.content.search_terms import Terms

SOUNDS = 4
"""Consonants of a query in Latin letters that are enough to look for it in all languages."""

LONGER, LONGER_ANYWHERE = 2, 4
"""Consonants from which those of a longer word may follow; in all languages there are more words."""

NEAR, ANYWHERE = 0.72, 0.125
"""Likeness from which a word in another script may be the one that was typed in Latin letters, and how much more in all languages."""

ALONE = (0.95, 0.95, 0.95, 0.85, 0.78)
"""The same for the only word of a query, by how many consonants it has: short ones are like many."""

SUREST = 0.97
"""Likeness that is enough for any word."""

MOST, MOST_TOGETHER = 12, 24
"""Words of a language that one stands for, and that each of several does where one language is looked at."""

SURELY = 0.5
"""How far a word is at most that is taken for what was meant where others are not found."""

LONG = 5
"""A word of another language that may be mistyped has more letters."""

Groups = list[list[Meant]]
"""For each word of a query what it may have been meant as, nearest first."""


class Guesses:
    """The guesses for one query, each mistyped word looked up once; empty where a word has none or the time is up."""

    def __init__(self, search: Search, words: Sequence[str], terms: Terms) -> None:
        self._search, self._words, self._terms = search, search.words, terms
        self._lasting = [(word, place == len(words) - 1) for place, word in enumerate(words)]
        self._mistyped: dict[tuple[str, int], list[Meant]] = {}
        self._heard: dict[str, Heard] = {}

    def _sounds(self, word: str) -> Heard:
        """What a word in Latin letters may sound as, worked out when it is asked for."""
        known = self._heard.get(word)
        if known is None:
            known = self._heard[word] = heard(word)
        return known

    def _consonants(self, word: str) -> int:
        """Those of a word in Latin letters; none of another."""
        if not word.isascii() or len(word) > LONGEST:
            return 0
        return max(map(len, self._sounds(word).skeletons), default=0)

    def sounding(self, language: int | None) -> dict[int, Groups]:
        """By language, what each word may stand for there; one of vowels alone stands for anything."""
        consonants = {word: self._consonants(word) for word, _last in self._lasting}
        asked = [(word, last) for word, last in self._lasting if not word.isascii() or consonants[word]]
        if not any(consonants.values()) or (language is None and sum(consonants.values()) < SOUNDS):
            return {}
        languages = None if language is None else {language}
        found: dict[str, dict[int, list[Meant]]] = {}
        for word, last in sorted(asked, key=lambda each: -consonants[each[0]]):  # many leave few languages
            if self._search.late():
                return {}
            found[word] = self._spelt(word, languages, last=last, alone=len(asked) == 1, everywhere=language is None)
            known = None if language is None or found[word] else self._terms.begun(word, language)
            if language is not None and known:
                found[word] = {language: [Meant(0, word, known)]}
            languages = {*found[word]} if languages is None else languages & {*found[word]}
            if not languages:
                return {}
        return {number: [found[word][number] for word, _last in asked] for number in languages or ()}

    def _spelt(
        self, word: str, languages: set[int] | None, *, last: bool, alone: bool, everywhere: bool
    ) -> dict[int, list[Meant]]:
        """Words of some languages or (None) of all that a word in Latin letters stands for. alone: there is no other to be sure by."""
        consonants = self._consonants(word)
        if not consonants:
            return {}
        least = ALONE[min(consonants, len(ALONE) - 1)] if alone else NEAR
        return self._words.sounding(
            self._sounds(word),
            languages,
            prefix=last,
            least=min(SUREST, least + ANYWHERE) if everywhere else least,
            longer=LONGER_ANYWHERE if everywhere else LONGER,
            most=MOST if alone or everywhere else MOST_TOGETHER,
        )

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
            if not found:
                return []
            groups.append(sorted(found))
        return groups

    def surely(self, word: str, language: int, short: int = LONG) -> str | None:
        """The nearest word that this one stands for by itself, in Latin letters or, longer than `short`, mistyped; None if none is near."""
        if self._search.late():
            return None
        found = [*self._corrected(word, language, prefix=False)] if len(word) > short else []
        found += self._spelt(word, {language}, last=True, alone=True, everywhere=False).get(language, [])
        nearest = min(found, default=None)
        return nearest.word if nearest and nearest.far <= SURELY else None

    def far(self) -> dict[int, Groups]:
        """Mistyped words of all languages, by those that have each; a short word is none."""
        if any(len(word) <= LONG for word, _last in self._lasting):
            return {}
        found = [self._words.corrected(word, None, prefix=last) for word, last in self._lasting]
        return {number: [each[number] for each in found] for number in set.intersection(*map(set, found))}

    def _corrected(self, word: str, language: int, *, prefix: bool) -> list[Meant]:
        """What the word may be mistyped for; asked for more than once."""
        known = self._mistyped.get((word, language))
        if known is None:
            found = self._words.corrected(word, language, prefix=prefix)
            known = self._mistyped[word, language] = found.get(language, [])
        return known
