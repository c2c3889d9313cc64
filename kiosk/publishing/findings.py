"""What is wrong with a source folder: where, what, how bad it is, and what to do about it."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from rapidfuzz import process
from rapidfuzz.distance import OSA

from kiosk.errors import SourceError
from kiosk.publishing.codes import CODES, Level

if TYPE_CHECKING:
    from collections.abc import Iterable

SHOWN = 20
"""How many findings a report lists where it does not list all; the rest is counted."""

ENDS = 300
"""Characters at the beginning and at the end of what is said of one thing."""

NEAR = 0.6
"""Letters that stay when one word becomes another, as a share of the longer one, when the other may be meant."""


@dataclass(frozen=True, slots=True, order=True)
class Finding:
    """One thing to mend in one file.

    line: 1 for the first line. text: what is wrong and what to do, without a full stop at the end. code: one of
    `kiosk.publishing.codes`. cell: for a spreadsheet the sheet and the cell (`services!C7`), else ''.
    """

    path: Path
    line: int
    text: str
    code: str = "KC100"
    cell: str = ""

    def __post_init__(self) -> None:
        """Leaves the middle out of a text that quotes pages of a file: what to do stands at its end."""
        if len(self.text) > 2 * ENDS:
            object.__setattr__(self, "text", f"{self.text[:ENDS]} … {self.text[-ENDS:]}")

    @property
    def level(self) -> Level:
        """How bad it is."""
        return CODES[self.code].level

    @property
    def where(self) -> str:
        """File and line, or file, sheet and cell."""
        return f"{self.path}:{self.cell or self.line}"

    def __str__(self) -> str:
        kind = "" if self.level is Level.ERROR else f"{self.level}: "
        return f"{self.where}: {kind}{self.text} [{self.code}]"

    def as_json(self) -> dict[str, str | int]:
        """The finding for other programs; the path with `/`."""
        return {
            "code": self.code,
            "name": CODES[self.code].name,
            "level": self.level.value,
            "path": Path(self.path).as_posix(),
            "line": self.line,
            "cell": self.cell,
            "text": self.text,
        }


class FindingsError(SourceError):
    """One or more findings; the first line of the text is one sentence, each further line one finding.

    A single finding is the whole text. most: how many it lists.
    """

    def __init__(
        self, findings: Iterable[Finding], outcome: str = "Nothing was written", most: int | None = SHOWN
    ) -> None:
        self.findings = tuple(sorted(set(findings)))
        self.outcome, self.most = outcome, most
        super().__init__(report(self.findings, outcome, most))

    def __reduce__(self) -> tuple[type[FindingsError], tuple[tuple[Finding, ...], str, int | None]]:
        """How it comes from another process: an exception would be made of its text alone."""
        return type(self), (self.findings, self.outcome, self.most)


def report(findings: tuple[Finding, ...], outcome: str, most: int | None = SHOWN) -> str:
    """The findings as a person reads them: a sentence with the outcome, then the first of them, or all (None)."""
    if len(findings) == 1:
        return str(findings[0])
    files = len({finding.path for finding in findings})
    where = "one file" if files == 1 else f"{files} files"
    lines = [f"{outcome}: {len(findings)} things to mend in {where}.", *map(str, findings[:most])]
    if most is not None and len(findings) > most:
        lines.append(f"… and {len(findings) - most} more; 'kiosk content check' lists all of them")
    return "\n".join(lines)


def errors(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """Those that stop a build."""
    return tuple(finding for finding in findings if finding.level is Level.ERROR)


def did_you_mean(word: str, known: Iterable[str]) -> str:
    """` (did you mean 'name'?)` when a known word is close to `word`, else nothing."""
    close = process.extractOne(word, sorted(known), scorer=OSA.normalized_similarity, score_cutoff=NEAR)
    return f" (did you mean {close[0]!r}?)" if close else ""
