"""`kiosk status`: which pack this terminal shows."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import click

from kiosk.commands.options import data_option
from kiosk.packs.slots import Slots
from kiosk.paths import data_folder

if TYPE_CHECKING:
    from pathlib import Path

    from kiosk.packs.slots import Slot


@click.command("status", epilog="Example: kiosk status --json")
@click.option("--json", "as_json", is_flag=True, help="Print JSON for a machine to read.")
@data_option
def command(*, as_json: bool, data: Path | None) -> None:
    """Say which pack is active, and whether it came from the city."""
    folder = data_folder(data)
    slots = Slots(folder) if folder.is_dir() else None
    slot = slots.active() if slots is not None else None
    pack = None
    if slot is not None:
        pack = _described(slot)
        slot.close()
    if as_json:
        enrolled = slots is not None and slots.state.enrolled()
        click.echo(json.dumps({"data": str(folder), "enrolled": enrolled, "pack": pack}, ensure_ascii=False))
    elif pack is None:
        click.echo(f"{folder}: no pack yet; `kiosk run --pack FILE` shows one")
    else:
        trust = "from the city" if pack["trusted"] else "demonstration, not official"
        click.echo(f"{folder}: {pack['id']} as of {pack['as_of']}, {trust}, {str(pack['content_hash'])[:16]}")


def _described(slot: Slot) -> dict[str, object]:
    manifest = slot.manifest
    return {
        "id": manifest.id,
        "version": manifest.version,
        "content_hash": manifest.content_hash,
        "trusted": slot.trusted,
        "as_of": manifest.as_of,
        "built": datetime.fromtimestamp(manifest.built, UTC).isoformat(),
        "format": list(manifest.format),
        "languages": list(manifest.languages),
        "slot": slot.name,
    }
