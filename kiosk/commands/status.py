"""`kiosk status`: which pack this terminal shows."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import click

from kiosk.commands.options import data_option
from kiosk.packs.slots import Slots
from kiosk.paths import data_folder

if TYPE_CHECKING:
    from pathlib import Path


@click.command("status", epilog="Example: kiosk status --json")
@click.option("--json", "as_json", is_flag=True, help="Print JSON for a machine to read.")
@data_option
def command(*, as_json: bool, data: Path | None) -> None:
    """Say which pack is active, and whether it came from the city."""
    folder = data_folder(data)
    slot = Slots(folder).active() if folder.is_dir() else None
    pack = None
    if slot is not None:
        manifest = slot.manifest
        pack = {
            "id": manifest.id,
            "version": manifest.version,
            "content_hash": manifest.content_hash,
            "as_of": manifest.as_of,
            "trusted": slot.trusted,
        }
        slot.close()
    if as_json:
        click.echo(json.dumps({"data": str(folder), "pack": pack}))
    elif pack is None:
        click.echo(f"{folder}: no pack")
    else:
        trust = "from the city" if pack["trusted"] else "demonstration, not official"
        click.echo(f"{folder}: {pack['id']} as of {pack['as_of']}, {trust}, {str(pack['content_hash'])[:16]}")
