"""`kiosk content new`: a source folder to begin with."""

from __future__ import annotations

import re
from pathlib import Path

import click

from kiosk.commands.options import json_option
from kiosk.commands.tables import print_json
from kiosk.publishing import moment, starting
from kiosk.publishing.records import Pack

EMERGENCY = "112"
"""What `pack.yaml` says at first."""


@click.command(
    "new",
    short_help="Make a small city to begin with.",
    epilog="Example: kiosk content new mycity --official lv --language en --language ar",
)
@click.argument("folder", metavar="FOLDER", type=click.Path(file_okay=False, path_type=Path))
@click.option("--official", required=True, metavar="TAG", help="The language of record, such as lv.")
@click.option(
    "--language", "tags", multiple=True, metavar="TAG", help="A language to translate into; may be given again."
)
@click.option("--title", default="", help="The city's name; the folder's unless said.")
@click.option("--id", "identity", default="", help="The pack's id; made of the folder's name unless said.")
@click.option("--zone", default="Europe/Riga", show_default=True, help="Time zone (IANA).")
@click.option("--country", default="LV", show_default=True, help="Country, for public holidays (ISO 3166-1).")
@json_option
def command(
    folder: Path,
    official: str,
    tags: tuple[str, ...],
    title: str,
    identity: str,
    zone: str,
    country: str,
    *,
    as_json: bool,
) -> None:
    """Make FOLDER with a small city that checks clean and builds, to be filled with your own."""
    name = folder.absolute().name
    pack = Pack(
        id=identity or re.sub(r"[^a-z0-9]+", "-", name.lower()).strip("-") or "city",
        title={official: title or name},
        official=official,
        languages=(official, *(tag for tag in dict.fromkeys(tags) if tag != official)),
        as_of=moment.today().isoformat(),
        zone=zone,
        country=country,
        emergency=EMERGENCY,
    )
    files = starting.write(folder, pack)
    if as_json:
        print_json({"folder": str(folder), "files": list(files)})
        return
    for each in files:
        click.echo(folder / each)
