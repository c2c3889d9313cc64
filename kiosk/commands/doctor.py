"""`kiosk doctor`: what this machine lacks, and what to do about it."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import click

from kiosk.commands.doctor_swap import readable_swap
from kiosk.commands.options import data_option, json_option, load_settings
from kiosk.domain import clock
from kiosk.errors import KioskError, printable
from kiosk.packs.slots import Slots
from kiosk.paths import data_folder
from kiosk.ui.sounds import PLAYERS

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

    from kiosk.packs.manifest import Manifest
    from kiosk.settings import Sync

SCRIPTS = {
    "Latin, Cyrillic, Greek": "Noto Sans",
    "Arabic": "Noto Sans Arabic UI",
    "Ethiopic": "Noto Sans Ethiopic",
    "Bengali": "Noto Sans Bengali",
}
"""Scripts of the interface's languages, and the font family that the screen draws each with."""

OLDEST_PYTHON = (3, 11)
ROOM = 200_000_000
"""Bytes: a large pack, its index and the copy that an update makes."""


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing looked at: what, whether it is well, and what was seen or what to do."""

    what: str
    ok: bool
    advice: str = ""


def python() -> Finding:
    """The interpreter that runs this."""
    seen = ".".join(map(str, sys.version_info[:3]))
    return Finding("Python", sys.version_info >= OLDEST_PYTHON, seen)


def display(environment: Mapping[str, str]) -> Finding:
    """X11 or Wayland, or a Qt platform chosen by hand."""
    for name in ("QT_QPA_PLATFORM", "WAYLAND_DISPLAY", "DISPLAY"):
        if environment.get(name):
            return Finding("display", ok=True, advice=f"{name}={environment[name]}")
    return Finding("display", ok=False, advice="start it under X11 or Wayland; `kiosk tour` needs no display")


def fonts() -> Iterator[Finding]:
    """One family per script of the interface."""
    lister = shutil.which("fc-list")
    if lister is None:
        yield Finding("fonts", ok=False, advice="install fontconfig, so that fonts can be found")
        return
    installed = {name.strip() for line in _output(lister, ":", "family").splitlines() for name in line.split(",")}
    for script, family in SCRIPTS.items():
        there = family in installed
        package = "fonts-noto-ui-core" if family.endswith(" UI") else "fonts-noto-core"
        yield Finding(f"font for {script}", there, family if there else f"install {package}, which has {family}")


def disk(folder: Path) -> Finding:
    """Room for another pack where the data folder is, or will be."""
    existing = next(path for path in (folder, *folder.absolute().parents) if path.exists())
    free = shutil.disk_usage(existing).free
    if not os.access(existing, os.W_OK):
        return Finding("disk", ok=False, advice=f"{existing} cannot be written; name another folder with --data")
    advice = f"{free // 1_000_000} MB free at {existing}"
    return Finding("disk", free >= ROOM, advice if free >= ROOM else f"{advice}; make room for {ROOM // 1_000_000} MB")


def swap(*, enrolled: bool) -> Finding:
    """Whether what visitors type could be swapped out to a disk where it can be read; a machine for trials has none."""
    found = readable_swap()
    if not found:
        return Finding("swap", ok=True, advice="none that can be read")
    advice = f"{', '.join(found)} may keep what visitors type; swapoff it, or encrypt it"
    return Finding("swap", ok=not enrolled, advice=advice)


def machine_clock(now: datetime, manifest: Manifest) -> Finding:
    """Whether the time of day can be believed, as open or closed depends on it; `now` is aware."""
    built = datetime.fromtimestamp(manifest.built, UTC)
    if clock.trusted(now, built):
        return Finding("clock", ok=True, advice=now.isoformat(timespec="minutes"))
    advice = f"it says {now:%Y-%m-%d}, the pack is of {built:%Y-%m-%d}; set the clock, or bring a newer pack"
    return Finding("clock", ok=False, advice=advice)


def printer(queue: str) -> Finding:
    """The CUPS queue that the settings name."""
    if not queue:
        return Finding("printer", ok=True, advice="none set: slips go to the visitor's phone")
    lister = shutil.which("lpstat")
    if lister is None:
        return Finding("printer", ok=False, advice="install cups-client, or clear printing.queue")
    known = queue in _output(lister, "-e").split()
    advice = queue if known else f"CUPS knows no queue {queue}; `lpstat -e` lists them, printing.queue names one"
    return Finding("printer", known, advice)


def sound(volume: int) -> Finding:
    """What plays the sound of the warning; a kiosk without loudspeakers works too."""
    found = next((name for name in PLAYERS if shutil.which(name)), "")
    if volume == 0:
        return Finding("sound", ok=True, advice="none: sound.volume is 0")
    return Finding(
        "sound", ok=True, advice=found or "nothing plays sounds; install alsa-utils where there are loudspeakers"
    )


def way(slots: Slots, settings: Sync, now: datetime) -> Iterator[Finding]:
    """The way to the city's origin, and what the last sync said; nothing on a terminal that belongs to no city."""
    enrolment = slots.state.enrolment()
    if enrolment is None or not enrolment.origin:
        return
    from kiosk.commands.sync import line
    from kiosk.sync.examine import examine

    for step in examine(enrolment, line(settings), slots.state.mark(), now):
        yield Finding(step.what, step.ok, step.advice)


def _output(*command: str) -> str:
    """What a fixed command says; empty when it does not answer within a minute."""
    try:
        return subprocess.run(command, capture_output=True, text=True, timeout=60, check=False).stdout  # noqa: S603 - no shell, fixed words
    except subprocess.TimeoutExpired:
        return ""


def _first_pack(slots: Slots | None) -> str:
    enrolled = slots is not None and slots.state.enrolled()
    return "`kiosk sync --once` fetches" if enrolled else "`kiosk run --pack FILE` shows"


def findings(data: Path | None, now: datetime) -> Iterator[Finding]:
    """Everything in the order of a start; `now` is aware."""
    yield python()
    yield display(os.environ)
    yield from fonts()
    folder = data_folder(data)
    yield disk(folder)
    slots = Slots(folder) if folder.is_dir() else None
    yield swap(enrolled=slots is not None and slots.state.enrolled())
    try:
        slot = slots.active() if slots is not None else None
        if slot is None:
            yield Finding(
                "pack",
                ok=False,
                advice=f"there is none yet; {_first_pack(slots)} one",
            )
        else:
            slot.close()
            yield Finding("pack", ok=True, advice=f"{slot.manifest.id} as of {slot.manifest.as_of}")
            yield machine_clock(now, slot.manifest)
        loaded = load_settings(data, slots, ())
    except KioskError as error:
        yield Finding("pack and settings", ok=False, advice=str(error))
        return
    yield Finding("settings", ok=not loaded.warnings, advice="; ".join(loaded.warnings))
    yield printer(loaded.settings.printing.queue)
    yield sound(loaded.settings.sound.volume)
    if slots is not None:
        yield from way(slots, loaded.settings.sync, now)


@click.command("doctor", epilog="Example: kiosk doctor")
@json_option
@data_option
def command(*, as_json: bool, data: Path | None) -> int:
    """Look at Python, display, fonts, disk, swap, pack, clock, settings, printer and sound; exit code 1 when something is missing."""
    found = tuple(findings(data, datetime.now(UTC)))
    if as_json:
        click.echo(json.dumps([asdict(each) for each in found], ensure_ascii=False))
    else:
        for each in found:
            said = f"{'ok  ' if each.ok else 'MEND'}  {each.what}{': ' + each.advice if each.advice else ''}"
            click.echo(printable(said))
    return 0 if all(each.ok for each in found) else 1
