"""What a rule sees while it runs: where it stands, the form around it, the day, and how much it may still do."""

from __future__ import annotations

from time import thread_time
from typing import TYPE_CHECKING, Protocol

from kiosk.errors import ExpressionError
from kiosk.forms.expressions import patterns

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime, tzinfo

    from kiosk.forms.expressions.cell import Cell

STEPS = 100_000
"""Nodes that one rule may visit: a form of a city has a few hundred."""

ALL_STEPS = 1_000_000
"""What all rules that one answer sets off may visit together, about half a second."""

ALL_SECONDS = 0.5
"""How long the patterns of all these rules may take together."""

STEPS_A_SECOND = 2_000_000
"""What a second of patterns counts as, where all that rules have cost is one number."""

LETTERS_A_STEP = 10
"""A text that a rule leaves in the form counts as steps, so that many long ones do not fill the memory."""

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

    left: steps of this rule. all_left, seconds: steps, and time for patterns, of all rules that one answer sets off. spent:
    what all rules have cost since the form was opened, in steps and parts. tables: the lists of choices, each as the cell of its `instance(…)`. seed: what `random()` and `uuid()` grow from.
    """

    __slots__ = (
        "all_left", "here", "left", "now", "place", "root", "rule", "seconds", "seed", "size", "spent", "tables", "words", "zone",
    )  # fmt: skip

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
        self.spent = 0
        self.all_left = ALL_STEPS
        self.seconds = ALL_SECONDS

    def begin(self) -> None:
        """An answer, or a question to the form: what all rules may cost together is whole again."""
        self.spent += ALL_STEPS - self.all_left + int((ALL_SECONDS - self.seconds) * STEPS_A_SECOND)
        self.all_left = ALL_STEPS
        self.seconds = ALL_SECONDS

    def at(self, cell: Cell) -> Context:
        """This context at the node that the next rule belongs to, with all its steps."""
        self.here = self.rule = cell
        self.place = 0
        self.left = STEPS
        return self

    def spend(self, steps: int) -> None:
        """Counts work that grows with the form; raises ExpressionError when a rule does too much of it."""
        self.left -= steps
        self.all_left -= steps
        if self.left < 0:
            message = f"a rule visits more than {STEPS} answers; write it so that it reads fewer"
            raise ExpressionError(message)
        if self.all_left < 0:
            message = "the rules together take too many steps; write them so that they read and make less"
            raise ExpressionError(message)

    def matches(self, text: str, pattern: str) -> bool:
        """Whether the whole of `text` fits; raises ExpressionError as `patterns.matches`, and when all are too slow together."""
        if self.seconds <= 0:
            message = (
                f"the patterns of regex() take too long together, {pattern[:40]!r} is one of them; make them simpler"
            )
            raise ExpressionError(message)
        began = thread_time()
        try:
            return patterns.matches(text, pattern)
        finally:
            self.seconds -= thread_time() - began


def bounded(text: str) -> str:
    """`text`, if it is not longer than a rule may make it; raises ExpressionError if it is."""
    if len(text) > LONGEST_TEXT:
        message = f"a rule makes a text of more than {LONGEST_TEXT} characters; shorten it"
        raise ExpressionError(message)
    return text
