"""A slip as a PDF when everything is warm, against the smallest document that typst can set."""

from __future__ import annotations

import tempfile
from datetime import date
from pathlib import Path

import typst

from bench.figure import Figure, milliseconds, p95
from kiosk.commands.options import DEMONSTRATION
from kiosk.content.store import Store
from kiosk.errors import PackError
from kiosk.handouts import document, render
from kiosk.packs.slots import Slots

GOAL = 60


def figures() -> list[Figure]:
    """The whole way: composing, setting, drawing, reading the codes back."""
    with tempfile.TemporaryDirectory() as folder:
        slots = Slots(Path(folder))
        slots.install(DEMONSTRATION, trusted=False)
        slot = slots.active()
        if slot is None:
            raise PackError("the demonstration did not install; run `make setup`")
        store = Store(slot.path)

        def make() -> bytes:
            handout = document.compose(
                store, ["declare-residence"], "ar", fallback=("en",), today=date(2026, 11, 24), demonstration=True
            )
            return render.pdf(handout, "80mm")

        make()
        taken = p95([milliseconds(make) for _ in range(20)])
        fonts = typst.Fonts(include_system_fonts=False)
        smallest = [
            milliseconds(lambda: typst.Compiler(b"x", font_paths=fonts).compile(format="pdf")) for _ in range(20)
        ]
        floor = p95(smallest)
        store.close()
        slot.close()
    return [Figure("slip as PDF with codes read back, p95", taken, "ms", floor, f"<= {GOAL} ms", taken <= GOAL)]
