"""A clock that is wrong by decades stops no screen and bricks no terminal: once it is right again, packs come again."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.faults.conftest import Stage, kiosk, state

if TYPE_CHECKING:
    from collections.abc import Callable


def faked(moment: str) -> dict[str, str]:
    found = next(Path("/usr/lib").glob("*/faketime/libfaketime.so.1"), None)
    if found is None:
        pytest.skip("libfaketime is missing (package faketime)")
    return {"LD_PRELOAD": str(found), "FAKETIME": f"@{moment}", "FAKETIME_DONT_FAKE_MONOTONIC": "1"}


@pytest.mark.parametrize("year", ["1971", "2099"])
def test_a_wrong_clock(tmp_path: Path, stage: Stage, note: Callable[[str, str, int, str], None], year: str) -> None:
    environment = faked(f"{year}-03-01 12:00:00")
    for name, template in (("older", stage.older), ("empty", stage.empty)):
        terminal = template.copy(tmp_path / name)
        before = state(terminal)
        ended = kiosk("sync", "--once", "--data", terminal.data, environment=environment)
        if ended.code:
            assert "clock" in ended.refused()
            assert state(terminal) == before
        else:
            assert state(terminal) == "new"
        status = kiosk("status", "--data", terminal.data, "--json", environment=environment)
        assert status.code == 0, status
        terminal.sync()
        assert state(terminal) == "new"
        note(f"clock {year}", f"libfaketime, terminal {name}", 1, "refused, then well" if ended.code else "updated")
    shutil.rmtree(tmp_path)


def test_the_doctor_names_the_clock(tmp_path: Path, stage: Stage) -> None:
    terminal = stage.older.copy(tmp_path / "data")
    # without programs to ask: Python waits for those with a sleep that libfaketime refuses (EINVAL)
    alone = {"PATH": str(tmp_path)}
    ended = kiosk("doctor", "--data", terminal.data, environment=faked("1971-03-01 12:00:00") | alone)
    assert "MEND  clock: it says 1971-03-01" in ended.out
    ended = kiosk("doctor", "--data", terminal.data, environment=faked("2099-03-01 12:00:00") | alone)
    assert "MEND  signature or clock" in ended.out
