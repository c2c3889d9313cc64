"""Turns a document's keys into one of the structs of `kiosk.publishing.records`, with errors that name the line."""

from __future__ import annotations

import re
from contextlib import suppress
from functools import cache
from typing import TYPE_CHECKING, Any, TypeVar

import msgspec
from msgspec import inspect, structs

from kiosk.publishing.findings import Finding, FindingsError, did_you_mean

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from kiosk.publishing.frontmatter import Document, Tree, Where

T = TypeVar("T", bound=msgspec.Struct)

_WHERE = re.compile(r"(?P<problem>.*?)(?: - at `(?:key in )?\$(?P<where>[^`]*)`)?")
_STEP = re.compile(r"\.([^.\[]+)|\[(\d+)\]")
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
    """The document's values as a `kind`; raises FindingsError with every key that is unknown, missing or wrong."""
    wanted = _described(kind)
    unknown = dict(_unknown(document.values, wanted, ()))
    values = _full(document.values, wanted)
    if not unknown:
        with suppress(msgspec.ValidationError):
            return msgspec.convert(values, kind, strict=False)
    raise FindingsError(
        (
            *(
                document.finding(
                    f"there is no key {where[-1]!r} here{hint}; correct or delete it", *where, code="KC101"
                )
                for where, hint in unknown.items()
            ),
            *_wrong(document, values, kind, (), frozenset(unknown.values())),
        )
    )


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
        return {key: _full(item, known[key]) for key, item in value.items() if key in known}
    if isinstance(kind, inspect.VarTupleType) and isinstance(value, list):
        group = kind.item_type
        if isinstance(group, inspect.StructType):
            main = next((field for field in group.fields if field.required), group.fields[0]).encode_name
            return [_full({main: item} if isinstance(item, str) else item, group) for item in value]
    return value


def _wrong(
    document: Document, values: Tree, kind: type[msgspec.Struct], where: Where, meant: Collection[str]
) -> Iterator[Finding]:
    """What is missing or wrong in a group of keys. meant: hints of the unknown keys; what they name is not missing."""
    if not isinstance(values, dict):
        yield from _complaint(document, values, kind, where)
        return
    for field in structs.fields(kind):
        key = field.encode_name
        if key in values:
            group, value = _group(field.type), values[key]
            if group and isinstance(value, list):
                for position, item in enumerate(value):
                    yield from _wrong(document, item, group, (*where, key, position), meant)
            else:
                yield from _complaint(document, value, field.type, (*where, key))
        elif field.required and not any(f"'{key}'" in hint for hint in meant):
            yield document.finding(f"the key {key!r} is missing; add it", *where, key, code="KC101")


def _group(kind: Any) -> type[msgspec.Struct] | None:  # noqa: ANN401 (whatever a key may be)
    """The groups that a list is of."""
    described = inspect.type_info(kind)
    of = described.item_type if isinstance(described, inspect.VarTupleType) else None
    return of.cls if isinstance(of, inspect.StructType) else None


def _complaint(document: Document, value: Tree, kind: Any, where: Where) -> Iterator[Finding]:  # noqa: ANN401 (as above)
    try:
        msgspec.convert(value, kind, strict=False)
    except msgspec.ValidationError as error:
        yield _finding(document, str(error), where)


def _finding(document: Document, message: str, above: Where) -> Finding:
    match = _WHERE.fullmatch(message)
    problem, steps = (match["problem"], match["where"] or "") if match else (message, "")
    where: Where = (*above, *(key or int(position) for key, position in _STEP.findall(steps)))
    name = next((step for step in reversed(where) if isinstance(step, str)), "this")
    for start, rule in _EXPECTED:
        if problem.startswith(start):
            return document.finding(f"{name!r} {rule}", *where, code="KC101")
    if problem.startswith("Invalid enum value"):
        return document.finding(
            f"{name!r} has no such value; docs/editors.md lists the ones it may have", *where, code="KC101"
        )
    return document.finding(f"{name!r} does not fit ({problem}); see docs/editors.md", *where, code="KC101")
