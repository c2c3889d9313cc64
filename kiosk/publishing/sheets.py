"""The sheets of an XLSForm: our own columns, what a kiosk refuses, and the Markdown that is kept in git.

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
    from collections.abc import Iterator, Mapping

Row: TypeAlias = dict[str, str]
Sheets: TypeAlias = dict[str, list[Row]]

SHEETS = ("survey", "choices", "settings", "external_choices")
"""What we keep of a workbook, in this order."""

MOST_ROWS = {"survey": 3000, "choices": 20_000, "settings": 100}
"""Rows of a sheet."""

ROW = "kiosk-row"
"""The attribute of a bind that says which row of the survey it comes from, counted from 0."""

_OURS = re.compile(r"(?:bind\s*::?\s*)?kiosk:(?P<name>[a-z_]+)(?:\s*::?\s*(?P<language>.+))?", re.IGNORECASE)

_REFUSED = {
    "audit": "records how the visitor fills it in",
    "background-audio": "records sound",
    "audio": "records sound",
    "video": "films",
    "file": "takes files",
    "barcode": "uses a camera",
    "geopoint": "asks where the device is",
    "geotrace": "asks where the device is",
    "geoshape": "asks where the device is",
    "start-geopoint": "records where the device is",
    "deviceid": "records the device",
    "imei": "records the device",
    "subscriberid": "records the device",
    "simserial": "records the device",
    "phonenumber": "records the device's number",
    "username": "records who uses the device",
    "email": "records who uses the device",
    "osm": "edits maps",
    "rank": "sorts choices, which has no paper form",
    "datetime": "asks for a date and a time in one; ask for them in two questions",
    "csv-external": "",
    "xml-external": "reads a file that only ODK has",
    "select_one_external": "reads a file that only ODK has; use select_one_from_file",
}
"""Types of questions that a kiosk does not ask, and what is wrong with them."""

_ALIASES = {"photo": "image", "date time": "datetime", "device id": "deviceid"}

_OR_OTHER = re.compile(r"\bor[_ ](?:specify[_ ])?other\b", re.IGNORECASE)


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
        match = _OURS.fullmatch(header.strip())
        if match is None:
            continue
        name = match["name"].lower()
        if name not in known:
            message = f"there is no column {header!r}; ours are {', '.join(f'kiosk:{word}' for word in known)}"
            raise FormError(message)
        found.setdefault(name, {})[tag(match["language"]) if match["language"] else ""] = value.strip()
    return found


def without_ours(sheets: Sheets) -> dict[str, Any]:
    """The workbook for pyxform: without our columns, each row of the survey with its number."""
    book: dict[str, Any] = {"sheet_names": [name for name in SHEETS if name in sheets]}
    for name, rows in sheets.items():
        kept = [{key: value for key, value in row.items() if not _OURS.fullmatch(key.strip())} for row in rows]
        if name == "survey":
            for at, row in enumerate(kept):
                if _is_question(row):
                    row[f"bind::{ROW}"] = str(at)
        headers = dict.fromkeys(key for row in kept for key in row)
        book[name] = kept
        book[f"{name}_header"] = [headers]
    return book


def _is_question(row: Row) -> bool:
    kind = _kind(row)
    return bool(kind) and not kind.startswith("end") and kind not in {"audit", "csv-external"}


def _cell(row: Row, name: str) -> str:
    return next((value for key, value in row.items() if key.strip().lower() == name), "")


def _kind(row: Row) -> str:
    """The type of a row without its list and its options."""
    text = " ".join(_cell(row, "type").split()).lower()
    return _ALIASES.get(text, text.split(" ", maxsplit=1)[0] if text else "")


def refuse(sheets: Sheets) -> None:
    """Raises FormError for the first thing that a kiosk must not do, or that would be translated badly."""
    if not any(sheets.get("survey", ())):
        message = "it has no sheet `survey` with questions; name the sheet so, or choose another file"
        raise FormError(message)
    for name, most in MOST_ROWS.items():
        if len(sheets.get(name, ())) > most:
            message = f"its sheet `{name}` has more than {most} rows; split the form"
            raise FormError(message)
    for row in sheets["survey"]:
        wrong = _wrong(row)
        if wrong:
            name = _cell(row, "name") or _cell(row, "type")
            message = f"{name!r}: {wrong}"
            raise FormError(message)
    if sheets.get("entities"):
        message = "a kiosk keeps no entities; leave out that sheet"
        raise FormError(message)


def _wrong(row: Row) -> str:
    """What keeps a row of the survey from being asked in a kiosk; '' when nothing does."""
    kind, said, appearance = _kind(row), _cell(row, "type"), _cell(row, "appearance").strip()
    reasons = {
        f"a question of the type {said!r} {_REFUSED.get(kind)}; leave it out of a kiosk's form": _REFUSED.get(kind),
        "`or_other` has its words in English only; add a choice and a text question for it": _OR_OTHER.search(said),
        "a kiosk has no camera; only an image with the appearance `signature` is a box on paper": (
            kind == "image" and "signature" not in appearance.split()
        ),
        "a kiosk opens no other application; leave out its intent and appearances such as `ex:`": (
            appearance.startswith(("ex:", "printer:")) or _cell(row, "intent")
        ),
        "search() reads a file that only ODK has; use select_one_from_file": "search(" in appearance.replace(" ", ""),
        "a kiosk has no triggers; write a calculation that depends on the question itself": _cell(row, "trigger"),
    }
    return next((reason for reason, holds in reasons.items() if holds), "")


def markdown(sheets: Sheets) -> str:
    """The sheets as pyxform's Markdown form, the columns of each in their order."""
    return "\n\n".join("\n".join(_table(name, sheets[name])) for name in SHEETS if sheets.get(name)) + "\n"


def _table(name: str, rows: list[Row]) -> Iterator[str]:
    headers = list(dict.fromkeys(key for row in rows for key in row))
    yield f"| {name} |"
    yield _line(headers)
    for row in rows:
        if row:
            yield _line([row.get(header, "") for header in headers])


def _line(cells: list[str]) -> str:
    return "| " + " | ".join(["", *(_escaped(cell) for cell in cells)]) + " |"


def _escaped(cell: str) -> str:
    return " ".join(cell.split()).replace("|", r"\|")
