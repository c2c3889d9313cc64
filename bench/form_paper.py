"""A filled-in form on paper when everything is warm, against the smallest document that typst can set."""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

from bench.figure import Figure, milliseconds, p95
from bench.paper import smallest
from kiosk.commands.form_found import in_store
from kiosk.commands.terminal import DEMONSTRATION, opened
from kiosk.forms import handing_in
from kiosk.forms.code import slip
from kiosk.forms.filled import filled
from kiosk.forms.handing_in import Desk
from kiosk.forms.sample import sample
from kiosk.handouts import bitmap
from kiosk.i18n.fallback import chain

GOAL = 250


def figures() -> list[Figure]:
    """The whole way to the preview's first page: sealing, setting, reading the code back, drawing the page."""
    with opened(None, DEMONSTRATION) as (store, trusted):
        manifest = store.manifest
        now = datetime.now(ZoneInfo(manifest.zone))
        form = in_store(store, "residence-declaration", chain("ar", manifest.languages, ("en",), manifest.official))
        desk = Desk.of(store, form.definition, now.date(), trusted=trusted)
        answers = sample(form.definition, now, "ar", manifest.country, 3)
        running = filled(form.definition, answers, now, form.official)

        def make() -> object:
            paper = handing_in.printed(running, form.texts, form.official, desk, slip.draw())
            return bitmap.page(paper.pdf, 0, paper.dpi)

        first = milliseconds(make)
        taken = p95([milliseconds(make) for _ in range(20)])
        floor = smallest()
    goal = f"<= {GOAL} ms"
    return [
        Figure("a form's paper to its first page, the first time", first, "ms", floor, goal, first <= GOAL),
        Figure("a form's paper to its first page, p95", taken, "ms", floor, goal, taken <= GOAL),
    ]
