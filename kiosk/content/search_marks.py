"""Which words of a text were what somebody looked for, also where they were typed otherwise."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kiosk.packs.fold import fold, spans

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence


def marked(text: str, sought: Sequence[str]) -> tuple[tuple[int, int], ...]:
    """Begin and end of each word of `text` that begins as a folded word of `sought` does."""
    beginnings = tuple(word for word in sought if word)
    if not beginnings:
        return ()
    return tuple((begin, end) for begin, end in spans(text) if fold(text[begin:end]).startswith(beginnings))


def written(meant: str, texts: Iterable[str]) -> str:
    """Folded words as they are written in the first of the texts that has each; no more texts are read than that takes."""
    sought = dict.fromkeys(meant.split(), "")
    for text in texts:
        for begin, end in spans(text):
            word = fold(text[begin:end])
            if sought.get(word) == "":
                sought[word] = text[begin:end]
        if all(sought.values()):
            break
    return " ".join(sought[word] or word for word in meant.split())
