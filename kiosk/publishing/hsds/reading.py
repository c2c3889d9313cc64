"""Reads HSDS from JSON (an object, a list, a page of an API, a tabular package) or from CSV files into tables.

Lenient in: what older versions call things is translated, whole numbers as ids become UUIDs, and what is missing is told
row by row. Nothing is judged here that only the mapping to our records can judge.
"""

from __future__ import annotations

import json
import math
import re
from typing import TYPE_CHECKING, Any
from uuid import UUID, uuid5

from kiosk.errors import SourceError
from kiosk.publishing import progress
from kiosk.publishing.hsds import datapackage
from kiosk.publishing.hsds.tables import (
    CHILDREN,
    FIELDS,
    FILES,
    LINKS,
    NUMBERS,
    OLDER_FIELDS,
    OLDER_TABLES,
    PARENTS,
    Row,
    Tables,
)
from kiosk.publishing.importers import delimited, fetching, sheets
from kiosk.publishing.naming import NAMESPACE

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from pathlib import Path

    from kiosk.publishing.importers.sheets import Cells

OWN = "kiosk"
"""The folder, and the key of a JSON file, of the kiosk's own tables."""

MOST = 1_000_000
"""Rows of one source."""

_SNAKE = re.compile(r"(?<=[a-z0-9])(?=[A-Z])")
_SINGULAR = {path.removesuffix(".csv"): table for table, path in FILES.items()}
_PAGES = ("contents", "content", "results", "items", "data")
"""What an API calls the list on a page, whatever is in it."""


class Reading:
    """The tables that a source makes. origins: the file and line, or the place in an object, of each row.

    own: the tables of the kiosk's own that a package has beside (`kiosk.publishing.hsds.extension`), by name. nested: whether
    nothing was read but JSON. remark: called with where and what for each thing that is not as it should be.
    """

    def __init__(self, remark: Callable[[str, str], None]) -> None:
        self.tables: Tables = {table: {} for table in FIELDS}
        self.translations: list[dict[str, str]] = []
        self.eligibility: list[Row] = []
        self.origins: dict[tuple[str, str], str] = {}
        self.own: dict[str, Cells] = {}
        self.nested = True
        self.remark = remark
        self._rows = 0
        self._strange: set[str] = set()

    def read(self, source: Path) -> None:
        """Reads a file or a folder; raises SourceError when nothing there is HSDS."""
        paths = fetching.files(source, *delimited.SUFFIXES, ".json")
        names = datapackage.names(path for path in paths if path.name.lower() == datapackage.NAME)
        for number, path in enumerate(paths, 1):
            progress.tell("reading", number, len(paths))
            name = path.name.lower().removesuffix(".gz")
            again = path.parent.name == "json" and (path.parent.parent / datapackage.NAME).is_file()
            if name == datapackage.NAME or again:  # a package says in `json` once more what its tables say
                continue
            if name.endswith(delimited.SUFFIXES) and path.parent.name == OWN and path.parent != source:
                self.own |= sheets.read(path)
            elif name.endswith(delimited.SUFFIXES):
                self.nested = False
                self._csv(path, names.get(path, name[: -len(delimited.SUFFIXES[0])]))
            else:
                self._json(path, alone=source.is_file())
        if not self.own and not any(self.tables[table] for table in ("service", "organization", "location")):
            raise SourceError(
                f"{source} has no services, organizations or locations of HSDS; name the file or folder that has"
            )

    # ---- CSV -------------------------------------------------------------------------------------------------------

    def _csv(self, path: Path, name: str) -> None:
        """A table; name: what it is called, by its file or by the data package that it belongs to."""
        table = self._table(name)
        rows = delimited.rows(fetching.text(fetching.content(path), str(path)), str(path))
        header = [_snake(cell) for cell in next((cells for _line, cells in rows if cells), [])]
        if name in {"translations", "translation"}:
            self.translations.extend(dict(zip(header, cells, strict=False)) for _line, cells in rows if cells)
            return
        if not table:
            self.remark(str(path), "is no table of HSDS; it was left out")
            return
        for column in {column for column in header if column and header.count(column) > 1}:
            self.remark(str(path), f"has the column {column} twice; the last one counts")
        for line, cells in rows:
            if not any(cell.strip() for cell in cells):
                continue
            where = f"{path}:{line}"
            more = [cell for at, cell in enumerate(cells) if cell.strip() and (at >= len(header) or not header[at])]
            if more:
                self.remark(where, f"says {', '.join(more)[:80]!r} where the first line has no name; it was left out")
            self._add(table, name, dict(zip(header, cells, strict=False)), where)

    def _table(self, name: str) -> str:
        """The table of a file's or a list's name; '' for none."""
        name = _snake(name).removesuffix(".csv")
        for candidate in (name, name.removesuffix("s"), name.removesuffix("es"), re.sub("ies$", "y", name)):
            if candidate in FIELDS:
                return candidate
            if candidate in _SINGULAR:
                return _SINGULAR[candidate]
            if candidate in OLDER_TABLES:
                return OLDER_TABLES[candidate]
        return ""

    # ---- JSON ------------------------------------------------------------------------------------------------------

    def _json(self, path: Path, *, alone: bool) -> None:
        try:
            value = json.loads(fetching.text(fetching.content(path), str(path)), parse_constant=str)
        except (ValueError, RecursionError) as error:
            raise SourceError(f"{path} is not JSON ({error}); save it again") from error
        try:
            self._value(value, str(path), path.stem)
        except RecursionError as error:
            raise SourceError(f"{path} is nested too deeply to be HSDS; save it again") from error
        if alone and not self.own and not any(self.tables.values()):
            raise SourceError(
                f"{path} has nothing that HSDS knows; name a file of services, organizations or locations"
            )

    def _value(self, value: Any, where: str, name: str) -> None:  # noqa: ANN401 (what JSON may be)
        if isinstance(value, list):
            if name == "translations":
                self.translations.extend(item for item in value if isinstance(item, dict))
                return
            for number, item in enumerate(value, 1):
                self._value(item, f"{where}, item {number}", name)
        elif isinstance(value, dict):
            tabular = {self._table(key): rows for key, rows in value.items() if key.endswith(".csv")}
            if tabular:
                for key, rows in value.items():
                    self._value(rows, f"{where}, {key}", key.removesuffix(".csv"))
                return
            if not {"id", "name"} & {_snake(key) for key in value} and any(
                isinstance(item, list) for item in value.values()
            ):
                self._page(value, where, name)
                self._own(value.get(OWN))
                return
            table = self._kind(value, name)
            if table:
                self._flatten(table, value, where, {})
            else:
                self.remark(where, "is no object of HSDS; it was left out")
        elif value is not None:
            self.remark(where, f"is {str(value)[:40]!r} and no object of HSDS; it was left out")

    def _page(self, value: dict[str, Any], where: str, name: str) -> None:
        """What an API answers: a list with what page it is, or several lists, each of its own kind."""
        for key, items in value.items():
            if not isinstance(items, list):
                continue
            if key in _PAGES:
                self._value(items, where, name)
            elif key == "translations" or self._table(key):
                self._value(items, f"{where}, {key}", key)
            elif items:
                self.remark(f"{where}, {key}", "is no list of HSDS; it was left out")

    def value(self, value: Any, name: str) -> None:  # noqa: ANN401 (what JSON may be)
        """Takes what a JSON file of this name would say."""
        self._value(value, name, name)

    def row(self, table: str, name: str, said: dict[str, Any]) -> None:
        """Takes what a row of a CSV file of this name would say."""
        self._add(table, name, said, name)

    def _own(self, said: Any) -> None:  # noqa: ANN401 (what JSON may be)
        """The kiosk's own tables in a JSON file: lists of rows, the first one the names of the columns."""
        for name, rows in said.items() if isinstance(said, dict) else ():
            if isinstance(rows, list) and all(isinstance(row, list) for row in rows):
                self.own[str(name)] = [[cell if isinstance(cell, str) else str(cell) for cell in row] for row in rows]

    def _kind(self, value: dict[str, Any], name: str) -> str:
        """What an object is, by what only its kind has, else by the name of its file."""
        keys = {_snake(key) for key in value}
        named = self._table(re.sub(r"_(full|list)$", "", _snake(name)))
        if named and "id" in keys:
            return named
        for table, telling in (
            ("service_at_location", {"service", "location"}),
            ("service", {"service_at_locations", "organization", "application_process", "status", "cost_options"}),
            ("location", {"location_type", "addresses", "physical_addresses", "latitude"}),
            ("taxonomy_term", {"taxonomy_detail", "term_uri"}),
            ("organization", {"website", "tax_status", "services", "legal_status", "locations"}),
        ):
            if keys & telling:
                return table
        return "organization" if {"name", "description"} <= keys else ""

    def _flatten(self, table: str, value: dict[str, Any], where: str, links: Row) -> str:
        """Takes an object apart into rows; gives its id."""
        row: dict[str, Any] = dict(links)
        nested: list[tuple[str, str, dict[str, Any]]] = []
        for key, item in value.items():
            name = _snake(key)
            if isinstance(item, dict):
                self._above(table, name, item, where, row)
            elif isinstance(item, list):
                nested.extend(self._below(table, name, item, row))
            elif item is not None:
                row[name] = item
        identity = self._add(table, table, row, where)
        for number, (kind, column, each) in enumerate(nested, 1):
            if kind == "eligibility":
                said = {_snake(key): item for key, item in each.items() if isinstance(item, str | int | float)}
                self.eligibility.append({**said, "service_id": identity})
                continue
            each.setdefault("id", f"{identity}/{kind}/{number}/{json.dumps(each, sort_keys=True, default=str)}")
            self._flatten(kind, each, f"{where}, {kind} {number}", {column: identity})
        return identity

    def _above(self, table: str, name: str, item: dict[str, Any], where: str, row: dict[str, Any]) -> None:
        """An object in an object: a row of its own that this one leads to, or what nobody knows, as it is."""
        child = PARENTS.get(table, {}).get(name) or (self._table(name), f"{self._table(name)}_id")
        if table == "attribute" and name == "taxonomy":
            child = ("taxonomy_term", "taxonomy_term_id")
        if child[0] in FIELDS:
            row[child[1]] = self._flatten(child[0], item, f"{where}, {name}", {})
        else:
            row[name] = json.dumps(item, ensure_ascii=False, sort_keys=True)

    def _below(
        self, table: str, name: str, items: list[Any], row: dict[str, Any]
    ) -> list[tuple[str, str, dict[str, Any]]]:
        """A list in an object: rows that lead back to this one, or what nobody knows, as it is."""
        known = CHILDREN[table].get(name) or self._listed(table, name)
        groups = [each for each in items if isinstance(each, dict)]
        if name == "translations":
            self.translations.extend(groups)
        elif known and len(groups) == len(items):
            return [(known[0], known[1], each) for each in groups]
        elif items:
            row[name] = json.dumps(items, ensure_ascii=False, sort_keys=True)
        return []

    def _listed(self, table: str, name: str) -> tuple[str, str] | None:
        """A list that an older version has."""
        kind = self._table(name)
        if kind == "attribute":
            return kind, "link_id"
        column = f"{table}_id"
        if kind == "eligibility" or (kind in FIELDS and column in FIELDS[kind]):
            return kind, column
        return None

    # ---- rows ------------------------------------------------------------------------------------------------------

    def _add(self, table: str, name: str, said: dict[str, Any], where: str) -> str:
        """Puts a row into its table under its UUID; a second row of that id adds what the first one does not say."""
        self._rows += 1
        if self._rows > MOST:
            raise SourceError(f"{where}: more than {MOST:,} rows; give the source in parts")
        row = self._translated(table, said)
        if table == "eligibility":
            self.eligibility.append(row)
            return ""
        if table not in FIELDS:
            self._once(
                f"{where}: {name}", where, f"belongs to {name}, which HSDS 3.0 has no table for; it was left out"
            )
            return ""
        if table == "attribute":
            self._older_attribute(name, row)
        if name.startswith("postal_address"):
            row.setdefault("address_type", "postal")
        self._named(table, row, where)
        there = self.tables[table].setdefault(str(row["id"]), row)
        self.origins.setdefault((table, str(row["id"])), where)
        for key, value in row.items():
            if there.setdefault(key, value) != value:
                text = f"says {key} {value!r} where the same {table} said {there[key]!r} before; that was kept"
                self.remark(where, text)
        return str(row["id"])

    def _named(self, table: str, row: Row, where: str) -> None:
        """Gives a row, and what it leads to, UUIDs."""
        raw = str(row.get("id") or "")
        if not raw:
            self.remark(where, f"has no id ({table}); one was made of what it says")
            raw = json.dumps(row, sort_keys=True, default=str)
        row["id"] = self._uuid(table, raw, where)
        for column, to in (*LINKS.items(), ("parent_id", table)):
            if row.get(column):
                row[column] = self._uuid(to, str(row[column]), where)
        for column, kind in (("link_id", "link_entity"), ("resource_id", "resource_type")):
            if row.get(column):
                to = self._table(str(row.get(kind, "")) or "service") or "service"
                row[column] = self._uuid(to, str(row[column]), where)

    def _translated(self, table: str, said: dict[str, Any]) -> Row:
        older = OLDER_FIELDS.get(table, {})
        row: Row = {}
        for key, value in said.items():
            name = _snake(key)
            name = older[name] if name in older and older[name] not in said else name
            if value is None or value == "" or not name:
                continue
            if isinstance(value, bool):
                row[name] = "true" if value else "false"
            elif isinstance(value, float) and not math.isfinite(value):
                row[name] = str(value)  # no JSON has it, and no schema takes it
            else:
                row[name] = _number(value) if name in NUMBERS else value
        return row

    @staticmethod
    def _older_attribute(name: str, row: Row) -> None:
        """`service_taxonomy` of 2.x and its kin: what is linked stands in a column of its own."""
        if "service_id" in row and "link_id" not in row:
            row["link_id"] = row.pop("service_id")
            row.setdefault("link_entity", "service")
        if "taxonomy_id" in row and "taxonomy_term_id" not in row:
            row["taxonomy_term_id"] = row.pop("taxonomy_id")
        if name.startswith("link_") and "link_type" in row:
            row.setdefault("link_entity", row["link_type"])

    def _uuid(self, table: str, text: str, where: str) -> str:
        try:
            return str(UUID(text.strip()))
        except ValueError:
            pass
        made = str(uuid5(NAMESPACE, f"hsds/{table.removesuffix('_term')}/{text.strip()}"))
        self._once(
            f"{table} ids",
            where,
            f"calls its {table} {text.strip()[:40]!r}; ids that are no UUIDs were given one, always the same",
        )
        return made

    def _once(self, about: str, where: str, text: str) -> None:
        if about not in self._strange:
            self._strange.add(about)
            self.remark(where, text)


def merge_older(reading: Reading) -> None:
    """Brings what 2.x has in tables of their own into the columns that 3.0 has for it."""
    services = reading.tables["service"]
    for said in reading.eligibility:
        identity = str(said.get("service_id", ""))
        service = services.get(identity) or services.get(str(uuid5(NAMESPACE, f"hsds/service/{identity}")))
        words = str(said.get("eligibility_description") or said.get("eligibility") or said.get("other_notes") or "")
        if service is None:
            reading.remark(
                f"eligibility {said.get('id', '')}", f"({words[:60]}) is of no service that is there; it was left out"
            )
            continue
        for name in ("minimum_age", "maximum_age"):
            if name in said:
                service.setdefault(name, said[name])
        before = str(service.get("eligibility_description", ""))
        if words and words not in before.split("\n"):
            service["eligibility_description"] = f"{before}\n{words}".strip()
    terms = reading.tables["taxonomy_term"]
    for identity, row in list(reading.tables["taxonomy"].items()):
        if "parent_id" in row or "vocabulary" in row or _is_used(reading.tables["attribute"].values(), identity):
            terms.setdefault(
                identity, {"taxonomy" if key == "vocabulary" else key: value for key, value in row.items()}
            )
            del reading.tables["taxonomy"][identity]


def _is_used(attributes: Iterable[Row], identity: str) -> bool:
    made = str(identity)
    return any(row.get("taxonomy_term_id") == made for row in attributes)


def _snake(name: str) -> str:
    return re.sub(r"[^a-z0-9]+", "_", _SNAKE.sub("_", str(name).strip().lstrip("\ufeff")).lower()).strip("_")


def _number(value: Any) -> str | int | float:  # noqa: ANN401 (what JSON may be)
    """A number when its text is the very same; else what was said."""
    if isinstance(value, int | float):
        return value
    text = str(value)
    for kind in (int, float):
        try:
            if str(kind(text)) == text:
                return kind(text)
        except ValueError:
            continue
    return text
