"""Keeps the PO catalogues of a source folder in step with its official texts.

A translation belongs to the official text that it was made from. When an editor moves a step, its translation moves
with it; when he changes one, the old translation stays, marked fuzzy, with the text that it was made from.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from kiosk.errors import SourceError
from kiosk.publishing import po, source, texts
from kiosk.publishing.durable import replacing
from kiosk.publishing.po import Entry

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from pathlib import Path

    from kiosk.publishing.source import Source
    from kiosk.publishing.texts import SourceText


@dataclass(frozen=True, slots=True)
class Update:
    """What an update found, in texts: translated and up to date, out of date, still empty, and removed as obsolete."""

    path: Path
    tag: str
    translated: int
    outdated: int
    empty: int
    removed: int


def write_catalogue(folder: Path, tag: str) -> Update:
    """Makes or updates `locales/TAG.po` of a source folder and leaves it untouched when there is nothing to change.

    Raises SourceError when the folder or the catalogue cannot be read, or the pack does not have the language.
    """
    return update(source.read(folder), [tag])[0]


def update(read: Source, tags: Sequence[str] = ()) -> tuple[Update, ...]:
    """Makes or updates the catalogues of the languages named, or of all; writes none unless all can be read."""
    pack = read.pack.keys
    known = {tag: catalogue(read, tag) for tag in tags or (tag for tag in pack.languages if tag != pack.official)}
    official = texts.extract(read)
    return tuple(_update(read, official, tag, *found) for tag, found in known.items())


def catalogue(read: Source, tag: str) -> tuple[Path, tuple[Entry, ...]]:
    """The file of a language's translations and what is in it; SourceError for a language that is not translated into."""
    pack = read.pack.keys
    if tag == pack.official:
        message = f"{tag} is the language in which {read.folder} is written; name one to translate into"
        raise SourceError(message)
    if tag not in pack.languages:
        message = f"{tag} is not a language to translate into; add it to 'languages' in {read.pack.document.path}"
        raise SourceError(message)
    path = read.locales / f"{tag}.po"
    return path, po.read(path) if path.exists() else ()


def _update(read: Source, official: Sequence[SourceText], tag: str, path: Path, before: Sequence[Entry]) -> Update:
    entries = tuple(merged(official, before))
    save(path, po.render(entries, tag, read.pack.keys.id))
    return Update(
        path=path,
        tag=tag,
        translated=sum(bool(entry.msgstr) and not entry.fuzzy for entry in entries),
        outdated=sum(entry.fuzzy for entry in entries),
        empty=sum(not entry.msgstr for entry in entries),
        removed=len({entry.context for entry in before} - {entry.context for entry in entries}),
    )


def save(path: Path, text: str) -> None:
    """Writes a catalogue and leaves one alone that says the same; raises SourceError, and then it is what it was."""
    try:
        if path.exists() and path.read_bytes() == text.encode():
            return
        path.parent.mkdir(exist_ok=True)
        with replacing(path) as temporary:
            temporary.write_bytes(text.encode())
    except OSError as error:
        message = f"{path} cannot be written ({error.strerror or error}) and is as it was; make room, or ask who may write there"
        raise SourceError(message) from error


def merged(official: Iterable[SourceText], before: Iterable[Entry]) -> Iterator[Entry]:
    """One entry for each official text, in order, with what is known of its translation.

    In this order: the entry of the same name made from this very text; one of the same list made from this very text
    (the text has moved); the entry of the same name, out of date, unless its text moved elsewhere; an empty one.
    """
    official = tuple(official)
    known = {entry.context: entry for entry in before if entry.msgstr}
    current = {text.context for text in official if _fits(known.get(text.context), text)}
    spare = defaultdict(list)
    for entry in known.values():
        if entry.context not in current and entry.basis:
            spare[_family(entry.context), entry.basis].append(entry)
    found: dict[str, Entry] = {}
    for text in official:
        matches = spare[_family(text.context), text.value]
        if text.context in current:
            found[text.context] = known[text.context]
        elif matches:
            found[text.context] = matches.pop(0)
    moved = {entry.context for entry in found.values()}
    for text in official:
        stale = None if text.context in moved else known.get(text.context)
        yield brought(found.get(text.context, stale), text)


def _fits(entry: Entry | None, text: SourceText) -> bool:
    return entry is not None and entry.basis == text.value


def brought(entry: Entry | None, text: SourceText) -> Entry:
    """The entry of today's official text, with what is known of its translation."""
    bare = Entry(text.context, text.value, remark=text.remark, file=text.file)
    if entry is None:
        return bare
    outdated = entry.basis != text.value
    return replace(
        bare,
        msgstr=entry.msgstr,
        fuzzy=outdated,
        previous=entry.basis if outdated else "",
        human=entry.human,
        comments=entry.comments,
        line=entry.line,
    )


def _family(context: str) -> tuple[str, str, str]:
    """Texts between which a translation may move: those of the same list of the same record."""
    entity, _, rest = context.partition("/")
    slug, _, field = rest.partition("/")
    return entity, slug.rpartition(".")[0] or slug, field.partition("/")[0]
