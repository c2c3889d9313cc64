"""The plural rules that gettext's catalogues are made with: those of CLDR for whole numbers.

Babel has a table of its own for gettext, and it differs: one form for 2 and for 10 in Latvian, two for 0 and 1 in Amharic,
Bengali and Tigrinya, one for all numbers in Persian and Turkish, and the last two forms of Arabic in an order of their own.
Who translates by such a header says wrong what a reader counts.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from kiosk.domain.provenance import primary

if TYPE_CHECKING:
    from babel.messages import Catalog

_ONE_WITH_ZERO = "nplurals=2; plural=(n > 1);"

RULES = {
    "lv": "nplurals=3; plural=(n%10==0 || n%100>=11 && n%100<=19 ? 0 : n%10==1 ? 1 : 2);",
    "ar": "nplurals=6; plural=(n==0 ? 0 : n==1 ? 1 : n==2 ? 2 : n%100>=3 && n%100<=10 ? 3 : n%100>=11 ? 4 : 5);",
    "tr": "nplurals=2; plural=(n != 1);",
} | dict.fromkeys(("am", "bn", "fa", "prs", "ti"), _ONE_WITH_ZERO)
"""Language: its `Plural-Forms`, where Babel's is another."""


def give(catalog: Catalog, tag: str) -> None:
    """Gives a catalogue the rule of its language, where that is not the one that Babel gives it."""
    if rule := RULES.get(tag) or RULES.get(primary(tag)):
        catalog.mime_headers = [("Plural-Forms", rule)]


def translated(catalog: Catalog) -> bool:
    """Whether plurals have been translated, by the rule that the catalogue has: another would take them for one another."""
    return any(isinstance(message.string, tuple | list) and any(message.string) for message in catalog)
