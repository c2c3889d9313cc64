"""Without a pack, and after a bug, the screen is calm and says what to do."""

from __future__ import annotations

import os
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QCoreApplication, QTimer

from kiosk import app, settings
from kiosk.errors import DisplayError
from kiosk.packs.slots import Slots
from kiosk.resources import ROOT
from kiosk.ui import beginning, log_bridge, tour
from tests.gui.conftest import Ear, FakeClock, Screen

if TYPE_CHECKING:
    from pathlib import Path

NOTHING: dict[str, str] = {}
BESPEAK_A_DISPLAY = ("QT_QPA_PLATFORM", "DISPLAY", "WAYLAND_DISPLAY")


def test_no_pack_no_panic(qapp: object, data: Path, pack: Path) -> None:
    slots, clock = Slots(data), FakeClock()
    log_bridge.heard.clear()
    kiosk = app.Kiosk(
        settings.load(None, environment={}).settings, slots, app.Surroundings(now=clock.now, clock=clock.clock), ppi=102
    )
    screen = Screen(kiosk, clock, slots, Ear())
    kiosk.show((1080, 1920))
    tour.settle()
    assert kiosk.navigator.here == "calm"
    assert "This kiosk has no information yet. Please ask the staff." in screen.texts()
    slots.install(pack, trusted=True)
    kiosk.refresh()
    tour.settle()
    assert kiosk.navigator.here == "languages"
    assert screen.see("demonstration") is None
    kiosk.close()
    assert log_bridge.heard == []


def test_a_bug_shows_calm_words_and_the_way_to_begin_anew(
    screen: Screen, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    screen.touch("language-lv")
    monkeypatch.setattr(screen.kiosk.service, "_describe", lambda _service: NOTHING["what is not there"])
    screen.kiosk.navigator.open("service", "declare-residence")
    tour.settle()
    assert screen.kiosk.navigator.here == "calm"
    assert screen.kiosk.session.tr("Something went wrong. Please start again.") in screen.texts()
    assert [record.exc_info[0] for record in caplog.records if record.exc_info] == [KeyError]
    screen.touch("restart")
    assert screen.kiosk.navigator.here == "languages"
    assert not screen.kiosk.session.busy


def test_a_bug_that_nobody_caught_shows_calm_words_too(screen: Screen, monkeypatch: pytest.MonkeyPatch) -> None:
    heard: list[type[BaseException]] = []
    monkeypatch.setattr(sys, "excepthook", lambda kind, _error, _where: heard.append(kind))
    screen.touch("language-lv")
    QTimer.singleShot(0, lambda: sys.excepthook(KeyError, KeyError("x"), None))
    QTimer.singleShot(100, QCoreApplication.quit)
    screen.kiosk.run()
    assert heard == [KeyError]
    assert screen.kiosk.navigator.here == "calm"


def test_a_pack_that_cannot_be_read_leaves_what_is_on_screen(
    screen: Screen, tmp_path: Path, pack: Path, caplog: pytest.LogCaptureFixture
) -> None:
    before = screen.kiosk.catalogue.store.slot
    name = screen.slots.active_name()
    assert name is not None
    broken = screen.slots._folder / "0123456789abcdef-01234567"
    broken.mkdir()
    (broken / "pack.json").write_bytes((before / "pack.json").read_bytes())
    (broken / "pack.db").write_bytes(b"no database")
    screen.slots.state.activate(broken.name, trusted=False)
    for _ in range(3):
        screen.kiosk.refresh()
    assert screen.kiosk.catalogue.store.slot == before
    assert len([record for record in caplog.records if "cannot be shown" in record.message]) == 1
    screen.slots.state.activate(name, trusted=False)
    screen.kiosk.refresh()
    screen.touch("language-lv")
    assert screen.kiosk.navigator.here == "home"


def test_an_active_pack_that_cannot_be_read_at_the_start_is_no_panic(qapp: object, data: Path, pack: Path) -> None:
    slots, clock = Slots(data), FakeClock()
    name = slots.install(pack, trusted=False)
    (data / "slots" / name / "pack.db").write_bytes(b"no database")
    around = app.Surroundings(now=clock.now, clock=clock.clock)
    kiosk = app.Kiosk(settings.load(None, environment={}).settings, slots, around, ppi=102)
    kiosk.show((1080, 1920))
    tour.settle()
    assert kiosk.navigator.here == "calm"
    kiosk.close()


def test_what_is_found_after_the_end_is_heard_by_nobody(qapp: object, data: Path, pack: Path) -> None:
    slots, clock = Slots(data), FakeClock()
    slots.install(pack, trusted=False)
    around = app.Surroundings(now=clock.now, clock=clock.clock)
    kiosk = app.Kiosk(settings.load(None, environment={}).settings, slots, around, ppi=102)
    kiosk.show((1080, 1920))
    kiosk.navigator.choose("lv")
    kiosk.navigator.open("results", "search")
    kiosk.results.find("dekl")
    came, turn = kiosk.results._came, kiosk.results._turn
    kiosk.close()
    came.emit(turn, [])


@pytest.mark.parametrize(
    ("display", "why"),
    [
        ({"DISPLAY": ":77"}, "could not connect to display :77"),
        ({"DISPLAY": "nonsense"}, "could not connect to display nonsense"),
        ({"QT_QPA_PLATFORM": "nonsense"}, 'Could not find the Qt platform plugin "nonsense"'),
    ],
    ids=str,
)
def test_a_display_that_cannot_be_opened_is_one_sentence(display: dict[str, str], why: str, tmp_path: Path) -> None:
    around = {name: value for name, value in os.environ.items() if name not in BESPEAK_A_DISPLAY}
    line = [sys.executable, str(ROOT / "main.py"), "run", "--data", str(tmp_path / "data")]
    done = subprocess.run(line, capture_output=True, text=True, check=False, timeout=60, env={**around, **display})
    (sentence,) = done.stderr.splitlines()
    assert sentence.startswith(f"no display could be opened ({why}")
    assert sentence.endswith("with `kiosk tour --out DIR`")
    assert done.returncode == 1
    assert not (tmp_path / "data").exists()


def test_where_no_screen_is_plugged_in_the_sizes_are_those_of_a_terminal(
    screen: Screen, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("kiosk.app.QGuiApplication.platformName", lambda: "wayland")
    monkeypatch.setattr("kiosk.app.QGuiApplication.screens", list)
    monkeypatch.setattr("kiosk.app.QGuiApplication.primaryScreen", lambda: None)
    assert screen.kiosk._density() == app.TEST_DENSITY


def test_without_a_display_there_is_one_sentence(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in BESPEAK_A_DISPLAY:
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setattr("kiosk.ui.beginning.QCoreApplication.instance", lambda: None)
    with pytest.raises(DisplayError, match="kiosk tour"):
        beginning.application()
