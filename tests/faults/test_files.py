"""Every file of a repository, damaged in every way; and a stick that is pulled while it is read."""

from __future__ import annotations

import shutil
import threading
from collections import Counter
from typing import TYPE_CHECKING

import pytest

from kiosk.transport.line import Line
from tests.faults.conftest import Stage, state
from tests.helpers.thorough import ALL

if TYPE_CHECKING:
    import random
    from collections.abc import Callable
    from pathlib import Path

    from tests.helpers.cities import Terminal


def truncated(data: bytes, chance: random.Random) -> bytes:
    return data[: chance.randrange(len(data))]


def longer(data: bytes, chance: random.Random) -> bytes:
    return data + chance.randbytes(chance.choice((1, 5000)))


def flipped(data: bytes, chance: random.Random) -> bytes:
    at = chance.randrange(len(data) * 8)
    return data[: at // 8] + bytes([data[at // 8] ^ (1 << at % 8)]) + data[at // 8 + 1 :]


def zeroed(data: bytes, _chance: random.Random) -> bytes:
    return bytes(len(data))


def empty(_data: bytes, _chance: random.Random) -> bytes:
    return b""


@pytest.mark.parametrize("damage", [truncated, longer, flipped, zeroed, empty])
def test_damage_in_every_file(
    tmp_path: Path,
    stage: Stage,
    chance: random.Random,
    note: Callable[[str, str, int, str], None],
    damage: Callable[[bytes, random.Random], bytes],
) -> None:
    site = shutil.copytree(stage.desk.site, tmp_path / "site")
    files = sorted(path for path in site.rglob("*") if path.is_file())
    times = (60 if damage is flipped else 12) if ALL else 1
    seen: Counter[str] = Counter()
    for number, path in enumerate(files * times):
        good = path.read_bytes()
        path.write_bytes(damage(good, chance))
        before, template = ("none", stage.empty) if number % 4 == 0 else ("old", stage.older)
        terminal = template.copy(tmp_path / "data")
        outcome = terminal.tried(site.as_uri())
        seen[outcome if outcome == "refused" else "did not matter"] += 1
        assert state(terminal) == (before if outcome == "refused" else "new"), path
        path.write_bytes(good)
        terminal.sync(site.as_uri())
        assert state(terminal) == "new"
        shutil.rmtree(terminal.data)
    said = ", ".join(f"{what}: {n}" for what, n in sorted(seen.items()))
    note(f"a file is {damage.__name__}", f"each of {len(files)} files", len(files) * times, said)
    assert seen["refused"]


def test_a_stick_is_pulled(
    tmp_path: Path, stage: Stage, chance: random.Random, note: Callable[[str, str, int, str], None]
) -> None:
    times = 60 if ALL else 6
    seen: Counter[str] = Counter()
    for number in range(times):
        stick = shutil.copytree(stage.desk.site, tmp_path / f"stick-{number}")
        terminal: Terminal = (stage.older if number % 2 else stage.empty).copy(tmp_path / f"data-{number}")
        pulled = threading.Timer(chance.uniform(0, 0.25), lambda stick=stick: stick.rename(f"{stick}-pulled"))
        pulled.start()
        before = "old" if number % 2 else "none"
        outcome = terminal.tried(stick.as_uri(), Line(limit=40_000))
        seen[outcome if outcome == "refused" else "was read before"] += 1
        assert state(terminal) == (before if outcome == "refused" else "new")
        pulled.join()
        terminal.sync()
        assert state(terminal) == "new"
    note("stick pulled", "the folder goes away", times, ", ".join(f"{what}: {n}" for what, n in sorted(seen.items())))
    assert seen["refused"]
