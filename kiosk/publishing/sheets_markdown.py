"""The sheets of an XLSForm as pyxform's Markdown form, which is what a source folder keeps."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kiosk.publishing.sheets import SHEETS, base

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kiosk.publishing.sheets import Row, Sheets

BREAK = "<br>"
"""A line break within a cell of the Markdown form, as other tables in Markdown have it."""

_PROSE = frozenset({"label", "hint", "guidance_hint", "constraint_message", "required_message"})


def markdown(sheets: Sheets) -> str:
    """The sheets as pyxform's Markdown form, the columns of each in their order."""
    return "\n\n".join("\n".join(_table(name, sheets[name])) for name in SHEETS if sheets.get(name)) + "\n"


def _table(name: str, rows: list[Row]) -> Iterator[str]:
    headers = list(dict.fromkeys(key for row in rows for key in row))
    yield f"| {name} |"
    yield _line(headers)
    for row in rows:
        if row:
            yield _line([_one_line(header, row.get(header, "")) for header in headers])


def _line(cells: list[str]) -> str:
    return "| " + " | ".join(["", *(cell.replace("|", r"\|") for cell in cells)]) + " |"


def _one_line(header: str, cell: str) -> str:
    """A cell on one line: the lines of prose are joined by a mark, those of rules by a space."""
    lines = [" ".join(line.split()) for line in cell.strip().splitlines()]
    return BREAK.join(lines) if base(header) in _PROSE else " ".join(line for line in lines if line)


def broken(sheets: Sheets) -> Sheets:
    """The sheets of a Markdown form with the line breaks that its prose has."""
    return {
        name: [
            {header: text.replace(BREAK, "\n") if base(header) in _PROSE else text for header, text in row.items()}
            for row in rows
        ]
        for name, rows in sheets.items()
    }
