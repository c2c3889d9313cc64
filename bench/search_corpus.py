"""A pack of many services in 25 languages, of real words, the same in each run.

Words come from the demonstration pack, the sentences of TICO-19, the city guide of Augsburg and Babel's names of languages
and countries; a title is a run of words out of a sentence, or names put together where there is no sentence in the language.
"""

from __future__ import annotations

import csv
import gzip
import json
import random
import re
import sqlite3
from contextlib import closing
from dataclasses import dataclass
from functools import cache
from html import unescape
from typing import TYPE_CHECKING

from babel import Locale

from bench.packs import manifest
from kiosk.commands.options import DEMONSTRATION
from kiosk.domain.language import BY_TAG
from kiosk.packs.schema import statements
from kiosk.resources import ROOT

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

DATA = ROOT.parent / "shared" / "data"
TAGS = tuple(BY_TAG)
_TICO = {"es": "es-LA", "kmr": "ku", "ti": "ti_ET"}
_BABEL = {"prs": "fa_AF", "kmr": "ku"}
_TAG = re.compile(r"<[^>]+>")
_BLANK = re.compile(r"\s+")


@dataclass(frozen=True, slots=True)
class Corpus:
    """titles, keywords: by tag, one a service; keywords are two to a title."""

    services: int
    titles: dict[str, list[str]]
    keywords: dict[str, list[tuple[str, str]]]
    summaries: dict[str, list[str]]


@cache
def sentences(tag: str) -> tuple[str, ...]:
    """Sentences in a language, as far as there are any."""
    return (*_tico(tag), *_demonstration(tag), *_integreat(tag))


def _tico(tag: str) -> Iterator[str]:
    with gzip.open(DATA / "tico19" / "dev.tsv.gz", "rt", encoding="utf-8") as file:
        rows = csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE)
        for row in rows:
            text = row.get(_TICO.get(tag, tag)) or ""
            if text:
                yield text


def _demonstration(tag: str) -> Iterator[str]:
    with closing(sqlite3.connect(DEMONSTRATION)) as pack:
        yield from (
            value for (value,) in pack.execute("SELECT value FROM text WHERE lang = ? ORDER BY id, field, seq", (tag,))
        )


def _integreat(tag: str) -> Iterator[str]:
    file = DATA / "integreat" / f"lkaugsburg.{tag}.pages.json.gz"
    if file.is_file():
        with gzip.open(file, "rt", encoding="utf-8") as pages:
            for page in json.load(pages):
                yield page["title"]
                yield from re.split(r"(?<=[.!?])\s", _BLANK.sub(" ", unescape(_TAG.sub(" ", page["content"]))))


@cache
def names(tag: str) -> tuple[str, ...]:
    """Names of languages and countries in a language."""
    locale = Locale.parse(_BABEL.get(tag, tag))
    found = [*locale.languages.values(), *locale.territories.values(), *locale.currencies.values()]
    return tuple(sorted({name for name in found if not re.search(r"[0-9()]", name) and len(name) > 3}))


def _words(text: str) -> list[str]:
    return [
        word
        for word in re.split(r"[\s/–—-]+", text)
        if (bare := word.strip(".,;:!?()[]\"'«»„“”،؟؛።፣፤…*")) and bare == word
    ]


def corpus(services: int, seed: int) -> Corpus:
    """Texts for `services` services."""
    made = Corpus(services, {}, {}, {})
    for tag in TAGS:
        chance = random.Random(f"{seed}-{tag}")
        runs = [run for run in map(_words, sentences(tag)) if len(run) >= 4]
        known = names(tag)
        made.titles[tag] = [_title(chance, runs, known) for _ in range(services)]
        made.keywords[tag] = [(_keyword(chance, runs, known), _keyword(chance, runs, known)) for _ in range(services)]
        made.summaries[tag] = [
            " ".join(chance.choice(runs))[:200] if runs else " ".join(chance.sample(known, 4)) for _ in range(services)
        ]
    return made


def _title(chance: random.Random, runs: list[list[str]], known: tuple[str, ...]) -> str:
    if chance.random() < (0.2 if len(runs) >= 300 else 0.8 if runs else 1):
        return " ".join(chance.sample(known, 2))
    run = chance.choice(runs)
    start = chance.randrange(len(run) - 3)
    return " ".join(
        (*run[start : start + chance.randint(3, 5)], *((chance.choice(known),) if chance.random() < 0.5 else ()))
    )


def _keyword(chance: random.Random, runs: list[list[str]], known: tuple[str, ...]) -> str:
    """Two words that belong together nowhere else."""
    one = chance.choice(known)
    return f"{one} {chance.choice(chance.choice(runs))}" if runs else f"{one} {chance.choice(known)}"


def write(made: Corpus, file: Path, *, changed: int = 0) -> Path:
    """The corpus as a pack; changed: so many services, evenly spread, have other titles."""
    step = made.services // changed if changed else 0
    rows = ((f"s{n:06}", f"s{n:06}", "o", "passport", "", "", 0, "", n) for n in range(made.services))
    return pack(file, TAGS, {"service": rows}, _texts(made, step))


def pack(
    file: Path,
    tags: tuple[str, ...],
    records: dict[str, Iterable[tuple[object, ...]]],
    texts: Iterable[tuple[object, ...]],
) -> Path:
    """A pack with the rows of some tables, and texts (id, language, entity, field, seq, value)."""
    file.unlink(missing_ok=True)
    with closing(sqlite3.connect(file)) as connection:
        for statement in ("PRAGMA journal_mode = OFF", "PRAGMA synchronous = OFF", *statements()):
            connection.execute(statement)
        connection.execute("INSERT INTO organization VALUES ('o', 'o', '', '', '', 0)")
        for table, rows in records.items():
            width = len(connection.execute(f"SELECT * FROM {table} LIMIT 0").description)
            connection.executemany(f"INSERT INTO {table} VALUES ({','.join('?' * width)})", rows)
        whole = ((*row, "plain", "original", tags[0], "x", "") for row in texts)
        connection.executemany("INSERT INTO text VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)", whole)
        languages = ((tag, tag, BY_TAG[tag].script, seq) for seq, tag in enumerate(tags))
        connection.executemany("INSERT INTO language VALUES (?, ?, ?, ?)", languages)
        connection.execute("INSERT INTO manifest VALUES (1, ?)", (manifest(tags, "0" * 64),))
        connection.commit()
    return file


def _texts(made: Corpus, step: int) -> Iterator[tuple[object, ...]]:
    for number in range(made.services):
        for tag in sorted(TAGS):
            own = (f"s{number:06}", tag, "service")
            title = made.titles[tag][number]
            if step and number % step == 0:
                title = f"{made.titles[tag][(number + 1) % made.services]} {number}"
            yield (*own, "name", 0, title)
            yield (*own, "summary", 0, made.summaries[tag][number])
            for seq, word in enumerate(made.keywords[tag][number]):
                yield (*own, "keyword", seq, word)
