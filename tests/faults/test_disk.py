"""A disk that is full at any write, and one that fails when it is to keep what was written."""

from __future__ import annotations

import re
import shutil
from collections import Counter
from itertools import islice
from typing import TYPE_CHECKING

import pytest

from kiosk.errors import KioskError
from tests.faults.conftest import Stage, kiosk, state, survived
from tests.faults.test_power import run
from tests.helpers.thorough import ALL

if TYPE_CHECKING:
    import random
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from tests.helpers.cities import Terminal

STEP = 4096
"""Bytes that the disk grows from one try to the next: the smallest that a file grows by."""


def small_disks(folder: Path, chance: random.Random) -> Iterator[tuple[int, Path]]:
    """Disks with a little more room each time; a sample of them where not all are tried."""
    sizes = range(30, 400) if ALL else sorted(chance.sample(range(30, 300), 12))
    for pages in sizes:
        at = folder / f"disk-{pages}"
        at.mkdir()
        assert run("mount", "-t", "tmpfs", "-o", f"size={pages * STEP}", "tmpfs", at)
        try:
            yield pages * STEP, at
        finally:
            assert run("umount", at) or run("umount", "-l", at)


def can_mount(folder: Path) -> bool:
    at = folder / "probe"
    at.mkdir()
    return run("mount", "-t", "tmpfs", "-o", "size=16k", "tmpfs", at) and run("umount", at)


def test_a_full_disk(
    tmp_path: Path, stage: Stage, chance: random.Random, note: Callable[[str, str, int, str], None]
) -> None:
    if not can_mount(tmp_path):
        pytest.skip("mounting is not permitted here; test_an_error_at_any_write does it another way")
    seen: Counter[str] = Counter()
    for _size, at in small_disks(tmp_path, chance):
        try:
            terminal = stage.older.copy(at / "data")
        except (OSError, shutil.Error):
            continue  # not even the old pack has room
        outcome = terminal.tried()
        seen[outcome] += 1
        assert state(terminal) == ("old" if outcome == "refused" else "new")
        if outcome == "refused":
            assert re.search("room|full", terminal.refusal), terminal.refusal
        if seen["updated"] > 3:
            break
    note(
        "full disk",
        "tmpfs, 4 KiB larger each time",
        seen.total(),
        ", ".join(f"{k}: {n}" for k, n in sorted(seen.items())),
    )
    assert seen["updated"]
    assert seen["refused"] > (20 if ALL else 1)


def test_room_comes_back(tmp_path: Path, stage: Stage) -> None:
    """What a full disk has interrupted leaves nothing that fills it further."""
    if not can_mount(tmp_path):
        pytest.skip("mounting is not permitted here")
    at = tmp_path / "disk"
    at.mkdir()
    assert run("mount", "-t", "tmpfs", "-o", "size=2m", "tmpfs", at)
    try:
        terminal = stage.older.copy(at / "data")
        ballast = at / "ballast"
        ballast.write_bytes(b"x" * (shutil.disk_usage(at).free - 60_000))
        for _ in range(3):
            with pytest.raises(KioskError):
                terminal.sync()
        ballast.unlink()
        assert survived(terminal, "old") == "old"
    finally:
        assert run("umount", at) or run("umount", "-l", at)


def strace() -> str:
    found = shutil.which("strace")
    if found is None or not run(found, "-o", "/dev/null", "-e", "inject=fsync:error=EIO:when=1", "true"):
        pytest.skip("strace is missing (package strace), or ptrace is not permitted here")
    return found


def counted(tool: str, terminal: Terminal, calls: str, folder: Path) -> int:
    """How often a whole sync makes one of these system calls."""
    log = folder / "calls"
    ended = kiosk(
        "sync",
        "--once",
        "--data",
        terminal.data,
        before=(tool, "-f", "-qq", "-e", f"trace={calls}", "-e", "signal=none", "-o", str(log)),
    )
    assert ended.code == 0, ended
    return len(re.findall(r"^\d+ +\w+\(", log.read_text(), re.MULTILINE))


@pytest.mark.parametrize(
    ("calls", "error", "fault"),
    [("fsync,fdatasync", "EIO", "EIO on fsync"), ("write,pwrite64", "ENOSPC", "ENOSPC on write")],
    ids=["fsync", "write"],
)
def test_an_error_at_any_write(
    tmp_path: Path,
    stage: Stage,
    chance: random.Random,
    note: Callable[[str, str, int, str], None],
    calls: str,
    error: str,
    fault: str,
) -> None:
    tool = strace()
    total = counted(tool, stage.older.copy(tmp_path / "counted"), calls, tmp_path)
    every = list(range(1, total + 1))
    chosen = every if ALL else sorted({1, total, *chance.sample(every, min(2, total))})
    seen: Counter[str] = Counter()
    for number, terminal in zip(chosen, islice(_older(stage, tmp_path), len(chosen)), strict=True):
        inject = f"inject={calls}:error={error}:when={number}"
        ended = kiosk(
            "sync",
            "--once",
            "--data",
            terminal.data,
            before=(tool, "-f", "-qq", "-e", f"trace={calls}", "-e", "signal=none", "-e", inject, "-o", "/dev/null"),
        )
        if ended.code == 0:
            assert state(terminal) == "new"
            seen["did not matter"] += 1
            continue
        ended.refused()
        seen[f"refused, {survived(terminal, 'old')} stays"] += 1
    note(fault, f"strace, each of {total} calls", len(chosen), ", ".join(f"{k}: {n}" for k, n in sorted(seen.items())))
    assert seen["refused, old stays"]


def _older(stage: Stage, folder: Path) -> Iterator[Terminal]:
    number = 0
    while True:
        number += 1
        yield stage.older.copy(folder / f"older-{number}")
