"""Signs that Markdown would read, written so that it does not."""

from __future__ import annotations

import re

_ANYWHERE = re.compile(r"([\\`*_\[\]<])")
_FIRST = re.compile(r"^(\s*)(#{1,6}(?=\s|$)|[-+](?=\s|$)|>|\d{1,9}[.)](?=\s|$)|~~~|={3,}|-{3,})", re.MULTILINE)


def escaped(text: str) -> str:
    """Words of a line."""
    return _ANYWHERE.sub(r"\\\1", text)


def at_start(text: str) -> str:
    """A paragraph that begins like a heading, a list, a quote or a line."""
    return _FIRST.sub(_before, text)


def _before(match: re.Match[str]) -> str:
    sign = match[2]
    return match[1] + (f"{sign[:-1]}\\{sign[-1]}" if sign[0].isdigit() else f"\\{sign}")
