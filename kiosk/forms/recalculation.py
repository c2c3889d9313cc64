"""Works out what an answer changes, and nothing else.

Cells that may have changed are marked; `settle` takes them in the order of the plan, so that each is worked out once,
after everything it reads, and marks what depends on it only when it did change.
"""

from __future__ import annotations

from heapq import heappop, heappush
from typing import TYPE_CHECKING

from kiosk.errors import ExpressionError, TooManyError
from kiosk.forms import exchange
from kiosk.forms.answers import lexical
from kiosk.forms.cells import to_atom, to_value
from kiosk.forms.definition import CHOOSING, Field, Group, Repeat, walk
from kiosk.forms.expressions.cell import Cell
from kiosk.forms.expressions.context import LETTERS_A_STEP, Context
from kiosk.forms.expressions.values import atom, boolean, number

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

    from kiosk.forms.answers import Value
    from kiosk.forms.definition import AnyNode, Choice
    from kiosk.forms.expressions import values
    from kiosk.forms.expressions.compiler import Rule
    from kiosk.forms.expressions.context import Words
    from kiosk.forms.expressions.values import Atom
    from kiosk.forms.plan import Plan

_EVERY = 0
"""The number of a repetition that stands for all of them."""


class Recalculation:
    """The cells of one running form. cells: those outside repeats, and one for each repeat as a whole."""

    def __init__(self, plan: Plan, now: datetime, words: Words, seed: bytes) -> None:
        self._plan = plan
        self._words = words
        self._marked: list[set[int]] = [set() for _ in plan.order]
        self._queue: list[int] = []
        self.cells: dict[str, Cell] = {}
        self.repetitions: dict[str, list[Cell]] = {repeat.path: [] for repeat in plan.form.repeats}
        self._inside = {repeat.path: self._paths(repeat) for repeat in plan.form.repeats}
        self._repeat_of = {path: repeat for repeat, paths in self._inside.items() for path in paths}
        self.root = Cell(plan.form.root, "", None, self.cells)
        self._context = Context(self.root, now, plan.table, words, seed)
        self._zone = now.tzinfo
        self._parked: dict[str, list[Cell]] = {repeat.path: [] for repeat in plan.form.repeats}
        self._fresh: list[Cell] = []
        self._grow(plan.form.nodes, self.root, self.cells)

    def restart(self) -> None:
        """Works out everything from the start, whatever was marked."""
        self._queue.clear()
        for at, marked in enumerate(self._marked):
            marked.clear()
            self._mark(at, _EVERY)
        self.settle()

    @staticmethod
    def _paths(repeat: Repeat) -> tuple[str, ...]:
        return tuple(node.path for node in walk(repeat.nodes))

    def inside(self, repeat: Repeat) -> tuple[str, ...]:
        """The paths of all that lies in a repeat."""
        return self._inside[repeat.path]

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
                self._fresh.append(cell)

    @property
    def spent(self) -> int:
        """What all rules have cost so far, in steps and parts."""
        self._context.begin()
        return self._context.spent

    def find(self, path: str, number: int) -> Cell | None:
        """The cell at a place; None when there is none."""
        repeat = self._repeat_of.get(path, path if path in self.repetitions and number else "")
        if not repeat:
            return self.cells.get(path) if not number else None
        found = self.repetitions[repeat]
        if not 1 <= number <= len(found):
            return None
        return found[number - 1] if path == repeat else found[number - 1].local.get(path)

    def run(self, rule: Rule, cell: Cell, words: Words | None = None) -> values.Value:
        """The value of a rule at a cell; raises ExpressionError, never gives a wrong answer."""
        self._context.begin()
        return self._run(rule, cell, words)

    def _run(self, rule: Rule, cell: Cell, words: Words | None = None) -> values.Value:
        context = self._context.at(cell)
        context.words = words or self._words
        context.spent += rule.parts
        return rule.run(context)

    def mark(self, cell: Cell) -> None:
        """This cell may have changed."""
        self._mark(self._plan.rank[cell.path], self._number(cell))

    def _mark(self, at: int, number_of: int) -> None:
        marked = self._marked[at]
        if not marked:
            heappush(self._queue, at)
        marked.add(number_of)

    def _number(self, cell: Cell) -> int:
        """The repetition that a cell lies in; `_EVERY` outside repeats, where there is one of each."""
        repeat = self._repeat_of.get(cell.path)
        if repeat is None:
            return _EVERY
        parent = cell.parent
        while parent is not None and parent.path != repeat:
            parent = parent.parent
        return parent.number if parent is not None else _EVERY

    def settle(self) -> None:
        """Works out all that is marked, and what follows from it; new questions then get what a rule lets them begin with."""
        self._context.begin()
        self._settle()
        while self._fresh:
            cell = self._fresh.pop(0)
            rule = self._plan.rules[cell.path].first
            if rule is not None and isinstance(cell.node, Field) and cell.given is None:
                cell.given = to_value(cell.node, self._said(rule, cell, cell.path), self._zone)
                self.mark(cell)
                self._settle()

    def _settle(self) -> None:
        while self._queue:
            at = heappop(self._queue)
            numbers, self._marked[at] = self._marked[at], set()
            path = self._plan.order[at]
            for cell, number_of in self._marked_cells(path, numbers):
                if self._work_out(cell, path):
                    self._changed(path, number_of)

    def _marked_cells(self, path: str, numbers: set[int]) -> Iterator[tuple[Cell, int]]:
        repeat = self._repeat_of.get(path)
        if repeat is None:
            yield self.cells[path], _EVERY
            return
        for one in tuple(self.repetitions[repeat]):
            if _EVERY in numbers or one.number in numbers:
                yield one.local[path], one.number

    def _changed(self, path: str, number_of: int) -> None:
        repeat = self._repeat_of.get(path)
        for dependent, same in self._plan.dependents.get(path, ()):
            here = same and self._repeat_of.get(dependent) == repeat
            self._mark(self._plan.rank[dependent], number_of if here else _EVERY)

    def _work_out(self, cell: Cell, path: str) -> bool:
        """Whether what others see of the cell is another than before."""
        rules = self._plan.rules[path]
        above = cell.parent is None or cell.parent.relevant
        relevant = above and (rules.relevant is None or boolean(self._said(rules.relevant, cell, path)))
        changed = relevant != cell.relevant
        cell.relevant = relevant
        node = cell.node
        if isinstance(node, Repeat):
            for one in self.repetitions[path]:
                one.relevant = relevant
            if rules.count is not None:
                self.resize(node, self._counted(rules.count, cell, node) if relevant else 0)
        elif isinstance(node, Field):
            value, seen = self._value(node, cell, path) if relevant else (None, "")
            cell.value = lexical(value) if node.holds and value is not None else value
            changed = changed or seen != cell.seen or type(seen) is not type(cell.seen)
            cell.seen = seen
        return changed

    def _said(self, rule: Rule, cell: Cell, path: str) -> values.Value:
        try:
            return self._run(rule, cell)
        except ExpressionError as error:
            message = f"{path}, `{rule.text[:60]}`: {error}"
            raise ExpressionError(message) from error

    def _value(self, asked: Field, cell: Cell, path: str) -> tuple[Value | None, Atom]:
        """What counts as the answer, and the same as rules see it: a truth that a rule has found is one to the others."""
        rule = self._plan.rules[path].calculation
        if rule is None:
            value = self._given(asked, cell)
            return value, to_atom(value, self._zone)
        result = atom(self._said(rule, cell, path))
        value = to_value(asked, result, self._zone)
        if not isinstance(value, str):
            return value, to_atom(value, self._zone)
        self._context.spend(len(value) // LETTERS_A_STEP)
        return value, result if isinstance(result, bool) else value

    def _given(self, asked: Field, cell: Cell) -> Value | None:
        """The visitor's answer, as far as its list still offers it."""
        if asked.kind not in CHOOSING or cell.given is None:
            return cell.given
        offered = self._offered(cell)
        if offered is None:
            return cell.given
        names = {choice.name for choice in offered}
        if isinstance(cell.given, tuple):
            return tuple(name for name in cell.given if name in names) or None
        return cell.given if cell.given in names else None

    def offered(self, cell: Cell) -> tuple[Choice, ...] | None:
        """The choices that a select's filter lets through; None when it has no filter."""
        self._context.begin()
        return self._offered(cell)

    def _offered(self, cell: Cell) -> tuple[Choice, ...] | None:
        node = cell.node
        rule = self._plan.rules[cell.path].choice_filter
        if rule is None or not isinstance(node, Field):
            return None
        listed = self._plan.form.lists[node.choices]
        context = self._context.at(cell)
        context.words = self._words
        context.size = len(listed)
        context.spend(len(listed))
        passed: list[Choice] = []
        for place, (item, choice) in enumerate(zip(self._items(node.choices), listed, strict=True), 1):
            context.here, context.place = item, place
            result = rule.run(context)
            if result == place if isinstance(result, float) else boolean(result):
                passed.append(choice)
        return tuple(passed)

    def _items(self, name: str) -> list[Cell]:
        top = self._plan.table(name)
        return top.children["root"][0].children["item"] if top is not None else []

    def _counted(self, rule: Rule, cell: Cell, repeat: Repeat) -> int:
        """How many repetitions a rule asks for; raises TooManyError for more than the form takes."""
        wanted = number(self._said(rule, cell, repeat.path))
        count = int(wanted) if wanted == wanted and wanted > 0 else 0  # noqa: PLR0124 - NaN is not itself
        if count > repeat.most:
            message = f"{repeat.path}: its count says {count}, and a form takes at most {repeat.most}; limit the count"
            raise TooManyError(message)
        return count

    def resize(self, repeat: Repeat, count: int) -> None:
        """Adds repetitions at the end, or takes the last ones away; a count that rises again finds its answers again."""
        found = self.repetitions[repeat.path]
        if len(found) == count:
            return
        parked = self._parked[repeat.path]
        parked[:0] = found[count:]
        del found[count:]
        while len(found) < count:
            found.append(parked.pop(0) if parked and repeat.count else self._repetition(repeat))
            found[-1].number = len(found)
            found[-1].relevant = self.cells[repeat.path].relevant
            for path in self._inside[repeat.path]:
                self._mark(self._plan.rank[path], len(found))
        self._reshaped(repeat)

    def _repetition(self, repeat: Repeat) -> Cell:
        local: dict[str, Cell] = {}
        one = Cell(repeat.name, repeat.path, self.cells[repeat.path].parent, local)
        one.node = repeat
        self._grow(repeat.nodes, one, local)
        return one

    def drop(self, repeat: Repeat, number_of: int) -> Cell:
        """Removes one repetition and returns it; those behind it move up."""
        dropped = self.repetitions[repeat.path].pop(number_of - 1)
        self._renumber(repeat)
        return dropped

    def put_back(self, repeat: Repeat, dropped: Cell) -> None:
        """Undoes `drop`."""
        self.repetitions[repeat.path].insert(dropped.number - 1, dropped)
        self._renumber(repeat)

    def _renumber(self, repeat: Repeat) -> None:
        for place, one in enumerate(self.repetitions[repeat.path], 1):
            one.number = place
        for path in self._inside[repeat.path]:
            self._mark(self._plan.rank[path], _EVERY)  # position() is another one now
        self._reshaped(repeat)

    def _reshaped(self, repeat: Repeat) -> None:
        """What counts or sums up repetitions may have changed."""
        for path in (repeat.path, *self._inside[repeat.path]):
            for dependent, same in self._plan.dependents.get(path, ()):
                if not same or dependent not in self._inside[repeat.path]:
                    self._mark(self._plan.rank[dependent], _EVERY)
