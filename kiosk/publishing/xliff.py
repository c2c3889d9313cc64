"""Writes and reads the translations of one language as XLIFF 2.0 (OASIS), for translation offices that do not take PO.

One unit for each text, its `name` the same as a PO entry's `msgctxt`. A state such as `final` says nothing of who vouches
for a text: only a note of the category `kiosk` does (`human NAME DATE`), as the comment does in PO. A text whose original
has changed has the sub-state `kiosk:outdated` and the words that it was made from in a note. Tools may split a unit into
segments; read, they are one text again.

The reader is expat's, without document types and entities, so that a file can neither grow nor fetch anything.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NoReturn
from xml.parsers import expat
from xml.sax.saxutils import escape, quoteattr

from kiosk.publishing.findings import Finding, FindingsError
from kiosk.publishing.po import Entry, human

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

NAMESPACE = "urn:oasis:names:tc:xliff:document:2.0"
OUTDATED = "kiosk:outdated"
MACHINE = "kiosk:machine"

LARGEST = 200_000_000
"""Bytes that are read: 120,000 texts of a page's length."""

_PARTS = frozenset({"source", "target", "note"})


def render(entries: Iterable[Entry], official: str, tag: str, project: str) -> str:
    """The catalogue as a file: the same entries give the same bytes, on any day."""
    units = "".join(line for entry in entries for line in _unit(entry))
    head = f'<xliff xmlns="{NAMESPACE}" version="2.0" srcLang={quoteattr(official)} trgLang={quoteattr(tag)}>'
    return (
        f'<?xml version="1.0" encoding="UTF-8"?>\n{head}\n <file id={quoteattr(project)}>\n{units} </file>\n</xliff>\n'
    )


def _unit(entry: Entry) -> Iterator[str]:
    yield f"  <unit id={quoteattr(entry.context.replace('/', ':'))} name={quoteattr(entry.context)}>\n"
    notes = (
        *((("kiosk", f"human {entry.human.name} {entry.human.day.isoformat()}"),) if entry.human else ()),
        *(("comment", comment) for comment in entry.comments),
        *((("remark", entry.remark),) if entry.remark else ()),
        *((("file", entry.file),) if entry.file else ()),
        *((("original", entry.previous),) if entry.fuzzy and entry.previous else ()),
    )
    if notes:
        lines = "".join(f"    <note category={quoteattr(kind)}>{escape(text)}</note>\n" for kind, text in notes)
        yield f"   <notes>\n{lines}   </notes>\n"
    yield f"   <segment{_state(entry)}>\n"
    yield f'    <source xml:space="preserve">{escape(entry.msgid)}</source>\n'
    if entry.msgstr:
        yield f'    <target xml:space="preserve">{escape(entry.msgstr)}</target>\n'
    yield "   </segment>\n  </unit>\n"


def _state(entry: Entry) -> str:
    if not entry.msgstr:
        return ' state="initial"'
    if entry.fuzzy:
        return f' state="initial" subState="{OUTDATED}"'
    return ' state="reviewed"' if entry.human else f' state="translated" subState="{MACHINE}"'


def read(path: Path, tag: str) -> tuple[Entry, ...]:
    """The entries of a file that translates into `tag`; raises FindingsError with the line and what to do."""
    try:
        size = path.stat().st_size
        data = path.read_bytes() if size <= LARGEST else b""
    except OSError as error:
        _refuse(path, 1, f"the file cannot be read ({error.strerror}); see whether it is there and who may read it")
    if size > LARGEST:
        _refuse(path, 1, f"the file has more than {LARGEST // 1_000_000} MB; export one language at a time")
    return _Reader(path, tag).read(data)


def _refuse(path: Path, line: int, text: str, code: str = "KC108") -> NoReturn:
    raise FindingsError([Finding(path, line, text, code)])


class _Reader:
    """Gathers units while expat reads."""

    def __init__(self, path: Path, tag: str) -> None:
        self._path, self._tag = path, tag
        self._entries: dict[str, Entry] = {}
        self._name, self._line, self._outdated = "", 1, False
        self._texts: dict[str, list[str]] = {}
        self._notes: list[tuple[str, str]] = []
        self._inside, self._begun = "", False
        self._parser = expat.ParserCreate(namespace_separator=" ")
        self._parser.buffer_text = True
        self._parser.StartDoctypeDeclHandler = self._doctype
        self._parser.StartElementHandler = self._start
        self._parser.EndElementHandler = self._end
        self._parser.CharacterDataHandler = self._characters

    def read(self, data: bytes) -> tuple[Entry, ...]:
        try:
            self._parser.Parse(data, True)
        except expat.ExpatError as error:
            said = expat.ErrorString(error.code)
            _refuse(self._path, error.lineno, f"this is not XML ({said}); compare it with a file that was exported")
        return tuple(self._entries.values())

    def _doctype(self, *_declared: object) -> None:
        self._wrong("a document type stands here; delete it, XLIFF has none")

    def _wrong(self, text: str, code: str = "KC108") -> NoReturn:
        _refuse(self._path, self._parser.CurrentLineNumber, text, code)

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        space, _, element = name.rpartition(" ")
        if not self._begun:
            self._root(space, element, attributes)
        elif space != NAMESPACE:
            return  # an extension
        elif element == "unit":
            self._name = attributes.get("name", "") or attributes.get("id", "").replace(":", "/")
            self._line, self._outdated = self._parser.CurrentLineNumber, False
            self._texts, self._notes = {"source": [], "target": []}, []
        elif element == "segment":
            self._outdated |= attributes.get("subState") == OUTDATED
        elif element in _PARTS:
            self._inside = element
            if element == "note":
                self._notes.append((attributes.get("category", "comment"), ""))
        elif element == "cp" and self._inside in self._texts:
            self._wrong("a control character (<cp>) stands in a text; delete it")

    def _root(self, space: str, element: str, attributes: dict[str, str]) -> None:
        self._begun = True
        if element != "xliff":
            self._wrong("this is not an XLIFF file; name one that was exported with --format xliff")
        if space != NAMESPACE:
            version = attributes.get("version", "unknown")
            self._wrong(f"this is XLIFF {version}; export it again as XLIFF 2.0")
        target = attributes.get("trgLang", self._tag)
        if target.lower() != self._tag.lower():
            self._wrong(f"this file translates into {target} and not into {self._tag}; see which one is meant", "KC109")

    def _characters(self, data: str) -> None:
        if self._inside == "note":
            kind, text = self._notes[-1]
            self._notes[-1] = (kind, text + data)
        elif self._inside:
            self._texts[self._inside].append(data)

    def _end(self, name: str) -> None:
        element = name.rpartition(" ")[2]
        if element in _PARTS:
            self._inside = ""
        elif element == "unit":
            self._unit()

    def _unit(self) -> None:
        if self._name in self._entries:
            self._wrong(f"the unit {self._name!r} stands here a second time; delete one of the two", "KC103")
        findings: list[Finding] = []
        said = tuple(f"kiosk: {' '.join(text.split())}" for kind, text in self._notes if kind == "kiosk")
        source, target = "".join(self._texts["source"]), "".join(self._texts["target"])
        previous = next((text for kind, text in self._notes if kind == "original"), "")
        vouches = human(self._path, self._line, said, findings)
        if findings:
            raise FindingsError(findings)
        outdated = self._outdated and bool(target)
        self._entries[self._name] = Entry(
            context=self._name,
            msgid=source,
            msgstr=target,
            fuzzy=outdated,
            previous=previous if outdated else "",
            human=vouches,
            comments=tuple(" ".join(text.split()) for kind, text in self._notes if kind == "comment" and text.strip()),
            line=self._line,
        )
