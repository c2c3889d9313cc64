"""`kiosk enrol`: makes this terminal one of a city."""

from __future__ import annotations

import json
from pathlib import Path

import click

from kiosk.commands.options import data_option
from kiosk.paths import data_folder
from kiosk.sync import enrolling


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
@click.option("--json", "as_json", is_flag=True, help="Print JSON for a machine to read.")
@data_option
def command(*, origin: str, root: Path, city: str, name: str, place: str, as_json: bool, data: Path | None) -> None:
    """Make this terminal one of a city: from then on only `kiosk sync` brings packs.

    It gets a random id and a key of its own. Typed again, it changes origin, name or place.
    """
    folder = data_folder(data)
    made = enrolling.enrol(folder, origin=origin, root=root, city=city, name=name, place=place)
    if as_json:
        said = {
            "data": str(folder),
            "city": made.city,
            "origin": made.origin,
            "terminal": made.terminal,
            "public_key": made.public,
        }
        click.echo(json.dumps(said | {"name": made.name, "place": made.place}, ensure_ascii=False))
    else:
        click.echo(f"{folder} is terminal {made.terminal}; `kiosk sync --once` fetches the first pack.")
