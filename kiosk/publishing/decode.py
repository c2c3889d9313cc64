"""Turns a document's keys into one of the structs of `kiosk.publishing.records`, with errors that name the line."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, TypeVar

import msgspec
from msgspec import inspect

from kiosk.publishing.findings import Finding, FindingsError, did_you_mean

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kiosk.publishing.frontmatter import Document, Tree, Where

T = TypeVar("T", bound=msgspec.Struct)

_WHERE = re.compile(r"(?P<problem>.*?)(?: - at `(?:key in )?\$(?P<where>[^`]*)`)?")
_STEP = re.compile(r"\.([^.\[]+)|\[(\d+)\]")
_MISSING = re.compile(r"Object missing required field `(.+)`")
_EXPECTED = (
    ("Expected `array", "must be a list; write one line '- …' for each item"),
    ("Expected `bool", "must be true or false"),
    ("Expected `int` ", "must be a whole number between -1000000000 and 1000000000"),
    ("Expected `int", "must be a whole number"),
    ("Expected `float", "must be a number such as 55.8714"),
    ("Expected `object", "must be a group of lines 'key: value', indented below it"),
    ("Expected `str", "must be one text, not a list or a group; put quotes around it"),
)


def decode(document: Document, kind: type[T]) -> T:
    """The document's values as a `kind`; raises FindingsError with all unknown keys, or the first wrong value."""
    wanted = _described(kind)
    findings = tuple(
        document.finding(f"there is no key {where[-1]!r} here{hint}; correct or delete it", *where, code="KC101")
        for where, hint in _unknown(document.values, wanted, ())
    )
    if findings:
        raise FindingsError(findings)
    try:
        return msgspec.convert(_full(document.values, wanted), kind, strict=False)
    except msgspec.ValidationError as error:
        raise FindingsError([_finding(document, str(error))]) from error


@cache
def _described(kind: type[msgspec.Struct]) -> inspect.Type:
    return inspect.type_info(kind)


def _unknown(value: Tree, kind: inspect.Type, where: Where) -> Iterator[tuple[Where, str]]:
    if isinstance(kind, inspect.StructType) and isinstance(value, dict):
        known = {field.encode_name: field.type for field in kind.fields}
        for key, item in value.items():
            if key in known:
                yield from _unknown(item, known[key], (*where, key))
            else:
                yield (*where, key), did_you_mean(key, known)
    elif isinstance(kind, inspect.VarTupleType) and isinstance(value, list):
        for position, item in enumerate(value):
            yield from _unknown(item, kind.item_type, (*where, position))


def _full(value: Tree, kind: inspect.Type) -> Tree:
    """The value with each plain text in a list of groups written out as the group that it is short for."""
    if isinstance(kind, inspect.StructType) and isinstance(value, dict):
        known = {field.encode_name: field.type for field in kind.fields}
        return {key: _full(item, known[key]) for key, item in value.items()}
    if isinstance(kind, inspect.VarTupleType) and isinstance(value, list):
        group = kind.item_type
        if isinstance(group, inspect.StructType):
            main = next((field for field in group.fields if field.required), group.fields[0]).encode_name
            return [_full({main: item} if isinstance(item, str) else item, group) for item in value]
    return value


def _finding(document: Document, message: str) -> Finding:
    match = _WHERE.fullmatch(message)
    problem, steps = (match["problem"], match["where"] or "") if match else (message, "")
    where: Where = tuple(key or int(position) for key, position in _STEP.findall(steps))
    missing = _MISSING.fullmatch(problem)
    if missing:
        return document.finding(f"the key {missing[1]!r} is missing; add it", *where, missing[1], code="KC101")
    name = next((step for step in reversed(where) if isinstance(step, str)), "this")
    for start, rule in _EXPECTED:
        if problem.startswith(start):
            return document.finding(f"{name!r} {rule}", *where, code="KC101")
    if problem.startswith("Invalid enum value"):
        return document.finding(
            f"{name!r} has no such value; docs/editors.md lists the ones it may have", *where, code="KC101"
        )
    return document.finding(f"{name!r} does not fit ({problem}); see docs/editors.md", *where, code="KC101")
