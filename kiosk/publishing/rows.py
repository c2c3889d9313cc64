"""The rows of a pack, from a source that has passed its checks: those of records here, of their parts in `part_rows`.

What a key that is left out means is decided in both, and in `kiosk.publishing.text_rows`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from kiosk.publishing import endonyms, form_records, pdf_templates
from kiosk.publishing import keys as city_keys
from kiosk.publishing.naming import Ref
from kiosk.publishing.part_rows import Age, PartRows
from kiosk.publishing.ranks import first_topics, ranked
from kiosk.publishing.records import Cost, LegalResource, keys

if TYPE_CHECKING:
    from collections.abc import Mapping

    from kiosk.publishing.concepts import Concept
    from kiosk.publishing.part_rows import Row, Rows
    from kiosk.publishing.records import Event, Guide, Item, Notice, Organization, Place, Service, Term
    from kiosk.publishing.source import Record, Source


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


class _Rows(PartRows):
    """Gathers the rows of records, record by record."""

    def __init__(self, source: Source) -> None:
        super().__init__(source.pack.keys)
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
        self._needs(ref, service)
        self._at_places(ref, service, age)
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

    def _needs(self, ref: Ref, service: Service) -> None:
        """Who a service is for, what to bring, what it costs, what one gets, and by which law."""
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
                self._add(ref.part(entity, key), {"service_id": self._id(ref), "seq": seq, **own}, item.id)
        for key, evidence in zip(keys(service.evidence), service.evidence, strict=True):
            if evidence.form:
                brought, form = self._id(ref.part("evidence", key)), self._id(Ref("form", evidence.form))
                self.tables["evidence_form"].append({"evidence_id": brought, "form_id": form})

    def _at_places(self, ref: Ref, service: Service, age: Age) -> None:
        for seq, (key, place) in enumerate(zip(keys(service.places), service.places, strict=True)):
            at, place_id = ref.part("service_at_place", key), self._id(Ref("place", place.place))
            self._add(at, {"service_id": self._id(ref), "place_id": place_id, "seq": seq}, place.id)
            self._schedule(at, place, age, self._countries[place.place] or self._pack.country)

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
