"""`kiosk publish init`, `city`, `refresh` and `rotate`: who may sign what, and until when."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from kiosk.commands.desk import REPO, repository
from kiosk.commands.options import json_option
from kiosk.commands.published import standing
from kiosk.commands.tables import print_json
from kiosk.publishing.role_keys import ROOTS

if TYPE_CHECKING:
    from pathlib import Path

    from kiosk.publishing.repository import Repository


@click.command(
    "init", short_help="Make a repository and its keys.", epilog="Example: kiosk publish init repo --city daugavpils"
)
@REPO
@click.option(
    "--city", "cities", multiple=True, required=True, metavar="ID", help="Id of a city's packs; may be given again."
)
@json_option
def init_command(repo: Path, cities: tuple[str, ...], *, as_json: bool) -> None:
    """Make the repository REPO and its keys in REPO.keys.

    Three root keys, of which two sign together, and the targets key belong offline; one key a city; snapshot and
    timestamp sign every day. Terminals are enrolled with REPO/root.json.
    """
    made = repository(repo)
    made.create(cities)
    root, keys = repo / "root.json", made.keys.folder
    _tell(
        made,
        f"{repo} is ready for packs of {', '.join(made.cities())}; terminals are enrolled with {root}.\n"
        f"The keys are in {keys}: take root-*.pem and targets.pem to safe places, each elsewhere.",
        as_json=as_json,
    )


@click.command(
    "refresh", short_help="Sign the timestamp anew, every day.", epilog="Example: kiosk publish refresh repo"
)
@REPO
@click.argument("roles", metavar="[ROLE]…", nargs=-1)
@click.option(
    "--clock-was-wrong",
    is_flag=True,
    help="Sign by the clock as it is now, and anew what was signed by one that was ahead.",
)
@json_option
def refresh_command(repo: Path, roles: tuple[str, ...], *, clock_was_wrong: bool, as_json: bool) -> None:
    """Sign the timestamp anew, so that terminals know that nothing newer is kept from them; then `publish to`.

    ROLE: root, targets, snapshot or a city, where its signature is to last longer too.
    """
    signed = repository(repo)
    signed.refresh(roles, clock_was_wrong=clock_was_wrong)
    _tell(signed, f"{repo} is signed anew; bring it to its place with `kiosk publish to`.", as_json=as_json)


@click.command("rotate", short_help="Give a role a new key.", epilog="Example: kiosk publish rotate repo timestamp")
@REPO
@click.argument("roles", metavar="ROLE…", nargs=-1, required=True)
@click.option(
    "--key",
    "which",
    multiple=True,
    type=click.Choice(ROOTS),
    help="Of the root keys only this one; may be given again.",
)
@json_option
def rotate_command(repo: Path, roles: tuple[str, ...], which: tuple[str, ...], *, as_json: bool) -> None:
    """Give ROLE (root, targets, snapshot, timestamp or a city) a new key; the old one counts no longer.

    Needs two root keys, for a city the targets key. More than one ROLE where their keys were lost together.
    """
    signed = repository(repo)
    signed.rotate(roles, which or ROOTS)
    has = "has a new key" if len(roles) == 1 else "have new keys"
    done = f"{' and '.join(roles)} {has}; now bring the repository to its place with `kiosk publish to`."
    _tell(signed, done, as_json=as_json)


@click.command(
    "city", short_help="Let a repository carry one more city.", epilog="Example: kiosk publish city repo rezekne"
)
@REPO
@click.argument("city", metavar="ID")
@json_option
def city_command(repo: Path, city: str, *, as_json: bool) -> None:
    """Let REPO carry one more city, with a key of its own; needs the targets key."""
    signed = repository(repo)
    signed.add_city(city)
    _tell(signed, f"{repo} carries {city} too.", as_json=as_json)


def _tell(signed: Repository, done: str, *, as_json: bool) -> None:
    """What was done, or for a machine how everything stands after it."""
    if as_json:
        print_json(
            {
                "repository": str(signed.folder),
                "root": str(signed.folder / "root.json"),
                "keys": str(signed.keys.folder),
                "cities": list(signed.cities()),
                "roles": standing(signed),
            }
        )
    else:
        click.echo(done)
