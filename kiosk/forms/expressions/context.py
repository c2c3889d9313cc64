"""What a rule sees while it runs: where it stands, the form around it, the day, and how much it may still do."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from kiosk.errors import ExpressionError

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime, tzinfo

    from kiosk.forms.expressions.cell import Cell

STEPS = 100_000
"""Nodes that one rule may visit: a form of a city has a few hundred."""

LONGEST_TEXT = 100_000
"""Characters that a rule may make: texts that double with every calculation end here."""


class Words(Protocol):
    """The prose that a rule may ask for."""

    language: str

    def choice(self, name: str, choice: str) -> str:
        """The label of a choice of the list `name`."""
        ...

    def text(self, identity: str) -> str:
        """A text by its XForms id, such as `/data/person/name:label`."""
        ...


class Context:
    """One rule at work: `here` is what relative paths begin at, `rule` the node that the rule belongs to.

    tables: the lists of choices, each as the cell of its `instance(…)`. seed: what `random()` and `uuid()` grow from.
    """

    __slots__ = ("here", "left", "now", "place", "root", "rule", "seed", "size", "tables", "words", "zone")

    def __init__(
        self, root: Cell, now: datetime, tables: Callable[[str], Cell | None], words: Words, seed: bytes
    ) -> None:
        self.root = root
        self.here = root
        self.rule = root
        self.now = now
        self.zone: tzinfo | None = now.tzinfo
        self.tables = tables
        self.words = words
        self.seed = seed
        self.place = 0
        self.size = 0
        self.left = STEPS

    def at(self, cell: Cell) -> Context:
        """This context at the node that the next rule belongs to, with all its steps."""
        self.here = self.rule = cell
        self.place = 0
        self.left = STEPS
        return self

    def spend(self, steps: int) -> None:
        """Counts work that grows with the form; raises ExpressionError when a rule does too much of it."""
        self.left -= steps
        if self.left < 0:
            message = f"a rule visits more than {STEPS} answers; write it so that it reads fewer"
            raise ExpressionError(message)


def bounded(text: str) -> str:
    """`text`, if it is not longer than a rule may make it; raises ExpressionError if it is."""
    if len(text) > LONGEST_TEXT:
        message = f"a rule makes a text of more than {LONGEST_TEXT} characters; shorten it"
        raise ExpressionError(message)
    return text
