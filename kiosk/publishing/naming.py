"""How records and their parts are named: for translators by a path, in a pack by a UUID.

A record's id in the pack is a UUIDv5 (RFC 9562, 5.5) in `NAMESPACE` of `PACK/ENTITY/SLUG`, so that it stays the same
as long as the file keeps its name. A part that hangs on one kind of record has the slug `RECORD.KEY`
(`declare-residence.1`); a phone, a channel, a contact, an area or a schedule hangs on several, so its slug says which
(`place-city-council.1`).
"""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID, uuid5

NAMESPACE = UUID("b4ddc4d5-d268-4434-ac00-eda878554438")
"""Never to be changed: all ids of all packs follow from it."""

_PREFIXED = frozenset({"phone", "channel", "schedule", "contact", "area"})


@dataclass(frozen=True, slots=True)
class Ref:
    """The name of a record or a part: a table of the pack and a slug that is unique in it."""

    entity: str
    slug: str

    def part(self, entity: str, key: str = "") -> Ref:
        """The part `key` of this record; a schedule needs no key, for there is one at most."""
        prefix = ""
        if entity in _PREFIXED:
            prefix = "service-" if self.entity == "service_at_place" else f"{self.entity}-"
        return Ref(entity, f"{prefix}{self.slug}.{key}" if key else f"{prefix}{self.slug}")

    def id(self, pack: str) -> str:
        """The primary key in the pack whose id is `pack`."""
        return str(uuid5(NAMESPACE, f"{pack}/{self.entity}/{self.slug}"))

    def context(self, field: str, seq: int) -> str:
        """The `msgctxt` of one of its texts: `service/declare-residence/step/2`."""
        return f"{self.entity}/{self.slug}/{field}/{seq}"
