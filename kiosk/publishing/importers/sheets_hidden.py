"""What somebody has hidden in a workbook: sheets, rows and columns, which nobody who looks at it sees and an import reads.

The library that reads cells knows of hidden sheets alone; rows and columns are looked for in the parts of the file
(ECMA-376, 18.3.1.73 and 18.3.1.13; OpenDocument 1.3, 19.756). The old XLS does not tell them. Runs in the child that reads the workbook.
"""

from __future__ import annotations

import re
import zipfile
from typing import TYPE_CHECKING, NamedTuple
from xml.etree import ElementTree as ET

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

_PIECE = 1 << 20
_TAG = re.compile(rb"<(?:\w+:)?(row|col)\b([^<>]*)>")
_ATTRIBUTE = re.compile(rb"\b(r|min|max|hidden)\s*=\s*[\"']([^\"']*)[\"']")
_LONGEST_TAG = 4096
_CELLS = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"


class Hidden(NamedTuple):
    """The numbers of hidden rows and columns of one sheet, counted from 1, as far as they are in it."""

    rows: list[int]
    columns: list[int]


def hidden(path: Path, sizes: Mapping[str, tuple[int, int]]) -> dict[str, Hidden]:
    """What is hidden, by sheet; sizes: how many rows and columns each sheet has. What cannot be told is left out."""
    try:
        with zipfile.ZipFile(path) as parts:
            found = _opendocument(parts, sizes) if "content.xml" in parts.namelist() else _office(parts, sizes)
            return {name: one for name, one in found if one.rows or one.columns}
    except Exception:  # noqa: BLE001 (the cells were read all the same, and zipfile has errors of many kinds)
        return {}


def _office(parts: zipfile.ZipFile, sizes: Mapping[str, tuple[int, int]]) -> Iterator[tuple[str, Hidden]]:
    links = {link.get("Id"): link.get("Target", "") for link in _parsed(parts, "xl/_rels/workbook.xml.rels")}
    for sheet in _parsed(parts, "xl/workbook.xml").iter():
        name = sheet.get("name", "")
        if not sheet.tag.endswith("}sheet") or name not in sizes:
            continue
        target = next((links.get(value, "") for key, value in sheet.items() if key.endswith("}id")), "")
        part = target.removeprefix("/") if target.startswith("/") else f"xl/{target}"
        yield name, _scanned(parts, part, *sizes[name])


def _parsed(parts: zipfile.ZipFile, part: str) -> ET.Element:
    return ET.fromstring(parts.read(part))  # noqa: S314 (in the child, which has little memory and time)


def _scanned(parts: zipfile.ZipFile, part: str, height: int, width: int) -> Hidden:
    """The hidden rows and columns of a sheet, read piece by piece."""
    rows, columns, number, rest = list[int](), set[int](), 0, b""
    with parts.open(part) as stream:
        while piece := stream.read(_PIECE):
            text, end = rest + piece, 0
            for match in _TAG.finditer(text):
                end = match.end()
                said = {key.decode(): value.decode("ascii", "replace") for key, value in _ATTRIBUTE.findall(match[2])}
                shut = said.get("hidden") in {"1", "true"}
                if match[1] == b"col":
                    last = min(int(said.get("max", 0)), width)
                    columns.update(range(int(said.get("min", 0)), last + 1) if shut else ())
                else:
                    number = int(said.get("r", number + 1))
                    rows += [number] if shut and number <= height else []
            rest = text[max(end, len(text) - _LONGEST_TAG) :]
    return Hidden(rows, sorted(columns))


def _opendocument(parts: zipfile.ZipFile, sizes: Mapping[str, tuple[int, int]]) -> Iterator[tuple[str, Hidden]]:
    name, found = "", Hidden([], [])
    at = {"row": 0, "column": 0}
    with parts.open("content.xml") as stream:
        for event, element in ET.iterparse(stream, ("start", "end")):  # noqa: S314 (as above)
            tag = element.tag.removeprefix(_CELLS)
            if event == "start" and tag == "table":
                name, found, at = element.get(f"{_CELLS}name", ""), Hidden([], []), {"row": 0, "column": 0}
            elif event == "start" and tag in {"table-row", "table-column"}:
                kind = tag.removeprefix("table-")
                more = int(element.get(f"{_CELLS}number-{kind}s-repeated", "1"))
                first, at[kind] = at[kind] + 1, at[kind] + more
                last = min(at[kind], sizes.get(name, (0, 0))[kind == "column"])
                if element.get(f"{_CELLS}visibility", "visible") != "visible":
                    getattr(found, f"{kind}s").extend(range(first, last + 1))
            elif event == "end" and tag == "table":
                yield name, found
            elif event == "end" and tag == "table-row":
                element.clear()
