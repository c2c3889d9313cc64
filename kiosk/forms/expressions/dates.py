"""Dates as rules print them: `format-date()` with ODK's letters, and the time of day as a number."""

from __future__ import annotations

import re
from datetime import datetime
from typing import TYPE_CHECKING

from kiosk.errors import ExpressionError
from kiosk.forms.expressions.values import atom, moment, parse_moment, parse_time, string

if TYPE_CHECKING:
    from collections.abc import Callable

    from kiosk.forms.expressions.context import Context
    from kiosk.forms.expressions.values import Value

_ESCAPE = re.compile(r"%(.?)", re.DOTALL)


def decimal_time(c: Context, value: Value) -> Value:
    """The time of day in the city as a part of the day; '' and NaN stay what they are. Raises ExpressionError for no time."""
    said = atom(value)
    clock = parse_time(said) if isinstance(said, str) else None
    if isinstance(said, str) and said and clock is None and parse_moment(said, c.zone) is None:
        message = f"{said[:40]!r} is not a time of day; a time is written 09:30"
        raise ExpressionError(message)
    given = moment(said if clock is None else clock, c.zone, whole_days=False)
    if not isinstance(given, datetime):
        return given
    midnight = given.replace(hour=0, minute=0, second=0, microsecond=0)
    return (given - midnight).total_seconds() / 86400


def format_date(c: Context, value: Value, pattern: Value) -> str:
    """A date by ODK's pattern; '' when there is no date. Names of months and days are in the language of the form's words.

    Raises ExpressionError for a letter that ODK does not have.
    """
    given = moment(value, c.zone, whole_days=False)
    if not isinstance(given, datetime):
        return ""
    language = c.words.language
    return _ESCAPE.sub(lambda match: _letter(match[1])(given, language), string(pattern))


def _letter(letter: str) -> Callable[[datetime, str], str]:
    if letter not in _LETTERS:
        message = f"format-date() does not know %{letter}; use one of {' '.join(f'%{known}' for known in _LETTERS)}"
        raise ExpressionError(message)
    return _LETTERS[letter]


def _named(pattern: str) -> Callable[[datetime, str], str]:
    """A name by Unicode's pattern in the language; Babel is slow to import, so that is left to who needs it."""

    def name(given: datetime, language: str) -> str:
        from babel.dates import format_date as babel

        from kiosk.i18n.cldr import locale_of

        return babel(given, pattern, locale_of(language))

    return name


_LETTERS: dict[str, Callable[[datetime, str], str]] = {
    "Y": lambda d, _: f"{d.year:04}",
    "y": lambda d, _: f"{d.year % 100:02}",
    "m": lambda d, _: f"{d.month:02}",
    "n": lambda d, _: str(d.month),
    "B": _named("LLLL"),
    "b": _named("LLL"),
    "d": lambda d, _: f"{d.day:02}",
    "e": lambda d, _: str(d.day),
    "H": lambda d, _: f"{d.hour:02}",
    "h": lambda d, _: str(d.hour),
    "M": lambda d, _: f"{d.minute:02}",
    "S": lambda d, _: f"{d.second:02}",
    "3": lambda d, _: f"{d.microsecond // 1000:03}",
    "A": _named("EEEE"),
    "a": _named("EEE"),
    "%": lambda _d, _: "%",
}
