"""`kiosk enrol`: makes this terminal one of a city."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from kiosk.commands.options import data_option, json_option, load_settings, set_option
from kiosk.commands.sync import line
from kiosk.commands.tables import busy, print_json
from kiosk.errors import TransportError
from kiosk.packs.state import State
from kiosk.paths import data_folder
from kiosk.sync import enrolling
from kiosk.sync.trust import ExpiredError

if TYPE_CHECKING:
    from kiosk.transport.line import Line


@click.command(
    "enrol",
    epilog="Example: kiosk enrol --origin https://packs.example.org --root root.json --name hall-1 --place 'City hall'",
)
@click.option(
    "--origin", required=True, metavar="URL", help="Where the city publishes: https://, http://, s3:// or file://."
)
@click.option(
    "--root",
    required=True,
    type=click.Path(dir_okay=False, path_type=Path),
    help="The city's root.json, brought by a trusted way.",
)
@click.option("--city", default="", metavar="ID", help="Which city, where the origin carries several.")
@click.option("--name", default="", help="A name for this terminal.")
@click.option("--place", default="", help="Where it stands.")
@json_option
@data_option
@set_option
def command(
    *,
    origin: str,
    root: Path,
    city: str,
    name: str,
    place: str,
    as_json: bool,
    data: Path | None,
    sets: tuple[str, ...],
) -> None:
    """Make this terminal one of a city: from then on only `kiosk sync` brings packs.

    It gets a random id and a key of its own. Typed again, it changes origin, name or place. An origin that does not answer
    yet is asked for its city at the first sync.
    """
    folder = data_folder(data)
    before = State(folder).enrolment()
    city = city or (before.city if before is not None else "")
    way = replace(line(load_settings(data, None, sets).settings.sync), quiet="")
    with busy(f"Looking at {origin} …"):
        city, wanting = _looked(origin, root, city, way)
    made = enrolling.enrol(folder, origin=origin, root=root, city=city, name=name, place=place)
    if as_json:
        said = {
            "data": str(folder),
            "city": made.city,
            "origin": made.origin,
            "terminal": made.terminal,
            "public_key": made.public,
            "name": made.name,
            "place": made.place,
            "wanting": wanting,
        }
        print_json(said)
    else:
        of = f" of {made.city}" if made.city else ""
        click.echo(f"{folder} is terminal {made.terminal}{of}; `kiosk sync --once` fetches the first pack.")
        if wanting:
            click.echo(f"Nothing could be fetched yet: {wanting}", err=True)


def _looked(origin: str, root: Path, city: str, way: Line) -> tuple[str, str]:
    """The city that is found at the origin, or the one that was named and why it cannot be looked for yet."""
    try:
        return enrolling.city_at(origin, root, city, way, datetime.now(UTC)), ""
    except (TransportError, ExpiredError) as error:
        if getattr(error, "cause", "") == "url":
            raise
        return city, str(error)
