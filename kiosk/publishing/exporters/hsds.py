"""Content as HSDS 3.0: a folder with the CSV data package and the same as JSON, or one JSON file of full services."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from kiosk.publishing.exporters import writing
from kiosk.publishing.hsds.giving import tables, translations
from kiosk.publishing.hsds.nesting import Nesting
from kiosk.publishing.hsds.strict import strict
from kiosk.publishing.hsds.tables import FIELDS, FILES, LINKS, NUMBERS, TRANSLATIONS

if TYPE_CHECKING:
    from pathlib import Path

    from kiosk.publishing.exporters.content import Content
    from kiosk.publishing.hsds.tables import Row, Tables


def write(content: Content, out: Path) -> dict[str, int]:
    """Writes `out`, a file when its name ends in .json, else a folder; gives rows by table."""
    made, said = tables(content), translations(content)
    strict(made)
    nesting = Nesting(made)
    counts = {table: len(rows) for table, rows in made.items() if rows} | {"translation": len(said)}
    if out.suffix == ".json":
        services: list[Any] = nesting.services()
        writing.file(out, writing.dumped({"services": services, "translations": said} if said else services))
        return counts
    files: dict[str, bytes] = {}
    for table, rows in made.items():
        if rows:
            files[FILES[table]] = writing.table(_columns(table, rows), rows.values())
    if said:
        files["translations.csv"] = writing.table(TRANSLATIONS, said)
    files["datapackage.json"] = writing.dumped(_package(content, made, said=bool(said)))
    files["json/services.json"] = writing.dumped(nesting.services())
    files["json/organizations.json"] = writing.dumped(nesting.organizations())
    writing.folder(out, files)
    return counts


def _columns(table: str, rows: dict[str, Row]) -> list[str]:
    """The specification's columns, then any that only this data has."""
    own = {name for row in rows.values() for name in row}
    return [*FIELDS[table], *sorted(own - {*FIELDS[table]})]


def _package(content: Content, made: Tables, *, said: bool) -> dict[str, Any]:
    """The descriptor of the data package (https://specs.frictionlessdata.io/tabular-data-package/)."""
    resources = [_resource(table, FILES[table], _columns(table, rows), made) for table, rows in made.items() if rows]
    if said:
        columns = [{"name": name, "type": "string"} for name in TRANSLATIONS]
        resources.append({"name": "translation", "path": "translations.csv", "schema": {"fields": columns}})
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
