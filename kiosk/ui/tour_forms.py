"""The tour's stops in a form: one page of each kind, with made-up answers."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from kiosk.app import Kiosk
    from kiosk.viewmodels.filling import Filling
    from kiosk.viewmodels.form import FormModel

SEEDS = range(8)
"""Made-up answers that are tried for ones that have every kind of page."""


def form_stops(kiosk: Kiosk) -> Iterator[tuple[str, Callable[[], None]]]:
    """Name and action of each stop; none where the pack has no form."""
    stored = max(
        kiosk.catalogue.store.forms(kiosk.catalogue.chain()), key=lambda form: len(form.definition), default=None
    )
    if stored is None:
        return
    from kiosk.forms.definition import CHOOSING, Field, Kind, Repeat, decode

    definition = decode(stored.definition)
    fields = [field for field in definition.fields if field.asked and definition.repeat_of(field.path) is None]
    wanted = {
        "form-name": next((field.path for field in fields if field.type == "latin_name"), ""),
        "form-text": next((field.path for field in fields if field.kind is Kind.TEXT and not field.type), ""),
        "form-date": next((field.path for field in fields if field.kind is Kind.DATE), ""),
        "form-choices": next((field.path for field in fields if field.kind in CHOOSING), ""),
        "form-cards": next(
            (f"repeat:{node.path}" for node in definition.by_path.values() if isinstance(node, Repeat)), ""
        ),
    }

    def open_(where: str) -> Callable[[], None]:
        def act() -> None:
            _filled(kiosk, stored.id)
            kiosk.navigator.open("form", f"{stored.id} {where}")
            field = definition.by_path.get(where)
            if isinstance(field, Field) and field.kind is Kind.DATE:
                model(kiosk).openDate(where, "day")

        return act

    yield "form", lambda: kiosk.navigator.open("form", stored.id)
    for name, where in wanted.items():
        if where:
            yield name, open_(where)
    yield "form-error", lambda: _unanswered(kiosk, stored.id)
    yield "form-check", open_("check")
    yield "form-paper", open_("paper")
    yield "form-code", lambda: model(kiosk).showCode()


def _unanswered(kiosk: Kiosk, form: str) -> None:
    """A question that must be answered and is not, after "continue"."""
    from kiosk.forms.definition import Kind

    _filled(kiosk, form)
    filling = model(kiosk).filling
    if filling is None:
        return
    places = [place for page in filling.pages() for place in page.places]
    place = next((each for each in places if filling.form.required(each) and filling.field(each).kind is Kind.TEXT), "")
    if not place:
        return
    before = filling.form.given(place)
    kiosk.navigator.open("form", f"{form} {place}")
    model(kiosk).write(place, "")
    model(kiosk).next()
    filling.form.answer(place, before)


def model(kiosk: Kiosk) -> FormModel:
    """The view model of forms."""
    return cast("FormModel", kiosk.navigator.screen_model("form"))


def _filled(kiosk: Kiosk, form: str) -> None:
    """Answers the form once, with made-up answers that have every kind of page where some have."""
    kiosk.navigator.open("form", form)
    filling = model(kiosk).filling
    if filling is None or filling.begun:
        return
    from kiosk.forms.sample import sample

    manifest, now = kiosk.catalogue.store.manifest, filling.form.now
    drawn = [sample(filling.loaded.definition, now, kiosk.session.tag, manifest.country, seed) for seed in SEEDS]
    _write(filling, max(drawn, key=lambda said: len(str(said))))


def _write(filling: Filling, said: dict[str, object]) -> None:
    from kiosk.forms.definition import Field, Repeat
    from kiosk.forms.exchange import read
    from kiosk.forms.places import split

    definition = filling.loaded.definition
    for place, raw in read(definition, said):
        node = definition.by_path[split(place)[0]]
        if isinstance(node, Repeat) and filling.form.may_add(node.path):
            filling.form.add(node.path)
        elif isinstance(node, Field) and node.asked and not node.calculation:
            filling.write(place, raw)
