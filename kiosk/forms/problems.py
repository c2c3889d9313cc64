"""Why a form cannot be handed in yet: what is missing, and what the form's own rules refuse."""

from __future__ import annotations

from decimal import Decimal
from enum import StrEnum
from typing import TYPE_CHECKING

from kiosk.domain.provenance import PartialDate

if TYPE_CHECKING:
    from kiosk.forms.answers import Value
    from kiosk.forms.definition import Field, Range

_PRECISION = {"": 3, "day": 2, "month": 1}
"""How much of a date must be known, by what the form lets be unknown."""


class Problem(StrEnum):
    """What kind of thing is wrong.

    required: no answer. constraint: the form's rule refuses it. range: outside of the range, or between its steps.
    partial: the day or the month is missing, and the form wants it.
    """

    REQUIRED = "required"
    CONSTRAINT = "constraint"
    RANGE = "range"
    PARTIAL = "partial"


def problem(asked: Field, value: Value | None, *, required: bool, allowed: bool) -> Problem | None:
    """What is wrong with the answer to a relevant question, if anything; allowed: what its constraint says."""
    if value is None:
        return Problem.REQUIRED if required else None
    if isinstance(value, PartialDate) and value.precision < _PRECISION[asked.unknown]:
        return Problem.PARTIAL
    if asked.range is not None and isinstance(value, int | Decimal) and not _within(asked.range, Decimal(value)):
        return Problem.RANGE
    return None if allowed else Problem.CONSTRAINT


def _within(limits: Range, value: Decimal) -> bool:
    start, end, step = Decimal(limits.start), Decimal(limits.end), abs(Decimal(limits.step))
    return min(start, end) <= value <= max(start, end) and (value - start) % step == 0
