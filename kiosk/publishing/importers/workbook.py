"""A workbook (one XLSX, or a folder of CSV files) becomes a source folder; `kiosk.publishing.workbook` has its shape.

A workbook may be a part of what the folder has: columns and sheets that are not there leave what they would say as it
is. What is wrong is told by sheet and cell.
"""

from __future__ import annotations

import re
from collections import defaultdict
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from kiosk.publishing import workbook
from kiosk.publishing.concepts import Concept
from kiosk.publishing.findings import FindingsError, did_you_mean
from kiosk.publishing.importers import sheets, values
from kiosk.publishing.importers.draft import KINDS, Draft, Said, slugified
from kiosk.publishing.importers.workbook_keys import RowKeys
from kiosk.publishing.importers.workbook_origins import Origins
from kiosk.publishing.importers.workbook_pack import begin, left_over
from kiosk.publishing.importers.workbook_rows import sorted_out
from kiosk.publishing.po import Human
from kiosk.publishing.source import SLUG
from kiosk.publishing.texts import one_line

if TYPE_CHECKING:
    from kiosk.publishing.importers.sheets import Cells
    from kiosk.publishing.importers.workbook_rows import Row, Rows
    from kiosk.publishing.source import Source

_FORM_FILE = re.compile(r"[\w-]+\.(?:md|xml|csv)", re.ASCII)
LONGEST_ID = 120
"""Letters of an id: with its ending it is the name of a file."""


def draft(source: str, target: Source | None, default_language: str) -> Draft:
    """What SRC would bring; raises SourceError or FindingsError with what is wrong in it."""
    book = sheets.read(Path(source))
    made = from_cells(Path(source), book.sheets, target, default_language)
    for name, what in book.hidden.items():
        if workbook.is_read(name):
            made.remark(f"{source}, {name}", f"{what}; it was read like everything else")
    return made


def from_cells(path: Path, cells: dict[str, Cells], target: Source | None, default_language: str) -> Draft:
    """What the cells of a workbook would bring; path: what a finding calls it."""
    return _Importer(sorted_out(path, cells), target, default_language).run()


class _Importer:
    def __init__(self, table: Rows, target: Source | None, default_language: str) -> None:
        self._path = table.path
        self._table = table
        self._findings = table.findings
        self._rows: dict[tuple[str, str], Row] = {}
        self._draft = begin(table, target, default_language)

    def run(self) -> Draft:
        for where, text in self._table.remarks:
            self._draft.remark(where, text)
        items = self._items()
        makes = RowKeys(self._table, self._draft, items)
        left = left_over(self._table)
        for kind in KINDS:
            if kind not in self._table.rows:
                continue
            self._draft.complete.add(kind)
            for row in self._table.of(kind):
                self._record(kind, row, makes, left)
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
        self, kind: str, row: Row, makes: RowKeys, left: dict[tuple[str, str], dict[str, dict[str, str]]]
    ) -> None:
        slug = self._slug(row)
        wrong = self._wrong_id(kind, slug)
        if wrong:
            self._table.wrong(row, "id", wrong)
            return
        residue = left.get((kind, slug), {}) if workbook.LEFT in self._table.rows else None
        keys, body = makes.record(kind, slug, row, residue)
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
