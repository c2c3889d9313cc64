"""The rows of a pack, from a source that has passed its checks.

What a key that is left out means is decided here. A record without `confirm` must be confirmed when it has no
`verified_on`: nobody can say how old its facts are. Phones and hours without `confirm` or `verified_on` of their own
are as old as their record. A record without `updated` changed when the pack did.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias

from kiosk.packs.schema import TABLES
from kiosk.publishing import endonyms, form_records, pdf_templates
from kiosk.publishing import keys as city_keys
from kiosk.publishing.naming import Ref
from kiosk.publishing.records import (
    Area,
    Contact,
    Cost,
    Event,
    Facts,
    Guide,
    Hours,
    LegalResource,
    Link,
    Notice,
    Organization,
    Phone,
    Place,
    Service,
    Term,
    keys,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from kiosk.publishing.concepts import Concept
    from kiosk.publishing.records import Item
    from kiosk.publishing.source import Record, Source

Row: TypeAlias = dict[str, str | int | float | bytes | None]
Rows: TypeAlias = dict[str, list[Row]]

PART = "part"
"""The scheme of `xref` under which a part has the `id` of its item: that of the system that the record came from."""


@dataclass(frozen=True, slots=True)
class Age:
    """How old facts are: the date that their source shows, and whether a visitor should confirm them."""

    verified_on: str
    confirm: bool

    @classmethod
    def of(cls, facts: Facts) -> Age:
        """The age of a record."""
        return cls(facts.verified_on, not facts.verified_on if facts.confirm is None else facts.confirm)

    def part(self, verified_on: str, *, confirm: bool | None) -> Age:
        """The age of a part of it."""
        return Age(verified_on or self.verified_on, self.confirm if confirm is None else confirm)

    @property
    def columns(self) -> Row:
        """Its two columns."""
        return {"verified_on": self.verified_on, "confirm": int(self.confirm)}


def rows(source: Source, ranks: Mapping[str, int] | None = None) -> Rows:
    """The rows of all tables but `text`, as the order of the files and keys gives them.

    ranks: by slug, where each service stands, for a source that has only some of its folder's services.
    """
    if ranks is None:
        ranks = ranked(first_topics(source.services), source.terms)
    made = _Rows(source)
    for organization in source.organizations:
        made.organization(organization)
    for place in source.places:
        made.place(place)
    for service in source.services:
        made.service(service, ranks[service.slug])
    for term in source.terms:
        made.term(term)
    made.pages(source)
    made.talk(source)
    for concept in source.concepts:
        made.concept(concept)
    made.pictures(source)
    made.tables["form"] = list(form_records.rows(source.pack.keys, source.forms))
    made.tables["media"].extend(pdf_templates.rows(source.forms, source.folder / "forms"))
    for seq, tag in enumerate(source.pack.keys.languages):
        language = endonyms.language(tag)
        row: Row = {"tag": tag, "endonym": language.endonym, "script": language.script, "seq": seq}
        made.tables["language"].append(row)
    made.tables["city_key"] = city_keys.rows(source.folder)
    return made.tables


def first_topics(services: Iterable[Record[Service]]) -> dict[str, str]:
    """The first topic of each service by slug, '' for none: all that a rank depends on."""
    return {service.slug: next(iter(service.keys.topics), "") for service in services}


def ranked(topics: Mapping[str, str], terms: Iterable[Record[Term]]) -> dict[str, int]:
    """Where each service stands, by slug: by the `seq` of its first topic, then by file name; without a topic last."""
    order = {term.slug: term.keys.seq for term in terms if term.keys.scheme == "topic"}
    last = max(order.values(), default=0) + 1
    found = sorted(topics, key=lambda slug: (order.get(topics[slug], last), slug))
    return {slug: rank for rank, slug in enumerate(found)}


class _Rows:
    """Gathers rows by table."""

    def __init__(self, source: Source) -> None:
        self.tables: Rows = {table: [] for table in TABLES}
        self._pack = source.pack.keys
        self._countries = {place.slug: place.keys.country for place in source.places}

    def organization(self, record: Record[Organization]) -> None:
        ref, keys_, age = Ref("organization", record.slug), record.keys, Age.of(record.keys)
        source_url = keys_.sources[0] if keys_.sources else ""
        self._add(ref, {"slug": ref.slug, "website": keys_.website, "source_url": source_url, **age.columns})
        self._sources(ref, keys_.sources)
        self._phones(ref, keys_.phones, age)
        self._channels(ref, (), keys_.emails)
        self._contacts(ref, keys_.contacts, age)
        self._areas(ref, keys_.areas)
        self._foreign(ref, keys_)

    def place(self, record: Record[Place]) -> None:
        ref, place, age = Ref("place", record.slug), record.keys, Age.of(record.keys)
        address: Row = {"street": place.street, "city": place.city, "postal_code": place.postal_code}
        where: Row = {"latitude": place.latitude, "longitude": place.longitude}
        country = place.country or self._pack.country
        self._add(ref, {"slug": ref.slug, **address, "country": country, **where, **age.columns})
        self._schedule(ref, place, age, country)
        self._sources(ref, place.sources)
        self._phones(ref, place.phones, age)
        self._channels(ref, place.links, place.emails)
        self._contacts(ref, place.contacts, age)
        self._terms(ref, place.topics)
        self._foreign(ref, place)

    def service(self, record: Record[Service], rank: int) -> None:
        ref, service, age = Ref("service", record.slug), record.keys, Age.of(record.keys)
        id_ = self._id(ref)
        columns: Row = {
            "slug": ref.slug,
            "organization_id": self._id(Ref("organization", service.organization)),
            "icon": service.icon,
            "processing_time": service.processing_time,
            "expires": service.expires,
            "rank": rank,
        }
        self._add(ref, {**columns, **age.columns})
        parts: tuple[tuple[str, tuple[Item, ...]], ...] = (
            ("requirement", service.requirements),
            ("evidence", service.evidence),
            ("cost", service.costs),
            ("output", service.outputs),
            ("legal_resource", service.legal_resources),
        )
        for entity, items in parts:
            for seq, (key, item) in enumerate(zip(keys(items), items, strict=True)):
                own: Row = {"amount": item.amount, "currency": item.currency} if isinstance(item, Cost) else {}
                own = {"url": item.url} if isinstance(item, LegalResource) else own
                self._add(ref.part(entity, key), {"service_id": id_, "seq": seq, **own}, item.id)
        for key, evidence in zip(keys(service.evidence), service.evidence, strict=True):
            if evidence.form:
                form = {
                    "evidence_id": self._id(ref.part("evidence", key)),
                    "form_id": self._id(Ref("form", evidence.form)),
                }
                self.tables["evidence_form"].append({**form})
        for seq, (key, place) in enumerate(zip(keys(service.places), service.places, strict=True)):
            at = ref.part("service_at_place", key)
            self._add(at, {"service_id": id_, "place_id": self._id(Ref("place", place.place)), "seq": seq}, place.id)
            self._schedule(at, place, age, self._countries[place.place] or self._pack.country)
        self._phones(ref, service.phones, age)
        self._channels(ref, service.links, service.emails)
        self._sources(ref, service.sources)
        for seq, tag in enumerate(service.spoken_languages):
            self.tables["spoken_language"].append({"service_id": id_, "tag": tag, "seq": seq})
        for slug in (*service.topics, *service.situations):
            self.tables["service_term"].append({"service_id": id_, "term_id": self._id(Ref("term", slug))})
        self._contacts(ref, service.contacts, age)
        self._areas(ref, service.areas)
        for relation in service.relations:
            kind, _, slug = relation.to.partition(":")
            to = self._id(Ref(kind, slug))
            self.tables["relation"].append({"from_id": id_, "kind": relation.kind, "to_id": to})
        self._foreign(ref, service)

    def concept(self, concept: Concept) -> None:
        self._add(Ref("concept", concept.slug), {"slug": concept.slug})

    def term(self, record: Record[Term]) -> None:
        ref, term = Ref("term", record.slug), record.keys
        self._add(ref, {"slug": ref.slug, "scheme": term.scheme, "icon": term.icon, "seq": term.seq})
        self._foreign(ref, term)

    def pages(self, source: Source) -> None:
        """What is read, attended, or known to everybody: guides, events, notices."""
        for guide in source.guides:
            self.guide(guide)
        for event in source.events:
            self.event(event)
        for notice in source.notices:
            self.notice(notice)

    def guide(self, record: Record[Guide]) -> None:
        ref, guide = Ref("guide", record.slug), record.keys
        parent = self._id(Ref("guide", guide.parent)) if guide.parent else ""
        columns: Row = {"slug": ref.slug, "parent_id": parent, "icon": guide.icon, "seq": guide.seq}
        self._add(ref, {**columns, "expires": guide.expires, **Age.of(guide).columns})
        self._page(ref, guide)

    def event(self, record: Record[Event]) -> None:
        ref, event = Ref("event", record.slug), record.keys
        columns: Row = {
            "slug": ref.slug,
            "organization_id": self._id(Ref("organization", event.organization)) if event.organization else "",
            "place_id": self._id(Ref("place", event.place)) if event.place else "",
            "starts": event.starts,
            "ends": event.ends,
            "all_day": int(event.all_day),
            "zone": event.zone or self._pack.zone,
            "rrule": event.rrule,
            "rdates": " ".join(event.rdates),
            "exdates": " ".join(event.exdates),
            "icon": event.icon,
            "example": int(event.example),
            "expires": event.expires,
        }
        self._add(ref, {**columns, **Age.of(event).columns})
        self._page(ref, event)

    def notice(self, record: Record[Notice]) -> None:
        ref, notice = Ref("notice", record.slug), record.keys
        columns: Row = {"slug": ref.slug, "level": notice.level, "seq": notice.seq, "starts": notice.starts}
        self._add(ref, {**columns, "expires": notice.expires, **Age.of(notice).columns})
        self._page(ref, notice)

    def talk(self, source: Source) -> None:
        """Phrases and polls: what is said across the desk, and what the city asks."""
        for phrase in source.phrases:
            columns: Row = {"slug": phrase.slug, "topic": phrase.keys.topic, "seq": phrase.keys.seq}
            self._add(Ref("phrase", phrase.slug), columns)
        for record in source.polls:
            ref, poll = Ref("poll", record.slug), record.keys
            asked: Row = {"slug": ref.slug, "seq": poll.seq, "starts": poll.starts, "expires": poll.expires}
            self._add(ref, asked)
            for seq, (key, choice) in enumerate(zip(keys(poll.choices), poll.choices, strict=True)):
                self._add(ref.part("poll_choice", key), {"poll_id": self._id(ref), "seq": seq}, choice.id)

    def pictures(self, source: Source) -> None:
        """Each picture once, whatever its files are called; and what the pack itself has left over."""
        for shown in {picture.hash: picture for picture in source.pictures.values()}.values():
            size: Row = {"width": shown.width, "height": shown.height}
            self.tables["media"].append({"hash": shown.hash, "type": shown.type, **size, "data": shown.data})
        self._left_over("pack", self._pack.id, self._pack.residue)

    def _page(self, ref: Ref, page: Guide | Event | Notice) -> None:
        self._channels(ref, page.links, ())
        self._sources(ref, page.sources)
        self._terms(ref, (*page.topics, *page.situations))
        self._foreign(ref, page)

    def _terms(self, owner: Ref, slugs: Iterable[str]) -> None:
        for slug in slugs:
            self.tables["entity_term"].append({**self._owned(owner), "term_id": self._id(Ref("term", slug))})

    def _contacts(self, owner: Ref, contacts: tuple[Contact, ...], age: Age) -> None:
        for seq, (key, contact) in enumerate(zip(keys(contacts), contacts, strict=True)):
            ref = owner.part("contact", key)
            self._add(ref, {**self._owned(owner), "seq": seq, "email": contact.email}, contact.id)
            self._phones(ref, contact.phones, age)

    def _areas(self, owner: Ref, areas: tuple[Area, ...]) -> None:
        for seq, (key, area) in enumerate(zip(keys(areas), areas, strict=True)):
            self._add(owner.part("area", key), {**self._owned(owner), "seq": seq, "uri": area.uri}, area.id)

    def _foreign(self, ref: Ref, record: Facts | Term) -> None:
        """What other systems call a record, and what of theirs has no column."""
        for scheme, external in record.ids.items():
            self._named(ref, scheme, external)
        self._left_over(ref.entity, self._id(ref), record.residue)

    def _left_over(self, entity: str, identity: str, residue: Mapping[str, Mapping[str, str]]) -> None:
        for scheme, values in residue.items():
            for name, value in values.items():
                row: Row = {"entity": entity, "id": identity, "scheme": scheme, "name": name, "value": value}
                self.tables["residue"].append(row)

    def _named(self, ref: Ref, scheme: str, external: str) -> None:
        row: Row = {"entity": ref.entity, "id": self._id(ref), "scheme": scheme, "external_id": external}
        self.tables["xref"].append(row)

    def _phones(self, owner: Ref, phones: tuple[Phone, ...], age: Age) -> None:
        for seq, (key, phone) in enumerate(zip(keys(phones), phones, strict=True)):
            ref, own = owner.part("phone", key), age.part(phone.verified_on, confirm=phone.confirm)
            self._add(ref, {**self._owned(owner), "seq": seq, "number": phone.number, **own.columns}, phone.id)
            self._schedule(ref, phone, own, self._pack.country)

    def _channels(self, owner: Ref, links: tuple[Link, ...], emails: tuple[str, ...]) -> None:
        web = [(key, "web", link.url, link.id) for key, link in zip(keys(links), links, strict=True)]
        mail = [(f"email-{position}", "email", address, "") for position, address in enumerate(emails, 1)]
        for seq, (key, kind, address, name) in enumerate(web + mail):
            columns: Row = {**self._owned(owner), "seq": seq, "kind": kind, "address": address}
            self._add(owner.part("channel", key), columns, name)

    def _schedule(self, owner: Ref, hours: Hours | Place, age: Age, country: str) -> None:
        if not hours.hours and not hours.hours_text.strip():
            return
        own = age.part(hours.hours_verified_on, confirm=hours.hours_confirm)
        where: Row = {"rule": hours.hours, "zone": self._pack.zone, "country": country}
        self._add(owner.part("schedule"), {**self._owned(owner), **where, **own.columns})

    def _sources(self, owner: Ref, urls: tuple[str, ...]) -> None:
        for seq, url in enumerate(urls):
            self.tables["source"].append({**self._owned(owner), "seq": seq, "url": url})

    def _owned(self, owner: Ref) -> Row:
        return {"entity": owner.entity, "entity_id": self._id(owner)}

    def _add(self, ref: Ref, columns: Row, name: str = "") -> None:
        """A row; name: the `id` that an editor or another system gave to a part."""
        self.tables[ref.entity].append({"id": self._id(ref), **columns})
        if name:
            self._named(ref, PART, name)

    def _id(self, ref: Ref) -> str:
        return ref.id(self._pack.id)
