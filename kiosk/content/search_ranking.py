"""Records that have some words of a query, best first: what answers a whole sentence.

Candidates come from lists of rows, one for each stem, the rarest counting most; the best of them are then weighed as
BM25 does (Robertson and Zaragoza, *The Probabilistic Relevance Framework*, 2009), over stems and their heads, and by
what their titles share with the question, also inside words.
"""

from __future__ import annotations

import json
from collections import Counter
from dataclasses import dataclass
from heapq import nlargest
from itertools import chain
from math import log
from typing import TYPE_CHECKING

from kiosk.content.search_small import telling
from kiosk.packs.index_rows import FIRST, HEAD, HEADED, INSIDE, LANGUAGE, grams
from kiosk.packs.index_stems import stemmer

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from kiosk.content.search import Search

COMMON = 300
"""Records with a word from which on it tells nothing about them."""

MOST_WORDS = 24
WEIGHED = 60
"""Candidates that are looked at closely."""

READ = 6_000
"""Letters of a candidate's text that are read: what a page is about stands in its beginning."""

ENOUGH = 0.4
"""Share of a short query's weight that a record must have."""

UNKNOWN = 0.25
"""What a word that no record has weighs there: it may be a mistake, or another word for what is meant."""

SATURATION, LENGTH = 2.2, 0.9
"""BM25's k1 and b."""

RARITY = 1.3
"""Power of a word's rarity: questions are mostly made of words that say nothing."""

TITLE, LETTERS = 0.5, 0.3
"""What a word of the title weighs once more, and a run of letters of it."""

_ROWS = f"SELECT rowid FROM body WHERE body MATCH ? AND rowid BETWEEN ? AND ? LIMIT {COMMON}"


@dataclass(frozen=True, slots=True)
class Ranked:
    """titled: whether a word stands in the title or a keyword."""

    row: int
    titled: bool


def known(search: Search, word: str, language: int) -> bool:
    """Whether a text has the word, or one of the same stem."""
    return bool(search.rows(_ROWS, f'"{stemmer(search.tags[language])(word)}"', *_span(language)))


def best(search: Search, query: tuple[str, ...], language: int, limit: int, *, sentence: bool) -> Iterable[Ranked]:
    """At most `limit` rows; of a sentence those that are nearest, of fewer words those that have enough of them."""
    tag = search.tags[language]
    stem = stemmer(tag)
    stems = list(dict.fromkeys(stem(word) for word in telling(query, tag)[:MOST_WORDS]))
    scores: dict[int, float] = {}
    rarity: dict[str, float] = {}
    titled: set[int] = set()
    span = _span(language)
    for each in stems:
        for token in _tokens(each) if sentence else (each,):
            rows = search.rows(_ROWS, f'"{token}"', *span)
            rarity[token] = _rarity(search.words.records, len(rows))
            for row in rows if rarity[token] else ():
                scores[row] = scores.get(row, 0.0) + rarity[token]
        if rarity[each] and not sentence:
            titled.update(search.rows(_ROWS, f'"{FIRST}{each}"', *span))
        inside = " OR ".join(f'"{INSIDE}{gram}"' for gram in grams(each)) if sentence else ""
        for row in search.rows(_ROWS, inside, *span) if inside else ():
            scores[row] = scores.get(row, 0.0) + LETTERS
    if sentence:
        likely = nlargest(WEIGHED, scores, key=lambda row: (scores[row], -row))
        closer = _weighed(search, likely, stems, rarity, titled)
    else:
        unknown = _rarity(search.words.records, 0)
        least = ENOUGH * sum(weight * (UNKNOWN if weight == unknown else 1) for weight in rarity.values())
        weighed = {row: score * (1 + TITLE * (row in titled)) for row, score in scores.items()}
        closer = {row: score for row, score in weighed.items() if score >= least}
    return [Ranked(row, row in titled) for row in nlargest(limit, closer, key=lambda row: (closer[row], -row))]


def _span(language: int) -> tuple[int, int]:
    """Rowids of a language, first and last."""
    low = language << LANGUAGE
    return low, low | (1 << LANGUAGE) - 1


def _tokens(stem: str) -> Iterator[str]:
    yield stem
    if len(stem) > HEAD:
        yield f"{HEADED}{stem[:HEAD]}"


def _rarity(records: int, having: int) -> float:
    """The inverse document frequency of BM25; nothing for a word that too many have."""
    return 0.0 if having >= COMMON else _scarcity(records, having) ** RARITY


def _scarcity(records: int, having: int) -> float:
    return log(1 + (records - having + 0.5) / (having + 0.5))


def _weighed(
    search: Search, rows: list[int], stems: list[str], rarity: dict[str, float], titled: set[int]
) -> dict[int, float]:
    """BM25 of some rows, likely ones first, as far as there is time; their mean length stands for that of all.

    titled: gets those that have one of the words in the title or a keyword.
    """
    statement = (
        f"SELECT row, named, substr(told, 1, {READ}) FROM json_each(?) AS likely"
        " JOIN stems ON stems.row = likely.value ORDER BY likely.key"
    )
    texts = {row: (f" {named} ", told) for row, named, told in search.index.execute(statement, (json.dumps(rows),))}
    if not texts:
        return {}
    lengths = {row: named.count(" ") + told.count(" ") for row, (named, told) in texts.items()}
    mean = sum(lengths.values()) / len(lengths)
    sought = {f" {stem} ": TITLE for stem in stems} | {gram: LETTERS for stem in stems for gram in grams(stem)}
    titles = {row: [each for each in sought if each in named] for row, (named, _told) in texts.items()}
    whole = {f" {stem} " for stem in stems if rarity[stem]}
    titled.update(row for row, shared in titles.items() if not whole.isdisjoint(shared))
    shared = Counter(chain.from_iterable(titles.values()))
    scarce = {each: sought[each] * _scarcity(search.words.records, having) for each, having in shared.items()}
    counted = [(*_written(token), weight) for token, weight in rarity.items() if weight]
    made = {}
    for row, (named, told) in texts.items():
        if search.late():
            break
        text = f"{named}{told} "
        slack = SATURATION * (1 - LENGTH + LENGTH * lengths[row] / mean)
        made[row] = sum(map(scarce.__getitem__, titles[row]))
        for begins, but, weight in counted:
            count = text.count(begins)
            if count:
                count -= text.count(but) if but else 0
                made[row] += weight * count * (SATURATION + 1) / (count + slack)
    return made


def _written(token: str) -> tuple[str, str]:
    """How a token stands among stems with spaces between, and what of that is none; a stem twice in a row counts once."""
    if not token.startswith(HEADED):
        return f" {token} ", ""
    head = token.removeprefix(HEADED)
    return f" {head}", f" {head} "
