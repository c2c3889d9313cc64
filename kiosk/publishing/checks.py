"""Whether the records of a source fit each other and say what can be true: everything that is wrong, at once."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import chain
from typing import TYPE_CHECKING

from kiosk.domain import opening_hours
from kiosk.publishing import rules
from kiosk.publishing.findings import Finding, FindingsError, did_you_mean
from kiosk.publishing.records import Facts, Hours, Item, Organization, Phone, Place, Service, Term, keys
from kiosk.publishing.source import SLUG, Record, Source

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Iterator

    from kiosk.publishing.frontmatter import Document, Where


def check(source: Source) -> None:
    """Raises FindingsError with everything that is wrong in `source`."""
    found = tuple(findings(source))
    if found:
        raise FindingsError(found)


def findings(source: Source) -> Iterator[Finding]:
    """Everything that is wrong in `source`, file by file."""
    as_of = source.pack.keys.as_of
    yield from _pack(source)
    yield from _locales(source)
    for group in (source.organizations, source.places, source.services, source.terms):
        yield from _unique(group)
        yield from chain.from_iterable(_updated(record, as_of) for record in group)
    for organization in source.organizations:
        yield from _organization(organization, as_of)
    for place in source.places:
        yield from _place(place, as_of)
    slugs = _Slugs.of(source)
    for service in source.services:
        yield from _service(service, slugs, as_of)
    for term in source.terms:
        yield from _rule(term.document, rules.icon, term.keys.icon, "icon")


def _pack(source: Source) -> Iterator[Finding]:
    document, pack = source.pack.document, source.pack.keys
    if not SLUG.fullmatch(pack.id):
        text = "'id' has small Latin letters, digits and single hyphens only; write it like daugavpils"
        yield document.finding(text, "id", code="KC102")
    for position, tag in enumerate(pack.languages):
        yield from _rule(document, rules.language, tag, "languages", position)
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
    yield from _rule(document, rules.day, pack.as_of, "as_of")
    yield from _rule(document, rules.zone, pack.zone, "zone")
    yield from _rule(document, rules.country, pack.country, "country")
    yield from _rule(document, rules.phone, pack.emergency, "emergency")


def _locales(source: Source) -> Iterator[Finding]:
    pack = source.pack.keys
    wanted = set(pack.languages) - {pack.official}
    for path in sorted(source.locales.glob("*.po")):
        if path.stem not in wanted:
            hint = did_you_mean(path.stem, wanted)
            text = f"{path.stem!r} is not a language to translate into{hint}; add it to pack.yaml or rename the file"
            yield Finding(path, 1, text, "KC109")


def _organization(record: Record[Organization], as_of: str) -> Iterator[Finding]:
    yield from _facts(record, as_of)
    yield from _rule(record.document, rules.url, record.keys.website, "website")
    yield from _phones(record.document, record.keys.phones, as_of)
    yield from _each(record.document, rules.email, record.keys.emails, "emails")


def _place(record: Record[Place], as_of: str) -> Iterator[Finding]:
    document, place = record.document, record.keys
    yield from _facts(record, as_of)
    yield from _rule(document, rules.country, place.country, "country")
    yield from _hours(document, place, as_of)
    yield from _phones(document, place.phones, as_of)
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
    yield from _facts(record, as_of)
    yield from _rule(document, rules.icon, service.icon, "icon")
    yield from _rule(document, rules.duration, service.processing_time, "processing_time")
    yield from _rule(document, rules.day, service.expires, "expires")
    yield from _known(document, "organizations", [service.organization], slugs.organizations, ("organization",))
    yield from _known(document, "terms", service.topics, slugs.topics, ("topics",))
    yield from _known(document, "terms", service.situations, slugs.situations, ("situations",))
    yield from _known(document, "places", [place.place for place in service.places], slugs.places, ("places",))
    for items, key in (
        (service.requirements, "requirements"),
        (service.evidence, "evidence"),
        (service.costs, "costs"),
        (service.places, "places"),
        (service.links, "links"),
    ):
        yield from _items(document, items, key)
    for position, place in enumerate(service.places):
        yield from _hours(document, place, as_of, "places", position)
    yield from _phones(document, service.phones, as_of)
    yield from _each(document, rules.email, service.emails, "emails")
    for position, link in enumerate(service.links):
        yield from _rule(document, rules.url, link.url, "links", position, "url")
    yield from _each(document, rules.language, service.spoken_languages, "spoken_languages")
    for position, cost in enumerate(service.costs):
        where: Where = ("costs", position)
        yield from _rule(document, rules.amount, cost.amount, *where, "amount")
        yield from _rule(document, rules.currency, cost.currency, *where, "currency")
        if bool(cost.amount) != bool(cost.currency):
            yield document.finding("'amount' and 'currency' belong together; write both or none", *where)
        if not cost.amount and not cost.description:
            yield document.finding("this cost says nothing; add a 'description' or an 'amount'", *where)
    for key, values in (("steps", service.steps), ("notes", service.notes)):
        yield from _filled(document, values, key)


def _facts(record: Record[Facts], as_of: str) -> Iterator[Finding]:
    document, facts = record.document, record.keys
    if not facts.name.strip():
        yield document.finding("the name is empty; write it", "name", code="KC104")
    yield from _known_on(document, facts.verified_on, as_of, "verified_on")
    yield from _each(document, rules.url, facts.sources, "sources")


def _updated(record: Record[Facts | Term], as_of: str) -> Iterator[Finding]:
    if record.keys.updated:
        complaints = tuple(_rule(record.document, rules.day, record.keys.updated, "updated"))
        yield from complaints or _known_on(record.document, record.keys.updated, as_of, "updated")


def _hours(document: Document, hours: Hours | Place, as_of: str, *where: str | int) -> Iterator[Finding]:
    if hours.hours:
        try:
            opening_hours.check(hours.hours)
        except ValueError as error:
            yield document.finding(str(error), *where, "hours", code="KC204")
    yield from _known_on(document, hours.hours_verified_on, as_of, *where, "hours_verified_on")


def _phones(document: Document, phones: tuple[Phone, ...], as_of: str) -> Iterator[Finding]:
    yield from _items(document, phones, "phones")
    for position, phone in enumerate(phones):
        where: Where = ("phones", position)
        yield from _rule(document, rules.phone, phone.number, *where, "number")
        yield from _hours(document, phone, as_of, *where)
        yield from _known_on(document, phone.verified_on, as_of, *where, "verified_on")


def _items(document: Document, items: Iterable[Item], key: str) -> Iterator[Finding]:
    """Keys of items that are no slugs or stand twice, and main texts that are empty."""
    items = tuple(items)
    names = keys(items)
    for position, (item, name) in enumerate(zip(items, names, strict=True)):
        if item.id and not SLUG.fullmatch(item.id):
            text = f"the id {item.id!r} has small Latin letters, digits and single hyphens only; change it"
            yield document.finding(text, key, position, "id", code="KC102")
        if name in names[:position]:
            text = f"a second item of {key!r} has the id {name!r}; give one of the two an 'id' of its own"
            yield document.finding(text, key, position, code="KC103")
        if not getattr(item, "name", "filled").strip():
            code = "KC110" if key == "evidence" else "KC104"
            text = f"an item of {key!r} is empty; write it or delete the line"
            yield document.finding(text, key, position, code=code)


def _unique(records: tuple[Record[Facts | Term], ...]) -> Iterator[Finding]:
    first: dict[str, Record[Facts | Term]] = {}
    for record in records:
        other = first.setdefault(record.slug, record)
        if other is not record:
            text = f"the id {record.slug!r} is taken by {other.document.path}; rename one of the two files"
            yield record.document.finding(text, code="KC103")


def _known(
    document: Document, kind: str, slugs: Iterable[str], known: Collection[str], where: Where
) -> Iterator[Finding]:
    slugs = tuple(slugs)
    for position, slug in enumerate(slugs):
        at = (*where, position) if (*where, position) in document.lines else where
        if slug not in known:
            hint = did_you_mean(slug, known)
            text = f"{slug!r} in {where[0]!r} is not there{hint}; correct it or add {kind}/{slug or 'NAME'}.md"
            yield document.finding(text, *at, code="KC105")
        elif kind == "terms" and slug in slugs[:position]:
            yield document.finding(f"{slug!r} is listed twice in {where[0]!r}; keep one", *at, code="KC103")


def _each(document: Document, rule: Callable[[str], None], values: Iterable[str], key: str) -> Iterator[Finding]:
    values = tuple(values)
    yield from _filled(document, values, key)
    for position, value in enumerate(values):
        yield from _rule(document, rule, value, key, position)
        if value in values[:position]:
            yield document.finding(f"{value} is listed twice in {key!r}; keep one", key, position, code="KC103")


def _filled(document: Document, values: Iterable[str], key: str) -> Iterator[Finding]:
    for position, value in enumerate(values):
        if not value.strip():
            text = f"an item of {key!r} is empty; write it or delete the line"
            yield document.finding(text, key, position, code="KC104")


def _known_on(document: Document, value: str, as_of: str, *where: str | int) -> Iterator[Finding]:
    return _rule(document, lambda text: rules.known_on(text, as_of), value, *where)


def _rule(document: Document, rule: Callable[[str], None], value: str, *where: str | int) -> Iterator[Finding]:
    """What the rule says against a value; an empty one is a key that is left out."""
    if not value:
        return
    try:
        rule(value)
    except rules.RuleError as error:
        yield document.finding(str(error), *where, code=error.code)
