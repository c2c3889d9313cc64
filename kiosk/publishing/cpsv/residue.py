"""What of a graph has no key of ours: kept with the record as N-Triples, or told, and never just gone."""

from __future__ import annotations

import json
from collections import Counter
from typing import TYPE_CHECKING

from rdflib import Graph, Literal, URIRef
from rdflib.namespace import RDF

from kiosk.errors import SourceError
from kiosk.publishing.cpsv.graphs import OLDER, Things, is_sound, local
from kiosk.publishing.importers import values

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from rdflib.term import Node

    from kiosk.publishing.importers.draft import Draft

SCHEME = "cpsv"

TAKEN = frozenset(
    {
        "title", "description", "prefLabel", "altLabel", "hasCompetentAuthority", "holdsRequirement", "hasInput", "produces",
        "hasLegalResource", "follows", "hasCost", "contactPoint", "language", "keyword", "spatial", "thematicArea",
        "isGroupedBy", "isClassifiedBy", "relation", "requires", "processingTime", "telephone", "email", "contactPage",
        "openingHours", "value", "currency", "location", "address", "hasAddress", "thoroughfare", "streetAddress",
        "street-address", "postName", "addressLocality", "locality", "postCode", "postalCode", "postal-code", "adminUnitL1",
        "addressCountry", "country-name", "fullAddress", "locatorDesignator", "geographicName", "locatorName", "geometry",
        "hasGeometry", "asWKT", "lat", "long", "latitude", "longitude",
    }
)  # fmt: skip
"""Names that have a key of ours; what else is said goes to `residue` as it is."""

_PARTS = (
    "holdsRequirement", "hasInput", "produces", "hasLegalResource", "hasCost", "hasChannel", "contactPoint", "address",
    "hasAddress", "geometry", "hasGeometry", "openingHours", "specialOpeningHoursSpecification",
)  # fmt: skip
"""What leads from a record to its parts."""

_NAMES = ("title", "prefLabel", "altLabel")
_SHAPES = frozenset({"geometry", "hasGeometry", "asWKT", "lat", "long", "latitude", "longitude"})


class Leftovers:
    """Keeps what the records of one graph do not say; official: the language of record."""

    def __init__(self, things: Things, official: str) -> None:
        self._things = things
        self._official = official
        self._seen: set[tuple[Node, Node, Node]] = set()

    def of(self, thing: Node, nodes: dict[str, str]) -> dict[str, dict[str, str]]:
        """The residue of a record: addresses of its parts (nodes), and what is said of it and its parts beyond our keys."""
        left = Graph()
        for part in self._near(thing):
            for predicate, value in self._things.graph.predicate_objects(part):
                triple = (part, predicate, value)
                own = local(predicate) == "identifier" and str(part) in {str(value), nodes.get(str(value))}
                if own or (self._taken(predicate, value) and not self._left(thing, part, predicate, nodes)):
                    self._seen.add(triple)
                elif all(map(is_sound, triple)):
                    left.add(triple)
                    self._seen.add(triple)
        lines = sorted(line for line in str(left.serialize(format="nt")).splitlines() if line.strip())
        kept = {name: address for name, address in nodes.items() if address.startswith(("http", "urn"))}
        residue = {"nodes": json.dumps(kept, sort_keys=True)} if kept else {}
        residue |= {"triples": "\n".join(lines)} if lines else {}
        return {SCHEME: residue} if residue else {}

    def _left(self, thing: Node, part: Node, predicate: Node, nodes: dict[str, str]) -> bool:
        """Whether a statement has a key of ours in general and none at this thing.

        That is what is said of a part beside its name, unless it is the note of a document, the words of a cost or of a
        place; where an area lies; and that an organization has an address: places of ours belong to no organization.
        """
        name = OLDER.get(local(predicate), local(predicate))
        if part == thing:
            return name in {"address", "hasAddress"} and self._things.is_a(thing, "PublicOrganisation")
        if name in _SHAPES:
            return part in self._things.all(thing, "spatial") and not self._things.all(part, "address", "hasAddress")
        if name != "description" or part not in self._things.all(thing, *_PARTS):
            return False
        way = part in self._things.all(thing, "hasChannel", "contactPoint")
        noted = part in self._things.all(thing, "hasInput", "hasCost") or (way and str(part) in nodes.values())
        return not noted and (way or bool(self._things.texts(part, *_NAMES)))

    def told(self, draft: Draft, where: str) -> None:
        """Tells which statements are neither in a record nor kept, counted by what they are called."""
        gone = Counter(
            local(predicate)
            for triple in self._things.graph
            for predicate in [triple[1]]
            if triple not in self._seen and not self._taken(predicate, triple[2])
        )
        if gone:
            said = ", ".join(f"{name} {count}" for name, count in sorted(gone.items())[:12])
            more = ", …" if len(gone) > 12 else ""  # noqa: PLR2004 (what fits in a sentence)
            text = f"has {sum(gone.values())} statements about things that are no services or providers ({said}{more}); they were left out"
            draft.remark(where, text)

    def _taken(self, predicate: Node, value: Node) -> bool:
        """Whether a statement has a key of ours; a keyword in another language has none: lists have one order."""
        name = OLDER.get(local(predicate), local(predicate))
        if name == "keyword" and isinstance(value, Literal) and value.language:
            return values.tag(value.language) == self._official
        return predicate == RDF.type or name in TAKEN

    def _near(self, thing: Node) -> list[Node]:
        """The thing, its parts, and what hangs on those without being a record itself."""
        found = [thing, *(part for part in self._things.all(thing, *_PARTS) if isinstance(part, URIRef))]
        for part in found:
            for predicate, value in self._things.graph.predicate_objects(part):
                name = OLDER.get(local(predicate), local(predicate))
                own = str(value).startswith("urn:uuid:") or name not in TAKEN or name in _PARTS
                if isinstance(value, URIRef) and own and value not in found and not self._things.is_record(value):
                    found.append(value)
        return found


def given_back(residue: Mapping[str, str], official: str) -> Iterator[tuple[Node, Node, Node]]:
    """What the source said beside what we have keys for; a text without a language has the official one.

    Raises SourceError for triples that are none.
    """
    try:
        kept = Graph().parse(data=residue.get("triples", ""), format="nt")
    except Exception as error:
        text = f"'residue' of cpsv (triples) is no N-Triples ({' '.join(str(error).split())[:80]}); delete this part of the file"
        raise SourceError(text) from error
    for subject, predicate, value in kept:
        yield subject, predicate, Literal(value, lang=official) if _untagged(value, predicate) else value


def _untagged(value: Node, predicate: Node) -> bool:
    bare = isinstance(value, Literal) and not value.language and value.datatype is None
    return bare and not str(predicate).endswith("identifier")
