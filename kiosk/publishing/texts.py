"""All prose of a source, in the official language, each piece with the name by which it is translated."""

from __future__ import annotations

import re
from dataclasses import dataclass
from hashlib import sha256
from typing import TYPE_CHECKING, Literal, TypeAlias, TypeVar

from kiosk.publishing.naming import Ref
from kiosk.publishing.records import (
    Contact,
    Event,
    Facts,
    Guide,
    Item,
    Link,
    Notice,
    Organization,
    Phone,
    Phrase,
    Place,
    Poll,
    Service,
    Term,
    keys,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kiosk.publishing.frontmatter import Where
    from kiosk.publishing.records import Area, Choice, LegalResource, Output, Requirement
    from kiosk.publishing.source import Record, Source

    Named: TypeAlias = "Area | Choice | LegalResource | Output | Requirement"

ItemT = TypeVar("ItemT", bound=Item)
Format: TypeAlias = Literal["plain", "markdown"]

_SPACE = re.compile(r"[ \n]+")


@dataclass(frozen=True, slots=True)
class SourceText:
    """One text of the official language.

    updated: ISO date of the record's last change. file: path inside the source folder. line: where it stands there.
    remark: the editor's comment above it, for translators.
    """

    ref: Ref
    field: str
    seq: int
    value: str
    format: Format
    updated: str
    file: str
    line: int
    remark: str = ""

    @property
    def context(self) -> str:
        """The `msgctxt`."""
        return self.ref.context(self.field, self.seq)


def digest(text: str) -> str:
    """The `source_hash` of an official text: the first 16 hexadecimal digits of its SHA-256."""
    return sha256(text.encode()).hexdigest()[:16]


def one_line(text: str) -> str:
    """A plain text without line breaks and without spaces around it."""
    return _SPACE.sub(" ", text).strip()


def extract(source: Source) -> tuple[SourceText, ...]:
    """All texts of `source` in the order of its files, those of a record in the order of its page; none is empty."""
    as_of = source.pack.keys.as_of
    return (
        *(text for record in source.organizations for text in _organization(record, as_of)),
        *(text for record in source.places for text in _place(record, as_of)),
        *(text for record in source.services for text in _service(record, as_of)),
        *(text for record in source.terms for text in _term(record, as_of)),
        *(text for record in source.guides for text in _page("guide", record, as_of)),
        *(text for record in source.events for text in _page("event", record, as_of)),
        *(text for record in source.notices for text in _page("notice", record, as_of)),
        *(text for record in source.phrases for text in _phrase(record, as_of)),
        *(text for record in source.polls for text in _poll(record, as_of)),
    )


def _organization(record: Record[Organization], as_of: str) -> Iterator[SourceText]:
    of = _Extractor("organization", record, as_of)
    yield from of.text(of.ref, "name", record.keys.name, "name")
    yield from of.description()
    yield from of.phones(record.keys.phones)
    yield from of.contacts(record.keys.contacts)
    yield from of.names("area", "areas", record.keys.areas)


def _place(record: Record[Place], as_of: str) -> Iterator[SourceText]:
    of = _Extractor("place", record, as_of)
    yield from of.text(of.ref, "name", record.keys.name, "name")
    yield from of.description()
    yield from of.text(of.ref.part("schedule"), "original", record.keys.hours_text, "hours_text")
    yield from of.phones(record.keys.phones)
    yield from of.links(record.keys.links)
    yield from of.contacts(record.keys.contacts)


def _service(record: Record[Service], as_of: str) -> Iterator[SourceText]:
    of, service = _Extractor("service", record, as_of), record.keys
    yield from of.text(of.ref, "name", service.name, "name")
    yield from of.text(of.ref, "summary", service.summary, "summary")
    yield from of.description()
    yield from of.names("requirement", "requirements", service.requirements)
    for position, ref, evidence in of.parts("evidence", service.evidence):
        yield from of.text(ref, "name", evidence.name, "evidence", position, "name")
        yield from of.text(ref, "note", evidence.note, "evidence", position, "note")
    yield from of.texts("step", service.steps, "steps")
    for position, ref, cost in of.parts("cost", service.costs):
        yield from of.text(ref, "description", cost.description, "costs", position, "description")
    for position, ref, place in of.parts("service_at_place", service.places):
        yield from of.text(ref, "note", place.note, "places", position, "note")
        yield from of.text(ref.part("schedule"), "original", place.hours_text, "places", position, "hours_text")
    yield from of.phones(service.phones)
    yield from of.links(service.links)
    yield from of.texts("note", service.notes, "notes")
    yield from of.contacts(service.contacts)
    yield from of.names("output", "outputs", service.outputs)
    yield from of.names("legal_resource", "legal_resources", service.legal_resources)
    yield from of.names("area", "areas", service.areas)
    yield from of.texts("keyword", service.keywords, "keywords")


def _term(record: Record[Term], as_of: str) -> Iterator[SourceText]:
    of = _Extractor("term", record, as_of)
    yield from of.text(of.ref, "name", record.keys.name, "name")
    yield from of.description("plain")


def _page(entity: str, record: Record[Guide | Event | Notice], as_of: str) -> Iterator[SourceText]:
    of, page = _Extractor(entity, record, as_of), record.keys
    yield from of.text(of.ref, "name", page.name, "name")
    yield from of.text(of.ref, "summary", page.summary, "summary")
    yield from of.description()
    if isinstance(page, Event):
        yield from of.text(of.ref, "location", page.location, "location")
        yield from of.text(of.ref, "audience", page.audience, "audience")
    yield from of.links(page.links)
    yield from of.texts("keyword", page.keywords, "keywords")


def _phrase(record: Record[Phrase], as_of: str) -> Iterator[SourceText]:
    of = _Extractor("phrase", record, as_of)
    yield from of.text(of.ref, "name", record.keys.name, "name")
    yield from of.description("plain")


def _poll(record: Record[Poll], as_of: str) -> Iterator[SourceText]:
    of = _Extractor("poll", record, as_of)
    yield from of.text(of.ref, "name", record.keys.name, "name")
    yield from of.description()
    yield from of.names("poll_choice", "choices", record.keys.choices)


class _Extractor:
    """Makes the texts of one record."""

    def __init__(self, entity: str, record: Record[Facts | Term | Phrase | Poll], as_of: str) -> None:
        self.ref = Ref(entity, record.slug)
        self._record = record
        self._updated = record.keys.updated or as_of

    def text(self, ref: Ref, field: str, value: str, *where: str | int, seq: int = 0) -> Iterator[SourceText]:
        """The plain text that stands at `where`, if there is one."""
        line = self._record.document.line(*where)
        yield from self._made((ref, field, seq), one_line(value), "plain", line)

    def texts(self, field: str, values: tuple[str, ...], key: str) -> Iterator[SourceText]:
        """A list of plain texts of the record itself, numbered from 0."""
        for seq, value in enumerate(values):
            yield from self.text(self.ref, field, value, key, seq, seq=seq)

    def description(self, form: Format = "markdown") -> Iterator[SourceText]:
        """The body below the front matter."""
        body = self._record.body
        value = body if form == "markdown" else one_line(body)
        yield from self._made((self.ref, "description", 0), value, form, self._record.document.body_line)

    def parts(self, entity: str, items: tuple[ItemT, ...]) -> Iterator[tuple[int, Ref, ItemT]]:
        """Each item of a list with its 0-based position and its name."""
        for position, (key, item) in enumerate(zip(keys(items), items, strict=True)):
            yield position, self.ref.part(entity, key), item

    def names(self, entity: str, key: str, items: tuple[Named, ...]) -> Iterator[SourceText]:
        """The names of the items of a list that have no other text."""
        for position, ref, item in self.parts(entity, items):
            yield from self.text(ref, "name", item.name, key, position, "name")

    def links(self, links: tuple[Link, ...]) -> Iterator[SourceText]:
        """What stands on the buttons of web pages."""
        for position, ref, link in self.parts("channel", links):
            yield from self.text(ref, "label", link.label, "links", position, "label")

    def phones(self, phones: tuple[Phone, ...]) -> Iterator[SourceText]:
        """The labels and hours of the record's own telephones."""
        yield from self._phones(self.ref, phones, ("phones",))

    def contacts(self, contacts: tuple[Contact, ...]) -> Iterator[SourceText]:
        """Whom to ask, what they are there for, and their telephones."""
        for position, ref, contact in self.parts("contact", contacts):
            yield from self.text(ref, "name", contact.name, "contacts", position, "name")
            yield from self.text(ref, "role", contact.role, "contacts", position, "role")
            yield from self._phones(ref, contact.phones, ("contacts", position, "phones"))

    def _phones(self, owner: Ref, phones: tuple[Phone, ...], where: Where) -> Iterator[SourceText]:
        for position, (key, phone) in enumerate(zip(keys(phones), phones, strict=True)):
            ref, at = owner.part("phone", key), (*where, position)
            yield from self.text(ref, "label", phone.label, *at, "label")
            yield from self.text(ref.part("schedule"), "original", phone.hours_text, *at, "hours_text")

    def _made(self, name: tuple[Ref, str, int], value: str, form: Format, line: int) -> Iterator[SourceText]:
        if value:
            remark = self._record.document.remarks.get(line, "")
            yield SourceText(*name, value, form, self._updated, self._record.name, line, remark)
