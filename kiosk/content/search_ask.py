"""FTS5 expressions for one query: what must be in the column of tokens (`kiosk.packs.index_rows`)."""

from __future__ import annotations

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
"""Other phrases for one concept that are asked for; more in all languages together."""


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


def meant(groups: Sequence[Sequence[Meant]]) -> list[str]:
    """Records with what each word was meant as, nearest first; nothing if one has none.

    Titles with the nearest of each, titles and keywords with it; then one word at a time as the next that it may be; then any.
    """
    if not groups or not all(groups):
        return []
    nearest = [group[0] for group in groups]
    asked = [titles([each.word for each in nearest], full=True), _all(map(_either, nearest))]
    others = sorted((each, place) for place, group in enumerate(groups) for each in group[1:])
    asked += [
        _all(map(_either, [*nearest[:place], each, *nearest[place + 1 :]])) for each, place in others[:MOST_OTHERS]
    ]
    if len(others) > MOST_OTHERS or sum(len(group) > 1 for group in groups) > 1:
        asked.append(_all(_any(map(_either, group)) for group in groups))
    return list(dict.fromkeys(asked))


def concepts(
    index: sqlite3.Connection, words: Sequence[str], languages: list[int] | None, into: list[int] | None
) -> tuple[str, list[str]]:
    """The words, but each phrase that names a concept also by its other names; the expression ('' without any) and those names.

    languages: in which a phrase is looked for; into: in which other names are taken; None is all of them.
    """
    groups: list[str] = []
    marked: list[str] = []
    place, found = 0, False
    while place < len(words):
        taken, others = _phrase(index, words[place:], languages, into)
        if taken:
            found = True
            marked += others
            said = _all(_word(word, prefix=True) for word in words[place : place + taken])
            groups.append(
                _any(
                    [
                        said,
                        *(
                            _all(_word(word, prefix=len(word) >= ONE_TYPO) for word in other.split())
                            for other in others
                        ),
                    ]
                )
            )
            place += taken
        else:
            groups.append(_word(words[place], prefix=True))
            place += 1
    return (_all(groups) if found else ""), marked


def _phrase(
    index: sqlite3.Connection, words: Sequence[str], languages: list[int] | None, into: list[int] | None
) -> tuple[int, list[str]]:
    """How many of the words, from the first, name a concept, and its other names."""
    for taken in range(min(LONGEST_PHRASE, len(words)), 0, -1):
        phrase = " ".join(words[:taken])
        growing = taken == len(words) and len(phrase) >= ONE_TYPO
        where, values = _of(languages)
        test = "phrase >= ? AND phrase < ?" if growing else "phrase = ?"
        span = [phrase, phrase + LAST] if growing else [phrase]
        slugs = index.execute(
            f"SELECT DISTINCT slug FROM concept WHERE {where}{test} LIMIT 4", (*values, *span)
        ).fetchall()
        if slugs:
            where, values = _of(into)
            names = dict.fromkeys(
                name
                for (slug,) in slugs
                for (name,) in index.execute(
                    f"SELECT phrase FROM concept WHERE {where}slug = ? LIMIT ?",
                    (*values, slug, MOST_PHRASES * (1 if into else 6)),
                )
            )
            return taken, [name for name in names if name != phrase]
    return 0, []


def _of(languages: list[int] | None) -> tuple[str, list[int]]:
    if languages is None:
        return "", []
    return f"language IN ({','.join('?' * len(languages))}) AND ", languages


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
