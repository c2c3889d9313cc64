"""`kiosk run`: the screen."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from kiosk.commands.options import data_option, pack_option, set_option
from kiosk.commands.screen import Asked, show

if TYPE_CHECKING:
    from pathlib import Path


@click.command("run", epilog="Example: kiosk run --windowed --language ar")
@click.option("--windowed", is_flag=True, help="A window instead of the whole display, for trials.")
@click.option("--language", metavar="TAG", help="Begin in this language, such as ar.")
@click.option("--size", metavar="WxH", help="Size of the window in pixels, such as 1280x800.")
@pack_option
@data_option
@set_option
def command(
    *,
    windowed: bool,
    language: str | None,
    size: str | None,
    pack: Path | None,
    data: Path | None,
    sets: tuple[str, ...],
) -> int:
    """Show the kiosk on this display; needs no network."""
    return show(Asked(windowed=windowed, language=language, size=size, pack=pack, data=data, sets=sets))
