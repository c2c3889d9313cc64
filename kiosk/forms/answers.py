"""What a visitor has answered: typed values, and the JSON that editors and clerks see.

A value is a text, a whole number, a Decimal, a PartialDate, a time of day, the names of choices, or True for
"I agree". None is no answer. Answers are by key, as in the clerk's code; JSON is by name, and a repeat is a list.
"""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass, field
from datetime import time
from decimal import Decimal
from typing import TYPE_CHECKING, Any, TypeAlias

import msgspec

from kiosk.domain.provenance import PartialDate
from kiosk.forms.definition import Repeat, walk

if TYPE_CHECKING:
    from collections.abc import Mapping

    from kiosk.forms.definition import Form

Value: TypeAlias = str | int | Decimal | PartialDate | time | bool | tuple[str, ...]
"""One answer. A bool is only ever True; a tuple holds the names of choices."""

AGREED = "OK"
"""What XForms writes for an acknowledgement."""


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
    kept = (
        c for c in composed if c in "\n\u200c\u200d" or unicodedata.category(c) not in {"Cc", "Cf", "Cs", "Zl", "Zp"}
    )
    return "".join(kept).strip()
