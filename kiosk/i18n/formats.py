"""Dates, times, money and names of languages as each language writes them; Gregorian days and Western digits everywhere.

A date on a slip is read by the clerk too, and stands on the door in the city's digits: so one calendar and one set of
digits for all. Babel is imported inside the functions: with its first locale it takes 15 ms, which `kiosk run` would pay
before its first frame, and the first screen has neither a date nor an amount. The first service that is opened pays it.
"""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING, Literal

from kiosk.domain.language import BY_TAG
from kiosk.domain.provenance import PartialDate
from kiosk.i18n.cldr import ALIASES, DATES, LANGUAGES, LISTS, MONTHS, UNITS, locale_of

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date, time
    from decimal import Decimal

    from babel import Locale

YEAR, MONTH = 1, 2
"""Precisions of a date that is known to the year, to the month."""

_DURATION = re.compile(
    r"P(?:(?P<year>\d{1,4})Y)?(?:(?P<month>\d{1,4})M)?(?:(?P<week>\d{1,4})W)?(?:(?P<day>\d{1,4})D)?"
    r"(?:T(?:(?P<hour>\d{1,4})H)?(?:(?P<minute>\d{1,4})M)?)?",
    re.ASCII,
)
_DIGIT = re.compile(r"\d")


class Formats:
    """Formats of one language; a language that Babel lacks takes English ones."""

    def __init__(self, tag: str) -> None:
        self.tag = tag
        self._locale: Locale = locale_of(tag)

    def date(self, day: date | PartialDate) -> str:
        """A day, a month with its year, or a year, as exactly as it is known."""
        from babel.dates import format_date, format_skeleton

        if isinstance(day, PartialDate):
            if day.precision == YEAR:
                return day.text
            if day.precision == MONTH:
                pattern, first = MONTHS.get(self.tag), day.first_day
                if pattern:
                    return _western(format_date(first, pattern, locale=self._locale))
                return _western(format_skeleton("yMMMM", first, locale=self._locale))
            day = day.first_day
        return _western(format_date(day, DATES.get(self.tag, "long"), locale=self._locale))

    def time(self, moment: time) -> str:
        """Hours and minutes of a 24-hour day, as on the door."""
        return f"{moment:%H:%M}"

    def weekday(self, day: int, width: Literal["wide", "abbreviated"] = "wide") -> str:
        """Name of a weekday, 0 (Monday) to 6 (Sunday).

        The `format` names: Babel writes an alias that it has resolved back into data that its locales share, so that the
        stand-alone names of many languages become those of the one that was asked first (seen in 2.18).
        """
        return str(self._locale.days["format"][width][day])

    def number(self, value: int | Decimal) -> str:
        """A number with the language's separators."""
        from babel.numbers import format_decimal

        return _western(format_decimal(value, locale=self._locale))

    def money(self, amount: Decimal, currency: str) -> str:
        """An amount with its currency (ISO 4217), the currency last as in Europe; whole euros without cents."""
        from babel.numbers import format_currency

        whole = amount == amount.to_integral_value()
        return _western(
            format_currency(
                amount,
                currency,
                format="#,##0\xa0¤" if whole else "#,##0.00\xa0¤",
                locale=self._locale,
                currency_digits=False,
            )
        )

    def duration(self, iso: str) -> str:
        """An ISO 8601 duration in words, from years to minutes; one that cannot be read comes back as it is."""
        match = _DURATION.fullmatch(iso)
        parts = {unit: int(value) for unit, value in match.groupdict().items() if value} if match else {}
        return self.joined([self._unit(value, unit) for unit, value in parts.items()]) if parts else _western(iso)

    def joined(self, parts: Sequence[str]) -> str:
        """A list in a sentence: "a, b and c"; nothing for an empty one."""
        from babel.lists import format_list

        if self.tag not in LISTS or len(parts) <= 1:
            return _western(format_list(list(parts), locale=self._locale))
        middle, end = LISTS[self.tag]
        *most, before, last = parts
        text = end.format(before, last)
        for part in reversed(most):
            text = middle.format(part, text)
        return _western(text)

    def language_name(self, tag: str) -> str:
        """Name of another language in this one; its own name where Babel has none, else its tag."""
        ours = LANGUAGES.get(self.tag, {}).get(tag)
        known = self._locale.languages.get(tag) or self._locale.languages.get(ALIASES.get(tag, tag))
        return ours or str(known or (BY_TAG[tag].endonym if tag in BY_TAG else tag))

    def _unit(self, value: int, unit: str) -> str:
        """A number of units, in the plural form of the language.

        Not through Babel's `format_unit`: it does not look into short forms where long ones are inherited from them, and
        says "1 weeks" or "1 duration-year" instead, in eleven of our languages (seen in 2.18).
        """
        form = self._locale.plural_form(value)
        if ours := UNITS.get(self.tag, {}).get(unit):
            pattern = ours.get(form, ours["other"])
        else:
            lengths = self._locale._data["unit_patterns"][f"duration-{unit}"]  # noqa: SLF001 - see above
            tables = (lengths.get("long", {}), lengths.get("short", {}))
            pattern = next(table[each] for each in (form, "other") for table in tables if each in table)
        return str(pattern).format(self.number(value))


def _western(text: str) -> str:
    """`text` with every digit of another script in its Western form."""
    return _DIGIT.sub(lambda digit: str(unicodedata.decimal(digit[0])), text)
