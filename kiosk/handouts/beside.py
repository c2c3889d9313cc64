"""A record in the visitor's language with the same record in the official one, down to each line of them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Generic, TypeVar

from kiosk.handouts.words import Pair, Words, tidy

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from kiosk.domain.provenance import Text

T = TypeVar("T")
U = TypeVar("U")


@dataclass(frozen=True, slots=True)
class Beside(Generic[T]):
    """One record twice. official is None for a visitor who reads the official language."""

    visitor: T
    official: T | None

    def words(self, text: Callable[[T], Text | None]) -> Pair | None:
        """A text of the record in both languages; one that is missing is stood in for by the other; None without either."""
        first = text(self.visitor)
        other = None if self.official is None else text(self.official)
        known = first or other
        if known is None or not tidy(known.value):
            return None
        visitor = Words(tidy(known.value), known.language)
        return Pair(visitor, None if other is None else Words(tidy(other.value), other.language))

    def each(self, records: Callable[[T], Sequence[U]]) -> list[Beside[U]]:
        """The records that belong to this one: those at the same position are the same."""
        others = () if self.official is None else records(self.official)
        return [
            Beside(record, others[position] if position < len(others) else None)
            for position, record in enumerate(records(self.visitor))
        ]

    def some(self, record: Callable[[T], U | None]) -> Beside[U] | None:
        """A record that this one may have."""
        first = record(self.visitor)
        if first is None:
            return None
        return Beside(first, None if self.official is None else record(self.official))
