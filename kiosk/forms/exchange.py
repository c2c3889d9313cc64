"""Answers as others write them: JSON by name from editors and clerks, and texts as XForms has them.

What is read here is of the right kind; whether the form allows it is for `RunningForm` to say.
"""

from __future__ import annotations

import re
import unicodedata
from datetime import time
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from kiosk.domain.provenance import PartialDate
from kiosk.errors import FormError
from kiosk.forms.answers import AGREED, Value, clean, lexical
from kiosk.forms.definition import Field, Kind, Repeat, walk
from kiosk.forms.places import join, split

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from kiosk.forms.definition import Form

LONGEST = 2000
"""Characters of a text."""

LONGEST_NUMBER = 18
"""Digits of a number: more than any sum of money, few enough for 64 bits."""

_NUMBER = re.compile(r"-?\d{1,18}(\.\d{1,18})?", re.ASCII)
_BEFORE_TIME = re.compile("[T ]")
_TIME = re.compile(r"(\d{1,2}):(\d{2})(?::(\d{2})(?:\.\d{1,6})?)?(?:Z|[+-]\d{2}:?\d{2})?", re.ASCII)


def parse(asked: Field, raw: object) -> Value | None:
    """The typed value of a JSON value or of a text as XForms writes it; '' and None are no answer.

    Raises FormError when it is not of the question's kind; whether the form allows it is for `RunningForm` to say.
    """
    match raw:
        case None | "" | False | ():
            return None
        case list() if not raw:
            return None
        case tuple() | list():
            return _names(asked, tuple(map(str, raw)))
        case PartialDate() | time():
            raw = lexical(raw)
    if asked.kind in {Kind.SELECT_MULTIPLE, Kind.ACKNOWLEDGE} and isinstance(raw, str):
        return _names(asked, tuple(raw.split()))
    if raw is True:
        if asked.kind is not Kind.ACKNOWLEDGE:
            raise _wrong(asked, raw, "a value")
        return True
    if not isinstance(raw, str | int | float | Decimal):
        raise _wrong(asked, raw, "a value")
    return _PARSERS.get(asked.kind, _text)(asked, str(raw))


def _text(asked: Field, raw: str) -> Value | None:
    text = clean(raw)
    if len(text) > LONGEST:
        message = f"{asked.path}: the answer has more than {LONGEST} characters; shorten it"
        raise FormError(message)
    return text or None


def _integer(asked: Field, raw: str) -> Value:
    number = _decimal(asked, raw)
    if not isinstance(number, Decimal) or number != number.to_integral_value():
        raise _wrong(asked, raw, "a whole number")
    return int(number)


def _decimal(asked: Field, raw: str) -> Value:
    text = "".join(str(unicodedata.digit(c, c)) for c in raw.strip()).replace("٫", ".").replace(",", ".")
    if not _NUMBER.fullmatch(text):
        raise _wrong(asked, raw, f"a number of at most {LONGEST_NUMBER} digits")
    return Decimal(text)


def _range(asked: Field, raw: str) -> Value:
    return _integer(asked, raw) if asked.integer else _decimal(asked, raw)


def _date(asked: Field, raw: str) -> Value:
    try:
        return PartialDate.parse(_BEFORE_TIME.split(raw.strip())[0])
    except ValueError:
        raise _wrong(asked, raw, "a date such as 2026-01-31") from None


def _time(asked: Field, raw: str) -> Value:
    match = _TIME.fullmatch(raw.strip())
    hour, minute, second = (int(part or 0) for part in match.groups()) if match is not None else (99, 0, 0)
    try:
        return time(hour, minute, second)
    except ValueError:
        raise _wrong(asked, raw, "a time of day such as 14:30") from None


def _choice(asked: Field, raw: str) -> Value:
    (name,) = raw.split() if len(raw.split()) == 1 else [""]
    if not name:
        raise _wrong(asked, raw, "the name of one choice")
    return name


def _names(asked: Field, names: tuple[str, ...]) -> Value | None:
    if not names:
        return None
    if asked.kind is Kind.ACKNOWLEDGE and names in {(AGREED,), ("true",)}:
        return True
    if asked.kind is not Kind.SELECT_MULTIPLE:
        raise _wrong(asked, list(names), "one value")
    return tuple(dict.fromkeys(names))


_PARSERS = {
    Kind.INTEGER: _integer,
    Kind.DECIMAL: _decimal,
    Kind.RANGE: _range,
    Kind.DATE: _date,
    Kind.TIME: _time,
    Kind.SELECT_ONE: _choice,
}


def _wrong(asked: Field, raw: object, wanted: str) -> FormError:
    return FormError(f"{asked.path}: {raw!r} is not {wanted}; correct this answer")


def read(form: Form, data: Mapping[str, Any]) -> Iterator[tuple[str, object]]:
    """Each answer of a JSON object as (place, raw value), in the order of the form; names may be grouped as in the form.

    Raises FormError for a name that the form does not have, and for a repeat that is not a list.
    """
    known = {name: path for path, name in form.names.items()} | {path.lstrip("/"): path for path in form.names}
    groups = {node.name for node in walk(form.nodes) if not isinstance(node, Field | Repeat)}
    found: dict[str, object] = {}
    _collect(form, data, known, groups, "", found)
    order = {path: position for position, path in enumerate(form.by_path)}
    yield from sorted(found.items(), key=lambda item: _sort_key(item[0], order))


def _sort_key(place: str, order: Mapping[str, int]) -> tuple[int, int]:
    path, instance = split(place)
    return order[path], instance


def _collect(
    form: Form, data: object, known: Mapping[str, str], groups: set[str], within: str, found: dict[str, object]
) -> None:
    if not isinstance(data, dict):
        message = f'{within or "the answers"}: {data!r} is not a group of names and values; write {{"name": value}}'
        raise FormError(message)
    for name, value in data.items():
        path = known.get(name)
        if path is None and name in groups and isinstance(value, dict):
            _collect(form, value, known, groups, within, found)
            continue
        if path is None:
            message = f"the form asks nothing named {name!r}; `kiosk form sample` shows its names"
            raise FormError(message)
        node = form.by_path[path]
        if isinstance(node, Repeat):
            if not isinstance(value, list):
                message = f"{name}: is a repeat, so its answers are a list; write [{{…}}, {{…}}]"
                raise FormError(message)
            for number, item in enumerate(value, 1):
                found[join(node.path, node.path, number)] = None
                _collect(form, item, known, groups, f"{node.path}[{number}]", found)
        elif within:
            repeat, instance = split(within)
            found[join(path, repeat, instance)] = value
        else:
            found[path] = value
