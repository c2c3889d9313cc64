"""What an import has kept of another system (`residue`), as exports read it: JSON of a known shape, or refused.

It stands in files that people edit, and in packs of other people's making.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeAlias

import msgspec

from kiosk.errors import SourceError

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

Value: TypeAlias = str | int | float
Row: TypeAlias = dict[str, Value]

_SHAPES: Mapping[tuple[str, str], Any] = {
    ("cpsv", "nodes"): dict[str, str],
    ("ics", "lines"): list[str],
    ("integreat", "rows"): dict[str, dict[str, Any]],
}
_TOGETHER = tuple[list[Row], list[Row]]
_ONE = tuple[str, Row] | dict[str, tuple[Value | None, Value | None]]
"""What HSDS keeps of rows that stand for one thing together, and of one row: `kiosk.publishing.hsds.residue`."""


def said(scheme: str, name: str, residue: Mapping[str, str]) -> Any:  # noqa: ANN401 (one of the shapes above)
    """What is kept under a name, empty where nothing is; raises SourceError for what no import has written."""
    shape = _shape(scheme, name)
    if name not in residue:
        return msgspec.convert([] if shape == list[str] else {}, shape)
    try:
        made = msgspec.json.decode(residue[name], type=shape)
    except (msgspec.DecodeError, RecursionError) as error:
        raise SourceError(f"{_broken(scheme, name)}: {residue[name][:60]!r}") from error
    if scheme == "hsds" and not all("id" in row for row in _rows(made)):
        raise SourceError(f"{_broken(scheme, name)}: a row in it has no id")
    return made


def _shape(scheme: str, name: str) -> Any:  # noqa: ANN401 (a type)
    if scheme == "hsds":
        return _TOGETHER if "//" in name else _ONE
    return _SHAPES[scheme, name]


def _rows(made: Any) -> Iterator[Row]:  # noqa: ANN401 (a shape of HSDS)
    for part in made if isinstance(made, tuple) else ():
        yield from part if isinstance(part, list) else [part] if isinstance(part, dict) else []


def _broken(scheme: str, name: str) -> str:
    return (
        f"'residue' of {scheme} ({name[:60]}) is not what an import has written; take the file from the last version "
        "that worked, or delete this part of it"
    )


def complaints(residue: Mapping[str, Mapping[str, str]]) -> Iterator[tuple[tuple[str, str], str]]:
    """What of a record's `residue` no export could read: where it stands, and what is wrong."""
    for scheme, kept in residue.items():
        for name in kept:
            if (scheme == "hsds" and "/" in name) or (scheme, name) in _SHAPES:
                try:
                    said(scheme, name, kept)
                except SourceError as error:
                    yield (scheme, name), str(error)
