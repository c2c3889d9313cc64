"""Gives things without an address one that follows from what is said of them, the same in each reading of the file.

RDF's blank nodes are called anew whenever a file is read, so a second import would find other things than the first.
"""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import uuid5

from rdflib import BNode, Graph, Literal, URIRef
from rdflib.namespace import RDF

from kiosk.publishing.naming import NAMESPACE

if TYPE_CHECKING:
    from rdflib.term import Node

DEEPEST = 40
"""Nameless things inside nameless things that are told apart; no service has more."""


def named(graph: Graph) -> Graph:
    """The same graph with a `urn:uuid:` for every blank node.

    A thing with an identifier that no other nameless thing of its kind has keeps its address when the rest of it
    changes. Two things of which the very same is said become one.
    """
    namer = _Namer(graph)
    made = Graph()
    for subject, predicate, value in graph:
        made.add((namer.of(subject), predicate, namer.of(value)))
    return made


class _Namer:
    def __init__(self, graph: Graph) -> None:
        self._graph = graph
        self._names: dict[Node, Node] = {}
        holders: dict[str, list[Node]] = {}
        for thing in {subject for subject in graph.subjects() if isinstance(subject, BNode)}:
            said = self._identifier(thing)
            if said:
                holders.setdefault(said, []).append(thing)
        for said, things in holders.items():
            if len(things) == 1:
                self._names[things[0]] = _address(said)

    def of(self, thing: Node) -> Node:
        """The address of a blank node; anything else as it is."""
        if not isinstance(thing, BNode):
            return thing
        if thing not in self._names:
            self._names[thing] = _address(self._content(thing, ()))
        return self._names[thing]

    def _identifier(self, thing: Node) -> str:
        kinds = sorted(str(kind) for kind in self._graph.objects(thing, RDF.type))
        said = sorted(
            str(value)
            for predicate, value in self._graph.predicate_objects(thing)
            if str(predicate).rpartition("/")[2].rpartition("#")[2] == "identifier"
        )
        return "\n".join((*kinds, *said)) if kinds and said else ""

    def _content(self, thing: Node, way: tuple[Node, ...]) -> str:
        if thing in way or len(way) > DEEPEST:
            return "…"
        lines = []
        for predicate, value in self._graph.predicate_objects(thing):
            if isinstance(value, BNode):
                known = self._names.get(value)
                said = str(known) if known is not None else f"[{self._content(value, (*way, thing))}]"
            else:
                said = " ".join(map(str, (value, *_kind(value))))
            lines.append(f"{predicate} {said}")
        return "\n".join(sorted(lines))


def _kind(value: Node) -> tuple[object, ...]:
    """What sets a literal apart from another of the same text."""
    return (value.language, value.datatype) if isinstance(value, Literal) else ()


def _address(content: str) -> URIRef:
    return URIRef(f"urn:uuid:{uuid5(NAMESPACE, f'cpsv-nameless/{content}')}")
