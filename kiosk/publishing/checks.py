"""Whether the records of a source fit each other and say what can be true: everything that is wrong, at once."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import chain
from typing import TYPE_CHECKING, Any, TypeAlias

from kiosk.domain import opening_hours
from kiosk.errors import SourceError
from kiosk.publishing import judging, leftover, page_checks, rules
from kiosk.publishing import keys as city_keys
from kiosk.publishing.findings import Finding, FindingsError, did_you_mean
from kiosk.publishing.records import (
    Area,
    Contact,
    Facts,
    Hours,
    Link,
    Organization,
    Phone,
    Phrase,
    Place,
    Poll,
    Service,
    Term,
)
from kiosk.publishing.source import SLUG, Record, Source

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kiosk.publishing.frontmatter import Document, Where


Dated: TypeAlias = Facts | Term | Phrase | Poll


def check(source: Source) -> None:
    """Raises FindingsError with everything that is wrong in `source`."""
    found = tuple(findings(source))
    if found:
        raise FindingsError(found)


def findings(source: Source) -> Iterator[Finding]:
    """Everything that is wrong in `source`, file by file."""
    as_of = source.pack.keys.as_of
    yield from _pack(source)
    yield from _left(source.pack)
    yield from _locales(source)
    yield from city_keys.in_folder(source.folder)[1]
    groups = (source.organizations, source.places, source.services, source.terms)
    pages = (source.guides, source.events, source.notices, source.phrases, source.polls)
    for group in (*groups, *pages):
        yield from _unique(group)
        yield from chain.from_iterable(_left(record) for record in group)
        yield from chain.from_iterable(_updated(record, as_of) for record in group)
    for organization in source.organizations:
        yield from _organization(organization, as_of)
    slugs = _Slugs.of(source)
    for place in source.places:
        yield from _place(place, slugs, as_of)
    for service in source.services:
        yield from _service(service, slugs, as_of)
    for term in source.terms:
        yield from judging.rule(term.document, rules.icon, term.keys.icon, "icon")
    yield from page_checks.findings(source)


def _pack(source: Source) -> Iterator[Finding]:
    document, pack = source.pack.document, source.pack.keys
    if not SLUG.fullmatch(pack.id):
        text = "'id' has small Latin letters, digits and single hyphens only; write it like daugavpils"
        yield document.finding(text, "id", code="KC102")
    for position, tag in enumerate(pack.languages):
        yield from judging.rule(document, rules.language, tag, "languages", position)
        if tag in pack.languages[:position]:
            yield document.finding(f"the language {tag} is listed twice; keep one", "languages", position, code="KC103")
    if pack.official not in pack.languages:
        text = f"the official language {pack.official!r} is not in 'languages'; add it there"
        yield document.finding(text, "official", code="KC109")
    for tag in pack.title:
        if tag not in pack.languages:
            hint = did_you_mean(tag, pack.languages)
            yield document.finding(
                f"{tag!r} is not in 'languages'{hint}; add it there or delete this", "title", tag, code="KC109"
            )
    if pack.official not in pack.title:
        yield document.finding(
            f"the title in the official language is missing; add '{pack.official}: …'", "title", code="KC101"
        )
    yield from judging.rule(document, rules.day, pack.as_of, "as_of")
    yield from judging.rule(document, rules.zone, pack.zone, "zone")
    yield from judging.rule(document, rules.country, pack.country, "country")
    yield from judging.rule(document, rules.phone, pack.emergency, "emergency")
    if desk := pack.kiosk.get("help_desk"):
        services = {record.slug for record in source.services}
        yield from judging.known(document, "services", [str(desk)], services, ("kiosk", "help_desk"))


def _locales(source: Source) -> Iterator[Finding]:
    pack = source.pack.keys
    wanted = set(pack.languages) - {pack.official}
    for path in sorted(source.locales.glob("*.po")):
        if path.stem not in wanted:
            hint = did_you_mean(path.stem, wanted)
            text = f"{path.stem!r} is not a language to translate into{hint}; add it to pack.yaml or rename the file"
            yield Finding(path, 1, text, "KC109")


def _organization(record: Record[Organization], as_of: str) -> Iterator[Finding]:
    yield from judging.facts(record, as_of)
    yield from judging.rule(record.document, rules.url, record.keys.website, "website")
    yield from _phones(record.document, record.keys.phones, as_of)
    yield from judging.each(record.document, rules.email, record.keys.emails, "emails")
    yield from _contacts(record.document, record.keys.contacts, as_of)
    yield from _areas(record.document, record.keys.areas)


def _place(record: Record[Place], slugs: _Slugs, as_of: str) -> Iterator[Finding]:
    document, place = record.document, record.keys
    yield from judging.facts(record, as_of)
    yield from judging.rule(document, rules.country, place.country, "country")
    yield from _hours(document, place, as_of)
    yield from _phones(document, place.phones, as_of)
    yield from judging.each(document, rules.email, place.emails, "emails")
    yield from _links(document, place.links)
    yield from _contacts(document, place.contacts, as_of)
    yield from judging.known(document, "terms", place.topics, slugs.topics, ("topics",))
    for name, value, limit in (("latitude", place.latitude, 90), ("longitude", place.longitude, 180)):
        if value is not None and not -limit <= value <= limit:
            yield document.finding(f"{name!r} is not between -{limit} and {limit}; correct it", name)
    if (place.latitude is None) != (place.longitude is None):
        yield document.finding("one of 'latitude' and 'longitude' is missing; write both or none", "latitude")


@dataclass(frozen=True, slots=True)
class _Slugs:
    """What a service may point to."""

    organizations: frozenset[str]
    places: frozenset[str]
    topics: frozenset[str]
    situations: frozenset[str]

    @classmethod
    def of(cls, source: Source) -> _Slugs:
        return cls(
            frozenset(organization.slug for organization in source.organizations),
            frozenset(place.slug for place in source.places),
            frozenset(term.slug for term in source.terms if term.keys.scheme == "topic"),
            frozenset(term.slug for term in source.terms if term.keys.scheme == "situation"),
        )


def _service(record: Record[Service], slugs: _Slugs, as_of: str) -> Iterator[Finding]:
    document, service = record.document, record.keys
    yield from judging.facts(record, as_of)
    yield from judging.rule(document, rules.icon, service.icon, "icon")
    yield from judging.rule(document, rules.duration, service.processing_time, "processing_time")
    yield from judging.rule(document, rules.day, service.expires, "expires")
    yield from judging.known(document, "organizations", [service.organization], slugs.organizations, ("organization",))
    yield from judging.known(document, "terms", service.topics, slugs.topics, ("topics",))
    yield from judging.known(document, "terms", service.situations, slugs.situations, ("situations",))
    yield from judging.known(document, "places", [place.place for place in service.places], slugs.places, ("places",))
    for items, key in (
        (service.requirements, "requirements"),
        (service.evidence, "evidence"),
        (service.costs, "costs"),
        (service.places, "places"),
        (service.outputs, "outputs"),
        (service.legal_resources, "legal_resources"),
    ):
        yield from judging.items(document, items, key)
    for position, place in enumerate(service.places):
        yield from _hours(document, place, as_of, "places", position)
    yield from _phones(document, service.phones, as_of)
    yield from judging.each(document, rules.email, service.emails, "emails")
    yield from _links(document, service.links)
    yield from _contacts(document, service.contacts, as_of)
    yield from _areas(document, service.areas)
    for position, law in enumerate(service.legal_resources):
        yield from judging.rule(document, rules.url, law.url, "legal_resources", position, "url")
    yield from judging.each(document, rules.language, service.spoken_languages, "spoken_languages")
    for position, cost in enumerate(service.costs):
        where: Where = ("costs", position)
        yield from judging.rule(document, rules.amount, cost.amount, *where, "amount")
        yield from judging.rule(document, rules.currency, cost.currency, *where, "currency")
        if bool(cost.amount) != bool(cost.currency):
            yield document.finding("'amount' and 'currency' belong together; write both or none", *where)
        if not cost.amount and not cost.description:
            yield document.finding("this cost says nothing; add a 'description' or an 'amount'", *where)
    for key, values in (("steps", service.steps), ("notes", service.notes), ("keywords", service.keywords)):
        yield from judging.filled(document, values, key)


def _contacts(document: Document, contacts: tuple[Contact, ...], as_of: str) -> Iterator[Finding]:
    yield from judging.items(document, contacts, "contacts")
    for position, contact in enumerate(contacts):
        where: Where = ("contacts", position)
        yield from judging.rule(document, rules.email, contact.email, *where, "email")
        yield from _phones(document, contact.phones, as_of, *where)
        if not (contact.name or contact.role or contact.email or contact.phones):
            yield document.finding("this contact says nothing; write a name, an e-mail address or a phone", *where)


def _links(document: Document, links: tuple[Link, ...]) -> Iterator[Finding]:
    yield from judging.items(document, links, "links")
    for position, link in enumerate(links):
        yield from judging.rule(document, rules.url, link.url, "links", position, "url")


def _areas(document: Document, areas: tuple[Area, ...]) -> Iterator[Finding]:
    yield from judging.items(document, areas, "areas")
    for position, area in enumerate(areas):
        yield from judging.rule(document, rules.uri, area.uri, "areas", position, "uri")


def _updated(record: Record[Dated], as_of: str) -> Iterator[Finding]:
    if record.keys.updated:
        complaints = tuple(judging.rule(record.document, rules.day, record.keys.updated, "updated"))
        yield from complaints or judging.known_on(record.document, record.keys.updated, as_of, "updated")


def _left(record: Record[Any]) -> Iterator[Finding]:
    residue = getattr(record.keys, "residue", {})
    for where, text in leftover.complaints(residue):
        yield record.document.finding(text, "residue", *where, code="KC101")
    if "triples" in residue.get("cpsv", {}):
        from kiosk.publishing.cpsv.residue import given_back

        try:
            tuple(given_back(residue["cpsv"], ""))
        except SourceError as error:
            yield record.document.finding(str(error), "residue", "cpsv", "triples", code="KC101")


def _hours(document: Document, hours: Hours | Place, as_of: str, *where: str | int) -> Iterator[Finding]:
    if hours.hours:
        try:
            opening_hours.check(hours.hours)
        except ValueError as error:
            yield document.finding(str(error), *where, "hours", code="KC204")
    yield from judging.known_on(document, hours.hours_verified_on, as_of, *where, "hours_verified_on")


def _phones(document: Document, phones: tuple[Phone, ...], as_of: str, *owner: str | int) -> Iterator[Finding]:
    yield from judging.items(document, phones, *owner, "phones")
    for position, phone in enumerate(phones):
        where: Where = (*owner, "phones", position)
        yield from judging.rule(document, rules.phone, phone.number, *where, "number")
        yield from _hours(document, phone, as_of, *where)
        yield from judging.known_on(document, phone.verified_on, as_of, *where, "verified_on")


def _unique(records: tuple[Record[Dated], ...]) -> Iterator[Finding]:
    first: dict[str, Record[Dated]] = {}
    for record in records:
        other = first.setdefault(record.slug, record)
        if other is not record:
            text = f"the id {record.slug!r} is taken by {other.document.path}; rename one of the two files"
            yield record.document.finding(text, code="KC103")
