"""`kiosk status`: which pack this terminal shows."""

from __future__ import annotations

import json
from dataclasses import asdict
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import click

from kiosk.commands.options import data_option, json_option
from kiosk.errors import printable
from kiosk.packs.slots import Slots
from kiosk.paths import data_folder
from kiosk.sync.events import LAST

if TYPE_CHECKING:
    from pathlib import Path

    from kiosk.packs.slots import Slot


@click.command("status", epilog="Example: kiosk status --json")
@json_option
@data_option
def command(*, as_json: bool, data: Path | None) -> None:
    """Say which pack is active, and whether it came from the city."""
    folder = data_folder(data)
    slots = Slots(folder) if folder.is_dir() else None
    slot = slots.active() if slots is not None else None
    pack = None
    if slots is not None and slot is not None:
        pack = _described(slot) | {"reverted": slots.state.mark().reverted}
        slot.close()
    enrolment = slots.state.enrolment() if slots is not None else None
    told = _last(folder)
    if as_json:
        terminal = None if enrolment is None else asdict(enrolment)
        said = {
            "data": str(folder),
            "enrolled": enrolment is not None,
            "terminal": terminal,
            "pack": pack,
            "sync": told,
        }
        click.echo(json.dumps(said, ensure_ascii=False))
    elif pack is None:
        how = "`kiosk sync --once` fetches" if enrolment is not None else "`kiosk run --pack FILE` shows"
        click.echo(f"{folder}: no pack yet; {how} one")
    else:
        trust = "from the city" if pack["trusted"] else "demonstration, not official"
        version = f" version {pack['version']}" if pack["version"] else ""
        trust += ", gone back to by hand" if pack["reverted"] else ""
        shown = f"{folder}: {pack['id']}{version} as of {pack['as_of']}, {trust}, {str(pack['content_hash'])[:16]}"
        click.echo(printable(shown))
    if enrolment is not None and not as_json:
        last = f"{str(told['time'])[:16]}: {told['message']}" if told else "not yet"
        named = " ".join(filter(None, (enrolment.terminal, enrolment.name)))
        click.echo(printable(f"terminal {named}, origin {enrolment.origin}; last sync {last}"))


def _last(folder: Path) -> dict[str, object] | None:
    """What the last sync said: time, event and message; None before the first one."""
    try:
        told = json.loads((folder / "sync" / LAST).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return None
    return told if isinstance(told, dict) and {"time", "event", "message"} <= told.keys() else None


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
