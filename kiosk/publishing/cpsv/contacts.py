"""How to reach somebody, gathered from the contact points of a thing: telephones, e-mail, pages, words for hours."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import msgspec

from kiosk.publishing import records
from kiosk.publishing.cpsv.graphs import addresses
from kiosk.publishing.cpsv.opening import Opening, opening
from kiosk.publishing.importers import values
from kiosk.publishing.texts import one_line
from kiosk.publishing.writing import clean

if TYPE_CHECKING:
    from collections.abc import Iterator

    from rdflib.term import Node

    from kiosk.publishing.cpsv.graphs import Things
    from kiosk.publishing.cpsv.places import Places
    from kiosk.publishing.cpsv.wording import Wording
    from kiosk.publishing.importers.draft import Draft


@dataclass
class Contact:
    """How to reach somebody; hours: those that belong to no telephone and no place, in words."""

    phones: tuple[records.Phone, ...] = ()
    emails: tuple[str, ...] = ()
    pages: list[str] = field(default_factory=list)
    hours: tuple[str, ...] = ()


def contact(thing: Node, things: Things, wording: Wording, draft: Draft, places: Places) -> Contact:
    """What a thing, its contact points and its channels say; what cannot be read is told.

    2.x describes a service at a data set with a page. Hours of a point with telephones are those in which somebody answers; hours of a channel that leads to a place are
    that place's.
    """
    found = Contact()
    for point in (thing, *things.all(thing, "contactPoint", "hasChannel", "isDescribedAt")):
        phones = list(_phones(point, thing, things, draft))
        found.emails = (*found.emails, *_emails(point, thing, things, draft))
        found.pages.extend(_pages(point, things))
        hours = Opening() if places.has(point) else opening(point, things, wording, draft.official)
        words = hours.text(draft.official)
        if phones and hours.rule:
            phones = [msgspec.structs.replace(phone, hours=hours.rule, hours_text=words) for phone in phones]
        elif words or hours.rule:
            found.hours = (*found.hours, words or hours.rule)
        found.phones = (*found.phones, *phones)
    found.phones = tuple({phone.number: phone for phone in found.phones}.values())
    found.emails, found.hours = tuple(dict.fromkeys(found.emails)), tuple(dict.fromkeys(found.hours))
    return found


def _phones(point: Node, thing: Node, things: Things, draft: Draft) -> Iterator[records.Phone]:
    for said in things.all(point, "telephone"):
        text = clean(str(said).removeprefix("tel:"))
        numbers = values.phones_in(text, draft.pack.country)
        yield from (records.Phone(number=number, label=one_line(label)) for number, label in numbers)
        if not numbers:
            draft.remark(str(thing), f"has the phone number {text!r}, in which there is none")


def _emails(point: Node, thing: Node, things: Things, draft: Draft) -> Iterator[str]:
    for said in things.all(point, "email"):
        mails = values.emails_in(str(said))
        yield from mails
        if not mails:
            draft.remark(str(thing), f"has the address {str(said)!r}, in which there is none")


def _pages(thing: Node, things: Things) -> list[str]:
    """The web pages on which somebody can be reached."""
    said = (values.address_of_web(address) for address in addresses(things.all(thing, "contactPage")))
    return [page for page in said if page]
