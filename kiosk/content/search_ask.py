"""FTS5 expressions for one query: what must be in the column of tokens (`kiosk.packs.index_rows`)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias

from kiosk.packs.index_rows import FIRST, KEYWORD, LANGUAGE, WHOLE, whole
from kiosk.packs.index_stems import ONE_TYPO

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterable, Sequence

    from kiosk.content.search_words import Meant

Full: TypeAlias = "bool | Sequence[bool]"
"""Whether words are whole: all or none, or each."""

RECORD = (1 << LANGUAGE) - 1
"""The part of a rowid that is the record's number."""

LAST = "\U0010ffff"
LONGEST_PHRASE = 4
"""Words of a concept's phrase that are looked for in a query."""

MOST_OTHERS = 6
"""Words that come one after the other in the place of the nearest before all come at once."""

MOST_PHRASES = 24
"""Other phrases for one concept that are asked for in one language."""


@dataclass(frozen=True, slots=True)
class Phrase:
    """Words of a query, together if they name concepts, whose slugs these are."""

    words: tuple[str, ...]
    concepts: tuple[str, ...] = ()


def exact(words: Sequence[str]) -> str:
    """Titles that are these words."""
    return f'"{WHOLE}{whole(words)}"'


def exact_keyword(words: Sequence[str]) -> str:
    """Records with a keyword that is these words."""
    return f'"{KEYWORD}{WHOLE}{whole(words)}"'


def first(words: Sequence[str], *, full: Full) -> str:
    """Titles that begin with the first of the words and have the others."""
    stars = _stars(words, full)
    return _all(
        [
            f'"{FIRST}{words[0]}"{stars[0]}',
            *(f'"{word}"{star}' for word, star in zip(words[1:], stars[1:], strict=True)),
        ]
    )


def titles(words: Sequence[str], *, full: Full) -> str:
    """Titles that have all words, in full or as the beginnings of words."""
    return _all(f'"{word}"{star}' for word, star in zip(words, _stars(words, full), strict=True))


def anywhere(words: Sequence[str], *, full: Full) -> str:
    """Titles and keywords that do so together."""
    return _all(_word(word, prefix=bool(star)) for word, star in zip(words, _stars(words, full), strict=True))


def _stars(words: Sequence[str], full: Full) -> list[str]:
    return ["" if each else " *" for each in ([full] * len(words) if isinstance(full, bool) else full)]


def meant(groups: Sequence[Sequence[Meant]], most: int = MOST_OTHERS) -> list[str]:
    """Records with what each word was meant as, nearest first; nothing if one has none.

    Titles with the nearest of each, titles and keywords with it; then one word at a time as the next that it may be, at most
    `most` times; then any.
    """
    if not groups or not all(groups):
        return []
    nearest = [group[0] for group in groups]
    asked = [titles([each.word for each in nearest], full=True), _all(map(_either, nearest))]
    others = sorted((each, place) for place, group in enumerate(groups) for each in group[1:])
    asked += [_all(map(_either, [*nearest[:place], each, *nearest[place + 1 :]])) for each, place in others[:most]]
    if len(others) > most or sum(len(group) > 1 for group in groups) > 1:
        asked.append(_all(_any(map(_either, group)) for group in groups))
    return list(dict.fromkeys(asked))


def phrases(index: sqlite3.Connection, words: Sequence[str], languages: Sequence[int] | None) -> list[Phrase]:
    """The words, those together that name a concept in one of some languages or (None) in any."""
    made: list[Phrase] = []
    place = 0
    while place < len(words):
        made.append(_phrase(index, words[place:], languages))
        place += len(made[-1].words)
    return made


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


def concepts(index: sqlite3.Connection, said: Sequence[Phrase], language: int) -> tuple[str, list[str]]:
    """The words, or other names of their concepts in a language; the expression ('' without such names) and the names."""
    groups: list[str] = []
    marked: list[str] = []
    for phrase in said:
        as_said = _all(_word(word, prefix=True) for word in phrase.words)
        names = dict.fromkeys(
            name
            for slug in phrase.concepts
            for (name,) in index.execute(
                "SELECT phrase FROM concept WHERE slug = ? AND language = ? LIMIT ?", (slug, language, MOST_PHRASES)
            )
        )
        names.pop(" ".join(phrase.words), None)
        others = (_all(_word(word, prefix=len(word) >= ONE_TYPO) for word in name.split()) for name in names)
        groups.append(_any([as_said, *others]))
        marked += names
    return (_all(groups) if marked else ""), marked


def _either(meant: Meant) -> str:
    return _word(meant.word, prefix=meant.prefix)


def _word(word: str, *, prefix: bool) -> str:
    star = " *" if prefix else ""
    return f'("{word}"{star} OR "{KEYWORD}{word}"{star})'


def _all(parts: Iterable[str]) -> str:
    return " AND ".join(dict.fromkeys(parts))


def _any(parts: Iterable[str]) -> str:
    each = list(dict.fromkeys(parts))
    return each[0] if len(each) == 1 else f"({' OR '.join(f'({part})' for part in each)})"
