"""`kiosk settings`: what is set, and by whom."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING

import click

from kiosk import settings
from kiosk.commands.options import data_option, json_option, load_settings, set_option
from kiosk.packs.slots import Slots
from kiosk.paths import data_folder

if TYPE_CHECKING:
    from pathlib import Path


@click.group("settings")
def group() -> None:
    """Show the settings."""


@group.command("show", epilog="Example: kiosk settings show --set screen.ppi=149")
@json_option
@data_option
@set_option
def show(*, as_json: bool, data: Path | None, sets: tuple[str, ...]) -> None:
    """Print each setting's value and where it came from."""
    folder = data_folder(data)
    loaded = load_settings(data, Slots(folder) if folder.is_dir() else None, sets)
    rows = [
        {
            "name": name,
            "value": _shown(settings.value(loaded.settings, name)),
            "from": loaded.origins.get(name, "default"),
        }
        for name in settings.names()
    ]
    for warning in loaded.warnings:
        click.echo(warning, err=True)
    if as_json:
        click.echo(json.dumps(rows, ensure_ascii=False))
        return
    width = max(len(str(row["name"])) for row in rows)
    for row in rows:
        click.echo(f"{row['name']:<{width}}  {json.dumps(row['value'], ensure_ascii=False):<14}  {row['from']}")


def _shown(value: object) -> object:
    """A value without the password that an address may have, as what is shown here goes into tickets and logs."""
    return re.sub(r"(//[^/@:]*:)[^/@]*@", r"\1…@", value) if isinstance(value, str) else value
