"""Looks at a whole source folder and tells everything about it: errors, warnings, notes, and how far each language is."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import chain
from typing import TYPE_CHECKING

from kiosk.publishing import ageing, checks, code_sizes, duplicates, fonts, languages, source, wording
from kiosk.publishing.coverage import Coverage
from kiosk.publishing.findings import Finding
from kiosk.publishing.languages import Originals
from kiosk.publishing.links import KINDS, Targets
from kiosk.publishing.texts import extract

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from datetime import date
    from pathlib import Path

    from kiosk.publishing.source import Source
    from kiosk.publishing.texts import SourceText


REFERENCES = frozenset({"KC105", "KC401"})
"""What says that a record is not there."""


@dataclass(frozen=True, slots=True)
class Review:
    """What was found, file by file; coverage: the official language first, () when the records cannot be read."""

    findings: tuple[Finding, ...]
    coverage: tuple[Coverage, ...] = ()


def review(folder: Path, today: date) -> Review:
    """Reads and checks a source folder on a day; raises SourceError when it is not one."""
    read, unread = source.gather(folder)
    if read is None:
        return Review(tuple(sorted(set(unread))))
    pack = read.pack.keys
    official = extract(read)
    against = Originals.of(read, official)
    found = list(records(read, official, against.targets, today))
    coverage = [Coverage.of_official(pack.official, len(official))]
    tags = [tag for tag in dict.fromkeys(pack.languages) if tag != pack.official]
    for language in languages.examine_all(against, tags, lambda _tag: None, notes=True):
        found.extend(language.findings)
        if language.coverage:
            coverage.append(language.coverage)
    return Review(tuple(sorted(set(with_unread(found, unread)))), tuple(coverage))


def with_unread(found: Iterable[Finding], unread: Iterable[Finding]) -> Iterator[Finding]:
    """All of it, but no record whose file cannot be read is called missing."""
    unread = tuple(unread)
    names = "|".join(sorted({re.escape(each.path.stem) for each in unread})) or "(?!)"
    hidden = re.compile(rf"(?<![\w-])({names})(?![\w-])", re.IGNORECASE)
    yield from unread
    yield from (each for each in found if each.code not in REFERENCES or not hidden.search(each.text))


def records(read: Source, official: Iterable[SourceText], targets: Targets, today: date) -> Iterator[Finding]:
    """What is wrong with the records of a source and with its official texts."""
    yield from checks.findings(read)
    yield from ageing.findings(read, today)
    yield from duplicates.findings(read.services)
    official = tuple(official)
    yield from chain.from_iterable(originals(read, text, targets) for text in official)
    yield from _calendars(read, official)
    yield from _fontless(read)


def originals(read: Source, text: SourceText, targets: Targets) -> Iterator[Finding]:
    """What is wrong with the wording of an official text."""
    path = read.folder / text.file
    for complaint in wording.complaints(text.value, read.pack.keys.official, text.ref.entity, text.field):
        yield Finding(path, text.line, complaint.text, complaint.code)
    for target, why in targets.dead(text.value):
        if text.format == "markdown" and target.startswith(tuple(f"{kind}:" for kind in KINDS)):
            continue  # what a body links to has been looked at with its record
        line = text.line + text.value.count("\n", 0, text.value.find(f"({target}"))
        yield Finding(path, line, why, "KC401")


def _calendars(read: Source, official: Iterable[SourceText]) -> Iterator[Finding]:
    """Events whose calendar codes would leave something out."""
    values = {text.context: text.value for text in official}
    documents = {record.slug: record.document for record in read.events}
    for event in code_sizes.calendars(read):
        complaint = event.complaint(values)
        if complaint:
            yield documents[event.slug].finding(complaint, "name", code="KC206")


def _fontless(read: Source) -> Iterator[Finding]:
    if not fonts.drawable():
        text = "no font could be listed, so nobody knows what can be drawn; install fontconfig and fonts-noto-core"
        yield Finding(read.pack.document.path, 1, text, "KC604")
