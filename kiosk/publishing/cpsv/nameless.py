"""Gives things without an address one that follows from what is said of them, the same in each reading of the file.

RDF's blank nodes are called anew whenever a file is read, so a second import would find other things than the first.
"""

from __future__ import annotations

from collections import ChainMap, defaultdict
from typing import TYPE_CHECKING
from uuid import uuid5

from rdflib import BNode, Graph, Literal, URIRef
from rdflib.namespace import RDF

from kiosk.publishing.naming import NAMESPACE

if TYPE_CHECKING:
    from collections.abc import Mapping

    from rdflib.term import Node

ROUNDS = 8
"""How far around themselves things in a circle are told apart."""


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
        self._said: dict[Node, list[tuple[Node, Node]]] = defaultdict(list)
        for subject, predicate, value in graph:
            if isinstance(value, BNode):
                self._said[value] += ()  # it may be one of which nothing is said
            if isinstance(subject, BNode):
                self._said[subject].append((predicate, value))
        self._names: dict[Node, URIRef] = self._identified()
        self._from_below()
        self._in_circles()

    def of(self, thing: Node) -> Node:
        """The address of a blank node; anything else as it is."""
        return self._names.get(thing, thing)

    def _identified(self) -> dict[Node, URIRef]:
        """Things with an identifier that no other of their kind has."""
        holders: dict[str, list[Node]] = defaultdict(list)
        for thing, said in self._said.items():
            kinds = sorted(str(value) for predicate, value in said if predicate == RDF.type)
            identifiers = sorted(str(value) for predicate, value in said if _last(predicate) == "identifier")
            if kinds and identifiers:
                holders["\n".join((*kinds, *identifiers))].append(thing)
        return {things[0]: _address(said) for said, things in holders.items() if len(things) == 1}

    def _from_below(self) -> None:
        """Names what names only things that have names, until nothing more can be named so."""
        waiting: dict[Node, set[BNode]] = {}
        above: dict[Node, list[Node]] = defaultdict(list)
        for thing, said in self._said.items():
            waiting[thing] = {value for _predicate, value in said if isinstance(value, BNode)} - self._names.keys()
            for value in waiting[thing]:
                above[value].append(thing)
        ready = [thing for thing, names in waiting.items() if not names]
        while ready:
            thing = ready.pop()
            if thing not in self._names:
                self._names[thing] = _address(self._content(thing, self._names))
                for other in above[thing]:
                    waiting[other].discard(thing)
                    if not waiting[other]:
                        ready.append(other)

    def _in_circles(self) -> None:
        """Names what is left: things that lead back to themselves, told apart by what stands around them."""
        names: dict[Node, URIRef] = dict.fromkeys(self._said.keys() - self._names.keys(), _address(""))
        for _round in range(ROUNDS):
            known = ChainMap(names, self._names)
            names = {thing: _address(self._content(thing, known)) for thing in names}
        self._names |= names

    def _content(self, thing: Node, names: Mapping[Node, URIRef]) -> str:
        lines = (
            " ".join(map(str, (predicate, names.get(value, value), *_kind(value))))
            for predicate, value in self._said[thing]
        )
        return "\n".join(sorted(lines))


def _last(predicate: Node) -> str:
    return str(predicate).rpartition("/")[2].rpartition("#")[2]


def _kind(value: Node) -> tuple[object, ...]:
    """What sets a literal apart from another of the same text."""
    return (value.language, value.datatype) if isinstance(value, Literal) else ()


def _address(content: str) -> URIRef:
    return URIRef(f"urn:uuid:{uuid5(NAMESPACE, f'cpsv-nameless/{content}')}")
