"""The numbers of questions, the same on the screen, on paper and over a desk: "number seven, please"."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kiosk.forms.definition import Field, Kind, Repeat

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from kiosk.forms.definition import AnyNode, Form


def numbers(form: Form) -> dict[str, str]:
    """The number of each question by its path: `7`, and `7.2` for the second one about each child.

    They follow the definition, not the answers: a question keeps its number when one before it does not apply. Notes,
    groups and what nobody sees have none.
    """
    return dict(_counted(form.nodes, ""))


def _counted(nodes: Iterable[AnyNode], before: str) -> Iterator[tuple[str, str]]:
    for position, node in enumerate(_flat(nodes), 1):
        number = f"{before}{position}"
        yield node.path, number
        if isinstance(node, Repeat):
            yield from _counted(node.nodes, f"{number}.")


def _flat(nodes: Iterable[AnyNode]) -> Iterator[Field | Repeat]:
    """Questions and repeats in order, out of their groups."""
    for node in nodes:
        if isinstance(node, Repeat):
            yield node
        elif isinstance(node, Field):
            if node.shown and node.kind is not Kind.NOTE:
                yield node
        else:
            yield from _flat(node.nodes)
