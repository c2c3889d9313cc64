"""A power cut: what had not reached the disk is gone. Always the old pack or the new one, and the next sync goes on."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import time
from collections import Counter
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.faults.conftest import Forks, Stage, kiosk, survived
from tests.helpers.replay import CALLS, Disk, steps
from tests.helpers.thorough import ALL

if TYPE_CHECKING:
    import random
    from collections.abc import Callable, Iterator

ROOM = 24 << 20
"""Bytes of the disk."""


def run(*line: str | Path) -> bool:
    return subprocess.run(list(map(str, line)), capture_output=True, check=False, timeout=60).returncode == 0


@contextmanager
def mounted(image: Path, at: Path) -> Iterator[Path]:
    """A disk's image as a folder. What is not fsynced stays in memory for five minutes."""
    at.mkdir(exist_ok=True)
    assert run("mount", "-o", "loop,commit=300", image, at), f"{image} cannot be mounted"
    try:
        yield at
    finally:
        assert run("umount", at) or run("umount", "-l", at)


def mounting_works(folder: Path) -> bool:
    image = folder / "probe"
    with image.open("wb") as file:
        file.truncate(4 << 20)
    (folder / "probe-at").mkdir()
    if not (shutil.which("mkfs.ext4", path=f"{os.environ['PATH']}:/sbin:/usr/sbin") and run("mkfs.ext4", "-q", image)):
        return False
    return run("mount", "-o", "loop", image, folder / "probe-at") and run("umount", folder / "probe-at")


def halt(pid: int) -> None:
    """Stops a process, and waits for what it has begun in the kernel: a copy taken meanwhile would be of two moments."""
    os.kill(pid, signal.SIGSTOP)
    tasks = [task / "stat" for task in Path(f"/proc/{pid}/task").iterdir()]
    while any(stat.read_text().rpartition(")")[2].split()[0] not in "TZX" for stat in tasks if stat.exists()):
        time.sleep(0.001)


def test_the_power_fails_at_any_moment(
    tmp_path: Path, stage: Stage, forks: Forks, chance: random.Random, note: Callable[[str, str, int, str], None]
) -> None:
    if not mounting_works(tmp_path):
        pytest.skip("mounting is not permitted here; test_replay does it another way")
    times = 50 if ALL else 5
    blank = tmp_path / "blank.img"
    with blank.open("wb") as file:
        file.truncate(ROOM)
    assert run("mkfs.ext4", "-q", blank)
    longest = 2 * forks.duration(stage, tmp_path)
    seen: Counter[str] = Counter()
    for number in range(times):
        before, template = ("old", stage.older) if number % 3 else ("none", stage.empty)
        shutil.copyfile(blank, disk := tmp_path / f"disk-{number}.img")
        with mounted(disk, tmp_path / "at") as at:
            terminal = template.copy(at / "data")
            os.sync()
            pid = forks.start(terminal.data)
            time.sleep(chance.uniform(0, longest))
            halt(pid)
            shutil.copyfile(disk, cut := tmp_path / f"cut-{number}.img")
            os.kill(pid, signal.SIGKILL)
            forks.wait(pid)
        with mounted(cut, tmp_path / "elsewhere") as at:
            terminal.data = at / "data"
            seen[survived(terminal, before)] += 1
        disk.unlink()  # a name that is used again would find blocks of the disk before in the kernel's memory
        cut.unlink()
    note(
        "power cut", "a copy of a mounted disk's image", times, ", ".join(f"{k}: {n}" for k, n in sorted(seen.items()))
    )


def test_replay(
    tmp_path: Path, stage: Stage, chance: random.Random, note: Callable[[str, str, int, str], None]
) -> None:
    """The same without mounting: writes and fsyncs are recorded, and what was not synced is dropped at each prefix."""
    tool = shutil.which("strace")
    if tool is None or not run(tool, "-o", "/dev/null", "true"):
        pytest.skip("strace is missing (package strace), or ptrace is not permitted here")
    seen: Counter[str] = Counter()
    tried = 0
    for before, template in (("old", stage.older), ("none", stage.empty)):
        terminal = template.copy(tmp_path / before)
        disk = Disk(terminal.data)
        log = tmp_path / f"{before}.trace"
        line = (
            tool,
            "-f",
            "-qq",
            "-y",
            "-xx",
            "-s",
            "50000000",
            "-e",
            f"trace={CALLS}",
            "-e",
            "signal=none",
            "-o",
            str(log),
        )
        ended = kiosk("sync", "--once", "--data", terminal.data, before=line)
        assert ended.code == 0, ended
        made = list(steps(log.read_text()))
        prefixes = set(range(len(made) + 1) if ALL else chance.sample(range(len(made)), 6)) | {len(made)}
        for number in range(len(made) + 1):
            if number:
                disk.take(made[number - 1])
            if number not in prefixes:
                continue
            for mildness in (None, chance):
                after = template.copy(tmp_path / f"cut-{before}-{number}-{tried}")
                shutil.rmtree(after.data)
                disk.left(after.data, mildness)
                seen[survived(after, before)] += 1
                shutil.rmtree(after.data)
                tried += 1
    note(
        "power cut",
        "a trace of writes and fsyncs, at each prefix",
        tried,
        ", ".join(f"{k}: {n}" for k, n in sorted(seen.items())),
    )
    assert {"old", "none", "new"} <= {*seen}


def test_a_power_cut_was_tried_in_one_way(tmp_path: Path) -> None:
    """Where neither mounting nor tracing is permitted this is red, rather than nothing being said."""
    tool = shutil.which("strace")
    assert mounting_works(tmp_path) or (tool and run(tool, "-o", "/dev/null", "true"))
