"""What changed between two packs, for the person who has to approve it: record by record, field by field, language by language.

SQLite compares the two files, row by row and by primary key, so that only what differs is ever held. A part of a record (a
phone, a document to bring, opening hours) is told with its record. Ranks are left out: they follow from the rest.
"""

from __future__ import annotations

import sqlite3
from collections import Counter, defaultdict
from contextlib import closing
from dataclasses import dataclass
from typing import TYPE_CHECKING

from kiosk.domain.language import BY_TAG, RTL_SCRIPTS
from kiosk.packs import reading
from kiosk.publishing.compared import Compared, FieldChange, RecordChange, Sort, Value
from kiosk.publishing.side_by_side import Tables

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

    from kiosk.packs.manifest import Manifest

_FACTS = ("title", "official", "languages", "as_of", "zone", "country", "emergency", "kiosk")


@dataclass(frozen=True, slots=True)
class Difference:
    """Everything that differs. directions: `rtl` or `ltr` of each language that is shown."""

    before: Manifest
    after: Manifest
    records: tuple[RecordChange, ...]
    directions: Mapping[str, str]

    def summary(self) -> dict[str, Counter[str]]:
        """How many records of each kind were added, removed and changed."""
        found: dict[str, Counter[str]] = defaultdict(Counter)
        for record in self.records:
            found[record.entity][record.sort] += 1
        return dict(found)

    def by_language(self) -> dict[str, Counter[str]]:
        """How many texts of each language were added, removed and changed."""
        found: dict[str, Counter[str]] = defaultdict(Counter)
        for record in self.records:
            for change in record.fields:
                if change.language:
                    found[change.language][_sort(change)] += 1
        return dict(sorted(found.items()))


def _sort(change: FieldChange) -> Sort:
    if change.before is None:
        return "added"
    return "removed" if change.after is None else "changed"


def difference(before: Path, after: Path) -> Difference:
    """Compares two packs' files; raises PackError when one is no pack."""
    one, two = (reading.decode(reading.manifest(path), path) for path in (before, after))
    with closing(sqlite3.connect(":memory:", isolation_level=None, uri=True)) as connection:
        tables = Tables(connection, before, after)
        compared = Compared(tables, two.official)
        records = (*_pack(one, two), *compared.records())
        scripts = dict(
            connection.execute("SELECT tag, script FROM a.language UNION SELECT tag, script FROM b.language")
        )
    known = {tag: language.script for tag, language in BY_TAG.items()} | scripts
    directions = {tag: "rtl" if script in RTL_SCRIPTS else "ltr" for tag, script in known.items()}
    return Difference(one, two, records, directions)


def _pack(before: Manifest, after: Manifest) -> Iterator[RecordChange]:
    """What the packs say of themselves."""
    fields = []
    for name in _FACTS:
        one, two = getattr(before, name), getattr(after, name)
        if one != two:
            fields.append(FieldChange(name.replace("_", " "), "", Value(_words(one)), Value(_words(two))))
    if fields:
        yield RecordChange("pack", after.id, after.title.get(after.official, after.id), "changed", tuple(fields))


def _words(value: object) -> str:
    if isinstance(value, dict):
        return ", ".join(f"{key}: {_words(item)}" for key, item in value.items())
    if isinstance(value, tuple | list):
        return ", ".join(map(_words, value))
    return "" if value is None else str(value)
