"""How to reach somebody, gathered from the contact points of a thing: telephones, e-mail, pages, words for hours."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from rdflib import Literal

from kiosk.publishing import records
from kiosk.publishing.cpsv.graphs import addresses
from kiosk.publishing.importers import values
from kiosk.publishing.texts import one_line
from kiosk.publishing.writing import clean

if TYPE_CHECKING:
    from rdflib.term import Node

    from kiosk.publishing.cpsv.graphs import Things
    from kiosk.publishing.cpsv.wording import Wording
    from kiosk.publishing.importers.draft import Draft


@dataclass
class Contact:
    """How to reach somebody; hours: in words, as no rule is said."""

    phones: tuple[records.Phone, ...] = ()
    emails: tuple[str, ...] = ()
    pages: list[str] = field(default_factory=list)
    hours: tuple[str, ...] = ()


def contact(thing: Node, things: Things, wording: Wording, draft: Draft) -> Contact:
    """What a thing and its contact points say; what cannot be read is told."""
    found = Contact()
    for point in (thing, *things.all(thing, "contactPoint")):
        for said in things.all(point, "telephone"):
            text = clean(str(said).removeprefix("tel:"))
            numbers = values.phones_in(text, draft.pack.country)
            found.phones = (
                *found.phones,
                *(records.Phone(number=number, label=one_line(label)) for number, label in numbers),
            )
            if not numbers:
                draft.remark(str(thing), f"has the phone number {text!r}, in which there is none")
        for said in things.all(point, "email"):
            mails = values.emails_in(str(said))
            found.emails = (*found.emails, *mails)
            if not mails:
                draft.remark(str(thing), f"has the address {str(said)!r}, in which there is none")
        found.pages.extend(pages(point, things))
        for said in things.all(point, "openingHours", "specialOpeningHoursSpecification"):
            words = str(said) if isinstance(said, Literal) else _words(said, wording, draft.official)
            if words:
                found.hours = (*found.hours, one_line(clean(words)))
    found.phones = tuple({phone.number: phone for phone in found.phones}.values())
    found.emails, found.hours = tuple(dict.fromkeys(found.emails)), tuple(dict.fromkeys(found.hours))
    return found


def pages(thing: Node, things: Things) -> list[str]:
    """The web pages on which somebody can be reached."""
    said = (values.address_of_web(address) for address in addresses(things.all(thing, "contactPage")))
    return [page for page in said if page]


def _words(thing: Node, wording: Wording, official: str) -> str:
    said = wording.by_tag(thing, "description")
    return said.get(official, "") or next(iter(said.values()), "")
