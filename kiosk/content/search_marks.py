"""Which words of a text were what somebody looked for, also where they were typed otherwise."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from kiosk.packs.fold import fold, words

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

_CHUNK = re.compile(r"\S+")
_EDGE = "\"'.,;:!?()[]«»„“”،؛؟։፣፤።·…–—-"


def marked(text: str, sought: Sequence[str]) -> tuple[tuple[int, int], ...]:
    """Begin and end of each word of `text` that begins as a folded word of `sought` does."""
    beginnings = tuple(word for word in sought if word)
    return tuple(
        (found.start(), found.end())
        for found in _CHUNK.finditer(text)
        if beginnings and any(word.startswith(beginnings) for word in words(found[0]))
    )


def written(meant: str, texts: Iterable[str]) -> str:
    """Folded words as they are written in one of the texts, where they are there."""
    known: dict[str, str] = {}
    for text in texts:
        for found in _CHUNK.finditer(text):
            known.setdefault(fold(found[0]), found[0].strip(_EDGE))
    return " ".join(known.get(word, word) for word in meant.split())
