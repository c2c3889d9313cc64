"""What `bench.search` has measured, as tables beside what it must be."""

from __future__ import annotations

from typing import Any

from rich.console import Console
from rich.table import Table

from bench.search_corpus import TAGS

GOALS: dict[str, tuple[float, float]] = {
    "exact": (99.5, 98),
    "no diacritics": (99.5, 98),
    "Arabic orthography": (99.5, 98),
    "cross-language": (99.5, 98),
    "synonym": (99.5, 98),
    "prefix": (99, 97),
    "1 typo": (98, 94),
    "2 typos": (95, 88),
    "inflected": (93, 85),
    "Latin for Cyrillic, Greek, Ethiopic": (92, 0),
    "Latin for Arabic script": (80, 0),
    "Latin from a Latin interface": (75, 0),
    "wrong keyboard": (93, 0),
}
"""Kind to the least recall among the first five in per cent: of all languages together, of the worst."""

GIBBERISH = 5
"""Per cent of gibberish that may show something."""


def show(made: dict[str, Any]) -> None:
    """One corpus: a row for each kind of query, then what the index costs."""
    names = list(made["others"])
    table = Table(
        "kind",
        "n",
        "@1",
        "@5",
        "MRR",
        "worst",
        "goal",
        "",
        "p50",
        "p95",
        "p99",
        *(f"{name} @5 (p95)" for name in names),
    )
    for kind, row in made["kinds"].items():
        if kind in {"all", "stages"}:
            continue
        times = [f"{row['ms'][name]:.2f}" for name in ("p50", "p95", "p99")]
        rivals = [_rival(made["others"][name][kind]) for name in names]
        if kind == "gibberish":
            ok = "ok" if row["shown"] <= GIBBERISH else "[bold]missed[/bold]"
            table.add_row(
                "gibberish shown", str(row["queries"]), "", f"{row['shown']:.1f}", "", "", "<= 5", ok, *times, *rivals
            )
            continue
        goal, least = GOALS[kind]
        worst = row["worst"]
        ok = "ok" if row["recall@5"] >= goal and worst["recall@5"] >= least else "[bold]missed[/bold]"
        told = [
            f"{row['recall@1']:.1f}",
            f"{row['recall@5']:.1f}",
            f"{row['mrr']:.2f}",
            f"{worst['language']} {worst['recall@5']:.0f}",
        ]
        table.add_row(kind, str(row["queries"]), *told, f">= {goal} ({least})", ok, *times, *rivals)
    console = Console(width=190)
    console.print(f"\n{made['services']:,} services x {len(TAGS)} languages; ms a query, all stages")
    console.print(table)
    cost, times, first = made["cost"], made["kinds"]["all"]["ms"], made["kinds"]["stages"]["first two"]
    console.print(
        f"first two stages p50 {first['p50']} p95 {first['p95']} p99 {first['p99']} ms; all p50 {times['p50']} p95 {times['p95']} p99 {times['p99']} ms"
    )
    console.print(f"a posting read: {made['posting_read_ms']['p50']} ms (p95 {made['posting_read_ms']['p95']})")
    console.print(
        f"index {cost['bytes_a_service'] / 1000:.1f} kB a service; built in {cost['build_s']:.1f} s; one per cent changed in"
        f" {cost['update_s']:.2f} s ({cost['update_share']:.1f} %); building took {cost['build_mib']:.0f} MiB, searching {cost['memory_mib']:.1f} MiB, over an empty process"
    )


def _rival(row: dict[str, Any]) -> str:
    found = row["recall@5"] if "recall@5" in row else row["shown"]
    return f"{found:.0f} ({row['ms']['p95']:.1f})"


def show_questions(rows: list[dict[str, Any]]) -> None:
    """The questions of each language and half."""
    table = Table("questions in", "half", "n", "recall@5", "BM25 alone", "better by", "no page for")
    for row in rows:
        better = row["recall"] - row["bm25"]
        table.add_row(
            row["language"],
            row["half"],
            str(row["questions"]),
            f"{row['recall']:.1f}",
            f"{row['bm25']:.1f}",
            f"{better:+.1f}",
            ", ".join(row["missing"]),
        )
    Console(width=190).print(table)
