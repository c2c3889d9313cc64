"""A filled-in form on paper when everything is warm, against the smallest document that typst can set."""

from __future__ import annotations

import tempfile
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import typst

from bench.figure import Figure, milliseconds, p95
from kiosk.commands.form_found import in_store
from kiosk.commands.options import DEMONSTRATION
from kiosk.content.store import Store
from kiosk.errors import PackError
from kiosk.forms import handing_in
from kiosk.forms.code import slip
from kiosk.forms.handing_in import Desk
from kiosk.forms.running import filled
from kiosk.forms.sample import sample
from kiosk.handouts import bitmap
from kiosk.i18n.fallback import chain
from kiosk.packs.slots import Slots

GOAL = 250


def figures() -> list[Figure]:
    """The whole way to the preview's first page: sealing, setting, reading the code back, drawing the page."""
    with tempfile.TemporaryDirectory() as folder:
        slots = Slots(Path(folder))
        slots.install(DEMONSTRATION, trusted=False)
        slot = slots.active()
        if slot is None:
            raise PackError("the demonstration did not install; run `make setup`")
        store = Store(slot.path)
        manifest = store.manifest
        now = datetime.now(ZoneInfo(manifest.zone))
        form = in_store(store, "residence-declaration", chain("ar", manifest.languages, ("en",), manifest.official))
        desk = Desk.of(store, form.definition, now.date(), trusted=slot.trusted)
        answers = sample(form.definition, now, "ar", manifest.country, 3)
        running = filled(form.definition, answers, now, form.official)

        def make() -> object:
            paper = handing_in.printed(running, form.texts, form.official, desk, slip.draw())
            return bitmap.page(paper.pdf, 0, paper.dpi)

        first = milliseconds(make)
        taken = p95([milliseconds(make) for _ in range(20)])
        fonts = typst.Fonts(include_system_fonts=False)
        floor = p95(
            [milliseconds(lambda: typst.Compiler(b"x", font_paths=fonts).compile(format="pdf")) for _ in range(20)]
        )
        store.close()
        slot.close()
    goal = f"<= {GOAL} ms"
    return [
        Figure("a form's paper to its first page, the first time", first, "ms", floor, goal, first <= GOAL),
        Figure("a form's paper to its first page, p95", taken, "ms", floor, goal, taken <= GOAL),
    ]
