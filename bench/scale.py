"""`make bench-scale`: from a folder of many services in thirteen languages to the finished pack, checks included.

Time and memory of the whole command, against a floor taken in the same run: reading the same files and writing a file of the
pack's size. Give numbers of services to measure others: `python -m bench.scale 1000 10000 50000`.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING

from bench import sources
from bench.figure import Figure, milliseconds, publish
from kiosk.resources import BUILD, ROOT

if TYPE_CHECKING:
    from collections.abc import Callable

SECONDS = 120
MEBIBYTES = 600
CHECKED = 60
AFTER = 10
AT = 10_000
"""Services for which the goals hold; others are to take their share, twice as much at most."""

EVERY = 0.1
"""Seconds between two looks at the memory of the command and its processes."""


def _altered(path: Path, old: str, new: str, behind: str = "") -> None:
    """Replaces the first `old` that stands behind some words."""
    head, found, rest = (
        path.read_text(encoding="utf-8").partition(behind) if behind else ("", "", path.read_text("utf-8"))
    )
    path.write_text(f"{head}{found}{rest.replace(old, new, 1)}", encoding="utf-8")


CHANGES: dict[str, Callable[[Path], object]] = {
    "a service changed": lambda folder: _altered(folder / "services" / "s7.md", "summary: ", "summary: Jau "),
    "one more": lambda folder: shutil.copy(folder / "services" / "s8.md", folder / "services" / "a8.md"),
    "one less": lambda folder: (folder / "services" / "s9.md").unlink(),
    "a translation changed": lambda folder: _altered(
        folder / "locales" / "uk.po", '\nmsgstr "', '\nmsgstr "Так ', 'msgctxt "service/s11/name/0"'
    ),
    "a place changed": lambda folder: _altered(folder / "places" / "p3.md", "09:00", "09:30"),
}
"""What an editor or a translator does between two builds."""


def figures(services: int) -> list[Figure]:
    """Time and memory of a build from nothing and of a check, and time of a build after each of some small changes."""
    with tempfile.TemporaryDirectory(dir=BUILD) as work:
        folder, out = Path(work) / "source", Path(work) / "many.pack"
        sources.write(folder, services)
        content = [sys.executable, "main.py", "content"]
        command = [*content, "build", str(folder), "--out", str(out)]
        seconds, memory = _watched(command)
        checked, looked = _watched([*content, "check", str(folder)])
        again = {}
        for change, act in CHANGES.items():
            act(folder)
            again[change], _memory = _watched(command)
        floor = milliseconds(lambda: _copied(folder, out)) / 1000
    share = max(services, 1000) / AT * (1 if services >= AT else 2)
    limit, patience = SECONDS * share, CHECKED * share
    room = MEBIBYTES * max(1.0, services / AT)
    name = f"{services:,} services x {1 + len(sources.LANGUAGES)} languages"
    return [
        Figure(f"{name}: build", seconds, "s", floor, f"<= {limit:.0f} s", seconds <= limit),
        Figure(f"{name}: check", checked, "s", floor, f"<= {patience:.0f} s", checked <= patience),
        *(
            Figure(f"{name}: {change}", each, "s", floor, f"<= {AFTER} s", each <= AFTER or services > AT)
            for change, each in again.items()
        ),
        Figure(f"{name}: memory of all processes", memory, "MiB", 0, f"<= {room:.0f} MiB", memory <= room),
        Figure(f"{name}: memory of a check", looked, "MiB", 0, f"<= {room:.0f} MiB", looked <= room),
    ]


def _watched(command: list[str]) -> tuple[float, float]:
    """Seconds that a command takes, and the most memory (PSS, MiB) that it and its children have at once."""
    start, most = time.perf_counter(), 0
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.DEVNULL) as process:
        while process.poll() is None:
            most = max(most, sum(_kibibytes(each) for each in _tree(process.pid)))
            time.sleep(EVERY)
    if process.returncode:
        raise subprocess.CalledProcessError(process.returncode, command)
    return time.perf_counter() - start, most / 1024


def _tree(pid: int) -> list[int]:
    try:
        children = Path(f"/proc/{pid}/task/{pid}/children").read_text(encoding="ascii").split()
    except OSError:
        children = []
    return [pid, *(each for child in children for each in _tree(int(child)))]


def _kibibytes(pid: int) -> int:
    try:
        lines = Path(f"/proc/{pid}/smaps_rollup").read_text(encoding="ascii").splitlines()
    except OSError:
        return 0
    return sum(int(line.split()[1]) for line in lines if line.startswith("Pss:"))


def _copied(folder: Path, out: Path) -> None:
    """Reads every file of the folder and writes as many bytes as the pack has."""
    for path in folder.rglob("*"):
        if path.is_file():
            path.read_bytes()
    copy = out.with_suffix(".copy")
    with out.open("rb") as source, copy.open("wb") as target:
        while piece := source.read(1 << 20):
            target.write(piece)
        target.flush()
        os.fsync(target.fileno())


def main(arguments: list[str]) -> int:
    """Measures each size; exit code 1 when a goal is missed."""
    BUILD.mkdir(exist_ok=True)
    found = [figure for size in arguments or ["1000", "10000"] for figure in figures(int(size))]
    publish(found, BUILD / "bench-scale.json")
    return 0 if all(figure.ok for figure in found) else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
