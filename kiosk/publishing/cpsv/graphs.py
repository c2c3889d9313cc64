"""Reads RDF (Turtle, JSON-LD, RDF/XML) into one graph, without asking anything of the network.

A JSON-LD context that is an address is answered from the one that ships with the kiosk; entities in XML are refused.
Properties are found by their local names: real files have `dcat:hasContactPoint` where the standard has
`cv:contactPoint`, and 2.x has names of its own.
"""

from __future__ import annotations

import json
import logging
import re
import warnings
from collections import defaultdict
from contextlib import suppress
from typing import TYPE_CHECKING, Any
from urllib.parse import quote
from xml.parsers import expat

from rdflib import Graph, Literal, URIRef
from rdflib.namespace import RDF

from kiosk.errors import SourceError
from kiosk.publishing.cpsv.nameless import named
from kiosk.publishing.importers import fetching, json_text
from kiosk.resources import ASSETS

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from rdflib.term import Node

CONTEXT = ASSETS / "cpsv-ap" / "context.jsonld"
LARGEST = 50_000_000
"""Bytes of one file: a graph takes some fifty times as much memory."""

DEEPEST = 200
"""Elements of XML in each other: the time that it takes to read them grows with the square."""

SUFFIXES = (".ttl", ".jsonld", ".json", ".rdf", ".xml", ".nt", ".owl")
_FORMATS = {
    ".ttl": "turtle",
    ".nt": "nt",
    ".jsonld": "json-ld",
    ".json": "json-ld",
    ".rdf": "xml",
    ".xml": "xml",
    ".owl": "xml",
}

RECORDS = ("PublicService", "PublicOrganisation", "LifeEvent", "BusinessEvent", "Event", "Concept")
"""Classes whose things are records of ours."""

OLDER = {
    "hasCriterion": "holdsRequirement", "hasContactPoint": "contactPoint", "hasFormalFramework": "hasLegalResource",
    "landingPage": "contactPage", "hasTelephone": "telephone", "hasEmail": "email", "name": "title", "label": "prefLabel",
    "hasURL": "contactPage", "url": "contactPage", "homepage": "contactPage", "physicallyAvailableAt": "hasAddress",
    "isClassifiedBy": "isClassifiedBy", "hasMaximumTimeToComplete": "processingTime", "requiresEvidence": "hasInput",
    "availableLanguage": "language", "sector": "sector", "hasValue": "value", "relatedService": "relation",
}  # fmt: skip
"""Names of 2.x, and of neighbouring vocabularies, for what 3.2 calls otherwise."""


def read(source: Path) -> Graph:
    """One graph of a file or of all files of a folder; raises SourceError with the file and what is wrong."""
    logging.getLogger("rdflib").setLevel(logging.ERROR)
    graph = Graph()
    for path in fetching.files(source, *SUFFIXES):
        data = fetching.content(path)
        if len(data) > LARGEST:
            raise SourceError(f"{path} has more than {LARGEST // 1_000_000} MB; give it in parts")
        suffix = (
            next(suffix for suffix in SUFFIXES if path.name.lower().removesuffix(".gz").endswith(suffix))
            if _known(path)
            else ".ttl"
        )
        form = _FORMATS[suffix]
        if form == "json-ld":
            text = _bundled(path, data)
        else:
            text = _xml(data, str(path)) if form == "xml" else fetching.text(data, str(path))
        # Relative addresses are the file's own, wherever it lies: the same again on another machine.
        base = f"file:///{quote(path.relative_to(source).as_posix() if source.is_dir() else path.name)}"
        one = Graph()
        try:
            with warnings.catch_warnings():
                warnings.simplefilter("ignore", DeprecationWarning)  # of rdflib about itself
                one.parse(data=text, format=form, publicID=base)
        except Exception as error:
            raise SourceError(f"{path} is not {form} ({fetching.reason(error)}); save it again") from error
        graph += named(one)
    return graph


def _xml(data: bytes, name: str) -> str:
    """The text of an XML file in the encoding that it names, without its declaration; raises SourceError for entities."""
    said = re.match(rb"<\?xml[^>]*\bencoding\s*=\s*[\"']([A-Za-z0-9._-]+)", data)
    if said and said[1].lower() not in {b"utf-8", b"utf-16"}:
        try:
            text = data.decode(said[1].decode())
        except (LookupError, UnicodeDecodeError) as error:
            raise SourceError(f"{name} is not {said[1].decode()}, as it says ({error}); save it as UTF-8") from error
    else:
        text = fetching.text(data, name)
    if "<!ENTITY" in text:
        raise SourceError(f"{name} has XML entities, which are not read; save it as Turtle (.ttl)")
    text = re.sub(r"^\s*<\?xml[^>]*\?>", "", text)
    _shallow(text, name)
    return text


def _shallow(text: str, name: str) -> None:
    """Raises SourceError for XML that is nested more deeply than any graph."""
    depth = 0

    def begin(_name: str, _attributes: dict[str, str]) -> None:
        nonlocal depth
        depth += 1
        if depth > DEEPEST:
            raise SourceError(f"{name} is nested too deeply to be a graph of services; save it again")

    def end(_name: str) -> None:
        nonlocal depth
        depth -= 1

    parser = expat.ParserCreate()
    parser.StartElementHandler, parser.EndElementHandler = begin, end
    with suppress(expat.ExpatError):  # what is wrong is told when the graph is read
        parser.Parse(text, True)


def _known(path: Path) -> bool:
    return path.name.lower().removesuffix(".gz").endswith(SUFFIXES)


def _bundled(path: Path, data: bytes) -> str:
    """JSON-LD whose contexts stand in the file itself."""
    value = json_text.parsed(data, str(path))
    ours = json.loads(CONTEXT.read_text(encoding="utf-8"))["@context"]
    try:
        return json.dumps(_inlined(value, ours))
    except RecursionError as error:
        raise SourceError(f"{path} is nested too deeply to be a graph of services; save it again") from error


def _inlined(value: Any, ours: Any) -> Any:  # noqa: ANN401 (what JSON may be)
    if isinstance(value, list):
        return [_inlined(item, ours) for item in value]
    if not isinstance(value, dict):
        return value
    made = {key: _inlined(item, ours) for key, item in value.items() if key != "@import"}
    if "@context" in made:
        made["@context"] = _contexts(made["@context"], ours)
    return made


def _contexts(said: Any, ours: Any) -> Any:  # noqa: ANN401 (what JSON may be)
    """A context without addresses: each one stands for ours, in lists of lists too."""
    if isinstance(said, list):
        return [_contexts(context, ours) for context in said]
    return ours if isinstance(said, str) else said


def is_sound(node: Node | str) -> bool:
    """Whether an address can be written: real files have blanks and brackets in theirs."""
    return isinstance(node, Literal) or not re.search(r"[\s<>\"{}|\\^`]", str(node))


def local(node: Node) -> str:
    """The last part of an address: what a property or a class is called in its vocabulary."""
    text = str(node)
    return text.rstrip("/#").rpartition("#")[2].rpartition("/")[2] if "#" in text or "/" in text else text


def _order(triple: tuple[Node, Node, Node]) -> tuple[str, ...]:
    """An order of statements in which no two are alike: a text and a number may look the same."""
    value = triple[2]
    kind = (str(value.language), str(value.datatype)) if isinstance(value, Literal) else ()
    return (*map(str, triple), type(value).__name__, *kind)


class Things:
    """A graph by local names: what a thing says under a name, whatever the vocabulary."""

    def __init__(self, graph: Graph) -> None:
        self.graph = graph
        self._said: dict[Node, dict[str, list[Node]]] = defaultdict(lambda: defaultdict(list))
        self._kinds: dict[str, list[Node]] = defaultdict(list)
        for subject, predicate, value in sorted(graph, key=_order):
            if predicate == RDF.type:
                self._kinds[local(value)].append(subject)
                continue
            name = local(predicate)
            self._said[subject][OLDER.get(name, name)].append(value)
        self._records = frozenset(self.of_kind(*RECORDS))

    def of_kind(self, *names: str) -> list[Node]:
        """All things of one of the classes."""
        return list(dict.fromkeys(thing for name in names for thing in self._kinds[name]))

    def is_a(self, thing: Node, name: str) -> bool:
        """Whether a thing is of a class."""
        return thing in self._kinds[name]

    def is_record(self, thing: Node) -> bool:
        """Whether a thing is a service, a provider, or what groups services, and so a record of its own."""
        return thing in self._records

    def all(self, thing: Node, *names: str) -> list[Node]:
        """What a thing says under these names, in order."""
        return list(dict.fromkeys(value for name in names for value in self._said[thing][name]))

    def texts(self, thing: Node, *names: str) -> list[Literal]:
        """The literals among them."""
        return [value for value in self.all(thing, *names) if isinstance(value, Literal)]

    def text(self, thing: Node, *names: str) -> str:
        """The first of them, in whatever language."""
        said = self.texts(thing, *names)
        return str(said[0]) if said else ""

    def said(self, thing: Node) -> dict[str, list[Node]]:
        """Everything that a thing says, by name."""
        return self._said[thing]


def addresses(values: Iterable[Node]) -> list[str]:
    """Web addresses and URIs among values, those written as texts too."""
    return [str(value) for value in values if isinstance(value, URIRef) or "://" in str(value)]
