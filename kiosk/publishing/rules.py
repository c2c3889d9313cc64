"""What a single value of a source may be: each rule raises RuleError with what is wrong and what to write instead."""

from __future__ import annotations

import re
from datetime import date, datetime
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING
from urllib.parse import urlsplit
from zoneinfo import available_timezones

import phonenumbers
from babel import Locale
from babel.numbers import list_currencies

from kiosk.domain import event
from kiosk.domain.language import BY_TAG
from kiosk.domain.provenance import PartialDate, primary
from kiosk.publishing.findings import did_you_mean

if TYPE_CHECKING:
    from collections.abc import Callable

_TAG = re.compile(
    r"(?P<language>[a-z]{2,3})(?:-[A-Z][a-z]{3})?(?:-(?:[A-Z]{2}|[0-9]{3}))?(?:-(?:[a-z0-9]{5,8}|[0-9][a-z0-9]{3}))*(?:-x(?:-[a-z0-9]{1,8})+)?"
)
"""A well-formed tag (RFC 5646, 2.1) in its usual capitals (2.1.1), without extensions and extended languages."""

_SHORT = re.compile(r"[0-9]{2,6}")
_NUMBER = "[0-9]{1,4}"  # as many digits as the screen reads
_DURATION = re.compile(f"P(?=.)({_NUMBER}Y)?({_NUMBER}M)?({_NUMBER}W)?({_NUMBER}D)?(T(?=.)({_NUMBER}H)?({_NUMBER}M)?)?")
_EMAIL = re.compile(r"[^\s@<>(),;:\"\[\]\\]+@(?:[^\W_](?:[\w-]*[^\W_])?\.)+(?:[^\W\d_]{2,}|xn--[a-z0-9-]+)")
_AMOUNT = re.compile(r"[0-9]{1,9}(?:\.[0-9]{1,3})?")
_ICON = re.compile(r"[a-z0-9-]+")
_NO_LANGUAGE = frozenset({"mul", "und", "zxx"})
_ICONS = "static/fontawesomefree/svgs/solid"


class RuleError(ValueError):
    """A value is not what its key asks for; code: one of `kiosk.publishing.codes`."""

    def __init__(self, text: str, code: str = "KC106") -> None:
        super().__init__(text)
        self.code = code


def fits(rule: Callable[[str], object], value: str) -> bool:
    """Whether a value is there and a rule takes it."""
    try:
        rule(value)
    except RuleError:
        return False
    return bool(value)


def language(tag: str) -> None:
    """A BCP 47 tag of a language that the kiosk or CLDR (Babel) knows."""
    if not _TAG.fullmatch(tag):
        _wrong(f"{tag!r} is not a language tag; write one like lv, fa-AF or zh-Hant (BCP 47)", "KC109")
    if primary(tag) not in _languages():
        _wrong(f"{tag!r} is not a language that we know{did_you_mean(tag, BY_TAG)}; write its BCP 47 tag", "KC109")


def day(text: str) -> None:
    """A whole date, ISO 8601."""
    try:
        good = date.fromisoformat(text).isoformat() == text
    except ValueError:
        good = False
    if not good:
        _wrong(f"{text!r} is not a day; write it as 2026-11-24")


def known_on(text: str, as_of: str) -> None:
    """A year, a month or a day that is not after `as_of`, the date of the pack."""
    try:
        PartialDate.parse(text)
    except ValueError:
        _wrong(f"{text!r} is not a date; write 2024, 2024-10 or 2024-10-03")
    if text > as_of[: len(text)]:
        _wrong(f"{text} is after {as_of}, the 'as_of' of pack.yaml; correct one of the two", "KC107")


def zone(name: str) -> None:
    """An IANA time zone."""
    if name not in zones():
        _wrong(f"{name!r} is not a time zone{did_you_mean(name, zones())}; write one like Europe/Riga")


def country(code: str) -> None:
    """An ISO 3166-1 code of two capitals."""
    if not re.fullmatch("[A-Z]{2}", code) or code not in Locale("en").territories:
        _wrong(f"{code!r} is not a country; write two capitals such as LV (ISO 3166-1)")


def currency(code: str) -> None:
    """An ISO 4217 code."""
    if code not in list_currencies():
        _wrong(f"{code!r} is not a currency; write three capitals such as EUR (ISO 4217)")


def amount(text: str) -> None:
    """An amount of money, not negative."""
    if not _AMOUNT.fullmatch(text):
        _wrong(f"{text!r} is not an amount; write digits with a point, such as 4.27, and 0 for free")


def duration(text: str) -> None:
    """An ISO 8601 duration in whole units."""
    if not _DURATION.fullmatch(text):
        _wrong(f"{text!r} is not a duration; write P10D for ten days, P2M for two months (ISO 8601)")


def phone(number: str) -> None:
    """A number in E.164 that its country can have, or a short one of 2 to 6 digits."""
    if _SHORT.fullmatch(number):
        return
    if re.fullmatch(r"\+[1-9][0-9]{6,14}", number):
        try:
            if phonenumbers.is_possible_number(phonenumbers.parse(number)):
                return
        except phonenumbers.NumberParseException:
            pass
        _wrong(f"{number} has too few or too many digits for its country; compare it with the source", "KC201")
    _wrong(f'{number!r} is not a phone number; write it as "+37165407437", or a short number as "112"', "KC201")


def email(address: str) -> None:
    """An e-mail address."""
    if not _EMAIL.fullmatch(address):
        _wrong(f"{address!r} is not an e-mail address; write it as pasts@pmlp.gov.lv", "KC203")


def url(address: str) -> None:
    """A web address: http or https, with a host, without a password."""
    try:
        parts = urlsplit(address)
        good = parts.scheme in {"http", "https"} and "." in (parts.hostname or "") and "@" not in parts.netloc
        good = good and not re.search(r"[\s<>\"]", address) and (parts.port or 1) > 0
    except ValueError:
        good = False
    if not good:
        _wrong(f"{address!r} is not a web address; write all of it, as https://www.pmlp.gov.lv/lv/filiales", "KC203")


def uri(address: str) -> None:
    """An absolute URI without spaces: what a thing is called on the web, whether or not anything answers there."""
    if not re.fullmatch(r"[A-Za-z][A-Za-z0-9+.-]{1,31}:[^\s<>\"]+", address):
        _wrong(
            f"{address!r} is not a URI; write all of it, as http://publications.europa.eu/resource/authority/country/LVA"
        )


def moment(text: str, *, all_day: bool) -> None:
    """A day, or a day with a time of the clock."""
    try:
        made = date.fromisoformat(text) if all_day else datetime.fromisoformat(text)
        good = (made.isoformat(timespec="minutes") if isinstance(made, datetime) else made.isoformat()) == text
    except ValueError:
        good = False
    if not good:
        kind = "a day; write it as 2026-11-24" if all_day else "a day and a time; write it as 2026-11-24T18:00"
        _wrong(f"{text!r} is not {kind}")


def recurrence(rule: str) -> None:
    """A recurrence rule of days, weeks, months or years (RFC 5545, 3.3.10)."""
    event.check(rule)


def icon(name: str) -> None:
    """A solid icon of Font Awesome Free."""
    if not _ICON.fullmatch(name) or name not in _icons():
        _wrong(f"there is no icon {name!r}{did_you_mean(name, _icons())}; choose a solid one of fontawesome.com/search")


@cache
def zones() -> frozenset[str]:
    """The names of all IANA time zones; finding them reads a folder of 600 files."""
    return frozenset(available_timezones())


@cache
def _icons() -> frozenset[str]:
    folder = files("fontawesomefree").joinpath(_ICONS)
    return frozenset(entry.name.removesuffix(".svg") for entry in folder.iterdir())


@cache
def _languages() -> frozenset[str]:
    return frozenset({*BY_TAG, *(str(tag) for tag in Locale("en").languages)} - _NO_LANGUAGE)


def _wrong(text: str, code: str = "KC106") -> None:
    raise RuleError(text, code)
