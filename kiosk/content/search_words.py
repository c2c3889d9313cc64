"""Words of the index that a typed word may have been meant as: cut short, inflected, misspelt, in Latin letters."""

from __future__ import annotations

from bisect import bisect
from dataclasses import dataclass, field
from functools import cached_property
from itertools import chain
from math import ceil
from typing import TYPE_CHECKING

from rapidfuzz.distance import OSA

from kiosk.content.search_terms import Term
from kiosk.packs.index_sounds import near
from kiosk.packs.index_stems import ONE_TYPO, TWO_TYPOS, misspelt, stemmer, typos
from kiosk.packs.index_words import HASH, LANGUAGE

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Collection, Iterator, Sequence

    from kiosk.packs.index_sounds import Heard

BEGUN = 6
"""Letters of a word that is still being typed from which it may have a mistake: fewer begin too many words."""

MOST = 12
"""Words that one typed word is taken for at once."""

COMPARED = 600
"""The same for words that sound alike, which are compared faster."""

PART = 3
"""Letters that each of two words has at least that were written as one."""

LONGEST = 40
"""Letters of a word that is looked up by its sounds."""

LOOKED_AT = 120
"""Words of the index that are compared with a typed one in one step."""

SHARED, LONGER = 3, (4, 6)
"""Letters with which kindred words begin at least, and from which on they may end in three, in four more."""

BITS = 63
"""Languages of which each has a bit of its own in a number of SQLite's."""

ROUNDED = 1e-9
"""What a product of fractions may be off by."""

LAST = "\U0010ffff"


@dataclass(frozen=True, slots=True, order=True)
class Meant:
    """A word of the index. far: 0 is as typed, 1 is as far as may be. longer: itself and the words that begin so, where they count too."""

    far: float
    word: str
    longer: Term | None = field(default=None, compare=False)

    @property
    def term(self) -> Term:
        """What is asked for."""
        return self.longer or Term((self.word,))


class Words:
    """Looks words up in one index, in one language (its number) or in all (None)."""

    def __init__(self, index: sqlite3.Connection, tags: tuple[str, ...]) -> None:
        self._execute = index.execute
        self._tags = tags

    @cached_property
    def records(self) -> int:
        """How many there are; counted when something is weighed."""
        (count,) = self._execute("SELECT count(*) FROM record").fetchone()
        return int(count)

    def beginning(self, word: str, language: int, most: int) -> tuple[str, ...]:
        """At most so many words of `language` that begin with this one, itself first."""
        found = self._execute(
            "SELECT folded FROM word WHERE language = ? AND folded >= ? AND folded < ? ORDER BY folded LIMIT ?",
            (language, word, word + LAST, most),
        )
        return tuple(other for (other,) in found)

    def having(self, words: Sequence[str], whole: Sequence[bool], among: int | None = None) -> set[int]:
        """Languages, all or that one, that have each of the words, those that are not whole as beginnings."""
        spans = [(word, word if full else word + LAST) for word, full in zip(words, whole, strict=True)]
        having = " AND ".join(
            "EXISTS (SELECT 1 FROM word WHERE word.language = spoken.number AND folded BETWEEN ? AND ?)" for _ in spans
        )
        ends = (0, len(self._tags)) if among is None else (among, among)
        rows = self._execute(
            f"SELECT number FROM language AS spoken WHERE number BETWEEN ? AND ? AND {having}", (*ends, *chain(*spans))
        )
        return {number for (number,) in rows}

    def known(self, word: str, language: int) -> bool:
        """Whether a word of `language` is, or begins with, this one."""
        return bool(self.beginning(word, language, 1))

    def whole(self, word: str, language: int) -> bool:
        """Whether it is a word of `language`."""
        return self.beginning(word, language, 1) == (word,)

    def respaced(self, words: tuple[str, ...], language: int) -> Iterator[tuple[str, ...]]:
        """The words with two written as one, or one as two, where that makes words of `language`; the last may still be growing."""
        for place in range(len(words) - 1):
            joined = words[place] + words[place + 1]
            last = place + 2 == len(words)
            if self.known(joined, language) if last else self.whole(joined, language):
                yield (*words[:place], joined, *words[place + 2 :])
        for place, word in enumerate(words):
            if len(word) < 2 * PART or len(word) > LONGEST or self.known(word, language):
                continue
            for cut in range(PART, len(word) - PART + 1):
                if self.whole(word[:cut], language) and self.whole(word[cut:], language):
                    yield (*words[:place], word[:cut], word[cut:], *words[place + 1 :])

    def related(self, word: str, language: int) -> list[Meant]:
        """Words of one stem, or that differ only in their endings; one number is not another."""
        if any(map(str.isdigit, word)):
            return []
        stem = stemmer(self._tags[language])(word)
        rows = self._execute(
            "SELECT folded FROM word WHERE number IN (SELECT word FROM stem WHERE stem = ?1 AND word BETWEEN ?2 AND ?3)"
            " UNION SELECT folded FROM word WHERE language = ?4 AND folded = ?1 LIMIT ?5",
            (stem, *_span(language), language, LOOKED_AT),
        )
        found = {other: Meant(0.05 + 0.01 * _tail(word, other), other) for (other,) in rows}
        for row in self._kin(word, language):
            found.setdefault(row, Meant(0.15 + _tail(word, row) / (1.5 * _shared(word, row)), row))
        found.pop(word, None)
        return sorted(found.values())[:MOST]

    def _kin(self, word: str, language: int) -> list[str]:
        """Words that share a long beginning with `word` and end otherwise."""
        if len(word) < ONE_TYPO:
            return []
        head = word[: max(SHARED, len(word) - bisect((ONE_TYPO, TWO_TYPOS), len(word)) - 2)]
        rows = self._execute(
            "SELECT folded FROM word WHERE language = ? AND folded >= ? AND folded < ? LIMIT ?",
            (language, head, head + LAST, LOOKED_AT),
        )
        return [other for (other,) in rows if _kin(word, other)]

    def corrected(self, word: str, language: int | None, *, prefix: bool) -> dict[int, list[Meant]]:
        """Words that are one or two typing mistakes away, and with `prefix` words whose beginning is; by language."""
        found: dict[int, list[Meant]] = {}
        hashes = misspelt(word[:LONGEST])
        low, high = (0, (1 << HASH) - 1) if language is None else _span(language)
        rows = self._execute(_PAIRED, (str([*hashes]), low, high, HASH)) if hashes else ()
        for own, other in rows:
            far = _distance(word, other, prefix=prefix)
            if far is not None:
                found.setdefault(own, []).append(Meant(far, other))
        return {own: sorted(each)[:MOST] for own, each in found.items()}

    def sounding(
        self, heard: Heard, languages: Collection[int] | None, *, prefix: bool, least: float, longer: int, most: int
    ) -> dict[int, list[Meant]]:
        """Words in other scripts that are written so in Latin letters, by language, nearest first.

        languages: those that are looked at, or None for all. least: likeness that a word needs. longer: letters of a
        skeleton from which, with `prefix`, those that begin so count too. most: words of a language.
        """
        among = _languages(languages)
        lengths = (*_lengths(heard.letters, least, prefix=prefix), *_lengths(heard.consonants, least, prefix=prefix))
        found: dict[int, tuple[int, str, str, str]] = {}
        for skeleton in heard.skeletons:
            rows = self._execute(_SAME, (skeleton, *among, *lengths)).fetchall()
            if prefix and len(skeleton) >= longer:
                rows += self._execute(_LONGER, (skeleton, skeleton + LAST, *among, *lengths)).fetchall()
            found.update((row[0], row) for row in rows)
        rows = [*found.values()]
        said = [(spoken, vowels) for _number, spoken, vowels, _folded in rows]
        best: dict[int, list[Meant]] = {}
        for like, place in near(heard, said, prefix=prefix, least=least):
            number, _spoken, _vowels, folded = rows[place]
            best.setdefault(number >> LANGUAGE, []).append(Meant(1 - like, folded))
        return {own: sorted(each)[:most] for own, each in best.items()}


_PAIRED = f"""
    SELECT language, folded FROM word WHERE number IN (
        SELECT pair & {(1 << HASH) - 1} FROM json_each(?1) AS key CROSS JOIN shortened
        ON pair BETWEEN key.value << ?4 | ?2 AND key.value << ?4 | ?3 LIMIT {COMPARED})"""
_SOUNDING = f"""
    SELECT word, spoken, vowels, folded FROM sound WHERE skeleton {{}} AND word BETWEEN ? AND ? AND ? >> (word >> {LANGUAGE}) & 1
    AND CASE vowels WHEN '' THEN length(spoken) BETWEEN ? AND ? ELSE length(spoken) BETWEEN ? AND ? END LIMIT {COMPARED}"""
_SAME, _LONGER = _SOUNDING.format("= ?"), _SOUNDING.format("> ? AND skeleton < ?")


def _languages(numbers: Collection[int] | None) -> tuple[int, int, int]:
    """For `_SOUNDING`: the first and last number of a word, and a bit for each language."""
    if numbers is None or max(numbers) >= BITS:
        return 0, 1 << 62, -1
    return _span(min(numbers))[0], _span(max(numbers))[1], sum(1 << number for number in numbers)


def _lengths(forms: Collection[str], least: float, *, prefix: bool) -> tuple[int, int]:
    """Letters of what may be as like one of the forms as it has to be; a word that goes on may have any more."""
    letters = [len(form) for form in forms]
    return ceil(least * min(letters) - ROUNDED), 1 << 16 if prefix else int(max(letters) / least + ROUNDED)


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
    """Whether both end in a few letters after a long enough beginning: the longer it is, the more."""
    shared = _shared(one, other)
    most = bisect(LONGER, shared) + 2
    return shared >= SHARED and max(len(one), len(other)) - shared <= most


def _distance(word: str, other: str, *, prefix: bool) -> float | None:
    """Typing mistakes by those that may be, and a little more for a beginning that is not all of the word; None when too far."""
    allowed = typos(other)
    mistakes = OSA.distance(word, other, score_cutoff=allowed)
    if mistakes <= allowed:
        return mistakes / (allowed + 1) + 0.1 * (word[0] != other[0])
    if not prefix or len(word) < BEGUN:
        return None
    ends = range(max(ONE_TYPO, len(word) - 1), min(len(word) + 2, len(other)))
    beginnings = (OSA.distance(word, other[:end], score_cutoff=1) for end in ends)
    return 0.8 + 0.1 * (word[0] != other[0]) if min(beginnings, default=2) <= 1 else None
