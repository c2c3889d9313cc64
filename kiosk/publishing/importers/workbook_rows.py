"""The sheets of a workbook as rows by column, and where each cell stands; `kiosk.publishing.workbook` says which there are.

What no sheet and no column is for is told, so that nothing of a table is left out in silence.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from kiosk.errors import SourceError
from kiosk.publishing import workbook
from kiosk.publishing.findings import Finding, FindingsError, did_you_mean
from kiosk.publishing.importers import values
from kiosk.publishing.writing import scrubbed

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from kiosk.publishing.importers.sheets import Cells

_HEAD = re.compile(r"(?P<key>[^:]+?)\s*(?:::\s*(?P<tag>[A-Za-z0-9-]+).*)?")
_FOREIGN = re.compile(
    r"(?P<key>.+?)(?:\s*[(\[](?P<words>[^()\[\]]+)[)\]]|[\s_:./-]+(?P<tag>[A-Za-z]{2,3}(?:[-_][A-Za-z]{2,8})?))"
)
"""How others write a language behind a name: `Name (lv)`, `Name [Latvian]`, `name_lv`, `name:lv`."""

_OTHERS = (workbook.PACK, workbook.MAKERS, workbook.LEFT, workbook.FORMS, workbook.CONCEPTS)
"""Sheets that hold no records."""


@dataclass(frozen=True, slots=True)
class Row:
    """One row: its cells by column, `name` or `name::lv`, and where it stands. letters: of the columns."""

    sheet: str
    number: int
    cells: dict[str, str]
    letters: dict[str, str]

    def get(self, column: str) -> str:
        """A cell without the blanks around it; '' for one that says nothing."""
        return self.cells.get(column, "").strip()

    def cell(self, column: str) -> str:
        """The name of a cell, `services!B3`."""
        return f"{self.sheet}!{self.letters.get(column, 'A')}{self.number}"


@dataclass
class Rows:
    """Everything that is read of a workbook.

    heads: the columns of each sheet. remarks: where, and what was left out. findings: what is wrong. official: the language
    of texts that name none, once it is known.
    """

    path: Path
    rows: dict[str, list[Row]] = field(default_factory=dict)
    heads: dict[str, list[str]] = field(default_factory=dict)
    remarks: list[tuple[str, str]] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)
    official: str = ""

    def wrong(self, row: Row, column: str, text: str) -> None:
        """Finds something wrong in a cell."""
        self.findings.append(Finding(self.path, row.number, text, "KC100", self.cell(row, column)))

    def cell(self, row: Row, column: str) -> str:
        """The name of a cell; of a text without a language that in the official one."""
        return row.cell(column if column in row.letters else f"{column}::{self.official}")

    def of(self, name: str) -> list[Row]:
        """The rows of a sheet; none for a sheet that is not there."""
        return self.rows.get(name, [])

    def has(self, name: str, key: str) -> bool:
        """Whether a sheet has a column, in whatever language."""
        return any(head.partition("::")[0] == key for head in self.heads.get(name, ()))

    def tags(self) -> dict[str, None]:
        """The languages that columns name, in their order."""
        named = (head.partition("::")[2] for heads in self.heads.values() for head in heads if "::" in head)
        return dict.fromkeys(named)


def sorted_out(path: Path, cells: dict[str, Cells]) -> Rows:
    """The rows of all sheets; raises SourceError when no sheet is one of ours, FindingsError for columns that nobody can read."""
    found = Rows(path)
    known = {sheet.name.lower(): sheet.name for sheet in workbook.sheets()} | {name: name for name in _OTHERS}
    for title, rows in cells.items():
        name = known.get(title.strip().lower())
        if name is not None:
            found.rows[name] = [*found.of(name), *_rows(found, name, rows)]
        elif any(any(row) for row in rows):
            text = f"is no sheet that is read{did_you_mean(title, known)}; it was left out"
            found.remarks.append((f"{path}, {title}", text))
    if found.findings:
        raise FindingsError(found.findings)
    if not any(found.of(sheet.name) for sheet in workbook.sheets()):
        raise SourceError(f"{path} has no sheet that is read; it needs one called services, places, guides or the like")
    return found


def _rows(found: Rows, name: str, rows: Cells) -> Iterator[Row]:
    """Rows that say something, by column; texts under `key::tag`."""
    heads = _heads(found, name, rows[0] if rows else [])
    letters = {head: letter(at) for at, head in heads.items() if head}
    found.heads[name] = [head for head in heads.values() if head]
    nameless: Counter[int] = Counter()
    unread = 0
    for number, cells in enumerate(rows[1:], 2):
        full = [at for at, cell in enumerate(cells) if cell.strip()]
        said = {heads[at]: scrubbed(cells[at]) for at in full if heads.get(at)}
        nameless.update(at for at in full if at not in heads)
        if said:
            yield Row(name, number, said, letters)
        elif full:
            unread += 1
    if unread and not letters:
        text = f"no column of this sheet is one of {name}; write their names in its first row, as in id, name::lv"
        found.findings.append(Finding(found.path, 1, text, "KC100", f"{name}!A1"))
    elif unread:
        found.remarks.append((f"{found.path}, {name}", f"has {unread} rows that say nothing in a column that is read"))
    for at, count in sorted(nameless.items()):
        text = f"has no name in its first row; its cells, {count} that say something, were left out"
        found.remarks.append((f"{found.path}, {name}!{letter(at)}", text))


def _heads(found: Rows, name: str, first: list[str]) -> dict[int, str]:
    """The columns by their place: `key` or `key::tag`, '' for one that is not read."""
    heads: dict[int, str] = {}
    known = _columns(name)
    for at, cell in enumerate(first):
        match = _HEAD.fullmatch(cell.strip()) or _FOREIGN.fullmatch(cell.strip())
        if not match:
            continue
        key = match["key"].strip().lower()
        key = key if name == workbook.MAKERS else re.sub(r"[\s-]+", "_", key)
        tag = values.tag(match["tag"]) if match["tag"] else ""
        if key not in known:
            key, tag = _foreign(name, cell.strip()) or (key, tag)
        head = f"{key}::{tag}" if tag else key
        where = f"{name}!{letter(at)}1"
        heads[at] = ""
        if match["tag"] and not tag:
            text = f"{match['tag']!r} is not a language; write its BCP 47 tag"
            found.findings.append(Finding(found.path, 1, text, "KC100", where))
        elif head in heads.values():
            text = f"the column {head!r} stands twice in this sheet; keep one of the two"
            found.findings.append(Finding(found.path, 1, text, "KC100", where))
        elif known and key not in known:
            text = f"{key!r} is no column of {name}{did_you_mean(key, known)}; it was left out"
            found.remarks.append((f"{found.path}, {where}", text))
        else:
            heads[at] = head
    return heads


def _foreign(name: str, cell: str) -> tuple[str, str] | None:
    """The key and the language of a column of texts that is headed in another way than ours; None for any other."""
    match = _FOREIGN.fullmatch(cell)
    if match is None:
        return None
    key = re.sub(r"[\s-]+", "_", match["key"].strip().lower())
    tag = values.tag(match["tag"] or match["words"])
    texts = {
        column.key
        for sheet in workbook.sheets()
        if sheet.name == name
        for column in sheet.columns
        if column.kind in {"text", "texts"}
    }
    return (key, tag) if tag and key in texts | {workbook.BODY} else None


def _columns(name: str) -> set[str]:
    """The keys that a sheet may have; none where any will do."""
    for sheet in workbook.sheets():
        if sheet.name == name:
            own = {column.key for column in sheet.columns}
            body = {workbook.BODY} if len(sheet.path) == 1 else set()
            return {"id", *own, *sheet.links, *body}
    return set()


def letter(position: int) -> str:
    """A column's letters by its place, counted from 0: A, B … Z, AA."""
    letters = ""
    position += 1
    while position:
        position, rest = divmod(position - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters
