"""`kiosk form keygen`: the pair of keys that visitors' answers are sealed to and opened with."""

from __future__ import annotations

import os
import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from kiosk.domain.city_key import Purpose
from kiosk.errors import CodeError

if TYPE_CHECKING:
    from datetime import date

_day = click.DateTime(["%Y-%m-%d"])


@click.command(
    "keygen",
    short_help="Make a pair of keys.",
    epilog="Example: kiosk form keygen forms-2026 --out ~/keys --valid-to 2027-12-31",
)
@click.argument("name", required=False)
@click.option(
    "--out",
    default=".",
    show_default=True,
    metavar="FOLDER",
    type=click.Path(file_okay=False, path_type=Path),
    help="What takes NAME.pub and NAME.key.",
)
@click.option(
    "--purpose",
    type=click.Choice([p.value for p in Purpose]),
    default="forms",
    show_default=True,
    help="What it is for.",
)
@click.option(
    "--valid-from", metavar="DAY", type=_day, help="As 2026-01-01: the first day on which terminals seal to it."
)
@click.option("--valid-to", metavar="DAY", type=_day, help="The last such day; what was sealed before stays readable.")
@click.option("--passphrase", "locked", is_flag=True, help="Lock the private half: asks, or takes KIOSK_PASSPHRASE.")
def command(
    name: str | None, *, out: Path, purpose: str, valid_from: datetime | None, valid_to: datetime | None, locked: bool
) -> None:
    """Make the pair of keys NAME, by default its purpose and the year.

    NAME.pub goes into the folder keys/ of the city's source, and with the signed pack to every terminal. NAME.key opens
    what visitors leave: it stays in the office and on its copy in the safe, and never comes near a terminal.
    """
    from kiosk.publishing import keys

    days = _date(valid_from), _date(valid_to)
    if days[0] and days[1] and days[0] > days[1]:
        raise click.UsageError("--valid-from is after --valid-to.")
    made = keys.generate(
        out,
        name or f"{purpose}-{datetime.now(UTC).year}",
        Purpose(purpose),
        days,
        _passphrase(confirm=True) if locked else "",
    )
    for file in made:
        click.echo(file)


def _date(moment: datetime | None) -> date | None:
    return None if moment is None else moment.date()


def _passphrase(*, confirm: bool = False) -> str:
    said = os.environ.get("KIOSK_PASSPHRASE")
    if said or not sys.stdin.isatty():
        if not said:
            raise CodeError("there is nobody to ask for the passphrase; put it into the variable KIOSK_PASSPHRASE")
        return said
    return str(click.prompt("Passphrase", hide_input=True, confirmation_prompt=confirm, err=True))


def passphrase_of(file: Path) -> str:
    """What opens a private key: nothing for one that is not locked."""
    try:
        locked = b"ENCRYPTED" in file.read_bytes()
    except OSError:
        return ""  # reading it says what is wrong
    return _passphrase() if locked else ""
