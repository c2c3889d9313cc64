"""A pack's public keys. They count only in a pack that is trusted: whoever asks for them has to know whether it is."""

from __future__ import annotations

import base64
from datetime import date
from typing import TYPE_CHECKING

from kiosk.content.rows import marks
from kiosk.domain.city_key import CityKey, Purpose

if TYPE_CHECKING:
    from kiosk.content.reader import Reader


class CityKeys:
    """Questions about keys; PackError for a damaged pack."""

    def __init__(self, reader: Reader) -> None:
        self._reader = reader

    def all(self) -> tuple[CityKey, ...]:
        """All keys whose purpose this kiosk knows, by id."""
        statement = f"SELECT * FROM city_key WHERE purpose IN ({marks(tuple(Purpose))}) ORDER BY id"
        return tuple(
            CityKey(
                row["id"],
                Purpose(row["purpose"]),
                base64.b64decode(row["public"]),
                _day(row["valid_from"]),
                _day(row["valid_to"]),
            )
            for row in self._reader.rows(statement, *Purpose)
        )


def _day(text: str) -> date | None:
    return date.fromisoformat(text) if text else None
