"""The rows of a pack, from a source that has passed its checks.

What a key that is left out means is decided here. A record without `confirm` must be confirmed when it has no
`verified_on`: nobody can say how old its facts are. Phones and hours without `confirm` or `verified_on` of their own
are as old as their record. A record without `updated` changed when the pack did.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias

from kiosk.domain.provenance import Status
from kiosk.packs.schema import TABLES
from kiosk.publishing import endonyms
from kiosk.publishing import keys as city_keys
from kiosk.publishing.naming import Ref
from kiosk.publishing.records import Cost, Facts, Hours, Link, Organization, Phone, Place, Service, Term, keys
from kiosk.publishing.texts import SourceText, digest

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from kiosk.publishing.po import Entry
    from kiosk.publishing.source import Record, Source

Row: TypeAlias = dict[str, str | int | float | None]
Rows: TypeAlias = dict[str, list[Row]]


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


def rows(source: Source) -> Rows:
    """The rows of all tables but `text`, as the order of the files and keys gives them."""
    made = _Rows(source)
    for organization in source.organizations:
        made.organization(organization)
    for place in source.places:
        made.place(place)
    for rank, service in enumerate(_ranked(source)):
        made.service(service, rank)
    for term in source.terms:
        made.term(term)
    for seq, tag in enumerate(source.pack.keys.languages):
        language = endonyms.language(tag)
        row: Row = {"tag": tag, "endonym": language.endonym, "script": language.script, "seq": seq}
        made.tables["language"].append(row)
    made.tables["city_key"] = city_keys.rows(source.folder)
    return made.tables


def text_rows(
    pack: str, official: str, texts: Iterable[SourceText], catalogues: Mapping[str, Iterable[Entry]]
) -> Iterator[Row]:
    """The rows of `text`: each official text and its translations; what is not translated has no row.

    catalogues: by tag, merged with the same texts (`kiosk.publishing.translations.merged`).
    """
    translated = {tag: {entry.context: entry for entry in entries} for tag, entries in catalogues.items()}
    for text in texts:
        name: Row = {"entity": text.ref.entity, "id": text.ref.id(pack), "field": text.field, "seq": text.seq}
        shared: Row = {**name, "format": text.format, "source_lang": official}
        original: Row = {"lang": official, "value": text.value, "status": Status.ORIGINAL.value}
        yield {**shared, **original, "source_hash": digest(text.value), "updated": text.updated}
        for tag, entries in translated.items():
            entry = entries.get(text.context)
            if entry is not None and entry.msgstr.strip():
                yield {**shared, "lang": tag, **_translation(entry)}


def _translation(entry: Entry) -> Row:
    return {
        "value": entry.msgstr.strip(),
        "status": (Status.HUMAN if entry.human else Status.MACHINE).value,
        "source_hash": digest(entry.basis),
        "updated": entry.human.day.isoformat() if entry.human else "",
    }


def _ranked(source: Source) -> list[Record[Service]]:
    """Services by the `seq` of their first topic, those of one topic by file name; without a topic last."""
    order = {term.slug: term.keys.seq for term in source.terms if term.keys.scheme == "topic"}
    last = max(order.values(), default=0) + 1

    def place(record: Record[Service]) -> tuple[int, str]:
        topics = record.keys.topics
        return (order.get(topics[0], last) if topics else last, record.slug)

    return sorted(source.services, key=place)


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

    def place(self, record: Record[Place]) -> None:
        ref, place, age = Ref("place", record.slug), record.keys, Age.of(record.keys)
        address: Row = {"street": place.street, "city": place.city, "postal_code": place.postal_code}
        where: Row = {"latitude": place.latitude, "longitude": place.longitude}
        country = place.country or self._pack.country
        self._add(ref, {"slug": ref.slug, **address, "country": country, **where, **age.columns})
        self._schedule(ref, place, age, country)
        self._sources(ref, place.sources)
        self._phones(ref, place.phones, age)

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
        parts = (("requirement", service.requirements), ("evidence", service.evidence), ("cost", service.costs))
        for entity, items in parts:
            for seq, (key, item) in enumerate(zip(keys(items), items, strict=True)):
                money: Row = {"amount": item.amount, "currency": item.currency} if isinstance(item, Cost) else {}
                self._add(ref.part(entity, key), {"service_id": id_, "seq": seq, **money})
        for seq, (key, place) in enumerate(zip(keys(service.places), service.places, strict=True)):
            at = ref.part("service_at_place", key)
            self._add(at, {"service_id": id_, "place_id": self._id(Ref("place", place.place)), "seq": seq})
            self._schedule(at, place, age, self._countries[place.place] or self._pack.country)
        self._phones(ref, service.phones, age)
        self._channels(ref, service.links, service.emails)
        self._sources(ref, service.sources)
        for seq, tag in enumerate(service.spoken_languages):
            self.tables["spoken_language"].append({"service_id": id_, "tag": tag, "seq": seq})
        for slug in (*service.topics, *service.situations):
            self.tables["service_term"].append({"service_id": id_, "term_id": self._id(Ref("term", slug))})

    def term(self, record: Record[Term]) -> None:
        ref, term = Ref("term", record.slug), record.keys
        self._add(ref, {"slug": ref.slug, "scheme": term.scheme, "icon": term.icon, "seq": term.seq})

    def _phones(self, owner: Ref, phones: tuple[Phone, ...], age: Age) -> None:
        for seq, (key, phone) in enumerate(zip(keys(phones), phones, strict=True)):
            ref, own = owner.part("phone", key), age.part(phone.verified_on, confirm=phone.confirm)
            self._add(ref, {**self._owned(owner), "seq": seq, "number": phone.number, **own.columns})
            self._schedule(ref, phone, own, self._pack.country)

    def _channels(self, owner: Ref, links: tuple[Link, ...], emails: tuple[str, ...]) -> None:
        web = [(key, "web", link.url) for key, link in zip(keys(links), links, strict=True)]
        mail = [(f"email-{position}", "email", address) for position, address in enumerate(emails, 1)]
        for seq, (key, kind, address) in enumerate(web + mail):
            self._add(owner.part("channel", key), {**self._owned(owner), "seq": seq, "kind": kind, "address": address})

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

    def _add(self, ref: Ref, columns: Row) -> None:
        self.tables[ref.entity].append({"id": self._id(ref), **columns})

    def _id(self, ref: Ref) -> str:
        return ref.id(self._pack.id)
