"""The slip's own words (labels, dates, amounts) in the visitor's language and in the official one."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Self

from kiosk.handouts.labels import CHECKED, CONFIRM
from kiosk.handouts.words import Pair, Words, tidy
from kiosk.i18n import catalogue
from kiosk.i18n.formats import Formats

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date

    from kiosk.domain.provenance import PartialDate
    from kiosk.i18n.catalogue import Catalogue

ENGLISH = "en"
"""The language of a msgid."""


@dataclass(frozen=True, slots=True)
class Voice:
    """One language: its catalogue of labels, and how it writes dates and numbers."""

    tag: str
    strings: Catalogue
    formats: Formats

    @classmethod
    def of(cls, tag: str) -> Self:
        """The voice of the language `tag`."""
        return cls(tag, catalogue.load(tag), Formats(tag))

    def say(self, msgid: str, *values: str | date | PartialDate) -> Words:
        """`msgid` in this language, or in English where the catalogue lacks it; %1, %2 … become `values`.

        Dates are written in the language that the sentence ends up in.
        """
        known = self.tag == ENGLISH or self.strings.has(msgid)
        language, formats = (self.tag, self.formats) if known else (ENGLISH, Formats(ENGLISH))
        sentence = self.strings.gettext(msgid) if known else msgid
        for number, value in enumerate(values, 1):
            sentence = sentence.replace(f"%{number}", value if isinstance(value, str) else formats.date(value))
        return Words(tidy(sentence), language)

    def own(self, text: str) -> Words:
        """Words that this voice has made itself, such as a date or an amount."""
        return Words(tidy(text), self.tag)


@dataclass(frozen=True, slots=True)
class Voices:
    """Both voices of a slip; official is None for a visitor who reads the official language.

    on: the day that the slip is about, for hours that change with the season.
    """

    visitor: Voice
    official: Voice | None
    on: date

    def say(self, msgid: str, *values: str | date | PartialDate) -> Pair:
        """`msgid` in both languages."""
        return self.both(lambda voice: voice.say(msgid, *values))

    def both(self, words: Callable[[Voice], Words]) -> Pair:
        """What `words` makes of each voice."""
        return Pair(words(self.visitor), None if self.official is None else words(self.official))

    def confirm(self, checked: PartialDate | None) -> Pair:
        """The warning "Confirm before you go", with the day that the facts were checked where it is known."""

        def words(voice: Voice) -> Words:
            warning = voice.say(CONFIRM)
            if checked is None:
                return warning
            when = voice.say(CHECKED, checked)
            date_of = when.value if when.language == warning.language else Formats(warning.language).date(checked)
            return Words(f"{warning.value} · {date_of}", warning.language)

        return self.both(words)
