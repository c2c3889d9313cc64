"""Works out what an answer changes, and nothing else.

Cells that may have changed are marked; `settle` takes them in the order of the plan, so that each is worked out once,
after everything it reads, and marks what depends on it only when it did change.
"""

from __future__ import annotations

import math
from heapq import heappop, heappush
from typing import TYPE_CHECKING

from kiosk.errors import ExpressionError, TooManyError
from kiosk.forms.answers import lexical
from kiosk.forms.cells import to_atom, to_value
from kiosk.forms.definition import CHOOSING, Field, Repeat
from kiosk.forms.expressions.context import LETTERS_A_STEP, Context
from kiosk.forms.expressions.values import atom, boolean, number, string
from kiosk.forms.instance import EVERY, Instance

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

    from kiosk.forms.answers import Value
    from kiosk.forms.definition import Choice
    from kiosk.forms.expressions import values
    from kiosk.forms.expressions.cell import Cell
    from kiosk.forms.expressions.compiler import Rule
    from kiosk.forms.expressions.context import Words
    from kiosk.forms.expressions.values import Atom
    from kiosk.forms.plan import Plan


class Recalculation:
    """One running form at work."""

    def __init__(self, plan: Plan, now: datetime, words: Words, seed: bytes) -> None:
        self.instance = Instance(plan.form)
        self._plan = plan
        self._words = words
        self._marked: list[set[int]] = [set() for _ in plan.order]
        self._queue: list[int] = []
        self._context = Context(self.instance.root, now, plan.table, words, seed)
        self._zone = now.tzinfo

    def restart(self) -> None:
        """Works out everything from the start, whatever was marked."""
        self._queue.clear()
        for at, marked in enumerate(self._marked):
            marked.clear()
            self._mark(at, EVERY)
        self.settle()

    @property
    def spent(self) -> int:
        """What all rules have cost so far, in steps and parts."""
        self._context.begin()
        return self._context.spent

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
        self._mark(self._plan.rank[cell.path], self.instance.number(cell))

    def _mark(self, at: int, number_of: int) -> None:
        marked = self._marked[at]
        if not marked:
            heappush(self._queue, at)
        marked.add(number_of)

    def settle(self) -> None:
        """Works out all that is marked, and what follows from it; new questions then get what a rule lets them begin with."""
        self._context.begin()
        self._settle()
        while self.instance.fresh:
            cell = self.instance.fresh.pop(0)
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
        repeat = self.instance.repeat_of(path)
        if repeat is None:
            yield self.instance.cells[path], EVERY
            return
        for one in tuple(self.instance.repetitions[repeat]):
            if EVERY in numbers or one.number in numbers:
                yield one.local[path], one.number

    def _changed(self, path: str, number_of: int) -> None:
        repeat = self.instance.repeat_of(path)
        for dependent, same in self._plan.dependents.get(path, ()):
            here = same and self.instance.repeat_of(dependent) == repeat
            self._mark(self._plan.rank[dependent], number_of if here else EVERY)

    def _work_out(self, cell: Cell, path: str) -> bool:
        """Whether what others see of the cell is another than before."""
        rules = self._plan.rules[path]
        above = cell.parent is None or cell.parent.relevant
        relevant = above and (rules.relevant is None or boolean(self._said(rules.relevant, cell, path)))
        changed = relevant != cell.relevant
        cell.relevant = relevant
        node = cell.node
        if isinstance(node, Repeat):
            for one in self.instance.repetitions[path]:
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
        if wanted >= repeat.most + 1:
            said = string(float(math.floor(wanted))) if math.isfinite(wanted) else "infinitely many"
            message = f"{repeat.path}: its count says {said}, and a form takes at most {repeat.most}; limit the count"
            raise TooManyError(message)
        return int(wanted) if wanted > 0 else 0

    def resize(self, repeat: Repeat, count: int) -> None:
        """Adds repetitions at the end, or takes the last ones away."""
        if len(self.instance.repetitions[repeat.path]) == count:
            return
        for added in self.instance.resize(repeat, count):
            for path in self.instance.inside(repeat):
                self._mark(self._plan.rank[path], added.number)
        self._reshaped(repeat)

    def drop(self, repeat: Repeat, number_of: int) -> Cell:
        """Removes one repetition and returns it; those behind it move up."""
        dropped = self.instance.drop(repeat, number_of)
        self._renumbered(repeat)
        return dropped

    def put_back(self, repeat: Repeat, dropped: Cell) -> None:
        """Undoes `drop`."""
        self.instance.put_back(repeat, dropped)
        self._renumbered(repeat)

    def _renumbered(self, repeat: Repeat) -> None:
        for path in self.instance.inside(repeat):
            self._mark(self._plan.rank[path], EVERY)  # position() is another one now
        self._reshaped(repeat)

    def _reshaped(self, repeat: Repeat) -> None:
        """What counts or sums up repetitions may have changed."""
        inside = self.instance.inside(repeat)
        for path in (repeat.path, *inside):
            for dependent, same in self._plan.dependents.get(path, ()):
                if not same or dependent not in inside:
                    self._mark(self._plan.rank[dependent], EVERY)
