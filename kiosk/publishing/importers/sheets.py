"""Reads spreadsheets in a process of its own, which may use so much memory and time and no more.

A workbook of 300 kB can unpack to a gigabyte. The child is killed by its limits, and the import then says so in a
sentence; the process that holds the city's folder never loads what the file says it is.
"""

from __future__ import annotations

import json
import subprocess
import sys
import zipfile
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, TypeAlias

from kiosk.errors import SourceError
from kiosk.publishing.importers import delimited, fetching
from kiosk.publishing.importers.sheets_child import MOST_ROWS, SECONDS
from kiosk.publishing.importers.workbook_rows import letter

if TYPE_CHECKING:
    from pathlib import Path

Cells: TypeAlias = "list[list[str]]"

SHOWN = 5
"""Hidden rows and columns that are named."""

UNPACKED = 400_000_000
"""Bytes of all parts of a workbook after they are unpacked."""


@dataclass(frozen=True, slots=True)
class Book:
    """The rows of all sheets, every cell as text. hidden: sheets that nobody sees, or of which something is hidden, and what."""

    sheets: dict[str, Cells]
    hidden: dict[str, str] = field(default_factory=dict)


def read(source: Path) -> Book:
    """A workbook, or a folder of CSV files, a sheet each; raises SourceError for what is no spreadsheet or is too large."""
    if source.is_dir():
        return Book({_sheet(path): _table(path) for path in fetching.files(source, *delimited.SUFFIXES)})
    if not source.is_file():
        raise SourceError(f"{source} is not there; name a workbook or a folder of CSV files")
    if source.name.lower().removesuffix(".gz").endswith(delimited.SUFFIXES):
        return Book({_sheet(source): _table(source)})
    _measured(source)
    return _child(source)


def _sheet(path: Path) -> str:
    name = path.name.removesuffix(".gz")
    return name[: -len(delimited.SUFFIXES[0])]


def _measured(source: Path) -> None:
    """Refuses what says of itself that it is too large."""
    try:
        packed = zipfile.is_zipfile(source)
        size = _unpacked(source) if packed else source.stat().st_size
    except Exception as error:  # zipfile has errors of many kinds for what is no archive
        raise SourceError(f"{source} cannot be read ({error}); save the workbook again") from error
    if packed and size > UNPACKED:
        raise SourceError(f"{source} unpacks to {size // 1_000_000} MB; a workbook of a city has a few: save it again")
    if not packed and size > fetching.LARGEST:
        raise SourceError(f"{source} has more than {fetching.LARGEST // 1_000_000} MB; save it again, without pictures")


def _unpacked(source: Path) -> int:
    with zipfile.ZipFile(source) as parts:
        return sum(part.file_size for part in parts.infolist())


def _child(source: Path) -> Book:
    command = [sys.executable, "-m", "kiosk.publishing.importers.sheets_child", str(source.absolute())]
    said: dict[str, Any] = {}
    try:
        done = subprocess.run(  # noqa: S603 (our own module)
            command,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            stdin=subprocess.DEVNULL,
            timeout=SECONDS * 2,
            check=False,
        )
        said = json.loads(done.stdout)
    except (subprocess.TimeoutExpired, ValueError):
        said = {"wrong": "large"}  # a child that its limits have killed says nothing, or half of it
    if said.get("wrong") == "broken":
        raise SourceError(f"{source} is not a workbook ({said['text']}); save it as .xlsx")
    if "sheets" not in said:
        raise SourceError(
            f"{source} takes more memory or time than a workbook may; delete empty rows and columns, and save it again"
        )
    hidden = {name: what for name, found in said["hidden"].items() for what in [_unseen(*found)] if what}
    return Book(said["sheets"], dict(sorted(hidden.items())))


def _unseen(shut: bool, rows: list[int], columns: list[int]) -> str:  # noqa: FBT001 (as the child says it)
    """What of a sheet nobody sees, in words."""
    named = {"row": [str(row) for row in rows], "column": [letter(column - 1) for column in columns]}
    parts = []
    for word, names in named.items() if not shut else ():
        more = ", …" if len(names) > SHOWN else ""
        if names:
            parts.append(f"{len(names)} hidden {word}{'s' * (len(names) > 1)} ({', '.join(names[:SHOWN])}{more})")
    return "is hidden" if shut else f"has {' and '.join(parts)}" if parts else ""


def _table(path: Path) -> Cells:
    """The rows at their places: an empty line is an empty row, so that cells can be named as a spreadsheet does."""
    cells: Cells = []
    for number, (_line, row) in enumerate(delimited.rows(fetching.text(fetching.content(path), str(path)), str(path))):
        if number >= MOST_ROWS:
            raise SourceError(f"{path} has more than {MOST_ROWS:,} rows; give it in parts")
        cells.append([cell.strip(" \t\r") for cell in row])
    return cells
