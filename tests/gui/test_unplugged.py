"""The screen takes what sync has brought, between two visitors, in a network namespace that has no network."""

from __future__ import annotations

import shutil
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from kiosk.resources import ROOT
from tests.helpers.cities import Desk, Terminal

if TYPE_CHECKING:
    from pathlib import Path


def test_a_screen_without_a_network_takes_a_new_pack(tmp_path: Path) -> None:
    apart = next((way for way in (["unshare", "-n"], ["unshare", "-rn"]) if works(*way)), None)
    if apart is None:
        pytest.skip("network namespaces are not permitted here (unshare, package util-linux)")
    desk = Desk(tmp_path / "desk")
    desk.add("Viens")
    terminal = Terminal(tmp_path / "data", desk)
    terminal.sync()
    line = [*apart, sys.executable, str(ROOT / "tests" / "helpers" / "unplugged.py"), str(terminal.data)]
    with subprocess.Popen(line, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as screen:
        assert screen.stdin is not None
        assert screen.stdout is not None
        for version in (1, 2, 3):
            screen.stdin.write("next\n")
            screen.stdin.flush()
            assert screen.stdout.readline().strip() == f"{version} True 0 []"
            desk.add(f"Nosaukums {version}")
            terminal.sync()
        screen.stdin.close()
        assert screen.wait(20) == 0


def works(*line: str) -> bool:
    return (
        shutil.which(line[0]) is not None
        and not subprocess.run([*line, "true"], capture_output=True, check=False, timeout=20).returncode
    )


def test_a_visit_outlasts_two_syncs(tmp_path: Path, qapp: object) -> None:
    from kiosk import app, settings
    from kiosk.packs.slots import Slots

    desk = Desk(tmp_path / "desk")
    desk.add("Viens")
    terminal = Terminal(tmp_path / "data", desk)
    terminal.sync()
    kiosk = app.Kiosk(settings.load(None, environment={}).settings, Slots(terminal.data), app.Surroundings(), ppi=102)
    try:
        kiosk.session.choose("lv")
        for name in ("Divi", "Trīs"):
            desk.add(name)
            terminal.sync()
            kiosk.refresh()
            assert kiosk.catalogue.store.manifest.version == 1
            assert [hit.name.value for hit in kiosk.catalogue.store.find("viens", kiosk.catalogue.chain(), 3)] == [
                "Viens"
            ]
        kiosk.session.finish()
        kiosk.refresh()
        assert kiosk.catalogue.store.manifest.version == 3
    finally:
        kiosk.close()
