"""Answers as a table of one row, for spreadsheets."""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING

from kiosk.forms import answers
from kiosk.forms.definition import Kind

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from kiosk.forms.answers import Answers, Value
    from kiosk.forms.definition import Form

_FORMULA = ("=", "@", "\t", "\r")
_NUMBER_SIGNS = frozenset("+-0123456789 ()/.,")


def cells(form: Form, given: Answers) -> Iterator[tuple[str, str]]:
    """Names and answers in the order of the form; all its questions have a place, and each repetition has its own."""
    for field in form.fields:
        if field.kind in {Kind.NOTE, Kind.SIGNATURE}:
            continue
        repeat = form.repeat_of(field.path)
        name = form.names[field.path]
        if repeat is None:
            yield name, _cell(given.values.get(field.key))
            continue
        for number, item in enumerate(given.repeats.get(repeat.key, ()), 1):
            yield f"{form.names[repeat.path]}[{number}]/{name}", _cell(item.get(field.key))


def _cell(value: Value | None) -> str:
    if value is None:
        return ""
    plain = answers.plain(value)
    match plain:
        case list():
            return " ".join(plain)
        case bool():
            return "true"
        case _:
            return str(plain)


def as_csv(form: Form, given: Answers, before: Mapping[str, str]) -> str:
    """A line of names and a line of answers, `before` ahead of them.

    A spreadsheet takes a text that begins like a formula for one: such a text gets an apostrophe before it.
    """
    named = {**before, **{name: _disarmed(value) for name, value in cells(form, given)}}
    text = io.StringIO()
    csv.writer(text, lineterminator="\n").writerows([list(named), list(named.values())])
    return text.getvalue()


def _disarmed(value: str) -> str:
    formula = value.startswith(_FORMULA) or (value.startswith(("+", "-")) and not set(value) <= _NUMBER_SIGNS)
    return f"'{value}" if formula else value
