"""A large build that is stopped or killed takes its processes along, and what it leaves is cleared by the next one."""

from __future__ import annotations

import errno
import os
import shutil
import signal
import subprocess
import sys
import time
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from bench import sources
from kiosk.publishing import build as building
from kiosk.publishing import durable, languages
from kiosk.publishing.build import build

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

PROGRAM = """
import sys, time
from kiosk.cli import main
from kiosk.publishing import languages
languages.LARGE = 0
languages.examine = lambda *_arguments, **_options: time.sleep(60)
sys.exit(main(["content", "build", sys.argv[1], "--out", sys.argv[2]]))
"""
"""A build that stops while its languages are gone through."""

PATIENCE = 30


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(sources, "LANGUAGES", ("ar", "uk"))
    monkeypatch.setattr(sources, "ORGANIZATIONS", 3)
    sources.write(tmp_path / "source", 2)
    (tmp_path / "out").mkdir()
    return tmp_path / "source"


@pytest.fixture
def stopped(folder: Path) -> Iterator[subprocess.Popen[str]]:
    """The build, when its two processes are at work."""
    command = [sys.executable, "-c", PROGRAM, str(folder), str(folder.parent / "out" / "x.pack")]
    with subprocess.Popen(command, stderr=subprocess.PIPE, text=True, start_new_session=True) as process:
        until(lambda: len(children(process.pid)) == languages.PROCESSES)
        yield process
        with suppress(ProcessLookupError):
            process.kill()


def children(pid: int) -> list[str]:
    return Path(f"/proc/{pid}/task/{pid}/children").read_text(encoding="ascii").split()


def until(happens: Callable[[], object]) -> None:
    end = time.monotonic() + PATIENCE
    while not happens():
        assert time.monotonic() < end
        time.sleep(0.02)


def running(pid: str) -> bool:
    with suppress(OSError):
        return Path(f"/proc/{pid}/stat").read_text(encoding="utf-8").rpartition(")")[2].split()[0] != "Z"
    return False


@pytest.mark.skipif(len(os.sched_getaffinity(0)) < languages.PROCESSES, reason="one core goes through them one by one")
def test_a_killed_build_takes_its_processes_along_and_the_next_one_clears_up(
    folder: Path, stopped: subprocess.Popen[str]
) -> None:
    pids, out = children(stopped.pid), folder.parent / "out"
    stopped.kill()
    until(lambda: not any(map(running, pids)))
    assert [path.name[:14] for path in out.iterdir()] == [".x.pack.build-"]
    build(folder, out / "x.pack")
    assert [path.name for path in out.iterdir()] == ["x.pack"]


@pytest.mark.skipif(len(os.sched_getaffinity(0)) < languages.PROCESSES, reason="one core goes through them one by one")
def test_control_c_leaves_nothing_and_no_traceback(folder: Path, stopped: subprocess.Popen[str]) -> None:
    pids = children(stopped.pid)
    os.killpg(stopped.pid, signal.SIGINT)
    _out, said = stopped.communicate(timeout=PATIENCE)
    assert stopped.returncode not in {0, -signal.SIGKILL}
    assert "Traceback" not in said
    assert list((folder.parent / "out").iterdir()) == []
    until(lambda: not any(map(running, pids)))


def test_what_a_build_at_work_has_made_is_left_alone(folder: Path) -> None:
    out = folder.parent / "out" / "x.pack"
    with building._workplace(out) as work:
        (work / "draft").touch()
        build(folder, out)
        assert (work / "draft").exists()
    assert [path.name for path in out.parent.iterdir()] == ["x.pack"]


def test_two_builds_at_once_do_not_mix_what_they_remember(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(languages, "LARGE", 0)
    out, other = folder.parent / "out" / "x.pack", folder.parent / "other"
    build(folder, out)
    shutil.copytree(folder, other)
    service = other / "services" / "s1.md"
    service.write_text(service.read_text(encoding="utf-8").replace("summary: ", "summary: Cits "), encoding="utf-8")

    def another_comes_between(finished: Path, target: Path) -> None:
        monkeypatch.setattr(building, "put", durable.put)
        assert build(other, target).manifest.content_hash != kept
        durable.put(finished, target)

    kept = build(folder, folder.parent / "out" / "y.pack").manifest.content_hash
    monkeypatch.setattr(building, "put", another_comes_between)
    assert build(folder, out).manifest.content_hash == kept
    assert build(folder, out).manifest.content_hash == kept
    assert build(other, out).manifest.content_hash == build(other, out.with_name("z.pack")).manifest.content_hash


@pytest.mark.parametrize(
    "spoil", [Path.touch, lambda path: path.symlink_to("/nowhere"), lambda path: path.mkdir(0o500)]
)
def test_a_memory_that_cannot_be_written_does_not_stop_a_build(
    folder: Path, monkeypatch: pytest.MonkeyPatch, spoil: Callable[[Path], object]
) -> None:
    monkeypatch.setattr(languages, "LARGE", 0)
    out = folder.parent / "out" / "x.pack"
    spoil(out.with_name(".x.pack.memory"))
    first = build(folder, out)
    assert build(folder, out).manifest.content_hash == first.manifest.content_hash


def test_a_file_system_without_locks_is_built_on_all_the_same(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_arguments: object) -> None:
        raise OSError(errno.EBADF, "Bad file descriptor")

    monkeypatch.setattr("fcntl.flock", refuse)
    monkeypatch.setattr(languages, "LARGE", 0)
    out = folder.parent / "out" / "x.pack"
    first = build(folder, out)
    assert build(folder, out).manifest.content_hash == first.manifest.content_hash
    assert [path.name for path in out.parent.iterdir() if not path.name.endswith(".memory")] == ["x.pack"]
