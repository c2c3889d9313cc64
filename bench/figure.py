"""One measured figure, and the table that they make."""

from __future__ import annotations

import json
import statistics
import time
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING

from rich.console import Console
from rich.table import Table

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from pathlib import Path


@dataclass(frozen=True, slots=True)
class Figure:
    """value and floor are in `unit`; ratio is value / floor; goal is said in words; ok tells whether it is met."""

    name: str
    value: float
    unit: str
    floor: float
    goal: str
    ok: bool

    @property
    def ratio(self) -> float:
        """How many floors high the value is."""
        return self.value / self.floor if self.floor else 0.0


def milliseconds(act: Callable[[], object]) -> float:
    """How long one call takes."""
    start = time.perf_counter()
    act()
    return (time.perf_counter() - start) * 1000


def p95(values: Iterable[float]) -> float:
    """The 95th percentile."""
    return statistics.quantiles(values, n=20)[-1]


def publish(figures: list[Figure], out: Path) -> None:
    """Prints the table and writes the list as JSON."""
    rows = [{**asdict(figure), "ratio": round(figure.ratio, 2)} for figure in figures]
    out.parent.mkdir(exist_ok=True)
    out.write_text(json.dumps(rows, indent=1) + "\n", encoding="utf-8")
    table = Table("what", "value", "floor", "ratio", "goal", "")
    for figure in figures:
        table.add_row(
            figure.name,
            f"{figure.value:.1f} {figure.unit}",
            f"{figure.floor:.1f}",
            f"{figure.ratio:.2f}",
            figure.goal,
            "ok" if figure.ok else "[bold]missed[/bold]",
        )
    Console().print(table)
