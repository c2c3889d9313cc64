"""Tables in text files (RFC 4180 and what programs make of it): commas, semicolons or tabs, any line ends."""

from __future__ import annotations

import csv
import io
import re
from typing import TYPE_CHECKING

from kiosk.errors import SourceError
from kiosk.publishing.importers.draft import LONGEST_TEXT

if TYPE_CHECKING:
    from collections.abc import Iterator

SUFFIXES = (".csv", ".tsv")

csv.field_size_limit(LONGEST_TEXT)  # Python's own limit, of the whole process, is 131,072 characters a cell

_SAID = re.compile(r"sep=(.)\n")
"""The first line by which spreadsheet programs say what stands between cells."""


def rows(text: str, name: str) -> Iterator[tuple[int, list[str]]]:
    """The rows of a table, each with the line that it begins in; an empty line is a row without cells.

    Raises SourceError, with the line, for what is no table: a quotation mark that is never closed, a cell without end.
    """
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    said = _SAID.match(text)
    begin = said.end() if said else 0
    first = text[begin:].partition("\n")[0]
    between = said[1] if said else max(",;\t", key=first.count)
    reader = csv.reader(io.StringIO(text[begin:]), delimiter=between)
    skipped = 1 if said else 0
    line = skipped + 1
    last = text.count("\n") + (not text.endswith("\n"))
    open_ended = text.count('"') % 2 == 1
    try:
        for cells in reader:
            ends = skipped + reader.line_num
            if open_ended and cells and last == ends > line and "\n" in cells[-1]:
                raise SourceError(
                    f"{name}:{line}: a quotation mark is opened in this row and never closed; save the table again"
                )
            yield line, cells
            line = ends + 1
    except csv.Error as error:
        why = error if "field limit" not in str(error) else "a cell goes on for millions of characters"
        raise SourceError(f"{name}:{line}: this is not CSV ({why}); save the table again") from error
