"""Faults on real files, disks, clocks and processes. `make test` takes a sample of each; `make faults` all, and a table."""

from __future__ import annotations

import os
import random
import subprocess
import sys
import time
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from rich.console import Console
from rich.table import Table

from kiosk.packs.slots import Slots
from tests.helpers.cities import Desk, Terminal
from tests.helpers.thorough import ALL

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

OLD, NEW = ("Vecais viens", "Vecais divi"), ("Jaunais viens", "Jaunais divi", "Jaunais trīs")


@dataclass(frozen=True, slots=True)
class Row:
    fault: str
    way: str
    tried: int
    seen: str


ROWS: list[Row] = []
Note = "Callable[[str, str, int, str], None]"


@pytest.fixture
def note() -> Callable[[str, str, int, str], None]:
    """Takes a row of the table: fault, how it was brought about, how often, what was seen."""
    return lambda fault, way, tried, seen: ROWS.append(Row(fault, way, tried, seen))


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    """A desk of two cities; the town has published."""
    made = Desk(tmp_path / "desk", "town", "village")
    made.add("Viens")
    return made


@pytest.fixture
def terminal(tmp_path: Path, desk: Desk) -> Terminal:
    """A terminal of the town with its first pack."""
    made = Terminal(tmp_path / "data", desk, city="town")
    made.sync()
    return made


@pytest.fixture
def attack(request: pytest.FixtureRequest, note: Callable[[str, str, int, str], None]) -> Iterator[None]:
    """Each of these is a row of the table; one that fails is not in it, and is seen above it."""
    failed = request.session.testsfailed
    yield
    if request.session.testsfailed == failed:
        what = request.node.name.removeprefix("test_").replace("_", " ")
        note("attack", "a forged, old or foreign origin", 1, what)


@pytest.fixture
def chance(request: pytest.FixtureRequest) -> random.Random:
    """Randomness that is another one in each full run; `KIOSK_SEED` repeats it."""
    seed = os.environ.get("KIOSK_SEED") or (str(random.SystemRandom().getrandbits(32)) if ALL else "1")
    request.node.add_report_section("setup", "seed", f"KIOSK_SEED={seed}")
    return random.Random(seed)


def pytest_terminal_summary() -> None:
    if ROWS and ALL:
        table = Table("fault", "how", "times", "seen", title="Faults")
        for row in ROWS:
            table.add_row(row.fault, row.way, str(row.tried), row.seen)
        Console(width=150).print(table)


@pytest.fixture(scope="session")
def stage(tmp_path_factory: pytest.TempPathFactory) -> Stage:
    return Stage(tmp_path_factory.mktemp("stage"))


class Stage:
    """A city with two versions at one origin, and terminals as they are before the second: with the first pack, or none."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.desk = Desk(folder / "desk")
        self.desk.add(*OLD)
        self.empty = Terminal(folder / "empty", self.desk)
        self.older = Terminal(folder / "older", self.desk)
        assert self.older.sync() == "updated"
        self.desk.add(*NEW)

    def terminals(self, folder: Path) -> Iterator[Terminal]:
        """Fresh copies, the one and the other in turn, without end."""
        number = 0
        while True:
            number += 1
            yield (self.older if number % 3 else self.empty).copy(folder / f"data-{number}")


def state(terminal: Terminal) -> str:
    """`none`, `old` or `new`, of a terminal of which every page, row and title has been looked at; anything else fails."""
    slots = Slots(terminal.data)
    if slots.active_name() is None:
        return "none"
    names = terminal.shown()
    assert {*terminal.finds(names[0])} >= {names[0]}
    assert names in {OLD, NEW}
    return "old" if names == OLD else "new"


def survived(terminal: Terminal, before: str) -> str:
    """Looks at a terminal after a fault: what it shows is whole, and the next sync goes on to the end."""
    after = state(terminal)
    assert after in {before, "new"}
    terminal.sync()
    assert state(terminal) == "new"
    return after


def kiosk(*arguments: str | Path, before: tuple[str, ...] = (), environment: dict[str, str] | None = None) -> Ended:
    """The real command as its own process, perhaps under another one."""
    line = [*before, sys.executable, "-c", "from kiosk.cli import entry; entry()", *map(str, arguments)]
    done = subprocess.run(
        line, capture_output=True, text=True, check=False, timeout=120, env=os.environ | (environment or {})
    )
    return Ended(done.returncode, done.stdout, done.stderr)


@dataclass(frozen=True, slots=True)
class Ended:
    code: int
    out: str
    err: str

    def refused(self) -> str:
        """The one clear line of a command that did not do it."""
        assert self.code == 1, self
        (line,) = self.err.strip().splitlines()
        assert "Traceback" not in line
        return line


class Forks:
    """Syncs in processes that start at once, as Python and its modules are there already."""

    def __init__(self) -> None:
        script = Path(__file__).parent.parent / "helpers" / "forks.py"
        self._process = subprocess.Popen(
            [sys.executable, str(script)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
        )

    def start(self, data: Path) -> int:
        """Begins a sync of a data folder; gives its process id."""
        return int(self._ask(f"start {data}"))

    def wait(self, pid: int) -> int:
        """Waits for its end; gives its exit code, -9 when it was killed."""
        return int(self._ask(f"wait {pid}"))

    def kill_after(self, data: Path, seconds: float) -> bool:
        """Begins a sync and kills it after so long; whether it was still at work."""
        return self._ask(f"kill {data} {seconds}") == "-9"

    def duration(self, stage: Stage, folder: Path) -> float:
        """Seconds that a sync takes here, once everything is warm."""
        times = []
        for number in range(4):
            trial = stage.older.copy(folder / f"trial-{number}")
            began = time.monotonic()
            assert self.wait(self.start(trial.data)) == 0
            times.append(time.monotonic() - began)
        return min(times)

    def close(self) -> None:
        with suppress(BrokenPipeError):
            assert self._process.stdin is not None
            self._process.stdin.close()
        self._process.wait(10)
        assert self._process.stdout is not None
        self._process.stdout.close()

    def _ask(self, line: str) -> str:
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._process.stdin.write(line + "\n")
        self._process.stdin.flush()
        return self._process.stdout.readline().strip()


@pytest.fixture
def forks() -> Iterator[Forks]:
    made = Forks()
    yield made
    made.close()
