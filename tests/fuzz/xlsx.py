"""Workbooks as XLSX, their parts spoilt one by one: `python -m tests.fuzz.xlsx`.

Each file is read as the import reads it, in a process of its own with its limits, which takes a good part of a second.
"""

from __future__ import annotations

import io
import zipfile
from typing import TYPE_CHECKING

import openpyxl

from kiosk.publishing.importers import workbook
from tests.fuzz.run import Target, main, spoilt

if TYPE_CHECKING:
    import random


def book() -> bytes:
    made = openpyxl.Workbook()
    sheet = made.worksheets[0]
    sheet.title = "services"
    sheet.append(["id", "name::lv", "name::ar", "summary::lv", "organization", "confirm", "verified_on", "ids"])
    sheet.append([12, "Viens", "واحد", "Īsi", "o", True, 46000.5, '{"hsds": "1"}'])
    sheet.append(["b", "Divi", None, "=1/0", "o", False, "2026-11", None])
    sheet.merge_cells("D2:D3")
    other = made.create_sheet("organizations")
    other.append(["id", "name"])
    other.append(["o", "Dome"])
    stream = io.BytesIO()
    made.save(stream)
    return stream.getvalue()


def spoil(data: bytes, chance: random.Random) -> bytes:
    """The workbook with one of its parts spoilt, or, now and then, the archive itself."""
    if chance.randrange(6) == 0:
        return spoilt(data, chance)
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    name = chance.choice(sorted(parts))
    parts[name] = spoilt(parts[name], chance)
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        for other, content in parts.items():
            archive.writestr(other, content)
    return stream.getvalue()


TARGET = Target("town.xlsx", (book(),), lambda path: workbook.draft(str(path), None, "lv"), spoil, rounds=6)

if __name__ == "__main__":
    main(TARGET)
