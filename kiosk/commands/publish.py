"""`kiosk publish`: signs a city's packs and brings them to a static place."""

from __future__ import annotations

import sys
from datetime import UTC, datetime
from pathlib import Path

import click
from rich.console import Console
from rich.progress import Progress

from kiosk.commands import publish_keys
from kiosk.commands.desk import REPO, repository
from kiosk.commands.options import address, credentials, json_option
from kiosk.commands.published import described, print_roles, print_versions, sentence, size, standing
from kiosk.commands.tables import busy, print_json
from kiosk.publishing import releases, upload
from kiosk.transport.line import Line
from kiosk.transport.origin import Origin

CITY = click.option("--city", metavar="ID", help="Which city, where REPO carries several.")


@click.group("publish")
def group() -> None:
    """Sign packs and put them on any static place, from where terminals fetch them.

    Passphrases come from a prompt, or from the variables KIOSK_ROOT_PASSPHRASE, KIOSK_CITY_PASSPHRASE and
    KIOSK_ONLINE_PASSPHRASE; KIOSK_PASSPHRASE stands for each of them that is not set.
    """


@group.command(
    "add",
    short_help="Publish a pack as the next version.",
    epilog="Example: kiosk publish add repo build/daugavpils.pack --percent 5",
)
@REPO
@click.argument("packs", metavar="PACK…", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option(
    "--percent",
    default=releases.WHOLE,
    show_default=True,
    type=click.IntRange(1, 100),
    help="Share of terminals that get it.",
)
@click.option("--again", is_flag=True, help="A new version also where the newest has this very content.")
@json_option
def add_command(repo: Path, packs: tuple[Path, ...], percent: int, *, again: bool, as_json: bool) -> None:
    """Publish PACK as the next version of its city: a snapshot, deltas and pictures.

    More than one PACK: the same content in several formats, so that terminals with older software get theirs. What the
    newest version has already is not published again.
    """
    desk = repository(repo)
    with busy(f"Adding {packs[0]} …"):
        added = releases.add(desk, packs, percent, again=again)
    if as_json:
        print_json(described(added) | {"new": added.new})
    elif added.new:
        click.echo(f"{sentence(added)} Now bring this to its place with `kiosk publish to`.")
    else:
        click.echo(
            f"{added.city} version {added.version}, for {added.percent} %, has this content already: nothing was added. "
            "`kiosk publish rollout` gives it to more terminals, --again makes a new version of it."
        )


@group.command(
    "to",
    short_help="Bring a repository to where it is served.",
    epilog="Example: kiosk publish to repo s3://kiosk-daugavpils/packs",
)
@REPO
@click.argument("url", metavar="URL")
@click.option("--proxy", default="", metavar="URL", help="Proxy on the way; otherwise as HTTPS_PROXY and NO_PROXY say.")
@click.option("--ca-file", type=click.Path(dir_okay=False, path_type=Path), help="PEM file of a private authority.")
@click.option("--again", is_flag=True, help="Send every file, also those that are there: one may have been damaged.")
@click.option(
    "--prune", "clearing", is_flag=True, help="Then remove what REPO listed once and lists no longer, after a day."
)
@json_option
def to_command(
    repo: Path, url: str, *, proxy: str, ca_file: Path | None, again: bool, clearing: bool, as_json: bool
) -> None:
    """Bring REPO to URL: file:///PATH, s3://BUCKET/PATH, or a WebDAV server at https://.

    Only what is signed goes, the newest list last: an upload that breaks off is invisible, and the next one goes on.
    """
    desk = repository(repo)
    line = Line(proxy=proxy, ca_file=ca_file, credentials=credentials())
    sent = 0
    with (
        Origin(address(url), line) as origin,
        Progress(console=Console(stderr=True), transient=True, disable=not sys.stderr.isatty()) as progress,
    ):
        task = progress.add_task("Publishing", total=None)
        files = []
        for each in upload.upload(desk, origin, again=again):
            files.append(each)
            sent += each.length if each.new else 0
            progress.update(task, total=each.total, completed=len(files))
        removed = len(list(upload.clear(desk, origin, datetime.now(UTC)))) if clearing else 0
    new = sum(each.new for each in files)
    if as_json:
        print_json({"url": url, "files": len(files), "sent": new, "bytes": sent, "removed": removed})
    else:
        gone = f", {removed} old ones removed" if clearing else ""
        click.echo(f"{url}: {new} of {len(files)} files sent, {size(sent)}{gone}.")


@group.command("prune", short_help="Remove old versions.", epilog="Example: kiosk publish prune repo --keep 10")
@REPO
@click.option("--keep", required=True, type=click.IntRange(1), help="How many of the newest versions stay.")
@json_option
def prune_command(repo: Path, keep: int, *, as_json: bool) -> None:
    """Remove old versions from REPO, and files that nothing refers to."""
    removed = releases.prune(repository(repo), keep)
    if as_json:
        print_json({"removed": [str(path.relative_to(repo)) for path in removed]})
    else:
        click.echo(f"{len(removed)} files removed.")


@group.command(
    "rollout",
    short_help="Give a version to more terminals.",
    epilog="Example: kiosk publish rollout repo 7 --percent 100",
)
@REPO
@click.argument("version", type=int)
@click.option(
    "--percent", required=True, type=click.IntRange(0, 100), help="Share of terminals that get it; 0: no more."
)
@CITY
@json_option
def rollout_command(repo: Path, version: int, percent: int, city: str | None, *, as_json: bool) -> None:
    """Give VERSION to more of the terminals; which ones come first is a hash of their ids."""
    desk = repository(repo)
    chosen = releases.of_city(desk, city)
    releases.roll_out(desk, chosen, version, percent)
    if as_json:
        print_json({"city": chosen, "version": version, "percent": percent})
    else:
        click.echo(
            f"Version {version} goes to {percent} % of the terminals; bring it to its place with `kiosk publish to`."
        )


@group.command("withdraw", short_help="Take a version back, at once.", epilog="Example: kiosk publish withdraw repo 7")
@REPO
@click.argument("version", type=int)
@CITY
@json_option
def withdraw_command(repo: Path, version: int, city: str | None, *, as_json: bool) -> None:
    """Take VERSION back: a new version with the content before it, which every terminal takes at its next poll."""
    desk = repository(repo)
    made = releases.withdraw(desk, releases.of_city(desk, city), version)
    if as_json:
        print_json(None if made is None else described(made))
    else:
        done = (
            sentence(made) if made is not None else f"Version {version} is taken back; all terminals have a newer one."
        )
        click.echo(f"{done} Now bring this to its place with `kiosk publish to`.")


@group.command("status", short_help="Show versions, sizes and expiries.", epilog="Example: kiosk publish status repo")
@REPO
@json_option
def status_command(repo: Path, *, as_json: bool) -> None:
    """Show versions with their sizes, and when each role's signature ends."""
    desk = repository(repo)
    versions = [each for city in desk.cities() for each in releases.published(desk, city)]
    if as_json:
        print_json({"roles": standing(desk), "versions": [described(each) for each in versions]})
    else:
        print_versions(versions)
        print_roles(desk)


for command in (
    publish_keys.init_command,
    publish_keys.city_command,
    publish_keys.refresh_command,
    publish_keys.rotate_command,
):
    group.add_command(command)
