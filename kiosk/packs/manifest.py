"""What a pack says of itself: `pack.json` in a slot, the `manifest` row in a pack's file."""

from __future__ import annotations

from typing import Any

import msgspec


class Manifest(msgspec.Struct, frozen=True, kw_only=True):
    """The manifest of a pack.

    format: [major, minor]. id: the city's short name. title: city by language tag. official: BCP 47 tag of the language of
    record. languages: tags with content, official first. built: seconds since 1970 UTC. as_of: ISO date of the content.
    zone: IANA zone. country: ISO 3166-1 alpha-2. content_hash: SHA-256 of the rows, hexadecimal (`kiosk.packs.hash`).
    kiosk: settings that the city recommends (only names in `kiosk.settings.FROM_PACK` count).
    """

    format: tuple[int, int]
    id: str
    title: dict[str, str]
    official: str
    languages: tuple[str, ...]
    built: int
    as_of: str
    zone: str
    country: str
    emergency: str
    content_hash: str
    version: int = 0
    kiosk: dict[str, Any] = {}

    @property
    def help_desk(self) -> str:
        """The service that people go to when they do not find what they need, by its short name; empty when none is said."""
        return str(self.kiosk.get("help_desk", ""))
