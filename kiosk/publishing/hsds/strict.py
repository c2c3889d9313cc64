"""Strict out: whatever came in, what goes out is what the schemas of HSDS 3.0 allow.

A value that no schema takes stays in the source folder (`residue`), where the city can see and mend it; it does not leave.
"""

from __future__ import annotations

import math
from datetime import datetime
from typing import TYPE_CHECKING

from kiosk.publishing import rules
from kiosk.publishing.hsds.tables import NUMBERS

if TYPE_CHECKING:
    from collections.abc import Callable

    from kiosk.publishing.hsds.tables import Tables

REQUIRED: dict[str, dict[str, str]] = {
    "organization": {"name": "", "description": ""},
    "program": {"name": "", "description": ""},
    "service": {"name": "", "status": "active"},
    "location": {"location_type": "physical"},
    "address": {
        "address_1": "", "city": "", "state_province": "", "postal_code": "", "country": "", "address_type": "physical",
    },
    "phone": {"number": ""},
    "taxonomy": {"name": "", "description": ""},
    "taxonomy_term": {"name": "", "description": ""},
    "organization_identifier": {"identifier_type": "", "identifier": ""},
    "metadata": {
        "last_action_date": "", "last_action_type": "", "field_name": "", "previous_value": "", "replacement_value": "",
        "updated_by": "",
    },
}  # fmt: skip
"""What each row needs, and what it says when nobody has said it; a description says the name then."""

WORDS: dict[tuple[str, str], frozenset[str]] = {
    ("service", "status"): frozenset({"active", "inactive", "defunct", "temporarily closed"}),
    ("location", "location_type"): frozenset({"physical", "postal", "virtual"}),
    ("address", "address_type"): frozenset({"physical", "postal", "virtual"}),
    ("schedule", "wkst"): frozenset({"MO", "TU", "WE", "TH", "FR", "SA", "SU"}),
    ("schedule", "freq"): frozenset({"WEEKLY", "MONTHLY"}),
}
"""Columns that take some words only."""

_ADDRESSES = frozenset({"url", "website", "uri", "term_uri", "schedule_link"})
_MAIL = frozenset({"email", "assurer_email"})


def strict(tables: Tables) -> None:
    """Takes out, in place, values that no schema allows, and puts in what every schema asks for."""
    for table, rows in tables.items():
        for row in rows.values():
            for column in [column for column, value in row.items() if not _allowed(table, column, value)]:
                del row[column]
            for column, value in REQUIRED.get(table, {}).items():
                row.setdefault(column, row.get("name", "") if column == "description" else value)


def _allowed(table: str, column: str, value: str | float) -> bool:
    words = WORDS.get((table, column))
    if words is not None:
        return value in words
    if column in NUMBERS:
        return _passes(_finite, str(value))
    if column in _ADDRESSES:
        return _passes(rules.uri, str(value))
    if column in _MAIL:
        return _passes(rules.email, str(value))
    return column != "last_modified" or _passes(_moment, str(value))


def _finite(text: str) -> None:
    if not math.isfinite(float(text)):
        raise ValueError(text)


def _moment(text: str) -> None:
    if datetime.fromisoformat(text).tzinfo is None:
        raise ValueError(text)


def _passes(judge: Callable[[str], object], value: str) -> bool:
    try:
        judge(value)
    except ValueError:
        return False
    return True
