"""The shape of a workbook: which sheets and columns a source folder has in a spreadsheet.

A sheet for each kind of record and one for each list in it (`services`, `services.costs`, `services.contacts.phones`); a row for
each record or item. `id` is the file's name, or the item's; `record` and `item` lead from an item to what it belongs to.
A text has a column for each language, `name::lv`, `name::ar`; the text below the keys is `description`. A list of texts is
one cell with a line for each. All of this follows from `kiosk.publishing.records`, so that a new key is a new column.
"""

from __future__ import annotations

import types
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any, get_args, get_origin, get_type_hints

import msgspec

from kiosk.publishing import records
from kiosk.publishing.importers.draft import KINDS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kiosk.publishing.naming import Ref

TEXTS = frozenset({"name", "summary", "note", "description", "label", "role", "hours_text", "location", "audience"})
"""Keys of one text in each language."""

LISTS = {"steps": "step", "notes": "note", "keywords": "keyword"}
"""Keys of a list of texts, and their field in a pack."""

PARTS = {
    "requirements": "requirement", "evidence": "evidence", "costs": "cost", "places": "service_at_place", "phones": "phone",
    "links": "channel", "contacts": "contact", "outputs": "output", "legal_resources": "legal_resource", "areas": "area",
    "choices": "poll_choice",
}  # fmt: skip
"""Keys of a list of groups, and their table in a pack."""

ENTITIES = {
    "organizations": "organization", "places": "place", "services": "service", "terms": "term", "guides": "guide",
    "events": "event", "notices": "notice", "phrases": "phrase", "polls": "poll",
}  # fmt: skip

BODY = "description"
PACK = "pack"
MAKERS = "translators"
"""The sheet that says which person vouches for which translation, and which one is of an older text."""
MAKER_COLUMNS = ("text", "language", "person", "date", "translated from")
LEFT = "residue"
"""The sheet of what other systems say and we have no key for."""
LEFT_COLUMNS = ("kind", "record", "system", "name", "part", "value")
FORMS = "forms"
"""The sheet of forms, a row for each line of their files: they are tables themselves, and longer than a cell."""
FORM_COLUMNS = ("file", "line")
FORM_FILES = frozenset({".md", ".xml", ".csv"})
CONCEPTS = "concepts"
"""The sheet of `concepts.yaml`: a row for each concept and language, a line for each word."""
CONCEPT_COLUMNS = ("concept", "language", "words")


@dataclass(frozen=True, slots=True)
class Column:
    """One key. kind: text, texts (a line for each), words (a list of names, a line for each), flag, number, map, value."""

    key: str
    kind: str
    required: bool = False


@dataclass(frozen=True, slots=True)
class Sheet:
    """One sheet. path: the kind of record and the lists that lead to its items."""

    path: tuple[str, ...]
    group: type[records.Keys]
    columns: tuple[Column, ...]

    @property
    def name(self) -> str:
        """What the sheet is called."""
        return ".".join(self.path)

    @property
    def links(self) -> tuple[str, ...]:
        """The columns that lead to what a row belongs to."""
        return ("record", "item")[: len(self.path) - 1]


@cache
def sheets() -> tuple[Sheet, ...]:
    """All sheets of records, in the order of a workbook."""
    return tuple(sheet for kind, group in KINDS.items() for sheet in _sheets((kind,), group))


def names() -> tuple[str, ...]:
    """What the sheets of a workbook may be called."""
    return (*(sheet.name for sheet in sheets()), PACK, MAKERS, LEFT, FORMS, CONCEPTS)


def is_read(title: str) -> bool:
    """Whether a sheet of this title is read, however it is written."""
    return title.strip().lower() in names()


def _sheets(path: tuple[str, ...], group: type[records.Keys]) -> Iterator[Sheet]:
    columns, inner = [], []
    hints = get_type_hints(group)
    for field in msgspec.structs.fields(group):
        item = _item(hints[field.name])
        if item is not None:
            inner.append((field.name, item))
        elif field.name not in {"id", "residue"}:
            columns.append(Column(field.name, _kind(field.name, hints[field.name]), field.required))
    yield Sheet(path, group, tuple(columns))
    for name, item in inner:
        yield from _sheets((*path, name), item)


def _item(hint: Any) -> type[records.Keys] | None:  # noqa: ANN401 (a type hint)
    """The group of a list of groups."""
    item = get_args(hint)[0] if get_origin(hint) is tuple else None
    return item if isinstance(item, type) and issubclass(item, records.Keys) else None


def _kind(name: str, hint: Any) -> str:  # noqa: ANN401 (a type hint)
    if name in LISTS:
        return "texts"
    if name in TEXTS and hint is str:
        return "text"
    if get_origin(hint) is tuple:
        return "words"
    if get_origin(hint) is dict:
        return "map"
    options = get_args(hint) if isinstance(hint, types.UnionType) else (hint,)
    return "flag" if bool in options else "number" if {int, float} & {*options} else "value"


def named(owner: Ref, key: str) -> tuple[Ref, str]:
    """The record or part, and the field, under which the text of a key is translated."""
    if key == "hours_text":
        return owner.part("schedule"), "original"
    return owner, LISTS.get(key, key)
