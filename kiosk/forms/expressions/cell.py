"""The tree that rules look at: one cell for each question, group and repetition of a running form, or row of a list."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from kiosk.forms.answers import Value
    from kiosk.forms.definition import AnyNode
    from kiosk.forms.expressions.values import Atom


class Cell:
    """One node.

    local: the cells of its repetition by definition path, or all those outside repeats. children: by name, in order.
    number: of a repetition, from 1. given: what the visitor answered. value: what counts, None while it is irrelevant
    or unanswered. seen: the same as rules see it, '' for None.
    """

    __slots__ = ("children", "given", "local", "name", "node", "number", "parent", "path", "relevant", "seen", "value")

    def __init__(self, name: str, path: str, parent: Cell | None, local: dict[str, Cell]) -> None:
        self.name = name
        self.path = path
        self.parent = parent
        self.children: dict[str, list[Cell]] = {}
        self.local = local
        self.number = 1
        self.relevant = True
        self.node: AnyNode | None = None
        self.given: Value | None = None
        self.value: Value | None = None
        self.seen: Atom = ""
