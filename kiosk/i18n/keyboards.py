"""Reads the on-screen keyboards of `assets/keyboards/`: which key writes what, in each of our languages."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

import msgspec

from kiosk.domain.keyboard import Key, Layout
from kiosk.domain.provenance import primary
from kiosk.resources import ASSETS

if TYPE_CHECKING:
    from pathlib import Path

FOLDER = ASSETS / "keyboards"

LATIN = "latin"
"""The layout that is one key away from every other one."""


class _File(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A file as it is: xkb names the layout that the places were taken from."""

    xkb: str
    rows: tuple[tuple[tuple[str, ...], ...], ...]
    vowels: dict[str, tuple[str, ...]] = {}


def read(file: Path) -> Layout:
    """One layout; msgspec.ValidationError when the file has another shape, which a test rules out."""
    data = msgspec.json.decode(file.read_bytes(), type=_File)
    rows = tuple(tuple(Key(plain, shifted, tuple(more)) for plain, shifted, *more in row) for row in data.rows)
    return Layout(file.stem, rows, data.vowels)


@cache
def load(tag: str) -> Layout:
    """The layout of a language; that of its primary language, and else Latin, where it has none of its own."""
    for name in (tag, primary(tag)):
        file = FOLDER / f"{name}.json"
        if name.isalpha() and file.is_file():
            return read(file)
    return read(FOLDER / f"{LATIN}.json")
