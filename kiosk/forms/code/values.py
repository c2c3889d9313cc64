"""Answers as plain values with whole numbers for names, as they lie in the clerk's code, and back again.

The keys of the form's definition stand for its names, the position in its list for a choice, `20261124` for a date
(`20261100` where the day is unknown), seconds for a time of day. What comes back is held to the form as strictly as
what a visitor types: a code that nobody has sealed may be anybody's.
"""

from __future__ import annotations

from datetime import time
from decimal import Decimal
from typing import TYPE_CHECKING, TypeAlias, cast

from kiosk.domain.provenance import PartialDate
from kiosk.errors import CodeError, FormError
from kiosk.forms import exchange
from kiosk.forms.answers import Answers, Value
from kiosk.forms.definition import CHOOSING, Field, Kind, Repeat

if TYPE_CHECKING:
    from collections.abc import Mapping

    from kiosk.forms.definition import Form

Plain: TypeAlias = "str | int | Decimal | bool | list[str | int]"
Numbered: TypeAlias = "dict[int, Plain | list[dict[int, Plain]]]"

UNTYPED = frozenset({Kind.CALCULATE, Kind.HIDDEN})
"""Kinds whose values may be of any type; dates and times among them travel as text."""


def numbered(form: Form, given: Answers) -> Numbered:
    """The answers by key, as CBOR takes them."""
    result: Numbered = {key: _plain(form, key, value) for key, value in given.values.items()}
    for key, items in given.repeats.items():
        result[key] = [{inner: _plain(form, inner, value) for inner, value in item.items()} for item in items]
    return dict(sorted(result.items()))


def restored(form: Form, data: object) -> Answers:
    """The answers of what a code holds; raises CodeError for anything that this form could not have written."""
    values: dict[int, Value] = {}
    repeats: dict[int, tuple[Mapping[int, Value], ...]] = {}
    for key, value in _items(data):
        node = form.by_key.get(key)
        if isinstance(node, Repeat):
            if not isinstance(value, list) or len(value) > node.most:
                raise _strange(key)
            repeats[key] = tuple(
                {inner: _value(form, inner, said, node) for inner, said in _items(item)} for item in value
            )
        else:
            values[key] = _value(form, key, value, None)
    return Answers(values, repeats)


def _items(data: object) -> list[tuple[int, object]]:
    if not isinstance(data, dict) or not all(type(key) is int for key in data):
        raise CodeError("the code holds something other than answers; print the form again")
    return sorted(data.items())


def _strange(key: int) -> CodeError:
    return CodeError(f"the code holds an answer (number {key}) that this form does not ask for; print the form again")


def _plain(form: Form, key: int, value: Value) -> Plain:
    asked = cast("Field", form.by_key[key])
    match value:
        case tuple():
            return [_choice(form, asked, name) for name in value]
        case PartialDate():
            return value.text if asked.kind in UNTYPED else _whole(value)
        case time():
            return (
                value.isoformat("seconds")
                if asked.kind in UNTYPED
                else value.hour * 3600 + value.minute * 60 + value.second
            )
        case str() if asked.kind in CHOOSING:
            return _choice(form, asked, value)
        case _:
            return value


def _names(form: Form, asked: Field) -> tuple[str, ...]:
    return tuple(choice.name for choice in form.lists.get(asked.choices, ()))


def _choice(form: Form, asked: Field, name: str) -> str | int:
    """Its position in the list; a list that is made of other answers has none, and the name itself travels."""
    names = _names(form, asked)
    return names.index(name) if name in names else name


def _whole(day: PartialDate) -> int:
    return int(day.text.replace("-", "").ljust(8, "0"))


def _value(form: Form, key: int, said: object, within: Repeat | None) -> Value:
    asked = form.by_key.get(key)
    if not isinstance(asked, Field) or form.repeat_of(asked.path) is not within:
        raise _strange(key)
    try:
        value = _untyped(said) if asked.kind in UNTYPED else exchange.parse(asked, _raw(form, asked, said))
    except FormError as error:
        raise _strange(key) from error
    if value is None:
        raise _strange(key)
    return value


def _untyped(said: object) -> Value | None:
    match said:
        case bool():
            return said or None
        case int() | str():
            return said
        case Decimal() if said.is_finite() and abs(int(said.as_tuple().exponent)) <= exchange.LONGEST_NUMBER:
            return said
        case _:
            return None


def _raw(form: Form, asked: Field, said: object) -> object:
    """A value as `exchange.parse` takes it; None where it is not of the kind that the question has."""
    match asked.kind, said:
        case Kind.ACKNOWLEDGE, True:
            return True
        case _, bool():
            return None
        case Kind.DATE, int():
            return _date(said)
        case Kind.TIME, int() if 0 <= said < 86400:  # noqa: PLR2004 - seconds of a day
            return time(said // 3600, said // 60 % 60, said % 60)
        case Kind.SELECT_ONE, int() | str():
            return _name(form, asked, said)
        case Kind.SELECT_MULTIPLE, list():
            return tuple(_name(form, asked, each) for each in said)
        case (Kind.TEXT, str()) | (Kind.INTEGER, int()) | (Kind.DECIMAL | Kind.RANGE, int() | Decimal()):
            return said
        case _:
            return None


def _name(form: Form, asked: Field, said: object) -> str:
    names = _names(form, asked)
    if isinstance(said, str) and said not in names:
        return said
    if type(said) is not int or not 0 <= said < len(names):
        raise _strange(asked.key)
    return names[said]


def _date(number: int) -> PartialDate | None:
    digits = f"{number:08d}"
    parts = [digits[:4], digits[4:6], digits[6:]]
    while parts[-1] == "00":
        parts.pop()
    try:
        return PartialDate.parse("-".join(parts))
    except ValueError:
        return None
