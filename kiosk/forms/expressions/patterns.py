"""Regular expressions of rules, with a limit on what a bad one can cost."""

from __future__ import annotations

from functools import lru_cache
from time import perf_counter

import regex

from kiosk.errors import ExpressionError

LONGEST = 500
"""Characters of a pattern."""

MOST_REPEATED = 1000
"""What `{n}` may ask for in a pattern, all multiplied: the compiled pattern grows with it."""

SECONDS = 0.1
"""How long one match may take."""

_COUNTS = regex.compile(r"\{(\d*),?(\d*)\}")


@lru_cache(maxsize=256)
def _compiled(pattern: str) -> regex.Pattern[str]:
    if len(pattern) > LONGEST:
        message = f"the pattern of regex() has more than {LONGEST} characters; shorten it"
        raise ExpressionError(message)
    size = 1
    for match in _COUNTS.finditer(pattern):
        size *= max(int(count or 1) for count in match.groups())
        if size > MOST_REPEATED:
            message = f"the pattern {pattern[:40]!r} repeats its parts more than {MOST_REPEATED} times; shorten it"
            raise ExpressionError(message)
    try:
        return regex.compile(pattern, regex.V0)
    except (regex.error, OverflowError, RecursionError) as error:
        message = f"the pattern {pattern[:40]!r} of regex() cannot be read ({error}); correct it"
        raise ExpressionError(message) from error


@lru_cache(maxsize=256)
def must_be_quick(pattern: str) -> None:
    """Raises ExpressionError for a pattern that some text would keep busy: long runs of its own letters are tried."""
    letters = dict.fromkeys(c for c in pattern if c.isalnum())
    end = perf_counter() + SECONDS
    for letter in (*list(letters)[:8], "a", "0", " ", "@"):
        matches(letter * 60 + "\x01", pattern, end - perf_counter())


def matches(text: str, pattern: str, seconds: float = SECONDS) -> bool:
    """Whether the whole of `text` fits; raises ExpressionError for a pattern that is wrong, or takes longer than `seconds`."""
    compiled = _compiled(pattern)
    try:
        return compiled.fullmatch(text, timeout=max(seconds, 1e-6)) is not None
    except TimeoutError:
        message = f"the pattern {pattern[:40]!r} of regex() takes too long; write it without repeats within repeats"
        raise ExpressionError(message) from None
