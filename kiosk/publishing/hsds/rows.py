"""Rows of HSDS as they come, put into tables: older names are translated, and whole numbers as ids become UUIDs.

What is missing is told row by row. Nothing is judged here that only the mapping to our records can judge.
"""

from __future__ import annotations

import json
import math
import re
from functools import lru_cache
from typing import TYPE_CHECKING, Any
from uuid import UUID, uuid5

from kiosk.errors import SourceError
from kiosk.publishing.hsds.tables import (
    FIELDS,
    FILES,
    LINKS,
    NUMBERS,
    OLDER_FIELDS,
    OLDER_TABLES,
    WRITTEN,
    Row,
    Tables,
)
from kiosk.publishing.naming import NAMESPACE

if TYPE_CHECKING:
    from collections.abc import Callable

MOST = 1_000_000
"""Rows of one source."""

_SNAKE = re.compile(r"(?<=[a-z0-9])(?=[A-Z])")
_SINGULAR = {path.removesuffix(".csv"): table for table, path in FILES.items()}


class Rows:
    """The tables that a source makes. origins: the file and line, or the place in an object, of each row.

    eligibility: rows of the table that 2.x had for it, until `merge_older`. remark: called with where and what for each
    thing that is not as it should be.
    """

    def __init__(self, remark: Callable[[str, str], None]) -> None:
        self.tables: Tables = {table: {} for table in FIELDS}
        self.translations: list[dict[str, str]] = []
        self.eligibility: list[Row] = []
        self.origins: dict[tuple[str, str], str] = {}
        self.remark = remark
        self._rows = 0
        self._strange: set[str] = set()

    def add(self, table: str, name: str, said: dict[str, Any], where: str) -> str:
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
        if raw:
            row["id"] = self._uuid(table, raw, where)
        else:
            self.remark(where, f"has no id ({table}); one was made of what it says")
            row["id"] = _made_id(table, json.dumps(row, sort_keys=True, default=str))
        for column, to in (*LINKS.items(), ("parent_id", table)):
            if row.get(column):
                row[column] = self._uuid(to, str(row[column]), where)
        for column, kind in (("link_id", "link_entity"), ("resource_id", "resource_type")):
            if row.get(column):
                to = table_of(str(row.get(kind, "")) or "service") or "service"
                row[column] = self._uuid(to, str(row[column]), where)

    def _translated(self, table: str, said: dict[str, Any]) -> Row:
        older = OLDER_FIELDS.get(table, {})
        row: Row = {}
        for key, value in said.items():
            name = snake(key)
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
        if WRITTEN.fullmatch(text):
            return text
        try:
            return str(UUID(text.strip()))
        except ValueError:
            pass
        made = _made_id(table, text.strip())
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

    def merge_older(self) -> None:
        """Brings what 2.x has in tables of their own into the columns that 3.0 has for it."""
        services = self.tables["service"]
        for said in self.eligibility:
            identity = str(said.get("service_id", ""))
            service = services.get(identity) or services.get(str(uuid5(NAMESPACE, f"hsds/service/{identity}")))
            words = str(said.get("eligibility_description") or said.get("eligibility") or said.get("other_notes") or "")
            if service is None:
                self.remark(
                    f"eligibility {said.get('id', '')}",
                    f"({words[:60]}) is of no service that is there; it was left out",
                )
                continue
            for name in ("minimum_age", "maximum_age"):
                if name in said:
                    service.setdefault(name, said[name])
            before = str(service.get("eligibility_description", ""))
            if words and words not in before.split("\n"):
                service["eligibility_description"] = f"{before}\n{words}".strip()
        terms = self.tables["taxonomy_term"]
        used = {row.get("taxonomy_term_id") for row in self.tables["attribute"].values()}
        for identity, row in list(self.tables["taxonomy"].items()):
            if "parent_id" in row or "vocabulary" in row or identity in used:
                terms.setdefault(
                    identity, {"taxonomy" if key == "vocabulary" else key: value for key, value in row.items()}
                )
                del self.tables["taxonomy"][identity]


def _made_id(table: str, text: str) -> str:
    return str(uuid5(NAMESPACE, f"hsds/{table.removesuffix('_term')}/{text}"))


def table_of(name: str) -> str:
    """The table of a file's or a list's name; '' for none."""
    name = snake(name).removesuffix(".csv")
    for candidate in (name, name.removesuffix("s"), name.removesuffix("es"), re.sub("ies$", "y", name)):
        if candidate in FIELDS:
            return candidate
        if candidate in _SINGULAR:
            return _SINGULAR[candidate]
        if candidate in OLDER_TABLES:
            return OLDER_TABLES[candidate]
    return ""


@lru_cache(4096)
def snake(name: str) -> str:
    """A name as HSDS writes it: `locationType` and `Location Type` are `location_type`."""
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
