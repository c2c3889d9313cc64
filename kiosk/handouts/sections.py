"""The parts of a service's slip in the order of reading, each line in both languages under one number."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Literal

from kiosk.handouts import labels
from kiosk.handouts.contact import readable_number, readable_url
from kiosk.handouts.week import Row, week
from kiosk.handouts.words import Pair, Words, neutral

if TYPE_CHECKING:
    from kiosk.domain.provenance import Text
    from kiosk.domain.service import Cost, Evidence, Hours, Link, Phone, Service, ServicePlace
    from kiosk.handouts.beside import Beside
    from kiosk.handouts.voice import Voice, Voices

Kind = Literal["list", "checks", "steps", "places", "contacts"]

NOTHING = neutral("")


@dataclass(frozen=True, slots=True)
class Item:
    """One line of a section. number: the same in both languages, empty where a section has only one line.

    notes stand small beneath; hours is a usual week; confirm warns that the facts of this line are old.
    """

    main: Pair
    number: str = ""
    notes: tuple[Pair, ...] = ()
    hours: tuple[Row, ...] = ()
    confirm: Pair | None = None


@dataclass(frozen=True, slots=True)
class Section:
    """One part with its heading. kind says how its items look; `checks` have a box to tick."""

    kind: Kind
    label: Pair
    items: tuple[Item, ...]


def sections(service: Beside[Service], voices: Voices) -> tuple[Section, ...]:
    """The sections of a service that have something in them."""
    parts: tuple[tuple[Kind, str, list[Item]], ...] = (
        ("list", labels.WHO, _texts(service.each(lambda each: each.requirements))),
        ("checks", labels.BRING, [_evidence(item) for item in service.each(lambda each: each.evidence)]),
        ("steps", labels.STEPS, _texts(service.each(lambda each: each.steps))),
        ("list", labels.COST, [_cost(cost, voices) for cost in service.each(lambda each: each.costs)]),
        ("list", labels.TIME, _time(service.visitor, voices)),
        ("places", labels.WHERE, [_place(place, voices) for place in service.each(lambda each: each.places)]),
        ("contacts", labels.CONTACT, _contacts(service, voices)),
        ("list", labels.LANGUAGES, _languages(service.visitor, voices)),
        ("list", labels.NOTES, _texts(service.each(lambda each: each.notes))),
    )
    return tuple(Section(kind, voices.say(label), _numbered(kind, items)) for kind, label, items in parts if items)


def _numbered(kind: Kind, items: list[Item]) -> tuple[Item, ...]:
    """Numbers 1 … n where the clerk has to find the same line; a single line needs none, nor do telephone numbers."""
    if kind == "contacts" or (len(items) == 1 and kind != "checks"):
        return tuple(items)
    return tuple(replace(item, number=str(number)) for number, item in enumerate(items, 1))


def _some(*pairs: Pair | None) -> tuple[Pair, ...]:
    return tuple(each for each in pairs if each is not None)


def _texts(texts: list[Beside[Text]]) -> list[Item]:
    return [Item(main) for text in texts if (main := text.words(lambda each: each)) is not None]


def _evidence(item: Beside[Evidence]) -> Item:
    return Item(item.words(lambda each: each.name) or NOTHING, notes=_some(item.words(lambda each: each.note)))


def _cost(cost: Beside[Cost], voices: Voices) -> Item:
    what = cost.words(lambda each: each.description)
    amount, currency = cost.visitor.amount, cost.visitor.currency
    if amount is None:
        return Item(what or NOTHING)
    if amount == 0:
        return Item(voices.say(labels.FREE), notes=_some(what))
    return Item(voices.both(lambda voice: voice.own(voice.formats.money(amount, currency))), notes=_some(what))


def _time(service: Service, voices: Voices) -> list[Item]:
    duration = service.processing_time
    return [Item(voices.both(lambda voice: voice.own(voice.formats.duration(duration))))] if duration else []


def _languages(service: Service, voices: Voices) -> list[Item]:
    def names(voice: Voice) -> Words:
        return voice.own(", ".join(voice.formats.language_name(tag) for tag in service.spoken_languages))

    return [Item(voices.both(names))] if service.spoken_languages else []


def _place(each: Beside[ServicePlace], voices: Voices) -> Item:
    place = each.visitor.place
    hours = each.some(lambda at: at.hours or at.place.hours)
    stale = voices.confirm(place.verified_on) if place.confirm else None
    return Item(
        each.words(lambda at: at.place.name) or NOTHING,
        notes=_some(
            neutral(place.address.line) if place.address and place.address.line else None,
            each.words(lambda at: at.note),
            _original(hours),
        ),
        hours=week(None if hours is None else hours.visitor, voices),
        confirm=_confirm(hours, voices) or stale,
    )


def _original(hours: Beside[Hours] | None) -> Pair | None:
    return None if hours is None else hours.words(lambda each: each.original)


def _confirm(hours: Beside[Hours] | None, voices: Voices) -> Pair | None:
    return voices.confirm(hours.visitor.verified_on) if hours is not None and hours.visitor.confirm else None


def _contacts(service: Beside[Service], voices: Voices) -> list[Item]:
    phones = service.each(lambda each: each.phones)
    known = {phone.visitor.number for phone in phones}
    at_places = [
        phone for place in service.each(lambda each: each.places) for phone in place.each(lambda at: at.place.phones)
    ]
    phones += [phone for phone in at_places if phone.visitor.number not in known]
    return [
        *(_phone(phone, voices) for phone in phones),
        *(Item(neutral(mail)) for mail in service.visitor.emails),
        *(_link(link) for link in service.each(lambda each: each.links)),
    ]


def _phone(phone: Beside[Phone], voices: Voices) -> Item:
    hours = phone.some(lambda each: each.hours)
    stale = voices.confirm(phone.visitor.verified_on) if phone.visitor.confirm else None
    return Item(
        neutral(readable_number(phone.visitor.number)),
        notes=_some(phone.words(lambda each: each.label), _original(hours)),
        hours=week(None if hours is None else hours.visitor, voices),
        confirm=_confirm(hours, voices) or stale,
    )


def _link(link: Beside[Link]) -> Item:
    return Item(neutral(readable_url(link.visitor.url)), notes=_some(link.words(lambda each: each.label)))
