"""Reads a PO catalogue in the form that gettext's tools write, four times as fast as Babel (measured, ADR 14).

Whatever else stands in a file raises OtherError, and the file is read by `kiosk.publishing.po_other`.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from babel.messages.pofile import unescape

from kiosk.publishing.findings import Finding, FindingsError
from kiosk.publishing.frontmatter import CONTROL
from kiosk.publishing.po_entry import Entry, human, made, previous

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

PIECE = 1 << 20
"""Bytes of a file that are read at a time."""

_RUN = r'"[^"\\\n]*(?:\\[ntr"\\][^"\\\n]*)*"'
_RUNS = rf"({_RUN}(?:\n{_RUN})*)\n"
_HEADER = re.compile(rf'(?:#[^~\n][^\n]*\n|#\n)*msgid ""\nmsgstr {_RUNS}\n*')
_ENTRY = re.compile(rf"((?:#(?!~)[^\n]*\n)*)msgctxt {_RUNS}msgid {_RUNS}msgstr {_RUNS}\n*")
_OBSOLETE = re.compile(r"(?:#~[^\n]*\n)+\n*")
_UTF_8 = re.compile(r"charset=UTF-8", re.IGNORECASE)


class OtherError(Exception):
    """A file is not in the form that gettext's tools write."""


def blocks(path: Path) -> Iterator[str]:
    """A file in pieces that end where entries end."""
    rest = b""
    with path.open("rb") as file:
        while piece := file.read(PIECE):
            end = piece.rfind(b"\n\n") + 2
            if end == 1:
                rest += piece
                continue
            yield _decoded(rest + piece[:end])
            rest = piece[end:]
    if rest:
        yield _decoded(rest)


def _decoded(data: bytes) -> str:
    text = data.decode()
    if CONTROL.search(text) or "\r" in text:
        raise OtherError
    return text


class Plain:
    """Reads one file, and raises OtherError when it has anything else in it."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._line = 1
        self._contexts: set[str] = set()
        self._findings: list[Finding] = []

    def entries(self, blocks: Iterator[str]) -> Iterator[Entry]:
        """The entries of a file that comes in pieces."""
        text = next(blocks, "")
        header = _HEADER.match(text)
        if header is None or not _UTF_8.search(header[1]):
            raise OtherError
        self._line += header[0].count("\n")
        yield from self._block(text, header.end())
        for block in blocks:
            yield from self._block(block, 0)
        self.done()

    def block(self, text: str, line: int) -> Iterator[Entry]:
        """The entries of a piece that begins in a line."""
        self._line = line
        yield from self._block(text, 0)

    def done(self) -> None:
        """Raises FindingsError with what was wrong on the way."""
        if self._findings:
            raise FindingsError(self._findings)

    def _block(self, text: str, position: int) -> Iterator[Entry]:
        end = len(text)
        while position < end:
            match = _ENTRY.match(text, position)
            if match is None:
                match = _OBSOLETE.match(text, position)
                if match is None:
                    raise OtherError
            else:
                comments, context, msgid, msgstr = match.groups()
                context, msgid = _joined(context), _joined(msgid)
                if not msgid or context in self._contexts:
                    raise OtherError
                self._contexts.add(context)
                above = comments.split("\n")[:-1]
                line = self._line + len(above) + 1
                yield _entry(self._path, above, line, (context, msgid, _joined(msgstr)), self._findings)
            self._line += match[0].count("\n")
            position = match.end()


def _entry(path: Path, above: list[str], line: int, texts: tuple[str, str, str], findings: list[Finding]) -> Entry:
    """An entry from the comment lines above it (as they stand in the file) and its three texts."""
    context, msgid, msgstr = texts
    if not above or (len(above) == 1 and above[0].startswith("#:")):
        return Entry(context, msgid, msgstr, line=line)
    comments = tuple(each[1:].strip() for each in above if not each.startswith(("#.", "#:", "#,", "#|", "#=")))
    flags = {flag.strip() for each in above if each.startswith(("#,", "#=")) for flag in each[2:].split(",")}
    was = previous(each[1:] for each in above if each.startswith("#|"))
    return made(
        texts, line, fuzzy="fuzzy" in flags, was=was, comments=comments, human=human(path, line, comments, findings)
    )


def _joined(strings: str) -> str:
    """The text of one or more strings in quotes, a line each."""
    if "\\" in strings or "\n" in strings:
        return "".join(map(unescape, strings.split("\n")))
    return strings[1:-1]


def some(path: Path, header: bytes, chosen: Iterable[tuple[int, bytes]]) -> tuple[Entry, ...]:
    """The entries of some blocks of a file in the form of gettext's tools; each block with its 1-based first line.

    Raises OtherError for any other form, FindingsError as `kiosk.publishing.po.read` does.
    """
    reader = Plain(path)
    found = list(reader.entries(iter([_decoded(header)])))
    for line, block in chosen:
        found.extend(reader.block(_decoded(block), line))
    reader.done()
    return tuple(found)
