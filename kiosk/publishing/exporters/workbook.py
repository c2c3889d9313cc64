"""A source folder or a pack as a workbook: one XLSX, or a folder of CSV files when the name has no ending."""

from __future__ import annotations

import io
import json
from datetime import datetime
from typing import TYPE_CHECKING, Any, TypeAlias

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Alignment, Font

from kiosk.errors import SourceError
from kiosk.publishing import workbook
from kiosk.publishing.exporters import writing
from kiosk.publishing.naming import Ref
from kiosk.publishing.records import keys

if TYPE_CHECKING:
    from pathlib import Path

    from kiosk.publishing.edition import Edition
    from kiosk.publishing.po import Entry
    from kiosk.publishing.records import Keys
    from kiosk.publishing.source import Record

    Table: TypeAlias = "tuple[list[str], list[dict[str, str]]]"

LONGEST = 32_000
"""Characters of one cell; a spreadsheet takes 32,767 and cuts off the rest without a word."""

_EVIDENCE = "services.evidence"

_DAY = datetime(2026, 1, 1)  # noqa: DTZ001 (what stands in the file's properties, so that they never change)


def tables(read: Edition) -> dict[str, Table]:
    """Columns and rows by sheet; sheets of lists that nobody has are left out."""
    return _Tables(read).all()


FOREIGN = frozenset({".xls", ".xlsm", ".ods", ".csv", ".tsv", ".zip"})
"""Endings of files that are not written; a new folder of such a name would be a surprise."""


def write(read: Edition, out: Path) -> dict[str, int]:
    """Writes `out`; gives rows by sheet. Raises SourceError for a text that no cell takes, or a file that is not written."""
    if out.suffix.lower() in FOREIGN and not out.is_dir():
        message = f"{out}: a workbook goes out as .xlsx, or as a folder of CSV files; name a file that ends in .xlsx, or a folder"
        raise SourceError(message)
    made = tables(read)
    counts = {name: len(rows) for name, (_columns, rows) in made.items()}
    if out.suffix.lower() != ".xlsx":
        files = {f"{name}.csv": writing.table(*table) for name, table in made.items()}
        writing.folder(out, files, (f"{name}.csv" for name in workbook.names()))
        return counts
    _fits(made)
    book = Workbook(write_only=True)
    book.properties.created = book.properties.modified = _DAY
    for name, (columns, rows) in made.items():
        sheet = book.create_sheet(name)
        sheet.freeze_panes = "B2"
        for number, column in enumerate(columns):
            sheet.column_dimensions[chr(ord("A") + number) if number < 26 else "Z"].width = 40 if "::" in column else 18  # noqa: PLR2004 (letters)
        sheet.append([_cell(sheet, column, bold=True) for column in columns])
        for row in rows:
            sheet.append([_cell(sheet, row.get(column, "")) for column in columns])
    stream = io.BytesIO()
    book.save(stream)
    writing.file(out, stream.getvalue())
    return counts


def _fits(made: dict[str, tuple[list[str], list[dict[str, str]]]]) -> None:
    """Raises SourceError for a text that no cell takes, before anything is begun that would have to be tidied up."""
    for name, (_columns, rows) in made.items():
        for row in rows:
            for column, value in row.items():
                if len(value) > LONGEST:
                    text = f"{name}, {row.get('id') or row.get('record')}: {column} has {len(value)} characters, more than a cell takes"
                    raise SourceError(f"{text}; export a folder of CSV files (--out without .xlsx)")


def _cell(sheet: Any, value: str, *, bold: bool = False) -> Any:  # noqa: ANN401 (openpyxl's own)
    """A text, never a formula."""
    if not value:
        return None
    cell = WriteOnlyCell(sheet, value)
    cell.data_type = "s"
    cell.number_format = "@"
    cell.alignment = Alignment(wrap_text=True, vertical="top")
    if bold:
        cell.font = Font(bold=True)
    return cell


class _Tables:
    def __init__(self, read: Edition) -> None:
        self._read = read
        self._pack = read.source.pack.keys
        self._tags = (self._pack.official, *(tag for tag in self._pack.languages if tag != self._pack.official))
        self._entries: dict[str, dict[str, Entry]] = {
            tag: {entry.context: entry for entry in entries if entry.msgstr} for tag, entries in read.catalogues.items()
        }
        self._rows: dict[str, list[dict[str, str]]] = {sheet.name: [] for sheet in workbook.sheets()}
        self._left: list[dict[str, str]] = []

    def all(self) -> dict[str, Table]:
        """Columns and rows by sheet; sheets of lists that nobody has are left out."""
        self._keep(workbook.PACK, self._pack.id, self._pack.residue)
        for kind, entity in workbook.ENTITIES.items():
            sheet = next(sheet for sheet in workbook.sheets() if sheet.path == (kind,))
            for record in getattr(self._read.source, kind):
                self._record(sheet, record, Ref(entity, record.slug))
        tables: dict[str, Table] = {workbook.PACK: self._pack_table()}
        for sheet in workbook.sheets():
            if self._rows[sheet.name] or len(sheet.path) == 1:
                tables[sheet.name] = (self._columns(sheet), self._rows[sheet.name])
        tables[workbook.MAKERS] = (list(workbook.MAKER_COLUMNS), self._makers())
        tables[workbook.LEFT] = (list(workbook.LEFT_COLUMNS), self._left)
        forms = self._forms()
        if forms:
            tables[workbook.FORMS] = (list(workbook.FORM_COLUMNS), forms)
        elif _EVIDENCE in tables:  # a pack has no files of forms, and nothing may lead to one that is not there
            columns, rows = tables[_EVIDENCE]
            tables[_EVIDENCE] = ([name for name in columns if name != "form"], rows)
        concepts = [
            {"concept": concept.slug, "language": tag, "words": "\n".join(words)}
            for concept in self._read.source.concepts
            for tag, words in concept.words.items()
        ]
        if concepts:
            tables[workbook.CONCEPTS] = (list(workbook.CONCEPT_COLUMNS), concepts)
        return tables

    def _forms(self) -> list[dict[str, str]]:
        """The lines of all files in `forms/` that have lines; a PDF to fill in stays in the folder."""
        found = sorted((self._read.source.folder / workbook.FORMS).glob("[!.~]*.*"))
        files = [path for path in found if path.suffix in workbook.FORM_FILES]
        lines = ((file.name, line) for file in files for line in file.read_text(encoding="utf-8").splitlines())
        return [{"file": name, "line": line} for name, line in lines]

    def _columns(self, sheet: workbook.Sheet) -> list[str]:
        columns = (
            [*sheet.links, "id"] if "id" in sheet.group.__struct_fields__ or len(sheet.path) == 1 else [*sheet.links]
        )
        for column in sheet.columns:
            if column.kind in {"text", "texts"}:
                columns.extend(f"{column.key}::{tag}" for tag in self._tags)
            else:
                columns.append(column.key)
        if len(sheet.path) == 1:
            columns.extend(f"{workbook.BODY}::{tag}" for tag in self._tags)
        return columns

    def _pack_table(self) -> Table:
        pack = self._pack
        row = {"id": pack.id, "official": pack.official, "languages": ", ".join(pack.languages), "as_of": pack.as_of}
        row |= {"zone": pack.zone, "country": pack.country, "emergency": pack.emergency}
        row |= {f"title::{tag}": title for tag, title in pack.title.items()}
        row |= {"kiosk": _json(pack.kiosk) if pack.kiosk else ""}
        return list(row), [row]

    def _record(self, sheet: workbook.Sheet, record: Record[Any], ref: Ref) -> None:
        row = {"id": record.slug, **self._said(sheet, record.keys, ref)}
        self._words(row, workbook.BODY, record.body, ref)
        self._rows[sheet.name].append(row)
        self._keep(sheet.name, record.slug, getattr(record.keys, "residue", {}))
        self._lists(sheet, record.keys, ref, (record.slug,))

    def _lists(self, sheet: workbook.Sheet, group: Keys, ref: Ref, way: tuple[str, ...]) -> None:
        for inner in workbook.sheets():
            if inner.path[:-1] != sheet.path:
                continue
            items = getattr(group, inner.path[-1])
            names = keys(items) if inner.path[-1] in workbook.PARTS else [""] * len(items)
            for key, item in zip(names, items, strict=True):
                part = ref.part(workbook.PARTS[inner.path[-1]], key) if key else ref
                links = dict(zip(inner.links, way, strict=True))
                own = {"id": item.id} if "id" in inner.group.__struct_fields__ else {}
                self._rows[inner.name].append({**links, **own, **self._said(inner, item, part)})
                self._lists(inner, item, part, (*way, key))

    def _said(self, sheet: workbook.Sheet, group: Keys, ref: Ref) -> dict[str, str]:
        row: dict[str, str] = {}
        for column in sheet.columns:
            value = getattr(group, column.key)
            if column.kind == "text":
                self._words(row, column.key, value, ref)
            elif column.kind == "texts":
                self._lines(row, column.key, value, ref)
            elif column.kind == "words":
                row[column.key] = "\n".join(value)
            elif column.kind == "map":
                row[column.key] = _json(value) if value else ""
            elif column.kind == "flag":
                row[column.key] = "" if value is None else str(value).lower()
            else:
                row[column.key] = "" if value is None else str(value)
        return row

    def _words(self, row: dict[str, str], key: str, value: str, ref: Ref) -> None:
        owner, field = workbook.named(ref, key)
        for tag in self._tags:
            row[f"{key}::{tag}"] = (
                value if tag == self._pack.official else self._translated(tag, owner.context(field, 0))
            )

    def _lines(self, row: dict[str, str], key: str, values: tuple[str, ...], ref: Ref) -> None:
        owner, field = workbook.named(ref, key)
        for tag in self._tags:
            lines = (
                [" ".join(value.split()) for value in values]
                if tag == self._pack.official
                else [self._translated(tag, owner.context(field, seq)) for seq in range(len(values))]
            )
            row[f"{key}::{tag}"] = "\n".join(lines) if any(lines) else ""

    def _translated(self, tag: str, context: str) -> str:
        entry = self._entries.get(tag, {}).get(context)
        return entry.msgstr if entry else ""

    def _makers(self) -> list[dict[str, str]]:
        rows = []
        for tag, entries in self._entries.items():
            for context, entry in entries.items():
                if entry.human or entry.fuzzy:
                    said = (entry.human.name, entry.human.day.isoformat()) if entry.human else ("", "")
                    basis = (entry.previous or "?") if entry.fuzzy else ""
                    rows.append(dict(zip(workbook.MAKER_COLUMNS, (context, tag, *said, basis), strict=True)))
        return rows

    def _keep(self, kind: str, record: str, residue: dict[str, dict[str, str]]) -> None:
        """Residue in pieces that fit a cell."""
        for system, said in sorted(residue.items()):
            for name, value in sorted(said.items()):
                for part, at in enumerate(range(0, max(len(value), 1), LONGEST)):
                    piece = (kind, record, system, name, str(part), value[at : at + LONGEST])
                    self._left.append(dict(zip(workbook.LEFT_COLUMNS, piece, strict=True)))


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False)
