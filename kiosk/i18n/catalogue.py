"""Interface texts of one language: its own catalogue over its core over the English of the source.

Read with the standard library alone: `gettext` and a catalogue are there in 5 ms, Babel with its first locale takes three
times that, and the first screen has nothing for it to do (ADR 6). `kiosk.i18n.compile` made the files.
"""

from __future__ import annotations

import gettext
from functools import lru_cache
from typing import TYPE_CHECKING

from kiosk.domain.provenance import primary
from kiosk.resources import COMPILED_LOCALES

if TYPE_CHECKING:
    from pathlib import Path

DOMAINS = ("kiosk", "core")
"""Looked through in this order."""

SOURCE = "en"
"""The language of a msgid."""


class _Nothing(gettext.NullTranslations):
    """Ends a chain with an empty text, so that a translation that equals its msgid is told from a missing one."""

    def gettext(self, message: str) -> str:  # noqa: ARG002 - the name that gettext calls
        return ""

    def ngettext(self, msgid1: str, msgid2: str, n: int) -> str:  # noqa: ARG002 - the names that gettext calls
        return ""


class Catalogue:
    """The texts of one language; what has none comes back as it was asked for."""

    def __init__(self, tag: str, translations: gettext.NullTranslations) -> None:
        self.tag = tag
        self._translations = translations

    def gettext(self, text: str) -> str:
        """The translation of an English text."""
        return self._own(text) or text

    def ngettext(self, one: str, many: str, count: int) -> str:
        """The translation for `count` things, by the plural rule of the language; `%n` stays in it."""
        return self._translations.ngettext(one, many, count) or (one if count == 1 else many)

    def has(self, text: str) -> bool:
        """Whether the language says this in words of its own."""
        return primary(self.tag) == SOURCE or bool(self._own(text))

    def untranslated(self, text: str) -> bool:
        """Whether `text` comes back in English, so that it wants English's direction of writing."""
        return not self.has(text)

    def _own(self, text: str) -> str:
        return self._translations.gettext(text) if text else ""  # gettext keeps its header under the empty text


def read(tag: str, folder: Path) -> Catalogue:
    """The compiled catalogues of `tag` in `folder`, over those of its language without variant; else English."""
    chain: gettext.NullTranslations = _Nothing()
    for name in reversed(list(dict.fromkeys((tag, primary(tag))))):
        for domain in reversed(DOMAINS):
            file = folder / name / f"{domain}.mo"
            if file.is_file():
                with file.open("rb") as stream:
                    over = gettext.GNUTranslations(stream)
                over.add_fallback(chain)
                chain = over
    return Catalogue(tag, chain)


@lru_cache(maxsize=32)
def load(tag: str) -> Catalogue:
    """The catalogue that the project ships for `tag`."""
    return read(tag, COMPILED_LOCALES)
