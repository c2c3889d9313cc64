"""Answers as a table of one row, for spreadsheets."""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING

from kiosk.forms import answers
from kiosk.forms.definition import Field, Kind, Repeat, walk

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from kiosk.forms.answers import Answers, Value
    from kiosk.forms.definition import AnyNode, Form

_WITHOUT = frozenset({Kind.NOTE, Kind.SIGNATURE})
"""Kinds that have no answer."""

_FORMULA = ("=", "@", "\t", "\r", "\uff1d", "\uff0b", "\uff0d", "\uff20")
"""How a formula begins; the wide signs of East Asian keyboards are taken for the same."""

_NUMBER_SIGNS = frozenset("+-0123456789 ()/.,")


def cells(form: Form, given: Answers) -> Iterator[tuple[str, str]]:
    """Names and answers in the order of the form; all its questions have a place, and each repetition has its own."""
    for node in walk(form.nodes):
        if isinstance(node, Repeat):
            for number, item in enumerate(given.repeats.get(node.key, ()), 1):
                for inner in _fields(node.nodes):
                    yield f"{form.names[node.path]}[{number}]/{form.names[inner.path]}", _cell(item.get(inner.key))
        elif isinstance(node, Field) and form.repeat_of(node.path) is None and node.kind not in _WITHOUT:
            yield form.names[node.path], _cell(given.values.get(node.key))


def _fields(nodes: tuple[AnyNode, ...]) -> Iterator[Field]:
    return (node for node in walk(nodes) if isinstance(node, Field) and node.kind not in _WITHOUT)


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
