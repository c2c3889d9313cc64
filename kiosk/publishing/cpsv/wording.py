"""What things of a graph are called, and what is said of them, by language."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from rdflib import Literal, URIRef

from kiosk.publishing.cpsv import authority
from kiosk.publishing.cpsv.graphs import Things, local
from kiosk.publishing.importers import values
from kiosk.publishing.texts import one_line
from kiosk.publishing.writing import clean

if TYPE_CHECKING:
    from rdflib.term import Node

    from kiosk.publishing.importers.draft import Draft
    from kiosk.publishing.naming import Ref


class Wording:
    """Reads texts of a graph for a draft; default: the language of literals that name none."""

    def __init__(self, things: Things, draft: Draft, default: str) -> None:
        self._things = things
        self._draft = draft
        self._default = default

    def by_tag(self, thing: Node, *names: str) -> dict[str, str]:
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

    def label(self, thing: Node) -> str:
        """What a thing is called: in the language of record, or in any other."""
        said = self.by_tag(thing, "title", "prefLabel", "altLabel")
        return one_line(said.get(self._draft.official) or next(iter(said.values()), ""))

    def official(self, said: dict[str, str], thing: Node, what: str) -> str:
        """The text in the language of record; '', and a remark, when there are others only."""
        text = said.get(self._draft.official, "")
        if said and not text:
            tags = ", ".join(sorted(said))
            self._draft.remark(
                str(thing),
                f"has its {what} in {tags} and not in {self._draft.official}, the language of record; it was left out",
            )
        return text

    def named(self, thing: Node, ref: Ref, what: str) -> str:
        """The name of a thing in the language of record, and in the others beside it."""
        if isinstance(thing, Literal):
            return one_line(clean(str(thing)))
        said = self.by_tag(thing, "title", "prefLabel", "altLabel", "geographicName") or self.by_tag(
            thing, "description"
        )
        for tag, text in said.items():
            self._draft.say(tag, ref, "name", one_line(text))
        name = said.get(self._draft.official, "")
        if said and not name:
            tag, name = next(iter(said.items()))
            self._draft.remark(
                str(thing), f"has its title in {tag} and not in {self._draft.official}; that one stands there"
            )
        return one_line(name) or self.readable(thing, what)

    def readable(self, thing: Node, what: str) -> str:
        """The last part of an address as words, for a thing that nothing is said of."""
        country = authority.country_name(str(thing), self._draft.official)
        if country:
            return country
        if what == "legal resource" and values.address_of_web(str(thing)):
            return str(thing).partition("://")[2]
        words = re.sub(r"(?<=[a-z])(?=[A-Z])|[_-]+", " ", local(thing)) if isinstance(thing, URIRef) else ""
        if not re.search(r"[0-9a-f]{12}", words) and words:
            return one_line(words)
        self._draft.remark(str(thing), f"is a {what} without a title; it was left out")
        return ""
