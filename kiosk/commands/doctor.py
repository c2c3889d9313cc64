"""`kiosk doctor`: what this machine lacks, and what to do about it."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING

import click

from kiosk.commands.options import data_option, load_settings
from kiosk.errors import KioskError
from kiosk.packs.slots import Slots
from kiosk.paths import data_folder

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

FAMILIES = ("Noto Sans", "Noto Sans Arabic", "Noto Sans Ethiopic", "Noto Sans Bengali")
ROOM = 200_000_000
"""Bytes: a large pack, its index and the copy that an update makes."""


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing looked at; `advice` is empty when it is well."""

    what: str
    ok: bool
    advice: str = ""


def _fonts() -> Iterator[Finding]:
    lister = shutil.which("fc-list")
    if lister is None:
        yield Finding("fonts", ok=False, advice="install fontconfig, so that fonts can be found")
        return
    listed = subprocess.run(  # noqa: S603 - a fixed command
        [lister, ":", "family"], capture_output=True, text=True, timeout=60, check=False
    ).stdout
    installed = {name.strip() for line in listed.splitlines() for name in line.split(",")}
    for family in FAMILIES:
        yield Finding(f"font {family}", family in installed, "" if family in installed else "install fonts-noto-core")


def findings(data: Path | None) -> Iterator[Finding]:
    """Everything in the order of a start."""
    yield Finding(f"Python {sys.version.split()[0]}", ok=True)
    display = bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))
    yield Finding("display", display, "" if display else "start under X or Wayland, or look at `kiosk tour`")
    yield from _fonts()
    folder = data_folder(data)
    existing = next(path for path in (folder, *folder.parents) if path.exists())
    free = shutil.disk_usage(existing).free
    yield Finding(f"disk at {existing}", free >= ROOM, "" if free >= ROOM else "make room: less than 200 MB are free")
    slots = Slots(folder) if folder.is_dir() else None
    try:
        slot = slots.active() if slots is not None else None
        yield Finding("pack", slot is not None, "" if slot is not None else "no pack yet: `kiosk run --pack FILE`")
        if slot is not None:
            slot.close()
        queue = load_settings(data, slots, ()).settings.printing.queue
    except KioskError as error:
        yield Finding("pack and settings", ok=False, advice=str(error))
        return
    if queue:
        known = shutil.which("lpstat") is not None
        yield Finding(f"printer {queue}", known, "" if known else "install cups-client, or clear printing.queue")


@click.command("doctor", epilog="Example: kiosk doctor")
@click.option("--json", "as_json", is_flag=True, help="Print JSON for a machine to read.")
@data_option
def command(*, as_json: bool, data: Path | None) -> int:
    """Look at fonts, display, disk, pack and printer; exit code 1 when something is missing."""
    found = tuple(findings(data))
    if as_json:
        click.echo(json.dumps([asdict(each) for each in found]))
    else:
        for each in found:
            click.echo(f"{'ok     ' if each.ok else 'missing'}  {each.what}{': ' + each.advice if each.advice else ''}")
    return 0 if all(each.ok for each in found) else 1
