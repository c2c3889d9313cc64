"""What a rule is once it has been read: a tree of values, operators, calls and paths."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeAlias


@dataclass(frozen=True, slots=True)
class Literal:
    """A number or a text."""

    value: float | str


@dataclass(frozen=True, slots=True)
class Chain:
    """Operands joined by operators of one level, from left to right."""

    first: Expression
    rest: tuple[tuple[str, Expression], ...]


@dataclass(frozen=True, slots=True)
class Negated:
    """A minus sign."""

    operand: Expression


@dataclass(frozen=True, slots=True)
class Call:
    """A function."""

    name: str
    arguments: tuple[Expression, ...]


@dataclass(frozen=True, slots=True)
class Step:
    """One step of a path: a child's name, `*`, `.` or `..`, with its predicates."""

    name: str
    predicates: tuple[Expression, ...] = ()


@dataclass(frozen=True, slots=True)
class Path:
    """A path. start: '/' for the form, '' for the context node, or the call `current()` or `instance('…')`."""

    start: str | Call
    steps: tuple[Step, ...]


Expression: TypeAlias = Literal | Chain | Negated | Call | Path
