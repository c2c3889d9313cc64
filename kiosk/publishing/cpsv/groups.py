"""Life events, business events and themes of a graph, which become the tiles of the home screen."""

from __future__ import annotations

from collections import Counter, defaultdict
from typing import TYPE_CHECKING, Literal

from rdflib import URIRef

from kiosk.publishing import records
from kiosk.publishing.cpsv.residue import SCHEME
from kiosk.publishing.naming import Ref
from kiosk.publishing.texts import one_line

if TYPE_CHECKING:
    from rdflib.term import Node

    from kiosk.publishing.cpsv.graphs import Things
    from kiosk.publishing.cpsv.wording import Wording
    from kiosk.publishing.importers.draft import Draft

TOPICS = 24
"""Groups that become tiles."""

Scheme = Literal["situation", "topic"]


class Groups:
    """What groups the services of a graph."""

    def __init__(self, things: Things, wording: Wording, draft: Draft) -> None:
        self._things, self._wording, self._draft = things, wording, draft
        self._terms: dict[Node, tuple[Scheme, str]] = {}
        self._grouped: dict[Node, list[Node]] = defaultdict(list)
        for group in things.of_kind("LifeEvent", "BusinessEvent", "Event"):
            for thing in things.all(group, "isGroupedBy"):  # real files have both directions
                self._grouped[thing].append(group)

    def take(self, services: list[Node]) -> None:
        """Makes tiles of the most used ones; the others are told."""
        counted = Counter(group for thing in services for group in self._of(thing))
        ranked = sorted(counted.items(), key=lambda pair: (-pair[1], str(pair[0])))
        unused = [(group, 0) for group in self._things.of_kind("LifeEvent", "BusinessEvent") if group not in counted]
        for group, count in (*ranked[TOPICS:], *unused):
            why = "has fewer services than the others that became tiles" if count else "groups no service"
            self._draft.remark(str(group), f"{why}; it was left out")
        for seq, (group, _count) in enumerate(ranked[:TOPICS], 1):
            self._term(group, seq)

    def slugs(self, thing: Node, scheme: Scheme) -> tuple[str, ...]:
        """The tiles under which a service stands."""
        found = (self._terms.get(group, ("", "")) for group in self._of(thing))
        return tuple(slug for kind, slug in found if kind == scheme)

    def is_tile(self, group: Node) -> bool:
        """Whether a group has become a tile, so that its name is no further word to search by."""
        return group in self._terms

    def _of(self, thing: Node) -> list[Node]:
        own = self._things.all(thing, "isGroupedBy", "thematicArea")
        return list(dict.fromkeys((*own, *self._grouped.get(thing, ()))))

    def _term(self, group: Node, seq: int) -> None:
        scheme: Scheme = "situation" if self._things.is_a(group, "LifeEvent") else "topic"
        label = self._wording.label(group) or (
            self._wording.readable(group, "theme") if isinstance(group, URIRef) else ""
        )
        if not label:
            return
        slug = self._draft.slug("terms", str(group), label)
        self._terms[group] = (scheme, slug)
        for tag, text in self._wording.by_tag(group, "title", "prefLabel").items():
            self._draft.say(tag, Ref("term", slug), "name", one_line(text))
        keys = records.Term(name=label, scheme=scheme, icon="folder-open", seq=seq, ids={SCHEME: str(group)})
        self._draft.add("terms", slug, keys)
