"""What several subcommands share: their options; and, under the same roof, what these name (`kiosk.commands.terminal`)."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

import click

from kiosk.commands.terminal import DEMONSTRATION, install, load_settings, opened, prepare, settings_over
from kiosk.errors import TransportError

__all__ = [
    "DEMONSTRATION",
    "data_option",
    "install",
    "json_option",
    "load_settings",
    "opened",
    "pack_option",
    "prepare",
    "set_option",
    "settings_over",
]


class Folder(click.Path):
    """A folder that is named: `""`, as an unset variable of a script gives, would be the one where the script runs."""

    def __init__(self) -> None:
        super().__init__(file_okay=False, path_type=Path)

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:  # noqa: ANN401 (as click has it)
        """The folder as a path."""
        if not value:
            self.fail("It is empty; name a folder.", param, ctx)
        return super().convert(value, param, ctx)


json_option = click.option("--json", "as_json", is_flag=True, help="Print JSON for a machine to read.")
data_option = click.option(
    "--data",
    envvar="KIOSK_DATA",
    metavar="FOLDER",
    type=Folder(),
    help="This terminal's packs and state (or the variable KIOSK_DATA).",
)
pack_option = click.option(
    "--pack", type=click.Path(path_type=Path), help="A pack's file, or a source folder; shown as a demonstration."
)
set_option = click.option(
    "--set", "sets", multiple=True, metavar="NAME=VALUE", help="A setting, such as screen.ppi=149."
)


def credentials() -> Path | None:
    """The folder of secrets that systemd laid ready, if any."""
    folder = os.environ.get("CREDENTIALS_DIRECTORY")
    return Path(folder) if folder else None


def address(place: str) -> str:
    """A URL of what a person names: a URL, or a folder; `""`, as an unset variable of a script gives, is no place."""
    if not place.strip():
        message = "the place is empty; name a folder or a URL"
        raise TransportError(message, "url")
    return place if "://" in place else Path(place).absolute().as_uri()
