"""Dates, times, money and names of languages as each language writes them; Gregorian days and Western digits everywhere.

A date on a slip is read by the clerk too, so digits stay those of the city. Babel is imported on first use: the first
screen needs none of it.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from kiosk.domain.language import BY_TAG
from kiosk.domain.provenance import PartialDate

if TYPE_CHECKING:
    from datetime import date, time
    from decimal import Decimal

    from babel import Locale

LOCALES = {"prs": "fa_AF", "kmr": "ku", "ckb": "ckb", "en": "en_GB"}
"""Tags that Babel knows by another name; English is written the European way."""

_DIGITS = {ord(digit): str(value) for block in "٠۰০०" for value in range(10) for digit in [chr(ord(block) + value)]}

MONTH = 2
"""Precision of a date that is known to the month."""

_DURATION = re.compile(
    r"P(?:(?P<year>\d+)Y)?(?:(?P<month>\d+)M)?(?:(?P<week>\d+)W)?(?:(?P<day>\d+)D)?(?:T(?:(?P<hour>\d+)H)?(?:(?P<minute>\d+)M)?)?"
)


class Formats:
    """Formats of one language; a language that Babel lacks takes English ones."""

    def __init__(self, tag: str) -> None:
        from babel import Locale, UnknownLocaleError

        self.tag = tag
        try:
            self._locale: Locale = Locale.parse(LOCALES.get(tag, tag.replace("-", "_")))
        except (UnknownLocaleError, ValueError):
            self._locale = Locale.parse("en_GB")

    def date(self, day: date | PartialDate) -> str:
        """A day, a month with its year, or a year, as exactly as it is known."""
        from babel.dates import format_date, format_skeleton

        if isinstance(day, PartialDate):
            if day.precision == 1:
                return day.text
            if day.precision == MONTH:
                return _western(format_skeleton("yMMMM", day.first_day, locale=self._locale))
            day = day.first_day
        return _western(format_date(day, "long", locale=self._locale))

    def time(self, moment: time) -> str:
        """Hours and minutes of a 24-hour day, as on the door."""
        return f"{moment:%H:%M}"

    def weekday(self, day: int) -> str:
        """Name of a weekday; 0 is Monday.

        The `format` names: Babel answers the stand-alone ones of some languages with those of another (seen in 2.18).
        """
        return str(self._locale.days["format"]["wide"][day])

    def money(self, amount: Decimal, currency: str) -> str:
        """An amount with its currency; whole euros without cents."""
        from babel.numbers import format_currency

        whole = amount == amount.to_integral_value()
        return _western(
            format_currency(
                amount,
                currency,
                format="#,##0 ¤" if whole else "#,##0.00 ¤",
                locale=self._locale,
                currency_digits=False,
            )
        )

    def duration(self, iso: str) -> str:
        """An ISO 8601 duration in words; one that cannot be read comes back as it is."""
        match = _DURATION.fullmatch(iso)
        parts = {unit: int(value) for unit, value in match.groupdict().items() if value} if match else {}
        if not parts:
            return iso
        words = [self._unit(value, unit) for unit, value in parts.items()]
        return _western(" ".join(words))

    def _unit(self, value: int, unit: str) -> str:
        """Babel inherits "long" units from "short" ones only on paper (seen in 2.18), so that we look there ourselves."""
        from babel.units import format_unit

        for length in ("long", "short", "narrow"):
            said = format_unit(value, f"duration-{unit}", length, locale=self._locale)
            if "duration" not in said:
                return said
        return format_unit(value, f"duration-{unit}", locale="en")

    def language_name(self, tag: str) -> str:
        """Name of another language in this one; its own name where Babel has none."""
        from babel import Locale

        known = self._locale.languages.get(LOCALES.get(tag, tag)) or self._locale.languages.get(tag)
        if known and tag != "en":
            return str(known)
        if tag == "en":
            return str(self._locale.languages.get("en", "English"))
        return BY_TAG[tag].endonym if tag in BY_TAG else str(Locale.parse("en").languages.get(tag, tag))


def _western(text: str) -> str:
    return text.translate(_DIGITS)
