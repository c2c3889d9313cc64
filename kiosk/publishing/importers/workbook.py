"""A workbook (one XLSX, or a folder of CSV files) becomes a source folder; `kiosk.publishing.workbook` has its shape.

A workbook may be a part of what the folder has: columns and sheets that are not there leave what they would say as it
is. What is wrong is told by sheet and cell.
"""

from __future__ import annotations

import json
import re
from collections import defaultdict
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import msgspec
from babel.core import get_global

from kiosk.errors import SourceError
from kiosk.publishing import records, workbook
from kiosk.publishing.concepts import Concept
from kiosk.publishing.findings import Finding, FindingsError, did_you_mean
from kiosk.publishing.importers import sheets, values
from kiosk.publishing.importers.draft import KINDS, Draft, Said, slugified
from kiosk.publishing.naming import Ref
from kiosk.publishing.po import Human
from kiosk.publishing.texts import one_line
from kiosk.publishing.writing import OVERRIDES, scrubbed

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kiosk.publishing.importers.sheets import Cells
    from kiosk.publishing.source import Source

_HEAD = re.compile(r"(?P<key>[^:]+?)\s*(?:::\s*(?P<tag>[A-Za-z0-9-]+).*)?")
_FORM_FILE = re.compile(r"[\w-]+\.(?:md|xml|csv)", re.ASCII)
_FIRST = {
    "icon": {"services": "circle-info", "terms": "folder-open"},
    "scheme": {"terms": "topic"},
    "topic": {"phrases": "desk"},
}
"""What a key means that a record needs and a sheet has no column for."""


def draft(source: str, target: Source | None, default_language: str) -> Draft:
    """What SRC would bring; raises SourceError or FindingsError with what is wrong in it."""
    return from_cells(Path(source), sheets.read(Path(source)), target, default_language)


def from_cells(path: Path, cells: dict[str, Cells], target: Source | None, default_language: str) -> Draft:
    """What the cells of a workbook would bring; path: what a finding calls it."""
    return _Importer(path, cells, target, default_language).run()


class _Row:
    """One row: its cells by column, and where it stands."""

    def __init__(self, sheet: str, number: int, cells: dict[str, str], letters: dict[str, str]) -> None:
        self.sheet, self.number, self.cells, self.letters = sheet, number, cells, letters

    def get(self, column: str) -> str:
        return self.cells.get(column, "").strip()

    def cell(self, column: str) -> str:
        return f"{self.sheet}!{self.letters.get(column, 'A')}{self.number}"


class _Importer:
    def __init__(self, path: Path, cells: dict[str, Cells], target: Source | None, default_language: str) -> None:
        self._path = path
        self._target = target
        self._findings: list[Finding] = []
        self._rows: dict[str, list[_Row]] = {}
        self._heads: dict[str, list[str]] = {}
        self._unknown: list[tuple[str, str]] = []
        known = {sheet.name.lower(): sheet.name for sheet in workbook.sheets()}
        known |= {
            name: name for name in (workbook.PACK, workbook.MAKERS, workbook.LEFT, workbook.FORMS, workbook.CONCEPTS)
        }
        for title, rows in cells.items():
            name = known.get(title.strip().lower())
            if name is None:
                if any(any(row) for row in rows):
                    self._unknown.append(
                        (title, f"is no sheet that is read{did_you_mean(title, known)}; it was left out")
                    )
                continue
            self._rows[name] = list(self._read(name, rows))
        if not any(self._rows.get(sheet.name) for sheet in workbook.sheets()):
            raise SourceError(
                f"{path} has no sheet that is read; it needs one called services, places, guides or the like"
            )
        self._draft = self._begin(default_language)

    def run(self) -> Draft:
        for title, text in self._unknown:
            self._draft.remark(f"{self._path}, {title}", text)
        items = self._items()
        left = self._left_over()
        for kind in KINDS:
            if kind not in self._rows:
                continue
            self._draft.complete.add(kind)
            for row in self._rows[kind]:
                self._record(kind, row, items, left)
        for row in self._rows.get(workbook.MAKERS, ()):
            self._maker(row)
        self._forms()
        self._concepts()
        if self._findings:
            raise FindingsError(self._findings)
        return self._draft

    def _forms(self) -> None:
        """The files of forms, line by line."""
        files: dict[str, list[str]] = defaultdict(list)
        for row in self._rows.get(workbook.FORMS, ()):
            name = row.get("file")
            if _FORM_FILE.fullmatch(name):
                files[name].append(row.cells.get("line", ""))
            else:
                text = f"{name!r} is no name of a form's file; write it like residence.md"
                self._findings.append(Finding(self._path, 1, text, "KC102", row.cell("file")))
        self._draft.forms = {name: ("\n".join(lines) + "\n").encode() for name, lines in files.items()}

    def _concepts(self) -> None:
        """The words of concepts; `concepts.yaml` is checked with everything else when it lies in the folder."""
        found: dict[str, dict[str, tuple[str, ...]]] = defaultdict(dict)
        for row in self._rows.get(workbook.CONCEPTS, ()):
            found[row.get("concept")][row.get("language")] = tuple(row.get("words").splitlines())
        self._draft.concepts = tuple(Concept(slug, words) for slug, words in found.items())

    # ---- sheets ----------------------------------------------------------------------------------------------------

    def _read(self, name: str, rows: Cells) -> Iterator[_Row]:
        """Rows that say something, by column; texts under `key::tag`."""
        heads: dict[int, str] = {}
        letters: dict[str, str] = {}
        known = self._columns(name)
        for position, cell in enumerate(rows[0] if rows else ()):
            match = _HEAD.fullmatch(cell.strip())
            if not match:
                continue
            key = (
                re.sub(r"[\s-]+", "_", match["key"].strip().lower())
                if name != workbook.MAKERS
                else match["key"].strip().lower()
            )
            tag = values.tag(match["tag"]) if match["tag"] else ""
            where = f"{name}!{_letter(position)}1"
            if match["tag"] and not tag:
                self._findings.append(
                    Finding(self._path, 1, f"{match['tag']!r} is not a language; write its BCP 47 tag", "KC100", where)
                )
            elif known and key not in known:
                self._unknown.append(
                    (where, f"{key!r} is no column of {name}{did_you_mean(key, known)}; it was left out")
                )
            else:
                heads[position] = f"{key}::{tag}" if tag else key
                letters[heads[position]] = _letter(position)
        self._heads[name] = [*heads.values()]
        for number, cells in enumerate(rows[1:], 2):
            said = {heads[at]: scrubbed(cell) for at, cell in enumerate(cells) if at in heads and cell.strip()}
            if said:
                yield _Row(name, number, said, letters)

    @staticmethod
    def _columns(name: str) -> set[str]:
        for sheet in workbook.sheets():
            if sheet.name == name:
                own = {column.key for column in sheet.columns}
                body = {workbook.BODY} if len(sheet.path) == 1 else set()
                return {"id", *own, *sheet.links, *body}
        return set()

    def _begin(self, default: str) -> Draft:
        tags = dict.fromkeys(
            head.partition("::")[2] for heads in self._heads.values() for head in heads if "::" in head
        )
        row = next(iter(self._rows.get(workbook.PACK, ())), None)
        there = self._target.pack.keys if self._target else None
        official = (
            (row.get("official") if row else "") or (there.official if there else "") or default or next(iter(tags), "")
        )
        if self._findings:
            raise FindingsError(self._findings)
        if not official:
            raise SourceError(
                f"{self._path} does not say in which language it is; add --default-language, or columns such as name::lv"
            )
        if row:
            pack = self._pack(row, official)
        elif there:
            pack = there
        else:
            pack = _new_pack(self._path, official, tuple(tags))
        draft = Draft("workbook", official, pack, self._target, editorial=False)
        draft.replaces_pack = row is not None
        return draft

    def _pack(self, row: _Row, official: str) -> records.Pack:
        title = {head.partition("::")[2]: value for head, value in row.cells.items() if head.startswith("title::")}
        title = title or {official: row.get("title") or self._path.stem}
        languages = [tag for tag in re.split(r"[,;\s]+", row.get("languages")) if tag]
        residue: dict[str, dict[str, str]] = defaultdict(dict)
        for (kind, _record), said in self._left_over().items():
            if kind == workbook.PACK:
                residue.update(said)
        kiosk = _map(row.get("kiosk"))
        new = _new_pack(self._path, official, tuple(languages))
        return msgspec.structs.replace(
            new,
            id=row.get("id") or new.id,
            title=title,
            as_of=row.get("as_of") or new.as_of,
            zone=row.get("zone") or new.zone,
            country=row.get("country") or new.country,
            emergency=row.get("emergency") or new.emergency,
            kiosk=kiosk,
            residue=dict(residue),
        )

    # ---- records ---------------------------------------------------------------------------------------------------

    def _items(self) -> dict[tuple[str, ...], list[_Row]]:
        """The rows of lists by what they belong to: the sheet, the record, and for a list in an item the item's id."""
        found: dict[tuple[str, ...], list[_Row]] = defaultdict(list)
        for sheet in workbook.sheets():
            for row in self._rows.get(sheet.name, ()) if len(sheet.path) > 1 else ():
                if not row.get("record"):
                    self._wrong(row, "record", "this row does not say to which record it belongs; write its id")
                found[sheet.name, *(row.get(link) for link in sheet.links)].append(row)
        records_of = {kind: {self._slug(row) for row in self._rows.get(kind, ())} for kind in KINDS}
        for (name, record, *_item), rows in found.items():
            kind = name.partition(".")[0]
            if record and kind in self._rows and record not in records_of[kind]:
                self._wrong(
                    rows[0],
                    "record",
                    f"{record!r} is not in the sheet {kind}{did_you_mean(record, records_of[kind])}; correct it",
                )
        return found

    def _slug(self, row: _Row) -> str:
        return row.get("id") or slugified(row.get(f"name::{self._draft.official}") or row.get("name"))

    def _record(
        self,
        kind: str,
        row: _Row,
        items: dict[tuple[str, ...], list[_Row]],
        left: dict[tuple[str, str], dict[str, dict[str, str]]],
    ) -> None:
        slug = self._slug(row)
        if not slug:
            self._wrong(row, "id", "this row has neither an id nor a name; write one of them")
            return
        if slug in self._draft.drafted[kind]:
            self._wrong(row, "id", f"the id {slug!r} stands in an earlier row too; change one of the two")
            return
        sheet = next(sheet for sheet in workbook.sheets() if sheet.path == (kind,))
        ref = Ref(workbook.ENTITIES[kind], slug)
        said = self._keys(sheet, row, ref, (slug,), items)
        body = self._text(row, workbook.BODY, ref)
        given = {column.key for column in sheet.columns if self._has(kind, column.key)}
        given |= {name.split(".")[1] for name in self._rows if name.startswith(f"{kind}.")}
        if workbook.LEFT in self._rows and "residue" in KINDS[kind].__struct_fields__:
            said["residue"] = left.get((kind, slug), {})
            given.add("residue")
        has_body = self._has(kind, workbook.BODY)
        there = self._there(kind, slug)
        if there is not None:
            kept = {
                field.name: getattr(there.keys, field.name)
                for field in msgspec.structs.fields(type(there.keys))
                if field.name not in given
            }
            said = {**said, **kept}
            body = body if has_body else there.body
        else:
            for key, meant in _FIRST.items():
                if kind in meant and key not in said:
                    said[key] = meant[kind]
            if kind in {"terms", "phrases"}:
                said.setdefault("seq", row.number - 1)
        keys = self._converted(KINDS[kind], said, row)
        if keys is not None and not self._findings:
            self._draft.add(kind, slug, keys, body)

    def _there(self, kind: str, slug: str) -> Any:  # noqa: ANN401 (a record of any kind)
        return (
            next((record for record in getattr(self._target, kind) if record.slug == slug), None)
            if self._target
            else None
        )

    def _has(self, name: str, key: str) -> bool:
        return any(head.partition("::")[0] == key for head in self._heads.get(name, ()))

    def _keys(
        self, sheet: workbook.Sheet, row: _Row, ref: Ref, way: tuple[str, ...], items: dict[tuple[str, ...], list[_Row]]
    ) -> dict[str, Any]:
        said: dict[str, Any] = {}
        for column in sheet.columns:
            if column.kind == "text":
                value: Any = self._text(row, column.key, ref)
            elif column.kind == "texts":
                value = self._texts(row, column.key, ref)
            else:
                value = self._value(row, column)
            bare = column.kind == "text" and column.key != "name" and self._has(sheet.name, column.key)
            if value not in ("", (), {}) or (column.required and (bare or column.key in row.cells)):
                said[column.key] = value
        for inner in workbook.sheets():
            if inner.path[:-1] != sheet.path:
                continue
            found = items.get((inner.name, *way), [])
            if found:
                said[inner.path[-1]] = [
                    self._inner(inner, each, ref, way, number, items) for number, each in enumerate(found, 1)
                ]
        return said

    def _inner(
        self,
        sheet: workbook.Sheet,
        row: _Row,
        ref: Ref,
        way: tuple[str, ...],
        number: int,
        items: dict[tuple[str, ...], list[_Row]],
    ) -> records.Keys | None:
        key = row.get("id") or (row.get("place") if sheet.path[-1] == "places" else "") or str(number)
        part = ref.part(workbook.PARTS[sheet.path[-1]], key) if sheet.path[-1] in workbook.PARTS else ref
        said = self._keys(sheet, row, part, (*way, key), items)
        if row.get("id") and "id" in sheet.group.__struct_fields__:
            said["id"] = row.get("id")
        return self._converted(sheet.group, said, row)

    def _converted(self, group: type[records.Keys], said: dict[str, Any], row: _Row) -> records.Keys | None:
        try:
            made: records.Keys = msgspec.convert(msgspec.to_builtins(said), group, strict=False)
        except msgspec.ValidationError as error:
            match = re.search(r"at `\$\.([a-z_]+)|field `([a-z_]+)`", str(error))
            key = (match[1] or match[2]) if match else "id"
            missing = "missing required field" in str(error)
            text = (
                f"the column {key!r} is missing or empty here; fill it in"
                if missing
                else f"{key!r} does not fit ({error}); see docs/editors.md"
            )
            self._wrong(row, key, text)
            return None
        return made

    def _text(self, row: _Row, key: str, ref: Ref) -> str:
        """The official text; those in other languages are kept beside it."""
        owner, field = workbook.named(ref, key)
        for head, value in row.cells.items():
            name, _, tag = head.partition("::")
            if name == key:
                if OVERRIDES.search(value):
                    self._wrong(row, head, "this text turns its direction by force (U+202E); delete that sign")
                if tag:
                    self._draft.say(tag, owner, field, value)
        value = row.get(f"{key}::{self._draft.official}") or row.get(key)
        return value if key == workbook.BODY else one_line(value)

    def _texts(self, row: _Row, key: str, ref: Ref) -> tuple[str, ...]:
        owner, field = workbook.named(ref, key)
        official = (row.cells.get(f"{key}::{self._draft.official}") or row.cells.get(key, "")).split("\n")
        kept = [number for number, line in enumerate(official) if line.strip()]
        for head, value in row.cells.items():
            name, _, tag = head.partition("::")
            if name == key and tag:
                lines = value.split("\n")
                for seq, number in enumerate(kept):
                    self._draft.say(tag, owner, field, lines[number] if number < len(lines) else "", seq)
        return tuple(one_line(official[number]) for number in kept)

    def _value(self, row: _Row, column: workbook.Column) -> Any:  # noqa: ANN401 (what a key may hold)
        value = row.get(column.key)
        if column.kind == "words":
            split = r"[\n]+" if column.key == "sources" else r"[\n,;]+"
            return tuple(filter(None, (word.strip() for word in re.split(split, value))))
        if column.kind == "map":
            return _map(value)
        if column.kind == "flag":
            return {"yes": "true", "no": "false", "1": "true", "0": "false"}.get(value.lower(), value.lower())
        return value

    # ---- what is not a record --------------------------------------------------------------------------------------

    def _left_over(self) -> dict[tuple[str, str], dict[str, dict[str, str]]]:
        found: dict[tuple[str, str], dict[str, dict[str, str]]] = defaultdict(lambda: defaultdict(dict))
        for row in sorted(
            self._rows.get(workbook.LEFT, ()),
            key=lambda row: int(row.get("part") or 0) if row.get("part").isdigit() else 0,
        ):
            kept = found[row.get("kind"), row.get("record")][row.get("system")]
            kept[row.get("name")] = kept.get(row.get("name"), "") + row.get("value")
        return {key: {system: dict(said) for system, said in kept.items()} for key, kept in found.items()}

    def _maker(self, row: _Row) -> None:
        tag = values.tag(row.get("language"))
        said = self._draft.translations.get(tag, {}).get(row.get("text"))
        if said is None:
            return
        human = None
        if row.get("person"):
            try:
                human = Human(one_line(row.get("person")), date.fromisoformat(row.get("date")))
            except ValueError:
                self._wrong(row, "date", f"{row.get('date')!r} is not a day; write it as 2026-11-24")
        basis = row.get("translated from")
        self._draft.translations[tag][row.get("text")] = Said(
            said.value, outdated=bool(basis), basis=basis, human=human
        )

    def _wrong(self, row: _Row, column: str, text: str) -> None:
        name = column if column in row.letters else f"{column}::{self._draft.official}"
        self._findings.append(Finding(self._path, row.number, text, "KC100", row.cell(name)))


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


def _map(text: str) -> dict[str, Any]:
    try:
        value = json.loads(text or "{}")
    except ValueError:
        return {}
    return value if isinstance(value, dict) else {}


def _letter(position: int) -> str:
    """A column's letters: A, B … Z, AA."""
    letters = ""
    position += 1
    while position:
        position, rest = divmod(position - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters
