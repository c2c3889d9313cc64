"""Regular expressions of rules, with a limit on what a bad one can cost."""

from __future__ import annotations

from functools import lru_cache
from time import thread_time
from typing import TYPE_CHECKING

import regex

from kiosk.errors import ExpressionError

if TYPE_CHECKING:
    from collections.abc import Iterable

LONGEST = 500
"""Characters of a pattern."""

LARGEST = 2000
"""Letters of a pattern when each `{n}` is written out, which a compiled pattern does: a million take 260 MB."""

SECONDS = 0.1
"""How long one match may take: time of the processor, here and below, so that a busy machine refuses no more than a calm one."""

TOGETHER = 2.0
"""How long all patterns of a form may take to be tried, in seconds; a usual one takes half a thousandth."""

_PARTS = regex.compile(
    r"""
    \\.
    | (?P<hiding>\(\?[a-zA-Z01]*x | \[\^?\]?(?:\\.|[^][\\]|\[(?!:))*\[:)
    | \[\^?\]?(?:\\.|[^\]\\])*\]
    | \{(?P<times>\d+)(?:,\d*)?\}
    | (?P<aside>\(\?(?:\#(?:\\.|[^)\\])*|[\w-]*)\))  # a comment or flags: a count behind is that of what stands before
    | .
    """,
    regex.DOTALL | regex.VERBOSE,
)


@lru_cache(maxsize=256)
def _compiled(pattern: str) -> regex.Pattern[str]:
    if len(pattern) > LONGEST:
        message = f"the pattern of regex() has more than {LONGEST} characters; shorten it"
        raise ExpressionError(message)
    if _written_out(pattern) > LARGEST:
        message = f"the pattern {pattern[:40]!r} repeats its parts more than {LARGEST} times; shorten it"
        raise ExpressionError(message)
    try:
        return regex.compile(pattern, regex.V0)
    except (regex.error, OverflowError, RecursionError) as error:
        message = f"the pattern {pattern[:40]!r} of regex() cannot be read ({error}); correct it"
        raise ExpressionError(message) from error


def _written_out(pattern: str) -> int:
    """How many letters and classes of letters a pattern is when each `{n}` stands there as often as it says.

    What is empty, or may be there no time, counts as one letter: it is compiled all the same. Raises ExpressionError
    for what could hide a count: the flag x, and classes within classes.
    """
    sums, last = [0], 1
    for part in _PARTS.finditer(pattern):
        if part["hiding"]:
            message = (
                f"the pattern {pattern[:40]!r} of regex() has the flag x or a class like [:alpha:]; write it without"
            )
            raise ExpressionError(message)
        if part[0] == "(":
            sums.append(0)
            last = 1
        elif part[0] == ")" and len(sums) > 1:
            last = max(1, sums.pop())
            sums[-1] += last
        elif part["times"]:
            times = max(1, int(part["times"]))
            sums[-1] += last * (times - 1)
            last *= times
        else:
            sums[-1] += 1
            last = last if part["aside"] else 1
    return sum(sums)


class Trial:
    """Tries the patterns of one form while it is built, until they have taken `TOGETHER`. left: seconds of that."""

    def __init__(self) -> None:
        self.left = TOGETHER

    def must_be_quick(self, patterns: Iterable[str]) -> None:
        """Raises ExpressionError for a pattern that is wrong, or that long runs of its own letters keep busy."""
        for pattern in sorted(patterns):
            if self.left < 0:
                return
            began = thread_time()
            try:
                _try(pattern, began + SECONDS)
            finally:
                self.left -= thread_time() - began


def _try(pattern: str, end: float) -> None:
    letters = dict.fromkeys(c for c in pattern if c.isalnum())
    for letter in (*list(letters)[:8], "a", "0", " ", "@"):
        matches(letter * 60 + "\x01", pattern, end - thread_time())


def matches(text: str, pattern: str, seconds: float = SECONDS) -> bool:
    """Whether the whole of `text` fits; raises ExpressionError for a pattern that is wrong, or takes longer than `seconds`."""
    compiled = _compiled(pattern)
    try:
        return compiled.fullmatch(text, timeout=max(seconds, 1e-6)) is not None
    except TimeoutError:
        message = f"the pattern {pattern[:40]!r} of regex() takes too long; write it without repeats within repeats"
        raise ExpressionError(message) from None
