"""What a search shows: one row for each thing found."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from kiosk.domain.provenance import Text


@dataclass(frozen=True, slots=True)
class Result:
    """One thing that was found, with its texts in the visitor's language where there are any.

    kind: service, guide, event or form. found_in: tag of the language in which it was found. icon: name of a
    Font Awesome solid icon.
    """

    kind: str
    id: str
    slug: str
    name: Text
    summary: Text | None
    icon: str
    found_in: str
