"""Looks at a whole source folder and tells everything about it: errors, warnings, notes, and how far each language is."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import chain
from typing import TYPE_CHECKING

from kiosk.publishing import ageing, checks, duplicates, fonts, po, source, wording
from kiosk.publishing.coverage import Coverage
from kiosk.publishing.findings import Finding, FindingsError
from kiosk.publishing.links import KINDS, Targets
from kiosk.publishing.texts import extract
from kiosk.publishing.translations import merged

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import date
    from pathlib import Path

    from kiosk.publishing.po import Entry
    from kiosk.publishing.source import Source
    from kiosk.publishing.texts import SourceText


REFERENCES = frozenset({"KC105", "KC401"})
"""What cannot be told while a file cannot be read: it may be the one that is named."""


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
    targets = Targets.of(folder)
    found = list(
        chain(
            checks.findings(read),
            ageing.findings(read, today),
            duplicates.findings(read.services),
            chain.from_iterable(originals(read, text, targets) for text in official),
            _fontless(read),
        )
    )
    coverage = [Coverage.of_official(pack.official, len(official))]
    for tag in (tag for tag in dict.fromkeys(pack.languages) if tag != pack.official):
        path = read.locales / f"{tag}.po"
        try:
            entries = tuple(merged(official, po.read(path) if path.exists() else ()))
        except FindingsError as error:
            found.extend(error.findings)
            continue
        found.extend(translated(read.folder, tag, path, official, entries, targets))
        coverage.append(Coverage.of(tag, entries))
    if unread:
        found = [*unread, *(each for each in found if each.code not in REFERENCES)]
    return Review(tuple(sorted(set(found))), tuple(coverage))


def originals(read: Source, text: SourceText, targets: Targets) -> Iterator[Finding]:
    """What is wrong with the wording of an official text."""
    path = read.folder / text.file
    for complaint in wording.complaints(text.value, read.pack.keys.official, text.ref.entity, text.field):
        yield Finding(path, text.line, complaint.text, complaint.code)
    for target, why in targets.dead(text.value):
        if text.format == "markdown" and target.startswith((*(f"{kind}:" for kind in KINDS), "media/")):
            continue  # what a body links to has been looked at with its record
        line = text.line + text.value.count("\n", 0, text.value.find(f"({target}"))
        yield Finding(path, line, why, "KC401")


def translated(
    folder: Path, tag: str, path: Path, official: Sequence[SourceText], entries: Sequence[Entry], targets: Targets
) -> Iterator[Finding]:
    """What is wrong with the translations of one language; entries: one for each official text, in the same order."""
    for text, entry in zip(official, entries, strict=True):
        if not entry.msgstr.strip():
            yield Finding(folder / text.file, text.line, f"{entry.context} is not translated into {tag}", "KC301")
            continue
        if entry.fuzzy:
            said = f"{entry.context}: the original has changed; bring the translation up to date and delete 'fuzzy'"
            yield Finding(path, entry.line, said, "KC302")
        else:
            for complaint in wording.unfaithful(text.value, entry.msgstr):
                yield Finding(path, entry.line, f"{entry.context}: {complaint.text}", complaint.code)
        for complaint in wording.complaints(entry.msgstr, tag, text.ref.entity, text.field):
            yield Finding(path, entry.line, f"{entry.context}: {complaint.text}", complaint.code)
        for _target, why in targets.dead(entry.msgstr):
            yield Finding(path, entry.line, f"{entry.context}: {why}", "KC401")


def _fontless(read: Source) -> Iterator[Finding]:
    if not fonts.drawable():
        text = "no font could be listed, so nobody knows what can be drawn; install fontconfig and fonts-noto-core"
        yield Finding(read.pack.document.path, 1, text, "KC604")
