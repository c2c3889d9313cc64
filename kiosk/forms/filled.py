"""A form with the answers of a file: for editors' trials, and for offices that have the answers already."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from kiosk.errors import FormError
from kiosk.forms import exchange
from kiosk.forms.definition import Field, Form, Repeat
from kiosk.forms.places import split
from kiosk.forms.running import RunningForm

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from kiosk.forms.answers import Value
    from kiosk.forms.texts import FormTexts


def filled(definition: Form, data: Mapping[str, Any], now: datetime, texts: FormTexts | None = None) -> RunningForm:
    """A form with the answers of a JSON object by name.

    What a rule works out may stand in `data`, as in every printed form's own file, and is worked out anew; a value for a
    question that is read-only may not, unless it is the one that the form has. Raises FormError for what the form does not
    ask or take.
    """
    form = RunningForm(definition, now, texts)
    answers = exchange.read(definition, data)
    locked: list[tuple[str, Value | None]] = []
    # those within repetitions last: another answer may say how many there are
    for place, raw in sorted(answers, key=lambda answer: bool(split(answer[0])[1])):
        node = definition.by_path[split(place)[0]]
        if isinstance(node, Repeat):
            _must_have(form, node, split(place)[1])
        elif isinstance(node, Field) and node.asked and not node.calculation:
            value = exchange.parse(node, raw)
            if form.read_only(place):
                locked.append((place, value))
            else:
                form.answer(place, value)
    for place, value in locked:  # a later answer may have opened it
        if form.given(place) != value:
            form.answer(place, value)
    return form


def _must_have(form: RunningForm, repeat: Repeat, number: int) -> None:
    """Adds the repetition `number` where the visitor may; raises FormError where the form counts fewer."""
    if number <= form.repetitions(repeat.path):
        return
    if repeat.count:
        message = f"{repeat.path}: the form has {form.repetitions(repeat.path)} of them; leave out the others"
        raise FormError(message)
    form.add(repeat.path)
