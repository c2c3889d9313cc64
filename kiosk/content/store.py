"""A pack as the screens ask it: terms, lists, one service, one place. Read-only, never written beside.

The structure of a page is read by a few keyed look-ups, all of its prose by one statement (`rows.prose`).
"""

from __future__ import annotations

import sqlite3
from decimal import Decimal
from typing import TYPE_CHECKING

from kiosk.content import search
from kiosk.content.rows import Prose, partial, prose
from kiosk.domain.language import BY_TAG, Language
from kiosk.domain.service import (
    Address,
    Cost,
    Evidence,
    Hours,
    Link,
    Organization,
    Phone,
    Place,
    Service,
    ServicePlace,
)
from kiosk.domain.term import Scheme, ServiceSummary, Term
from kiosk.errors import NotFoundError, PackError
from kiosk.packs.slots import decode

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from kiosk.i18n.fallback import Chain

Row = sqlite3.Row

_LISTED = "SELECT s.id, s.slug, s.organization_id, s.icon, s.verified_on, s.confirm FROM service s"


class Store:
    """One slot's pack and index, open until `close()`. NotFoundError for an id that is not there."""

    def __init__(self, slot: Path) -> None:
        self.folder = slot
        self.manifest = decode((slot / "pack.json").read_bytes(), slot)
        self._pack = self._open(slot / "pack.db")
        self._index = self._open(slot / "index.db")

    @staticmethod
    def _open(file: Path) -> sqlite3.Connection:
        try:
            connection = sqlite3.connect(f"{file.resolve().as_uri()}?mode=ro&immutable=1", uri=True)
            connection.execute("PRAGMA temp_store = MEMORY")
        except sqlite3.Error as error:
            message = f"{file}: {error}; install the pack again"
            raise PackError(message) from error
        connection.row_factory = sqlite3.Row
        return connection

    def close(self) -> None:
        """Closes both files; twice does no harm."""
        self._pack.close()
        self._index.close()

    def _rows(self, statement: str, *values: object) -> list[Row]:
        return self._pack.execute(statement, values).fetchall()

    def languages(self) -> tuple[Language, ...]:
        """The pack's languages, the official one first."""
        rows = self._rows("SELECT tag, endonym, script FROM language ORDER BY seq")
        return tuple(
            BY_TAG.get(row["tag"]) or Language(row["tag"], row["endonym"], row["script"], row["tag"]) for row in rows
        )

    def terms(self, chain: Chain) -> tuple[Term, ...]:
        """All terms in the order of the home screen, each with the number of its services."""
        rows = self._rows(
            "SELECT t.*, (SELECT count(*) FROM service_term st WHERE st.term_id = t.id) AS n FROM term t ORDER BY t.seq, t.slug"
        )
        texts = prose(self._pack, (row["id"] for row in rows), chain)
        return tuple(
            Term(
                row["id"],
                row["slug"],
                Scheme(row["scheme"]),
                texts.name(row["id"]),
                texts.one(row["id"], "description"),
                row["icon"],
                row["n"],
            )
            for row in rows
        )

    def services(
        self, chain: Chain, *, term: str | None = None, place: str | None = None, limit: int = -1, offset: int = 0
    ) -> tuple[ServiceSummary, ...]:
        """Services by rank: all, those of one term or those at one place."""
        where, value = "", list[str]()
        if term is not None:
            where, value = " JOIN service_term x ON x.service_id = s.id WHERE x.term_id = ?", [term]
        elif place is not None:
            where, value = " WHERE s.id IN (SELECT service_id FROM service_at_place WHERE place_id = ?)", [place]
        return self._summaries(
            self._rows(f"{_LISTED}{where} ORDER BY s.rank LIMIT ? OFFSET ?", *value, limit, offset), chain
        )

    def find(self, query: str, chain: Chain, limit: int) -> tuple[ServiceSummary, ...]:
        """Services whose title has words that begin like those of `query`, the visitor's language first."""
        ids = search.titles(self._index, query, chain, limit)
        marks = ",".join("?" * len(ids))
        rows = {row["id"]: row for row in self._rows(f"{_LISTED} WHERE s.id IN ({marks})", *ids)}
        return self._summaries([rows[identity] for identity in ids if identity in rows], chain)

    def _summaries(self, rows: Iterable[Row], chain: Chain) -> tuple[ServiceSummary, ...]:
        rows = tuple(rows)
        ids = {identity for row in rows for identity in (row["id"], row["organization_id"])}
        texts = prose(self._pack, sorted(ids), chain, ("name", "summary"))
        return tuple(
            ServiceSummary(
                row["id"],
                row["slug"],
                texts.name(row["id"]),
                texts.one(row["id"], "summary"),
                texts.name(row["organization_id"]),
                row["icon"],
                partial(row["verified_on"]),
                bool(row["confirm"]),
            )
            for row in rows
        )

    def _record(self, table: str, key: str) -> Row:
        rows = self._rows(f"SELECT * FROM {table} WHERE id = ? OR slug = ?", key, key)
        if not rows:
            message = f"the pack has no {table} {key!r}; `kiosk search` finds the name"
            raise NotFoundError(message)
        return rows[0]

    def _children(self, ids: tuple[str, ...]) -> dict[str, list[Row]]:
        marks = ",".join("?" * len(ids))
        return {
            table: self._rows(f"SELECT * FROM {table} WHERE entity_id IN ({marks}) ORDER BY {order}", *ids)
            for table, order in (("phone", "seq"), ("channel", "seq"), ("schedule", "id"), ("source", "seq"))
        }

    def service(self, key: str, chain: Chain) -> Service:
        """One service by id or slug, with all that its page shows."""
        row = self._record("service", key)
        own = row["id"]
        joins = self._rows("SELECT * FROM service_at_place WHERE service_id = ? ORDER BY seq", own)
        places = {each["place_id"]: self._record("place", each["place_id"]) for each in joins}
        parts = {
            table: self._rows(f"SELECT * FROM {table} WHERE service_id = ? ORDER BY seq", own)
            for table in ("requirement", "evidence", "cost", "spoken_language")
        }
        children = self._children((own, *(each["id"] for each in joins), *places))
        phones = children["phone"]
        children["schedule"] += self._schedules(phones)
        organization = self._record("organization", row["organization_id"])
        ids = (
            own,
            organization["id"],
            *(each["id"] for each in joins),
            *places,
            *(part["id"] for table in ("requirement", "evidence", "cost") for part in parts[table]),
            *(child["id"] for table in ("phone", "channel", "schedule") for child in children[table]),
        )
        texts = prose(self._pack, ids, chain)
        hours = _hours(children["schedule"], texts)
        terms = self._rows("SELECT term_id FROM service_term WHERE service_id = ?", own)
        return Service(
            id=own,
            slug=row["slug"],
            name=texts.name(own),
            summary=texts.one(own, "summary"),
            description=texts.one(own, "description"),
            organization=Organization(
                organization["id"],
                texts.name(organization["id"]),
                texts.one(organization["id"], "description"),
                organization["website"],
            ),
            requirements=tuple(texts.name(part["id"]) for part in parts["requirement"]),
            evidence=tuple(
                Evidence(part["id"], texts.name(part["id"]), texts.one(part["id"], "note"))
                for part in parts["evidence"]
            ),
            steps=texts.many(own, "step"),
            costs=tuple(_cost(part, texts) for part in parts["cost"]),
            places=tuple(
                ServicePlace(
                    _place(places[each["place_id"]], children, hours, texts),
                    hours.get(each["id"]),
                    texts.one(each["id"], "note"),
                )
                for each in joins
            ),
            phones=_phones(phones, own, hours, texts),
            emails=tuple(
                each["address"] for each in children["channel"] if each["entity_id"] == own and each["kind"] == "email"
            ),
            links=tuple(
                Link(each["address"], texts.one(each["id"], "label"))
                for each in children["channel"]
                if each["entity_id"] == own and each["kind"] == "web"
            ),
            spoken_languages=tuple(part["tag"] for part in parts["spoken_language"]),
            processing_time=row["processing_time"],
            notes=texts.many(own, "note"),
            sources=tuple(each["url"] for each in children["source"] if each["entity_id"] == own),
            verified_on=partial(row["verified_on"]),
            confirm=bool(row["confirm"]),
            icon=row["icon"],
            term_ids=tuple(each["term_id"] for each in terms),
        )

    def place(self, key: str, chain: Chain) -> Place:
        """One place by id or slug."""
        row = self._record("place", key)
        children = self._children((row["id"],))
        children["schedule"] += self._schedules(children["phone"])
        ids = (row["id"], *(child["id"] for table in ("phone", "schedule") for child in children[table]))
        texts = prose(self._pack, ids, chain)
        return _place(row, children, _hours(children["schedule"], texts), texts)

    def _schedules(self, phones: list[Row]) -> list[Row]:
        marks = ",".join("?" * len(phones))
        statement = f"SELECT * FROM schedule WHERE entity_id IN ({marks})"
        return self._rows(statement, *(phone["id"] for phone in phones))


def _hours(rows: Iterable[Row], texts: Prose) -> dict[str, Hours]:
    return {
        row["entity_id"]: Hours(
            row["rule"],
            row["zone"],
            row["country"],
            texts.one(row["id"], "original"),
            partial(row["verified_on"]),
            bool(row["confirm"]),
        )
        for row in rows
    }


def _phones(rows: Iterable[Row], owner: str, hours: dict[str, Hours], texts: Prose) -> tuple[Phone, ...]:
    return tuple(
        Phone(
            row["number"],
            texts.one(row["id"], "label"),
            hours.get(row["id"]),
            bool(row["confirm"]),
            partial(row["verified_on"]),
        )
        for row in rows
        if row["entity_id"] == owner
    )


def _cost(row: Row, texts: Prose) -> Cost:
    amount = Decimal(row["amount"]) if row["amount"] else None
    return Cost(texts.one(row["id"], "description"), amount, row["currency"])


def _place(row: Row, children: dict[str, list[Row]], hours: dict[str, Hours], texts: Prose) -> Place:
    address = Address(row["street"], row["city"], row["postal_code"], row["country"])
    return Place(
        id=row["id"],
        slug=row["slug"],
        name=texts.name(row["id"]),
        description=texts.one(row["id"], "description"),
        address=address if address.line else None,
        hours=hours.get(row["id"]),
        phones=_phones(children["phone"], row["id"], hours, texts),
        latitude=row["latitude"],
        longitude=row["longitude"],
        verified_on=partial(row["verified_on"]),
        confirm=bool(row["confirm"]),
        sources=tuple(each["url"] for each in children["source"] if each["entity_id"] == row["id"]),
    )
