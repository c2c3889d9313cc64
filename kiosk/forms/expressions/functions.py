"""ODK's functions on values (https://docs.getodk.org/form-operators-functions/).

A function that is not here is refused when a form is built: what asks for places, devices or the outside world has no
answer in a kiosk. Those on numbers are in `kiosk.forms.expressions.arithmetic`, those that look at questions rather than at values in `….looking`.
"""

from __future__ import annotations

import hashlib
import random
from base64 import b64decode, b64encode
from datetime import datetime
from typing import TYPE_CHECKING
from uuid import UUID

from kiosk.errors import ExpressionError
from kiosk.forms.expressions import arithmetic, dates
from kiosk.forms.expressions.context import bounded
from kiosk.forms.expressions.signature import MOST, Function, index, spread
from kiosk.forms.expressions.values import TRUTHS, atom, boolean, moment, number, string

if TYPE_CHECKING:
    from kiosk.forms.expressions.context import Context
    from kiosk.forms.expressions.values import Value


def _substr(_c: Context, text: Value, start: Value, end: Value | None = None) -> str:
    """From `start` to before `end`, from 0; negative ones count from the end."""
    whole = string(text)
    length = len(whole)
    first, last = index(start), length if end is None else index(end)
    first = min(max(first + length if first < 0 else first, 0), length)
    last = min(max(last + length if last < 0 else last, 0), length)
    return whole[first:last]


def _before(_c: Context, text: Value, mark: Value) -> str:
    found, separator = string(text), string(mark)
    return found.split(separator, 1)[0] if separator and separator in found else ""


def _after(_c: Context, text: Value, mark: Value) -> str:
    found, separator = string(text), string(mark)
    return found.partition(separator)[2] if separator else found


def _translate(_c: Context, text: Value, old: Value, new: Value) -> str:
    replacements = string(new)
    table: dict[int, str | None] = {}
    for position, letter in enumerate(string(old)):
        table.setdefault(ord(letter), replacements[position] if position < len(replacements) else None)
    return string(text).translate(table)


def _concat(_c: Context, *values: Value) -> str:
    return bounded("".join(map(string, spread(values))))


def _join(_c: Context, separator: Value, *values: Value) -> str:
    return bounded(string(separator).join(map(string, spread(values))))


def _names(value: Value) -> list[str]:
    return string(value).split()


def _selected(_c: Context, answer: Value, choice: Value) -> bool:
    names, wanted = string(answer), string(choice).strip()
    return names == wanted or (wanted in names.split() if wanted else not names.strip())


def _selected_at(_c: Context, answer: Value, position: Value) -> str:
    names, at = _names(answer), index(position, -1)
    return names[at] if 0 <= at < len(names) else ""


def _checked(least: Value, most: Value, got: float) -> bool:
    low, high = number(least), number(most)
    return (low < 0 or got >= low) and (high < 0 or got <= high)


def _checklist(_c: Context, least: Value, most: Value, *values: Value) -> bool:
    return _checked(least, most, sum(map(boolean, spread(values))))


def _weighted(_c: Context, least: Value, most: Value, *values: Value) -> bool:
    """Pairs of a truth and its weight, or two sets of nodes."""
    if len(values) == 2 and all(isinstance(value, tuple) for value in values):  # noqa: PLR2004 - the two sets
        truths, weights = (list(spread((value,))) for value in values)
        if len(truths) != len(weights):
            message = "weighted-checklist() has more answers than weights, or fewer; give one weight for each"
            raise ExpressionError(message)
    elif len(values) % 2:
        message = "weighted-checklist() needs a weight after each answer; add the last one"
        raise ExpressionError(message)
    else:
        truths, weights = [atom(value) for value in values[::2]], [atom(value) for value in values[1::2]]
    total = sum(number(weight) for truth, weight in zip(truths, weights, strict=True) if boolean(truth))
    return number(least) <= total <= number(most)


def _truth_of_text(_c: Context, value: Value) -> bool:
    return TRUTHS.get(string(value).lower(), False)


def _digest(_c: Context, text: Value, name: Value, form: Value = "base64") -> str:
    try:
        digest = hashlib.new(string(name).replace("-", ""), string(text).encode(), usedforsecurity=False).digest()
    except (ValueError, TypeError):  # SHAKE asks how long it is to be
        message = f"digest() does not know {string(name)[:20]!r}; use 'SHA-256'"
        raise ExpressionError(message) from None
    return digest.hex() if string(form) == "hex" else b64encode(digest).decode()


def _decode64(_c: Context, text: Value) -> str:
    try:
        return b64decode(string(text), validate=True).decode()
    except ValueError:
        message = "base64-decode() was given a text that is not base 64; correct the rule"
        raise ExpressionError(message) from None


def _chance(c: Context) -> random.Random:
    """The same for the same visitor, question and repetition, so that going back changes nothing."""
    top = c.rule
    while top.parent is not None and top.parent.local is top.local:
        top = top.parent  # the repetition that the question lies in, or the form
    return random.Random(hashlib.sha256(c.seed + f"{c.rule.path}[{top.number}]".encode()).digest())  # noqa: S311 - not a secret


def _uuid(c: Context) -> str:
    return str(UUID(int=_chance(c).getrandbits(128), version=4))


def _date(c: Context, value: Value) -> Value:
    return moment(value, c.zone, whole_days=True)


def _date_time(c: Context, value: Value) -> Value:
    return moment(value, c.zone, whole_days=False)


def _today(c: Context) -> Value:
    return c.now.replace(hour=0, minute=0, second=0, microsecond=0)


def _decimal_date_time(c: Context, value: Value) -> Value:
    given = moment(value, c.zone, whole_days=False)
    return given.timestamp() / 86400 if isinstance(given, datetime) else given


FUNCTIONS: dict[str, Function] = {
    **arithmetic.FUNCTIONS,
    "true": Function(0, 0, lambda _c: True),
    "false": Function(0, 0, lambda _c: False),
    "boolean": Function(1, 1, lambda _c, value: boolean(value)),
    "boolean-from-string": Function(1, 1, _truth_of_text),
    "not": Function(1, 1, lambda _c, value: not boolean(value)),
    "string": Function(1, 1, lambda _c, value: string(value)),
    "concat": Function(0, MOST, _concat),
    "join": Function(1, MOST, _join),
    "substr": Function(2, 3, _substr),
    "substring-before": Function(2, 2, _before),
    "substring-after": Function(2, 2, _after),
    "translate": Function(3, 3, _translate),
    "contains": Function(2, 2, lambda _c, text, part: string(part) in string(text)),
    "starts-with": Function(2, 2, lambda _c, text, part: string(text).startswith(string(part))),
    "ends-with": Function(2, 2, lambda _c, text, part: string(text).endswith(string(part))),
    "string-length": Function(1, 1, lambda _c, text: float(len(string(text)))),
    "normalize-space": Function(1, 1, lambda _c, text: " ".join(string(text).split())),
    "upper-case": Function(1, 1, lambda _c, text: string(text).upper()),
    "lower-case": Function(1, 1, lambda _c, text: string(text).lower()),
    "regex": Function(2, 2, lambda c, text, pattern: c.matches(string(text), string(pattern)), pure=False),
    "selected": Function(2, 2, _selected),
    "is-selected": Function(2, 2, _selected),
    "count-selected": Function(1, 1, lambda _c, answer: float(len(_names(answer)))),
    "selected-at": Function(2, 2, _selected_at),
    "checklist": Function(2, MOST, _checklist),
    "weighted-checklist": Function(2, MOST, _weighted),
    "digest": Function(2, 3, _digest),
    "base64-decode": Function(1, 1, _decode64),
    "random": Function(0, 0, lambda c: _chance(c).random(), pure=False),
    "uuid": Function(0, 0, _uuid, pure=False),
    "today": Function(0, 0, _today, pure=False),
    "now": Function(0, 0, lambda c: c.now, pure=False),
    "date": Function(1, 1, _date, pure=False),
    "date-time": Function(1, 1, _date_time, pure=False),
    "decimal-date-time": Function(1, 1, _decimal_date_time, pure=False),
    "decimal-time": Function(1, 1, dates.decimal_time, pure=False),
    "format-date": Function(2, 2, dates.format_date, pure=False),
    "format-date-time": Function(2, 2, dates.format_date, pure=False),
}
"""By the name that a rule calls them."""
