"""Reads a whole source folder: `pack.yaml`, the Markdown files of each kind of record, and the pictures."""

from __future__ import annotations

import os
import re
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Generic, TypeVar

import msgspec

from kiosk.errors import SourceError
from kiosk.publishing import concepts, form_records, frontmatter, media, plain
from kiosk.publishing.decode import decode
from kiosk.publishing.findings import Finding, FindingsError, did_you_mean
from kiosk.publishing.records import (
    Event,
    Guide,
    Notice,
    Organization,
    Pack,
    Phrase,
    Place,
    Poll,
    Service,
    Term,
)

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping
    from pathlib import Path

    from kiosk.domain.picture import Picture
    from kiosk.publishing.concepts import Concept
    from kiosk.publishing.frontmatter import Document
    from kiosk.publishing.xform import FormSource

T_co = TypeVar("T_co", bound=msgspec.Struct, covariant=True)
T = TypeVar("T", bound=msgspec.Struct)

FOLDERS = (
    "organizations", "places", "services", "terms", "guides", "events", "notices", "phrases", "polls",
    "forms", "locales", "keys", "media",
)  # fmt: skip
"""What may lie beside `pack.yaml` as a folder."""

SLUG = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
"""What a file may be called: the record's id in the source."""


@dataclass(frozen=True, slots=True)
class Record(Generic[T_co]):
    """One file of the source: its keys, its Markdown and where each of them stands.

    slug: the file's name without `.md`. name: the path inside the source folder, with `/`.
    """

    slug: str
    name: str
    keys: T_co
    document: Document

    @property
    def body(self) -> str:
        """The Markdown, in the official language."""
        return self.document.body


@dataclass(frozen=True, slots=True)
class Source:
    """A source folder as it was read, records in the order of their file names.

    pictures: those of `media/`, by the name under which a text shows them (`media/map.png`).
    """

    folder: Path
    pack: Record[Pack]
    organizations: tuple[Record[Organization], ...]
    places: tuple[Record[Place], ...]
    services: tuple[Record[Service], ...]
    terms: tuple[Record[Term], ...]
    guides: tuple[Record[Guide], ...] = ()
    events: tuple[Record[Event], ...] = ()
    notices: tuple[Record[Notice], ...] = ()
    phrases: tuple[Record[Phrase], ...] = ()
    polls: tuple[Record[Poll], ...] = ()
    pictures: Mapping[str, Picture] = field(default_factory=dict)
    forms: tuple[FormSource, ...] = ()
    concepts: tuple[Concept, ...] = ()

    @property
    def locales(self) -> Path:
        """The folder of the PO catalogues."""
        return self.folder / "locales"

    def slim(self) -> Source:
        """The same without where in their files things stand, which is half of what records take in memory.

        For a folder in which everything has been found that is to be found.
        """
        return replace(
            self,
            organizations=_slim(self.organizations),
            places=_slim(self.places),
            services=_slim(self.services),
            guides=_slim(self.guides),
            events=_slim(self.events),
        )


def _slim(records: tuple[Record[T], ...]) -> tuple[Record[T], ...]:
    return tuple(
        replace(record, document=frontmatter.Document(record.document.path, body=record.document.body))
        for record in records
    )


def read(folder: Path) -> Source:
    """Reads all files of `folder`.

    Raises SourceError when there is no `pack.yaml`, and FindingsError with what is wrong in every file that cannot
    be read. Whether records fit each other is told by `kiosk.publishing.checks`.
    """
    source, findings = gather(folder)
    if findings or source is None:
        raise FindingsError(findings)
    return source


def pack_of(folder: Path) -> Pack | None:
    """The keys of `pack.yaml` alone; None when the folder has none that can be read."""
    path = folder / "pack.yaml"
    record = _record(folder, path, Pack, []) if path.is_file() else None
    return None if record is None else record.keys


def gather(folder: Path, services: Collection[str] | None = None) -> tuple[Source | None, list[Finding]]:
    """What can be read of `folder`, without the files that cannot, and what is wrong with those.

    Nothing is read while anything in the folder is no plain file.

    services: read these alone of all services, by their slugs. None when it is not even known which pack it is. Raises SourceError when there is no `pack.yaml`.
    """
    pack_file = folder / "pack.yaml"
    try:
        there = os.path.lexists(pack_file)
        strangers = list(_strangers(folder)) if there else []
    except OSError as error:
        raise SourceError(f"{folder} cannot be read ({error.strerror}); see who may read it") from error
    if not there:
        message = f"{folder} is not a source folder: it has no pack.yaml; name the folder that holds it"
        raise SourceError(message)
    unsafe = list(plain.findings(folder, (*FOLDERS, pack_file.name, concepts.NAME)))
    if unsafe:
        return None, [*unsafe, *strangers]  # what cannot be opened safely comes first
    findings = strangers
    pack = _record(folder, pack_file, Pack, findings)
    source = (
        _records(folder, "organizations", Organization, findings),
        _records(folder, "places", Place, findings),
        _records(folder, "services", Service, findings, services),
        _records(folder, "terms", Term, findings),
        _records(folder, "guides", Guide, findings),
        _records(folder, "events", Event, findings),
        _records(folder, "notices", Notice, findings),
        _records(folder, "phrases", Phrase, findings),
        _records(folder, "polls", Poll, findings),
        media.read(folder / "media", findings),
        () if pack is None else form_records.read(folder / "forms", pack.keys, findings),
        concepts.read(folder, findings),
    )
    return None if pack is None else Source(folder, pack, *source), findings


def _records(
    folder: Path, kind: str, keys: type[T], findings: list[Finding], only: Collection[str] | None = None
) -> tuple[Record[T], ...]:
    there = sorted(path for path in (folder / kind).rglob("*") if not _hidden(path, folder))
    records = []
    for path in there:
        if path.is_dir():
            if path.suffix == ".md":
                text = "this is a folder with the name of a file; give it another name, or move its files"
                findings.append(Finding(path, 1, text, "KC102"))
            continue
        if only is not None and path.stem not in only:
            continue
        if path.suffix != ".md":
            findings.append(
                Finding(path, 1, "only files that end in .md are read here; rename or move this one", "KC102")
            )
        elif not SLUG.fullmatch(path.stem):
            text = "a file's name has small Latin letters, digits and single hyphens only (legal-aid.md); rename it"
            findings.append(Finding(path, 1, text, "KC102"))
        else:
            records.append(_record(folder, path, keys, findings))
    return tuple(sorted((record for record in records if record), key=lambda record: (record.slug, record.name)))


def _record(folder: Path, path: Path, keys: type[T], findings: list[Finding]) -> Record[T] | None:
    try:
        document = frontmatter.read_yaml(path) if path.suffix == ".yaml" else frontmatter.read(path)
        return Record(path.stem, path.relative_to(folder).as_posix(), decode(document, keys), document)
    except FindingsError as error:
        findings.extend(error.findings)
        return None


def _strangers(folder: Path) -> Iterator[Finding]:
    """Folders whose name is not one of ours: their files would be left out without a word."""
    for path in sorted(folder.iterdir()):
        if path.is_dir() and not _hidden(path, folder) and path.name not in FOLDERS:
            hint = did_you_mean(path.name, FOLDERS)
            yield Finding(path, 1, f"no folder of this name is read{hint}; rename or move it", "KC102")


def _hidden(path: Path, folder: Path) -> bool:
    return any(map(plain.hidden, path.relative_to(folder).parts))
