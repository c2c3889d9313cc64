"""The city's guide, a tree of pages; and notices, what everybody has to know now."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from kiosk.domain.provenance import PartialDate, Text
    from kiosk.domain.service import Link


@dataclass(frozen=True, slots=True)
class GuideSummary:
    """One page as a list shows it. children: how many pages lie under it; is_empty: it is only the way to them."""

    id: str
    slug: str
    name: Text
    summary: Text | None
    icon: str
    children: int
    is_empty: bool


@dataclass(frozen=True, slots=True)
class Guide:
    """One page with all that it shows: the way to it from the top, and what lies under it.

    body: Markdown, in which `media:HASH` is a picture and `guide:`, `service:`, `place:`, `event:` and `form:` with a
    slug are links inside the pack.
    """

    id: str
    slug: str
    name: Text
    summary: Text | None
    body: Text | None
    icon: str
    path: tuple[GuideSummary, ...]
    children: tuple[GuideSummary, ...]
    links: tuple[Link, ...]
    sources: tuple[str, ...]
    verified_on: PartialDate | None
    confirm: bool
    term_ids: tuple[str, ...]


class Level(StrEnum):
    """How much a notice matters; stored as these words in the pack."""

    INFO = "info"
    WARNING = "warning"
    URGENT = "urgent"


@dataclass(frozen=True, slots=True)
class Notice:
    """What the city tells everybody. starts, expires: ISO days, '' when it is always so."""

    id: str
    slug: str
    level: Level
    name: Text
    summary: Text | None
    body: Text | None
    links: tuple[Link, ...]
    starts: str
    expires: str
