"""Answers by the fields of a city's own PDF form (`bind::kiosk:print` = `pdf:NAME`), in the official language.

In NAME, `{n}` stands for the number of a repetition (`child{n}_name`) and `{choice}` for the name of a choice that has a
box of its own (`papers_{choice}`).
"""

from __future__ import annotations

from datetime import time
from typing import TYPE_CHECKING

from kiosk.domain.provenance import PartialDate
from kiosk.forms.answers import plain
from kiosk.forms.definition import CHOOSING, Field
from kiosk.handouts.words import tidy

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kiosk.forms.answers import Answers, Value
    from kiosk.forms.definition import Form
    from kiosk.forms.texts import FormTexts
    from kiosk.i18n.formats import Formats

NUMBER, CHOICE = "{n}", "{choice}"


def names(form: Form) -> Iterator[tuple[Field, str]]:
    """Each field of the PDF that the form speaks of; of a repeat the first one, of boxes the one of each choice."""
    for asked in form.fields:
        name = asked.pdf_field.replace(NUMBER, "1")
        if CHOICE in name:
            yield from ((asked, name.replace(CHOICE, each.name)) for each in form.lists[asked.choices])
        elif name:
            yield asked, name


def filled(
    form: Form, given: Answers, official: FormTexts, formats: Formats
) -> tuple[dict[str, str], dict[str, frozenset[str]]]:
    """What stands in fields of text, and which choices are made, by the names of the PDF's fields."""
    texts: dict[str, str] = {}
    choices: dict[str, frozenset[str]] = {}
    for asked, number, value in _answers(form, given):
        name = asked.pdf_field.replace(NUMBER, str(number))
        chosen = _chosen(asked, value)
        if CHOICE in name:
            choices.update((name.replace(CHOICE, each), frozenset({each})) for each in chosen)
            continue
        labels = [tidy(official.choice(asked.choices, each).value) for each in sorted(chosen)]
        texts[name] = ", ".join(labels) if asked.kind in CHOOSING else _text(value, formats)
        choices[name] = chosen
    return texts, choices


def _answers(form: Form, given: Answers) -> Iterator[tuple[Field, int, Value]]:
    asked = {field.key: field for field in form.fields if field.pdf_field}
    yield from ((asked[key], 1, value) for key, value in given.values.items() if key in asked)
    for items in given.repeats.values():
        for number, item in enumerate(items, 1):
            yield from ((asked[key], number, value) for key, value in item.items() if key in asked)


def _chosen(asked: Field, value: Value) -> frozenset[str]:
    if value is True:
        return frozenset({"true"})
    if asked.kind not in CHOOSING:
        return frozenset()
    return frozenset(value) if isinstance(value, tuple) else frozenset({str(value)})


def _text(value: Value, formats: Formats) -> str:
    match value:
        case PartialDate():
            return formats.date(value)
        case time():
            return formats.time(value)
        case True:
            return ""
        case str():
            return "\n".join(line for line in map(tidy, value.splitlines()) if line)
        case _:
            return tidy(str(plain(value)))
