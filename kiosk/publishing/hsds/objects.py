"""Objects of HSDS, nested as its API gives them, taken apart into rows."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any

from kiosk.publishing.hsds.rows import snake, table_of
from kiosk.publishing.hsds.tables import CHILDREN, FIELDS, PARENTS, Row

if TYPE_CHECKING:
    from kiosk.publishing.hsds.rows import Rows
    from kiosk.publishing.importers.sheets import Cells

OWN = "kiosk"
"""The folder, and the key of a JSON file, of the kiosk's own tables."""

_PAGES = ("contents", "content", "results", "items", "data")
"""What an API calls the list on a page, whatever is in it."""

_TELLING = (
    ("service_at_location", {"service", "location"}),
    ("service", {"service_at_locations", "organization", "application_process", "status", "cost_options"}),
    ("location", {"location_type", "addresses", "physical_addresses", "latitude"}),
    ("taxonomy_term", {"taxonomy_detail", "term_uri"}),
    ("organization", {"website", "tax_status", "services", "legal_status", "locations"}),
)
"""Tables and what only their objects have, in the order in which they are tried."""


class Objects:
    """Takes objects apart into `rows`. own: the kiosk's own tables that stood beside them, by name."""

    def __init__(self, rows: Rows) -> None:
        self.own: dict[str, Cells] = {}
        self._rows = rows

    def take(self, value: Any, where: str, name: str) -> None:  # noqa: ANN401 (what JSON may be)
        """Takes an object or a list of them; name: that of its file, or of the list that it stands in."""
        if isinstance(value, list):
            if name == "translations":
                self._rows.translations.extend(item for item in value if isinstance(item, dict))
                return
            for number, item in enumerate(value, 1):
                self.take(item, f"{where}, item {number}", name)
        elif isinstance(value, dict):
            tabular = {table_of(key): rows for key, rows in value.items() if key.endswith(".csv")}
            if tabular:
                for key, rows in value.items():
                    self.take(rows, f"{where}, {key}", key.removesuffix(".csv"))
                return
            if not {"id", "name"} & {snake(key) for key in value} and any(
                isinstance(item, list) for item in value.values()
            ):
                self._page(value, where, name)
                self._own(value.get(OWN))
                return
            table = self._kind(value, name)
            if table:
                self._flatten(table, value, where, {})
            else:
                self._rows.remark(where, "is no object of HSDS; it was left out")
        elif value is not None:
            self._rows.remark(where, f"is {str(value)[:40]!r} and no object of HSDS; it was left out")

    def _page(self, value: dict[str, Any], where: str, name: str) -> None:
        """What an API answers: a list with what page it is, or several lists, each of its own kind."""
        for key, items in value.items():
            if not isinstance(items, list):
                continue
            if key in _PAGES:
                self.take(items, where, name)
            elif key == "translations" or table_of(key):
                self.take(items, f"{where}, {key}", key)
            elif items:
                self._rows.remark(f"{where}, {key}", "is no list of HSDS; it was left out")

    def _own(self, said: Any) -> None:  # noqa: ANN401 (what JSON may be)
        """The kiosk's own tables in a JSON file: lists of rows, the first one the names of the columns."""
        for name, rows in said.items() if isinstance(said, dict) else ():
            if isinstance(rows, list) and all(isinstance(row, list) for row in rows):
                self.own[str(name)] = [[cell if isinstance(cell, str) else str(cell) for cell in row] for row in rows]

    def _kind(self, value: dict[str, Any], name: str) -> str:
        """What an object is, by what only its kind has, else by the name of its file."""
        keys = {snake(key) for key in value}
        named = table_of(re.sub(r"_(full|list)$", "", snake(name)))
        if named and "id" in keys:
            return named
        for table, telling in _TELLING:
            if keys & telling:
                return table
        return "organization" if {"name", "description"} <= keys else ""

    def _flatten(self, table: str, value: dict[str, Any], where: str, links: Row) -> str:
        """Takes an object apart into rows; gives its id."""
        row: dict[str, Any] = dict(links)
        nested: list[tuple[str, str, dict[str, Any]]] = []
        for key, item in value.items():
            name = snake(key)
            if isinstance(item, dict):
                self._above(table, name, item, where, row)
            elif isinstance(item, list):
                nested.extend(self._below(table, name, item, row))
            elif item is not None:
                row[name] = item
        identity = self._rows.add(table, table, row, where)
        for number, (kind, column, each) in enumerate(nested, 1):
            if kind == "eligibility":
                said = {snake(key): item for key, item in each.items() if isinstance(item, str | int | float)}
                self._rows.eligibility.append({**said, "service_id": identity})
                continue
            each.setdefault("id", f"{identity}/{kind}/{number}/{json.dumps(each, sort_keys=True, default=str)}")
            self._flatten(kind, each, f"{where}, {kind} {number}", {column: identity})
        return identity

    def _above(self, table: str, name: str, item: dict[str, Any], where: str, row: dict[str, Any]) -> None:
        """An object in an object: a row of its own that this one leads to, or what nobody knows, as it is."""
        child = PARENTS.get(table, {}).get(name) or (table_of(name), f"{table_of(name)}_id")
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
            self._rows.translations.extend(groups)
        elif known and len(groups) == len(items):
            return [(known[0], known[1], each) for each in groups]
        elif items:
            row[name] = json.dumps(items, ensure_ascii=False, sort_keys=True)
        return []

    def _listed(self, table: str, name: str) -> tuple[str, str] | None:
        """A list that an older version has."""
        kind = table_of(name)
        if kind == "attribute":
            return kind, "link_id"
        column = f"{table}_id"
        if kind == "eligibility" or (kind in FIELDS and column in FIELDS[kind]):
            return kind, column
        return None
