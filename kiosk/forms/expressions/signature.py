"""What a function of rules is, and how its arguments are taken."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

from kiosk.forms.expressions.values import number

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from kiosk.forms.expressions.values import Atom, Value

MOST = 2**31 - 1
"""Arguments: as many as are written."""


@dataclass(frozen=True, slots=True)
class Function:
    """How many arguments it takes, and what it does with their values; pure: the same arguments give the same value."""

    least: int
    most: int
    run: Callable[..., Value]
    pure: bool = True


def spread(values: tuple[Value, ...]) -> Iterator[Atom]:
    """The values of all arguments, those of each node of a set."""
    for value in values:
        if isinstance(value, tuple):
            yield from (node.seen for node in value)
        else:
            yield value


def index(value: Value, otherwise: int = 0) -> int:
    """A place in a text or a list; `otherwise` for what is no number."""
    given = number(value)
    if math.isnan(given):
        return otherwise
    return int(max(min(given, MOST), -MOST))
