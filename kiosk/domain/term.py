"""Topics and life situations: the ways into the content from the home screen."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from kiosk.domain.provenance import PartialDate, Text


class Scheme(StrEnum):
    """What kind of term it is."""

    SITUATION = "situation"
    TOPIC = "topic"


@dataclass(frozen=True, slots=True)
class Term:
    """One tile of the home screen. icon: name of a Font Awesome solid icon.

    count: services under it. pages: what else there is to read or to go to under it.
    """

    id: str
    slug: str
    scheme: Scheme
    name: Text
    description: Text | None
    icon: str
    count: int
    pages: int = 0


@dataclass(frozen=True, slots=True)
class ServiceSummary:
    """One row of a list of services."""

    id: str
    slug: str
    name: Text
    summary: Text | None
    organization: Text
    icon: str
    verified_on: PartialDate | None
    confirm: bool
