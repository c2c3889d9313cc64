"""Which languages to look through for a visitor (design, section 5): never another language by kinship."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from kiosk.domain.provenance import primary

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence


@dataclass(frozen=True, slots=True)
class Chain:
    """wanted: the visitor's language. tags: those to look through, best first; each is available, none twice."""

    wanted: str
    tags: tuple[str, ...]


def chain(wanted: str, available: Collection[str], fallback: Sequence[str], official: str) -> Chain:
    """The language, its other variants (`de` for `de-simple` and the reverse), then `fallback`, then `official`."""
    variants = sorted(tag for tag in available if primary(tag) == primary(wanted))
    wished = (wanted, *variants, *fallback, official)
    return Chain(wanted, tuple(dict.fromkeys(tag for tag in wished if tag in available)))
