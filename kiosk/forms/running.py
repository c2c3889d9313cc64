"""A form that somebody fills in: answers, what is relevant, what is wrong. No Qt, no clock, nothing is written.

Places are paths with repetitions (`kiosk.forms.places`). An answer that becomes irrelevant is kept, so that it is there
again when the visitor changes her mind, but it is nowhere else: not in rules, not in `answers()`. The same holds for a
choice that its list no longer offers. A question with a calculation is answered by it, never by the visitor.

Every answer works out only what depends on it, in the order of `kiosk.forms.plan`; `Recalculation` does that.
"""

from __future__ import annotations

import re
import secrets
from typing import TYPE_CHECKING, Any

from kiosk.errors import ExpressionError, FormError
from kiosk.forms import exchange, questions
from kiosk.forms.answers import Answers, Value
from kiosk.forms.definition import CHOOSING, Choice, Field, Form, Group, Repeat
from kiosk.forms.expressions.compiler import Rule
from kiosk.forms.expressions.compiler import value as expression
from kiosk.forms.expressions.paths import Scope, nodes
from kiosk.forms.expressions.syntax import parse
from kiosk.forms.expressions.tree import Path
from kiosk.forms.expressions.values import boolean, string
from kiosk.forms.places import split
from kiosk.forms.plan import plan
from kiosk.forms.problems import Problem, problem
from kiosk.forms.recalculation import Recalculation
from kiosk.forms.texts import Spoken

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from datetime import datetime

    from kiosk.domain.provenance import Text
    from kiosk.forms.expressions import values
    from kiosk.forms.expressions.cell import Cell
    from kiosk.forms.texts import FormTexts

RULE_IN_TEXT = re.compile(r"\$\{([^}]*)\}")
"""`${RULE}` in a label."""

SEED = 16
"""Bytes."""


class RunningForm:
    """One visitor's form.

    now: what `today()` and `now()` mean until `close()`; aware, in the city's zone. texts: those that calculations may
    ask for (`jr:choice-name`), in the official language. seed: what `random()` and `uuid()` grow from.

    Raises ExpressionError when the form has a rule that cannot be evaluated.
    """

    def __init__(
        self, definition: Form, now: datetime, texts: FormTexts | None = None, *, seed: bytes | None = None
    ) -> None:
        self.definition = definition
        self.now = now
        self._plan = plan(definition)
        self._work = Recalculation(self._plan, now, Spoken(definition, texts), seed or secrets.token_bytes(SEED))
        self._work.restart()

    def _field(self, place: str) -> tuple[Field, Cell]:
        path, number = split(place)
        cell = self._work.instance.find(path, number)
        if cell is None or not isinstance(cell.node, Field):
            message = f"the form has no question at {place}; name one of its places"
            raise FormError(message)
        return cell.node, cell

    def _cell(self, place: str) -> Cell:
        path, number = split(place)
        cell = self._work.instance.find(path, number)
        if cell is None:
            message = f"the form has nothing at {place}; name one of its places"
            raise FormError(message)
        return cell

    def answer(self, place: str, value: Value | None) -> None:
        """Sets or (None) removes an answer.

        Raises FormError when there is no such question, it cannot be answered, the value is not of its kind or list, or
        a rule cannot be worked out with it (ExpressionError); the form then stays as it was.
        """
        asked, cell = self._field(place)
        if not asked.asked or self.read_only(place):
            message = f"{place} is not answered by the visitor; leave it out"
            raise FormError(message)
        value = exchange.parse(asked, value)
        self._must_be_listed(asked, value)
        before, cell.given = cell.given, value
        try:
            self._work.mark(cell)
            self._work.settle()
            self.problem(place)
        except ExpressionError:
            cell.given = before
            self._work.restart()
            raise

    def _must_be_listed(self, asked: Field, value: Value | None) -> None:
        if asked.kind not in CHOOSING or value is None:
            return
        names = {choice.name for choice in self.definition.lists[asked.choices]}
        for name in value if isinstance(value, tuple) else (value,):
            if name not in names:
                offered = ", ".join(sorted(names)[:8])
                message = f"{asked.path}: {name!r} is not one of its choices ({offered}); name one of them"
                raise FormError(message)

    def given(self, place: str) -> Value | None:
        """What the visitor answered there, relevant or not."""
        return self._field(place)[1].given

    def value(self, place: str) -> Value | None:
        """The answer or the calculated value that counts: None when there is none, or when it is not relevant."""
        return self._field(place)[1].value

    def relevant(self, place: str) -> bool:
        """Whether a field, group, repeat or repetition applies, with all that it lies in."""
        return self._cell(place).relevant

    def required(self, place: str) -> bool:
        """Whether an answer must be given."""
        asked, cell = self._field(place)
        return asked.asked and self._holds(self._plan.rules[asked.path].required, cell, otherwise=False)

    def read_only(self, place: str) -> bool:
        """Whether the visitor may not change it: the form says so, or a rule answers it."""
        asked, cell = self._field(place)
        return bool(asked.calculation) or self._holds(self._plan.rules[asked.path].read_only, cell, otherwise=False)

    def _holds(self, rule: Rule | None, cell: Cell, *, otherwise: bool) -> bool:
        return otherwise if rule is None else boolean(self._work.run(rule, cell))

    def problem(self, place: str) -> Problem | None:
        """What must be mended there before the form can be handed in; None where it is not relevant."""
        asked, cell = self._field(place)
        if not cell.relevant or not asked.asked:
            return None
        rules = self._plan.rules[asked.path]
        return problem(
            asked,
            cell.value,
            required=self._holds(rules.required, cell, otherwise=False),
            allowed=cell.value is None or self._holds(rules.constraint, cell, otherwise=True),
        )

    def problems(self) -> dict[str, Problem]:
        """All places with a problem, in the order of the form."""
        found = ((place, self.problem(place)) for place, node in self.places() if isinstance(node, Field))
        return {place: wrong for place, wrong in found if wrong is not None}

    def choices(self, place: str) -> tuple[Choice, ...]:
        """What a select offers now."""
        asked, cell = self._field(place)
        offered = self._work.offered(cell)
        return self.definition.lists.get(asked.choices, ()) if offered is None else offered

    def _repeat(self, repeat: str) -> Repeat:
        node = self.definition.by_path.get(repeat)
        if not isinstance(node, Repeat):
            message = f"the form has no repeat at {repeat}; name one of its repeats"
            raise FormError(message)
        return node

    def repetitions(self, repeat: str) -> int:
        """How many there are, relevant or not."""
        return len(self._work.instance.repetitions[self._repeat(repeat).path])

    def may_add(self, repeat: str) -> bool:
        """Whether the visitor may add one: the form does not count them, and there is room."""
        node = self._repeat(repeat)
        return not node.count and self._work.instance.cells[repeat].relevant and self.repetitions(repeat) < node.most

    def add(self, repeat: str) -> str:
        """Adds a repetition at the end and returns its place; raises FormError when there is no room, or a rule cannot go on."""
        node = self._repeat(repeat)
        if node.count or self.repetitions(repeat) >= node.most:
            message = f"{repeat} takes no further repetition (it has {self.repetitions(repeat)}, at most {node.most})"
            raise FormError(message)
        number = self.repetitions(repeat) + 1
        self._work.resize(node, number)
        try:
            self._work.settle()
        except ExpressionError:
            self._work.drop(node, number)
            self._work.restart()
            raise
        return f"{repeat}[{number}]"

    def remove(self, repeat: str, number: int) -> None:
        """Removes one, counted from 1, with its answers.

        Raises FormError when there is none, the form counts them, or a rule cannot be worked out without it
        (ExpressionError); the form then stays as it was.
        """
        node = self._repeat(repeat)
        if node.count or not 1 <= number <= self.repetitions(repeat):
            message = f"{repeat}[{number}] cannot be removed; it has {self.repetitions(repeat)} repetitions"
            raise FormError(message)
        dropped = self._work.drop(node, number)
        try:
            self._work.settle()
        except ExpressionError:
            self._work.put_back(node, dropped)
            self._work.restart()
            raise

    def places(self) -> Iterator[tuple[str, Field | Repeat]]:
        """All relevant fields that are shown, and repeats, in the order of the form: "check your answers", and paper."""
        yield from self._places(self.definition.nodes, "", "")

    def _places(self, nodes: tuple[Any, ...], repeat: str, repetition: str) -> Iterator[tuple[str, Field | Repeat]]:
        for node in nodes:
            place = repetition + node.path[len(repeat) :] if repetition else node.path
            if not self._cell(place).relevant:
                continue
            if isinstance(node, Group):
                yield from self._places(node.nodes, repeat, repetition)
            elif isinstance(node, Repeat):
                yield node.path, node
                for number in range(1, self.repetitions(node.path) + 1):
                    yield from self._places(node.nodes, node.path, f"{node.path}[{number}]")
            elif node.shown:
                yield place, node

    def say(self, text: Text | str, place: str = "", texts: FormTexts | None = None) -> str:
        """A text of the form with the values of the rules in it, as seen from `place`, with the words of `texts`."""
        path, number = split(place)
        cell = self._work.instance.find(path, number) if place else self._work.instance.root
        words = Spoken(self.definition, texts) if texts is not None else None

        def spoken(match: re.Match[str]) -> str:
            rule = self._plan.within_text(match[1], path)
            return string(self._work.run(rule, cell or self._work.instance.root, words))

        return RULE_IN_TEXT.sub(spoken, str(text))

    def evaluate(self, rule: str, place: str = "") -> values.Value:
        """The value of any rule as seen from `place`, for editors; `${name}` is a question. Raises ExpressionError."""
        path, number = split(place)
        cell = self._work.instance.find(path, number) if place else self._work.instance.root
        if cell is None:
            message = f"the form has nothing at {place}; name one of its places"
            raise FormError(message)
        tree = parse(questions.resolved(rule, self.definition))
        shape = self._plan.shapes.by_path[path]
        scope = Scope(self._plan.shapes, shape, shape, set())
        run = nodes(tree, scope) if isinstance(tree, Path) else expression(tree, scope)
        return self._work.run(Rule(rule, run), cell)

    def answers(self) -> Answers:
        """What leaves the form: answers and calculations that are relevant, nothing else."""
        inside = {path for repeat in self.definition.repeats for path in self._work.instance.inside(repeat)}
        values = {
            node.key: value
            for node in self.definition.fields
            if node.path not in inside and (value := self._work.instance.cells[node.path].value) is not None
        }
        return Answers(values, {repeat.key: found for repeat in self.definition.repeats if (found := self._of(repeat))})

    def _of(self, repeat: Repeat) -> tuple[Mapping[int, Value], ...]:
        if not self._work.instance.cells[repeat.path].relevant:
            return ()
        return tuple(
            {
                cell.node.key: cell.value
                for cell in one.local.values()
                if cell.node is not None and cell.value is not None
            }
            for one in self._work.instance.repetitions[repeat.path]
        )

    @property
    def spent(self) -> int:
        """What the form's rules have cost since it was opened: a usual rule costs about ten, a million take a second or more."""
        return self._work.spent

    def recalculate(self) -> None:
        """Works out everything from the start; it changes nothing, which a test holds it to."""
        self._work.restart()

    def close(self) -> None:
        """Forgets all answers."""
        self._work = Recalculation(self._plan, self.now, Spoken(self.definition, None), b"")
        self._work.restart()
