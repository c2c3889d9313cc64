"""Content as HSDS 3.0: a folder with the CSV data package and the same as JSON, or one JSON file of full services."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from kiosk.publishing import workbook
from kiosk.publishing.exporters import writing
from kiosk.publishing.hsds import extension
from kiosk.publishing.hsds.extension import Core
from kiosk.publishing.hsds.nesting import Nesting
from kiosk.publishing.hsds.objects import OWN
from kiosk.publishing.hsds.tables import FIELDS, FILES, LINKS, NUMBERS, TRANSLATIONS
from kiosk.publishing.importers.hsds import new_pack

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from kiosk.publishing.edition import Edition
    from kiosk.publishing.exporters.content import Content
    from kiosk.publishing.hsds.tables import Row, Tables
    from kiosk.publishing.importers.sheets import Cells


def write(read: Edition, said: Content, out: Path) -> dict[str, int]:
    """Writes `out`, a file when its name ends in .json, else a folder; gives rows by table.

    read, said: the same folder or pack, as its files and as the rows of a pack.
    """
    core, alone = Core.of(said), out.suffix == ".json"
    own = extension.cells(read, core, new_pack("", core.tables, said.official), nested=alone)
    nesting = Nesting(core.tables)
    counts = {table: len(rows) for table, rows in core.tables.items() if rows} | {"translation": len(core.translations)}
    counts |= {f"{OWN}/{name}": len(rows) - 1 for name, rows in own.items()}
    if alone:
        services: list[Any] = nesting.services()
        more = {"translations": core.translations, OWN: own}
        more = {name: value for name, value in more.items() if value}
        writing.file(out, writing.dumped({"services": services, **more} if more else services))
        return counts
    files: dict[str, bytes] = {}
    for table, rows in core.tables.items():
        if rows:
            files[FILES[table]] = writing.table(_columns(table, rows), rows.values())
    if core.translations:
        files["translations.csv"] = writing.table(TRANSLATIONS, core.translations)
    files |= {f"{OWN}/{name}.csv": writing.lines(rows) for name, rows in own.items()}
    files |= {f"{OWN}/{name}": picture.data for name, picture in read.source.pictures.items()}
    files["datapackage.json"] = writing.dumped(_package(said, core, own))
    files["json/services.json"] = writing.dumped(nesting.services())
    files["json/organizations.json"] = writing.dumped(nesting.organizations())
    own_names = (f"{OWN}/{name}.csv" for name in workbook.names())
    writing.folder(out, files, (*FILES.values(), "translations.csv", *own_names))
    return counts


def _columns(table: str, rows: dict[str, Row]) -> list[str]:
    """The specification's columns, then any that only this data has."""
    own = {name for row in rows.values() for name in row}
    return [*FIELDS[table], *sorted(own - {*FIELDS[table]})]


def _package(content: Content, core: Core, own: Mapping[str, Cells]) -> dict[str, Any]:
    """The descriptor of the data package (https://specs.frictionlessdata.io/tabular-data-package/)."""
    made = core.tables
    resources = [_resource(table, FILES[table], _columns(table, rows), made) for table, rows in made.items() if rows]
    if core.translations:
        columns = [{"name": name, "type": "string"} for name in TRANSLATIONS]
        resources.append({"name": "translation", "path": "translations.csv", "schema": {"fields": columns}})
    for name, rows in own.items():
        fields = {"fields": [{"name": column, "type": "string"} for column in rows[0]]}
        resources.append({"name": f"{OWN}.{name}", "path": f"{OWN}/{name}.csv", "schema": fields})
    title = content.title.get(content.official, content.id)
    return {"name": content.id, "title": title, "profile": "tabular-data-package", "resources": resources}


def _resource(table: str, path: str, columns: list[str], made: Tables) -> dict[str, Any]:
    fields = [{"name": name, "type": "number" if name in NUMBERS else "string"} for name in columns]
    keys = [
        {"fields": name, "reference": {"resource": LINKS[name], "fields": "id"}}
        for name in columns
        if name in LINKS and made.get(LINKS[name])
    ]
    schema: dict[str, Any] = {"fields": fields, "primaryKey": "id"}
    return {
        "name": table,
        "path": path,
        "profile": "tabular-data-resource",
        "schema": schema | ({"foreignKeys": keys} if keys else {}),
    }
