"""Keeps a run of text together whatever the direction around it (Unicode, UAX 9, isolates)."""

from __future__ import annotations

FIRST_STRONG = "\u2068"
POP = "\u2069"


def isolate(text: str) -> str:
    """`text` between FIRST STRONG ISOLATE and POP DIRECTIONAL ISOLATE; an empty text stays empty."""
    return f"{FIRST_STRONG}{text}{POP}" if text else ""
