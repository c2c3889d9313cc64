"""Where a text comes from, and what may be said about it.

Every piece of prose reaches the screen and the paper as a `Text`, so that a machine translation, a text in
another language than the one asked for, and one whose original has changed can be told apart (design, section 3).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Self


class Status(StrEnum):
    """How a text came about; stored as these words in the pack."""

    ORIGINAL = "original"
    HUMAN = "human"
    MACHINE = "machine"
    FALLBACK = "fallback"


@dataclass(frozen=True, slots=True)
class Text:
    """One piece of prose in one language.

    language: BCP 47 tag of `value`. wanted: the tag that was asked for.
    changed_on: the day the original changed after this translation was made; None while it is up to date.
    """

    value: str
    language: str
    status: Status
    wanted: str
    changed_on: date | None = None

    @property
    def is_fallback(self) -> bool:
        """True when the value stands in another language than the one asked for."""
        return self.status is Status.FALLBACK or primary(self.language) != primary(self.wanted)

    def __str__(self) -> str:
        return self.value


def primary(tag: str) -> str:
    """The primary subtag of a BCP 47 tag: `de` of `de-simple`."""
    return tag.partition("-")[0].lower()


def besides(text: Text | None, *said: Text | None) -> Text | None:
    """`text`, or None where it has no words but those of one of `said`.

    Who has no summary of a service writes its name again, as there has to be one; nobody needs to read it twice.
    """
    if text is None or any(other is not None and _bare(text.value) == _bare(other.value) for other in said):
        return None
    return text


def _bare(text: str) -> str:
    return " ".join(text.casefold().split()).rstrip(".:!")


_PARTIAL = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?", re.ASCII)


@dataclass(frozen=True, slots=True, order=True)
class PartialDate:
    """A date known to the year, the month or the day (ISO 8601 reduced precision: 2024, 2024-10, 2024-10-03)."""

    text: str

    @classmethod
    def parse(cls, text: str) -> Self:
        """Reads `text`; raises ValueError for anything but a real year, month or day."""
        match = _PARTIAL.fullmatch(text)
        if match is None:
            message = f"{text!r} is not a date; write 2024, 2024-10 or 2024-10-03"
            raise ValueError(message)
        year, month, day = (int(part) if part else 1 for part in match.groups())
        date(year, month, day)
        return cls(text)

    @property
    def precision(self) -> int:
        """1 for a year, 2 for a month, 3 for a day."""
        return self.text.count("-") + 1

    @property
    def first_day(self) -> date:
        """The first day that the date may mean."""
        return date.fromisoformat({1: f"{self.text}-01-01", 2: f"{self.text}-01", 3: self.text}[self.precision])
