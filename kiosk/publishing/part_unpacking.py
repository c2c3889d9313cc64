"""What belongs to a record, from a pack: what `kiosk.publishing.part_rows` makes, the other way."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeVar

from kiosk.publishing import records
from kiosk.publishing.part_rows import PART, Age

if TYPE_CHECKING:
    from kiosk.publishing.exporters.content import Content, Row

KeysT = TypeVar("KeysT", bound=records.Keys)


class PartUnpacking:
    """Makes groups of keys of rows."""

    def __init__(self, content: Content) -> None:
        self._content = content
        tables = ("organization", "place", "service", "term", "guide", "event", "notice")
        self._slugs = {row["id"]: str(row["slug"]) for table in tables for row in content.rows[table]}
        self._tables = {row["id"]: table for table in tables for row in content.rows[table]}

    def _facts(self, row: Row) -> dict[str, Any]:
        own, confirm = row["id"], bool(row["confirm"])
        return {
            "name": self._content.text(own, "name"),
            "sources": tuple(source["url"] for source in self._content.of("source", own)),
            "verified_on": row["verified_on"],
            "confirm": None if row["verified_on"] and not confirm else confirm,
            "updated": self._updated(own),
            "ids": self._ids(own),
            "residue": self._residue(own),
        }

    def _updated(self, own: str) -> str:
        said = self._content.texts.get((own, "name"), {}).get(self._content.official, {}).get(0)
        return said.updated if said and said.updated != self._content.as_of else ""

    def _ids(self, own: str) -> dict[str, str]:
        return {
            row["scheme"]: row["external_id"] for row in self._content.of("xref", own, "id") if row["scheme"] != PART
        }

    def _residue(self, own: str) -> dict[str, dict[str, str]]:
        made: dict[str, dict[str, str]] = {}
        for row in self._content.of("residue", own, "id"):
            made.setdefault(row["scheme"], {})[row["name"]] = row["value"]
        return made

    def _name(self, row: Row) -> str:
        """The `id` that an item had."""
        return self._content.xrefs.get((row["id"], PART), "")

    def _terms(self, table: str, column: str, own: str, scheme: str) -> tuple[str, ...]:
        rows = [self._content.one("term", link["term_id"]) for link in self._content.of(table, own, column)]
        chosen = [row for row in rows if row and row["scheme"] == scheme]
        return tuple(row["slug"] for row in sorted(chosen, key=lambda row: (row["seq"], str(row["slug"]))))

    def _parts(self, table: str, own: str, group: type[KeysT], **more: str | None) -> tuple[KeysT, ...]:
        """Items with a name; more: other keys, '' for a text and None for a column of the row."""
        made = []
        for row in self._content.of(table, own, "service_id"):
            said = {key: row[key] if kind is None else self._content.text(row["id"], key) for key, kind in more.items()}
            made.append(group(name=self._content.text(row["id"], "name"), id=self._name(row), **said))
        return tuple(made)

    def _phones(self, owner: str, age: Age) -> tuple[records.Phone, ...]:
        return tuple(
            records.Phone(
                number=row["number"],
                label=self._content.text(row["id"], "label"),
                verified_on="" if row["verified_on"] == age.verified_on else row["verified_on"],
                confirm=None if bool(row["confirm"]) == age.confirm else bool(row["confirm"]),
                id=self._name(row),
                **self._hours(row["id"], age_of(row)),
            )
            for row in self._content.of("phone", owner)
        )

    def _contacts(self, owner: str, age: Age) -> tuple[records.Contact, ...]:
        return tuple(
            records.Contact(
                name=self._content.text(row["id"], "name"),
                role=self._content.text(row["id"], "role"),
                email=row["email"],
                phones=self._phones(row["id"], age),
                id=self._name(row),
            )
            for row in self._content.of("contact", owner)
        )

    def _areas(self, owner: str) -> tuple[records.Area, ...]:
        return tuple(
            records.Area(name=self._content.text(row["id"], "name"), uri=row["uri"], id=self._name(row))
            for row in self._content.of("area", owner)
        )

    def _links(self, owner: str) -> tuple[records.Link, ...]:
        return tuple(
            records.Link(url=row["address"], label=self._content.text(row["id"], "label"), id=self._name(row))
            for row in self._content.of("channel", owner)
            if row["kind"] == "web"
        )

    def _emails(self, owner: str) -> tuple[str, ...]:
        return tuple(row["address"] for row in self._content.of("channel", owner) if row["kind"] == "email")

    def _hours(self, owner: str, age: Age) -> dict[str, Any]:
        for row in self._content.of("schedule", owner):
            return {
                "hours": row["rule"],
                "hours_text": self._content.text(row["id"], "original"),
                "hours_confirm": None if bool(row["confirm"]) == age.confirm else bool(row["confirm"]),
                "hours_verified_on": "" if row["verified_on"] == age.verified_on else row["verified_on"],
            }
        return {}

    def _costs(self, own: str) -> tuple[records.Cost, ...]:
        content = self._content
        return tuple(
            records.Cost(
                description=content.text(cost["id"], "description"),
                amount=cost["amount"],
                currency=cost["currency"],
                id=self._name(cost),
            )
            for cost in content.of("cost", own, "service_id")
        )

    def _at_places(self, own: str, age: Age) -> tuple[records.ServicePlace, ...]:
        content = self._content
        return tuple(
            records.ServicePlace(
                place=self._slugs[at["place_id"]],
                note=content.text(at["id"], "note"),
                id=self._name(at),
                **self._hours(at["id"], age),
            )
            for at in content.of("service_at_place", own, "service_id")
        )

    def _relations(self, own: str) -> tuple[records.Relation, ...]:
        return tuple(
            records.Relation(to=f"{self._tables[each['to_id']]}:{self._slugs[each['to_id']]}", kind=each["kind"])
            for each in self._content.of("relation", own, "from_id")
            if each["to_id"] in self._slugs
        )


def age_of(row: Row) -> Age:
    """How old the facts of a row are."""
    return Age(row["verified_on"], bool(row["confirm"]))
