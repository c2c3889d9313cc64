"""A changed text as what stays of the old one and what is new between: most edits are a few words in a long text.

An edit is a flat list: a text stands for itself, two numbers for the letters of the old text from the first up to the second.
What stays comes in its old order and once, so that a few numbers cannot make a text without end.
"""

from __future__ import annotations

import re
from typing import TypeAlias

from kiosk.errors import PackError

Edit: TypeAlias = list[int | str]

SHORTEST = 12
"""Letters that are worth two numbers."""

LONGEST = 20_000
"""Words in all beyond which only beginning and end are compared; the comparison takes their product."""

WORD = re.compile(r"\s+|\w+|[^\w\s]+")


def between(old: str, new: str) -> Edit | None:
    """How `new` comes of `old`; None where that is not much shorter than the text itself."""
    before = _shared(old, new)
    after = _shared(old[before:][::-1], new[before:][::-1])
    edit: Edit = []
    _keep(edit, old, 0, before)
    edit.extend(_inner(old[before : len(old) - after], new[before : len(new) - after], before, old))
    _keep(edit, old, len(old) - after, len(old))
    size = sum(len(each) if isinstance(each, str) else 3 for each in edit)
    return _joined(edit) if size < len(new) * 0.8 else None


def apply(old: str, edit: Edit) -> str:
    """The new text. PackError when the edit is not for this one."""
    pieces, rest, kept = [], iter(edit), 0
    for each in rest:
        if isinstance(each, str):
            pieces.append(each)
            continue
        end = next(rest, None)
        if not isinstance(end, int) or not kept <= each <= end <= len(old):
            message = "a text that changes is not the one that was meant"
            raise PackError(message)
        pieces.append(old[each:end])
        kept = end
    return "".join(pieces)


def _inner(old: str, new: str, offset: int, whole: str) -> Edit:
    """The part between, word by word; offset: where its old text begins in the whole."""
    from rapidfuzz.distance import LCSseq  # only who publishes compares

    one, other = WORD.findall(old), WORD.findall(new)
    if not one or len(one) * len(other) > LONGEST * LONGEST // 100:
        return [new]
    places = [offset]
    for word in one:
        places.append(places[-1] + len(word))
    edit: Edit = []
    for step in LCSseq.opcodes(one, other):
        if step.tag == "equal":
            _keep(edit, whole, places[step.src_start], places[step.src_end])
        else:
            edit.append("".join(other[step.dest_start : step.dest_end]))
    return edit


def _keep(edit: Edit, old: str, start: int, end: int) -> None:
    """Notes letters that stay: by their places, or as they are where there are few."""
    edit.extend((start, end) if end - start >= SHORTEST else [old[start:end]])


def _joined(edit: Edit) -> Edit:
    """The same with neighbouring texts as one."""
    joined: Edit = []
    for each in edit:
        if isinstance(each, str) and joined and isinstance(joined[-1], str):
            joined[-1] += each
        elif each != "":
            joined.append(each)
    return joined


def _shared(one: str, other: str) -> int:
    """How many letters two texts have in common at their beginning."""
    return next((at for at, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other)))
