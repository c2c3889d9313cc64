"""Interface texts of one language: its own catalogue over its core over the English of the source.

Read with the standard library, as Babel would cost the start of the screen 60 ms; `kiosk.i18n.compile` made the files.
"""

from __future__ import annotations

import gettext
from functools import lru_cache
from typing import TYPE_CHECKING

from kiosk.resources import COMPILED_LOCALES

if TYPE_CHECKING:
    from pathlib import Path

DOMAINS = ("kiosk", "core")
"""Looked through in this order."""


class Catalogue:
    """The texts of one language; what has none comes back as it was asked for."""

    def __init__(self, tag: str, translations: tuple[gettext.NullTranslations, ...]) -> None:
        self.tag = tag
        self._translations = translations

    def gettext(self, text: str) -> str:
        """The translation of an English text."""
        for translations in self._translations:
            found = translations.gettext(text)
            if found != text:
                return found
        return text

    def ngettext(self, one: str, many: str, count: int) -> str:
        """The translation for `count` things."""
        for translations in self._translations:
            found = translations.ngettext(one, many, count)
            if found not in {one, many}:
                return found
        return one if count == 1 else many

    def has(self, text: str) -> bool:
        """Whether the language has a translation of its own."""
        return self.tag == "en" or self.gettext(text) != text


def read(tag: str, folder: Path) -> Catalogue:
    """The compiled catalogues of `tag` in `folder`; a language without any is English."""
    found = []
    for domain in DOMAINS:
        file = folder / tag / f"{domain}.mo"
        if file.is_file():
            with file.open("rb") as stream:
                found.append(gettext.GNUTranslations(stream))
    return Catalogue(tag, tuple(found))


@lru_cache(maxsize=32)
def load(tag: str) -> Catalogue:
    """The catalogue that the project ships for `tag`."""
    return read(tag, COMPILED_LOCALES)
