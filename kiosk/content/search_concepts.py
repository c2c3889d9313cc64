"""Other names of what a query names: a city calls a doctor what its editors have listed as one concept."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import chain
from typing import TYPE_CHECKING

from kiosk.content import search_ask as ask
from kiosk.packs.index_stems import ONE_TYPO

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Sequence

    from kiosk.content.search_terms import Term, Terms

LAST = "\U0010ffff"
LONGEST_PHRASE = 4
"""Words of a concept's phrase that are looked for in a query."""

MOST_PHRASES = 24
"""Other phrases for one concept that are asked for in one language."""


@dataclass(frozen=True, slots=True)
class Phrase:
    """Words of a query, together if they name concepts, whose slugs these are."""

    words: tuple[str, ...]
    concepts: tuple[str, ...] = ()


def phrases(index: sqlite3.Connection, words: Sequence[str], languages: Sequence[int] | None) -> list[Phrase]:
    """The words, those together that name a concept in one of some languages or (None) in any; nothing where none does."""
    made: list[Phrase] = []
    place = 0
    while place < len(words):
        made.append(_phrase(index, words[place:], languages))
        place += len(made[-1].words)
    return made if any(phrase.concepts for phrase in made) else []


def _phrase(index: sqlite3.Connection, words: Sequence[str], languages: Sequence[int] | None) -> Phrase:
    """The longest beginning of `words` that names a concept, or the first word alone; the last word may still be growing."""
    where = "" if languages is None else f"language IN ({','.join('?' * len(languages))}) AND "
    for taken in range(min(LONGEST_PHRASE, len(words)), 0, -1):
        phrase = " ".join(words[:taken])
        growing = taken == len(words) and len(phrase) >= ONE_TYPO
        test = "phrase >= ? AND phrase < ?" if growing else "phrase = ?"
        span = (phrase, phrase + LAST) if growing else (phrase,)
        slugs = index.execute(
            f"SELECT DISTINCT slug FROM concept WHERE {where}{test} LIMIT 4", (*(languages or ()), *span)
        ).fetchall()
        if slugs:
            return Phrase(tuple(words[:taken]), tuple(slug for (slug,) in slugs))
    return Phrase((words[0],))


def names(index: sqlite3.Connection, phrase: Phrase, language: int) -> list[str]:
    """Other names of its concepts in a language."""
    statement = "SELECT phrase FROM concept WHERE slug = ? AND language = ? LIMIT ?"
    found = dict.fromkeys(
        name for slug in phrase.concepts for (name,) in index.execute(statement, (slug, language, MOST_PHRASES))
    )
    found.pop(" ".join(phrase.words), None)
    return list(found)


def named(
    index: sqlite3.Connection, said: Sequence[Phrase], language: int, terms: Terms
) -> tuple[list[str], list[str]]:
    """The words, or other names of their concepts in a language: expressions, if there are such names, and their words.

    First the names as they are, then words that begin so, as *works* does with *work*, and *worker*.
    """
    called = [names(index, phrase, language) for phrase in said]
    if not any(called):
        return [], []
    asked = []
    for whole in (True, False):
        groups = []
        for phrase, called_too in zip(said, called, strict=True):
            ways = [[terms.begun(word, language) for word in phrase.words]]
            ways += [[_grown(word, language, terms, whole=whole) for word in name.split()] for name in called_too]
            groups.append([ask.anywhere(way) for way in map(_known, ways) if way])
        if all(groups):
            asked.append(ask.every(map(ask.either, groups)))
    return asked, [word for name in chain.from_iterable(called) for word in name.split()] if asked else []


def others(index: sqlite3.Connection, words: Sequence[str], language: int, terms: Terms) -> tuple[list[str], list[str]]:
    """The same for what the words name in that language."""
    return named(index, phrases(index, words, [language]), language, terms)


def _grown(word: str, language: int, terms: Terms, *, whole: bool) -> Term | None:
    return terms.full(word, language) if whole or len(word) < ONE_TYPO else terms.begun(word, language)


def _known(way: list[Term | None]) -> list[Term]:
    """The terms, or nothing where the language lacks one of them."""
    known = [term for term in way if term]
    return known if len(known) == len(way) else []
