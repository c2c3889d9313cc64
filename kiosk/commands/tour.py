"""`kiosk tour`: a picture of every screen, without a display."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

import click

from kiosk.commands.options import load_settings, pack_option, prepare, set_option
from kiosk.errors import DisplayError

if TYPE_CHECKING:
    from kiosk.ui.tour import Size
    from kiosk.ui.tour_page import Picture

SIZES = "1080x1920@102,1920x1080@102,1280x800@149"
LANGUAGES = "lv,ar,ti,uk"


@click.command("tour", epilog="Example: kiosk tour --out build/tour --languages lv,ar --size 1280x800@149")
@click.option(
    "--out", required=True, metavar="FOLDER", type=click.Path(file_okay=False, path_type=Path), help="For the pictures."
)
@click.option("--languages", default=LANGUAGES, show_default=True, metavar="TAG,…", help="Languages, or `all`.")
@click.option(
    "--size",
    "sizes",
    default=SIZES,
    show_default=True,
    metavar="WxH@PPI,…",
    help="Sizes in pixels, each with its pixels an inch.",
)
@pack_option
@set_option
def command(*, out: Path, languages: str, sizes: str, pack: Path | None, sets: tuple[str, ...]) -> None:
    """Walk through the real screens and write a PNG of each, and one page that shows them side by side."""
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    from kiosk.domain.language import BY_TAG
    from kiosk.ui import tour
    from kiosk.ui.tour_page import write_page

    tags = tuple(BY_TAG) if languages == "all" else tuple(languages.split(","))
    unknown = [tag for tag in tags if tag not in BY_TAG]
    if unknown:
        raise click.BadParameter(
            f"{unknown[0]!r} is not a language of the interface; `all` takes every one", param_hint="--languages"
        )
    try:
        shapes = [tour.Size.parse(size) for size in sizes.split(",")]
    except ValueError as error:
        message = f"{sizes!r} has a size that is none; write for example 1280x800@149"
        raise click.BadParameter(message, param_hint="--size") from error
    try:
        pictures, city = _walk(out, shapes, tags, pack, sets)
        page = write_page(out, pictures, city)
    except OSError as error:
        message = f"{out} cannot be written ({error.strerror or error}); make room, or name another folder with --out"
        raise DisplayError(message) from error
    click.echo(f"{len(pictures)} pictures; look at {page}")


def _walk(
    out: Path, shapes: list[Size], tags: tuple[str, ...], pack: Path | None, sets: tuple[str, ...]
) -> tuple[list[Picture], str]:
    """The pictures of all sizes and languages, and the city's name; raises OSError where one cannot be written."""
    from kiosk import app
    from kiosk.ui import tour

    pictures: list[Picture] = []
    with tempfile.TemporaryDirectory() as data:
        slots = prepare(Path(data), pack)
        kiosk = app.Kiosk(load_settings(Path(data), slots, sets).settings, slots, app.Surroundings())
        try:
            for shape in shapes:
                with click.progressbar(
                    tour.walk(kiosk, out, shape, tags), length=len(tags) * tour.stops(kiosk), label=str(shape)
                ) as bar:
                    pictures.extend(bar)
            return pictures, kiosk.window.title()
        finally:
            kiosk.close()
