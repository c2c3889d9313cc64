"""Services as CPSV-AP 3.2: Turtle, or JSON-LD or RDF/XML when the name ends so. Every text has its language."""

from __future__ import annotations

import warnings
from typing import TYPE_CHECKING

from rdflib import Graph, Literal, Namespace, URIRef
from rdflib.namespace import DCTERMS, FOAF, RDF, SKOS, TIME, XSD

from kiosk.publishing import leftover
from kiosk.publishing.cpsv import authority
from kiosk.publishing.cpsv.graphs import is_sound
from kiosk.publishing.cpsv.residue import SCHEME, given_back
from kiosk.publishing.exporters import writing

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from kiosk.publishing.exporters.content import Content, Row

CPSV = Namespace("http://purl.org/vocab/cpsv#")
CV = Namespace("http://data.europa.eu/m8g/")
DCAT = Namespace("http://www.w3.org/ns/dcat#")
LOCN = Namespace("http://www.w3.org/ns/locn#")
GSP = Namespace("http://www.opengis.net/ont/geosparql#")

_FORMATS = {
    ".ttl": "turtle",
    ".jsonld": "json-ld",
    ".json": "json-ld",
    ".rdf": "pretty-xml",
    ".xml": "pretty-xml",
    ".nt": "nt",
}
_PARTS = (
    ("requirement", CV.holdsRequirement, CV.Requirement),
    ("evidence", CPSV.hasInput, CV.Evidence),
    ("output", CPSV.produces, CV.Output),
    ("legal_resource", CV.hasLegalResource, URIRef("http://data.europa.eu/eli/ontology#LegalResource")),
)


def write(content: Content, out: Path) -> dict[str, int]:
    """Writes the file `out`; gives how many services and organizations are in it."""
    giving = _Giving(content)
    for service in content.rows["service"]:
        giving.service(service)
    for organization in content.rows["organization"]:
        giving.organization(organization)
    form = _FORMATS.get(out.suffix.lower(), "turtle")
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)  # of rdflib about itself
        data = giving.graph.serialize(format=form, encoding="utf-8")
    writing.file(out, data)
    return {
        "service": len(content.rows["service"]),
        "organization": len(giving.organizations),
        "place": len(giving.places),
        "triples": len(giving.graph),
    }


class _Giving:
    def __init__(self, content: Content) -> None:
        self._content = content
        self.graph = Graph()
        self.organizations: set[str] = set()
        self.places: set[str] = set()
        for prefix, namespace in (
            ("cpsv", CPSV),
            ("cv", CV),
            ("dct", DCTERMS),
            ("dcat", DCAT),
            ("locn", LOCN),
            ("skos", SKOS),
        ):
            self.graph.bind(prefix, namespace)

    def _node(self, identity: str, nodes: dict[str, str] | None = None) -> URIRef:
        name = self._content.xrefs.get((identity, SCHEME), "")
        part = (nodes or {}).get(self._content.name(identity, SCHEME), "")
        known = part or (name if "://" in name or name.startswith("urn:") else "")
        return URIRef(known if known and is_sound(known) else f"urn:uuid:{identity}")

    def _texts(self, node: URIRef, predicate: URIRef, identity: str, field: str) -> None:
        for lang, value in self._content.by_language(identity, field).items():
            self.graph.add((node, predicate, Literal(value, lang=lang)))

    def service(self, row: Row) -> None:
        """A service, its provider, and all that hangs on it."""
        content, own, graph = self._content, row["id"], self.graph
        residue = content.residue.get((own, SCHEME), {})
        nodes: dict[str, str] = leftover.said(SCHEME, "nodes", residue)
        node = self._node(own)
        graph.add((node, RDF.type, CPSV.PublicService))
        if "/identifier>" not in residue.get("triples", ""):
            graph.add((node, DCTERMS.identifier, Literal(own)))
        self._texts(node, DCTERMS.title, own, "name")
        self._texts(
            node, DCTERMS.description, own, "description" if content.by_language(own, "description") else "summary"
        )
        organization = content.one("organization", row["organization_id"])
        if organization is not None:
            graph.add((node, CV.hasCompetentAuthority, self.organization(organization)))
        for table, predicate, kind in _PARTS:
            for part in content.of(table, own, "service_id"):
                self._part(node, part, predicate, kind, nodes)
        self._about(node, own, nodes)
        self._terms(node, own)
        self._channels(node, row, nodes, residue.get("triples", ""))
        self._contact(node, own)
        self._left(residue)

    def _about(self, node: URIRef, own: str, nodes: dict[str, str]) -> None:
        """What it costs, where it is given and in which languages, words to search by, and what else to know."""
        content, graph = self._content, self.graph
        for cost in content.of("cost", own, "service_id"):
            self._cost(node, cost, nodes)
        for area in content.of("area", own):
            known = area["uri"] and is_sound(area["uri"])
            there = URIRef(area["uri"]) if known else self._node(area["id"], nodes)
            graph.add((node, DCTERMS.spatial, there))
            graph.add((there, RDF.type, DCTERMS.Location))
            self._texts(there, LOCN.geographicName, area["id"], "name")
        for spoken in content.of("spoken_language", own, "service_id"):
            tongue = self._authority(authority.language(spoken["tag"]), DCTERMS.LinguisticSystem)
            graph.add((node, DCTERMS.language, tongue))
        for lang in content.texts.get((own, "keyword"), {}):
            for word in content.many(own, "keyword", lang):
                graph.add((node, DCAT.keyword, Literal(word, lang=lang)))
        for relation in content.of("relation", own, "from_id"):
            service = content.one("service", relation["to_id"]) is not None
            predicates = {"requires": CV.requires, "related": CV.relatedService} if service else {}
            graph.add((node, predicates.get(relation["kind"], DCTERMS.relation), self._node(relation["to_id"])))

    def _authority(self, uri: str, kind: URIRef) -> URIRef:
        """A thing of the EU's tables; what it is, is said for those who do not look there."""
        node = URIRef(uri)
        self.graph.add((node, RDF.type, kind))
        return node

    def _part(self, node: URIRef, part: Row, predicate: URIRef, kind: URIRef, nodes: dict[str, str]) -> None:
        address = str(part.get("url", ""))
        own = URIRef(address) if address and is_sound(address) else self._node(part["id"], nodes)
        self.graph.add((node, predicate, own))
        self.graph.add((own, RDF.type, kind))
        self.graph.add((own, DCTERMS.identifier, Literal(address or self._content.name(part["id"], SCHEME))))
        self._texts(own, DCTERMS.title, part["id"], "name")
        self._texts(own, DCTERMS.description, part["id"], "note")

    def _cost(self, node: URIRef, cost: Row, nodes: dict[str, str]) -> None:
        own = self._node(cost["id"], nodes)
        self.graph.add((node, CV.hasCost, own))
        self.graph.add((own, RDF.type, CV.Cost))
        self.graph.add((own, DCTERMS.identifier, Literal(self._content.name(cost["id"], SCHEME))))
        self._texts(own, DCTERMS.description, cost["id"], "description")
        if cost["amount"]:
            self.graph.add((own, CV.hasValue, Literal(float(cost["amount"]), datatype=XSD.double)))
            self.graph.add((own, CV.currency, self._authority(authority.currency(cost["currency"]), SKOS.Concept)))

    def _terms(self, node: URIRef, own: str) -> None:
        for link in self._content.of("service_term", own, "service_id"):
            term = self._content.one("term", link["term_id"])
            if term is None:
                continue
            there = self._node(term["id"])
            situation = term["scheme"] == "situation"
            self.graph.add((node, CV.isGroupedBy if situation else CV.thematicArea, there))
            self.graph.add((there, RDF.type, CV.LifeEvent if situation else SKOS.Concept))
            if situation:
                self.graph.add((there, RDF.type, CV.Event))  # what a life event is a kind of
                self.graph.add((there, DCTERMS.identifier, Literal(self._content.name(term["id"], SCHEME))))
            self._texts(there, DCTERMS.title if situation else SKOS.prefLabel, term["id"], "name")

    def _channels(self, node: URIRef, row: Row, nodes: dict[str, str], left: str) -> None:
        """How the service is given: how long it takes, and the places where it is given, each with its hours."""
        ways = self._content.of("service_at_place", row["id"], "service_id")
        for own in [way["id"] for way in ways] or [row["id"]] * bool(row["processing_time"]):
            channel = self._channel(own, nodes)
            self.graph.add((node, CV.hasChannel, channel))
            self.graph.add((channel, RDF.type, CV.Channel))
            if f"<{channel}> <{DCTERMS.identifier}>" not in left:
                self.graph.add((channel, DCTERMS.identifier, Literal(f"{own}-channel")))
            if row["processing_time"]:
                self.graph.add((channel, CV.processingTime, Literal(row["processing_time"], datatype=XSD.duration)))
        for way in ways:
            channel, place = self._channel(way["id"], nodes), self._content.one("place", way["place_id"])
            self._texts(channel, DCTERMS.description, way["id"], "note")
            if place is not None:
                self.graph.add((channel, LOCN.location, self._place(place)))
                self._hours(channel, way["id"], place["id"])

    def _channel(self, own: str, nodes: dict[str, str]) -> URIRef:
        """The channel of a service at a place: the one that it came from, else one of ours."""
        known = nodes.get(self._content.name(own, SCHEME), "")
        return URIRef(known if known and is_sound(known) else f"urn:uuid:{own}:channel")

    def _place(self, row: Row) -> URIRef:
        """A place by the ISA Programme's Location Core Vocabulary: its name, its address, where it is."""
        node, residue = self._node(row["id"]), self._content.residue.get((row["id"], SCHEME), {})
        if row["id"] in self.places:
            return node
        self.places.add(row["id"])
        known = leftover.said(SCHEME, "nodes", residue).get("address", "")
        address = URIRef(known if known and is_sound(known) else f"urn:uuid:{row['id']}:address")
        self.graph.add((node, RDF.type, DCTERMS.Location))
        self._texts(node, LOCN.geographicName, row["id"], "name")
        self.graph.add((node, LOCN.address, address))
        self._address(address, row)
        if row["latitude"] is not None:
            point = f"POINT({row['longitude']} {row['latitude']})"
            self.graph.add((node, LOCN.geometry, Literal(point, datatype=GSP.wktLiteral)))
        self._left(residue)
        return node

    def _address(self, node: URIRef, row: Row) -> None:
        self.graph.add((node, RDF.type, LOCN.Address))
        for predicate, column in (
            (LOCN.thoroughfare, "street"),
            (LOCN.postName, "city"),
            (LOCN.adminUnitL1, "country"),
        ):
            if row[column]:
                self.graph.add((node, predicate, Literal(row[column], lang=self._content.official)))
        if row["postal_code"]:
            self.graph.add((node, LOCN.postCode, Literal(row["postal_code"])))

    def _hours(self, channel: URIRef, *owners: str) -> None:
        """The opening hours of the first owner that has any: in its own words, else as the rule."""
        for row in [row for owner in owners for row in self._content.of("schedule", owner)][:1]:
            hours = URIRef(f"urn:uuid:{row['id']}")
            self.graph.add((channel, CV.openingHours, hours))
            self.graph.add((hours, RDF.type, TIME.TemporalEntity))
            self._texts(hours, DCTERMS.description, row["id"], "original")
            if not self._content.text(row["id"], "original"):
                said = Literal(row["rule"], lang=self._content.official)
                self.graph.add((hours, DCTERMS.description, said))

    def _contact(self, node: URIRef, own: str, website: str = "") -> None:
        """How to reach somebody: one contact point, and one of its own for each telephone that has hours."""
        phones, channels = self._content.of("phone", own), self._content.of("channel", own)
        for phone in [phone for phone in phones if self._content.of("schedule", phone["id"])]:
            desk = URIRef(f"urn:uuid:{phone['id']}:contact")
            self.graph.add((node, CV.contactPoint, desk))
            self.graph.add((desk, RDF.type, CV.ContactPoint))
            self.graph.add((desk, CV.telephone, Literal(phone["number"])))
            self._hours(desk, phone["id"])
            phones = [other for other in phones if other is not phone]
        pages = [website, *(channel["address"] for channel in channels if channel["kind"] != "email")]
        pages = [page for page in pages if page and is_sound(page)]
        emails = [channel["address"] for channel in channels if channel["kind"] == "email"]
        if not phones and not pages and not emails:
            return
        point = URIRef(f"urn:uuid:{own}:contact")
        self.graph.add((node, CV.contactPoint, point))
        self.graph.add((point, RDF.type, CV.ContactPoint))
        for phone in phones:
            self.graph.add((point, CV.telephone, Literal(phone["number"])))
        for email in emails:
            self.graph.add((point, CV.email, Literal(email)))
        for page in pages:
            self.graph.add((point, CV.contactPage, self._authority(page, FOAF.Document)))

    def organization(self, row: Row) -> URIRef:
        """An organization, once."""
        node = self._node(row["id"])
        if row["id"] not in self.organizations:
            self.organizations.add(row["id"])
            self.graph.add((node, RDF.type, CV.PublicOrganisation))
            self._texts(node, SKOS.prefLabel, row["id"], "name")
            self._texts(node, DCTERMS.description, row["id"], "description")
            residue = self._content.residue.get((row["id"], SCHEME), {})
            if "/spatial>" not in residue.get("triples", ""):
                country = self._authority(authority.country(self._content.country), DCTERMS.Location)
                self.graph.add((node, DCTERMS.spatial, country))
            self._contact(node, row["id"], row["website"])
            self._left(residue)
        return node

    def _left(self, residue: Mapping[str, str]) -> None:
        for triple in given_back(residue, self._content.official):
            self.graph.add(triple)
