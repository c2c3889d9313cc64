"""`kiosk sync`: fetches the city's newest pack, once or for ever."""

from __future__ import annotations

import random
import sys
import time
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import click
from rich.console import Console
from rich.progress import BarColumn, DownloadColumn, Progress, TextColumn

from kiosk.commands.options import address, credentials, data_option, load_settings, set_option
from kiosk.errors import KioskError, SyncError
from kiosk.packs.slots import Slots
from kiosk.paths import data_folder
from kiosk.sync import polls
from kiosk.sync.client import NEEDS_SOFTWARE, Client
from kiosk.sync.events import Event, Tell
from kiosk.transport.causes import QUIET
from kiosk.transport.line import Line

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kiosk.settings import Sync


@click.command("sync", epilog="Example: kiosk sync --once")
@click.option(
    "--once", is_flag=True, help="Look once and end; otherwise again and again, as sync.interval_minutes says."
)
@click.option("--from", "source", metavar="PATH", help="A stick, a folder or a URL instead of the origin, this once.")
@click.option("--revert", is_flag=True, help="Go back to the pack before, until the city has a newer one or a new key.")
@click.option("--json", "as_json", is_flag=True, help="One JSON line for each event, on a terminal too.")
@data_option
@set_option
def command(
    *, once: bool, source: str | None, revert: bool, as_json: bool, data: Path | None, sets: tuple[str, ...]
) -> None:
    """Fetch the city's newest pack: wholly there or not at all, from the city, and newer than before.

    Prints one JSON line for each event; on a terminal sentences, and a progress bar. With --from somebody waits beside it:
    quiet hours do not count.
    """
    tell = _for_machines if as_json or not sys.stdout.isatty() else _for_people
    folder = data_folder(data)
    if not folder.is_dir():
        message = f"{folder} belongs to no city yet; enrol it with `kiosk enrol`"
        raise SyncError(message)
    slots = Slots(folder)
    if revert:
        name = slots.revert()
        tell(
            Event("reverted", "the pack before is active, until the city has a newer one or a new key", {"slot": name})
        )
        return
    settings = load_settings(data, slots, sets).settings.sync
    way = line(settings)
    if source is not None:
        _once(folder, replace(way, quiet=""), address(source), tell)
    elif once:
        _once(folder, way, "", tell)
    else:
        _for_ever(folder, way, settings.interval_minutes * 60, tell)


def line(settings: Sync) -> Line:
    """The line to the origin as the settings, and systemd's credentials, have it."""
    return Line(
        proxy=settings.proxy,
        ca_file=Path(settings.ca_file) if settings.ca_file else None,
        timeout=settings.timeout_seconds,
        limit=settings.limit_kib * 1024,
        quiet=settings.quiet_hours,
        credentials=credentials(),
    )


@contextmanager
def _watched(folder: Path, way: Line, tell: Tell) -> Iterator[Client]:
    """A client that on a terminal shows how far it has come."""
    with ExitStack() as stack:
        shown = stack.enter_context(_bar()) if sys.stderr.isatty() else None
        task = shown.add_task("Fetching", total=None, visible=False) if shown else None

        def progress(here: int, total: int) -> None:
            if shown is not None and task is not None:
                shown.update(task, completed=here, total=total, visible=here < total)

        yield Client(folder, way, tell, progress)


def _once(folder: Path, way: Line, url: str, tell: Tell) -> None:
    with _watched(folder, way, tell) as client:
        try:
            outcome = client.run(url)
        except KioskError as error:
            if getattr(error, "cause", "") == QUIET:
                return
            raise
    if outcome == NEEDS_SOFTWARE:
        message = (
            "needs_software: the city's newest pack is made for a newer kiosk; update this one, what is shown stays"
        )
        raise SyncError(message)


def _for_ever(folder: Path, way: Line, interval: int, tell: Tell) -> None:
    chance = random.SystemRandom()
    failures = 0
    time.sleep(polls.first(interval, chance))
    with _watched(folder, way, tell) as client:
        while True:
            try:
                client.run()
                failures = 0
            except KioskError as error:  # one that no waiting mends is seen by `kiosk status` and `doctor` too
                if tell is _for_people:
                    click.echo(str(error), err=True)
                failures += getattr(error, "cause", "") != QUIET
            time.sleep(polls.following(interval, failures, chance))


def _for_machines(event: Event) -> None:
    """One JSON line, for the journal."""
    with suppress(OSError):  # a journal on a full disk must not keep packs away
        click.echo(event.line())


def _for_people(event: Event) -> None:
    """The sentence; one that the command ends with comes on standard error."""
    if event.name not in {"failed", NEEDS_SOFTWARE}:
        click.echo(event.sentence)


def _bar() -> Progress:
    return Progress(
        TextColumn("{task.description}"), BarColumn(), DownloadColumn(), console=Console(stderr=True), transient=True
    )
