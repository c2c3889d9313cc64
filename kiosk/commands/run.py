"""`kiosk run`: the screen."""

from __future__ import annotations

import gc
import logging
from typing import TYPE_CHECKING

import click

from kiosk import log, memory
from kiosk.commands.options import data_option, load_settings, pack_option, prepare, set_option

if TYPE_CHECKING:
    from pathlib import Path

WINDOW = (1080, 1920)


@click.command("run", epilog="Example: kiosk run --windowed --language ar")
@click.option("--windowed", is_flag=True, help="A window instead of the whole display, for trials.")
@click.option("--language", help="Begin in this language, such as ar.")
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
    gc.disable()  # nothing is garbage before the first frame, which enables it again
    memory.seal()
    log.start()
    slots = prepare(data, pack)
    extra = (*sets, *(["screen.windowed=true"] if windowed else []), *([f"screen.size={size}"] if size else []))
    loaded = load_settings(data, slots, extra)
    for warning in loaded.warnings:
        logging.getLogger("kiosk.settings").warning(warning)
    from kiosk import app

    settings = loaded.settings
    kiosk = app.Kiosk(settings, slots, app.Surroundings(printer=app.printer(settings), player=app.player(settings)))
    if language:
        kiosk.session.choose(language)
    chosen = tuple(int(part) for part in settings.screen.size.split("x")) if settings.screen.size else WINDOW
    kiosk.show((chosen[0], chosen[1]) if settings.screen.windowed else None)
    try:
        return kiosk.run()
    finally:
        kiosk.close()
