"""What hangs on a record of a pack, as the items that it could have been built from: what `kiosk.publishing.unpacking` needs."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeVar

from kiosk.publishing import records
from kiosk.publishing.part_rows import PART, Age

if TYPE_CHECKING:
    from kiosk.publishing.exporters.content import Content, Row

KeysT = TypeVar("KeysT", bound=records.Keys)


def age_of(row: Row) -> Age:
    """How old the facts of a row are."""
    return Age(row["verified_on"], bool(row["confirm"]))


class Hanging:
    """Reads the parts of records from a pack's content."""

    def __init__(self, content: Content) -> None:
        self._content = content

    def name(self, row: Row) -> str:
        """The `id` that an item had."""
        return self._content.xrefs.get((row["id"], PART), "")

    def terms(self, table: str, column: str, own: str, scheme: str) -> tuple[str, ...]:
        """The names of a record's topics or situations, in the order of the home screen."""
        rows = [self._content.one("term", link["term_id"]) for link in self._content.of(table, own, column)]
        chosen = [row for row in rows if row and row["scheme"] == scheme]
        return tuple(row["slug"] for row in sorted(chosen, key=lambda row: (row["seq"], str(row["slug"]))))

    def parts(self, table: str, own: str, group: type[KeysT], **more: str | None) -> tuple[KeysT, ...]:
        """Items with a name; more: other keys, '' for a text and None for a column of the row."""
        made = []
        for row in self._content.of(table, own, "service_id"):
            said = {key: row[key] if kind is None else self._content.text(row["id"], key) for key, kind in more.items()}
            made.append(group(name=self._content.text(row["id"], "name"), id=self.name(row), **said))
        return tuple(made)

    def phones(self, owner: str, above: Age) -> tuple[records.Phone, ...]:
        """Its telephones; above: how old its own facts are."""
        return tuple(
            records.Phone(
                number=row["number"],
                label=self._content.text(row["id"], "label"),
                verified_on="" if row["verified_on"] == above.verified_on else row["verified_on"],
                confirm=None if bool(row["confirm"]) == above.confirm else bool(row["confirm"]),
                id=self.name(row),
                **self.hours(row["id"], age_of(row)),
            )
            for row in self._content.of("phone", owner)
        )

    def contacts(self, owner: str, above: Age) -> tuple[records.Contact, ...]:
        """Whom to ask."""
        return tuple(
            records.Contact(
                name=self._content.text(row["id"], "name"),
                role=self._content.text(row["id"], "role"),
                email=row["email"],
                phones=self.phones(row["id"], above),
                id=self.name(row),
            )
            for row in self._content.of("contact", owner)
        )

    def areas(self, owner: str) -> tuple[records.Area, ...]:
        """The areas that it is for."""
        return tuple(
            records.Area(name=self._content.text(row["id"], "name"), uri=row["uri"], id=self.name(row))
            for row in self._content.of("area", owner)
        )

    def links(self, owner: str) -> tuple[records.Link, ...]:
        """Its pages."""
        return tuple(
            records.Link(url=row["address"], label=self._content.text(row["id"], "label"), id=self.name(row))
            for row in self._content.of("channel", owner)
            if row["kind"] == "web"
        )

    def emails(self, owner: str) -> tuple[str, ...]:
        """Its e-mail addresses."""
        return tuple(row["address"] for row in self._content.of("channel", owner) if row["kind"] == "email")

    def hours(self, owner: str, above: Age) -> dict[str, Any]:
        """The keys of its opening hours; none where nobody says them."""
        for row in self._content.of("schedule", owner):
            return {
                "hours": row["rule"],
                "hours_text": self._content.text(row["id"], "original"),
                "hours_confirm": None if bool(row["confirm"]) == above.confirm else bool(row["confirm"]),
                "hours_verified_on": "" if row["verified_on"] == above.verified_on else row["verified_on"],
            }
        return {}
