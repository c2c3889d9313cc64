"""What an export is made of: the rows of a pack, whether they come from a pack or from a source folder."""

from __future__ import annotations

import sqlite3
from collections import defaultdict
from contextlib import closing
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, NamedTuple, TypeAlias

import msgspec

from kiosk.errors import SourceError
from kiosk.packs import reading
from kiosk.packs.schema import TABLES
from kiosk.publishing import edition
from kiosk.publishing.part_rows import PART
from kiosk.publishing.rows import rows
from kiosk.publishing.text_rows import text_rows
from kiosk.publishing.texts import extract

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path

    from kiosk.publishing.po import Entry
    from kiosk.publishing.source import Source

Row: TypeAlias = "dict[str, Any]"


class Said(NamedTuple):
    """One text in one language.

    status: as in a pack. updated: the day of a person's work on it, or ''. basis: the `source_hash` of the original that
    it was made from.
    """

    value: str
    status: str
    updated: str
    basis: str = ""


@dataclass(frozen=True)
class Content:
    """All that a pack says. texts: by record or part, field, language and number in its list."""

    id: str
    title: Mapping[str, str]
    official: str
    languages: tuple[str, ...]
    zone: str
    country: str
    as_of: str
    emergency: str
    kiosk: Mapping[str, Any]
    rows: Mapping[str, list[Row]]
    texts: Mapping[tuple[str, str], Mapping[str, Mapping[int, Said]]]
    xrefs: Mapping[tuple[str, str], str] = field(default_factory=dict)
    residue: Mapping[tuple[str, str], Mapping[str, str]] = field(default_factory=dict)
    _owned: dict[tuple[str, str], dict[str, list[Row]]] = field(default_factory=dict)

    def text(self, identity: str, name: str, lang: str = "") -> str:
        """A text, in the official language unless another is asked for; '' where there is none."""
        said = self.texts.get((identity, name), {}).get(lang or self.official, {}).get(0)
        return said.value if said else ""

    def many(self, identity: str, name: str, lang: str = "") -> list[str]:
        """The texts of a list, in order."""
        said = self.texts.get((identity, name), {}).get(lang or self.official, {})
        return [said[seq].value for seq in sorted(said)]

    def by_language(self, identity: str, name: str) -> dict[str, str]:
        """A text in all languages that have it."""
        said = self.texts.get((identity, name), {})
        return {lang: found[0].value for lang, found in said.items() if 0 in found}

    def of(self, table: str, owner: str, column: str = "entity_id") -> list[Row]:
        """The rows of a table that hang on a record, in their order."""
        key = (table, column)
        if key not in self._owned:
            grouped: dict[str, list[Row]] = defaultdict(list)
            for row in sorted(self.rows[table], key=lambda row: (row.get("seq") or 0, str(row.get("id", "")))):
                grouped[row[column]].append(row)
            self._owned[key] = grouped
        return self._owned[key].get(owner, [])

    def one(self, table: str, identity: str) -> Row | None:
        """A row by its id."""
        return self.one_of(table, "id", identity)

    def one_of(self, table: str, column: str, value: str) -> Row | None:
        """A row by what stands in one of its columns."""
        found = self.of(table, value, column)
        return found[0] if found else None

    def name(self, identity: str, scheme: str) -> str:
        """What another system calls a record, or a part of one that came from it; ours where it has no name for it."""
        return self.xrefs.get((identity, scheme)) or self.xrefs.get((identity, PART)) or identity


def of_source(source: Source, catalogues: Mapping[str, Iterable[Entry]]) -> Content:
    """The content of a source folder that has been read and checked."""
    pack = source.pack.keys
    said = {"id": pack.id, "title": pack.title, "official": pack.official, "languages": pack.languages}
    said |= {"zone": pack.zone, "country": pack.country, "as_of": pack.as_of, "emergency": pack.emergency}
    said["kiosk"] = pack.kiosk
    return _content(said, rows(source), text_rows(source, extract(source), catalogues))


def read(path: Path) -> Content:
    """The content of a source folder or a pack; raises SourceError or PackError with what is wrong with it."""
    if path.is_dir():
        found = edition.read(path)
        return of_source(found.source, found.catalogues)
    if not path.exists():
        raise SourceError(f"{path} is not there; name a source folder or a pack")
    said = reading.verify(path)
    with closing(reading.connect(path)) as connection:
        connection.row_factory = sqlite3.Row
        reading.complete(connection, said)
        made = {name: [dict(row) for row in connection.execute(f"SELECT * FROM {name}")] for name in TABLES}  # noqa: S608 (names of the schema's own)
    return _content(msgspec.structs.asdict(said), made, made.pop("text"))


def _content(said: Mapping[str, Any], made: Mapping[str, list[Row]], written: Iterable[Row]) -> Content:
    """written: the rows of `text`, of which each is needed once: they are most of a pack."""
    texts: dict[tuple[str, str], dict[str, dict[int, Said]]] = defaultdict(lambda: defaultdict(dict))
    for row in written:
        texts[row["id"], row["field"]][row["lang"]][row["seq"]] = Said(
            row["value"], row["status"], row["updated"], row["source_hash"]
        )
    xrefs = {(row["id"], row["scheme"]): row["external_id"] for row in made["xref"]}
    residue: dict[tuple[str, str], dict[str, str]] = defaultdict(dict)
    for row in made["residue"]:
        residue[row["id"], row["scheme"]][row["name"]] = row["value"]
    return Content(
        id=said["id"],
        title=said["title"],
        official=said["official"],
        languages=tuple(said["languages"]),
        zone=said["zone"],
        country=said["country"],
        as_of=said["as_of"],
        emergency=said["emergency"],
        kiosk=said["kiosk"],
        rows=made,
        texts=texts,
        xrefs=xrefs,
        residue=residue,
    )
