"""Countries, languages and currencies as the EU's authority tables name them (publications.europa.eu/resource/authority).

Countries have the three letters of ISO 3166-1, languages those of ISO 639-3.
"""

from __future__ import annotations

from functools import cache

from babel.core import Locale, UnknownLocaleError, get_global

from kiosk.domain.language import BY_TAG

TABLES = "http://publications.europa.eu/resource/authority/"

_LANGUAGES = {
    "ARA": "ar", "BUL": "bg", "CES": "cs", "CYM": "cy", "DEU": "de", "ELL": "el", "EUS": "eu", "FAS": "fa", "FRA": "fr",
    "HYE": "hy", "ISL": "is", "KAT": "ka", "LAV": "lv", "MKD": "mk", "MSA": "ms", "MYA": "my", "NLD": "nl", "RON": "ro",
    "SLK": "sk", "SQI": "sq", "SWA": "sw", "ZHO": "zh",
}  # fmt: skip
"""Languages for which CLDR knows several codes of three letters."""

_COUNTRIES = {
    "DE": "DEU",
    "FR": "FRA",
    "GB": "GBR",
    "RU": "RUS",
    "YE": "YEM",
    "MM": "MMR",
    "CD": "COD",
    "RS": "SRB",
    "TL": "TLS",
}
"""Countries that had other codes before."""


def country(code: str) -> str:
    """The URI of a country (ISO 3166-1, two letters)."""
    return f"{TABLES}country/{_countries().get(code, code)}"


def country_name(uri: str, tag: str) -> str:
    """What a country of the table is called in a language; '' for what is no country of it, or has no name there."""
    code = uri.removeprefix(f"{TABLES}country/")
    two = next((two for two, three in _countries().items() if three == code), "")
    try:
        return str(Locale.parse(tag, sep="-").territories.get(two, "")) if code != uri else ""
    except (ValueError, UnknownLocaleError):
        return ""


def currency(code: str) -> str:
    """The URI of a currency (ISO 4217)."""
    return f"{TABLES}currency/{code}"


def language(tag: str) -> str:
    """The URI of a language (BCP 47)."""
    primary = tag.partition("-")[0]
    return f"{TABLES}language/{_codes().get(primary, primary.upper())}"


def tag(code: str) -> str:
    """The BCP 47 tag of a language of the table, '' when its code is none of ISO 639-3 with a shorter tag."""
    return {**_aliases(), **_LANGUAGES}.get(code.upper(), "")


@cache
def _aliases() -> dict[str, str]:
    known: dict[str, str] = get_global("language_aliases")  # type: ignore[assignment]  # Babel types all its tables alike
    theirs = {code: str(tag) for code, tag in known.items() if code not in BY_TAG}  # to CLDR kmr is ku, to us it is not
    return {code.upper(): tag for code, tag in theirs.items() if len(code) == 3 and len(tag) == 2}  # noqa: PLR2004 (ISO 639-2 and 639-1)


@cache
def _codes() -> dict[str, str]:
    return {tag: code for code, tag in (*_aliases().items(), *_LANGUAGES.items())}


@cache
def _countries() -> dict[str, str]:
    known: dict[str, list[str]] = get_global("territory_aliases")  # type: ignore[assignment]  # Babel types all its tables alike
    found = {two[0]: three for three, two in known.items() if len(three) == 3 and three.isalpha() and len(two) == 1}  # noqa: PLR2004 (ISO 3166-1 alpha-3)
    return found | _COUNTRIES
