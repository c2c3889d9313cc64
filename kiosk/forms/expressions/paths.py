"""Paths of rules, compiled to look-ups and walks.

Every path is followed through the form's shape when it is compiled, so a name that does not exist is found at build
time, and what a rule depends on is known. Most paths lead to one question outside repeats, or in the same repetition:
those are one look-up. Only the others walk.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, TypeAlias

from kiosk.errors import ExpressionError
from kiosk.forms.expressions.tree import Call, Literal, Path, Step
from kiosk.forms.expressions.values import atom, boolean

if TYPE_CHECKING:
    from collections.abc import Callable

    from kiosk.forms.expressions.cell import Cell
    from kiosk.forms.expressions.context import Context
    from kiosk.forms.expressions.shape import Shape, Shapes
    from kiosk.forms.expressions.tree import Expression
    from kiosk.forms.expressions.values import Value

    Run: TypeAlias = Callable[[Context], Value]
    Walk: TypeAlias = Callable[[Context], list[Cell]]


MOST_PARTS = 20_000
"""Values and steps of one rule, those between [ and ] once for each question that they are compiled for."""


@dataclass(frozen=True, slots=True)
class Read:
    """A node of the form that a rule depends on; same: only in the rule's own repetition, or outside repeats."""

    path: str
    same: bool


@dataclass(slots=True)
class Parts:
    """How much of a rule has been compiled, and the patterns of regex() that it names."""

    count: int = 0
    patterns: set[str] = field(default_factory=set)


@dataclass(frozen=True, slots=True)
class Scope:
    """Where a rule is compiled. here: where relative paths begin. rule: the node that the rule belongs to.

    moved: whether `here` is another node than the rule's, which happens in predicates. parts: shared by all scopes of a
    rule, for predicates of `*` are compiled for each node that it stands for.
    """

    shapes: Shapes
    here: Shape
    rule: Shape
    reads: set[Read]
    moved: bool = False
    parts: Parts = field(default_factory=Parts)

    def spend(self, parts: int = 1) -> None:
        """Counts what is compiled; raises ExpressionError for a rule that grows beyond `MOST_PARTS`."""
        self.parts.count += parts
        if self.parts.count > MOST_PARTS:
            message = "a rule goes through all questions too many times; name the questions instead of `*`"
            raise ExpressionError(message)


def one(tree: Path, scope: Scope) -> Run:
    """The value of the one node that a path leads to."""
    look = _direct(tree, scope)
    if look is not None:
        return look
    found, ends, open_ended = walk(tree, scope)
    if open_ended:
        name = ends[0].name if ends else "it"
        message = f"a rule reads {name!r}, of which a repeat has several; name one of them, or count() or sum() them"
        raise ExpressionError(message)
    return lambda c: atom(tuple(found(c)))


def some(tree: Path, scope: Scope) -> Run:
    """The value of the one node that a path always leads to; else all nodes that it leads to."""
    return _direct(tree, scope) or nodes(tree, scope)


def nodes(tree: Path, scope: Scope) -> Run:
    """All nodes that a path leads to and that are relevant."""
    found, _ends, _open = walk(tree, scope)
    return lambda c: tuple(found(c))


def _direct(tree: Path, scope: Scope) -> Run | None:
    """One look-up for a question that lies outside repeats, or in the same repetition as the rule."""
    begins = _begins(tree, scope)
    if begins is None or begins.table or any(step.predicates or step.name == "*" for step in tree.steps):
        return None
    end, left = begins, begins
    for step in _form_steps(tree):
        end = stepped(end, step.name, scope)
        left = min(left, end, key=lambda shape: len(shape.path))
    path, own = end.path, end.repetition
    absolute = tree.start == "/"
    if not end.leaf or (own is not None and not absolute and left.repetition is not own):
        return None  # it left the repetition on its way, so it means all of them
    if own is None:
        scope.reads.add(Read(path, same=True))
        return lambda c: c.root.local[path].seen
    if own is not scope.rule.repetition:
        return None
    scope.reads.add(Read(path, same=not scope.moved))
    if scope.moved and tree.start == "":
        return lambda c: c.here.local[path].seen
    return lambda c: c.rule.local[path].seen


def _begins(tree: Path, scope: Scope) -> Shape | None:
    if tree.start == "":
        return scope.here
    if tree.start == "/":
        return scope.shapes.root
    return scope.rule if isinstance(tree.start, Call) and tree.start.name == "current" else None


def _form_steps(tree: Path) -> tuple[Step, ...]:
    """The steps below where a path begins; an absolute one begins with the form's own name."""
    return tree.steps[1:] if tree.start == "/" else tree.steps


def stepped(shape: Shape, name: str, scope: Scope) -> Shape:
    """One step further; raises ExpressionError for a name that is not there."""
    if name == ".":
        return shape
    if name == "..":
        if shape.parent is None:
            message = "a path has more `..` than there are groups around it; write the whole path"
            raise ExpressionError(message)
        return shape.parent
    found = shape.children.get(name)
    if found is None:
        raise _unknown(shape, name, scope)
    return found


def _unknown(shape: Shape, name: str, scope: Scope) -> ExpressionError:
    if shape.table:
        if name == "label":
            return ExpressionError("a rule cannot read a label of a list; use jr:choice-name() for it")
        columns = ", ".join(shape.children) or "nothing"
        return ExpressionError(f"the list {shape.table!r} has no column {name!r}, only {columns}; correct the rule")
    where = f" in {shape.path}" if shape is not scope.shapes.root else ""
    return ExpressionError(f"the form asks nothing named {name!r}{where}; correct the path in the rule")


def walk(tree: Path, scope: Scope) -> tuple[Walk, list[Shape], bool]:
    """How to follow a path, the shapes that it ends at, and whether it may lead to several nodes without saying which."""
    way, shapes, steps = _start(tree, scope)
    open_ended = False
    own = scope.rule.repetition
    for step in steps:
        found: list[Shape] = []
        for shape in shapes:
            found.extend(shape.children.values() if step.name == "*" else [stepped(shape, step.name, scope)])
        scope.spend(len(found) + 1)
        shapes = list(dict.fromkeys(found))
        bound = tree.start == "/" and not step.predicates and own is not None and own in shapes
        way = _follow(way, step.name, bound=bound)
        if step.name not in {".", ".."}:
            open_ended = (open_ended or step.name == "*" or any(shape.many for shape in shapes)) and not bound
        for predicate in step.predicates:
            way = _filter(way, predicate, shapes, scope)
            open_ended = False
    for shape in shapes:
        _note(shape, scope)
    return way, shapes, open_ended


def _start(tree: Path, scope: Scope) -> tuple[Walk, list[Shape], tuple[Step, ...]]:
    if tree.start == "/":
        first = tree.steps[0]
        if first.name != scope.shapes.root.name:
            message = (
                f"a path begins with {first.name!r}, but this form is {scope.shapes.root.name!r}; correct the rule"
            )
            raise ExpressionError(message)
        return lambda c: [c.root], [scope.shapes.root], tree.steps[1:]
    if tree.start == "":
        return lambda c: [c.here], [scope.here], tree.steps
    call = tree.start
    if isinstance(call, Call) and call.name == "current":
        return lambda c: [c.rule], [scope.rule], tree.steps
    return _table(call, scope, tree.steps)


def _table(call: str | Call, scope: Scope, steps: tuple[Step, ...]) -> tuple[Walk, list[Shape], tuple[Step, ...]]:
    match call:
        case Call("instance", (Literal(str(name)),)) if name in scope.shapes.tables:
            pass
        case Call("instance", (Literal(name),)):
            message = f"the form has no list {name!r}; name one of {', '.join(scope.shapes.tables) or 'its own'}"
            raise ExpressionError(message)
        case _:
            message = "instance() takes the name of one list in quotes; correct the rule"
            raise ExpressionError(message)

    def start(c: Context) -> list[Cell]:
        table = c.tables(name)
        return [table] if table is not None else []

    return start, [scope.shapes.tables[name]], steps


def _follow(way: Walk, name: str, *, bound: bool) -> Walk:
    if name == ".":
        return way
    if name == "..":

        def up(c: Context) -> list[Cell]:
            found = way(c)
            c.spend(len(found))
            return list({id(cell.parent): cell.parent for cell in found if cell.parent is not None}.values())

        return up

    def down(c: Context) -> list[Cell]:
        found: list[Cell] = []
        for cell in way(c):
            if name == "*":
                found.extend(child for children in cell.children.values() for child in children)
            else:
                found.extend(cell.children.get(name, ()))
        c.spend(len(found) + 1)
        if bound:
            found = [cell for cell in found if cell.local is c.rule.local] or found
        return [cell for cell in found if cell.relevant]

    return down


def _filter(way: Walk, predicate: Expression, shapes: list[Shape], scope: Scope) -> Walk:
    from kiosk.forms.expressions.compiler import value

    if not shapes:
        return way
    runs = {shape.path: value(predicate, replace(scope, here=shape, moved=True)) for shape in shapes}
    only = next(iter(runs.values())) if len(runs) == 1 else None

    def kept(c: Context) -> list[Cell]:
        found = way(c)
        c.spend(len(found))
        here, place, size = c.here, c.place, c.size
        c.size = len(found)
        chosen: list[Cell] = []
        try:
            for position, cell in enumerate(found, 1):
                c.here, c.place = cell, position
                result = (only or runs[cell.path])(c)
                if result == position if isinstance(result, float) else boolean(result):
                    chosen.append(cell)
        finally:
            c.here, c.place, c.size = here, place, size
        return chosen

    return kept


def _note(shape: Shape, scope: Scope) -> None:
    if not shape.table and shape is not scope.rule:
        scope.reads.add(Read(shape.path, same=False))
