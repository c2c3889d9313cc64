"""What search is measured beside: one posting read, SQLite's FTS5 as it comes, and tantivy with its fuzzy queries."""

from __future__ import annotations

import shutil
import sqlite3
import time
from contextlib import closing
from typing import TYPE_CHECKING

from kiosk.packs.fold import words
from kiosk.packs.index_rows import OWN, in_language

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from bench.search_corpus import Corpus
    from bench.search_queries import Query

Answer = tuple[list[str], float]
"""Ids, best first, and milliseconds."""


def posting_read(index: sqlite3.Connection, asked: Sequence[Query]) -> dict[str, float]:
    """Milliseconds for ten rows of one language that have a prefix: the least that a key stroke can cost."""
    numbers = {tag: number for number, tag in index.execute("SELECT number, tag FROM language")}
    taken = []
    for query in asked[:2000]:
        typed = words(query.text)
        if typed and query.language in numbers:
            statement = "SELECT rowid FROM title WHERE title MATCH ? LIMIT 10"
            beginning = in_language(f'"{OWN}{typed[0][:3]}" *', numbers[query.language])
            start = time.perf_counter()
            index.execute(statement, (beginning,)).fetchall()
            taken.append((time.perf_counter() - start) * 1000)
    taken.sort()
    return {"p50": round(taken[len(taken) // 2], 4), "p95": round(taken[int(len(taken) * 0.95)], 4)}


def fts5(folder: Path, corpus: Corpus, asked: Sequence[Query]) -> list[Answer]:
    """The default tokenizer, titles and keywords of the visitor's language, prefixes, ranked by bm25."""
    file = folder / "fts5.db"
    file.unlink(missing_ok=True)
    with closing(sqlite3.connect(file)) as connection:
        connection.execute("CREATE VIRTUAL TABLE plain USING fts5(id UNINDEXED, language, text, prefix = '1 2 3 4')")
        rows = (
            (f"s{number:06}", f"lang{tag}", f"{title} {' '.join(corpus.keywords[tag][number])}")
            for tag, titles in corpus.titles.items()
            for number, title in enumerate(titles)
        )
        connection.executemany("INSERT INTO plain VALUES (?, ?, ?)", rows)
        connection.commit()
        answers = []
        for query in asked:
            typed = query.text.replace('"', " ").split()
            start = time.perf_counter()
            expression = f"language : lang{query.language} AND text : ({' AND '.join(f'{chr(34)}{word}{chr(34)} *' for word in typed)})"
            found = connection.execute(
                "SELECT id FROM plain WHERE plain MATCH ? ORDER BY bm25(plain) LIMIT 10", (expression,)
            )
            answers.append(([identity for (identity,) in found], (time.perf_counter() - start) * 1000))
    file.unlink()
    return answers


def tantivy_fuzzy(folder: Path, corpus: Corpus, asked: Sequence[Query]) -> list[Answer]:
    """Folded words; a typed word may be one letter off, from eight letters two; the last as a prefix."""
    import tantivy

    place = folder / "tantivy"
    shutil.rmtree(place, ignore_errors=True)
    place.mkdir()
    builder = tantivy.SchemaBuilder()
    builder.add_text_field("id", stored=True, tokenizer_name="raw")
    builder.add_text_field("language", tokenizer_name="raw")
    builder.add_text_field("text", tokenizer_name="whitespace")
    schema = builder.build()
    index = tantivy.Index(schema, path=str(place))
    writer = index.writer(64_000_000, num_threads=1)
    for tag, titles in corpus.titles.items():
        for number, title in enumerate(titles):
            text = " ".join(words(f"{title} {' '.join(corpus.keywords[tag][number])}"))
            writer.add_document(tantivy.Document(id=f"s{number:06}", language=tag, text=text))
    writer.commit()
    writer.wait_merging_threads()
    index.reload()
    searcher = index.searcher()
    answers = []
    for query in asked:
        typed = words(query.text)
        start = time.perf_counter()
        parts = [(tantivy.Occur.Must, tantivy.Query.term_query(schema, "language", query.language))]
        for at, word in enumerate(typed):
            distance = 0 if len(word) < 4 else 1 if len(word) < 8 else 2
            near = tantivy.Query.fuzzy_term_query(
                schema, "text", word, distance=distance, transposition_cost_one=True, prefix=at == len(typed) - 1
            )
            parts.append((tantivy.Occur.Must, near))
        found = searcher.search(tantivy.Query.boolean_query(parts), 10).hits if typed else []
        ids = [searcher.doc(address)["id"][0] for _score, address in found]
        answers.append((ids, (time.perf_counter() - start) * 1000))
    shutil.rmtree(place)
    return answers
