"""`kiosk search`: services whose title matches."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import click

from kiosk.commands.options import data_option, opened, pack_option
from kiosk.i18n.fallback import chain

if TYPE_CHECKING:
    from pathlib import Path


@click.command("search", epilog="Example: kiosk search dekl --language lv")
@click.argument("query")
@click.option("--language", required=True, help="The visitor's language, such as ar.")
@click.option("--limit", default=10, show_default=True, type=click.IntRange(1, 1000), help="Most results.")
@click.option("--json", "as_json", is_flag=True, help="Print JSON for a machine to read.")
@pack_option
@data_option
def command(query: str, *, language: str, limit: int, as_json: bool, pack: Path | None, data: Path | None) -> None:
    """Find services whose title has words that begin like those of QUERY."""
    with opened(data, pack) as (store, _trusted):
        manifest = store.manifest
        found = store.find(query, chain(language, manifest.languages, ("en",), manifest.official), limit)
    if as_json:
        rows = [
            {"id": each.id, "slug": each.slug, "name": each.name.value, "language": each.name.language}
            for each in found
        ]
        click.echo(json.dumps(rows, ensure_ascii=False))
        return
    for each in found:
        click.echo(f"{each.slug}  {each.name.value}")
    if not found:
        click.echo("Nothing found.", err=True)
