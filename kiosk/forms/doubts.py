"""What looks wrong in an answer and may be right all the same: a warning that the visitor overrides, never a wall.

python-stdnum knows identity numbers and IBANs, phonenumbers the numbering plans of the world. Both are imported when an
answer of their kind is looked at.
"""

from __future__ import annotations

import unicodedata
from enum import StrEnum
from typing import TYPE_CHECKING

from kiosk.domain.provenance import PartialDate

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date

    from kiosk.forms.answers import Value
    from kiosk.forms.definition import Field

OLDEST = 120
"""Years: nobody who fills in a form was born before."""


class Doubt(StrEnum):
    """What about an answer is doubtful."""

    NATIONAL_ID = "national_id"
    IBAN = "iban"
    PHONE = "phone"
    LATIN = "latin"
    BIRTH_DATE = "birth_date"


TYPES = ("latin_name", "national_id", "iban", "phone", "country", "address", "person_birth_date")
"""What `bind::kiosk:type` may say; `national_id` has a country behind a colon (`national_id:lv`)."""


def doubt(asked: Field, value: Value | None, today: date, country: str) -> Doubt | None:
    """What is doubtful about an answer; country: ISO 3166-1 alpha-2 of the city, for phone numbers without `+`."""
    kind, _, detail = asked.type.partition(":")
    if value is None:
        return None
    if kind == "person_birth_date" and isinstance(value, PartialDate):
        born = value.first_day
        return None if born <= today and today.year - born.year <= OLDEST else Doubt.BIRTH_DATE
    check = _CHECKS.get(kind)
    if check is None or not isinstance(value, str) or check[1](value, detail or country):
        return None
    return check[0]


def is_personal(asked: Field) -> bool:
    """Whether the answer says something about a person, so that the form must say why the city may ask."""
    return bool(asked.type)


def _national_id(value: str, country: str) -> bool:
    """By python-stdnum; Latvian codes are in `lv.pvn`, which takes taxpayers' numbers as well, so their form is looked at."""
    from stdnum import get_cc_module
    from stdnum.lv import pvn

    if country.lower() == "lv":
        digits = value.replace("-", "").replace(" ", "")
        return len(digits) == 11 and digits.isdigit() and digits[0] in "0123" and pvn.is_valid(digits)  # noqa: PLR2004 - DDMMYY-NNNNN
    name = _NUMBERS.get(country.lower())
    module = get_cc_module(country.lower(), name) if name else None
    return module is None or bool(module.is_valid(value))


_NUMBERS = {
    "lt": "asmens", "ee": "ik", "pl": "pesel", "gr": "amka", "de": "idnr", "fr": "nir", "nl": "bsn", "it": "codicefiscale",
    "bg": "egn", "ro": "cnp", "es": "dni", "ua": "rntrc", "tr": "tckimlik",
}  # fmt: skip
"""Modules of python-stdnum by country."""


def _iban(value: str, _country: str) -> bool:
    from stdnum import iban

    return bool(iban.is_valid(value))


def _phone(value: str, country: str) -> bool:
    import phonenumbers

    try:
        return phonenumbers.is_valid_number(phonenumbers.parse(value, country.upper()))
    except phonenumbers.NumberParseException:
        return False


def _latin(value: str, _country: str) -> bool:
    """Letters as in the machine-readable lines of a passport, with the accents of Latin scripts."""
    return all(not c.isalpha() or "LATIN" in unicodedata.name(c, "") for c in value) and any(map(str.isalpha, value))


_CHECKS: dict[str, tuple[Doubt, Callable[[str, str], bool]]] = {
    "national_id": (Doubt.NATIONAL_ID, _national_id),
    "iban": (Doubt.IBAN, _iban),
    "phone": (Doubt.PHONE, _phone),
    "latin_name": (Doubt.LATIN, _latin),
}
