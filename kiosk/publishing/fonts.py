"""Which characters the fonts of this machine can draw, as fontconfig lists them.

The kiosk's screen asks the same fontconfig, so what is missing here is a box there; Debian's `fonts-noto-core` has all
that the interface needs. Asking fontconfig takes 10 ms; opening 268 font files and reading their tables takes seconds.
"""

from __future__ import annotations

import shutil
import subprocess
import unicodedata
from functools import cache

_SILENT = frozenset({"Cc", "Cf", "Zl", "Zp", "Zs"})
"""Categories of what draws nothing: spaces, joiners, marks of direction."""

_SELECTORS = frozenset(map(chr, (*range(0xFE00, 0xFE10), *range(0xE0100, 0xE01F0))))


@cache
def drawable() -> frozenset[str]:
    """All characters that some installed font has; empty where no font can be listed."""
    lister = shutil.which("fc-list")
    if lister is None:
        return frozenset()
    said = subprocess.run([lister, "--format=%{charset}\n"], capture_output=True, text=True, check=False, timeout=60)  # noqa: S603 - fontconfig's own tool, found on the path
    ranges = {piece for line in said.stdout.splitlines() for piece in line.split()}
    found: set[str] = set()
    for piece in ranges:
        first, _, last = piece.partition("-")
        found.update(map(chr, range(int(first, 16), int(last or first, 16) + 1)))
    return frozenset(found)


def undrawable(value: str) -> tuple[str, ...]:
    """The characters of a text that no installed font has, by code point; () where no font can be listed."""
    known = drawable()
    rest = set(value) - known if known else set()
    return tuple(sorted(char for char in rest if char not in _SELECTORS and unicodedata.category(char) not in _SILENT))
