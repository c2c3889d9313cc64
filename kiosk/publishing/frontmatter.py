"""Reads one source file into its front matter, its Markdown body and the line of every key.

A file is UTF-8: YAML between two lines of `---`, then Markdown. Of YAML only what an editor needs is read: mappings,
lists and scalars, each scalar as the text that stands there, so that `NO`, `1.10` and `2024-10` stay what they are.
Anchors, aliases, tags and tabs are refused, and so is deep nesting: nothing that is read can grow.
"""

from __future__ import annotations

import re
from contextlib import suppress
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NoReturn, TypeAlias

import yaml

from kiosk.publishing.findings import Finding, FindingsError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

Tree: TypeAlias = "str | list[Tree] | dict[str, Tree]"
Where: TypeAlias = tuple[str | int, ...]
"""The way to a value: keys and 0-based positions, `("phones", 0, "number")`."""

DEPTH = 8
"""Levels of nesting that are read; the format needs four."""

LARGEST = 4_000_000
"""Bytes of one file: more than a thousand pages, and a few seconds of reading."""

_FENCE = re.compile(r"---[ ]*")
CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff]")
_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_QUOTING = frozenset({"'", '"', "|", ">"})

_PLAINER = {
    "mapping values are not allowed": "a text with ': ' in it stands in quotes; put \"…\" around the whole text",
    "found character that cannot start": 'a text that begins with @, ` or % stands in quotes; put "…" around it',
    "could not find expected ':'": "this is not 'key: value'; write a colon and a space after the key",
    "while scanning a quoted scalar": "a quotation mark is not closed; add it at the end of the text",
    "did not find expected <document start>": "the text after this value does not belong to it; put quotes around all",
    "did not find expected key": "this line does not fit the ones above; align it with them, or put the text in quotes",
}


@dataclass(frozen=True, slots=True)
class Document:
    """One file as it was read.

    path: as the user named the folder. values: keys with nothing behind them are left out. lines: 1-based line of each
    key and list item. remarks: the comment lines right above a line, without `#`. body: without blank lines around it.
    """

    path: Path
    values: dict[str, Tree] = field(default_factory=dict)
    lines: dict[Where, int] = field(default_factory=dict)
    remarks: dict[int, str] = field(default_factory=dict)
    body: str = ""
    body_line: int = 1

    def line(self, *where: str | int) -> int:
        """The line of the value at `where`, or of the nearest thing around it that has one."""
        for end in range(len(where), 0, -1):
            if where[:end] in self.lines:
                return self.lines[where[:end]]
        return 1

    def where(self, line: int) -> Where:
        """What stands in a line: the innermost value that begins there, or the body, which is called `description`."""
        if line >= self.body_line and self.body:
            return ("description",)
        return max((where for where, begins in self.lines.items() if begins == line), key=len, default=())

    def finding(self, text: str, *where: str | int, code: str = "KC106") -> Finding:
        """A finding at the value that `where` leads to."""
        return Finding(self.path, self.line(*where), text, code)


def read(path: Path) -> Document:
    """Reads a file of front matter and Markdown; raises FindingsError with file, line and what to do."""
    lines = _lines(path)
    if not _FENCE.fullmatch(lines[0]):
        _refuse(path, 1, "the file begins without front matter; make its first line --- and put the keys below")
    end = next((number for number, line in enumerate(lines[1:], 1) if _FENCE.fullmatch(line)), None)
    if end is None:
        _refuse(path, 1, "the front matter is never closed; put a line --- after the last key")
    body = "\n".join(lines[end + 1 :])
    blank = len(body) - len(body.lstrip("\n"))
    document = _parsed(path, lines[1:end], first_line=2)
    return Document(path, document.values, document.lines, document.remarks, body.strip(), end + 2 + blank)


def read_yaml(path: Path) -> Document:
    """Reads a file that is YAML from end to end (`pack.yaml`); raises FindingsError as `read` does."""
    return _parsed(path, _lines(path), first_line=1)


def _lines(path: Path) -> list[str]:
    with suppress(OSError):  # `decoded` says why
        if path.stat().st_size > LARGEST:
            _refuse(path, 1, f"the file has more than {LARGEST // 1_000_000} MB; divide it into several")
    return decoded(path).split("\n")


def decoded(path: Path) -> str:
    """The file as text with Unix line ends, without a byte order mark; raises FindingsError for anything but UTF-8."""
    try:
        raw = path.read_bytes()
    except OSError as error:
        _refuse(path, 1, f"the file cannot be read ({error.strerror}); see whether it is there and who may read it")
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = raw.count(b"\n", 0, error.start) + 1
        _refuse(path, line, "this is not UTF-8; save the file again with the encoding UTF-8")
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    strange = CONTROL.search(text)
    if strange:
        line = text.count("\n", 0, strange.start()) + 1
        _refuse(path, line, f"the invisible character U+{ord(strange[0]):04X} stands here; delete it")
    return text


def _refuse(path: Path, line: int, text: str) -> NoReturn:
    raise FindingsError([Finding(path, line, text)])


def _parsed(path: Path, lines: list[str], first_line: int) -> Document:
    tab = next((number for number, line in enumerate(lines, first_line) if "\t" in line), None)
    if tab is not None:
        _refuse(path, tab, "a tab stands in this line; use spaces")
    reader = _Reader(path, first_line)
    try:
        values = reader.document(yaml.parse("\n".join(lines), Loader=_LOADER))
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        line = first_line + (mark.line if mark else 0)
        _refuse(path, min(line, first_line + len(lines) - 1), _plainer(f"{error.context or ''} {error.problem or ''}"))
    except yaml.YAMLError as error:
        _refuse(path, first_line, f"this is not YAML ({error}); compare it with a file that works")
    return Document(path, values, reader.lines, _remarks(lines, first_line))


def _plainer(problem: str) -> str:
    for words, sentence in _PLAINER.items():
        if words in problem:
            return sentence
    return f"this is not YAML ({problem.strip()}); look at the quotes and the indentation"


def _remarks(lines: list[str], first_line: int) -> dict[int, str]:
    remarks: dict[int, str] = {}
    gathered: list[str] = []
    for number, line in enumerate(lines, first_line):
        stripped = line.strip()
        if stripped.startswith("#"):
            gathered.append(stripped.lstrip("# "))
            continue
        if gathered:
            remarks[number] = " ".join(gathered)
        gathered = []
    return remarks


class _Reader:
    """Turns YAML's events into a tree and notes the line of each key and item."""

    def __init__(self, path: Path, first_line: int) -> None:
        self._path = path
        self._first_line = first_line
        self.lines: dict[Where, int] = {}

    def document(self, events: Iterator[yaml.Event]) -> dict[str, Tree]:
        values: dict[str, Tree] = {}
        documents = 0
        for event in events:
            if isinstance(event, yaml.DocumentStartEvent):
                documents += 1
                if documents > 1:
                    self._refuse(event, "a second document begins here; keep one in a file")
            elif isinstance(event, yaml.NodeEvent):
                tree = self._tree(event, events, ())
                if isinstance(tree, dict):
                    values = tree
                elif tree:
                    self._refuse(event, "this is not a list of keys; write 'key: value' on each line")
        return values

    def _tree(self, event: yaml.Event, events: Iterator[yaml.Event], where: Where) -> Tree:
        if isinstance(event, yaml.AliasEvent) or getattr(event, "anchor", None):
            self._refuse(
                event, "anchors (&) and aliases (*) are not read; write the text out, in quotes if it needs the sign"
            )
        if getattr(event, "tag", None):
            self._refuse(event, "tags (!) are not read; write the text alone, in quotes if it begins with such a sign")
        if len(where) > DEPTH:
            self._refuse(event, f"more than {DEPTH} levels are nested here; none of the keys needs that many")
        if isinstance(event, yaml.MappingStartEvent):
            return self._mapping(events, where)
        if isinstance(event, yaml.SequenceStartEvent):
            return self._sequence(events, where)
        return str(event.value) if isinstance(event, yaml.ScalarEvent) else ""

    def _mapping(self, events: Iterator[yaml.Event], where: Where) -> dict[str, Tree]:
        values: dict[str, Tree] = {}
        seen: dict[str, int] = {}
        for event in events:
            if isinstance(event, yaml.MappingEndEvent):
                break
            key = self._tree(event, events, where)
            line = self._line(event)
            if not isinstance(key, str):
                self._refuse(event, "a key is one word; put the text in quotes if it begins with { or [")
            if key in seen:
                self._refuse(event, f"the key {key!r} stands in line {seen[key]} already; keep one of the two")
            seen[key] = self.lines[*where, key] = line
            value = next(events)
            tree = self._tree(value, events, (*where, key))
            if tree or not isinstance(value, yaml.ScalarEvent) or value.style in _QUOTING:
                values[key] = tree
        return values

    def _sequence(self, events: Iterator[yaml.Event], where: Where) -> list[Tree]:
        items: list[Tree] = []
        for event in events:
            if isinstance(event, yaml.SequenceEndEvent):
                break
            self.lines[*where, len(items)] = self._line(event)
            items.append(self._tree(event, events, (*where, len(items))))
        return items

    def _line(self, event: yaml.Event) -> int:
        return self._first_line + (int(event.start_mark.line) if event.start_mark else 0)

    def _refuse(self, event: yaml.Event, text: str) -> NoReturn:
        _refuse(self._path, self._line(event), text)
