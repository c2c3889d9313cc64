"""`kiosk form sample`: made-up answers to a form."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

import click

from kiosk.commands.form_found import find
from kiosk.commands.options import data_option, pack_option
from kiosk.forms.answers import dumps
from kiosk.forms.sample import sample

if TYPE_CHECKING:
    from pathlib import Path


@click.command(
    "sample",
    short_help="Make up valid answers to a form.",
    epilog="Example: kiosk form sample residence-declaration --language ar --seed 7",
)
@click.argument("form")
@click.option(
    "--language", required=True, metavar="TAG", help="The visitor's language, such as ar: free texts are in its script."
)
@click.option("--seed", default=0, show_default=True, help="Another number gives other answers, the same one the same.")
@pack_option
@data_option
def command(form: str, *, language: str, seed: int, pack: Path | None, data: Path | None) -> None:
    """Print valid made-up answers to FORM, a name or a file, as the JSON that `kiosk form fill` takes."""
    found = find(form, language, pack, data)
    click.echo(dumps(sample(found.definition, datetime.now(found.zone), language, found.country, seed)))
