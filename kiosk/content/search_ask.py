"""FTS5 expressions for one query: what must be in the column of tokens (`kiosk.packs.index_rows`).

But for whole phrases an expression is of no language until it is asked in one (`index_rows.in_language`).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from kiosk.content.search_terms import Term
from kiosk.packs.index_rows import FIRST, KEYWORD, OWN, TITLED, WHOLE, whole

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from kiosk.content.search_words import Meant

MOST_OTHERS = 6
"""Words that come one after the other in the place of the nearest before all come at once."""


def exact(words: Sequence[str]) -> str:
    """Titles that are these words."""
    return f'"{WHOLE}{whole(words)}"'


def exact_keyword(words: Sequence[str]) -> str:
    """Records with a keyword that is these words."""
    return f'"{KEYWORD}{WHOLE}{whole(words)}"'


def first(terms: Sequence[Term]) -> str:
    """Titles that begin with the first of the terms and have the others."""
    return every([_marked(terms[0], FIRST), *(_marked(term, TITLED) for term in terms[1:])])


def titles(terms: Sequence[Term]) -> str:
    """Titles that have all of them."""
    return every(_marked(term, TITLED) for term in terms)


def anywhere(terms: Sequence[Term]) -> str:
    """Titles and keywords that do so together."""
    return every(_marked(term) for term in terms)


def meant(groups: Sequence[Sequence[Meant]], most: int = MOST_OTHERS) -> Iterator[str]:
    """Records with what each word was meant as, nearest first; nothing if one has none.

    Titles with the nearest of each, titles and keywords with it; then one word at a time as the next that it may be, at most
    `most` times; then any.
    """
    if not groups or not all(groups):
        return
    yield from nearest(groups)
    terms = [group[0].term for group in groups]
    others = sorted((each, place) for place, group in enumerate(groups) for each in group[1:])
    for each, place in others[:most]:
        yield anywhere([*terms[:place], each.term, *terms[place + 1 :]])
    if len(others) > most or sum(len(group) > 1 for group in groups) > 1:
        yield any_of(groups)


def nearest(groups: Sequence[Sequence[Meant]]) -> Iterator[str]:
    """Titles with the nearest that each word was meant as, then titles and keywords with it."""
    yield titles([Term((group[0].word,)) for group in groups])
    yield anywhere([group[0].term for group in groups])


def any_of(groups: Sequence[Sequence[Meant]]) -> str:
    """Titles and keywords with anything that each word was meant as."""
    return every(either(anywhere([each.term]) for each in group) for group in groups)


def every(parts: Iterable[str]) -> str:
    """All of some expressions."""
    return " AND ".join(dict.fromkeys(parts))


def either(parts: Iterable[str]) -> str:
    """At least one of some expressions."""
    each = list(dict.fromkeys(parts))
    return each[0] if len(each) == 1 else f"({' OR '.join(f'({part})' for part in each)})"


def _marked(term: Term, mark: str = "") -> str:
    star = " *" if term.growing else ""
    each = [f'"{OWN}{mark}{word}"{star}' for word in term.words]
    return each[0] if len(each) == 1 else f"({' OR '.join(each)})"
