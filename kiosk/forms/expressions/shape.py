"""The names that paths of rules can lead to: those of the form, and those of its lists of choices."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from kiosk.forms.definition import CHOOSING, Field, Repeat

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kiosk.forms.definition import AnyNode, Form


@dataclass(slots=True, eq=False)
class Shape:
    """One name: a question, a group, a repeat, or an element of a list of choices.

    path: the definition path ('' is the form itself), or `instance(…)` and names below. many: it stands for several.
    """

    name: str
    path: str
    parent: Shape | None = None
    many: bool = False
    table: str = ""
    leaf: bool = False
    choices: str = ""
    children: dict[str, Shape] = field(default_factory=dict)

    @property
    def repetition(self) -> Shape | None:
        """The repeat that it lies in or is."""
        shape: Shape | None = self
        while shape is not None and not shape.many:
            shape = shape.parent
        return shape

    def add(self, child: Shape) -> Shape:
        """Hangs a child below and returns it."""
        self.children[child.name] = child
        return child

    def below(self) -> Iterator[Shape]:
        """It and everything below."""
        yield self
        for child in self.children.values():
            yield from child.below()


@dataclass(frozen=True, slots=True)
class Shapes:
    """root: the form. by_path: all of the form by definition path. tables: by the name of the list."""

    root: Shape
    by_path: dict[str, Shape]
    tables: dict[str, Shape]


def shapes(form: Form) -> Shapes:
    """All names of a form."""
    root = Shape(form.root, "")
    for node in form.nodes:
        _grow(root, node)
    tables = {name: _table(form, name) for name in form.lists}
    return Shapes(root, {shape.path: shape for shape in root.below()}, tables)


def _grow(parent: Shape, node: AnyNode) -> None:
    shape = parent.add(Shape(node.name, node.path, parent, isinstance(node, Repeat)))
    if isinstance(node, Field):
        shape.leaf = True
        shape.choices = node.choices if node.kind in CHOOSING else ""
        return
    for child in node.nodes:
        _grow(shape, child)


def _table(form: Form, name: str) -> Shape:
    """`instance('…')` is above `root/item`, whose children are the columns of the list."""
    top = Shape("", f"instance({name})", table=name)
    root = top.add(Shape("root", f"{top.path}/root", top, table=name))
    item = root.add(Shape("item", f"{root.path}/item", root, many=True, table=name))
    columns = dict.fromkeys(("name", *(column for choice in form.lists[name] for column in choice.extra)))
    for column in columns:
        item.add(Shape(column, f"{item.path}/{column}", item, table=name, leaf=True))
    return top
