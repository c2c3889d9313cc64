"""Whole questions of newcomers (omos-qa): which page answers this? Beside BM25 alone on folded text.

Each language's questions are parted by chance into those by which weights may be chosen and those that tell how good they are.
"""

from __future__ import annotations

import gzip
import json
import random
import re
import sqlite3
from contextlib import closing
from dataclasses import dataclass
from html import unescape
from typing import TYPE_CHECKING

from bench.search_corpus import DATA, pack
from kiosk.content.search import Search
from kiosk.i18n.fallback import Chain
from kiosk.packs import index, reading
from kiosk.packs.fold import words

if TYPE_CHECKING:
    from pathlib import Path

Question = tuple[str, set[str]]
"""What is asked, and the pages that answer it."""

_TAG = re.compile(r"<[^>]+>")
GUIDE = ("de", "en")
ALONE = ("fr", "ar", "uk")


@dataclass(frozen=True, slots=True)
class Asked:
    """recall: share of questions whose page is among the first five, by our search and by BM25. missing: without a page.

    half: `tune`, by which weights may be chosen, or `test`.
    """

    language: str
    half: str
    questions: int
    recall: float
    bm25: float
    missing: tuple[str, ...] = ()


def asked(folder: Path) -> list[Asked]:
    """All five languages, each in two halves."""
    german = {row["id"]: row for row in _questions("de") if row["city"] == "lkaugsburg"}
    made = [_guide(folder, tag, german) for tag in GUIDE] + [_passages(folder, tag) for tag in ALONE]
    return [half for halves in made for half in halves]


def halves(tag: str, questions: list[Question]) -> dict[str, list[Question]]:
    """The questions to choose weights by, and those to tell of."""
    mixed = random.Random(f"omos-{tag}").sample(questions, len(questions))
    return {"tune": mixed[: len(mixed) // 2], "test": mixed[len(mixed) // 2 :]}


def _questions(tag: str) -> list[dict[str, str]]:
    with gzip.open(DATA / "omos-qa" / f"dev_{tag}.jsonl.gz", "rt", encoding="utf-8") as file:
        return [json.loads(line) for line in file]


def _plain(text: str) -> str:
    return " ".join(unescape(_TAG.sub(" ", text)).split())


def _guide(folder: Path, tag: str, german: dict[str, dict[str, str]]) -> list[Asked]:
    """The questions about Augsburg against its guide; the right page is named by the first line of the German passage."""
    pages = {}
    for language in GUIDE:
        with gzip.open(DATA / "integreat" / f"lkaugsburg.{language}.pages.json.gz", "rt", encoding="utf-8") as file:
            pages[language] = json.load(file)
    named: dict[str, set[str]] = {}
    for page in pages["de"]:
        other = page["id"] if tag == "de" else page["available_languages"].get(tag, {}).get("id")
        named.setdefault(_plain(page["title"]), set()).add(str(other))
    documents = {str(page["id"]): (_plain(page["title"]), _plain(page["content"])) for page in pages[tag]}
    questions, missing = [], []
    for row in _questions(tag):
        if row["id"] in german:
            title = _plain(german[row["id"]]["context"].split("\n")[0])
            right = named.get(title, set()) & documents.keys()
            if right:
                questions.append((row["question"], right))
            else:
                missing.append(title)
    return _measured(folder, tag, documents, questions, tuple(dict.fromkeys(missing)))


def _passages(folder: Path, tag: str) -> list[Asked]:
    """All questions against the distinct passages of their own language."""
    rows = _questions(tag)
    numbers = {context: str(number) for number, context in enumerate(dict.fromkeys(row["context"] for row in rows))}
    documents = {}
    for context, number in numbers.items():
        title, _, rest = context.partition("\n")
        documents[number] = (title, rest)
    return _measured(folder, tag, documents, [(row["question"], {numbers[row["context"]]}) for row in rows], ())


def _measured(
    folder: Path,
    tag: str,
    documents: dict[str, tuple[str, str]],
    questions: list[Question],
    missing: tuple[str, ...],
) -> list[Asked]:
    file = folder / f"questions-{tag}.db"
    texts = (
        (number, tag, "guide", name, 0, value)
        for number, (title, body) in documents.items()
        for name, value in (("name", title), ("description", body))
    )
    guides = ((number, number, "", "book", place, "", 0, "") for place, number in enumerate(documents))
    pack(file, (tag,), {"guide": guides}, texts)
    target = folder / f"questions-{tag}.index"
    target.unlink(missing_ok=True)
    index.build(file, target)
    made = []
    with closing(reading.connect(target)) as connection:
        search = Search(connection)
        for half, some in halves(tag, questions).items():
            ours = sum(
                bool(right & {hit.id for stage in search.stages(text, Chain(tag, (tag,)), 5) for hit in stage.hits})
                for text, right in some
            )
            plain = _bm25(documents, some)
            made.append(Asked(tag, half, len(some), 100 * ours / len(some), 100 * plain / len(some), missing))
    return made


def _bm25(documents: dict[str, tuple[str, str]], questions: list[Question]) -> int:
    """How many pages plain BM25 finds among its first five: any of the folded words, title and text as one."""
    with closing(sqlite3.connect(":memory:")) as connection:
        connection.execute("CREATE VIRTUAL TABLE plain USING fts5(number UNINDEXED, text, tokenize = 'ascii')")
        rows = ((number, " ".join(words(f"{title} {body}"))) for number, (title, body) in documents.items())
        connection.executemany("INSERT INTO plain VALUES (?, ?)", rows)
        found = 0
        for text, right in questions:
            expression = " OR ".join(f'"{word}"' for word in words(text))
            answer = connection.execute(
                "SELECT number FROM plain WHERE text MATCH ? ORDER BY bm25(plain) LIMIT 5", (expression,)
            )
            found += bool(right & {number for (number,) in answer})
        return found
