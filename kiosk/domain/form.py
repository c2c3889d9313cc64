"""A form as a pack keeps it: its definition still as JSON, its prose as texts."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from kiosk.domain.provenance import PartialDate, Text


@dataclass(frozen=True, slots=True)
class StoredForm:
    """version: the SHA-256 of the definition. texts: by the names of `kiosk.forms.texts`, best language for each."""

    id: str
    slug: str
    icon: str
    version: str
    definition: str
    texts: Mapping[str, Text]
    verified_on: PartialDate | None
    confirm: bool
