"""Reads spreadsheets in a process of its own, which may use so much memory and time and no more.

A workbook of 300 kB can unpack to a gigabyte. The child is killed by its limits, and the import then says so in a
sentence; the process that holds the city's folder never loads what the file says it is.
"""

from __future__ import annotations

import csv
import io
import json
import subprocess
import sys
import zipfile
from typing import TYPE_CHECKING, TypeAlias

from kiosk.errors import SourceError
from kiosk.publishing.importers import fetching

if TYPE_CHECKING:
    from pathlib import Path

Cells: TypeAlias = "list[list[str]]"

MEMORY = 1_500_000_000
"""Bytes of address space of the child."""

SECONDS = 60
"""Time of the processor that the child has, and a little more on the clock."""

UNPACKED = 400_000_000
"""Bytes of all parts of a workbook after they are unpacked."""

MOST_ROWS = 200_000
MOST_COLUMNS = 2_000
MOST_TEXT = 200_000_000
"""Bytes that the child may say."""

TOO_LARGE = 3
NOT_READ = 4
"""The child's exit codes."""


def read(source: Path) -> dict[str, Cells]:
    """The rows of all sheets, every cell as text: of a workbook, or of a folder of CSV files, a sheet each.

    Raises SourceError for what is no spreadsheet or is too large.
    """
    if source.is_dir():
        return {path.name.removesuffix(".csv"): _csv(path) for path in fetching.files(source, ".csv")}
    if not source.is_file():
        raise SourceError(f"{source} is not there; name a workbook or a folder of CSV files")
    if source.suffix.lower() == ".csv":
        return {source.stem: _csv(source)}
    _measured(source)
    return _child(source)


def _measured(source: Path) -> None:
    """Refuses what says of itself that it is too large."""
    try:
        if zipfile.is_zipfile(source):
            with zipfile.ZipFile(source) as parts:
                size = sum(part.file_size for part in parts.infolist())
            if size > UNPACKED:
                raise SourceError(
                    f"{source} unpacks to {size // 1_000_000} MB; a workbook of a city has a few: save it again"
                )
        elif source.stat().st_size > fetching.LARGEST:
            raise SourceError(
                f"{source} has more than {fetching.LARGEST // 1_000_000} MB; save it again, without pictures"
            )
    except (OSError, zipfile.BadZipFile) as error:
        raise SourceError(f"{source} cannot be read ({error}); save the workbook again") from error


def _child(source: Path) -> dict[str, Cells]:
    command = [
        sys.executable,
        "-I",
        "-c",
        _CHILD,
        str(source.absolute()),
        str(MEMORY),
        str(SECONDS),
        str(MOST_ROWS),
        str(MOST_COLUMNS),
    ]
    too_large = (
        f"{source} takes more memory or time than a workbook may; delete empty rows and columns, and save it again"
    )
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL) as process:  # noqa: S603 (this Python)
        try:
            said, _nothing = process.communicate(timeout=SECONDS * 2)
        except subprocess.TimeoutExpired as error:
            process.kill()
            raise SourceError(too_large) from error
    if process.returncode == NOT_READ:
        raise SourceError(f"{source} is not a workbook ({said.decode('utf-8', 'replace').strip()}); save it as .xlsx")
    if process.returncode != 0 or len(said) > MOST_TEXT:
        raise SourceError(too_large)
    sheets: dict[str, Cells] = json.loads(said)
    return sheets


def _csv(path: Path) -> Cells:
    text = fetching.text(fetching.content(path), str(path)).replace("\r\n", "\n").replace("\r", "\n")
    first = text.partition("\n")[0]
    rows = csv.reader(io.StringIO(text), delimiter=";" if first.count(";") > first.count(",") else ",")
    cells: Cells = []
    try:
        for row in rows:
            cells.append([cell.strip(" \t\r") for cell in row])
            if len(cells) > MOST_ROWS:
                raise SourceError(f"{path} has more than {MOST_ROWS:,} rows; give it in parts")
    except csv.Error as error:
        raise SourceError(f"{path}:{rows.line_num}: this is not CSV ({error}); save the table again") from error
    return cells


_CHILD = """
import json, resource, sys
from datetime import date, datetime, time

path, memory, seconds, rows, columns = sys.argv[1], *map(int, sys.argv[2:])
resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds))
resource.setrlimit(resource.RLIMIT_CORE, (0, 0))

import python_calamine

def text(cell):
    if isinstance(cell, bool):
        return "true" if cell else "false"
    if isinstance(cell, float):
        return str(int(cell)) if cell.is_integer() and abs(cell) < 1e15 else repr(cell)
    if isinstance(cell, datetime):
        return cell.date().isoformat() if cell.time() == time() else cell.isoformat(timespec="minutes")
    if isinstance(cell, (date, time)):
        return cell.isoformat()
    return str(cell).strip(" \\t\\r")

try:
    book = python_calamine.load_workbook(path)
    said = {}
    for name in book.sheet_names:
        sheet = book.get_sheet_by_name(name)
        if sheet.total_height > rows or sheet.total_width > columns:
            sys.exit(3)
        said[name] = [[text(cell) for cell in row] for row in sheet.to_python(skip_empty_area=False)]
except MemoryError:
    sys.exit(3)
except Exception as error:
    print(" ".join(str(error).split())[:200])
    sys.exit(4)
json.dump(said, sys.stdout)
"""
