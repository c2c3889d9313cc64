"""How commands answer: a table for a person, JSON for a machine, and a sign that work goes on."""

from __future__ import annotations

import json
from contextlib import contextmanager
from typing import TYPE_CHECKING

import click
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, SpinnerColumn, TextColumn
from rich.table import Table
from rich.text import Text

from kiosk.publishing import progress

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from rich.status import Status

    from kiosk.publishing.coverage import Coverage


def busy(sentence: str) -> Status:
    """A sign on a terminal's standard error that work goes on; thousands of files take some seconds."""
    return Console(stderr=True).status(Text(sentence))


@contextmanager
def progressing(sentence: str) -> Iterator[None]:
    """A bar on a terminal's standard error that shows how far the work has come, as far as it says so."""
    columns = (SpinnerColumn(), TextColumn("{task.description}", markup=False), BarColumn(), MofNCompleteColumn())
    console = Console(stderr=True)
    with Progress(*columns, console=console, transient=True, disable=not console.is_terminal) as bar:
        task = bar.add_task(sentence, total=None)
        with progress.telling(
            lambda what, done, total: bar.update(
                task, description=f"{sentence} {what}", completed=done, total=total or None
            )
        ):
            yield


def print_coverage(coverage: Iterable[Coverage]) -> None:
    """How far each language is."""
    columns = ("language", "original", "by people", "by machine", "out of date", "missing")
    print_table(columns, ((c.tag, c.original, c.human, c.machine, c.outdated, c.missing) for c in coverage))


def print_table(columns: tuple[str, ...], rows: Iterable[tuple[str | int, ...]]) -> None:
    """A table of words in the first column and numbers in the others."""
    table = Table(columns[0])
    for column in columns[1:]:
        table.add_column(column, justify="right")
    for row in rows:
        table.add_row(*map(str, row))
    Console(highlight=False).print(table)


def print_json(value: object) -> None:
    """A value as JSON, letters of all scripts as they are."""
    click.echo(json.dumps(value, ensure_ascii=False, indent=2))
