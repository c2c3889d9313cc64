"""In which cell of a workbook a value of a record stands: what a check finds wrong is told there, where it can be mended."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kiosk.publishing import workbook

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from kiosk.publishing.frontmatter import Where
    from kiosk.publishing.importers.workbook_rows import Row, Rows


class Origins:
    """rows: of records, by kind and file's name. items: rows of lists, by sheet and what they belong to."""

    def __init__(
        self, table: Rows, rows: Mapping[tuple[str, str], Row], items: Mapping[tuple[str, ...], list[Row]]
    ) -> None:
        self._table = table
        self._rows = rows
        self._items = items

    def of(self, kind: str, slug: str, where: Where) -> tuple[Path, int, str] | None:
        """The file, the row and the cell of what stands at `where` in a record; None for a record that is not in it.

        A key that the workbook has no column for is told at its row.
        """
        row = self._rows.get((kind, slug))
        if row is None:
            return None
        name, way = kind, [slug]
        while len(where) > 1 and isinstance(where[1], int):
            inner = f"{name}.{where[0]}"
            rows = self._items.get((inner, *way), [])
            if where[1] >= len(rows):
                break
            row, name = rows[where[1]], inner
            way.append(item_key(row, str(where[0]), where[1] + 1))
            where = where[2:]
        column = str(where[0]) if where else _main(name)
        return self._table.path, row.number, self._table.cell(row, column)


def item_key(row: Row, key: str, number: int) -> str:
    """What an item of a list is called in its record: its id, its place, or its number, counted from 1."""
    return row.get("id") or (row.get("place") if key == "places" else "") or str(number)


def _main(name: str) -> str:
    """The column of a list whose items are written as one word."""
    sheet = next((sheet for sheet in workbook.sheets() if sheet.name == name), None)
    return next((column.key for column in sheet.columns if column.required), "id") if sheet else "id"
