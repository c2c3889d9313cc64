"""What is wrong with a source folder: where, what, and what to do about it."""

from __future__ import annotations

import difflib
from dataclasses import dataclass
from typing import TYPE_CHECKING

from kiosk.errors import SourceError

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

SHOWN = 20
"""How many findings a report lists; the rest is counted."""


@dataclass(frozen=True, slots=True, order=True)
class Finding:
    """One mistake in one file.

    line: 1 for the first line. text: what is wrong and what to do, without a full stop at the end.
    """

    path: Path
    line: int
    text: str

    def __str__(self) -> str:
        return f"{self.path}:{self.line}: {self.text}"


class FindingsError(SourceError):
    """One or more findings; the first line of the text is one sentence, each further line one finding.

    A single finding is the whole text.
    """

    def __init__(self, findings: Iterable[Finding]) -> None:
        self.findings = tuple(sorted(set(findings)))
        super().__init__(report(self.findings))


def report(findings: tuple[Finding, ...]) -> str:
    """The findings as a person reads them: a sentence, then at most `SHOWN` of them."""
    if len(findings) == 1:
        return str(findings[0])
    files = len({finding.path for finding in findings})
    where = "one file" if files == 1 else f"{files} files"
    lines = [f"Nothing was written: {len(findings)} things to mend in {where}.", *map(str, findings[:SHOWN])]
    if len(findings) > SHOWN:
        lines.append(f"… and {len(findings) - SHOWN} more; mend these first and run it again")
    return "\n".join(lines)


def did_you_mean(word: str, known: Iterable[str]) -> str:
    """` (did you mean 'name'?)` when a known word is close to `word`, else nothing."""
    close = difflib.get_close_matches(word, sorted(known), n=1, cutoff=0.6)
    return f" (did you mean {close[0]!r}?)" if close else ""
