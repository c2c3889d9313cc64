"""Tables of HSDS as the objects that its JSON has: a service with all that hangs on it, and its organization."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Any

from kiosk.publishing.hsds.tables import CHILDREN, NUMBERS, PARENTS

if TYPE_CHECKING:
    from kiosk.publishing.hsds.tables import Row, Tables

_IMPLIED = {
    "organization_id", "program_id", "service_id", "location_id", "service_at_location_id", "contact_id", "phone_id",
    "link_id", "resource_id", "taxonomy_term_id", "taxonomy_id",
}  # fmt: skip
"""Columns that say what the nesting says."""

_ELSEWHERE = {"organization": {"services"}, "service_at_location": {"service"}}
"""What would turn the nesting in a circle."""


class Nesting:
    """Makes objects of tables that do not change any more."""

    def __init__(self, tables: Tables) -> None:
        self._tables = tables
        self._by: dict[tuple[str, str], dict[str, list[Row]]] = {}

    def services(self) -> list[dict[str, Any]]:
        """All services, each valid against `service.json`."""
        return [self._object("service", row) for row in self._tables["service"].values()]

    def organizations(self) -> list[dict[str, Any]]:
        """All organizations, each valid against `organization.json`."""
        return [self._object("organization", row) for row in self._tables["organization"].values()]

    def _of(self, table: str, column: str, identity: str) -> list[Row]:
        key = (table, column)
        if key not in self._by:
            grouped: dict[str, list[Row]] = defaultdict(list)
            for row in self._tables.get(table, {}).values():
                grouped[str(row.get(column, ""))].append(row)
            self._by[key] = grouped
        return self._by[key].get(identity, [])

    def _object(self, table: str, row: Row) -> dict[str, Any]:
        made: dict[str, Any] = {name: _typed(name, value) for name, value in row.items() if name not in _IMPLIED}
        shut = _ELSEWHERE.get(table, set())
        for name, (child, column) in CHILDREN[table].items():
            if name not in shut:
                found = [self._object(child, one) for one in self._of(child, column, str(row["id"]))]
                made |= {name: found} if found else {}
        for name, (parent, column) in PARENTS.get(table, {}).items():
            above = self._tables.get(parent, {}).get(str(row.get(column, "")))
            if above is not None and name not in shut:
                made[name] = self._object(parent, above)
            elif row.get(column) and name not in shut:
                made[column] = row[column]
        return made


def _typed(name: str, value: str | float) -> str | float:
    """Strict out: a number where the schema wants one, a text elsewhere."""
    if name not in NUMBERS:
        return str(value)
    if not isinstance(value, str):
        return value
    try:
        number = float(value)
    except ValueError:
        return value
    return int(number) if number == int(number) else number
