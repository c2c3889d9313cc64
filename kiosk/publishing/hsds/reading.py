"""Reads HSDS from files into rows: from JSON (an object, a list, a page of an API, a tabular package) or from CSV."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from kiosk.errors import SourceError
from kiosk.publishing import progress
from kiosk.publishing.hsds import datapackage
from kiosk.publishing.hsds.objects import OWN, Objects
from kiosk.publishing.hsds.rows import Rows, snake, table_of
from kiosk.publishing.importers import delimited, fetching, json_text, sheets

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path


class Reading:
    """What a source says. own: the kiosk's own tables that a package has beside (`kiosk.publishing.hsds.extension`), by name.

    nested: whether nothing was read but JSON. remark: called with where and what for each thing that is not as it should be.
    """

    def __init__(self, remark: Callable[[str, str], None]) -> None:
        self.rows = Rows(remark)
        self.nested = True
        self._objects = Objects(self.rows)
        self.own = self._objects.own

    def read(self, source: Path) -> None:
        """Reads a file or a folder, of any version; raises SourceError when nothing there is HSDS."""
        paths = fetching.files(source, *delimited.SUFFIXES, ".json")
        names = datapackage.names(path for path in paths if path.name.lower() == datapackage.NAME)
        for number, path in enumerate(paths, 1):
            progress.tell("reading", number, len(paths))
            name = path.name.lower().removesuffix(".gz")
            again = path.parent.name == "json" and (path.parent.parent / datapackage.NAME).is_file()
            if name == datapackage.NAME or again:  # a package says in `json` once more what its tables say
                continue
            if name.endswith(delimited.SUFFIXES) and path.parent.name == OWN and path.parent != source:
                self.own.update(sheets.read(path).sheets)
            elif name.endswith(delimited.SUFFIXES):
                self.nested = False
                self._csv(path, names.get(path, name[: -len(delimited.SUFFIXES[0])]))
            else:
                self._json(path, alone=source.is_file())
        if not self.own and not any(self.rows.tables[table] for table in ("service", "organization", "location")):
            raise SourceError(
                f"{source} has no services, organizations or locations of HSDS; name the file or folder that has"
            )
        self.rows.merge_older()

    def _csv(self, path: Path, name: str) -> None:
        """A table; name: what it is called, by its file or by the data package that it belongs to."""
        table = table_of(name)
        rows = delimited.rows(fetching.text(fetching.content(path), str(path)), str(path))
        header = [snake(cell) for cell in next((cells for _line, cells in rows if cells), [])]
        if name in {"translations", "translation"}:
            self.rows.translations.extend(dict(zip(header, cells, strict=False)) for _line, cells in rows if cells)
            return
        if not table:
            self.rows.remark(str(path), "is no table of HSDS; it was left out")
            return
        for column in [column for column, count in Counter(header).items() if column and count > 1]:
            self.rows.remark(str(path), f"has the column {column} twice; the last one counts")
        for line, cells in rows:
            if not any(cell.strip() for cell in cells):
                continue
            where = f"{path}:{line}"
            more = [cell for at, cell in enumerate(cells) if cell.strip() and (at >= len(header) or not header[at])]
            if more:
                self.rows.remark(
                    where, f"says {', '.join(more)[:80]!r} where the first line has no name; it was left out"
                )
            self.rows.add(table, name, dict(zip(header, cells, strict=False)), where)

    def _json(self, path: Path, *, alone: bool) -> None:
        value = json_text.parsed(fetching.content(path), str(path))
        try:
            self._objects.take(value, str(path), path.stem)
        except RecursionError as error:
            raise SourceError(f"{path} is nested too deeply to be HSDS; save it again") from error
        if alone and not self.own and not any(self.rows.tables.values()):
            raise SourceError(
                f"{path} has nothing that HSDS knows; name a file of services, organizations or locations"
            )
