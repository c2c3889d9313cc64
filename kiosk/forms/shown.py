"""Values of rules as a person reads them."""

from __future__ import annotations

from datetime import datetime, time
from typing import TYPE_CHECKING

from kiosk.forms.expressions.values import string

if TYPE_CHECKING:
    from kiosk.forms.expressions.values import Value


def shown(value: Value) -> str | list[str]:
    """A value as text, a set of nodes as a list of them; a moment that is not midnight with its time."""
    if isinstance(value, tuple):
        return [string(node.seen) for node in value]
    if isinstance(value, datetime) and value.time() != time():
        return value.isoformat(timespec="seconds")
    return string(value)
