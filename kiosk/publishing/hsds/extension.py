"""What a folder says that HSDS has no table for leaves with a package in tables of our own, and comes back from them.

They are the sheets of `export workbook` as CSV, in the folder `kiosk` of the package (in a JSON file under the key
`kiosk`): whole, so that somebody who reads them needs nothing else. They are there only when an import of the HSDS tables
would not give back everything. The HSDS tables count wherever they were changed afterwards (`kiosk.publishing.importers.merging`).
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec.structs import replace

from kiosk.publishing import po
from kiosk.publishing.exporters import content, workbook
from kiosk.publishing.hsds.giving import SCHEME, row_id, tables
from kiosk.publishing.hsds.nesting import Nesting
from kiosk.publishing.hsds.objects import OWN, Objects
from kiosk.publishing.hsds.rows import Rows
from kiosk.publishing.hsds.strict import strict
from kiosk.publishing.hsds.tables import FILES
from kiosk.publishing.hsds.taking import Taking
from kiosk.publishing.hsds.translations import translations
from kiosk.publishing.importers import fetching, landing, merging
from kiosk.publishing.importers import workbook as sheets
from kiosk.publishing.importers.draft import Draft
from kiosk.publishing.importers.merging import Items
from kiosk.publishing.naming import Ref
from kiosk.publishing.texts import extract
from kiosk.publishing.workbook import ENTITIES

if TYPE_CHECKING:
    from collections.abc import Mapping

    from kiosk.publishing.edition import Edition
    from kiosk.publishing.exporters.content import Content
    from kiosk.publishing.hsds.tables import Tables
    from kiosk.publishing.importers.sheets import Cells
    from kiosk.publishing.records import Pack
    from kiosk.publishing.source import Source


ROWS = frozenset({"evidence", "costs", "places", "phones", "contacts", "areas"})
"""Lists of which each item is a row of HSDS."""


@dataclass(frozen=True, slots=True)
class Core:
    """What leaves as HSDS: its tables, as strict as the schemas, and the texts in other languages."""

    tables: Tables
    translations: list[dict[str, str]]

    @classmethod
    def of(cls, said: Content) -> Core:
        """That of a folder or a pack."""
        made = tables(said)
        strict(made)
        return cls(made, translations(said))

    def read(self, *, nested: bool) -> Rows:
        """The same as an import reads it; nested: from JSON, where there is no text but in texts."""
        made = Rows(lambda _where, _text: None)
        if nested:
            Objects(made).take(Nesting(self.tables).services(), "services", "services")
        else:
            for table, rows in self.tables.items():
                for row in rows.values():
                    made.add(table, FILES[table], {name: str(value) for name, value in row.items()}, FILES[table])
        made.translations.extend(self.translations)
        made.merge_older()
        return made


def cells(read: Edition, core: Core, head: Pack, *, nested: bool) -> dict[str, Cells]:
    """Our own tables by name, {} where the tables of HSDS say all that the folder says.

    head: what an import of the HSDS tables alone would write into `pack.yaml`.
    """
    made: dict[str, Cells] = {}
    for name, (columns, rows) in workbook.tables(read).items():
        if rows:
            made[name] = [columns, *([row.get(column, "") for column in columns] for row in rows)]
    ours = taken(made)
    if ours.forms or ours.concepts or read.source.pictures:
        return made
    bare = _draft(ours, None)
    Taking(core.read(nested=nested), bare).run()
    bare.pack = replace(head, residue=bare.pack.residue)
    same = (ours.pack, ours.drafted, ours.translations) == (bare.pack, bare.drafted, bare.translations)
    return {} if same else made


def taken(made: Mapping[str, Cells]) -> Draft:
    """The draft that our own tables make; raises FindingsError with what somebody has broken in them."""
    return sheets.from_cells(Path(OWN), dict(made), None, "")


def pictures(package: Path) -> dict[str, bytes]:
    """The pictures beside our own tables, by the name that texts use; what is none is told when the folder is checked."""
    own = package / OWN
    found = (path for path in sorted((own / "media").rglob("*")) if path.is_file() and not path.is_symlink())
    return {path.relative_to(own).as_posix(): fetching.content(path) for path in found}


def merged(ours: Draft, rows: Rows, target: Source | None, *, nested: bool) -> Draft:
    """The draft of a package that has our own tables; rows: what its HSDS tables say; nested: all of it in JSON."""
    theirs, base = _draft(ours, target), _draft(ours, None)
    Taking(rows, theirs).run()
    unchanged = Core.of(_content(ours)).read(nested=nested)
    unchanged.origins = rows.origins  # so that the same remark on the same row is the same
    Taking(unchanged, base).run()
    merging.merge(ours, base, theirs, Items(ROWS, lambda _record, part, item: row_id(part.id(ours.pack.id), item.id)))
    theirs.remarks = [
        remark for remark in theirs.remarks if remark not in base.remarks
    ]  # the rest our tables say better
    theirs.forms, theirs.concepts = ours.forms, ours.concepts
    theirs.complete, theirs.replaces_pack = set(ENTITIES), True
    return theirs


def _draft(ours: Draft, target: Source | None) -> Draft:
    """An empty draft that knows what the files of all records are called."""
    made = Draft(SCHEME, ours.official, ours.pack, target)
    for kind, drafted in ours.everything():
        own = Ref(ENTITIES[kind], drafted.slug).id(ours.pack.id)
        external = getattr(drafted.keys, "ids", {}).get(SCHEME)
        made.known(kind, row_id(own, external or ""), drafted.slug)
    return made


def _content(ours: Draft) -> Content:
    """What a pack of the draft would say."""
    source = landing.in_memory(ours)
    texts = extract(source)
    catalogues = {
        tag: [
            po.Entry(text.context, text.value, found.value, found.outdated, found.basis, found.human)
            for text in texts
            for found in [said.get(text.context)]
            if found
        ]
        for tag, said in ours.translations.items()
    }
    return content.of_source(source, catalogues)
