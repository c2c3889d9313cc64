"""A form made ready to run: every rule compiled, and the order in which an answer's consequences are worked out.

The order is that of what reads what, over the form's nodes. A form whose rules go round in a circle has no order, and
one with a rule that cannot be evaluated has no plan: both stop the build (`problems`).
"""

from __future__ import annotations

from collections import OrderedDict
from dataclasses import dataclass, field
from graphlib import CycleError, TopologicalSorter
from typing import TYPE_CHECKING, TypeAlias

from kiosk.errors import ExpressionError
from kiosk.forms.cells import table
from kiosk.forms.definition import Field, Group, Repeat
from kiosk.forms.expressions.compiler import Rule, compile_rule, compile_tree
from kiosk.forms.expressions.paths import Scope
from kiosk.forms.expressions.patterns import Trial
from kiosk.forms.expressions.shape import Shapes, shapes
from kiosk.forms.expressions.syntax import parse

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kiosk.forms.definition import AnyNode, Form
    from kiosk.forms.expressions.cell import Cell

KEPT = 8
"""Plans of the latest forms; one of 300 questions is about a megabyte."""

MOST_PARTS = 100_000
"""What all rules of a form together may be to compile: one of 300 questions with 1,000 rules is about 10,000."""

_plans: OrderedDict[str, Plan] = OrderedDict()


@dataclass(frozen=True, slots=True)
class Rules:
    """The rules of one node; None where there is none."""

    relevant: Rule | None = None
    count: Rule | None = None
    calculation: Rule | None = None
    choice_filter: Rule | None = None
    first: Rule | None = None
    constraint: Rule | None = None
    required: Rule | None = None
    read_only: Rule | None = None

    @property
    def parts(self) -> int:
        """How much they were to compile."""
        return sum(rule.parts for name in _SAID if (rule := getattr(self, name)) is not None)

    def deciding(self) -> Iterator[Rule]:
        """Those that a node's value depends on; the others only say something about it."""
        for rule in (self.relevant, self.count, self.calculation, self.choice_filter):
            if rule is not None:
                yield rule


Dependent: TypeAlias = tuple[str, bool]
"""The path of a node that has to be worked out again, and whether only in the same repetition."""


@dataclass(frozen=True, slots=True)
class Plan:
    """rules: by path. order: all paths, each after those it depends on. dependents: by path.

    spoken, tables: rules within texts, and lists of choices, made when they are first asked for.
    """

    form: Form
    shapes: Shapes
    rules: dict[str, Rules]
    order: tuple[str, ...]
    rank: dict[str, int]
    dependents: dict[str, tuple[Dependent, ...]]
    spoken: dict[tuple[str, str], Rule] = field(default_factory=dict)
    tables: dict[str, Cell] = field(default_factory=dict)

    def table(self, name: str) -> Cell | None:
        """A list of choices as rules walk it."""
        if name not in self.tables and name in self.form.lists:
            self.tables[name] = table(self.form.lists[name])
        return self.tables.get(name)

    def within_text(self, text: str, path: str) -> Rule:
        """A rule that stands in a text of the node `path` ('' for the form)."""
        key = (text, path)
        if key not in self.spoken:
            self.spoken[key] = compile_rule(text, self.shapes, self.shapes.by_path[path])
        return self.spoken[key]


def plan(form: Form) -> Plan:
    """The plan of a form; raises ExpressionError with the first of its `problems`."""
    known = _plans.get(form.version)
    if known is not None:
        _plans.move_to_end(form.version)
        return known
    made, problems = _make(form)
    if made is None:
        raise ExpressionError(problems[0])
    _plans[form.version] = made
    while len(_plans) > KEPT:
        _plans.popitem(last=False)
    return made


def problems(form: Form) -> tuple[str, ...]:
    """One sentence for each rule that cannot be evaluated or would be slow, and for rules that go round in a circle."""
    return _make(form, Trial())[1]


def _make(form: Form, trial: Trial | None = None) -> tuple[Plan | None, tuple[str, ...]]:
    known = shapes(form)
    rules, wrong = _compiled(form, known, trial)
    if wrong:
        return None, tuple(wrong)
    edges = _edges(form, rules)
    graph: dict[str, set[str]] = {path: set() for path in form.by_path}
    for source, targets in edges.items():
        for target, _same in targets:
            graph[target].add(source)
    try:
        order = tuple(TopologicalSorter(graph).static_order())
    except CycleError as error:
        circle = " → ".join(reversed(error.args[1][:6]))
        return None, (f"the rules go round in a circle ({circle}); let one of them not depend on the others",)
    dependents = {path: tuple(sorted(targets.items())) for path, targets in _widest(edges).items()}
    return Plan(form, known, rules, order, {path: at for at, path in enumerate(order)}, dependents), ()


def _compiled(form: Form, known: Shapes, trial: Trial | None) -> tuple[dict[str, Rules], list[str]]:
    """The rules of all nodes, and what is wrong with them; it ends where they are too much."""
    wrong: list[str] = []
    rules: dict[str, Rules] = {}
    parts = 0
    for path, node in form.by_path.items():
        rules[path] = _rules(node, known, form, wrong, trial)
        parts += rules[path].parts
        if parts > MOST_PARTS:
            wrong.append(f"{path}: the form's rules are too many and too large by here; name questions instead of `*`")
            break
        if trial is not None and trial.left < 0:
            wrong.append(f"{path}: the patterns of regex() take too long together by here; make them simpler, or fewer")
            break
    return rules, wrong


def _rules(node: AnyNode, known: Shapes, form: Form, wrong: list[str], trial: Trial | None) -> Rules:
    at = known.by_path[node.path]

    def made(name: str) -> Rule | None:
        text = getattr(node, name, "")
        if not text:
            return None
        try:
            rule = _filter(text, node, known) if name == "choice_filter" else compile_rule(text, known, at)
            if trial is not None:
                trial.must_be_quick(rule.patterns)
        except ExpressionError as error:
            wrong.append(f"{node.path}, {_SAID[name]} `{_short(text)}`: {error}")
            return None
        return rule

    if isinstance(node, Field) and node.choices and node.choices not in form.lists:
        wrong.append(f"{node.path}: the form has no list {node.choices!r}; add its choices")
        return Rules()
    return Rules(**{name: made(name) for name in _SAID})


def _filter(text: str, node: AnyNode, known: Shapes) -> Rule:
    """A choice filter is a predicate of its list: relative paths begin at the choice."""
    choices = node.choices if isinstance(node, Field) else ""
    item = known.tables[choices].children["root"].children["item"]
    scope = Scope(known, item, known.by_path[node.path], set(), moved=True)
    return compile_tree(text, parse(text), scope)


_SAID = {
    "relevant": "relevant",
    "count": "repeat_count",
    "calculation": "calculation",
    "choice_filter": "choice_filter",
    "first": "default",
    "constraint": "constraint",
    "required": "required",
    "read_only": "read_only",
}
"""The names of rules, and what an editor calls their columns."""


def _short(text: str) -> str:
    return text if len(text) <= 60 else f"{text[:57]}…"  # noqa: PLR2004 - part of a line


def _edges(form: Form, rules: dict[str, Rules]) -> dict[str, set[Dependent]]:
    """From each node to those that depend on it: what reads it, and for groups and repeats what lies in them."""
    edges: dict[str, set[Dependent]] = {path: set() for path in form.by_path}
    for path, node in form.by_path.items():
        for rule in rules[path].deciding():
            for read in rule.reads:
                edges.setdefault(read.path, set()).add((path, read.same))
        if isinstance(node, Group | Repeat):
            for child in node.nodes:
                edges[path].add((child.path, True))
    edges.pop("", None)  # the form itself never changes
    return edges


def _widest(edges: dict[str, set[Dependent]]) -> dict[str, dict[str, bool]]:
    """A node that is read both here and everywhere counts as read everywhere."""
    widest: dict[str, dict[str, bool]] = {}
    for source, targets in edges.items():
        merged = widest.setdefault(source, {})
        for target, same in targets:
            merged[target] = merged.get(target, True) and same
    return widest
