"""Writes and reads the translations of one language as XLIFF 2.0 (OASIS), for translation offices that do not take PO.

One unit for each text, its `name` the same as a PO entry's `msgctxt`. A state such as `final` says nothing of who vouches
for a text: only a note of the category `kiosk` does (`human NAME DATE`), as the comment does in PO. A text whose original
has changed has the sub-state `kiosk:outdated` and the words that it was made from in a note. Tools may split a unit into
segments, put these in another order and codes in the place of markup; read, they are one text again. A unit of which a
segment is not translated is not.

The reader is expat's, without document types and entities, so that a file can neither grow nor fetch anything.
"""

from __future__ import annotations

import re
from operator import itemgetter
from typing import TYPE_CHECKING, NoReturn
from xml.parsers import expat
from xml.sax.saxutils import escape, quoteattr

from kiosk.domain.provenance import primary
from kiosk.publishing import endonyms
from kiosk.publishing.findings import Finding, FindingsError
from kiosk.publishing.importers import values
from kiosk.publishing.po_entry import Entry, human

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

NAMESPACE = "urn:oasis:names:tc:xliff:document:2.0"
OUTDATED = "kiosk:outdated"
MACHINE = "kiosk:machine"

LARGEST = 200_000_000
"""Bytes that are read: 120,000 texts of a page's length."""

_DIGITS = 10
"""Of a segment's place in its unit, and more."""

_PARTS = frozenset({"source", "target", "note", "data"})
_INSIDE = {
    "file": ("xliff",),
    "group": ("file", "group"),
    "unit": ("file", "group"),
    "notes": ("file", "group", "unit"),
    "note": ("notes",),
    "originalData": ("unit",),
    "data": ("originalData",),
    "segment": ("unit",),
    "ignorable": ("unit",),
    "source": ("segment", "ignorable"),
    "target": ("segment", "ignorable"),
}
"""What each element stands in (XLIFF 2.0, 4.2); nothing is taken from anywhere else."""

_CODES = frozenset({"ph", "sc", "ec", "pc"})
"""Inline codes; what they stand for is in the unit's original data."""


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


def is_meant(said: str, tag: str) -> bool:
    """Whether a file of the language `said` is one of `tag`: programs put a country to a language that has none.

    Not where the country makes it another language, or another script: fa-AF is Dari, zh-TW is written as zh-Hant.
    """
    own = tag.lower()
    if said.lower() == own or "-" in own or not re.fullmatch(rf"{own}-[a-z]{{2}}", said.lower()):
        return said.lower() == own
    return primary(values.tag(said)) == own and endonyms.language(said).script == endonyms.language(own).script


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
        self._texts: dict[str, list[str]] = {}  # of the whole unit in its language, of a segment in the other
        self._targets: list[tuple[int, str]] = []
        self._order = 0
        self._notes: list[tuple[str, str]] = []
        self._data: dict[str, str] = {}
        self._named = ""
        self._closing: list[str] = []
        self._initial, self._targeted, self._whole = False, False, True
        self._inside, self._foreign, self._pieces = "", 0, 0
        self._around: list[str] = []
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
        if not self._around:
            self._root(space, element, attributes)
            self._around.append(element)
        elif space != NAMESPACE or self._foreign:
            self._foreign += 1  # an extension: what stands in it, such as offers of a memory, is not the text
        else:
            if self._around[-1] not in _INSIDE.get(element, self._around):
                self._wrong(f"a <{element}> stands in a <{self._around[-1]}>; compare it with a file that was exported")
            self._around.append(element)
            self._known(element, attributes)

    def _known(self, element: str, attributes: dict[str, str]) -> None:
        if element == "unit":
            self._name = attributes.get("name", "") or attributes.get("id", "").replace(":", "/")
            self._line, self._outdated, self._whole, self._initial = self._parser.CurrentLineNumber, False, True, False
            self._texts, self._notes, self._data = {"source": [], "target": []}, [], {}
            self._targets = []
        elif element in {"segment", "ignorable"}:
            self._outdated |= attributes.get("subState") == OUTDATED
            self._initial |= attributes.get("state") == "initial"
            self._targeted = False
            self._texts["target"] = []
            self._order = len(self._targets) + 1
            self._pieces = len(self._texts["source"])
        elif element in _PARTS:
            self._part(element, attributes)
        elif self._inside in self._texts:
            self._code(element, attributes)

    def _part(self, element: str, attributes: dict[str, str]) -> None:
        self._inside = element
        if element == "target":
            self._targeted = True
            order = attributes.get("order", "")
            self._order = int(order) if order.isdecimal() and len(order) < _DIGITS else self._order
        if element == "note":
            self._notes.append((attributes.get("category", "comment"), ""))
        elif element == "data":
            self._named = attributes.get("id", "")

    def _code(self, element: str, attributes: dict[str, str]) -> None:
        """A code becomes what it stands for; marks for terms and comments are no part of the text."""
        if element == "cp":
            self._wrong("a control character (<cp>) stands in a text; delete it")
        if element not in _CODES:
            return
        first, last = ("dataRefStart", "dataRefEnd") if element == "pc" else ("dataRef", "")
        name = attributes.get(first, "")
        if name not in self._data and "equiv" not in attributes:
            self._wrong(f"nothing says what the code <{element}> stands for; write it as text")
        self._texts[self._inside].append(self._data.get(name, attributes.get("equiv", "")))
        if element == "pc":
            self._closing.append(self._data.get(attributes.get(last, ""), ""))

    def _root(self, space: str, element: str, attributes: dict[str, str]) -> None:
        if element != "xliff":
            self._wrong("this is not an XLIFF file; name one that was exported with --format xliff")
        if space != NAMESPACE:
            version = attributes.get("version", "unknown")
            self._wrong(f"this is XLIFF {version}; export it again as XLIFF 2.0")
        target = attributes.get("trgLang", self._tag)
        if not is_meant(target, self._tag):
            self._wrong(f"this file translates into {target} and not into {self._tag}; see which one is meant", "KC109")

    def _characters(self, data: str) -> None:
        if self._foreign:
            return
        if self._inside == "note":
            kind, text = self._notes[-1]
            self._notes[-1] = (kind, text + data)
        elif self._inside == "data":
            self._data[self._named] = self._data.get(self._named, "") + data
        elif self._inside:
            self._texts[self._inside].append(data)

    def _end(self, name: str) -> None:
        element = name.rpartition(" ")[2]
        if self._foreign:
            self._foreign -= 1
            return
        self._around.pop()
        if element in _PARTS:
            self._inside = ""
        elif element == "pc" and self._inside in self._texts:
            self._texts[self._inside].append(self._closing.pop())
        elif element in {"segment", "ignorable"}:
            if element == "segment":
                self._whole &= self._targeted
            elif not self._targeted:
                self._texts["target"] = self._texts["source"][self._pieces :]
            self._targets.append((self._order, "".join(self._texts["target"])))
        elif element == "unit":
            self._unit()

    def _unit(self) -> None:
        if self._name in self._entries:
            self._wrong(f"the unit {self._name!r} stands here a second time; delete one of the two", "KC103")
        findings: list[Finding] = []
        said = tuple(f"kiosk: {' '.join(text.split())}" for kind, text in self._notes if kind == "kiosk")
        source = "".join(self._texts["source"])
        target = "".join(text for _order, text in sorted(self._targets, key=itemgetter(0))) if self._whole else ""
        previous = next((text for kind, text in self._notes if kind == "original"), "")
        vouches = human(self._path, self._line, said, findings)
        if findings:
            raise FindingsError(findings)
        # a tool that drops sub-states leaves the state, and one that translates anew changes it
        outdated = bool(target) and (self._outdated or (self._initial and bool(previous)))
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
