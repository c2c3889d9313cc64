"""A workbook (one XLSX, or a folder of CSV files) becomes a source folder; `kiosk.publishing.workbook` has its shape.

A workbook may be a part of what the folder has: columns and sheets that are not there leave what they would say as it
is. What is wrong is told by sheet and cell.
"""

from __future__ import annotations

import re
from collections import defaultdict
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import msgspec

from kiosk.publishing import records, workbook
from kiosk.publishing.concepts import Concept
from kiosk.publishing.findings import FindingsError, did_you_mean
from kiosk.publishing.importers import sheets, values
from kiosk.publishing.importers.draft import KINDS, Draft, Said, slugified
from kiosk.publishing.importers.workbook_origins import Origins, item_key
from kiosk.publishing.importers.workbook_pack import begin, left_over, mapping
from kiosk.publishing.importers.workbook_rows import sorted_out
from kiosk.publishing.naming import Ref
from kiosk.publishing.po import Human
from kiosk.publishing.source import SLUG
from kiosk.publishing.texts import one_line
from kiosk.publishing.writing import OVERRIDES

if TYPE_CHECKING:
    from kiosk.publishing.importers.sheets import Cells
    from kiosk.publishing.importers.workbook_rows import Row, Rows
    from kiosk.publishing.source import Source

_FORM_FILE = re.compile(r"[\w-]+\.(?:md|xml|csv)", re.ASCII)
LONGEST_ID = 120
"""Letters of an id: with its ending it is the name of a file."""

_FIRST = {
    "icon": {"services": "circle-info", "terms": "folder-open"},
    "scheme": {"terms": "topic"},
    "topic": {"phrases": "desk"},
}
"""What a key means that a record needs and a sheet has no column for."""


def draft(source: str, target: Source | None, default_language: str) -> Draft:
    """What SRC would bring; raises SourceError or FindingsError with what is wrong in it."""
    return from_cells(Path(source), sheets.read(Path(source)), target, default_language)


def from_cells(path: Path, cells: dict[str, Cells], target: Source | None, default_language: str) -> Draft:
    """What the cells of a workbook would bring; path: what a finding calls it."""
    return _Importer(sorted_out(path, cells), target, default_language).run()


class _Importer:
    def __init__(self, table: Rows, target: Source | None, default_language: str) -> None:
        self._path = table.path
        self._table = table
        self._known = {kind: {one.slug: one for one in (getattr(target, kind) if target else ())} for kind in KINDS}
        self._findings = table.findings
        self._rows: dict[tuple[str, str], Row] = {}
        self._draft = begin(table, target, default_language)

    def run(self) -> Draft:
        for where, text in self._table.remarks:
            self._draft.remark(where, text)
        items = self._items()
        left = left_over(self._table)
        for kind in KINDS:
            if kind not in self._table.rows:
                continue
            self._draft.complete.add(kind)
            for row in self._table.of(kind):
                self._record(kind, row, items, left)
        for row in self._table.of(workbook.MAKERS):
            self._maker(row)
        self._forms()
        self._concepts()
        if self._findings:
            raise FindingsError(self._findings)
        self._draft.origin = Origins(self._table, self._rows, items).of
        return self._draft

    def _forms(self) -> None:
        """The files of forms, line by line."""
        files: dict[str, list[str]] = defaultdict(list)
        for row in self._table.of(workbook.FORMS):
            name = row.get("file")
            if _FORM_FILE.fullmatch(name):
                files[name].append(row.cells.get("line", ""))
            else:
                self._table.wrong(row, "file", f"{name!r} is no name of a form's file; write it like residence.md")
        self._draft.forms = {name: ("\n".join(lines) + "\n").encode() for name, lines in files.items()}

    def _concepts(self) -> None:
        """The words of concepts; `concepts.yaml` is checked with everything else when it lies in the folder."""
        found: dict[str, dict[str, tuple[str, ...]]] = defaultdict(dict)
        for row in self._table.of(workbook.CONCEPTS):
            found[row.get("concept")][row.get("language")] = tuple(row.get("words").splitlines())
        self._draft.concepts = tuple(Concept(slug, words) for slug, words in found.items())

    # ---- records ---------------------------------------------------------------------------------------------------

    def _items(self) -> dict[tuple[str, ...], list[Row]]:
        """The rows of lists by what they belong to: the sheet, the record, and for a list in an item the item's id."""
        found: dict[tuple[str, ...], list[Row]] = defaultdict(list)
        for sheet in workbook.sheets():
            for row in self._table.of(sheet.name) if len(sheet.path) > 1 else ():
                if not row.get("record"):
                    self._table.wrong(row, "record", "this row does not say to which record it belongs; write its id")
                found[sheet.name, *(row.get(link) for link in sheet.links)].append(row)
        records_of = {kind: {self._slug(row) for row in self._table.of(kind)} for kind in KINDS}
        for (name, record, *_item), rows in found.items():
            kind = name.partition(".")[0]
            if record and kind in self._table.rows and record not in records_of[kind]:
                self._table.wrong(
                    rows[0],
                    "record",
                    f"{record!r} is not in the sheet {kind}{did_you_mean(record, records_of[kind])}; correct it",
                )
        return found

    def _slug(self, row: Row) -> str:
        return row.get("id") or slugified(row.get(f"name::{self._draft.official}") or row.get("name"))

    def _record(
        self,
        kind: str,
        row: Row,
        items: dict[tuple[str, ...], list[Row]],
        left: dict[tuple[str, str], dict[str, dict[str, str]]],
    ) -> None:
        slug = self._slug(row)
        wrong = self._wrong_id(kind, slug)
        if wrong:
            self._table.wrong(row, "id", wrong)
            return
        sheet = next(sheet for sheet in workbook.sheets() if sheet.path == (kind,))
        ref = Ref(workbook.ENTITIES[kind], slug)
        said = self._keys(sheet, row, ref, (slug,), items)
        body = self._text(row, workbook.BODY, ref)
        given = {column.key for column in sheet.columns if self._table.has(kind, column.key)}
        given |= {name.split(".")[1] for name in self._table.rows if name.startswith(f"{kind}.")}
        if workbook.LEFT in self._table.rows and "residue" in KINDS[kind].__struct_fields__:
            said["residue"] = left.get((kind, slug), {})
            given.add("residue")
        has_body = self._table.has(kind, workbook.BODY)
        there = self._there(kind, slug)
        if there is not None:
            kept = {
                field.name: getattr(there.keys, field.name)
                for field in msgspec.structs.fields(type(there.keys))
                if field.name not in given
            }
            said = {**said, **kept}
            body = body if has_body else there.body
        else:
            for key, meant in _FIRST.items():
                if kind in meant and key not in said:
                    said[key] = meant[kind]
            if kind in {"terms", "phrases"}:
                said.setdefault("seq", row.number - 1)
        keys = self._converted(KINDS[kind], said, row)
        if keys is not None and not self._findings:
            self._draft.add(kind, slug, keys, body)
            self._rows[kind, slug] = row

    def _wrong_id(self, kind: str, slug: str) -> str:
        """Why a record cannot have this id; '' when it can."""
        if not slug:
            return "this row has neither an id nor a name; write one of them"
        if not SLUG.fullmatch(slug) or len(slug) > LONGEST_ID:
            like = f", such as {slugified(slug)}" if slugified(slug) else ""
            return (
                f"{slug[:80]!r} cannot name a file; write small Latin letters, digits and single hyphens, "
                f"{LONGEST_ID} at most{like}"
            )
        if slug in self._draft.drafted[kind]:
            return f"the id {slug!r} stands in an earlier row too; change one of the two"
        return ""

    def _there(self, kind: str, slug: str) -> Any:  # noqa: ANN401 (a record of any kind)
        """The record that the folder has already; None for one that is new."""
        return self._known[kind].get(slug)

    def _keys(
        self, sheet: workbook.Sheet, row: Row, ref: Ref, way: tuple[str, ...], items: dict[tuple[str, ...], list[Row]]
    ) -> dict[str, Any]:
        said: dict[str, Any] = {}
        for column in sheet.columns:
            if column.kind == "text":
                value: Any = self._text(row, column.key, ref)
            elif column.kind == "texts":
                value = self._texts(row, column.key, ref)
            else:
                value = self._value(row, column)
            bare = column.kind == "text" and column.key != "name" and self._table.has(sheet.name, column.key)
            if value not in ("", (), {}) or (column.required and (bare or column.key in row.cells)):
                said[column.key] = value
        for inner in workbook.sheets():
            if inner.path[:-1] != sheet.path:
                continue
            found = items.get((inner.name, *way), [])
            if found:
                said[inner.path[-1]] = [
                    self._inner(inner, each, ref, way, number, items) for number, each in enumerate(found, 1)
                ]
        return said

    def _inner(
        self,
        sheet: workbook.Sheet,
        row: Row,
        ref: Ref,
        way: tuple[str, ...],
        number: int,
        items: dict[tuple[str, ...], list[Row]],
    ) -> records.Keys | None:
        key = item_key(row, sheet.path[-1], number)
        part = ref.part(workbook.PARTS[sheet.path[-1]], key) if sheet.path[-1] in workbook.PARTS else ref
        said = self._keys(sheet, row, part, (*way, key), items)
        if row.get("id") and "id" in sheet.group.__struct_fields__:
            said["id"] = row.get("id")
        return self._converted(sheet.group, said, row)

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
        value = row.get(f"{key}::{self._draft.official}") or row.get(key)
        return value if key == workbook.BODY else one_line(value)

    def _texts(self, row: Row, key: str, ref: Ref) -> tuple[str, ...]:
        owner, field = workbook.named(ref, key)
        official = (row.cells.get(f"{key}::{self._draft.official}") or row.cells.get(key, "")).split("\n")
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

    # ---- what is not a record --------------------------------------------------------------------------------------

    def _maker(self, row: Row) -> None:
        tag = values.tag(row.get("language"))
        said = self._draft.translations.get(tag, {}).get(row.get("text"))
        if said is None:
            text = f"{row.get('text')!r} has no translation into {row.get('language')!r} here; who made it was left out"
            self._draft.remark(f"{self._path}, {row.cell('text')}", text)
            return
        human = None
        if row.get("person"):
            try:
                human = Human(one_line(row.get("person")), date.fromisoformat(row.get("date")))
            except ValueError:
                self._table.wrong(row, "date", f"{row.get('date')!r} is not a day; write it as 2026-11-24")
        basis = row.get("translated from")
        self._draft.translations[tag][row.get("text")] = Said(
            said.value, outdated=bool(basis), basis=basis, human=human
        )
