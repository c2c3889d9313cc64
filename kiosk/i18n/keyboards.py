"""Reads the on-screen keyboards of `assets/keyboards/`: which key writes what, in each of our languages."""

from __future__ import annotations

import json
from functools import cache
from typing import TYPE_CHECKING

from kiosk.domain.keyboard import Key, Layout
from kiosk.domain.provenance import primary
from kiosk.resources import ASSETS

if TYPE_CHECKING:
    from pathlib import Path

FOLDER = ASSETS / "keyboards"

LATIN = "latin"
"""The layout that is one key away from every other one."""


def read(file: Path) -> Layout:
    """One layout: rows of keys, each `[plain, shifted, more…]`, and the vowels of a syllabary. `tools/keyboards.py` wrote the file."""
    data = json.loads(file.read_bytes())
    rows = tuple(tuple(Key(plain, shifted, tuple(more)) for plain, shifted, *more in row) for row in data["rows"])
    return Layout(file.stem, rows, {letter: tuple(forms) for letter, forms in data.get("vowels", {}).items()})


@cache
def load(tag: str) -> Layout:
    """The layout of a language; that of its primary language, and else Latin, where it has none of its own."""
    for name in (tag, primary(tag)):
        file = FOLDER / f"{name}.json"
        if name.isalpha() and file.is_file():
            return read(file)
    return read(FOLDER / f"{LATIN}.json")
