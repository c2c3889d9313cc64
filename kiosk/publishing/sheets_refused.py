"""What a kiosk refuses in the sheets of an XLSForm, each with the row or the cell, before pyxform looks at them."""

from __future__ import annotations

import re
from difflib import get_close_matches
from typing import TYPE_CHECKING

from kiosk.errors import FormError
from kiosk.publishing.sheets import OURS, base, cell, kind_of

if TYPE_CHECKING:
    from kiosk.publishing.sheets import Row, Sheets

FIRST = 2
"""The number of the first row below a sheet's headers."""

MOST_ROWS = {"survey": 3000, "choices": 20_000, "settings": 100}
"""Rows of a sheet."""

LONGEST = 20_000
"""Characters of a cell: a long explanation has a thousand, and no rule may have more."""

_REFUSED = {
    "audit": "records how the visitor fills it in; leave it out of a kiosk's form",
    **dict.fromkeys(("background-audio", "audio"), "records sound; leave it out of a kiosk's form"),
    "video": "films; leave it out of a kiosk's form",
    "file": "takes files; leave it out of a kiosk's form",
    "barcode": "uses a camera; leave it out of a kiosk's form",
    **dict.fromkeys(
        ("geopoint", "geotrace", "geoshape", "start-geopoint"),
        "asks where the device is; leave it out of a kiosk's form",
    ),
    **dict.fromkeys(
        ("deviceid", "imei", "subscriberid", "simserial", "phonenumber"),
        "records the device; leave it out of a kiosk's form",
    ),
    **dict.fromkeys(("username", "email"), "records who uses the device; leave it out of a kiosk's form"),
    "osm": "edits maps; leave it out of a kiosk's form",
    "rank": "sorts choices, which has no paper form; ask for the first choice, the second and so on",
    "datetime": "asks for a date and a time in one; ask for them in two questions",
    "csv-external": "",
    "xml-external": "reads a file that only ODK has; put the list beside the form as .csv",
    "select_one_external": "reads a file that only ODK has; use select_one_from_file",
}
"""Types of questions that a kiosk does not ask: what is wrong with them, and what to do."""

_MISSED = (
    *("label", "hint", "guidance_hint", "relevant", "required", "required_message", "constraint", "constraint_message"),
    *("calculation", "choice_filter", "default", "read_only", "repeat_count", "appearance", "parameters"),
)
"""Those whose loss changes what a form asks."""

_COLUMNS = frozenset({
    *_MISSED,
    "type", "name", "caption", "relevance", "requiredmsg", "constraining_message", "calculate", "readonly",
    "count", "trigger", "intent", "disabled", "image", "big-image", "audio", "video", "media", "command", "tag",
    "value", "list_name", "instance_name", "save_to", "autoplay", "rows", "noapperrorstring",
    "no_app_error_string", "compact_tag",
})  # fmt: skip
"""What columns of `survey` are called, without their languages (xlsform.org, and what pyxform takes for them)."""

_PREFIXES = ("bind:", "body:", "control:", "instance:", "media:", "jr:", "sms_")

_UNREADABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")

_OR_OTHER = re.compile(r"\bor[_ ](?:specify[_ ])?other\b", re.IGNORECASE)


def refuse(sheets: Sheets) -> None:
    """Raises FormError for the first thing that a kiosk must not do, or that would be translated badly."""
    if not any(sheets.get("survey", ())):
        message = "it has no sheet `survey` with questions; name the sheet so, or choose another file"
        raise FormError(message)
    for name, most in MOST_ROWS.items():
        if len(sheets.get(name, ())) > most:
            message = f"its sheet `{name}` has more than {most} rows; split the form"
            raise FormError(message)
    for at, row in enumerate(sheets["survey"]):
        wrong = _wrong(row)
        if wrong:
            name = cell(row, "name") or cell(row, "type")
            message = f"{name!r} in row {at + FIRST}: {wrong}"
            raise FormError(message)
    _must_be_columns(sheets["survey"])
    if sheets.get("entities"):
        message = "a kiosk keeps no entities; leave out that sheet"
        raise FormError(message)


def _must_be_columns(rows: list[Row]) -> None:
    """Raises FormError for a column that is one of XLSForm's but for a slip of the pen: its rules would be lost in silence."""
    for header in dict.fromkeys(key for row in rows for key in row):
        name = base(header)
        near = get_close_matches(name, _MISSED, n=1, cutoff=0.8) if name not in _COLUMNS else []
        if near and not OURS.fullmatch(header.strip()):
            message = f"the sheet `survey` has a column {header!r}, which nobody reads; did you mean {near[0]!r}?"
            raise FormError(message)


def unread(sheets: Sheets) -> tuple[str, ...]:
    """One sentence about columns of the survey that nobody reads."""
    headers = dict.fromkeys(key for row in sheets.get("survey", ()) for key in row)
    others = [repr(header) for header in headers if not OURS.fullmatch(header.strip()) and not _known(header)]
    return (f"left out the columns {', '.join(others)}, which XLSForm does not have",) if others else ()


def _known(header: str) -> bool:
    return base(header) in _COLUMNS or header.strip().lower().startswith(_PREFIXES)


def legible(sheets: Sheets) -> None:
    """Raises FormError, with the cell, for a text that no form has: far too long, or with characters that XML cannot hold."""
    for name, rows in sheets.items():
        for at, row in enumerate(rows):
            for header, text in row.items():
                wrong = ""
                if len(text) > LONGEST:
                    wrong = f"has more than {LONGEST} characters; shorten it"
                elif _UNREADABLE.search(text):
                    wrong = "has a character that cannot be seen; type its text again"
                if wrong:
                    message = f"sheet `{name}`, row {at + FIRST}, column {header[:40]!r}: it {wrong}"
                    raise FormError(message)


def _wrong(row: Row) -> str:
    """What keeps a row of the survey from being asked in a kiosk; '' when nothing does."""
    kind, said, appearance = kind_of(row), cell(row, "type"), cell(row, "appearance").strip()
    reasons = {
        f"a question of the type {said!r} {_REFUSED.get(kind)}": _REFUSED.get(kind),
        "`or_other` has its words in English only; add a choice and a text question for it": _OR_OTHER.search(said),
        "a kiosk has no camera; only an image with the appearance `signature` is a box on paper": (
            kind == "image" and "signature" not in appearance.split()
        ),
        "a kiosk opens no other application; leave out its intent and appearances such as `ex:`": (
            appearance.startswith(("ex:", "printer:")) or cell(row, "intent")
        ),
        "search() reads a file that only ODK has; use select_one_from_file": "search(" in appearance.replace(" ", ""),
        "a kiosk has no triggers; write a calculation that depends on the question itself": cell(row, "trigger"),
    }
    return next((reason for reason, holds in reasons.items() if holds), "")
