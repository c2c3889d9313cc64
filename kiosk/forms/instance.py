"""The tree of a running form's cells, and how it grows with its repeats. What the cells are worth is `kiosk.forms.recalculation`'s."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kiosk.forms import exchange
from kiosk.forms.definition import Group, Repeat, walk
from kiosk.forms.expressions.cell import Cell

if TYPE_CHECKING:
    from kiosk.forms.definition import AnyNode, Form

EVERY = 0
"""The number of a repetition that stands for all of them; outside repeats, where there is one of each, it is the only one."""


class Instance:
    """cells: those outside repeats, and one for each repeat as a whole. repetitions: by the path of their repeat.

    fresh: new questions whose first answer a rule gives.
    """

    def __init__(self, form: Form) -> None:
        self.cells: dict[str, Cell] = {}
        self.repetitions: dict[str, list[Cell]] = {repeat.path: [] for repeat in form.repeats}
        self.fresh: list[Cell] = []
        self.root = Cell(form.root, "", None, self.cells)
        self._inside = {repeat.path: tuple(node.path for node in walk(repeat.nodes)) for repeat in form.repeats}
        self._repeat_of = {path: repeat for repeat, paths in self._inside.items() for path in paths}
        self._parked: dict[str, list[Cell]] = {repeat.path: [] for repeat in form.repeats}
        self._grow(form.nodes, self.root, self.cells)

    def _grow(self, nodes: tuple[AnyNode, ...], parent: Cell, local: dict[str, Cell]) -> None:
        for node in nodes:
            cell = Cell(node.name, node.path, parent, local)
            cell.node = node
            local[node.path] = cell
            if isinstance(node, Repeat):
                parent.children[node.name] = self.repetitions[node.path]
                continue  # this cell stands for the repeat as a whole, and is nobody's child
            parent.children[node.name] = [cell]
            if isinstance(node, Group):
                self._grow(node.nodes, cell, local)
            elif not node.calculation and node.default:
                cell.given = exchange.parse(node, node.default)
            elif not node.calculation and node.first:
                self.fresh.append(cell)

    def inside(self, repeat: Repeat) -> tuple[str, ...]:
        """The paths of all that lies in a repeat."""
        return self._inside[repeat.path]

    def repeat_of(self, path: str) -> str | None:
        """The path of the repeat that a node lies in."""
        return self._repeat_of.get(path)

    def find(self, path: str, number: int) -> Cell | None:
        """The cell at a place; None when there is none."""
        repeat = self._repeat_of.get(path, path if path in self.repetitions and number else "")
        if not repeat:
            return self.cells.get(path) if not number else None
        found = self.repetitions[repeat]
        if not 1 <= number <= len(found):
            return None
        return found[number - 1] if path == repeat else found[number - 1].local.get(path)

    def number(self, cell: Cell) -> int:
        """The repetition that a cell lies in; `EVERY` outside repeats."""
        repeat = self._repeat_of.get(cell.path)
        if repeat is None:
            return EVERY
        parent = cell.parent
        while parent is not None and parent.path != repeat:
            parent = parent.parent
        return parent.number if parent is not None else EVERY

    def resize(self, repeat: Repeat, count: int) -> list[Cell]:
        """Adds repetitions at the end, or takes the last ones away; a count that rises again finds its answers again.

        Returns those that were added.
        """
        found = self.repetitions[repeat.path]
        parked = self._parked[repeat.path]
        parked[:0] = found[count:]
        del found[count:]
        before = len(found)
        while len(found) < count:
            found.append(parked.pop(0) if parked and repeat.count else self._repetition(repeat))
            found[-1].number = len(found)
            found[-1].relevant = self.cells[repeat.path].relevant
        return found[before:]

    def _repetition(self, repeat: Repeat) -> Cell:
        local: dict[str, Cell] = {}
        one = Cell(repeat.name, repeat.path, self.cells[repeat.path].parent, local)
        one.node = repeat
        self._grow(repeat.nodes, one, local)
        return one

    def drop(self, repeat: Repeat, number: int) -> Cell:
        """Removes one repetition and returns it; those behind it move up."""
        dropped = self.repetitions[repeat.path].pop(number - 1)
        self._renumber(repeat)
        return dropped

    def put_back(self, repeat: Repeat, dropped: Cell) -> None:
        """Undoes `drop`."""
        self.repetitions[repeat.path].insert(dropped.number - 1, dropped)
        self._renumber(repeat)

    def _renumber(self, repeat: Repeat) -> None:
        for place, one in enumerate(self.repetitions[repeat.path], 1):
            one.number = place
