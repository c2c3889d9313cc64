"""Public services in CPSV-AP (3.2, and the names of 2.x) become services and organizations.

Literals without a language are in `--default-language`. What the standard asks for and a file lacks is told, not
refused: the standard's own example would not pass its own shapes.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING

from rdflib import URIRef

from kiosk.errors import SourceError
from kiosk.publishing import records, rules
from kiosk.publishing.cpsv import authority
from kiosk.publishing.cpsv.contacts import contact, pages
from kiosk.publishing.cpsv.graphs import Things, local, read
from kiosk.publishing.cpsv.new_pack import pack as new_pack
from kiosk.publishing.cpsv.parts import OURS
from kiosk.publishing.cpsv.parts import key as key_of
from kiosk.publishing.cpsv.residue import SCHEME, Leftovers
from kiosk.publishing.cpsv.wording import Wording
from kiosk.publishing.importers import values
from kiosk.publishing.importers.draft import Draft
from kiosk.publishing.importers.markdown import from_text, plain
from kiosk.publishing.naming import Ref
from kiosk.publishing.texts import one_line
from kiosk.publishing.writing import clean

if TYPE_CHECKING:
    from rdflib.term import Node

    from kiosk.publishing.source import Source

ICON = "circle-info"
TOPICS = 24


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
        pack = target.pack.keys if target else new_pack(source, things, official)
        self._draft = Draft(SCHEME, official, pack, target, ours=OURS)
        self._source = source
        self._wording = Wording(things, self._draft, default)
        self._leftovers = Leftovers(things, official)
        self._terms: dict[Node, tuple[str, str]] = {}
        self._grouped = self._by_service()

    def run(self) -> Draft:
        for thing in self._services:
            self._draft.slug("services", str(thing), self._wording.label(thing))
        self._draft.comes_back |= any(
            self._draft.is_own("services", str(thing).removesuffix(":contact").removesuffix(":channel"))
            for thing in self._things.of_kind("ContactPoint", "Channel")
        )
        self._topics()
        for thing in self._services:
            self._service(thing)
        for thing in self._things.of_kind("PublicOrganisation"):
            self._organization(thing)
        self._leftovers.told(self._draft, self._source)
        return self._draft

    # ---- services --------------------------------------------------------------------------------------------------

    def _service(self, thing: Node) -> None:
        slug = self._draft.slug_of("services", str(thing))
        ref, things = Ref("service", slug), self._things
        names = self._wording.by_tag(thing, "title", "prefLabel")
        for tag, text in names.items():
            self._draft.say(tag, ref, "name", one_line(text))
        name = one_line(self._wording.official(names, thing, "title")) or self._wording.label(thing)
        if not name:
            self._draft.remark(str(thing), "has no title; its file's name stands there")
        descriptions = self._wording.by_tag(thing, "description")
        body = self._wording.official(descriptions, thing, "description")
        for tag, text in descriptions.items():
            self._draft.say(tag, ref, "description", from_text(text))
        reached = contact(thing, self._things, self._wording, self._draft)
        nodes: dict[str, str] = {}
        page = [address for address in [str(thing)] if address.startswith("http") and values.address_of_web(address)]
        channels = [address for channel in things.all(thing, "hasChannel") for address in pages(channel, self._things)]
        links = dict.fromkeys((*reached.pages, *channels))
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
            phones=reached.phones,
            emails=reached.emails,
            links=tuple(records.Link(url=url) for url in links),
            notes=reached.hours,
            spoken_languages=self._languages(thing),
            relations=self._relations(thing),
            sources=tuple(page),
            confirm=True,
            ids={SCHEME: str(thing)},
            residue=self._leftovers.of(thing, nodes),
        )
        self._draft.add("services", slug, keys, from_text(body))

    def _parts(self, thing: Node, ref: Ref, entity: str, name: str, nodes: dict[str, str]) -> list[tuple[str, str]]:
        """The things that a service names, each with a key that follows from its address."""
        found = []
        for part in self._things.all(thing, name):
            key = key_of(thing, part)
            said = self._wording.named(part, ref.part(entity, key), entity.replace("_", " "))
            if said and key not in nodes:
                nodes[key] = str(part)
                found.append((key, said))
        return found

    def _costs(self, thing: Node, ref: Ref, nodes: dict[str, str]) -> tuple[records.Cost, ...]:
        found = []
        for part in self._things.all(thing, "hasCost"):
            key = key_of(thing, part)
            amount = _amount(self._things.text(part, "value"))
            currencies = [local(value).upper() for value in self._things.all(part, "currency")]
            currency = currencies[0] if currencies else ""
            good = rules.fits(rules.amount, amount) and rules.fits(rules.currency, currency)
            said = self._wording.by_tag(part, "description")
            for tag, text in said.items():
                self._draft.say(tag, ref.part("cost", key), "description", one_line(text))
            words = one_line(self._wording.official(said, part, "description"))
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
        for organization in self._things.all(thing, "hasCompetentAuthority"):
            return self._organization(organization)
        self._draft.remark(str(thing), "names no competent authority; it stands with the source's own name")
        slug = self._draft.slug("organizations", "unknown", "unknown-authority")
        if slug not in self._draft.drafted["organizations"]:
            title = self._draft.pack.title.get(self._draft.official, slug)
            self._draft.add(
                "organizations", slug, records.Organization(name=title, confirm=True, ids={SCHEME: "unknown"})
            )
        return slug

    def _organization(self, organization: Node) -> str:
        """The file's name of a provider, which is made when it is named for the first time."""
        known = self._draft.slug_of("organizations", str(organization))
        if known in self._draft.drafted["organizations"]:
            return known
        label = self._wording.label(organization)
        slug = self._draft.slug("organizations", str(organization), label)
        name = self._wording.named(organization, Ref("organization", slug), "organization")
        reached = contact(organization, self._things, self._wording, self._draft)
        keys = records.Organization(
            name=name or self._draft.pack.title.get(self._draft.official, slug),
            website=next(iter(reached.pages), ""),
            phones=reached.phones,
            emails=reached.emails,
            confirm=True,
            ids={SCHEME: str(organization)},
            residue=self._leftovers.of(organization, {}),
        )
        said = self._wording.by_tag(organization, "description")
        self._draft.add(
            "organizations",
            slug,
            keys,
            from_text(self._wording.official(said, organization, "description") if said else ""),
        )
        return slug

    # ---- smaller things --------------------------------------------------------------------------------------------

    def _processing_time(self, thing: Node) -> str:
        for holder in (thing, *self._things.all(thing, "hasChannel")):
            said = self._things.text(holder, "processingTime")
            if said and rules.fits(rules.duration, said):
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
            said = self._wording.by_tag(concept, "prefLabel")
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

    def _by_service(self) -> dict[Node, list[Node]]:
        """Events and themes by the services that they point to: real files have both directions."""
        found: dict[Node, list[Node]] = defaultdict(list)
        for group in self._things.of_kind("LifeEvent", "BusinessEvent", "Event"):
            for thing in self._things.all(group, "isGroupedBy"):
                found[thing].append(group)
        return found

    def _groups(self, thing: Node) -> list[Node]:
        """Events and themes of a service."""
        own = self._things.all(thing, "isGroupedBy", "thematicArea")
        return list(dict.fromkeys((*own, *self._grouped.get(thing, ()))))

    def _topics(self) -> None:
        """The most used events and themes become tiles."""
        counted = Counter(group for thing in self._services for group in self._groups(thing))
        ranked = sorted(counted.items(), key=lambda pair: (-pair[1], str(pair[0])))
        chosen, others = ranked[:TOPICS], ranked[TOPICS:]
        unused = [(group, 0) for group in self._things.of_kind("LifeEvent", "BusinessEvent") if group not in counted]
        for group, count in (*others, *unused):
            why = "has fewer services than the others that became tiles" if count else "groups no service"
            self._draft.remark(str(group), f"{why}; it was left out")
        for seq, (group, _count) in enumerate(chosen, 1):
            scheme = "situation" if self._things.is_a(group, "LifeEvent") else "topic"
            label = self._wording.label(group) or (
                self._wording.readable(group, "theme") if isinstance(group, URIRef) else ""
            )
            if not label:
                continue
            slug = self._draft.slug("terms", str(group), label)
            self._terms[group] = (scheme, slug)
            for tag, text in self._wording.by_tag(group, "title", "prefLabel").items():
                self._draft.say(tag, Ref("term", slug), "name", one_line(text))
            keys = records.Term(name=label, scheme=scheme, icon="folder-open", seq=seq, ids={SCHEME: str(group)})  # type: ignore[arg-type]
            self._draft.add("terms", slug, keys)


def _summary(body: str, name: str) -> str:
    first = re.split(r"(?<=[.!?])\s", one_line(plain(body)), maxsplit=1)[0]
    return first if 0 < len(first) <= 160 else name  # noqa: PLR2004 (what a tile has room for)


def _amount(text: str) -> str:
    """A number as digits with a point (a graph may write 4.27e+00); what is none as it is."""
    if rules.fits(rules.amount, text) and not text.endswith(".0"):
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
    return rules.fits(rules.uri, address)
