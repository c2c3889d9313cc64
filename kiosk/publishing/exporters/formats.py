"""The formats that can be exported, by the word for them on the command line."""

from __future__ import annotations

from dataclasses import dataclass
from importlib import import_module
from typing import TYPE_CHECKING

from kiosk.publishing import edition
from kiosk.publishing.exporters import content
from kiosk.publishing.unpacking import unpacked

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

RECORDS = ("organization", "place", "service", "guide", "event", "notice", "phrase", "poll", "form")
"""Kinds of records, in the order of `docs/content-model.md`."""

HELD: Mapping[str, frozenset[str]] = {
    "cpsv": frozenset({"organization", "place", "service"}),
    "ics": frozenset({"event"}),
    "integreat": frozenset({"place", "guide", "event"}),
    "schema-org": frozenset({"organization", "place", "service", "guide", "event"}),
}
"""Kinds that a format has a place for; workbook and hsds hold all."""


@dataclass(frozen=True, slots=True)
class Written:
    """What an export did. counts: what was written. left: records by kind that the format has no place for."""

    counts: dict[str, int]
    left: dict[str, int]


def run(name: str, source: Path, out: Path) -> Written:
    """Writes a source folder or a pack in a format.

    Raises SourceError or PackError with what is wrong; a file that was there is then what it was.
    """
    module = import_module(f"kiosk.publishing.exporters.{name.replace('-', '_')}")
    if name in HELD:
        said = content.read(source)
        counted = {kind: len(said.rows[kind]) for kind in RECORDS if kind not in HELD[name]}
        return Written(module.write(said, out), {kind: count for kind, count in counted.items() if count})
    if source.is_dir():
        read = edition.read(source)
        said = content.of_source(read.source, read.catalogues)
    else:
        said = content.read(source)
        read = unpacked(said)
    return Written(module.write(read, out) if name == "workbook" else module.write(read, said, out), {})
