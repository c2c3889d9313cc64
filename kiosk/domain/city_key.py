"""A city's public key: what visitors leave for the city is sealed to it, and the kiosk cannot open it again."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date


class Purpose(StrEnum):
    """What a key is for: the codes of forms, letters to an office, and the copy that opens when an office has lost its key."""

    FORMS = "forms"
    OFFICE = "office"
    ESCROW = "escrow"


@dataclass(frozen=True, slots=True)
class CityKey:
    """id: the name that the city gave it. public: 32 bytes of X25519 (RFC 7748). Both days count; None is no limit."""

    id: str
    purpose: Purpose
    public: bytes
    valid_from: date | None
    valid_to: date | None

    def holds(self, on: date) -> bool:
        """Whether something may be sealed to it on that day."""
        return (self.valid_from is None or self.valid_from <= on) and (self.valid_to is None or on <= self.valid_to)


def current(keys: Iterable[CityKey], purpose: Purpose, on: date) -> CityKey | None:
    """The key to seal to on a day: of those that hold the one that came last, None where there is none."""
    fitting = [key for key in keys if key.purpose is purpose and key.holds(on)]
    return max(fitting, key=lambda key: (key.valid_from.toordinal() if key.valid_from else 0, key.id), default=None)
