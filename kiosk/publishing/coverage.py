"""How far the translation into a language is, in texts."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Self

if TYPE_CHECKING:
    from collections.abc import Iterable

    from kiosk.publishing.po import Entry


@dataclass(frozen=True, slots=True)
class Coverage:
    """Texts of one language: original, up to date by people, up to date by machines, out of date, and missing."""

    tag: str
    human: int
    machine: int
    outdated: int
    missing: int
    original: int = 0

    @classmethod
    def of(cls, tag: str, entries: Iterable[Entry]) -> Self:
        """A language that is translated into, from one entry for each text."""
        human = machine = outdated = missing = 0
        for entry in entries:
            if not entry.msgstr.strip():
                missing += 1
            elif entry.fuzzy:
                outdated += 1
            elif entry.human:
                human += 1
            else:
                machine += 1
        return cls(tag, human, machine, outdated, missing)

    @classmethod
    def of_official(cls, tag: str, texts: int) -> Self:
        """The language of record, in which every text is an original."""
        return cls(tag, 0, 0, 0, 0, texts)
