"""Public services in CPSV-AP (3.2, and the names of 2.x) become services and organizations.

Literals without a language are in `--default-language`. What the standard asks for and a file lacks is told, not
refused: the standard's own example would not pass its own shapes.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING
from uuid import uuid5

import phonenumbers
from rdflib import Graph, Literal, URIRef
from rdflib.namespace import RDF

from kiosk.errors import SourceError
from kiosk.publishing import records, rules
from kiosk.publishing.cpsv import authority
from kiosk.publishing.cpsv.graphs import Things, addresses, is_sound, local, read
from kiosk.publishing.importers import values
from kiosk.publishing.importers.draft import Draft, slugified
from kiosk.publishing.importers.markdown import from_text, plain
from kiosk.publishing.naming import NAMESPACE, Ref
from kiosk.publishing.texts import one_line
from kiosk.publishing.writing import clean

if TYPE_CHECKING:
    from rdflib.term import Node

    from kiosk.publishing.source import Source

SCHEME = "cpsv"
ICON = "circle-info"
TOPICS = 24

TAKEN = frozenset(
    {
        "title", "description", "prefLabel", "altLabel", "hasCompetentAuthority", "holdsRequirement", "hasInput", "produces",
        "hasLegalResource", "follows", "hasCost", "contactPoint", "language", "keyword", "spatial", "thematicArea",
        "isGroupedBy", "isClassifiedBy", "relation", "requires", "processingTime", "telephone", "email", "contactPage",
        "openingHours", "value", "currency",
    }
)  # fmt: skip
"""Names that have a key of ours; what else is said goes to `residue` as it is."""

_COUNTRIES = {"de": "DE", "lv": "LV", "el": "GR", "fr": "FR", "nl": "NL", "it": "IT", "es": "ES", "pl": "PL"}
"""Where a file that says nothing of its country most likely comes from."""


def draft(source: str, target: Source | None, default_language: str) -> Draft:
    """What SRC would bring; raises SourceError when there is no public service in it."""
    things = Things(read(Path(source)))
    services = things.of_kind("PublicService")
    if not services:
        raise SourceError(
            f"{source} has no public service of CPSV-AP; name a file that has one (Turtle, JSON-LD, RDF/XML)"
        )
    tags = Counter(
        values.tag(text.language or "") for thing in services for text in things.texts(thing, "title", "description")
    )
    untagged = tags.pop("", 0)
    official = target.pack.keys.official if target else default_language or (tags.most_common(1)[0][0] if tags else "")
    if not official or (untagged and not tags and not default_language and not target):
        raise SourceError(
            f"{source} does not say in which language it is; add --default-language, as in --default-language de"
        )
    return _Importer(source, things, services, official, default_language or official, target).run()


class _Importer:
    def __init__(
        self, source: str, things: Things, services: list[Node], official: str, default: str, target: Source | None
    ) -> None:
        self._things = things
        self._services = services
        self._default = default
        pack = target.pack.keys if target else _pack(source, things, official)
        self._draft = Draft(SCHEME, official, pack, target)
        self._country = pack.country
        self._terms: dict[Node, tuple[str, str]] = {}

    def run(self) -> Draft:
        for thing in self._services:
            self._draft.slug("services", str(thing), self._label(thing))
        self._topics()
        for thing in self._services:
            self._service(thing)
        return self._draft

    # ---- texts -----------------------------------------------------------------------------------------------------

    def _by_tag(self, thing: Node, *names: str) -> dict[str, str]:
        """A text by language; the first of each, placeholders left out."""
        found: dict[str, str] = {}
        for text in self._things.texts(thing, *names):
            tag = values.tag(text.language) if text.language else self._default
            value = clean(str(text))
            if not tag:
                self._draft.remark(
                    str(thing), f"has a text in {text.language!r}, which is no language that we know; it was left out"
                )
            elif value.strip(" .-").upper() in {"TODO", "TBD", "N/A"}:
                self._draft.remark(str(thing), f"says {value!r} where a {names[0]} should stand; it was left out")
            elif value:
                found.setdefault(tag, value)
        return found

    def _label(self, thing: Node) -> str:
        said = self._by_tag(thing, "title", "prefLabel", "altLabel")
        return one_line(said.get(self._draft.official) or next(iter(said.values()), ""))

    def _official(self, said: dict[str, str], thing: Node, what: str) -> str:
        text = said.get(self._draft.official, "")
        if said and not text:
            tags = ", ".join(sorted(said))
            self._draft.remark(
                str(thing),
                f"has its {what} in {tags} and not in {self._draft.official}, the language of record; it was left out",
            )
        return text

    def _named(self, thing: Node, ref: Ref, what: str) -> str:
        """The name of a thing in the language of record, and in the others beside it."""
        if isinstance(thing, Literal):
            return one_line(clean(str(thing)))
        said = self._by_tag(thing, "title", "prefLabel", "altLabel") or self._by_tag(thing, "description")
        for tag, text in said.items():
            self._draft.say(tag, ref, "name", one_line(text))
        name = said.get(self._draft.official, "")
        if said and not name:
            tag, name = next(iter(said.items()))
            self._draft.remark(
                str(thing), f"has its title in {tag} and not in {self._draft.official}; that one stands there"
            )
        return one_line(name) or self._readable(thing, what)

    def _readable(self, thing: Node, what: str) -> str:
        """The last part of an address as words, for a thing that nothing is said of."""
        words = re.sub(r"(?<=[a-z])(?=[A-Z])|[_-]+", " ", local(thing)) if isinstance(thing, URIRef) else ""
        if not re.search(r"[0-9a-f]{12}", words) and words:
            return one_line(words)
        self._draft.remark(str(thing), f"is a {what} without a title; it was left out")
        return ""

    # ---- services --------------------------------------------------------------------------------------------------

    def _service(self, thing: Node) -> None:
        slug = self._draft.slug_of("services", str(thing))
        ref, things = Ref("service", slug), self._things
        names = self._by_tag(thing, "title", "prefLabel")
        for tag, text in names.items():
            self._draft.say(tag, ref, "name", one_line(text))
        name = one_line(self._official(names, thing, "title")) or self._label(thing)
        if not name:
            self._draft.remark(str(thing), "has no title; its file's name stands there")
        descriptions = self._by_tag(thing, "description")
        body = self._official(descriptions, thing, "description")
        for tag, text in descriptions.items():
            self._draft.say(tag, ref, "description", from_text(text))
        contact = self._contact(thing)
        nodes: dict[str, str] = {}
        page = [address for address in [str(thing)] if address.startswith("http") and values.address_of_web(address)]
        channels = [address for channel in things.all(thing, "hasChannel") for address in self._pages(channel)]
        links = dict.fromkeys((*contact.pages, *channels))
        topics = [self._terms[group] for group in self._groups(thing) if group in self._terms]
        keys = records.Service(
            name=name or slug,
            summary=_summary(body, name or slug),
            organization=self._provider(thing),
            keywords=self._keywords(thing, ref),
            topics=tuple(slug for scheme, slug in topics if scheme == "topic"),
            situations=tuple(slug for scheme, slug in topics if scheme == "situation"),
            icon=ICON,
            requirements=tuple(
                records.Requirement(name=said, id=key)
                for key, said in self._parts(thing, ref, "requirement", "holdsRequirement", nodes)
            ),
            evidence=tuple(
                records.Evidence(name=said, id=key)
                for key, said in self._parts(thing, ref, "evidence", "hasInput", nodes)
            ),
            outputs=tuple(
                records.Output(name=said, id=key) for key, said in self._parts(thing, ref, "output", "produces", nodes)
            ),
            legal_resources=tuple(
                records.LegalResource(
                    name=said, url=values.address_of_web(nodes[key]) if _is_web(nodes[key]) else "", id=key
                )
                for key, said in self._parts(thing, ref, "legal_resource", "hasLegalResource", nodes)
            ),
            areas=tuple(
                records.Area(name=said, uri=nodes[key] if _is_uri(nodes[key]) else "", id=key)
                for key, said in self._parts(thing, ref, "area", "spatial", nodes)
            ),
            costs=self._costs(thing, ref, nodes),
            processing_time=self._processing_time(thing),
            phones=contact.phones,
            emails=contact.emails,
            links=tuple(records.Link(url=url) for url in links),
            notes=contact.hours,
            spoken_languages=self._languages(thing),
            relations=self._relations(thing),
            sources=tuple(page),
            confirm=True,
            ids={SCHEME: str(thing)},
            residue=self._residue(thing, nodes),
        )
        self._draft.add("services", slug, keys, from_text(body))

    def _parts(self, thing: Node, ref: Ref, entity: str, name: str, nodes: dict[str, str]) -> list[tuple[str, str]]:
        """The things that a service names, each with a key that follows from its address."""
        found = []
        for part in self._things.all(thing, name):
            key = str(uuid5(NAMESPACE, f"cpsv/{thing}/{part}"))
            said = self._named(part, ref.part(entity, key), entity.replace("_", " "))
            if said and key not in nodes:
                nodes[key] = str(part)
                found.append((key, said))
        return found

    def _costs(self, thing: Node, ref: Ref, nodes: dict[str, str]) -> tuple[records.Cost, ...]:
        found = []
        for part in self._things.all(thing, "hasCost"):
            key = str(uuid5(NAMESPACE, f"cpsv/{thing}/{part}"))
            amount = _amount(self._things.text(part, "value"))
            currencies = [local(value).upper() for value in self._things.all(part, "currency")]
            currency = currencies[0] if currencies else ""
            good = _good(rules.amount, amount) and _good(rules.currency, currency)
            said = self._by_tag(part, "description")
            for tag, text in said.items():
                self._draft.say(tag, ref.part("cost", key), "description", one_line(text))
            words = one_line(self._official(said, part, "description"))
            if amount and not good:
                words = ", ".join(filter(None, (words, f"{amount} {currency}".strip())))
            if words or good:
                nodes[key] = str(part)
                found.append(
                    records.Cost(
                        description=words, amount=amount if good else "", currency=currency if good else "", id=key
                    )
                )
        return tuple(found)

    def _provider(self, thing: Node) -> str:
        things = self._things
        for organization in things.all(thing, "hasCompetentAuthority"):
            known = self._draft.slug_of("organizations", str(organization))
            if known in self._draft.drafted["organizations"]:
                return known
            label = self._label(organization)
            slug = self._draft.slug("organizations", str(organization), label)
            name = self._named(organization, Ref("organization", slug), "organization")
            contact = self._contact(organization)
            keys = records.Organization(
                name=name or self._draft.pack.title.get(self._draft.official, slug),
                website=next(iter(contact.pages), ""),
                phones=contact.phones,
                emails=contact.emails,
                confirm=True,
                ids={SCHEME: str(organization)},
                residue=self._residue(organization, {}),
            )
            said = self._by_tag(organization, "description")
            self._draft.add(
                "organizations",
                slug,
                keys,
                from_text(self._official(said, organization, "description") if said else ""),
            )
            return slug
        self._draft.remark(str(thing), "names no competent authority; it stands with the source's own name")
        slug = self._draft.slug("organizations", "unknown", "unknown-authority")
        if slug not in self._draft.drafted["organizations"]:
            title = self._draft.pack.title.get(self._draft.official, slug)
            self._draft.add(
                "organizations", slug, records.Organization(name=title, confirm=True, ids={SCHEME: "unknown"})
            )
        return slug

    # ---- smaller things --------------------------------------------------------------------------------------------

    def _contact(self, thing: Node) -> _Contact:
        things, found = self._things, _Contact()
        for point in (thing, *things.all(thing, "contactPoint")):
            for said in things.all(point, "telephone"):
                text = clean(str(said).removeprefix("tel:"))
                numbers = values.phones_in(text, self._country)
                found.phones = (
                    *found.phones,
                    *(records.Phone(number=number, label=one_line(label)) for number, label in numbers),
                )
                if not numbers:
                    self._draft.remark(str(thing), f"has the phone number {text!r}, in which there is none")
            for said in things.all(point, "email"):
                mails = values.emails_in(str(said))
                found.emails = (*found.emails, *mails)
                if not mails:
                    self._draft.remark(str(thing), f"has the address {str(said)!r}, in which there is none")
            found.pages.extend(self._pages(point))
            for said in things.all(point, "openingHours", "specialOpeningHoursSpecification"):
                words = str(said) if isinstance(said, Literal) else self._label_of_hours(said)
                if words:
                    found.hours = (*found.hours, one_line(clean(words)))
        found.phones = tuple({phone.number: phone for phone in found.phones}.values())
        found.emails, found.hours = tuple(dict.fromkeys(found.emails)), tuple(dict.fromkeys(found.hours))
        return found

    def _label_of_hours(self, thing: Node) -> str:
        said = self._by_tag(thing, "description")
        return said.get(self._draft.official, "") or next(iter(said.values()), "")

    def _pages(self, thing: Node) -> list[str]:
        return [
            page
            for page in (
                values.address_of_web(address) for address in addresses(self._things.all(thing, "contactPage"))
            )
            if page
        ]

    def _processing_time(self, thing: Node) -> str:
        for holder in (thing, *self._things.all(thing, "hasChannel")):
            said = self._things.text(holder, "processingTime")
            if said and _good(rules.duration, said):
                return said
            if said:
                self._draft.remark(str(thing), f"takes {said!r}, which is no duration; it is kept in 'residue' alone")
        return ""

    def _languages(self, thing: Node) -> tuple[str, ...]:
        found: dict[str, None] = {}
        for said in self._things.all(thing, "language"):
            word = local(said) if isinstance(said, URIRef) else str(said)
            tag = authority.tag(word) or values.tag(word)
            if tag:
                found[tag] = None
            else:
                self._draft.remark(
                    str(thing), f"is offered in {word!r}, which is no language that we know; it was left out"
                )
        return tuple(found)

    def _keywords(self, thing: Node, ref: Ref) -> tuple[str, ...]:
        """Words to search by, of the language of record first: a list has one order in all languages."""
        words: dict[str, None] = {}
        for text in self._things.texts(thing, "keyword"):
            if not text.language or values.tag(text.language) == self._draft.official:
                words[one_line(clean(str(text)))] = None
        for concept in self._things.all(thing, "isClassifiedBy", "sector", "thematicArea"):
            said = self._by_tag(concept, "prefLabel")
            if self._draft.official in said:
                words[one_line(said[self._draft.official])] = None
                for tag, word in said.items():
                    self._draft.say(tag, ref, "keyword", one_line(word), len(words) - 1)
        return tuple(word for word in words if word)

    def _relations(self, thing: Node) -> tuple[records.Relation, ...]:
        found: dict[tuple[str, str], records.Relation] = {}
        for name, kind in (("requires", "requires"), ("relation", "related")):
            for other in self._things.all(thing, name):
                slug = self._draft.slug_of("services", str(other))
                if slug:
                    found[slug, kind] = records.Relation(to=f"service:{slug}", kind=kind)  # type: ignore[arg-type]
                else:
                    self._draft.remark(str(thing), f"is related to {other}, which is not there; it was left out")
        return tuple(found.values())

    def _groups(self, thing: Node) -> list[Node]:
        """Events and themes of a service; real files point from the event to the service as well."""
        back = [
            group
            for group in self._things.of_kind("LifeEvent", "BusinessEvent", "Event")
            if thing in self._things.all(group, "isGroupedBy")
        ]
        return list(dict.fromkeys((*self._things.all(thing, "isGroupedBy", "thematicArea"), *back)))

    def _topics(self) -> None:
        """The most used events and themes become tiles."""
        counted = Counter(group for thing in self._services for group in self._groups(thing))
        chosen = sorted(counted.most_common(TOPICS), key=lambda pair: (-pair[1], str(pair[0])))
        for seq, (group, _count) in enumerate(chosen, 1):
            scheme = "situation" if self._things.is_a(group, "LifeEvent") else "topic"
            label = self._label(group) or (self._readable(group, "theme") if isinstance(group, URIRef) else "")
            if not label:
                continue
            slug = self._draft.slug("terms", str(group), label)
            self._terms[group] = (scheme, slug)
            for tag, text in self._by_tag(group, "title", "prefLabel").items():
                self._draft.say(tag, Ref("term", slug), "name", one_line(text))
            keys = records.Term(name=label, scheme=scheme, icon="folder-open", seq=seq, ids={SCHEME: str(group)})  # type: ignore[arg-type]
            self._draft.add("terms", slug, keys)

    def _residue(self, thing: Node, nodes: dict[str, str]) -> dict[str, dict[str, str]]:
        """Addresses of the parts, and the triples that have no key of ours, as N-Triples."""
        left = Graph()
        for part in (thing, *(part for part in self._near(thing))):
            for predicate, value in self._things.graph.predicate_objects(part):
                if predicate != RDF.type and _kept(local(predicate)) and all(map(is_sound, (part, predicate, value))):
                    left.add((part, predicate, value))
        lines = sorted(line for line in str(left.serialize(format="nt")).splitlines() if line.strip())
        kept = {name: address for name, address in nodes.items() if address.startswith(("http", "urn"))}
        residue = {"nodes": json.dumps(kept, sort_keys=True)} if kept else {}
        residue |= {"triples": "\n".join(lines)} if lines else {}
        return {SCHEME: residue} if residue else {}

    def _near(self, thing: Node) -> list[Node]:
        """The parts of a thing that have an address of their own; nameless ones would be others in each file."""
        names = ("holdsRequirement", "hasInput", "produces", "hasLegalResource", "hasCost", "hasChannel")
        return [part for part in self._things.all(thing, *names) if isinstance(part, URIRef)]


class _Contact:
    """How to reach somebody, gathered from several points."""

    def __init__(self) -> None:
        self.phones: tuple[records.Phone, ...] = ()
        self.emails: tuple[str, ...] = ()
        self.pages: list[str] = []
        self.hours: tuple[str, ...] = ()


def _kept(name: str) -> bool:
    from kiosk.publishing.cpsv.graphs import OLDER

    return OLDER.get(name, name) not in TAKEN


def _summary(body: str, name: str) -> str:
    first = re.split(r"(?<=[.!?])\s", one_line(plain(body)), maxsplit=1)[0]
    return first if 0 < len(first) <= 160 else name  # noqa: PLR2004 (what a tile has room for)


def _amount(text: str) -> str:
    """A number as digits with a point (a graph may write 4.27e+00); what is none as it is."""
    if _good(rules.amount, text) and not text.endswith(".0"):
        return text
    try:
        value = Decimal(text)
        if not value.is_finite() or abs(value.adjusted()) > 12:  # noqa: PLR2004 (more digits than any fee has)
            return text
        return f"{value.to_integral_value() if value == value.to_integral_value() else value.normalize():f}"
    except ArithmeticError:
        return text


def _is_web(address: str) -> bool:
    return address.startswith(("http://", "https://"))


def _is_uri(address: str) -> bool:
    return _good(rules.uri, address)


def _good(rule: object, value: str) -> bool:
    try:
        rule(value)  # type: ignore[operator]
    except ValueError:
        return False
    return bool(value)


def _country_of_phones(things: Things) -> str:
    """The country of most telephones that name theirs."""
    holders = sorted(set(things.graph.subjects()), key=str)
    said = [str(value) for thing in holders for value in things.all(thing, "telephone")]
    numbers = (match.number for text in said for match in phonenumbers.PhoneNumberMatcher(text, None))
    counted = Counter(code for number in numbers for code in [phonenumbers.region_code_for_number(number)] if code)
    return counted.most_common(1)[0][0] if counted else ""


def _pack(source: str, things: Things, official: str) -> records.Pack:
    """What a new pack says of itself; an editor corrects it."""
    places = Counter(
        str(value)
        for thing in things.of_kind("PublicService", "PublicOrganisation")
        for value in things.all(thing, "spatial")
    )
    said = (values.country(text.rpartition("/")[2].partition("_")[0]) for text, _count in places.most_common())
    country = next(filter(None, said), "") or _country_of_phones(things) or _COUNTRIES.get(official, "BE")
    zones = {
        "DE": "Europe/Berlin",
        "LV": "Europe/Riga",
        "GR": "Europe/Athens",
        "FR": "Europe/Paris",
        "AT": "Europe/Vienna",
    }
    stem = Path(source).name.removesuffix(".gz").rpartition(".")[0] or Path(source).name
    return records.Pack(
        id=slugified(stem) or "services",
        title={official: stem},
        official=official,
        languages=(official,),
        as_of=date.today().isoformat(),  # noqa: DTZ011 (the importer's own calendar)
        zone=zones.get(country, "Europe/Brussels"),
        country=country,
        emergency="112",
    )
