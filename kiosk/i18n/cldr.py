"""What Babel's data call our languages, and what they lack of them (Babel 2.18).

The tables are our own, in the spelling of the interface's catalogues. A test looks at every language, unit and plural
form, so that a newer Babel which opens a gap is noticed. What is wrong there:

- Sorani has no units at all and would say "2 d"; Pashto says "2 h"; Amharic says "1 days"; Tigrinya writes "1/month";
  Somali writes years with a capital and an unusual word.
- Tigrinya and Somali dates are in the order of the United States, Pashto ones begin with the year.
- Sorani joins a list with Latin commas and without "and", and has no name for Dari.
- Somali and Sorani call the Bengali language by words for the country; Somali gives Dari and Persian nearly one name.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from kiosk.domain.provenance import primary

if TYPE_CHECKING:
    from babel import Locale

ALIASES = {"prs": "fa_AF", "kmr": "ku", "en": "en_GB"}
"""Tags that Babel knows by another name; English is written the European way."""

DATES = {"so": "d MMMM y", "ti": "d MMMM y", "ps": "d MMMM y"}
"""Patterns of a day, where Babel's order would not be read as a European city writes it."""

MONTHS = {"lv": "y. 'gada' MMMM", "ckb": "MMMM'ی' y", "ps": "MMMM y"}
"""Patterns of a month with its year, where Babel abbreviates or turns them round."""

UNITS: dict[str, dict[str, dict[str, str]]] = {
    "am": {"day": {"one": "{0} ቀን", "other": "{0} ቀናት"}},
    "ckb": {
        "year": {"other": "{0} ساڵ"},
        "month": {"other": "{0} مانگ"},
        "week": {"other": "{0} هەفتە"},
        "day": {"other": "{0} ڕۆژ"},
        "hour": {"other": "{0} کاتژمێر"},
        "minute": {"other": "{0} خولەک"},
    },
    "ps": {"hour": {"one": "{0} ساعت", "other": "{0} ساعته"}},
    "so": {"year": {"other": "{0} sano"}},
    "ti": {"month": {"one": "{0} ወርሒ", "other": "{0} ኣዋርሕ"}},
}
"""Language, unit, plural form: how a number of units is said; `other` serves where a form is not given."""

LISTS = {"ckb": ("{0}، {1}", "{0} و {1}")}
"""Language: how a list goes on, and how it ends."""

LANGUAGES = {
    "ckb": {"prs": "دەری", "bn": "بەنگالی", "kmr": "کوردیی باکوور"},
    "ps": {"prs": "دري"},
    "so": {"prs": "Daari", "bn": "Bangaali", "ckb": "Kurdi Soraani", "kmr": "Kurdi Kurmaanji"},
}
"""Language: what it calls another one."""


def locale_of(tag: str) -> Locale:
    """Babel's locale for a BCP 47 tag, with its variant or without; English for a language that Babel lacks."""
    from babel import Locale, UnknownLocaleError

    for name in (tag, primary(tag)):
        try:
            return Locale.parse(ALIASES.get(name, name.replace("-", "_")))
        except (UnknownLocaleError, ValueError):
            continue
    return Locale.parse(ALIASES["en"])
