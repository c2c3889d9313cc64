"""Brings a draft into a source folder: all of it or nothing.

The folder is copied beside itself, changed there, checked as a build would check it, and takes the old one's place at
once. What the source has no words for stays as the folder has it (`kiosk.publishing.importers.keeping`); what it says
wins. What the source says no more is listed, and removed when that is asked for.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import msgspec

from kiosk.errors import SourceError
from kiosk.publishing import concepts, edition, frontmatter, po, progress, source, texts, translations, writing
from kiosk.publishing.findings import FindingsError
from kiosk.publishing.importers import keeping
from kiosk.publishing.importers.draft import KINDS, Draft, Drafted
from kiosk.publishing.importers.standing_in import standing_in, write

if TYPE_CHECKING:
    from kiosk.publishing.findings import Finding
    from kiosk.publishing.importers.draft import Remark, Said
    from kiosk.publishing.importers.keeping import Words
    from kiosk.publishing.source import Record, Source

UNKNOWN = "?"
"""Stands for the original of a translation that nobody knows any more."""


@dataclass
class Count:
    """Records of one kind."""

    added: int = 0
    updated: int = 0
    unchanged: int = 0
    removed: int = 0


@dataclass(frozen=True, slots=True)
class Landed:
    """What an import did. gone: files of records that the source knows no more (removed, if that was asked for)."""

    into: Path
    counts: dict[str, Count]
    texts: dict[str, int]
    pictures: int
    gone: tuple[str, ...]
    remarks: tuple[Remark, ...] = field(default=())


def target(folder: Path) -> Source | None:
    """The folder that is there already, without where in its files things stand; None for none, or an empty one.

    Raises SourceError for a folder that is no source folder, or that cannot be read.
    """
    try:
        if not folder.exists() or (folder.is_dir() and not any(folder.iterdir())):
            return None
    except OSError as error:
        raise SourceError(f"{folder} cannot be read ({error.strerror}); see who may read it") from error
    return source.read(folder).slim()


def land(draft: Draft, folder: Path, *, prune: bool = False) -> Landed:
    """Writes a draft into `folder`; raises SourceError, and then the folder is what it was."""
    if draft.target and draft.target.pack.keys.official != draft.official:
        official = draft.target.pack.keys.official
        message = (
            f"{folder} is written in {official} and the source in {draft.official}; import it into a folder of its own"
        )
        raise SourceError(message)
    try:
        with standing_in(folder) as work:
            try:
                return _written(draft, work, folder, prune=prune)
            except FindingsError as error:
                raise FindingsError(_home(found, draft, work, folder) for found in error.findings) from error
    except OSError as error:
        message = f"{folder} cannot be written ({error.strerror or error}) and is as it was; make room, or ask who may write there"
        raise SourceError(message) from error


def _written(draft: Draft, work: Path, folder: Path, *, prune: bool) -> Landed:
    counts, gone = _records(draft, work, prune=prune)
    pictures = _pictures(draft, work)
    for name, data in draft.forms.items():
        write(work / "forms" / name, data)
    if draft.concepts and not (draft.target and draft.target.concepts == draft.concepts):
        write(work / concepts.NAME, concepts.render(draft.concepts).encode())
    _pack_file(draft, work)
    progress.tell("checking", 0, 0)
    read = source.read(work)
    official = texts.extract(read)
    said = _catalogues(draft, read, official)
    edition.checked(read, official)
    return Landed(folder, counts, said, pictures, gone, tuple(draft.remarks))


def _records(draft: Draft, work: Path, *, prune: bool) -> tuple[dict[str, Count], tuple[str, ...]]:
    counts = {kind: Count() for kind in KINDS}
    gone: list[str] = []
    for kind, count in counts.items():
        there: dict[str, Record[Any]] = {r.slug: r for r in (getattr(draft.target, kind) if draft.target else ())}
        for number, (slug, drafted) in enumerate(draft.drafted[kind].items(), 1):
            progress.tell(kind, number, len(draft.drafted[kind]))
            before = there.get(slug)
            if before is None:
                write(work / kind / f"{slug}.md", writing.record(drafted.keys, drafted.body).encode())
                count.added += 1
                continue
            kept = _kept(before, drafted, kind, draft.words) if draft.words else drafted
            if (kept.keys, kept.body) == (before.keys, before.body):
                count.unchanged += 1
            else:
                write(work / before.name, writing.record(kept.keys, kept.body).encode())
                count.updated += 1
        for slug, before in there.items():
            external = getattr(before.keys, "ids", {}).get(draft.scheme)
            ours = kind in draft.complete or (external is not None and external.startswith(draft.family))
            if slug in draft.drafted[kind] or not ours:
                continue
            gone.append(before.name)
            if prune:
                (work / before.name).unlink()
                count.removed += 1
    return counts, tuple(gone)


def _kept(before: Record[Any], now: Drafted[Any], kind: str, words: Words) -> Drafted[Any]:
    """The record as the source says it today, with what the folder has beyond the source's words."""
    guessed = now.guessed - keeping.filled_in(before.slug, before.keys, before.body)
    spoken = now.body or keeping.BODY in words.said.get(kind, ())
    keys = keeping.kept(before.keys, now.keys, words, kind, guessed)
    return replace(now, keys=keys, body=now.body if spoken else before.body)


def _pictures(draft: Draft, work: Path) -> int:
    for name, data in draft.pictures.items():
        write(work / name, data)
    return len(draft.pictures)


def _pack_file(draft: Draft, work: Path) -> None:
    """`pack.yaml`: made when there is none, else given the languages and the day that the import needs."""
    before = draft.target.pack.keys if draft.target and not draft.replaces_pack else draft.pack
    languages = (*before.languages, *(tag for tag in sorted(draft.translations) if tag not in before.languages))
    as_of = max(before.as_of, draft.pack.as_of)
    residue = {**before.residue, **draft.pack.residue}
    now = msgspec.structs.replace(before, languages=languages, as_of=as_of, residue=residue)
    if draft.target is None or now != draft.target.pack.keys:
        write(work / "pack.yaml", writing.pack(now).encode())


def _catalogues(draft: Draft, read: Source, official: tuple[texts.SourceText, ...]) -> dict[str, int]:
    """The PO catalogues with the source's translations in them; those that people have made or read stay theirs."""
    by_context = {text.context: text for text in official}
    pack = read.pack.keys
    counts = {}
    for tag in (tag for tag in pack.languages if tag != pack.official):
        path = read.locales / f"{tag}.po"
        entries = {entry.context: entry for entry in (po.read(path) if path.exists() else ())}
        said = draft.translations.get(tag, {})
        known = {context: by_context[context] for context in said if context in by_context}
        counts[tag] = len(known)
        if len(known) < len(said):
            context = next(context for context in said if context not in known)
            gone = f"{len(said) - len(known)} texts translate what the original does not say ({context}); they were left out"
            draft.remark(f"locales/{tag}.po", gone)
        older = 0
        for context, text in known.items():
            before = entries.get(context)
            if before is not None and before.human and not said[context].human:
                older += before.basis != text.value
                continue  # a person has read it, and what a person has read is not replaced by what nobody vouches for
            entries[context] = _entry(text, said[context], before)
        if older:
            stay = f"{older} texts that a person has read are of an older original; they stay, as out of date"
            draft.remark(f"locales/{tag}.po", stay)
        if entries or tag in draft.translations:
            content = po.render(translations.merged(official, entries.values()), tag, pack.id)
            write(path, content.encode())
    return counts


def _entry(text: texts.SourceText, said: Said, before: po.Entry | None) -> po.Entry:
    """The catalogue's entry for what the source says; the one that is there, as long as it says the same."""
    value = said.value if text.format == "markdown" else texts.one_line(said.value)
    known = before is not None and before.msgstr == value and (before.basis == text.value or said.outdated)
    if before is None or said.human or not known:
        previous = said.basis if said.basis != UNKNOWN else ""
        return po.Entry(text.context, text.value, value, said.outdated, previous, said.human)
    if said.outdated and before.human is None:
        return replace(before, msgid=text.value, fuzzy=True)
    return before


def _home(found: Finding, draft: Draft, work: Path, folder: Path) -> Finding:
    """A finding in the copy, as one in the source where that knows the place, else in the folder itself."""
    if not found.path.is_relative_to(work):
        return found
    path = found.path.relative_to(work)
    if path.suffix == ".md" and path.parts[0] in KINDS:
        origin = draft.origin(path.parts[0], path.stem, frontmatter.read(found.path).where(found.line))
        if origin:
            source_path, row, cell = origin
            return replace(found, path=source_path, line=row, cell=cell)
    return replace(found, path=folder / path)


def in_memory(draft: Draft) -> Source:
    """The draft as a source that has been read, without any file: for looking at what an export would make of it."""
    made: dict[str, Any] = {}
    for kind in KINDS:
        listed = sorted(draft.drafted[kind].values(), key=lambda drafted: drafted.slug)
        made[kind] = tuple(_record(kind, drafted) for drafted in listed)
    pack = source.Record("pack", "pack.yaml", draft.pack, frontmatter.Document(Path("pack.yaml")))
    return source.Source(Path(), pack, **made)


def _record(kind: str, drafted: Drafted[Any]) -> Record[Any]:
    name = f"{kind}/{drafted.slug}.md"
    return source.Record(drafted.slug, name, drafted.keys, frontmatter.Document(Path(name), body=drafted.body))
