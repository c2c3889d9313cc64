"""`make bench-search`: how well search forgives, how fast it answers and what its index costs, beside three others.

`python -m bench.search [SERVICES …]` makes a corpus of each size (1,000, 10,000 and 100,000 unless told), asks the queries of
`bench.search_queries`, then the questions of `bench.search_questions`, and writes all of it to `build/bench-search.json`.
The test seed is asked; `--dev` asks the other one, by which thresholds were set.
"""

from __future__ import annotations

import argparse
import gc
import json
import os
import platform
import shutil
import subprocess
import sys
import tempfile
import time
from collections import defaultdict
from contextlib import closing
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

from bench import search_corpus as corpora
from bench import search_others as others
from bench import search_questions as questions
from bench.search_queries import DEV, KINDS, TEST, Query, queries
from bench.search_show import GOALS, show, show_questions
from kiosk.content.search import FIRST_STAGES, Search
from kiosk.i18n.fallback import Chain
from kiosk.packs import index, reading
from kiosk.packs.fold import words
from kiosk.resources import BUILD, ROOT

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from bench.search_corpus import Corpus

SIZES = (1_000, 10_000, 100_000)
EACH = 60
"""Queries of a kind in a language: with fewer, the worst language is the one with bad luck."""

RIVALS = 3
"""One in so many queries is put to the others, which take ten times as long."""

CORPUS = 7
TOP = 5
MEMORY = "import os; print(int(open('/proc/self/statm').read().split()[1]) * os.sysconf('SC_PAGE_SIZE'))"
"""Prints the resident bytes of a process."""


def main() -> None:
    """Runs all of it, prints tables and writes the JSON."""
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("services", nargs="*", type=int, default=SIZES, help="sizes of corpora")
    arguments.add_argument("--dev", action="store_true", help="ask the queries by which thresholds were set")
    arguments.add_argument("--each", type=int, default=EACH, help="queries of a kind in a language")
    told = arguments.parse_args()
    seed = DEV if told.dev else TEST
    out = BUILD / "bench-search.json"
    out.parent.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        made: dict[str, Any] = {"machine": platform.platform(), "cpus": os.cpu_count(), "seed": seed, "corpora": []}
        for services in told.services:
            made["corpora"].append(_corpus(Path(folder), services, seed, told.each))
            out.write_text(json.dumps(made, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
        made["questions"] = [asdict(each) for each in questions.asked(Path(folder))]
        show_questions(made["questions"])
    out.write_text(json.dumps(made, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")


def _corpus(folder: Path, services: int, seed: int, each: int) -> dict[str, Any]:
    corpus = corpora.corpus(services, CORPUS)
    asked = list(queries(corpus, seed, each))
    cost = _cost(folder, corpus)
    gc.collect()
    gc.freeze()  # the corpus is no part of what is measured
    with closing(reading.connect(folder / "index.db")) as connection:
        ours = _ours(Search(connection), corpus, asked)
        floor = others.posting_read(connection, asked)
    some = asked[::RIVALS]
    rivals = {
        "FTS5 as it comes": others.fts5(folder, corpus, some),
        "tantivy, fuzzy": others.tantivy_fuzzy(folder, corpus, some),
    }
    made: dict[str, Any] = {"services": services, "cost": cost, "posting_read_ms": floor, "kinds": ours, "others": {}}
    for name, answers in rivals.items():
        made["others"][name] = _judged(corpus, some, [(ids, None, ms, {}) for ids, ms in answers])
    show(made)
    return made


def _ours(search: Search, corpus: Corpus, asked: Sequence[Query]) -> dict[str, Any]:
    answers = []
    for query in (*asked[:50], *asked):  # the first are asked twice: a screen is warm
        chain = Chain(query.language, tuple(dict.fromkeys((query.language, "en", "lv"))))
        ids: list[str] = []
        stage: str | None = None
        taken: dict[str, float] = {}
        start = last = time.perf_counter()
        for place, found in enumerate(search.stages(query.text, chain, 10)):
            now = time.perf_counter()
            taken[found.stage.value] = taken.get(found.stage.value, 0.0) + (now - last) * 1000
            last = now
            if place == FIRST_STAGES - 1:
                taken["first two"] = (now - start) * 1000
            if found.hits and stage is None:
                stage = found.hits[0].stage.value
            ids += [hit.id for hit in found.hits]
        answers.append((ids, stage, (time.perf_counter() - start) * 1000, taken))
    return _judged(corpus, asked, answers[50:] if len(answers) > len(asked) else answers)


def _judged(
    corpus: Corpus, asked: Sequence[Query], answers: Sequence[tuple[list[str], str | None, float, dict[str, float]]]
) -> dict[str, Any]:
    """By kind: recall@1 and @5, mean reciprocal rank, the worst language, times; and times of all together."""
    by_kind: dict[str, list[tuple[Query, int, float]]] = defaultdict(list)
    stages: dict[str, list[float]] = defaultdict(list)
    for query, (ids, _stage, ms, taken) in zip(asked, answers, strict=True):
        by_kind[query.kind.removesuffix(", Latin")].append((query, _rank(corpus, query, ids), ms))
        for name, each in taken.items():
            stages[name].append(each)
    made: dict[str, Any] = {}
    for kind, rows in by_kind.items():
        made[kind] = {"queries": len(rows), "ms": _times(ms for _query, _rank_, ms in rows)}
        if kind == "gibberish":
            made[kind]["shown"] = _share(rank > 0 for _query, rank, _ms in rows)
            continue
        languages: dict[str, list[int]] = defaultdict(list)
        for query, rank, _ms in rows:
            languages[query.about].append(rank)
        at_five = {tag: _share(0 < rank <= TOP for rank in ranks) for tag, ranks in languages.items()}
        worst = min(at_five, key=lambda tag: at_five[tag])
        ranks = [rank for _query, rank, _ms in rows]
        made[kind] |= {
            "recall@1": _share(rank == 1 for rank in ranks),
            "recall@5": _share(0 < rank <= TOP for rank in ranks),
            "mrr": sum(1 / rank for rank in ranks if rank) / len(ranks),
            "worst": {"language": worst, "recall@5": at_five[worst]},
        }
    made["all"] = {"ms": _times(ms for rows in by_kind.values() for _query, _rank_, ms in rows)}
    made["stages"] = {name: _times(each) for name, each in stages.items()}
    return made


def _rank(corpus: Corpus, query: Query, ids: list[str]) -> int:
    """The place of the first right answer, from 1; 0 without one. Of gibberish 1 where anything was shown."""
    if query.right < 0:
        return int(bool(ids))
    meant = {*words(query.words)}
    for place, identity in enumerate(ids, 1):
        number = int(identity[1:])
        texts = (corpus.titles[query.about][number], *corpus.keywords[query.about][number])
        if meant <= {*words(" ".join(texts))}:
            return place
    return 0


def _share(yes: Iterable[bool]) -> float:
    each = list(yes)
    return 100 * sum(each) / len(each) if each else 0.0


def _times(values: Iterable[float]) -> dict[str, float]:
    """p50, p95, p99 and the longest, in milliseconds."""
    ordered = sorted(values)
    return {
        name: round(ordered[min(len(ordered) - 1, int(len(ordered) * share))], 3)
        for name, share in (("p50", 0.5), ("p95", 0.95), ("p99", 0.99), ("max", 1.0))
    }


def _cost(folder: Path, corpus: Corpus) -> dict[str, float]:
    """Seconds to build and to bring in step a changed hundredth, bytes a service, MiB of memory that a search takes."""
    before, after, target = folder / "before.pack", folder / "after.pack", folder / "index.db"
    corpora.write(corpus, before)
    target.unlink(missing_ok=True)
    built, most = _built(before, target)
    changed = max(1, corpus.services // 100)
    corpora.write(corpus, after, changed=changed)
    copy = folder / "copy.db"
    shutil.copyfile(target, copy)
    numbers = range(0, corpus.services, corpus.services // changed)
    keys = {"text": [(f"s{number:06}", tag, "service", "name", 0) for number in numbers for tag in corpora.TAGS]}
    start = time.perf_counter()
    in_place = index.update(copy, before, after, keys)
    updated = time.perf_counter() - start
    return {
        "build_s": built,
        "update_s": updated,
        "update_share": 100 * updated / built,
        "in_place": in_place,
        "build_mib": most,
        "bytes_a_service": target.stat().st_size / corpus.services,
        "memory_mib": _memory(target),
    }


def _built(pack: Path, target: Path) -> tuple[float, float]:
    """Seconds that a build takes, and how much more memory at most than a process that has only started, in MiB."""
    building = f"""
import resource, time
from pathlib import Path
from kiosk.packs import index
start = time.perf_counter()
index.build(Path({str(pack)!r}), Path({str(target)!r}))
print(time.perf_counter() - start, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss)
"""
    seconds, kib = _said(building).split()
    return float(seconds), int(kib) / 1024 - int(_said(MEMORY)) / 2**20


def _memory(target: Path) -> float:
    """How much more memory a process takes that has searched than one that has only started."""
    searching = f"""
import sqlite3
from kiosk.content.search import Search
from kiosk.i18n.fallback import Chain
search = Search(sqlite3.connect({str(target)!r}))
for tag in search.tags:
    for query in ("a", "ab cd", "tabib", "поликлиника", "how do i register my child at a school here"):
        list(search.stages(query, Chain(tag, (tag, "en", "lv")), 10))
"""
    return (int(_said(searching + MEMORY)) - int(_said(MEMORY))) / 2**20


def _said(program: str) -> str:
    """What a program prints that runs in a process of its own."""
    return subprocess.run([sys.executable, "-c", program], cwd=ROOT, check=True, capture_output=True, text=True).stdout


if __name__ == "__main__":
    assert KINDS.keys() - {"gibberish", "wrong keyboard, Latin"} == GOALS.keys()  # noqa: S101 (a slip of ours)
    main()
