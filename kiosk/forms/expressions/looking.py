"""Functions of rules that look at questions, repeats and lists rather than at values.

Like paths, they are followed through the form's shape when a rule is compiled.
"""

from __future__ import annotations

import random
from dataclasses import replace
from typing import TYPE_CHECKING, TypeAlias

from kiosk.errors import ExpressionError
from kiosk.forms.expressions.paths import stepped, walk
from kiosk.forms.expressions.syntax import parse
from kiosk.forms.expressions.tree import Call, Literal, Path
from kiosk.forms.expressions.values import number, string

if TYPE_CHECKING:
    from collections.abc import Callable

    from kiosk.forms.expressions.cell import Cell
    from kiosk.forms.expressions.context import Context
    from kiosk.forms.expressions.paths import Run, Scope
    from kiosk.forms.expressions.shape import Shape
    from kiosk.forms.expressions.tree import Expression
    from kiosk.forms.expressions.values import Value

    Compile: TypeAlias = Callable[[Expression, Scope], Run]


def _set(tree: Call, scope: Scope, compiled: Compile, number_of: Callable[[list[Cell]], float]) -> Run:
    del compiled
    (only,) = tree.arguments
    if not isinstance(only, Path):
        message = f"{tree.name}() takes the path of a question; correct the rule"
        raise ExpressionError(message)
    found, _ends, _open = walk(only, scope)
    return lambda c: number_of(found(c))


def _count(tree: Call, scope: Scope, compiled: Compile) -> Run:
    return _set(tree, scope, compiled, lambda found: float(len(found)))


def _count_given(tree: Call, scope: Scope, compiled: Compile) -> Run:
    return _set(tree, scope, compiled, lambda found: float(sum(cell.seen != "" for cell in found)))


def _position(tree: Call, scope: Scope, compiled: Compile) -> Run:
    """Without a path the place in the predicate, or of the rule's own repetition; with one that of its node."""
    if tree.arguments:
        return _set(tree, scope, compiled, lambda found: float(found[0].number) if found else 0.0)
    if scope.moved:
        return lambda c: float(c.place)
    if scope.rule.repetition is None:
        return lambda _c: 1.0
    depth = 0
    shape = scope.rule
    while not shape.many and shape.parent is not None:
        shape, depth = shape.parent, depth + 1

    def run(c: Context) -> float:
        cell: Cell | None = c.rule
        for _ in range(depth):
            cell = cell.parent if cell is not None else None
        return float(cell.number) if cell is not None else 1.0

    return run


def _last(_tree: Call, scope: Scope, _compiled: Compile) -> Run:
    if not scope.moved:
        message = "last() belongs between [ and ]; use count() elsewhere"
        raise ExpressionError(message)
    return lambda c: float(c.size)


def _indexed_repeat(tree: Call, scope: Scope, compiled: Compile) -> Run:
    """A question of the repetition with this number; '' when there is none."""
    wanted, repeat, position = tree.arguments
    if not isinstance(wanted, Path) or not isinstance(repeat, Path):
        message = "indexed-repeat() takes a question, its repeat and a number; correct the rule"
        raise ExpressionError(message)
    walk(repeat, scope)
    _, (end, *_), _ = walk(wanted, scope)
    own = end.repetition
    if own is None or not end.leaf:
        message = f"indexed-repeat() takes a question of a repeat, and {end.name!r} is none; correct the rule"
        raise ExpressionError(message)
    path, at = end.path, compiled(position, scope)
    names = _names_to(own)

    def run(c: Context) -> Value:
        cells = [c.root]
        for name in names:
            cells = [child for cell in cells for child in cell.children.get(name, ())]
        given = number(at(c))
        place = max(int(given), 1) if given == given and abs(given) < len(cells) + 1 else 0  # noqa: PLR0124 - NaN
        return cells[place - 1].local[path].seen if 1 <= place <= len(cells) else ""

    return run


def _names_to(shape: Shape) -> list[str]:
    names: list[str] = []
    while shape.parent is not None:
        names.insert(0, shape.name)
        shape = shape.parent
    return names


def _choice_name(tree: Call, scope: Scope, compiled: Compile) -> Run:
    """The label of a choice: `jr:choice-name(${answer}, '${question}')`."""
    answer, question = tree.arguments
    if isinstance(question, Literal) and isinstance(question.value, str):
        question = parse(question.value)
    if not isinstance(question, Path):
        message = "jr:choice-name() takes an answer and the question's path in quotes; correct the rule"
        raise ExpressionError(message)
    _, ends, _ = walk(question, replace(scope, reads=set()))
    choices = ends[0].choices if ends else ""
    if not choices:
        message = "jr:choice-name() takes a question with choices; correct the rule"
        raise ExpressionError(message)
    run = compiled(answer, scope)

    def named(c: Context) -> str:
        name = string(run(c))
        return c.words.choice(choices, name) if name else ""

    return named


def _itext(tree: Call, scope: Scope, compiled: Compile) -> Run:
    run = compiled(tree.arguments[0], scope)
    return lambda c: c.words.text(string(run(c)))


def _pulldata(tree: Call, scope: Scope, compiled: Compile) -> Run:
    """`pulldata('list', 'column', 'key column', key)`: the first row whose key is this one."""
    match tree.arguments[:3]:
        case (Literal(str(table)), Literal(str(column)), Literal(str(key_column))):
            pass
        case _:
            message = "pulldata() takes the names of a list and two columns in quotes, and a key; correct the rule"
            raise ExpressionError(message)
    shape = scope.shapes.tables.get(table)
    if shape is None:
        message = f"the form has no list {table!r} for pulldata(); put {table}.csv beside the form"
        raise ExpressionError(message)
    item = shape.children["root"].children["item"]
    for name in (column, key_column):
        stepped(item, name, scope)
    key = compiled(tree.arguments[3], scope)

    def run(c: Context) -> Value:
        wanted, top = string(key(c)), c.tables(table)
        rows = top.children["root"][0].children.get("item", []) if top is not None else []
        c.spend(len(rows))
        for row in rows:
            if [string(cell.seen) for cell in row.children.get(key_column, ())] == [wanted]:
                return row.children[column][0].seen if column in row.children else ""
        return ""

    return run


def _randomize(tree: Call, scope: Scope, compiled: Compile) -> Run:
    path, *seed = tree.arguments
    if not isinstance(path, Path):
        message = "randomize() takes the path of a list; correct the rule"
        raise ExpressionError(message)
    found, _ends, _open = walk(path, scope)
    run = compiled(seed[0], scope) if seed else None

    def shuffled(c: Context) -> Value:
        cells = found(c)
        random.Random(string(run(c)) if run else c.seed).shuffle(cells)  # noqa: S311 - an order, not a secret
        return tuple(cells)

    return shuffled


FUNCTIONS: dict[str, tuple[int, int, Callable[[Call, Scope, Compile], Run]]] = {
    "count": (1, 1, _count),
    "count-non-empty": (1, 1, _count_given),
    "position": (0, 1, _position),
    "last": (0, 0, _last),
    "indexed-repeat": (3, 3, _indexed_repeat),
    "jr:choice-name": (2, 2, _choice_name),
    "jr:itext": (1, 1, _itext),
    "pulldata": (4, 4, _pulldata),
    "randomize": (1, 2, _randomize),
}
"""Functions that look at questions: how few and how many arguments, and how they are compiled."""
