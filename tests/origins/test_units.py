"""The units of the service manager, as systemd itself reads them."""

from __future__ import annotations

import re
import shutil
import subprocess
from pathlib import Path

import pytest

UNITS = sorted((Path(__file__).parents[2] / "packaging" / "systemd").iterdir())
NOT_HERE = re.compile(r"Command \S+ is not executable")
"""What it says of programs that stand elsewhere than on a terminal."""


def test_systemd_understands_every_line() -> None:
    tool = shutil.which("systemd-analyze")
    if tool is None:
        pytest.skip("systemd-analyze is missing (package systemd)")
    ended = subprocess.run(
        [tool, "verify", "--man=no", *UNITS], capture_output=True, text=True, check=False, timeout=60
    )
    assert [line for line in ended.stderr.splitlines() if not NOT_HERE.search(line)] == []


@pytest.mark.parametrize(("unit", "most"), [("kiosk-sync.service", 2.5), ("kiosk-screen.service", 6.0)])
def test_what_a_unit_could_do_is_little(unit: str, most: float) -> None:
    """systemd's own figure, 0 for nothing to 10 for everything."""
    tool = shutil.which("systemd-analyze")
    if tool is None:
        pytest.skip("systemd-analyze is missing (package systemd)")
    path = next(each for each in UNITS if each.name == unit)
    ended = subprocess.run(
        [tool, "security", "--offline=true", "--no-pager", path],
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )
    found = re.search(rf"exposure level for {unit}: ([\d.]+)", ended.stdout)
    assert found is not None, ended
    assert float(found[1]) <= most


def test_where_memory_runs_out_sync_ends_before_the_screen() -> None:
    adjusted = {unit.name: re.findall(r"^OOMScoreAdjust=(-?\d+)$", unit.read_text(), re.MULTILINE) for unit in UNITS}
    assert int(*adjusted["kiosk-sync.service"]) > 0
    assert adjusted["kiosk-screen.service"] == []
