"""Where an answer stands: the path of its question, with the number of the repetition it belongs to.

`/children[2]/name` is the name of the second child, `/children[2]` that child, `/person/name` a question outside
repeats. Repetitions are counted from 1, as XPath does.
"""

from __future__ import annotations

import re

_INSTANCE = re.compile(r"\[([1-9]\d{0,5})\]")


def split(path: str) -> tuple[str, int]:
    """The path in the definition and the repetition (0 outside repeats): `/children[2]/name` is (`/children/name`, 2)."""
    match = _INSTANCE.search(path)
    return (path, 0) if match is None else (path[: match.start()] + path[match.end() :], int(match[1]))


def join(path: str, repeat: str, instance: int) -> str:
    """The place of a definition path in a repetition of `repeat`: (`/children/name`, `/children`, 2) is `/children[2]/name`."""
    return f"{repeat}[{instance}]{path[len(repeat) :]}"
