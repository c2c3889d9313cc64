"""Sends the translations of one language out and takes them in again, so that nothing becomes more than it was.

A file has been through other people's programs, which guess, drop comments and copy them. So a text that comes in counts
as made by people only when the comment names one, and when that comment was not just carried along: not with other words
than those that the person vouched for, and not from another text. A fuzzy text is a question and never takes the
place of an answer. What comes in for an older original is taken as out of date. What is not in the file stays as it is.
"""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Literal, TypeAlias

from kiosk.publishing import po, texts, wording, xliff
from kiosk.publishing.findings import Finding, FindingsError
from kiosk.publishing.frontmatter import decoded
from kiosk.publishing.translations import catalogue, merged, save

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from pathlib import Path

    from kiosk.publishing.po import Entry, Human
    from kiosk.publishing.source import Source

Format: TypeAlias = Literal["po", "xliff"]

_LANGUAGE = re.compile(r'^"Language: *([A-Za-z0-9_@-]+) *\\n"', re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Import:
    """What came of an import, in texts.

    changed: have another translation or status than before. unchanged: came in as they were. unknown: not texts of this
    folder. guesses: fuzzy ones that were left out. withdrawn: a person's comment that did not belong to the words.
    """

    path: Path
    tag: str
    changed: int
    unchanged: int
    unknown: int
    guesses: int
    withdrawn: int


def export(read: Source, tag: str, form: Format) -> str:
    """The catalogue of one language in step with the source, as the text of a file."""
    entries = merged(texts.extract(read), catalogue(read, tag)[1])
    pack = read.pack.keys
    if form == "xliff":
        return xliff.render(entries, pack.official, tag, pack.id)
    return po.render(entries, tag, pack.id)


def take_in(read: Source, tag: str, file: Path, form: Format | None = None) -> Import:
    """Brings a file of translations into `locales/TAG.po`, or raises FindingsError and leaves that as it was.

    form: None to tell it by the file's first character. A translation whose placeholders or links differ from those of its
    original refuses the whole file.
    """
    path, before = catalogue(read, tag)
    incoming = _read(file, tag, form)
    official = texts.extract(read)
    ours = {entry.context: entry for entry in merged(official, before)}
    known = tuple(_tidied(entry, ours[entry.context]) for entry in incoming if entry.context in ours)
    wrong = tuple(_unfaithful(known, ours, file))
    if wrong:
        raise FindingsError(wrong)
    judged = _Judged(ours)
    offered = tuple(filter(None, (judged.entry(entry) for entry in known if entry.msgstr.strip())))
    new = {entry.context: entry for entry in merged(official, offered) if entry.msgstr}
    entries = tuple(_better(entry, new.get(context)) for context, entry in ours.items())
    save(path, po.render(entries, tag, read.pack.keys.id))
    changed = sum(_said(entry) != _said(ours[entry.context]) for entry in entries)
    return Import(
        path=path,
        tag=tag,
        changed=changed,
        unchanged=len(known) - changed,
        unknown=len(incoming) - len(known),
        guesses=judged.guesses,
        withdrawn=judged.withdrawn,
    )


def _read(file: Path, tag: str, form: Format | None) -> tuple[Entry, ...]:
    if form == "xliff" or (form is None and _begins_as_xml(file)):
        return xliff.read(file, tag)
    text = decoded(file)
    if not text.strip():
        raise FindingsError([Finding(file, 1, "this file is empty; see whether it is the one that is meant", "KC108")])
    said = _LANGUAGE.search(text)
    if said and not xliff.is_meant(said[1].partition("@")[0].replace("_", "-"), tag):
        other = f"this file translates into {said[1]} and not into {tag}; see which one is meant"
        raise FindingsError([Finding(file, text.count("\n", 0, said.start()) + 1, other, "KC109")])
    return po.parse(text, file)


def _tidied(entry: Entry, own: Entry) -> Entry:
    """The entry without what a program that lays files out has put around texts, and into those of one line."""
    tidy = str.strip if "\n" in own.msgid.strip() else texts.one_line
    return replace(entry, msgid=tidy(entry.msgid), msgstr=tidy(entry.msgstr))


def _begins_as_xml(file: Path) -> bool:
    try:
        with file.open("rb") as stream:
            return stream.read(64).removeprefix(b"\xef\xbb\xbf").lstrip().startswith(b"<")
    except OSError:
        return False  # reading it says why


def _unfaithful(entries: Iterable[Entry], ours: Mapping[str, Entry], file: Path) -> Iterator[Finding]:
    for entry in entries:
        if entry.msgstr.strip() and not entry.fuzzy and entry.msgstr != ours[entry.context].msgstr:
            for complaint in wording.unfaithful(entry.msgid, entry.msgstr):
                yield Finding(file, entry.line, f"{entry.context}: {complaint.text}", complaint.code)


class _Judged:
    """Takes from entries what they have no right to, and counts it."""

    def __init__(self, ours: Mapping[str, Entry]) -> None:
        self.guesses = self.withdrawn = 0
        self._ours = ours
        self._vouched: dict[tuple[Human, str], set[str]] = defaultdict(set)
        for entry in ours.values():
            if entry.human:
                self._vouched[entry.human, entry.msgstr].add(entry.context)

    def entry(self, entry: Entry) -> Entry | None:
        """The entry as it may come in, None for a guess."""
        own = self._ours[entry.context]
        if entry.fuzzy and entry.msgstr != own.msgstr:
            self.guesses += 1
            return None
        if entry.human and not self._stands(entry.human, entry, own):
            self.withdrawn += 1
            return replace(entry, human=None)
        return entry

    def _stands(self, human: Human, entry: Entry, own: Entry) -> bool:
        """Whether a person's comment belongs to these words: it did before, or it is new here and nowhere else."""
        if own.human == human:
            return own.msgstr == entry.msgstr
        return not entry.fuzzy and not self._vouched[human, entry.msgstr] - {entry.context}


def _better(own: Entry, new: Entry | None) -> Entry:
    """What came in, unless it is out of date and ours is not, or says less of the same words than ours."""
    if new is None or (new.fuzzy and own.msgstr and own.fuzzy == (new.msgstr == own.msgstr)):
        return own
    return new


def _said(entry: Entry) -> tuple[str, bool, Human | None]:
    return entry.msgstr, entry.fuzzy, entry.human
