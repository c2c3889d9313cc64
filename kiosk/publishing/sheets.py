"""The sheets of an XLSForm, and our own columns in them.

pyxform (BSD-2, the reference for XLSForm) reads the sheets and writes the XForm. Our columns do not pass through it: it
loses the type of a question that has `bind::kiosk:type`, and writes a translated purpose as a Python dict (both seen
with 4.5.0). So they are taken out before, and each row gets a number that comes back in its bind.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, TypeAlias

from kiosk.errors import FormError
from kiosk.publishing.form_languages import tag

if TYPE_CHECKING:
    from collections.abc import Mapping

Row: TypeAlias = dict[str, str]
Sheets: TypeAlias = dict[str, list[Row]]

SHEETS = ("survey", "choices", "settings", "external_choices")
"""What we keep of a workbook, in this order."""

ROW = "kiosk-row"
"""The attribute of a bind that says which row of the survey it comes from, counted from 0."""

_ALIASES = {"photo": "image", "date time": "datetime", "device id": "deviceid"}

OURS = re.compile(r"(?:bind\s*::?\s*)?kiosk:(?P<name>[a-z_]+)(?:\s*::?\s*(?P<language>.+))?", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Ours:
    """Our columns. rows: by the number of the row, `type`, `print` and so on, and `purpose` by language.

    settings: of the form, the same way. A text without a language is by the key ''.
    """

    rows: Mapping[int, Mapping[str, Mapping[str, str]]]
    settings: Mapping[str, Mapping[str, str]]


def ours(sheets: Sheets) -> Ours:
    """Our columns of all sheets; raises FormError for one that is not known, or in a language nobody can name."""
    rows = {at: found for at, row in enumerate(sheets.get("survey", ())) if (found := _taken(row, _OF_ROWS))}
    settings = _taken((sheets.get("settings") or [{}])[0], _OF_SETTINGS)
    return Ours(rows, settings)


_OF_ROWS = ("type", "purpose", "print", "unknown", "most")
_OF_SETTINGS = ("title", "description", "icon", "sealed", "template", "human", "verified_on", "most")


def _taken(row: Row, known: tuple[str, ...]) -> dict[str, dict[str, str]]:
    found: dict[str, dict[str, str]] = {}
    for header, value in row.items():
        match = OURS.fullmatch(header.strip())
        if match is None:
            continue
        name = match["name"].lower()
        if name not in known:
            message = f"there is no column {header!r}; ours are {', '.join(f'kiosk:{word}' for word in known)}"
            raise FormError(message)
        language = tag(match["language"]) if match["language"] else ""
        if found.setdefault(name, {}).setdefault(language, value.strip()) != value.strip():
            message = f"two columns kiosk:{name} are of the language {language or 'of the form'}; keep one of them"
            raise FormError(message)
    return found


def without_ours(sheets: Sheets) -> dict[str, Any]:
    """The workbook for pyxform: without our columns, each row of the survey with its number."""
    book: dict[str, Any] = {"sheet_names": [name for name in SHEETS if name in sheets]}
    for name, rows in sheets.items():
        kept = [{key: value for key, value in row.items() if not OURS.fullmatch(key.strip())} for row in rows]
        if name == "survey":
            for at, row in enumerate(kept):
                if _is_question(row):
                    row[f"bind::{ROW}"] = str(at)
        headers = dict.fromkeys(key for row in kept for key in row)
        book[name] = kept
        book[f"{name}_header"] = [headers]
    return book


def _is_question(row: Row) -> bool:
    kind = kind_of(row)
    return bool(kind) and not kind.startswith("end") and kind not in {"audit", "csv-external"}


def cell(row: Row, name: str) -> str:
    """A cell by the name of its column; '' when there is none."""
    return next((value for key, value in row.items() if key.strip().lower() == name), "")


def kind_of(row: Row) -> str:
    """The type of a row without its list and its options."""
    text = " ".join(cell(row, "type").split()).lower()
    return _ALIASES.get(text, text.split(" ", maxsplit=1)[0] if text else "")


def base(header: str) -> str:
    """A column's name without its language: `label::Latviešu (lv)` is `label`."""
    return "_".join(header.partition(":")[0].lower().split())
