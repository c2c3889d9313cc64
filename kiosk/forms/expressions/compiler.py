"""Turns a rule's tree into one Python function, once, when its form is built or opened.

Operators and functions on values are here, functions on questions in `kiosk.forms.expressions.looking`. Whatever cannot
be evaluated is an ExpressionError now, not a wrong answer when a visitor stands there.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from difflib import get_close_matches
from typing import TYPE_CHECKING, Any, TypeAlias

from kiosk.errors import ExpressionError
from kiosk.forms.expressions import looking, paths
from kiosk.forms.expressions.functions import FUNCTIONS
from kiosk.forms.expressions.signature import MOST
from kiosk.forms.expressions.syntax import parse
from kiosk.forms.expressions.tree import Call, Chain, Literal, Negated, Path
from kiosk.forms.expressions.values import NAN, boolean, equal, number, sizes

if TYPE_CHECKING:
    from collections.abc import Callable

    from kiosk.forms.expressions.context import Context
    from kiosk.forms.expressions.paths import Read, Scope
    from kiosk.forms.expressions.shape import Shape, Shapes
    from kiosk.forms.expressions.tree import Expression
    from kiosk.forms.expressions.values import Value

    Run: TypeAlias = Callable[[Context], Value]


@dataclass(frozen=True, slots=True)
class Rule:
    """A compiled rule.

    text: as it was written. reads: the nodes of the form that its value depends on. parts: how much it was to compile.
    patterns: those of its regex() that are written out in it.
    """

    text: str
    run: Run
    reads: frozenset[Read] = frozenset()
    parts: int = 0
    patterns: frozenset[str] = frozenset()


def compile_rule(text: str, shapes: Shapes, at: Shape) -> Rule:
    """The rule `text` of the node `at`; raises ExpressionError when it can never be evaluated."""
    return compile_tree(text, parse(text), paths.Scope(shapes, at, at, set()))


def compile_tree(text: str, tree: Expression, scope: Scope) -> Rule:
    """The same of a rule that has been read already."""
    run = value(tree, scope)
    return Rule(text, run, frozenset(scope.reads), scope.parts.count, frozenset(scope.parts.patterns))


def value(tree: Expression, scope: Scope) -> Run:
    """A function that gives one value."""
    scope.spend()
    match tree:
        case Literal(constant):
            return lambda _c: constant
        case Path():
            return paths.one(tree, scope)
        case Negated(operand):
            run = value(operand, scope)
            return lambda c: -number(run(c))
        case Chain():
            return _chain(tree, scope)
        case Call():
            return _call(tree, scope)


def argument(tree: Expression, scope: Scope) -> Run:
    """A function that gives a value, or for a path that may lead to several nodes all of them."""
    return paths.some(tree, scope) if isinstance(tree, Path) else value(tree, scope)


def _chain(tree: Chain, scope: Scope) -> Run:
    run = value(tree.first, scope)
    operators = {operator for operator, _ in tree.rest}
    if operators <= {"and", "or"}:
        runs = (run, *(value(operand, scope) for _, operand in tree.rest))
        return _all(runs) if operators == {"and"} else _any(runs)
    for operator, operand in tree.rest:
        run = _OPERATORS[operator](run, value(operand, scope))
    return run


def _all(runs: tuple[Run, ...]) -> Run:
    return lambda c: all(boolean(run(c)) for run in runs)


def _any(runs: tuple[Run, ...]) -> Run:
    return lambda c: any(boolean(run(c)) for run in runs)


def _compared(holds: Callable[[float, float], bool]) -> Callable[[Run, Run], Run]:
    def make(a: Run, b: Run) -> Run:
        def run(c: Context) -> bool:
            return holds(*sizes(a(c), b(c), c.zone))

        return run

    return make


def _divide(a: float, b: float) -> float:
    if b:
        return a / b
    if a == 0 or math.isnan(a) or math.isnan(b):
        return NAN
    return math.inf if (a > 0) == (math.copysign(1, b) > 0) else -math.inf


def _modulo(a: float, b: float) -> float:
    try:
        return math.fmod(a, b)
    except ValueError:
        return NAN


_OPERATORS: dict[str, Callable[[Run, Run], Run]] = {
    "=": lambda a, b: lambda c: equal(a(c), b(c)),
    "!=": lambda a, b: lambda c: not equal(a(c), b(c)),
    "<": _compared(lambda a, b: a < b),
    "<=": _compared(lambda a, b: a <= b),
    ">": _compared(lambda a, b: a > b),
    ">=": _compared(lambda a, b: a >= b),
    "+": lambda a, b: lambda c: number(a(c)) + number(b(c)),
    "-": lambda a, b: lambda c: number(a(c)) - number(b(c)),
    "*": lambda a, b: lambda c: number(a(c)) * number(b(c)),
    "div": lambda a, b: lambda c: _divide(number(a(c)), number(b(c))),
    "mod": lambda a, b: lambda c: _modulo(number(a(c)), number(b(c))),
}


def _call(tree: Call, scope: Scope) -> Run:
    if tree.name in _FORMS:
        least, most, make = _FORMS[tree.name]
        _count(tree, least, most)
        return make(tree, scope)
    if tree.name in looking.FUNCTIONS:
        least, most, look = looking.FUNCTIONS[tree.name]
        _count(tree, least, most)
        return look(tree, scope, value)
    known = FUNCTIONS.get(tree.name)
    if known is None:
        near = get_close_matches(tree.name, (*FUNCTIONS, *looking.FUNCTIONS, *_FORMS), n=1, cutoff=0.7)
        hint = f"; did you mean {near[0]}()?" if near else "; write the rule without it"
        message = f"a form has no function {tree.name[:40]}(){hint}"
        raise ExpressionError(message)
    _count(tree, known.least, known.most)
    if tree.name == "regex" and isinstance(tree.arguments[1], Literal):
        scope.parts.patterns.add(str(tree.arguments[1].value))
    runs = [argument(each, scope) if known.most > 3 else value(each, scope) for each in tree.arguments]  # noqa: PLR2004 - those that spread sets of nodes take any number
    run = _applied(known.run, runs)
    if not known.pure or not all(isinstance(each, Literal) for each in tree.arguments):
        return run
    return _folded(run)


def _folded(run: Callable[[Any], Value]) -> Run:
    """A pure function of constants does not look at its context: its value, or what is wrong with it, is found at once."""
    constant = run(None)
    return lambda _c: constant


def _applied(function: Callable[..., Value], runs: list[Run]) -> Run:
    match runs:
        case []:
            return function
        case [a]:
            return lambda c: function(c, a(c))
        case [a, b]:
            return lambda c: function(c, a(c), b(c))
        case _:
            return lambda c: function(c, *[run(c) for run in runs])


def _count(tree: Call, least: int, most: int) -> None:
    given = len(tree.arguments)
    if not least <= given <= most:
        wanted = str(least) if least == most else f"{least} to {most}" if most < MOST else f"{least} or more"
        message = f"{tree.name}() takes {wanted} value{'s' * (wanted != '1')}, not {given}; correct the rule"
        raise ExpressionError(message)


def _if(tree: Call, scope: Scope) -> Run:
    condition, then, otherwise = (value(each, scope) for each in tree.arguments)
    return lambda c: then(c) if boolean(condition(c)) else otherwise(c)


def _coalesce(tree: Call, scope: Scope) -> Run:
    runs = [value(each, scope) for each in tree.arguments]

    def run(c: Context) -> Value:
        result: Value = ""
        for each in runs:
            result = each(c)
            if result not in {"", ()} and result == result:  # noqa: PLR0124 - NaN is not itself
                return result
        return result

    return run


def _once(tree: Call, scope: Scope) -> Run:
    """What the question already has, or the value for the first time."""
    run = value(tree.arguments[0], scope)

    def once(c: Context) -> Value:
        stored = c.rule.seen
        return run(c) if stored == "" else stored

    return once


_FORMS: dict[str, tuple[int, int, Callable[[Call, Scope], Run]]] = {
    "if": (3, 3, _if),
    "coalesce": (1, 100, _coalesce),
    "once": (1, 1, _once),
}
"""Functions that do not evaluate all their arguments."""
