"""A slip as a PDF when everything is warm, against the smallest document that typst can set."""

from __future__ import annotations

from datetime import date

import typst

from bench.figure import Figure, milliseconds, p95
from kiosk.commands.terminal import DEMONSTRATION, opened
from kiosk.handouts import document, render

GOAL = 60


def smallest() -> float:
    """The floor: milliseconds at p95 of the smallest document that typst can set."""
    fonts = typst.Fonts(include_system_fonts=False)
    return p95([milliseconds(lambda: typst.Compiler(b"x", font_paths=fonts).compile(format="pdf")) for _ in range(20)])


def figures() -> list[Figure]:
    """The whole way: composing, setting, drawing, reading the codes back."""
    with opened(None, DEMONSTRATION) as (store, _trusted):

        def make() -> bytes:
            handout = document.compose(
                store, ["declare-residence"], "ar", fallback=("en",), today=date(2026, 11, 24), demonstration=True
            )
            return render.slip(handout, "80mm").pdf

        make()
        taken = p95([milliseconds(make) for _ in range(20)])
        floor = smallest()
    return [Figure("slip as PDF with codes read back, p95", taken, "ms", floor, f"<= {GOAL} ms", taken <= GOAL)]
