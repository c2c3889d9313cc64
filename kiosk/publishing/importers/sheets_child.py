"""Reads a workbook in a process of its own, with limits: `python -m kiosk.publishing.importers.sheets_child FILE`.

Prints JSON: `sheets`, the cells of each sheet as texts, and `hidden`, what of them nobody sees, or `wrong`, what kind of thing is wrong (`large` or `broken`), and
`text`. It ends itself before it says more than `MOST_TEXT` characters: one text that a million cells share is small in a
file and large everywhere else.
"""

from __future__ import annotations

import json
import resource
import sys
from datetime import date, datetime, time
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterable

MEMORY = 1_500_000_000
"""Bytes of address space of the child."""

SECONDS = 60
"""Of processor time."""

NEARLY = 0.7
"""The part of `MEMORY` from which on an error is taken for a want of it."""

MOST_ROWS = 200_000
MOST_COLUMNS = 2_000
MOST_TEXT = 100_000_000
"""Characters of all cells."""

WHOLE = 1e15
"""Below this a number with nothing behind the point is the same as an int."""


class _TooLargeError(Exception):
    pass


def main(path: Path) -> dict[str, Any]:
    """What to print about the file."""
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    try:
        return read(path)
    except _TooLargeError:
        return {"wrong": "large", "text": ""}
    except BaseException as error:  # noqa: BLE001 (the library has errors of many kinds; a panic in Rust is no Exception)
        used = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024
        large = isinstance(error, MemoryError) or used > MEMORY * NEARLY  # out of memory has many names in Rust
        return {"wrong": "large" if large else "broken", "text": " ".join(str(error).split())[:200]}


def read(path: Path) -> dict[str, Any]:
    """The cells of all sheets as texts, and what is hidden of them; raises whatever the library raises."""
    import python_calamine

    from kiosk.publishing.importers.sheets_hidden import hidden

    book = python_calamine.load_workbook(str(path))
    sheets: dict[str, list[list[str]]] = {}
    left = MOST_TEXT
    for name in book.sheet_names:
        sheet = book.get_sheet_by_name(name)
        if sheet.total_height > MOST_ROWS or sheet.total_width > MOST_COLUMNS:
            raise _TooLargeError
        sheets[name] = rows = []
        for cells in sheet.to_python(skip_empty_area=False):
            row = [_text(cell) for cell in cells]
            left -= sum(map(len, row)) + len(row)
            if left < 0:
                raise _TooLargeError
            rows.append(row)
        _fill(rows, sheet.merged_cell_ranges or ())
    shut = {one.name for one in book.sheets_metadata if one.visible != python_calamine.SheetVisibleEnum.Visible}
    sizes = {name: (len(rows), max(map(len, rows), default=0)) for name, rows in sheets.items()}
    found = hidden(path, sizes)
    return {"sheets": sheets, "hidden": {name: (name in shut, *found.get(name, ((), ()))) for name in {*shut, *found}}}


def _text(cell: object) -> str:
    if isinstance(cell, bool):
        return "true" if cell else "false"
    if isinstance(cell, float):
        return str(int(cell)) if cell.is_integer() and abs(cell) < WHOLE else repr(cell)
    if isinstance(cell, datetime):
        return cell.date().isoformat() if cell.time() == time() else cell.isoformat(timespec="minutes")
    if isinstance(cell, date | time):
        return cell.isoformat()
    return str(cell).strip(" \t\r")


def _fill(rows: list[list[str]], merged: Iterable[tuple[tuple[int, int], tuple[int, int]]]) -> None:
    """Says in each row what cells joined over several rows say once: it is meant for all of them."""
    for (top, left), (bottom, _right) in merged:
        for number in range(top + 1, min(bottom + 1, len(rows))):
            if left < len(rows[number]) and left < len(rows[top]):
                rows[number][left] = rows[top][left]


if __name__ == "__main__":
    sys.stdout.write(json.dumps(main(Path(sys.argv[1])), ensure_ascii=False))
