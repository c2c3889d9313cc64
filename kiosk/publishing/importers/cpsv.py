"""Public services in CPSV-AP (3.2, and the names of 2.x) become services, organizations and places.

Literals without a language are in `--default-language`. What the standard asks for and a file lacks is told, not
refused: the standard's own example would not pass its own shapes.
"""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from rdflib import URIRef

from kiosk.errors import SourceError
from kiosk.publishing import records, rules
from kiosk.publishing.cpsv import authority
from kiosk.publishing.cpsv.contacts import contact
from kiosk.publishing.cpsv.graphs import Things, local, read
from kiosk.publishing.cpsv.groups import Groups
from kiosk.publishing.cpsv.keys import OURS
from kiosk.publishing.cpsv.new_pack import pack as new_pack
from kiosk.publishing.cpsv.new_pack import said_country, telephones
from kiosk.publishing.cpsv.parts import Parts
from kiosk.publishing.cpsv.places import Places
from kiosk.publishing.cpsv.residue import SCHEME, Leftovers
from kiosk.publishing.cpsv.wording import Wording
from kiosk.publishing.importers import values
from kiosk.publishing.importers.draft import COUNTRY_TAKEN, Draft
from kiosk.publishing.importers.html_words import plain
from kiosk.publishing.importers.keeping import Words
from kiosk.publishing.importers.plain_text import from_text
from kiosk.publishing.naming import Ref
from kiosk.publishing.texts import one_line
from kiosk.publishing.writing import clean

if TYPE_CHECKING:
    from rdflib.term import Node

    from kiosk.publishing.source import Source

ICON = "circle-info"

WORDS = Words.of(
    "sources",
    organizations="name website phones emails description",
    places="name street city postal_code country latitude longitude",
    services="name organization requirements evidence outputs legal_resources areas costs places processing_time phones"
    " emails links spoken_languages relations description",
    terms="name",
    services__evidence="note",
    services__legal_resources="url",
    services__areas="uri",
    services__costs="description amount currency",
    services__places="note hours hours_text",
    services__relations="kind",
    services__phones="hours hours_text",
    organizations__phones="hours hours_text",
)
"""What CPSV-AP has words for."""

_RELATIONS: tuple[tuple[str, Literal["requires", "related"]], ...] = (("requires", "requires"), ("relation", "related"))
"""The standard's name of a relation, and ours."""


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
        self._draft = Draft(SCHEME, official, pack, target, words=WORDS, ours=OURS)
        if target is None and any(map(values.is_local, telephones(things))) and not said_country(things):
            self._draft.remark(source, COUNTRY_TAKEN.format(country=pack.country))
        self._source = source
        self._wording = Wording(things, self._draft, default)
        self._leftovers = Leftovers(things, official)
        self._groups = Groups(things, self._wording, self._draft)
        self._places = Places(things, self._wording, self._draft, self._leftovers)

    def run(self) -> Draft:
        for thing in self._services:
            self._draft.slug("services", str(thing), self._wording.label(thing))
        self._draft.comes_back |= any(
            self._draft.is_own("services", str(thing).removesuffix(":contact").removesuffix(":channel"))
            for thing in self._things.of_kind("ContactPoint", "Channel")
        )
        self._groups.take(self._services)
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
        name, body = self._name(thing, ref), self._body(thing, ref)
        reached = contact(thing, things, self._wording, self._draft, self._places)
        parts = Parts(thing, ref, things, self._wording, self._draft)
        page = [address for address in [str(thing)] if address.startswith("http") and values.address_of_web(address)]
        keys = records.Service(
            name=name or slug,
            summary=_summary(body, name or slug),
            organization=self._provider(thing),
            keywords=self._keywords(thing, ref),
            topics=self._groups.slugs(thing, "topic"),
            situations=self._groups.slugs(thing, "situation"),
            icon=ICON,
            requirements=parts.requirements(),
            evidence=parts.evidence(),
            outputs=parts.outputs(),
            legal_resources=parts.legal_resources(),
            areas=parts.areas(),
            costs=parts.costs(),
            places=self._places.of(thing, things.all(thing, "hasCompetentAuthority"), parts.nodes),
            processing_time=self._processing_time(thing),
            phones=reached.phones,
            emails=reached.emails,
            links=tuple(records.Link(url=url) for url in dict.fromkeys(reached.pages)),
            notes=reached.hours,
            spoken_languages=self._languages(thing),
            relations=self._relations(thing),
            sources=tuple(page),
            confirm=True,
            ids={SCHEME: str(thing)},
            residue=self._leftovers.of(thing, parts.nodes),
        )
        guessed = frozenset({"summary"} if name else {"summary", "name"})
        self._draft.add("services", slug, keys, from_text(body), guessed)

    def _name(self, thing: Node, ref: Ref) -> str:
        names = self._wording.by_tag(thing, "title", "prefLabel")
        for tag, text in names.items():
            self._draft.say(tag, ref, "name", one_line(text))
        name = one_line(self._wording.official(names, thing, "title")) or self._wording.label(thing)
        if not name:
            self._draft.remark(str(thing), "has no title; its file's name stands there")
        return name

    def _body(self, thing: Node, ref: Ref) -> str:
        said = self._wording.by_tag(thing, "description")
        for tag, text in said.items():
            self._draft.say(tag, ref, "description", from_text(text))
        return self._wording.official(said, thing, "description")

    def _provider(self, thing: Node) -> str:
        for organization in self._things.all(thing, "hasCompetentAuthority"):
            return self._organization(organization)
        self._draft.remark(str(thing), "names no competent authority; it stands with the source's own name")
        slug = self._draft.slug("organizations", "unknown", "unknown-authority")
        if slug not in self._draft.drafted["organizations"]:
            title = self._draft.pack.title.get(self._draft.official, slug)
            keys = records.Organization(name=title, confirm=True, ids={SCHEME: "unknown"})
            self._draft.add("organizations", slug, keys, guessed=frozenset({"name"}))
        return slug

    def _organization(self, organization: Node) -> str:
        """The file's name of a provider, which is made when it is named for the first time."""
        known = self._draft.slug_of("organizations", str(organization))
        if known in self._draft.drafted["organizations"]:
            return known
        label = self._wording.label(organization) or self._wording.readable(organization, "organization")
        slug = self._draft.slug("organizations", str(organization), label)
        name = self._wording.named(organization, Ref("organization", slug), "organization")
        reached = contact(organization, self._things, self._wording, self._draft, self._places)
        self._places.provided(organization)
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
        body = self._wording.official(said, organization, "description") if said else ""
        self._draft.add("organizations", slug, keys, from_text(body), frozenset(() if name else {"name"}))
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
        concepts = self._things.all(thing, "isClassifiedBy", "sector", "thematicArea")
        for concept in (concept for concept in concepts if not self._groups.is_tile(concept)):
            said = self._wording.by_tag(concept, "prefLabel")
            if self._draft.official in said:
                words[one_line(said[self._draft.official])] = None
                for tag, word in said.items():
                    self._draft.say(tag, ref, "keyword", one_line(word), len(words) - 1)
        return tuple(word for word in words if word)

    def _relations(self, thing: Node) -> tuple[records.Relation, ...]:
        found: dict[tuple[str, str], records.Relation] = {}
        for name, kind in _RELATIONS:
            for other in self._things.all(thing, name):
                slug = self._draft.slug_of("services", str(other))
                if slug:
                    found[slug, kind] = records.Relation(to=f"service:{slug}", kind=kind)
                else:
                    self._draft.remark(str(thing), f"is related to {other}, which is not there; it was left out")
        return tuple(found.values())


def _summary(body: str, name: str) -> str:
    first = re.split(r"(?<=[.!?])\s", one_line(plain(body)), maxsplit=1)[0]
    return first if 0 < len(first) <= 160 else name  # noqa: PLR2004 (what a tile has room for)
