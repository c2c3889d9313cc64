"""`kiosk publish`: signs a city's packs and brings them to a static place."""

from __future__ import annotations

import json
import os
import sys
from datetime import UTC, datetime
from pathlib import Path

import click
from rich.console import Console
from rich.progress import Progress
from rich.table import Table

from kiosk.commands.options import address
from kiosk.errors import PublishError
from kiosk.publishing import releases, upload
from kiosk.publishing.repository import Repository
from kiosk.publishing.role_keys import ROOTS, Keys
from kiosk.transport.line import Line
from kiosk.transport.origin import Origin

REPO = click.argument("repo", metavar="REPO", type=click.Path(file_okay=False, path_type=Path))
CITY = click.option("--city", metavar="ID", help="Which city, where REPO carries several.")
JSON = click.option("--json", "as_json", is_flag=True, help="Print JSON for a machine to read.")
SOON = 14
"""Days before an expiry at which the status points to it; the timestamp's whole life is as long."""


@click.group("publish")
def group() -> None:
    """Sign packs and put them on any static place, from where terminals fetch them.

    Passphrases come from a prompt, or from the variables KIOSK_ROOT_PASSPHRASE, KIOSK_CITY_PASSPHRASE and
    KIOSK_ONLINE_PASSPHRASE; KIOSK_PASSPHRASE stands for each of them that is not set.
    """


@group.command("init", epilog="Example: kiosk publish init repo --city daugavpils")
@REPO
@click.option(
    "--city", "cities", multiple=True, required=True, metavar="ID", help="Id of a city's packs; may be given again."
)
def init_command(repo: Path, cities: tuple[str, ...]) -> None:
    """Make the repository REPO and its keys in REPO.keys.

    Three root keys, of which two sign together, and the targets key belong offline; one key a city; snapshot and
    timestamp sign every day. Terminals are enrolled with REPO/root.json.
    """
    repository = _repository(repo)
    repository.create(cities)
    click.echo(f"{repo} is ready for packs of {', '.join(cities)}; terminals are enrolled with {repo / 'root.json'}.")
    click.echo(
        f"The keys are in {repository.keys.folder}: take root-*.pem and targets.pem to safe places, each elsewhere."
    )


@group.command("add", epilog="Example: kiosk publish add repo build/daugavpils.pack --percent 5")
@REPO
@click.argument("packs", metavar="PACK…", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option(
    "--percent",
    default=releases.WHOLE,
    show_default=True,
    type=click.IntRange(1, 100),
    help="Share of terminals that get it.",
)
@JSON
def add_command(repo: Path, packs: tuple[Path, ...], percent: int, *, as_json: bool) -> None:
    """Publish PACK as the next version of its city: a snapshot, deltas and pictures.

    More than one PACK: the same content in several formats, so that terminals with older software get theirs.
    """
    repository = _repository(repo)
    with Console(stderr=True).status(f"Adding {packs[0]} …"):
        added = releases.add(repository, packs, percent)
    _print_version(added, as_json=as_json)


@group.command("to", epilog="Example: kiosk publish to repo s3://kiosk-daugavpils/packs")
@REPO
@click.argument("url", metavar="URL")
@click.option("--proxy", default="", metavar="URL", help="Proxy on the way; otherwise as HTTPS_PROXY and NO_PROXY say.")
@click.option("--ca-file", type=click.Path(dir_okay=False, path_type=Path), help="PEM file of a private authority.")
@click.option("--again", is_flag=True, help="Send every file, also those that are there: one may have been damaged.")
@click.option(
    "--prune", "clearing", is_flag=True, help="Then remove what REPO listed once and lists no longer, after a day."
)
@JSON
def to_command(
    repo: Path, url: str, *, proxy: str, ca_file: Path | None, again: bool, clearing: bool, as_json: bool
) -> None:
    """Bring REPO to URL: file:///PATH, s3://BUCKET/PATH, or a WebDAV server at https://.

    Only what is signed goes, the newest list last: an upload that breaks off is invisible, and the next one goes on.
    """
    repository = _repository(repo)
    line = Line(proxy=proxy, ca_file=ca_file, credentials=_credentials())
    sent = 0
    with (
        Origin(address(url), line) as origin,
        Progress(console=Console(stderr=True), transient=True, disable=not sys.stderr.isatty()) as progress,
    ):
        task = progress.add_task("Publishing", total=None)
        files = []
        for each in upload.upload(repository, origin, again=again):
            files.append(each)
            sent += each.length if each.new else 0
            progress.update(task, total=each.total, completed=len(files))
        removed = len(list(upload.clear(repository, origin, datetime.now(UTC)))) if clearing else 0
    new = sum(each.new for each in files)
    if as_json:
        said = {"url": url, "files": len(files), "sent": new, "bytes": sent, "removed": removed}
        click.echo(json.dumps(said))
    else:
        gone = f", {removed} old ones removed" if clearing else ""
        click.echo(f"{url}: {new} of {len(files)} files sent, {_size(sent)}{gone}.")


@group.command("refresh", epilog="Example: kiosk publish refresh repo")
@REPO
@click.argument("roles", metavar="[ROLE]…", nargs=-1)
@click.option(
    "--clock-was-wrong",
    is_flag=True,
    help="Sign by the clock as it is now, and anew what was signed by one that was ahead.",
)
def refresh_command(repo: Path, roles: tuple[str, ...], *, clock_was_wrong: bool) -> None:
    """Sign the timestamp anew, so that terminals know that nothing newer is kept from them; then `publish to`.

    ROLE: root, targets, snapshot or a city, where its signature is to last longer too.
    """
    _repository(repo).refresh(roles, clock_was_wrong=clock_was_wrong)
    click.echo(f"{repo} is signed anew; bring it to its place with `kiosk publish to`.")


@group.command("rotate", epilog="Example: kiosk publish rotate repo timestamp")
@REPO
@click.argument("roles", metavar="ROLE…", nargs=-1, required=True)
@click.option(
    "--key",
    "which",
    multiple=True,
    type=click.Choice(ROOTS),
    help="Of the root keys only this one; may be given again.",
)
def rotate_command(repo: Path, roles: tuple[str, ...], which: tuple[str, ...]) -> None:
    """Give ROLE (root, targets, snapshot, timestamp or a city) a new key; the old one counts no longer.

    Needs two root keys, for a city the targets key. More than one ROLE where their keys were lost together.
    """
    _repository(repo).rotate(roles, which or ROOTS)
    has = "has a new key" if len(roles) == 1 else "have new keys"
    click.echo(f"{' and '.join(roles)} {has}; now bring the repository to its place with `kiosk publish to`.")


@group.command("city", epilog="Example: kiosk publish city repo rezekne")
@REPO
@click.argument("city", metavar="ID")
def city_command(repo: Path, city: str) -> None:
    """Let REPO carry one more city, with a key of its own; needs the targets key."""
    _repository(repo).add_city(city)
    click.echo(f"{repo} carries {city} too.")


@group.command("prune", epilog="Example: kiosk publish prune repo --keep 10")
@REPO
@click.option("--keep", required=True, type=click.IntRange(1), help="How many of the newest versions stay.")
def prune_command(repo: Path, keep: int) -> None:
    """Remove old versions from REPO, and files that nothing refers to."""
    removed = releases.prune(_repository(repo), keep)
    click.echo(f"{len(removed)} files removed.")


@group.command("rollout", epilog="Example: kiosk publish rollout repo 7 --percent 100")
@REPO
@click.argument("version", type=int)
@click.option(
    "--percent", required=True, type=click.IntRange(0, 100), help="Share of terminals that get it; 0: no more."
)
@CITY
def rollout_command(repo: Path, version: int, percent: int, city: str | None) -> None:
    """Give VERSION to more of the terminals; which ones come first is a hash of their ids."""
    repository = _repository(repo)
    releases.roll_out(repository, releases.of_city(repository, city), version, percent)
    click.echo(
        f"Version {version} goes to {percent} % of the terminals; bring it to its place with `kiosk publish to`."
    )


@group.command("withdraw", epilog="Example: kiosk publish withdraw repo 7")
@REPO
@click.argument("version", type=int)
@CITY
@JSON
def withdraw_command(repo: Path, version: int, city: str | None, *, as_json: bool) -> None:
    """Take VERSION back: a new version with the content before it, which every terminal takes at its next poll."""
    repository = _repository(repo)
    made = releases.withdraw(repository, releases.of_city(repository, city), version)
    if made is not None:
        _print_version(made, as_json=as_json)
    elif as_json:
        click.echo("null")
    else:
        click.echo(f"Version {version} is taken back; all terminals have a newer one to go to.")


@group.command("status", epilog="Example: kiosk publish status repo")
@REPO
@JSON
def status_command(repo: Path, *, as_json: bool) -> None:
    """Show versions with their sizes, and when each role's signature ends."""
    repository = _repository(repo)
    standing = repository.standing()
    versions = [each for city in repository.cities() for each in releases.published(repository, city)]
    if as_json:
        roles = [{"role": role.name, "version": role.version, "expires": role.expires.isoformat()} for role in standing]
        click.echo(
            json.dumps({"roles": roles, "versions": [_described(each) for each in versions]}, ensure_ascii=False)
        )
        return
    console = Console(highlight=False)
    table = Table("city", "version", "share", "format", "as of", "snapshot", "deltas from", "pictures")
    for each in versions:
        for edition in each.release.editions:
            deltas = ", ".join(f"{delta.version}: {_size(delta.length)}" for delta in edition.deltas) or "-"
            share = f"{each.percent} %{' urgent' if each.urgent else ''}"
            as_of = str(json.loads(edition.manifest).get("as_of", ""))
            number = ".".join(map(str, edition.format))
            pictures = _size(sum(blob.length for blob in edition.media))
            table.add_row(
                each.city, str(each.version), share, number, as_of, _size(edition.snapshot.length), deltas, pictures
            )
    console.print(table)
    table = Table("role", "version", "expires", "")
    for role in standing:
        days = (role.expires - datetime.now(UTC)).days
        said = "EXPIRED: terminals do not update" if days < 0 else f"in {days} days"
        table.add_row(role.name, str(role.version), f"{role.expires:%Y-%m-%d}", said)
    console.print(table)


def _repository(folder: Path) -> Repository:
    return Repository(folder, Keys(folder, _passphrase))


def _passphrase(kind: str, new: bool) -> str:  # noqa: FBT001 (the keys ask with these two)
    """From the environment, a prompt, or a line on standard input."""
    variable = f"KIOSK_{kind.upper()}_PASSPHRASE"
    for name in (variable, "KIOSK_PASSPHRASE"):
        if given := os.environ.get(name):
            return given
    words = f"Passphrase of the {kind} keys"
    if sys.stdin.isatty():
        return str(click.prompt(words, hide_input=True, confirmation_prompt=new, err=True))
    line = sys.stdin.readline().rstrip("\n")
    if not line:
        message = f"the {kind} keys need a passphrase; start this on a terminal, or set {variable}"
        raise PublishError(message)
    return line


def _credentials() -> Path | None:
    folder = os.environ.get("CREDENTIALS_DIRECTORY")
    return Path(folder) if folder else None


def _print_version(version: releases.Published, *, as_json: bool) -> None:
    if as_json:
        click.echo(json.dumps(_described(version), ensure_ascii=False))
        return
    (newest, *_older) = version.release.editions
    deltas = ", ".join(f"{_size(delta.length)} from version {delta.version}" for delta in newest.deltas) or "none"
    click.echo(
        f"{version.city} version {version.version} for {version.percent} %: snapshot {_size(newest.snapshot.length)}, deltas: {deltas}."
    )


def _described(version: releases.Published) -> dict[str, object]:
    return {
        "city": version.city,
        "version": version.version,
        "percent": version.percent,
        "urgent": version.urgent,
        "editions": [
            {
                "format": list(edition.format),
                "content_hash": edition.content_hash,
                "snapshot": edition.snapshot.length,
                "deltas": {str(delta.version): delta.length for delta in edition.deltas},
                "media": sum(blob.length for blob in edition.media),
            }
            for edition in version.release.editions
        ],
    }


def _size(length: int) -> str:
    return f"{length / 1e6:.1f} MB" if length >= 1e6 else f"{length / 1e3:.1f} kB"  # noqa: PLR2004 (a million bytes)
