"""What of HSDS has no key of ours: the difference between what came in and what would go out.

A difference is kept with both sides, so that it counts only as long as ours has not changed: when an editor gives a
service another name, the export has that name, and everything that he did not touch is as the other system wrote it.
`{"field": [ours, theirs]}` for a row that both have; `["-", ours]` for one that only we would write, `["+", theirs]` for one
that only they had. Rows that stand for one thing together (the hours of a place) are kept as one: `[[ours], [theirs]]`.
"""

from __future__ import annotations

import json
from collections import defaultdict
from typing import TYPE_CHECKING, Any, TypeAlias

from kiosk.publishing import leftover

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from kiosk.publishing.hsds.tables import Row, Tables

Residue: TypeAlias = "dict[str, str]"
"""JSON by `table/id`, or by `table//owner` for rows that are kept together."""

TOGETHER = ("schedule", "language", "attribute")
"""Tables whose rows we make anew from a rule, a tag or a topic: they have no ids of their own with us."""


def difference(ours: Tables, theirs: Tables, owner: Callable[[str, Row], str]) -> dict[str, Residue]:
    """What would be lost, by the record that keeps it; owner: the id of that record, '' for the pack itself."""
    kept: dict[str, Residue] = defaultdict(dict)
    for table in theirs.keys() | ours.keys():
        if table in TOGETHER:
            groups = _grouped(table, ours, owner), _grouped(table, theirs, owner)
            for key in groups[0].keys() | groups[1].keys():
                pair = (groups[0].get(key, []), groups[1].get(key, []))
                if pair[0] != pair[1]:
                    kept[key][f"{table}//{key}"] = _json(pair)
            continue
        mine, other = ours.get(table, {}), theirs.get(table, {})
        for identity in mine.keys() | other.keys():
            if identity not in other:
                kept[owner(table, mine[identity])][f"{table}/{identity}"] = _json(["-", mine[identity]])
            elif identity not in mine:
                kept[owner(table, other[identity])][f"{table}/{identity}"] = _json(["+", other[identity]])
            else:
                fields = _fields(mine[identity], other[identity])
                if fields:
                    kept[owner(table, other[identity])][f"{table}/{identity}"] = _json(fields)
    return {key: dict(sorted(residue.items())) for key, residue in kept.items()}


def apply(tables: Tables, residue: Mapping[str, str], owner: Callable[[str, Row], str]) -> None:
    """Gives back, in place, what still belongs to what we would write."""
    for name in (name for name in residue if "/" in name):
        table, _, identity = name.partition("/")
        kept = leftover.said("hsds", name, residue)
        rows = tables.setdefault(table, {})
        if identity.startswith("/"):
            _apply_together(table, identity.removeprefix("/"), kept, tables, owner)
        elif isinstance(kept, tuple) and kept[0] == "+":
            rows.setdefault(identity, kept[1])
        elif isinstance(kept, tuple) and rows.get(identity) == kept[1]:
            del rows[identity]
        elif isinstance(kept, dict) and identity in rows:
            _apply_fields(rows[identity], kept)


def _apply_fields(row: Row, kept: Mapping[str, tuple[Any, Any]]) -> None:
    for field, (mine, other) in kept.items():
        if row.get(field) != mine:
            continue
        if other is None:
            del row[field]
        else:
            row[field] = other


def _apply_together(table: str, key: str, kept: Any, tables: Tables, owner: Callable[[str, Row], str]) -> None:  # noqa: ANN401 (JSON)
    mine, other = kept
    if _grouped(table, tables, owner).get(key, []) == mine:
        for row in mine:
            tables[table].pop(str(row["id"]), None)
        tables[table].update({str(row["id"]): row for row in other})


def _grouped(table: str, tables: Tables, owner: Callable[[str, Row], str]) -> dict[str, list[Row]]:
    grouped: dict[str, list[Row]] = defaultdict(list)
    for identity in sorted(tables.get(table, {})):
        row = tables[table][identity]
        grouped[owner(table, row)].append(row)
    return grouped


def _fields(mine: Row, other: Row) -> dict[str, list[object]]:
    names = [*mine, *(name for name in other if name not in mine)]
    return {name: [mine.get(name), other.get(name)] for name in names if mine.get(name) != other.get(name)}


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, sort_keys=True)
