"""`kiosk content import` and `export`: what a city already has comes in, and goes back out."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

import click

from kiosk.commands.options import json_option
from kiosk.commands.tables import busy, print_json, print_table, progressing

if TYPE_CHECKING:
    from kiosk.publishing.importers.landing import Landed

SHOWN = 20
"""Remarks that are printed; `--json` has all of them."""

IMPORTED = ("workbook", "hsds", "integreat", "cpsv", "ics", "xlsform", "xform")
EXPORTED = ("workbook", "hsds", "integreat", "cpsv", "schema-org", "ics")


@click.command(
    "import",
    short_help="Bring in what a city already has.",
    epilog="Example: kiosk content import integreat answers/ --into db/augsburg",
)
@click.argument("name", metavar="FORMAT", type=click.Choice(IMPORTED))
@click.argument("source", metavar="SRC")
@click.option(
    "--into",
    required=True,
    metavar="FOLDER",
    type=click.Path(file_okay=False, path_type=Path),
    help="The source folder; it is made when it is not there.",
)
@click.option("--prune", is_flag=True, help="Remove records that SRC does not have any more.")
@click.option(
    "--default-language", "language", default="", metavar="TAG", help="The language of texts that do not say it."
)
@json_option
def import_command(name: str, source: str, into: Path, language: str, *, prune: bool, as_json: bool) -> None:
    """Bring SRC (a file, a folder, or an address of an Integreat CMS) into a source folder, all of it or nothing.

    A second import of the same source changes nothing, one of a newer source updates.
    """
    from kiosk.publishing.importers import formats, forms

    with progressing(f"Importing {source} into {into} …"):
        if name in forms.FORMATS:
            landed = forms.run(name, Path(source), into, language)
        else:
            landed = formats.run(name, source, into, prune=prune, default_language=language)
    if as_json:
        print_json(
            {
                "format": name,
                "into": str(into),
                "counts": {kind: asdict(count) for kind, count in landed.counts.items()},
                "translations": landed.texts,
                "pictures": landed.pictures,
                "disappeared": landed.gone,
                "remarks": [asdict(remark) for remark in landed.remarks],
            }
        )
        return
    _print_landed(landed, prune=prune)


def _print_landed(landed: Landed, *, prune: bool) -> None:
    columns = ("records", "new", "updated", "unchanged", "removed")
    counted = ((kind, c) for kind, c in landed.counts.items() if c.added or c.updated or c.unchanged or c.removed)
    print_table(columns, ((kind, c.added, c.updated, c.unchanged, c.removed) for kind, c in counted))
    if landed.texts:
        print_table(("translations", "texts"), landed.texts.items())
    for file in landed.gone:
        click.echo(f"{'removed' if prune else 'not in the source any more'}: {file}")
    if landed.gone and not prune:
        click.echo("Run it again with --prune to remove these.")
    for remark in landed.remarks[:SHOWN]:
        click.echo(str(remark), err=True)
    if len(landed.remarks) > SHOWN:
        click.echo(f"… and {len(landed.remarks) - SHOWN} more; --json lists all", err=True)


@click.command(
    "export",
    short_help="Write another system's format.",
    epilog="Example: kiosk content export hsds db/daugavpils --out build/hsds",
)
@click.argument("name", metavar="FORMAT", type=click.Choice(EXPORTED))
@click.argument("source", metavar="SRC", type=click.Path(path_type=Path))
@click.option(
    "--out", required=True, metavar="PATH", type=click.Path(path_type=Path), help="A file or a folder; see the guide."
)
@json_option
def export_command(name: str, source: Path, out: Path, *, as_json: bool) -> None:
    """Write the source folder or the pack SRC in another system's format."""
    from kiosk.publishing.exporters import formats

    with busy(f"Writing {out} from {source} …"):
        written = formats.run(name, source, out)
    if as_json:
        print_json({"format": name, "out": str(out), "counts": written.counts, "left": written.left})
        return
    print_table(("written", "count"), written.counts.items())
    if written.left:
        stayed = ", ".join(f"{kind} {count}" for kind, count in written.left.items())
        click.echo(f"{name} has no place for these, they stay behind: {stayed}", err=True)
