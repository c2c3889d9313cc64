"""The rows of what belongs to a record: phones, hours, links, contacts, sources, and what other systems call it.

A record without `confirm` must be confirmed when it has no `verified_on`: nobody can say how old its facts are. Phones and
hours without `confirm` or `verified_on` of their own are as old as their record.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias

from kiosk.packs.schema import TABLES
from kiosk.publishing.naming import Ref
from kiosk.publishing.records import keys

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from kiosk.publishing.records import Area, Contact, Facts, Hours, Link, Pack, Phone, Place, Term

Row: TypeAlias = dict[str, str | int | float | bytes | None]
Rows: TypeAlias = dict[str, list[Row]]

PART = "part"
"""The scheme of `xref` under which a part has the `id` of its item: that of the system that the record came from."""


@dataclass(frozen=True, slots=True)
class Age:
    """How old facts are: the date that their source shows, and whether a visitor should confirm them."""

    verified_on: str
    confirm: bool

    @classmethod
    def of(cls, facts: Facts) -> Age:
        """The age of a record."""
        return cls(facts.verified_on, not facts.verified_on if facts.confirm is None else facts.confirm)

    def part(self, verified_on: str, *, confirm: bool | None) -> Age:
        """The age of a part of it."""
        return Age(verified_on or self.verified_on, self.confirm if confirm is None else confirm)

    @property
    def columns(self) -> Row:
        """Its two columns."""
        return {"verified_on": self.verified_on, "confirm": int(self.confirm)}


class PartRows:
    """Gathers rows by table."""

    def __init__(self, pack: Pack) -> None:
        self.tables: Rows = {table: [] for table in TABLES}
        self._pack = pack

    def _terms(self, owner: Ref, slugs: Iterable[str]) -> None:
        for slug in slugs:
            self.tables["entity_term"].append({**self._owned(owner), "term_id": self._id(Ref("term", slug))})

    def _contacts(self, owner: Ref, contacts: tuple[Contact, ...], age: Age) -> None:
        for seq, (key, contact) in enumerate(zip(keys(contacts), contacts, strict=True)):
            ref = owner.part("contact", key)
            self._add(ref, {**self._owned(owner), "seq": seq, "email": contact.email}, contact.id)
            self._phones(ref, contact.phones, age)

    def _areas(self, owner: Ref, areas: tuple[Area, ...]) -> None:
        for seq, (key, area) in enumerate(zip(keys(areas), areas, strict=True)):
            self._add(owner.part("area", key), {**self._owned(owner), "seq": seq, "uri": area.uri}, area.id)

    def _foreign(self, ref: Ref, record: Facts | Term) -> None:
        """What other systems call a record, and what of theirs has no column."""
        for scheme, external in record.ids.items():
            self._named(ref, scheme, external)
        self._left_over(ref.entity, self._id(ref), record.residue)

    def _left_over(self, entity: str, identity: str, residue: Mapping[str, Mapping[str, str]]) -> None:
        for scheme, values in residue.items():
            for name, value in values.items():
                row: Row = {"entity": entity, "id": identity, "scheme": scheme, "name": name, "value": value}
                self.tables["residue"].append(row)

    def _named(self, ref: Ref, scheme: str, external: str) -> None:
        row: Row = {"entity": ref.entity, "id": self._id(ref), "scheme": scheme, "external_id": external}
        self.tables["xref"].append(row)

    def _phones(self, owner: Ref, phones: tuple[Phone, ...], age: Age) -> None:
        for seq, (key, phone) in enumerate(zip(keys(phones), phones, strict=True)):
            ref, own = owner.part("phone", key), age.part(phone.verified_on, confirm=phone.confirm)
            self._add(ref, {**self._owned(owner), "seq": seq, "number": phone.number, **own.columns}, phone.id)
            self._schedule(ref, phone, own, self._pack.country)

    def _channels(self, owner: Ref, links: tuple[Link, ...], emails: tuple[str, ...]) -> None:
        web = [(key, "web", link.url, link.id) for key, link in zip(keys(links), links, strict=True)]
        mail = [(f"email-{position}", "email", address, "") for position, address in enumerate(emails, 1)]
        for seq, (key, kind, address, name) in enumerate(web + mail):
            columns: Row = {**self._owned(owner), "seq": seq, "kind": kind, "address": address}
            self._add(owner.part("channel", key), columns, name)

    def _schedule(self, owner: Ref, hours: Hours | Place, age: Age, country: str) -> None:
        if not hours.hours and not hours.hours_text.strip():
            return
        own = age.part(hours.hours_verified_on, confirm=hours.hours_confirm)
        where: Row = {"rule": hours.hours, "zone": self._pack.zone, "country": country}
        self._add(owner.part("schedule"), {**self._owned(owner), **where, **own.columns})

    def _sources(self, owner: Ref, urls: tuple[str, ...]) -> None:
        for seq, url in enumerate(urls):
            self.tables["source"].append({**self._owned(owner), "seq": seq, "url": url})

    def _owned(self, owner: Ref) -> Row:
        return {"entity": owner.entity, "entity_id": self._id(owner)}

    def _add(self, ref: Ref, columns: Row, name: str = "") -> None:
        """A row; name: the `id` that an editor or another system gave to a part."""
        self.tables[ref.entity].append({"id": self._id(ref), **columns})
        if name:
            self._named(ref, PART, name)

    def _id(self, ref: Ref) -> str:
        return ref.id(self._pack.id)
