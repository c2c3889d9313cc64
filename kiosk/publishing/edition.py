"""A source folder that has passed every check: its records, its official texts and their translations."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from kiosk.publishing import checks, po, source
from kiosk.publishing.coverage import Coverage
from kiosk.publishing.findings import FindingsError
from kiosk.publishing.texts import SourceText, extract
from kiosk.publishing.translations import merged

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from kiosk.publishing.po import Entry
    from kiosk.publishing.source import Source


@dataclass(frozen=True, slots=True)
class Edition:
    """What a pack is built from.

    texts: in the official language. catalogues: for every other language of the pack, one entry for each text.
    """

    source: Source
    texts: tuple[SourceText, ...]
    catalogues: Mapping[str, tuple[Entry, ...]]

    def coverage(self) -> tuple[Coverage, ...]:
        """How far each language but the official one is, in the order of the pack."""
        return tuple(Coverage.of(tag, entries) for tag, entries in self.catalogues.items())


def read(folder: Path) -> Edition:
    """Reads a source folder with its catalogues; raises SourceError with everything that is wrong in them.

    A catalogue that is missing counts as empty, and one that is not in step with the texts is brought there in memory.
    """
    read = source.read(folder)
    return checked(read, extract(read))


def checked(read: Source, texts: tuple[SourceText, ...]) -> Edition:
    """The same of a folder that has been read already; texts: its official ones."""
    findings = list(checks.findings(read))
    pack = read.pack.keys
    catalogues: dict[str, tuple[Entry, ...]] = {}
    for tag in (tag for tag in pack.languages if tag != pack.official):
        path = read.locales / f"{tag}.po"
        try:
            catalogues[tag] = po.read(path) if path.exists() else ()
        except FindingsError as error:
            findings.extend(error.findings)
    if findings:
        raise FindingsError(findings)
    return Edition(read, texts, {tag: tuple(merged(texts, entries)) for tag, entries in catalogues.items()})
