"""The screen in use: changing the language, opening a service, scrolling, and what it costs in memory."""

from __future__ import annotations

import os
import random
import sqlite3
import tempfile
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QEventLoop, QTimer

from bench import packs
from bench.figure import Figure, milliseconds, p95
from kiosk import app, settings
from kiosk.commands.options import DEMONSTRATION
from kiosk.packs.slots import Slots
from kiosk.ui import tour

if TYPE_CHECKING:
    from collections.abc import Callable

FRAME = 16
SWITCH = 50
MEMORY = 180
NO_GROWTH = 2.0
"""MiB between screen 1,000 and screen 2,000 that are noise of the allocator."""


def _opened(folder: str, pack: Path) -> app.Kiosk:
    slots = Slots(Path(folder))
    slots.install(pack, trusted=False)
    kiosk = app.Kiosk(settings.load(None, environment={}).settings, slots, app.Surroundings(), ppi=102)
    kiosk.show((1080, 1920))
    tour.settle()
    return kiosk


def _to_frame(kiosk: app.Kiosk, act: Callable[[], object]) -> float:
    """Milliseconds from an action to the next frame."""
    loop = QEventLoop()
    QTimer.singleShot(2000, loop.quit)
    connection = kiosk.window.frameSwapped.connect(loop.quit)

    def both() -> None:
        act()
        kiosk.window.update()
        loop.exec()

    taken = milliseconds(both)
    kiosk.window.frameSwapped.disconnect(connection)
    return taken


def _resident() -> float:
    pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE") / 2**20


def languages() -> list[Figure]:
    """From the touch of another language to the next frame of the service's page."""
    with tempfile.TemporaryDirectory() as folder:
        kiosk = _opened(folder, DEMONSTRATION)
        service = kiosk.catalogue.store.service("declare-residence", kiosk.catalogue.chain())
        kiosk.navigator.choose("lv")
        kiosk.navigator.open("service", service.id)
        tour.settle()
        tags = ("ar", "lv", "uk", "ti", "en", "fa") * 5
        for tag in tags[:6]:
            _to_frame(kiosk, partial(kiosk.session.choose, tag))
        switch = p95([_to_frame(kiosk, partial(kiosk.session.choose, tag)) for tag in tags])
        idle = p95([_to_frame(kiosk, lambda: None) for _ in range(30)])
        figures = [Figure("language switch, p95", switch, "ms", idle, f"<= {SWITCH} ms", switch <= SWITCH)]
        kiosk.close()
    return figures


def large() -> list[Figure]:
    """Opening one of 10,000 services; scrolling a list of 1,000."""
    figures = []
    with tempfile.TemporaryDirectory() as folder:
        packs.build(Path(folder) / "many.pack", 10_000)
        kiosk = _opened(folder, Path(folder) / "many.pack")
        model = kiosk.service
        chosen = random.Random(1).sample(range(10_000), 300)
        taken = p95([milliseconds(partial(model.load, f"s{number}")) for number in chosen])
        slot = f"{folder}/slots/{Slots(Path(folder)).active_name()}"
        raw = sqlite3.connect(f"file:{slot}/pack.db?mode=ro&immutable=1", uri=True)

        def texts(identity: str) -> list[object]:
            return raw.execute("SELECT * FROM text WHERE id = ?", (identity,)).fetchall()

        floor = p95([milliseconds(partial(texts, f"s{number}")) for number in chosen])
        raw.close()
        figures.append(Figure("open one of 10,000 services, p95", taken, "ms", floor, f"<= {FRAME} ms", taken <= FRAME))
        kiosk.close()
    with tempfile.TemporaryDirectory() as folder:
        packs.build(Path(folder) / "list.pack", 1_000)
        kiosk = _opened(folder, Path(folder) / "list.pack")
        kiosk.navigator.choose("lv")
        kiosk.navigator.open("results", "t")
        tour.settle()
        view = tour.find(kiosk, "results")
        if view is None:
            raise LookupError("the list is not on the screen")
        steps = [_to_frame(kiosk, partial(view.setProperty, "contentY", step * 40)) for step in range(1, 400)]
        idle = [_to_frame(kiosk, lambda: None) for _ in range(100)]
        figures.append(
            Figure(
                "scroll a list of 1,000, p95 a frame",
                p95(steps),
                "ms",
                p95(idle),
                f"<= {FRAME} ms",
                p95(steps) <= FRAME,
            )
        )
        kiosk.close()
    return figures


def memory() -> list[Figure]:
    """Resident memory after 200 screens, and growth between screen 1,000 and 2,000."""
    with tempfile.TemporaryDirectory() as folder:
        before = _resident()
        kiosk = _opened(folder, DEMONSTRATION)
        services = [each.id for each in kiosk.catalogue.store.services(kiosk.catalogue.chain())]
        at = {}
        for screen in range(1, 2001):
            if screen % 40 == 0:
                kiosk.session.finish()
                kiosk.session.choose(("lv", "ar", "uk", "ti")[screen // 40 % 4])
            kiosk.navigator.home() if screen % 5 == 0 else kiosk.navigator.open(
                "service", services[screen % len(services)]
            )
            tour.settle(1)
            if screen in {200, 1000, 2000}:
                at[screen] = _resident()
        kiosk.close()
    growth = at[2000] - at[1000]
    return [
        Figure("memory after 200 screens", at[200], "MiB", before, f"<= {MEMORY} MiB", at[200] <= MEMORY),
        Figure("growth, screens 1,000 to 2,000", growth, "MiB", at[1000], f"<= {NO_GROWTH} MiB", growth <= NO_GROWTH),
    ]
