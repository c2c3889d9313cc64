"""`kiosk content`: what editors and translators do with a source folder."""

from __future__ import annotations

import json
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

import click
from rich.console import Console
from rich.table import Table
from rich.text import Text

from kiosk.publishing import build, checks, edition, source, translations
from kiosk.publishing.findings import FindingsError

if TYPE_CHECKING:
    from collections.abc import Iterable

    from rich.status import Status

    from kiosk.publishing.edition import Coverage

FOLDER = click.Path(file_okay=False, path_type=Path)
JSON = click.option("--json", "as_json", is_flag=True, help="Print JSON for a machine to read.")
COUNTED = ("service", "organization", "place", "term", "text")
"""Tables whose rows a person wants to hear about."""


@click.group("content")
def group() -> None:
    """Check, translate and build a source folder of content."""


@group.command("build", epilog="Example: kiosk content build db/daugavpils --out build/daugavpils.db")
@click.argument("folder", metavar="SRC", type=FOLDER)
@click.option("--out", required=True, type=click.Path(dir_okay=False, path_type=Path), help="The pack's file.")
@JSON
def build_command(folder: Path, out: Path, *, as_json: bool) -> None:
    """Build the pack of the source folder SRC, or say what is wrong and leave --out as it was."""
    with _busy(f"Building {out} from {folder} …"):
        built = build.build(folder, out)
    if as_json:
        coverage = [asdict(language) for language in built.coverage]
        _print_json(
            {
                "path": str(out),
                "content_hash": built.manifest.content_hash,
                "built": built.manifest.built,
                "counts": built.counts,
                "coverage": coverage,
            }
        )
        return
    _print_counts(built.counts)
    _print_coverage(built.coverage)
    click.echo(f"{out}  {built.manifest.content_hash}")


@group.command("check", epilog="Example: kiosk content check db/daugavpils")
@click.argument("folder", metavar="SRC", type=FOLDER)
@JSON
def check_command(folder: Path, *, as_json: bool) -> None:
    """Say everything that is wrong in the source folder SRC, with file and line; nothing is written."""
    try:
        with _busy(f"Checking {folder} …"):
            coverage = edition.read(folder).coverage()
    except FindingsError as error:
        if as_json:
            _print_json({"findings": [{**asdict(found), "path": str(found.path)} for found in error.findings]})
        raise
    if as_json:
        _print_json({"findings": [], "coverage": [asdict(language) for language in coverage]})
        return
    _print_coverage(coverage)


@group.group("translations")
def translations_group() -> None:
    """Keep the PO catalogues of a source folder in step with its texts."""


@translations_group.command("update", epilog="Example: kiosk content translations update db/daugavpils --language ar")
@click.argument("folder", metavar="SRC", type=FOLDER)
@click.option("--language", "tags", multiple=True, metavar="TAG", help="Only this language; may be given again.")
@JSON
def update_command(folder: Path, tags: tuple[str, ...], *, as_json: bool) -> None:
    """Make or update SRC/locales/TAG.po: new texts empty, changed ones fuzzy, obsolete ones removed."""
    with _busy(f"Updating the catalogues of {folder} …"):
        read = source.read(folder)
        checks.check(read)
        updates = translations.update(read, tags)
    if as_json:
        _print_json([{**asdict(update), "path": str(update.path)} for update in updates])
        return
    columns = ("catalogue", "translated", "out of date", "empty", "removed")
    _print_table(columns, ((u.path.name, u.translated, u.outdated, u.empty, u.removed) for u in updates))


def _busy(sentence: str) -> Status:
    """A sign on a terminal's standard error that work goes on; thousands of files take some seconds."""
    return Console(stderr=True).status(Text(sentence))


def _print_counts(counts: dict[str, int]) -> None:
    _print_table(("rows of", "count"), ((name, counts[name]) for name in COUNTED))


def _print_coverage(coverage: Iterable[Coverage]) -> None:
    columns = ("language", "by people", "by machine", "out of date", "missing")
    _print_table(columns, ((c.tag, c.human, c.machine, c.outdated, c.missing) for c in coverage))


def _print_table(columns: tuple[str, ...], rows: Iterable[tuple[str | int, ...]]) -> None:
    table = Table(columns[0])
    for column in columns[1:]:
        table.add_column(column, justify="right")
    for row in rows:
        table.add_row(*map(str, row))
    Console(highlight=False).print(table)


def _print_json(value: object) -> None:
    click.echo(json.dumps(value, ensure_ascii=False, indent=2))
