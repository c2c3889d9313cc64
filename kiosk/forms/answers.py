"""What a visitor has answered: typed values, and the JSON that editors and clerks see.

A value is a text, a whole number, a Decimal, a PartialDate, a time of day, the names of choices, or True for
"I agree". None is no answer. Answers are by key, as in the clerk's code; JSON is by name, and a repeat is a list.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, field
from datetime import time
from decimal import Decimal, InvalidOperation
from typing import TYPE_CHECKING, Any, TypeAlias

import msgspec

from kiosk.domain.provenance import PartialDate
from kiosk.errors import FormError
from kiosk.forms.definition import Field, Kind, Repeat, walk

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from kiosk.forms.definition import Form

Value: TypeAlias = str | int | Decimal | PartialDate | time | bool | tuple[str, ...]
"""One answer. A bool is only ever True; a tuple holds the names of choices."""

LONGEST = 2000
"""Characters of a text."""

LONGEST_NUMBER = 18
"""Digits of a number: more than any sum of money, few enough for 64 bits."""

AGREED = "OK"
"""What XForms writes for an acknowledgement."""

_NUMBER = re.compile(r"-?\d{1,18}(\.\d{1,18})?", re.ASCII)
_TIME = re.compile(r"(\d{1,2}):(\d{2})(?::(\d{2})(?:\.\d{1,6})?)?(?:Z|[+-]\d{2}:?\d{2})?", re.ASCII)


@dataclass(frozen=True, slots=True)
class Answers:
    """All answers of one form that are relevant and given.

    values: by the key of a field outside repeats. repeats: by the key of a repeat, one mapping for each repetition.
    """

    values: Mapping[int, Value] = field(default_factory=dict)
    repeats: Mapping[int, tuple[Mapping[int, Value], ...]] = field(default_factory=dict)

    def __bool__(self) -> bool:
        return bool(self.values) or any(any(items) for items in self.repeats.values())

    def to_json(self, form: Form) -> dict[str, Any]:
        """Names to JSON values, in the order of the form."""
        names = form.names
        result: dict[str, Any] = {}
        for node in walk(form.nodes):
            if isinstance(node, Repeat):
                result[names[node.path]] = [
                    {names[form.by_key[key].path]: plain(items[key]) for key in _order(items, form)}
                    for items in self.repeats.get(node.key, ())
                ]
            elif node.key in self.values:
                result[names[node.path]] = plain(self.values[node.key])
        return result


def _order(items: Mapping[int, Value], form: Form) -> list[int]:
    return [key for key in form.by_key if key in items]


def dumps(value: Mapping[str, Any]) -> str:
    """JSON text with decimals as exact numbers."""
    encoded = msgspec.json.Encoder(decimal_format="number").encode(value)
    return msgspec.json.format(encoded, indent=2).decode()


def plain(value: Value) -> str | int | Decimal | bool | list[str]:
    """A value as JSON has it."""
    match value:
        case PartialDate():
            return value.text
        case time():
            return value.isoformat("minutes")
        case tuple():
            return list(value)
        case _:
            return value


def lexical(value: Value) -> str:
    """A value as XForms writes it into an instance."""
    match value:
        case True:
            return AGREED
        case PartialDate():
            return value.text
        case time():
            return value.isoformat("milliseconds")
        case tuple():
            return " ".join(value)
        case Decimal():
            return format(value, "f")
        case _:
            return str(value)


def clean(text: str) -> str:
    """A typed text without what nobody can see: control characters, and marks that would turn its surroundings around.

    The joiners of Persian and Indic scripts stay (UAX 9 names the marks that go). Spaces around it go as well.
    """
    composed = unicodedata.normalize("NFC", text.replace("\r\n", "\n").replace("\t", " "))
    kept = (c for c in composed if c in "\n\u200c\u200d" or unicodedata.category(c) not in {"Cc", "Cf", "Cs", "Zl", "Zp"})
    return "".join(kept).strip()


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
    try:
        if not _NUMBER.fullmatch(text):
            raise InvalidOperation
        return Decimal(text)
    except InvalidOperation:
        raise _wrong(asked, raw, f"a number of at most {LONGEST_NUMBER} digits") from None


def _range(asked: Field, raw: str) -> Value:
    return _integer(asked, raw) if asked.integer else _decimal(asked, raw)


def _date(asked: Field, raw: str) -> Value:
    try:
        return PartialDate.parse(raw.strip().partition("T")[0])
    except ValueError:
        raise _wrong(asked, raw, "a date such as 2026-01-31") from None


def _time(asked: Field, raw: str) -> Value:
    match = _TIME.fullmatch(raw.strip())
    try:
        if match is None:
            raise ValueError
        return time(int(match[1]), int(match[2]), int(match[3] or 0))
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


def given(form: Form, data: Mapping[str, Any]) -> Iterator[tuple[str, object]]:
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
    from kiosk.forms.places import split

    path, instance = split(place)
    return order[path], instance


def _collect(
    form: Form, data: object, known: Mapping[str, str], groups: set[str], within: str, found: dict[str, object]
) -> None:
    from kiosk.forms.places import join, split

    if not isinstance(data, dict):
        message = f"{within or 'the answers'}: {data!r} is not a group of names and values; write {{\"name\": value}}"
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
