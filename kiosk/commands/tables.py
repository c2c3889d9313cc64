"""How commands answer: a table for a person, JSON for a machine, and a sign that work goes on."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import click
from rich.console import Console
from rich.table import Table
from rich.text import Text

if TYPE_CHECKING:
    from collections.abc import Iterable

    from rich.status import Status

    from kiosk.publishing.coverage import Coverage


def busy(sentence: str) -> Status:
    """A sign on a terminal's standard error that work goes on; thousands of files take some seconds."""
    return Console(stderr=True).status(Text(sentence))


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
