"""`kiosk content diff`: what changed between two packs or source folders."""

from __future__ import annotations

import tempfile
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from kiosk.commands.options import json_option
from kiosk.commands.tables import busy, print_json, print_table
from kiosk.errors import PackError
from kiosk.publishing import build, diff, diff_page
from kiosk.publishing.durable import replacing

if TYPE_CHECKING:
    from collections.abc import Mapping

    from kiosk.publishing.compared import RecordChange, Value
    from kiosk.publishing.diff import Difference

SORTS = ("added", "changed", "removed")
SIGNS = {"added": "+", "changed": "~", "removed": "-"}


@click.command(
    "diff",
    short_help="Say what changed between two packs.",
    epilog="Example: kiosk content diff old.pack db/daugavpils --html build/changes.html",
)
@click.argument("before", metavar="A", type=click.Path(path_type=Path))
@click.argument("after", metavar="B", type=click.Path(path_type=Path))
@click.option("--html", "page", type=click.Path(dir_okay=False, path_type=Path), help="Write one self-contained page.")
@json_option
def command(before: Path, after: Path, page: Path | None, *, as_json: bool) -> None:
    """Say what changed from A to B: packs or source folders.

    A summary comes first, then each record that differs, field by field and language by language.
    """
    with busy(f"Comparing {before} with {after} …"), tempfile.TemporaryDirectory() as folder:
        found = diff.difference(_pack(before, Path(folder) / "a"), _pack(after, Path(folder) / "b"))
    if page is not None:
        _write(page, diff_page.page(found))
    if as_json:
        print_json(_json(found))
        return
    _print(found)
    if page is not None:
        click.echo(str(page))


def _pack(given: Path, made: Path) -> Path:
    """The pack's file itself, or that of a source folder, built for the comparison."""
    if given.is_dir():
        build.build(given, made)
        return made
    return given


def _write(page: Path, text: str) -> None:
    try:
        with replacing(page) as temporary:
            temporary.write_text(text, encoding="utf-8")
    except OSError as error:
        message = f"{page} cannot be written ({error.strerror}); name another file with --html"
        raise PackError(message) from error


def _json(found: Difference) -> dict[str, Any]:
    sides = {"before": found.before, "after": found.after}
    return {
        **{
            name: {"id": said.id, "as_of": said.as_of, "content_hash": said.content_hash}
            for name, said in sides.items()
        },
        "summary": {name: _counted(counts) for name, counts in found.summary().items()},
        "languages": {name: _counted(counts) for name, counts in found.by_language().items()},
        "records": [asdict(record) for record in found.records],
    }


def _counted(counts: Mapping[str, int]) -> dict[str, int]:
    return {sort: counts.get(sort, 0) for sort in SORTS}


def _print(found: Difference) -> None:
    if not found.records:
        click.echo("Nothing differs.")
        return
    for what, counts in (("records", found.summary()), ("texts in", found.by_language())):
        if counts:
            rows = [(name, count["added"], count["changed"], count["removed"]) for name, count in counts.items()]
            print_table((what, *SORTS), rows)
    for record in found.records:
        _print_record(record)


def _print_record(record: RecordChange) -> None:
    name = f": {record.name}" if record.name else ""
    click.echo(f"\n{SIGNS[record.sort]} {record.entity.replace('_', ' ')} {record.slug}{name}")
    for change in record.fields:
        language = f" [{change.language}]" if change.language else ""
        click.echo(f"    {change.where}{language}")
        for sign, value in (("-", change.before), ("+", change.after)):
            if value is not None:
                click.echo(f"      {sign} {_shown(value)}")


def _shown(value: Value) -> str:
    return value.text.replace("\n", "\n        ") + (f"  ({value.status})" if value.status else "")
