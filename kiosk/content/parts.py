"""What hangs on the records of a page (phones, hours, links, sources), and how rows and prose become values."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

from kiosk.content.rows import partial
from kiosk.domain.service import Address, Cost, Evidence, Hours, Link, Organization, Phone, Place, ServicePlace

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from sqlite3 import Row

    from kiosk.content.rows import Prose

OWNED = ("phone", "channel", "source")
"""Tables whose rows belong to an `entity_id`, in the order of `seq`."""


@dataclass(frozen=True, slots=True)
class Parts:
    """rows: by table, those of OWNED and `schedule`, of all records of one page. texts: their prose."""

    rows: Mapping[str, list[Row]]
    texts: Prose

    def _of(self, table: str, owner: str) -> Iterator[Row]:
        return (row for row in self.rows[table] if row["entity_id"] == owner)

    def hours(self, owner: str) -> Hours | None:
        """The opening hours of a place, a service at a place, or a phone."""
        for row in self._of("schedule", owner):
            original = self.texts.one(row["id"], "original")
            checked = partial(row["verified_on"])
            return Hours(row["rule"], row["zone"], row["country"], original, checked, bool(row["confirm"]))
        return None

    def phones(self, owner: str) -> tuple[Phone, ...]:
        """The phones of a record."""
        return tuple(
            Phone(
                row["number"],
                self.texts.one(row["id"], "label"),
                self.hours(row["id"]),
                bool(row["confirm"]),
                partial(row["verified_on"]),
            )
            for row in self._of("phone", owner)
        )

    def emails(self, owner: str) -> tuple[str, ...]:
        """The e-mail addresses of a record."""
        return tuple(row["address"] for row in self._of("channel", owner) if row["kind"] == "email")

    def links(self, owner: str) -> tuple[Link, ...]:
        """The web pages of a record."""
        rows = (row for row in self._of("channel", owner) if row["kind"] == "web")
        return tuple(Link(row["address"], self.texts.one(row["id"], "label")) for row in rows)

    def sources(self, owner: str) -> tuple[str, ...]:
        """Where the facts of a record were read."""
        return tuple(row["url"] for row in self._of("source", owner))

    def place(self, row: Row) -> Place:
        """A place of a row of `place`."""
        own = row["id"]
        address = Address(row["street"], row["city"], row["postal_code"], row["country"])
        return Place(
            id=own,
            slug=row["slug"],
            name=self.texts.name(own),
            description=self.texts.one(own, "description"),
            address=address if address.line else None,
            hours=self.hours(own),
            phones=self.phones(own),
            latitude=row["latitude"],
            longitude=row["longitude"],
            verified_on=partial(row["verified_on"]),
            confirm=bool(row["confirm"]),
            sources=self.sources(own),
        )

    def service_place(self, join: Row, place: Row) -> ServicePlace:
        """A service at a place, of a row of `service_at_place` and its place's."""
        return ServicePlace(self.place(place), self.hours(join["id"]), self.texts.one(join["id"], "note"))

    def organization(self, row: Row) -> Organization:
        """An organization of its row."""
        own = row["id"]
        return Organization(own, self.texts.name(own), self.texts.one(own, "description"), row["website"])

    def evidence(self, row: Row) -> Evidence:
        """One thing to bring."""
        return Evidence(row["id"], self.texts.name(row["id"]), self.texts.one(row["id"], "note"))

    def cost(self, row: Row) -> Cost:
        """One cost; its amount exactly as it was written."""
        amount = Decimal(row["amount"]) if row["amount"] else None
        return Cost(self.texts.one(row["id"], "description"), amount, row["currency"])
