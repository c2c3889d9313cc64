"""The rows of `text`: official texts, their translations from catalogues, the words of concepts, and the texts of forms."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kiosk.domain.provenance import Status
from kiosk.publishing import form_records
from kiosk.publishing.media import by_hash
from kiosk.publishing.naming import Ref
from kiosk.publishing.texts import SourceText, digest

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from kiosk.publishing.part_rows import Row
    from kiosk.publishing.po import Entry
    from kiosk.publishing.source import Source


def text_rows(source: Source, texts: Iterable[SourceText], catalogues: Mapping[str, Iterable[Entry]]) -> Iterator[Row]:
    """The rows of `text`: each official text and its translations; what is not translated has no row.

    catalogues: by tag, merged with the same texts (`kiosk.publishing.translations.merged`).
    """
    pack, official = source.pack.keys.id, source.pack.keys.official
    translated = {tag: {entry.context: entry for entry in entries} for tag, entries in catalogues.items()}
    for text in texts:
        name: Row = {"entity": text.ref.entity, "id": text.ref.id(pack), "field": text.field, "seq": text.seq}
        shared: Row = {**name, "format": text.format, "source_lang": official}
        value = by_hash(text.value, source.pictures)
        original: Row = {"lang": official, "value": value, "status": Status.ORIGINAL.value}
        yield {**shared, **original, "source_hash": digest(text.value), "updated": text.updated}
        for tag, entries in translated.items():
            entry = entries.get(text.context)
            if entry is not None and entry.msgstr.strip():
                yield {**shared, "lang": tag, **_translation(entry, by_hash(entry.msgstr.strip(), source.pictures))}
    yield from form_records.text_rows(source.pack.keys, source.forms)


def word_rows(source: Source) -> Iterator[Row]:
    """The rows of `text` that hold the words of concepts: nobody's official text, so they count as a machine's."""
    pack = source.pack.keys
    for concept in source.concepts:
        name: Row = {"entity": "concept", "id": Ref("concept", concept.slug).id(pack.id), "field": "word"}
        for tag, words in concept.words.items():
            for seq, word in enumerate(words):
                told: Row = {"lang": tag, "seq": seq, "value": word, "format": "plain", "status": Status.MACHINE.value}
                yield {**name, **told, "source_lang": pack.official, "source_hash": "", "updated": ""}


def _translation(entry: Entry, value: str) -> Row:
    return {
        "value": value,
        "status": (Status.HUMAN if entry.human else Status.MACHINE).value,
        "source_hash": digest(entry.basis),
        "updated": entry.human.day.isoformat() if entry.human else "",
    }
