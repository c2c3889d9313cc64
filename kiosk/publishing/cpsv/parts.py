"""What hangs on a service of a graph: requirements, documents, outputs, laws, areas and costs, each with a key of its own."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from rdflib import URIRef

from kiosk.publishing import records, rules
from kiosk.publishing.cpsv.graphs import local
from kiosk.publishing.cpsv.keys import key as key_of
from kiosk.publishing.importers import values
from kiosk.publishing.texts import one_line

if TYPE_CHECKING:
    from collections.abc import Iterator

    from rdflib.term import Node

    from kiosk.publishing.cpsv.graphs import Things
    from kiosk.publishing.cpsv.wording import Wording
    from kiosk.publishing.importers.draft import Draft
    from kiosk.publishing.naming import Ref


class Parts:
    """The parts of one service. nodes: what the graph calls those that were taken, by their keys."""

    def __init__(self, thing: Node, ref: Ref, things: Things, wording: Wording, draft: Draft) -> None:
        self._thing, self._ref = thing, ref
        self._things, self._wording, self._draft = things, wording, draft
        self.nodes: dict[str, str] = {}

    def requirements(self) -> tuple[records.Requirement, ...]:
        """Who the service is for."""
        return tuple(
            records.Requirement(name=name, id=key) for key, name in self._named("requirement", "holdsRequirement")
        )

    def evidence(self) -> tuple[records.Evidence, ...]:
        """What to bring; what is said of it beside its name is its note."""
        found = []
        for key, name in self._named("evidence", "hasInput"):
            note = self._note(URIRef(self.nodes[key]), self._ref.part("evidence", key), name)
            found.append(records.Evidence(name=name, note=note, id=key))
        return tuple(found)

    def outputs(self) -> tuple[records.Output, ...]:
        """What a visitor gets."""
        return tuple(records.Output(name=name, id=key) for key, name in self._named("output", "produces"))

    def legal_resources(self) -> tuple[records.LegalResource, ...]:
        """The laws that it rests on."""
        return tuple(
            records.LegalResource(name=name, url=self._address(key), id=key)
            for key, name in self._named("legal_resource", "hasLegalResource")
        )

    def areas(self) -> tuple[records.Area, ...]:
        """Where somebody has to live; a location with an address is a place and no area."""
        found = []
        for key, name in self._named("area", "spatial", without=("address", "hasAddress")):
            uri = self.nodes[key]
            found.append(records.Area(name=name, uri=uri if rules.fits(rules.uri, uri) else "", id=key))
        return tuple(found)

    def costs(self) -> tuple[records.Cost, ...]:
        """What it costs; what is no amount of money stands in words."""
        return tuple(self._costs())

    def _address(self, key: str) -> str:
        node = self.nodes[key]
        return values.address_of_web(node) if node.startswith(("http://", "https://")) else ""

    def _named(self, entity: str, name: str, without: tuple[str, ...] = ()) -> Iterator[tuple[str, str]]:
        """The keys and names of the things that the service names; without: what none of them may say."""
        for part in self._things.all(self._thing, name):
            if self._things.all(part, *without):
                continue
            key = key_of(self._thing, part)
            said = self._wording.named(part, self._ref.part(entity, key), entity.replace("_", " "))
            if said and key not in self.nodes:
                self.nodes[key] = str(part)
                yield key, said

    def _note(self, part: Node, ref: Ref, name: str) -> str:
        """What is said of a thing, unless that is its name already."""
        if not self._things.texts(part, "title", "prefLabel", "altLabel"):
            return ""
        said = self._wording.by_tag(part, "description")
        note = one_line(self._wording.official(said, part, "description"))
        if not note or note == name:
            return ""
        for tag, text in said.items():
            self._draft.say(tag, ref, "note", one_line(text))
        return note

    def _costs(self) -> Iterator[records.Cost]:
        for part in self._things.all(self._thing, "hasCost"):
            key = key_of(self._thing, part)
            amount = _amount(self._things.text(part, "value"))
            currencies = [local(value).upper() for value in self._things.all(part, "currency")]
            currency = currencies[0] if currencies else ""
            good = rules.fits(rules.amount, amount) and rules.fits(rules.currency, currency)
            said = self._wording.by_tag(part, "description")
            for tag, text in said.items():
                self._draft.say(tag, self._ref.part("cost", key), "description", one_line(text))
            words = one_line(self._wording.official(said, part, "description"))
            if amount and not good:
                words = ", ".join(filter(None, (words, f"{amount} {currency}".strip())))
            if words or good:
                self.nodes[key] = str(part)
                money = (amount, currency) if good else ("", "")
                yield records.Cost(description=words, amount=money[0], currency=money[1], id=key)


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
