"""A row of a workbook, with the rows of its lists, becomes the keys of a record.

What has no column keeps what the folder says, in records and in items of lists: a workbook may say no more than a name
in Arabic. An item is found again by its `id` or its place, else by its main key, else by its number.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import msgspec

from kiosk.publishing import records, workbook
from kiosk.publishing.importers.draft import KINDS
from kiosk.publishing.importers.keeping import MAIN, matched
from kiosk.publishing.importers.workbook_origins import item_key
from kiosk.publishing.importers.workbook_pack import mapping
from kiosk.publishing.naming import Ref
from kiosk.publishing.texts import one_line
from kiosk.publishing.writing import OVERRIDES

if TYPE_CHECKING:
    from collections.abc import Mapping

    from kiosk.publishing.importers.draft import Draft
    from kiosk.publishing.importers.workbook_rows import Row, Rows

_FIRST = {
    "icon": {"services": "circle-info", "terms": "folder-open"},
    "scheme": {"terms": "topic"},
    "topic": {"phrases": "desk"},
}
"""What a key means that a new record needs and a sheet has no column for."""


class RowKeys:
    """Makes keys of rows. items: the rows of lists, by sheet and what they belong to."""

    def __init__(self, table: Rows, draft: Draft, items: Mapping[tuple[str, ...], list[Row]]) -> None:
        self._table = table
        self._draft = draft
        self._items = items

    def record(
        self, kind: str, slug: str, row: Row, residue: dict[str, dict[str, str]] | None
    ) -> tuple[records.Keys | None, str]:
        """The keys and the text of a record; None for keys that do not fit, which is then found wrong.

        residue: what other systems say of it, None where the workbook does not tell.
        """
        sheet = next(sheet for sheet in workbook.sheets() if sheet.path == (kind,))
        ref = Ref(workbook.ENTITIES[kind], slug)
        there = self._draft.there(kind, slug)
        said = self._said(sheet, row, ref, (slug,), there.keys if there else None)
        if residue is not None and "residue" in sheet.group.__struct_fields__:
            said["residue"] = residue
        body = self._text(row, workbook.BODY, ref)
        if there is None:
            said = {key: meant[kind] for key, meant in _FIRST.items() if kind in meant} | said
            if kind in {"terms", "phrases"}:
                said.setdefault("seq", row.number - 1)
        elif not self._given(kind, workbook.BODY):
            body = there.body
        return self._converted(KINDS[kind], said, row), body

    def _given(self, sheet: str, key: str) -> bool:
        """Whether a sheet has a column of a key; of a text one in the official language, for the others are translations."""
        return not {key, f"{key}::{self._draft.official}"}.isdisjoint(self._table.heads.get(sheet, ()))

    def _said(
        self, sheet: workbook.Sheet, row: Row, ref: Ref, way: tuple[str, ...], there: records.Keys | None
    ) -> dict[str, Any]:
        """What the columns say, what the sheets of lists say, and what the folder says of all others."""
        said: dict[str, Any] = {}
        if there is not None:
            said = {key: getattr(there, key) for key in there.__struct_fields__}
        for column in sheet.columns:
            before = said.get(column.key)
            value = self._cell(row, column, ref, before)
            if self._given(sheet.name, column.key) or there is None:
                said.pop(column.key, None)
                bare = column.kind == "text" and column.key != "name" and self._table.has(sheet.name, column.key)
                if value not in ("", (), {}) or (column.required and (bare or column.key in row.cells)):
                    said[column.key] = value
        for inner in workbook.sheets():
            if inner.path[:-1] == sheet.path and inner.name in self._table.rows:
                old = said.pop(inner.path[-1], ())
                rows = self._items.get((inner.name, *way), [])
                same = self._same(inner, rows, old)
                said[inner.path[-1]] = [
                    self._item(inner, each, ref, way, number, there)
                    for number, (each, there) in enumerate(zip(rows, same, strict=True), 1)
                ]
        return said

    def _item(
        self,
        sheet: workbook.Sheet,
        row: Row,
        ref: Ref,
        way: tuple[str, ...],
        number: int,
        there: Any,  # noqa: ANN401 (an item of any list)
    ) -> records.Keys | None:
        key = sheet.path[-1]
        named = row.get("id") or getattr(there, "id", "")
        own = item_key(row, key, number)
        part = ref
        if key in workbook.PARTS:
            part = ref.part(workbook.PARTS[key], named or (there.place if key == "places" and there else own))
        said = self._said(sheet, row, part, (*way, own), there)
        if named:
            said["id"] = named
        return self._converted(sheet.group, said, row)

    def _same(self, sheet: workbook.Sheet, rows: list[Row], old: tuple[Any, ...]) -> list[Any]:
        """The items of the folder that rows speak of, each for one of them; None for a new one."""
        columns = [key for key in MAIN if key in sheet.group.__struct_fields__]
        named = self._given(sheet.name, columns[0])
        said = [[one_line(self._official(row, key)) for key in columns] for row in rows]
        known_by = [next(filter(None, texts), "") if named else "" for texts in said]
        found = matched(old, [(row.get("id"), by) for row, by in zip(rows, known_by, strict=True)])
        taken = {id(one) for one in found}
        for number, (row, there) in enumerate(zip(rows, old, strict=False)):
            if found[number] is None and not (row.get("id") or said[number][0]) and id(there) not in taken:
                found[number] = there
        return found

    def _official(self, row: Row, key: str) -> str:
        return row.get(f"{key}::{self._draft.official}") or row.get(key)

    def _converted(self, group: type[records.Keys], said: dict[str, Any], row: Row) -> records.Keys | None:
        try:
            made: records.Keys = msgspec.convert(msgspec.to_builtins(said), group, strict=False)
        except msgspec.ValidationError as error:
            match = re.search(r"at `\$\.([a-z_]+)|field `([a-z_]+)`", str(error))
            key = (match[1] or match[2]) if match else "id"
            missing = "missing required field" in str(error)
            text = (
                f"the column {key!r} is missing or empty here; fill it in"
                if missing
                else f"{key!r} does not fit ({error}); see docs/editors.md"
            )
            self._table.wrong(row, key, text)
            return None
        return made

    # ---- cells -----------------------------------------------------------------------------------------------------

    def _cell(self, row: Row, column: workbook.Column, ref: Ref, before: Any) -> Any:  # noqa: ANN401 (what a key may hold)
        """What a cell says; before: what the folder says there, None for nothing."""
        if column.kind == "text":
            return self._text(row, column.key, ref)
        if column.kind == "texts":
            return self._texts(row, column.key, ref, before or ())
        return self._value(row, column)

    def _text(self, row: Row, key: str, ref: Ref) -> str:
        """The official text; those in other languages are kept beside it."""
        owner, field = workbook.named(ref, key)
        for head, value in row.cells.items():
            name, _, tag = head.partition("::")
            if name == key:
                if OVERRIDES.search(value):
                    self._table.wrong(row, head, "this text turns its direction by force (U+202E); delete that sign")
                if tag:
                    self._draft.say(tag, owner, field, value)
        value = self._official(row, key)
        return value if key == workbook.BODY else one_line(value)

    def _texts(self, row: Row, key: str, ref: Ref, before: tuple[str, ...]) -> tuple[str, ...]:
        """A list of texts; those in other languages stand line by line beside the official ones, here or in the folder."""
        owner, field = workbook.named(ref, key)
        said = row.cells.get(f"{key}::{self._draft.official}") or row.cells.get(key, "")
        official = said.split("\n") if self._given(row.sheet, key) else list(before)
        kept = [number for number, line in enumerate(official) if line.strip()]
        for head, value in row.cells.items():
            name, _, tag = head.partition("::")
            if name == key and tag:
                lines = value.split("\n")
                for seq, number in enumerate(kept):
                    self._draft.say(tag, owner, field, lines[number] if number < len(lines) else "", seq)
        return tuple(one_line(official[number]) for number in kept)

    def _value(self, row: Row, column: workbook.Column) -> Any:  # noqa: ANN401 (what a key may hold)
        value = row.get(column.key)
        if column.kind == "words":
            split = r"[\n]+" if column.key == "sources" else r"[\n,;]+"
            return tuple(filter(None, (word.strip() for word in re.split(split, value))))
        if column.kind == "map":
            return mapping(self._table, row, column.key)
        if column.kind == "flag":
            meant = {"yes": "true", "no": "false", "1": "true", "0": "false"}.get(value.lower(), value.lower())
            if meant in {"true", "false", ""}:
                return meant
            self._table.wrong(row, column.key, f"{value!r} is neither yes nor no; write one of them")
            return ""
        return value
