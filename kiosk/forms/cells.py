"""Answers as rules see them, what rules give as answers, and lists of choices as rules walk them."""

from __future__ import annotations

import math
from datetime import datetime, time
from decimal import Decimal, InvalidOperation
from typing import TYPE_CHECKING

from kiosk.domain.provenance import PartialDate
from kiosk.errors import ExpressionError, FormError
from kiosk.forms import exchange
from kiosk.forms.answers import AGREED, Value, lexical
from kiosk.forms.definition import Kind
from kiosk.forms.expressions.cell import Cell
from kiosk.forms.expressions.values import atom, boolean, moment, number, string

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import tzinfo

    from kiosk.forms.definition import Choice, Field
    from kiosk.forms.expressions import values
    from kiosk.forms.expressions.values import Atom


_NUMBERS = frozenset({Kind.INTEGER, Kind.DECIMAL, Kind.RANGE})

_PLACES = 15
"""Decimal places of a number that a rule answers with: 0.1 * 0.1 * 0.1 has nineteen, and means three."""


def table(choices: tuple[Choice, ...]) -> Cell:
    """A list of choices as `instance(…)` sees it: `root/item`, whose children are the columns."""
    top = Cell("", "", None, {})
    root = Cell("root", "", top, {})
    top.children["root"] = [root]
    items: list[Cell] = []
    for choice in choices:
        item = Cell("item", "", root, {})
        item.number = len(items) + 1
        for column, text in (("name", choice.name), *choice.extra.items()):
            leaf = Cell(column, "", item, {})
            leaf.seen = text
            item.children[column] = [leaf]
        items.append(item)
    root.children["item"] = items
    return top


def to_atom(value: Value | None, zone: tzinfo | None) -> Atom:
    """An answer as rules see it; a date without a day counts as its first day."""
    match value:
        case None:
            return ""
        case True:
            return AGREED
        case int() | Decimal():
            return float(value)
        case PartialDate():
            return datetime.combine(value.first_day, time(), zone)
        case tuple():
            return " ".join(value)
        case _:
            return value


def to_value(field: Field, result: values.Value, zone: tzinfo | None) -> Value | None:
    """What a rule gave as an answer of the field's kind; raises ExpressionError when it is none.

    It is held to the question as strictly as what a visitor types, so that whatever stands on paper can be read back.
    """
    result = atom(result)
    if result == "" or result != result:  # noqa: PLR0124 - NaN is not itself
        return None
    kind = field.holds or (Kind.INTEGER if field.integer else field.kind)
    if field.asked and kind in _NUMBERS and isinstance(result, float) and math.isinf(result):
        return None  # a number divided by nothing is none
    try:
        value = _CONVERTERS.get(kind, _text)(result, zone)
        return _as_typed(field, value) if field.asked and value is not None else value
    except (ValueError, OverflowError, InvalidOperation, FormError):
        message = f"{field.path}: {string(result)[:40]!r} is not of the kind {field.kind}; correct its rule"
        raise ExpressionError(message) from None


def _as_typed(field: Field, value: Value) -> Value | None:
    """As if it had been typed; raises FormError for what nobody could type."""
    if isinstance(value, Decimal) and round(value, _PLACES) != value:
        value = round(value, _PLACES).normalize()
    return exchange.parse(field, lexical(value))


def _text(result: Atom, _zone: tzinfo | None) -> Value:
    return string(result)


def _decimal(result: Atom, _zone: tzinfo | None) -> Value:
    return Decimal(string(number(result)))


def _time(result: Atom, zone: tzinfo | None) -> Value | None:
    day = moment(result, zone, whole_days=False)
    return day.time() if isinstance(day, datetime) else None


def _day(result: Atom, zone: tzinfo | None) -> Value | None:
    if isinstance(result, str) and len(result) < len("2026-01-31"):
        return PartialDate.parse(result)
    day = moment(result, zone, whole_days=True)
    return PartialDate(day.date().isoformat()) if isinstance(day, datetime) else None


_CONVERTERS: dict[Kind, Callable[[Atom, tzinfo | None], Value | None]] = {
    Kind.INTEGER: lambda result, _zone: int(number(result)),
    Kind.DECIMAL: _decimal,
    Kind.RANGE: _decimal,
    Kind.DATE: _day,
    Kind.TIME: _time,
    Kind.SELECT_MULTIPLE: lambda result, _zone: tuple(string(result).split()) or None,
    Kind.ACKNOWLEDGE: lambda result, _zone: True if boolean(result) else None,
}
"""How a rule's value becomes an answer; kinds that are not here take it as a text."""
