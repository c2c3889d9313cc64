"""Gathers what differs between two packs under the record that it belongs to.

The rows of a part (a phone, a document to bring, opening hours) say whose part
they are, by the columns of the schema.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, NamedTuple, TypeAlias

from kiosk.packs import schema

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kiosk.publishing.side_by_side import Row, Side, Tables

Sort: TypeAlias = Literal["added", "removed", "changed"]

RECORDS = (
    "city_key", "service", "organization", "place", "term", "guide", "event", "notice", "form", "phrase", "poll", "concept",
)  # fmt: skip
"""Tables whose rows are records of their own, in the order in which they are told: whom a city's forms are sealed for comes first."""

LEFT_OUT = frozenset({"id", "rank", "seq", "entity", "entity_id", "service_id", "poll_id", "from_id", "evidence_id"})
"""Columns that say nothing to a person."""

POINTERS = {
    "organization_id": "organization", "place_id": "place", "parent_id": "guide", "term_id": "term", "form_id": "form",
}  # fmt: skip
"""Columns that point to a record, which is told by its slug."""

NAMES = {
    "service_at_place": "place", "schedule": "opening hours", "channel": "link", "evidence": "document",
    "legal_resource": "legal resource", "spoken_language": "spoken language", "service_term": "topic",
    "entity_term": "topic", "xref": "foreign id", "poll_choice": "choice", "evidence_form": "form of a document",
}  # fmt: skip
"""What a person calls a table of parts."""

APART = frozenset({"text", "media", "language"})
"""Tables that are compared by a way of their own, or told with the pack."""

LISTS = frozenset({"step", "note", "keyword", "word"})
"""Fields of a record that are lists."""


@dataclass(frozen=True, slots=True)
class Value:
    """A text or a fact before or after. status: original, human, machine or 'out of date'; '' for facts."""

    text: str
    status: str = ""


@dataclass(frozen=True, slots=True)
class FieldChange:
    """One field in one language. where: such as `step 2` or `evidence 1 name`. language: '' for what has none."""

    where: str
    language: str
    before: Value | None
    after: Value | None


@dataclass(frozen=True, slots=True)
class RecordChange:
    """One record. entity: its table. slug: its file's name. name: in the official language."""

    entity: str
    slug: str
    name: str
    sort: Sort
    fields: tuple[FieldChange, ...]


class Owner(NamedTuple):
    """The record that a row belongs to, and what the row is in it ('' for the record itself)."""

    entity: str
    id: str
    part: str


class Compared:
    """Gathers changes by record."""

    def __init__(self, tables: Tables, official: str) -> None:
        self._tables, self._official = tables, official
        self._sorts: dict[tuple[str, str], Sort] = {}
        self._fields: dict[tuple[str, str], list[FieldChange]] = defaultdict(list)

    def records(self) -> Iterator[RecordChange]:
        """All records that differ, kind by kind, by slug."""
        for table in schema.TABLES:
            if table not in APART:
                self._table(table)
        self._texts()
        found = []
        for (entity, id_), fields in self._fields.items():
            sort = self._sorts.get((entity, id_), "changed")
            side: Side = "a" if sort == "removed" else "b"
            row = self._tables.one(side, entity, id_) or {}
            name = self._text(side, id_, entity)
            shown = tuple(
                sorted(fields, key=lambda change: (change.where, change.language != self._official, change.language))
            )
            found.append(RecordChange(entity, row.get("slug", id_), name, sort, shown))
        order = {entity: place for place, entity in enumerate(RECORDS)}
        yield from sorted(found, key=lambda record: (order.get(record.entity, len(order)), record.entity, record.slug))

    def _table(self, table: str) -> None:
        _key, others = self._tables.columns(table)
        told = tuple(name for name in others if name not in LEFT_OUT)
        for side, sort in (("a", "removed"), ("b", "added")):
            here: Side = "a" if side == "a" else "b"
            for row in self._tables.only(here, table):
                owner = self._owner(here, table, row)
                if table in RECORDS:
                    self._sorts[owner.entity, owner.id] = "removed" if sort == "removed" else "added"
                    self._fields[owner.entity, owner.id]  # a record without texts is one too
                for where, text in self._facts(here, table, row, owner):
                    value = Value(text)
                    pair = (value, None) if here == "a" else (None, value)
                    self._fields[owner.entity, owner.id].append(FieldChange(where, "", *pair))
        for before, after in self._tables.both(table, told):
            whole = self._tables.one("b", table, after["id"]) if "id" in after else None
            owner = self._owner("b", table, whole or after)
            for name in told:
                if before[name] != after[name]:
                    values = Value(self._shown("a", name, before[name])), Value(self._shown("b", name, after[name]))
                    self._fields[owner.entity, owner.id].append(FieldChange(_where(owner.part, name), "", *values))

    def _facts(self, side: Side, table: str, row: Row, owner: Owner) -> Iterator[tuple[str, str]]:
        """What a row that is new or gone says, column by column."""
        said = [(name, self._shown(side, name, value)) for name, value in row.items() if name not in LEFT_OUT]
        for name, text in said:
            if text and not (table in RECORDS and name == "slug"):
                yield _where(owner.part, name), text

    def _shown(self, side: Side, column: str, value: object) -> str:
        if column in POINTERS and value:
            row = self._tables.one(side, POINTERS[column], str(value))
            return str(row["slug"]) if row and "slug" in row else str(value)
        if column == "to_id":
            return next((str(row["slug"]) for row in self._anywhere(side, str(value)) if row.get("slug")), str(value))
        return "" if value is None or isinstance(value, bytes) else str(value)

    def _anywhere(self, side: Side, id_: str) -> Iterator[Row]:
        for table in RECORDS:
            row = self._tables.one(side, table, id_)
            if row:
                yield row | {"table": table}

    def _owner(self, side: Side, table: str, row: Row) -> Owner:
        """The record that a row belongs to."""
        if table in RECORDS:
            return Owner(table, row["id"], "")
        name = NAMES.get(table, table.replace("_", " "))
        numbered = f"{name} {row['seq'] + 1}" if isinstance(row.get("seq"), int) else name
        for column, entity in (("service_id", "service"), ("poll_id", "poll"), ("evidence_id", "evidence")):
            if column in row:
                return self._of(side, entity, row[column], numbered)
        if "entity_id" in row:
            return self._of(side, row["entity"], row["entity_id"], numbered)
        if table in {"xref", "residue"}:
            told = f"{name} {row['scheme']}" + (f" {row['name']}" if "name" in row else "")
            return self._of(side, row["entity"], row["id"], told)
        if "from_id" in row:
            found = next(self._anywhere(side, row["from_id"]), None)
            return (
                Owner(found["table"], row["from_id"], f"{name} {row['kind']}")
                if found
                else Owner(table, row["from_id"], "")
            )
        return Owner(table, str(next(iter(row.values()))), "")

    def _of(self, side: Side, entity: str, id_: str, part: str = "") -> Owner:
        if entity in RECORDS:
            return Owner(entity, id_, part)
        row = self._tables.one(side, entity, id_)
        if row is None:
            return Owner(entity, id_, part)
        owner = self._owner(side, entity, row)
        return Owner(owner.entity, owner.id, f"{owner.part} {part}".strip())

    def _texts(self) -> None:
        changed: set[tuple[object, ...]] = set()
        for before, after in self._tables.both("text", ("value", "status", "source_hash")):
            changed.add(_key(after))
            if (before["value"], before["status"]) != (after["value"], after["status"]) or after[
                "lang"
            ] != self._official:
                self._say("b", after, self._value("a", before), self._value("b", after))
        for row in self._tables.only("a", "text"):
            self._say("a", row, self._value("a", row), None)
        for row in self._tables.only("b", "text"):
            changed.add(_key(row))
            self._say("b", row, None, self._value("b", row))
        originals = [key for key in changed if key[1] == self._official]
        for id_, _lang, entity, field, seq in originals:
            self._left_behind((id_, entity, field, seq), changed)

    def _left_behind(self, name: tuple[object, ...], changed: set[tuple[object, ...]]) -> None:
        """Translations that stayed as they were while their original changed: they are out of date now."""
        there = "SELECT * FROM b.text WHERE id = ? AND entity = ? AND field = ? AND seq = ? AND lang <> ?"
        for row in self._tables.rows(there, *name, self._official):
            if _key(row) not in changed:
                self._say("b", row, self._value("a", row), self._value("b", row))

    def _say(self, side: Side, row: Row, before: Value | None, after: Value | None) -> None:
        if before == after:
            return
        owner = self._of(side, row["entity"], row["id"])
        listed = not owner.part and (row["field"] in LISTS or row["seq"])
        name = f"{row['field']} {row['seq'] + 1}" if listed else row["field"]
        self._fields[owner.entity, owner.id].append(FieldChange(_where(owner.part, name), row["lang"], before, after))

    def _value(self, side: Side, row: Row) -> Value:
        status = row.get("status", "")
        if row["lang"] != self._official:
            key = (row["id"], self._official, row["entity"], row["field"], row["seq"])
            where = "id = ? AND lang = ? AND entity = ? AND field = ? AND seq = ?"
            original = next(self._tables.rows(f"SELECT source_hash FROM {side}.text WHERE {where}", *key), None)
            if original and original["source_hash"] != row["source_hash"]:
                status = "out of date"
        return Value(row["value"], status)

    def _text(self, side: Side, id_: str, entity: str) -> str:
        """The name of a record in the official language."""
        where = "id = ? AND lang = ? AND entity = ? AND field = 'name' AND seq = 0"
        row = next(self._tables.rows(f"SELECT value FROM {side}.text WHERE {where}", id_, self._official, entity), None)
        return row["value"] if row else ""


def _key(row: Row) -> tuple[object, ...]:
    return (row["id"], row["lang"], row["entity"], row["field"], row["seq"])


def _where(part: str, name: str) -> str:
    return f"{part} {name.removesuffix('_id').replace('_', ' ')}".strip()
