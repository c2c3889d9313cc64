"""What the index takes from a pack: its records in the order in which they are shown, their texts, and the concepts.

A record's tokens in one language, all in one FTS5 column; the marks are letters that no folded text has, and ¶ stands for the
letter of the language (`in_language`), so that no list of records is of more than one:

=========  =============================================================
`¶word`    a word of the title or a keyword
`¶¦word`   a word of the title
`¶·word`   the first word of the title
`≡hash`    the whole title, and a whole keyword with ¤ before
=========  =============================================================

And of all its texts, for questions:

=========  =============================================================
`stem`     of a word anywhere
`¬head`    the first letters of a longer stem, so that kindred words meet
`·stem`    of a word of the title or a keyword
`£gram`    some letters inside a stem of the title, as languages put words together
=========  =============================================================
"""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass, field
from typing import TYPE_CHECKING
from zlib import crc32

from kiosk.packs.fold import words
from kiosk.packs.index_stems import stemmer

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Collection, Iterable, Sequence

LANGUAGE = 32
"""Bits of a rowid below the language's number."""

OWN, TITLED, FIRST, KEYWORD, WHOLE, HEADED, INSIDE = "¶", "¦", "·", "¤", "≡", "¬", "£"
LETTERS = 0x100
"""Where the letters of the languages begin: in UTF-8 two bytes each, none of them ASCII."""

HEAD, GRAM = 5, 5
"""Letters of a head, and of a run inside a stem."""

KINDS = ("service", "form", "guide", "event")
"""Records that are found, those of an earlier kind first where all else is equal."""

_ORDER = {"service": "rank", "form": "seq", "guide": "seq", "event": "starts"}
_TEXTS = """SELECT field, value FROM text WHERE id = ? AND lang = ? AND entity = ?
    AND field IN ('name', 'keyword', 'summary', 'description') ORDER BY field, seq"""
_CONCEPTS = """SELECT t.lang, t.value, c.slug FROM concept c JOIN text t ON t.id = c.id
    WHERE t.entity = 'concept' AND t.field = 'word' ORDER BY c.slug, t.lang, t.seq"""

MOST_WORDS = 64
"""Words of a title or of a record's keywords that are taken; of a body 4,000."""

MOST_BODY = 4_000


@dataclass(frozen=True, slots=True)
class Record:
    """One thing to find: its kind and its id in the pack."""

    kind: str
    id: str


@dataclass(frozen=True, slots=True)
class Entry:
    """One record in one language. title, body: its tokens. vocabulary: words to correct by.

    named, told: stems of the title with the keywords, and of the texts, in order and with repetitions, for `grams` and counts.
    """

    title: str = ""
    body: str = ""
    named: str = ""
    told: str = ""
    vocabulary: frozenset[str] = field(default_factory=frozenset)


EMPTY = Entry()


def records(pack: sqlite3.Connection) -> list[Record]:
    """All of them, as the pack ranks them."""
    return [
        Record(kind, identity)
        for kind in KINDS
        for (identity,) in pack.execute(f"SELECT id FROM {kind} ORDER BY {_ORDER[kind]}, id")
    ]


def languages(pack: sqlite3.Connection) -> list[str]:
    """Those that there are texts in, in the pack's order."""
    return ordered(pack, {tag for (tag,) in pack.execute("SELECT DISTINCT lang FROM text")})


def ordered(pack: sqlite3.Connection, tags: Collection[str]) -> list[str]:
    """Tags in the pack's order, those that it does not list last."""
    said = dict(pack.execute("SELECT tag, seq FROM language").fetchall())
    return sorted(tags, key=lambda tag: (said.get(tag, len(said)), tag))


def entry(pack: sqlite3.Connection, record: Record, tag: str) -> Entry:
    """What of a record is found in the language `tag`."""
    texts: dict[str, list[str]] = {}
    for name, value in pack.execute(_TEXTS, (record.id, tag, record.kind)):
        texts.setdefault(name, []).append(value)
    return _entry(texts, tag) if texts else EMPTY


def _entry(texts: dict[str, list[str]], tag: str) -> Entry:
    title = words(" ".join(texts.get("name", ())))[:MOST_WORDS]
    keywords = [phrase for phrase in map(words, texts.get("keyword", ())) if phrase]
    known = {*title}
    others = [word for phrase in keywords for word in phrase if word not in known][:MOST_WORDS]
    tokens = [f"{OWN}{word}" for word in dict.fromkeys((*title, *others))]
    tokens += (f"{OWN}{TITLED}{word}" for word in dict.fromkeys(title))
    if title:
        tokens += (f"{OWN}{FIRST}{title[0]}", f"{WHOLE}{whole(title)}")
    tokens += dict.fromkeys(f"{KEYWORD}{WHOLE}{whole(phrase)}" for phrase in keywords)
    body = [word for name in ("summary", "description") for word in words(" ".join(texts.get(name, ())))][:MOST_BODY]
    stem = stemmer(tag)
    named, told = [stem(word) for word in (*title, *others)], [stem(word) for word in body]
    asked = dict.fromkeys((*named, *told))
    about = [
        *asked,
        *(f"{HEADED}{stem[:HEAD]}" for stem in asked if len(stem) > HEAD),
        *(f"{FIRST}{stem}" for stem in named),
    ]
    about += (f"{INSIDE}{gram}" for stem in named[: len(title)] for gram in grams(stem))
    tokens_about = " ".join(dict.fromkeys(about))
    return Entry(" ".join(tokens), tokens_about, " ".join(named), " ".join(told), frozenset((*title, *others)))


def grams(stem: str) -> list[str]:
    """Runs of letters inside a long stem."""
    return [stem[start : start + GRAM] for start in range(len(stem) - GRAM + 1)] if len(stem) > GRAM else []


def in_language(tokens: str, language: int) -> str:
    """Tokens, or what is asked for, with the letter of a language."""
    return tokens.replace(OWN, chr(LETTERS + language))


def whole(phrase: Iterable[str]) -> str:
    """A short name for a whole phrase of folded words."""
    return f"{crc32(' '.join(phrase).encode()):x}"


def concepts(pack: sqlite3.Connection) -> list[tuple[str, str, str]]:
    """Language, folded phrase and concept, each once."""
    found = ((tag, " ".join(words(value)), slug) for tag, value, slug in pack.execute(_CONCEPTS))
    return list(dict.fromkeys(each for each in found if each[1]))


def steady(before: Sequence[int]) -> set[int]:
    """Positions of a longest rising run of `before`: what of an order can stay where it is (-1: was not there)."""
    ends: list[int] = []
    at: list[int] = []
    came_from = [-1] * len(before)
    for place, number in enumerate(before):
        if number < 0:
            continue
        rank = bisect_left(ends, number)
        if rank == len(ends):
            ends.append(number)
            at.append(place)
        else:
            ends[rank], at[rank] = number, place
        came_from[place] = at[rank - 1] if rank else -1
    kept = set()
    place = at[-1] if at else -1
    while place >= 0:
        kept.add(place)
        place = came_from[place]
    return kept
