"""What is hidden in a workbook is read and told."""

from __future__ import annotations

import zipfile
from typing import TYPE_CHECKING

import openpyxl

from kiosk.publishing.importers import sheets

if TYPE_CHECKING:
    from pathlib import Path

    from tests.unit.publishing.importers.conftest import Content

HEAD = ["id", "name::lv", "website"]

ODS = """<?xml version="1.0"?><office:document-content xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0"
xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"
office:version="1.2"><office:body><office:spreadsheet><table:table table:name="organizations">
<table:table-column table:number-columns-repeated="1"/><table:table-column table:visibility="collapse"/>
<table:table-row>{id}{name}</table:table-row><table:table-row table:visibility="filter">{a}{b}</table:table-row>
<table:table-row table:visibility="collapse" table:number-rows-repeated="1048000"><table:table-cell/></table:table-row>
</table:table></office:spreadsheet></office:body></office:document-content>"""
CELL = '<table:table-cell office:value-type="string"><text:p>{}</text:p></table:table-cell>'


def hidden_book(path: Path) -> Path:
    book = openpyxl.Workbook()
    shown = book.active
    assert shown is not None
    shown.title = "organizations"
    for row in (HEAD, *([f"o{number}", f"Iestāde {number}", ""] for number in range(9))):
        shown.append(row)
    for number in (*range(3, 10), 40):
        shown.row_dimensions[number].hidden = True
    shown.column_dimensions["C"].hidden = True
    for name, state in (("terms", "hidden"), ("notes of ours", "veryHidden")):
        sheet = book.create_sheet(name)
        sheet.append(["id", "name::lv"])
        sheet.append(["papers", "Dokumenti"])
        sheet.sheet_state = state
    book.create_chartsheet("chart")
    book.save(path)
    return path


def test_hidden_sheets_rows_and_columns_are_told_and_read(content: Content, tmp_path: Path) -> None:
    file = hidden_book(tmp_path / "book.xlsx")
    said = content.good("workbook", file)
    assert said.counts == {"organizations": (9, 0, 0, 0), "terms": (1, 0, 0, 0)}
    assert [remark.removeprefix(f"{file}, ") for remark in said.remarks] == [
        "notes of ours: is no sheet that is read; it was left out",
        "organizations: has 7 hidden rows (3, 4, 5, 6, 7, …) and 1 hidden column (C); it was read like everything else",
        "terms: is hidden; it was read like everything else",
    ]


def test_what_is_hidden_in_opendocument_is_told(tmp_path: Path) -> None:
    words = {name: CELL.format(text) for name, text in {"id": "id", "name": "name::lv", "a": "a", "b": "B"}.items()}
    with zipfile.ZipFile(tmp_path / "book.ods", "w") as parts:
        parts.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        manifest = '<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"/>'
        parts.writestr("META-INF/manifest.xml", manifest)
        parts.writestr("content.xml", ODS.format(**words))
    book = sheets.read(tmp_path / "book.ods")
    assert book.sheets == {"organizations": [["id", "name::lv"], ["a", "B"]]}
    assert book.hidden == {"organizations": "has 1 hidden row (2) and 1 hidden column (B)"}


def test_a_workbook_that_hides_nothing_says_nothing(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    assert book.active is not None
    book.active.append(HEAD)
    book.save(tmp_path / "book.xlsx")
    assert sheets.read(tmp_path / "book.xlsx").hidden == {}
