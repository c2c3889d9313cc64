"""Without a pack the screen is calm and says whom to ask."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kiosk import app, settings
from kiosk.packs.slots import Slots
from kiosk.ui import log_bridge, tour
from tests.gui.conftest import Ear, FakeClock, Screen

if TYPE_CHECKING:
    from pathlib import Path


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
