"""What a workbook says of the pack: its sheets `pack` and `residue`, or, where it has none, what its columns and name say."""

from __future__ import annotations

import json
import re
from collections import defaultdict
from datetime import date
from typing import TYPE_CHECKING, Any

import msgspec
from babel.core import get_global

from kiosk.errors import SourceError
from kiosk.publishing import records, rules, workbook
from kiosk.publishing.importers.draft import Draft, slugified

if TYPE_CHECKING:
    from pathlib import Path

    from kiosk.publishing.importers.workbook_rows import Row, Rows
    from kiosk.publishing.source import Source


def begin(table: Rows, target: Source | None, default: str) -> Draft:
    """An empty draft in the language of the workbook; raises SourceError when nobody says which one that is."""
    tags = table.tags()
    row = next(iter(table.of(workbook.PACK)), None)
    there = target.pack.keys if target else None
    said = row.get("official") if row else ""
    official = said or (there.official if there else "") or default or next(iter(tags), "")
    if not official:
        raise SourceError(
            f"{table.path} does not say in which language it is; add --default-language, or columns such as name::lv"
        )
    table.official = official
    pack = _pack(table, row, official) if row else there or _new_pack(table.path, official, tuple(tags))
    draft = Draft("workbook", official, pack, target)
    draft.replaces_pack = row is not None
    return draft


def left_over(table: Rows) -> dict[tuple[str, str], dict[str, dict[str, str]]]:
    """What other systems say and we have no key for: by kind and record, then by system and name."""
    found: dict[tuple[str, str], dict[str, dict[str, str]]] = defaultdict(lambda: defaultdict(dict))
    for row in sorted(
        table.of(workbook.LEFT),
        key=lambda row: int(row.get("part")) if re.fullmatch("[0-9]{1,6}", row.get("part")) else 0,
    ):
        kept = found[row.get("kind"), row.get("record")][row.get("system")]
        kept[row.get("name")] = kept.get(row.get("name"), "") + row.get("value")
    return {key: {system: dict(said) for system, said in kept.items()} for key, kept in found.items()}


def mapping(table: Rows, row: Row, key: str) -> dict[str, Any]:
    """The group of names and values in a cell."""
    try:
        value = json.loads(row.get(key) or "{}")
    except (ValueError, RecursionError):
        value = None
    if not isinstance(value, dict):
        table.wrong(row, key, 'this is no group of names and values; write it as {"name": "value"}')
        return {}
    return value


def _pack(table: Rows, row: Row, official: str) -> records.Pack:
    title = {head.partition("::")[2]: value for head, value in row.cells.items() if head.startswith("title::")}
    title = title or {official: row.get("title") or table.path.stem}
    languages = [tag for tag in re.split(r"[,;\s]+", row.get("languages")) if tag]
    for tag in (official, *languages):
        try:
            rules.language(tag)
        except ValueError as error:
            table.wrong(row, "languages", str(error))
    residue: dict[str, dict[str, str]] = {}
    for (kind, _record), said in left_over(table).items():
        residue |= said if kind == workbook.PACK else {}
    new = _new_pack(table.path, official, tuple(languages))
    return msgspec.structs.replace(
        new,
        id=row.get("id") or new.id,
        title=title,
        as_of=row.get("as_of") or new.as_of,
        zone=row.get("zone") or new.zone,
        country=row.get("country") or new.country,
        emergency=row.get("emergency") or new.emergency,
        kiosk=mapping(table, row, "kiosk"),
        residue=residue,
    )


def _new_pack(path: Path, official: str, tags: tuple[str, ...]) -> records.Pack:
    likely = str(get_global("likely_subtags").get(official.partition("-")[0], ""))
    country = next((part for part in likely.split("_") if re.fullmatch("[A-Z]{2}", part)), "LV")
    zones = get_global("territory_zones").get(country, ["UTC"])
    languages = (official, *(tag for tag in tags if tag and tag != official))
    today = date.today().isoformat()  # noqa: DTZ011 (the importer's own calendar)
    return records.Pack(
        id=slugified(path.stem) or "city",
        title={official: path.stem},
        official=official,
        languages=tuple(dict.fromkeys(languages)),
        as_of=today,
        zone=str(zones[0]),
        country=country,
        emergency="112",
    )
