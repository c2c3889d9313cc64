"""Emphasis in a line that is being written: stars stand only where Markdown reads them as marks (CommonMark 0.31, 6.2)."""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

_SIGNS = "\"'“”„«»‚‘’.,:;!?–—-"
"""Punctuation that may as well stand outside of emphasis; the end of a link may not."""


class Marked(str):
    """A piece of a line between two marks of emphasis; what follows at once with the same marks belongs to it."""

    __slots__ = ()


def bare(piece: str, mark: str) -> str:
    """A piece without marks of the kind that stand around it anyway."""
    same = isinstance(piece, Marked) and piece.startswith(mark) and (mark == "**" or not piece.startswith("**"))
    return piece.removeprefix(mark).removesuffix(mark) if same else piece


def _is_letter(sign: str) -> bool:
    """Whether a sign is neither a blank nor punctuation, by which Markdown knows where emphasis may begin and end."""
    return bool(sign) and not sign.isspace() and unicodedata.category(sign)[0] not in "PS"


def flanked(pieces: list[str]) -> Iterator[str]:
    """The pieces of a line, with marks of emphasis only where Markdown reads them as such (CommonMark 0.31, 6.2).

    Punctuation inside a mark that has a letter outside moves out: `**Note:**that` would show its stars.
    """
    before = ""
    for at, piece in enumerate(pieces):
        made: str = piece
        if isinstance(piece, Marked):
            after = next((other[0] for other in pieces[at + 1 : at + 4] if other), "")
            made = _set(piece, before, after)
        before = made[-1:] or before
        yield made


def _set(piece: Marked, before: str, after: str) -> str:
    """A marked piece as it can stand between two signs."""
    mark = "**" if piece.startswith("**") else "*"
    inner, lead, trail = piece.removeprefix(mark).removesuffix(mark), "", ""
    if _is_letter(before):
        rest = inner.lstrip(f"{_SIGNS}(")
        lead, inner = inner.removesuffix(rest) if rest else inner, rest
    if _is_letter(after):
        inner, trail = _parted(inner)
    torn = _is_letter(lead[-1:] or before) and not _is_letter(inner[:1])
    torn = torn or (_is_letter(trail[:1] or after) and not _is_letter(inner[-1:]))
    return f"{lead}{inner}{trail}" if torn or not inner else f"{lead}{mark}{inner}{mark}{trail}"


def _parted(text: str) -> tuple[str, str]:
    """A text and the punctuation at its end; an escaped sign stays with its stroke."""
    rest = text.rstrip(_SIGNS)
    if (len(rest) - len(rest.rstrip("\\"))) % 2:
        rest = text[: len(rest) + 1]
    return rest, text[len(rest) :]


def stripped(text: str) -> str:
    """A text without the blanks and the ends of lines (a stroke before a line break) around it."""
    begin, end = 0, len(text)
    while begin < end and (text[begin].isspace() or text.startswith("\\\n", begin)):
        begin += 1
    while begin < end and text[end - 1].isspace():
        end -= 2 if text[end - 2 : end] == "\\\n" else 1
    return text[begin : max(begin, end)]
