"""The keys of a source folder's files: what an editor may write, and nothing else.

A key that is missing is '' or empty; what a missing `confirm` or date means is said by `kiosk.publishing.part_rows`.
Dates, hours, numbers and addresses are text here; `kiosk.publishing.checks` says whether they are right. In a list of
groups a plain text is short for a group with its main key alone: `- Passport` for `- name: Passport`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any, Literal, TypeAlias

import msgspec

if TYPE_CHECKING:
    from collections.abc import Sequence


Seq = Annotated[int, msgspec.Meta(ge=-(10**9), le=10**9)]
"""A place in an order."""


class Keys(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What all groups of keys share: unknown keys are mistakes."""


class Pack(Keys, frozen=True, kw_only=True):
    """`pack.yaml`: what the manifest says of the pack."""

    id: str
    title: dict[str, str]
    official: str
    languages: tuple[str, ...]
    as_of: str
    zone: str
    country: str
    emergency: str
    kiosk: dict[str, Any] = {}
    residue: dict[str, dict[str, str]] = {}


class Requirement(Keys, frozen=True, kw_only=True):
    """One sentence about who a service is for."""

    name: str
    id: str = ""


class Evidence(Keys, frozen=True, kw_only=True):
    """One thing to bring."""

    name: str
    note: str = ""
    form: str = ""
    id: str = ""


class Output(Keys, frozen=True, kw_only=True):
    """One thing that a visitor gets from a service."""

    name: str
    id: str = ""


class LegalResource(Keys, frozen=True, kw_only=True):
    """A law or a rule that a service rests on."""

    name: str
    url: str = ""
    id: str = ""


class Area(Keys, frozen=True, kw_only=True):
    """Where somebody has to live, or where an organization is in charge."""

    name: str
    uri: str = ""
    id: str = ""


class Relation(Keys, frozen=True, kw_only=True):
    """What else a service has to do with: `to` is written as in a link, `service:slug` or `guide:slug`."""

    to: str
    kind: Literal["related", "requires", "part_of"] = "related"


class Cost(Keys, frozen=True, kw_only=True):
    """What it costs; amount without thousands separators, `0` when it is free."""

    description: str = ""
    amount: str = ""
    currency: str = ""
    id: str = ""


class Hours(Keys, frozen=True, kw_only=True):
    """Opening hours: a rule, and the provider's own words."""

    hours: str = ""
    hours_text: str = ""
    hours_confirm: bool | None = None
    hours_verified_on: str = ""


class Phone(Hours, frozen=True, kw_only=True):
    """A number in E.164 or a short one, with the hours in which somebody answers."""

    number: str
    label: str = ""
    verified_on: str = ""
    confirm: bool | None = None
    id: str = ""


class Contact(Keys, frozen=True, kw_only=True):
    """Whom to ask: a desk or a person, and what they are there for."""

    name: str = ""
    role: str = ""
    email: str = ""
    phones: tuple[Phone, ...] = ()
    id: str = ""


class Link(Keys, frozen=True, kw_only=True):
    """A page or an e-service."""

    url: str
    label: str = ""
    id: str = ""


class ServicePlace(Hours, frozen=True, kw_only=True):
    """A place where a service is given; its own hours win over the place's."""

    place: str
    note: str = ""
    id: str = ""


class Facts(Keys, frozen=True, kw_only=True):
    """What all records but terms have: a name and where the facts come from.

    ids: what other systems call the record, by the system's name. residue: by the same names, what of theirs has no key
    here, as JSON by its name there.
    """

    name: str
    sources: tuple[str, ...] = ()
    verified_on: str = ""
    confirm: bool | None = None
    updated: str = ""
    ids: dict[str, str] = {}
    residue: dict[str, dict[str, str]] = {}


class Organization(Facts, frozen=True, kw_only=True):
    """`organizations/*.md`: who answers for services."""

    website: str = ""
    phones: tuple[Phone, ...] = ()
    emails: tuple[str, ...] = ()
    contacts: tuple[Contact, ...] = ()
    areas: tuple[Area, ...] = ()


class Place(Facts, frozen=True, kw_only=True):
    """`places/*.md`: a building or a room."""

    street: str = ""
    city: str = ""
    postal_code: str = ""
    country: str = ""
    latitude: float | None = None
    longitude: float | None = None
    hours: str = ""
    hours_text: str = ""
    hours_confirm: bool | None = None
    hours_verified_on: str = ""
    phones: tuple[Phone, ...] = ()
    emails: tuple[str, ...] = ()
    links: tuple[Link, ...] = ()
    contacts: tuple[Contact, ...] = ()
    topics: tuple[str, ...] = ()


class Service(Facts, frozen=True, kw_only=True):
    """`services/*.md`: what a visitor comes for."""

    summary: str
    organization: str
    keywords: tuple[str, ...] = ()
    topics: tuple[str, ...] = ()
    situations: tuple[str, ...] = ()
    icon: str
    requirements: tuple[Requirement, ...] = ()
    evidence: tuple[Evidence, ...] = ()
    steps: tuple[str, ...] = ()
    costs: tuple[Cost, ...] = ()
    processing_time: str = ""
    places: tuple[ServicePlace, ...] = ()
    phones: tuple[Phone, ...] = ()
    emails: tuple[str, ...] = ()
    links: tuple[Link, ...] = ()
    spoken_languages: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    contacts: tuple[Contact, ...] = ()
    outputs: tuple[Output, ...] = ()
    legal_resources: tuple[LegalResource, ...] = ()
    areas: tuple[Area, ...] = ()
    relations: tuple[Relation, ...] = ()
    expires: str = ""


class Term(Keys, frozen=True, kw_only=True):
    """`terms/*.md`: one tile of the home screen; the body is one short line."""

    name: str
    scheme: Literal["situation", "topic"]
    icon: str
    seq: Seq
    updated: str = ""
    ids: dict[str, str] = {}
    residue: dict[str, dict[str, str]] = {}


class Page(Facts, frozen=True, kw_only=True):
    """What guides, events and notices share: a name, a sentence, and a body to read."""

    summary: str = ""
    keywords: tuple[str, ...] = ()
    topics: tuple[str, ...] = ()
    situations: tuple[str, ...] = ()
    links: tuple[Link, ...] = ()
    expires: str = ""


class Guide(Page, frozen=True, kw_only=True):
    """`guides/*.md`: one page of the city's guide; `parent` is the page that it lies under."""

    parent: str = ""
    seq: Seq = 0
    icon: str = "book-open"


class Event(Page, frozen=True, kw_only=True):
    """`events/*.md`: something that takes place once, or again and again.

    starts, ends: a day for what lasts all day (`ends` is its last day), else a day and a time of the clock in `zone`.
    rrule: RFC 5545, 3.3.10. location: where, when it is no place of ours. audience: for whom. example: it is made up.
    """

    starts: str
    ends: str = ""
    all_day: bool = False
    zone: str = ""
    rrule: str = ""
    rdates: tuple[str, ...] = ()
    exdates: tuple[str, ...] = ()
    organization: str = ""
    place: str = ""
    location: str = ""
    audience: str = ""
    icon: str = "calendar-days"
    example: bool = False


class Notice(Page, frozen=True, kw_only=True):
    """`notices/*.md`: what everybody has to know now."""

    level: Literal["info", "warning", "urgent"] = "info"
    seq: Seq = 0
    starts: str = ""


class Phrase(Keys, frozen=True, kw_only=True):
    """`phrases/*.md`: a sentence that staff and visitors show each other; topic: the group in which it stands."""

    name: str
    topic: str
    seq: Seq
    updated: str = ""


class Choice(Keys, frozen=True, kw_only=True):
    """One answer that a poll offers."""

    name: str
    id: str = ""


class Poll(Keys, frozen=True, kw_only=True):
    """`polls/*.md`: a question that the city asks; the body says why."""

    name: str
    choices: tuple[Choice, ...]
    seq: Seq = 0
    starts: str = ""
    expires: str = ""
    updated: str = ""


Item: TypeAlias = (
    Requirement | Evidence | Cost | Phone | Link | ServicePlace | Contact | Output | LegalResource | Area | Choice
)
"""What stands in a list of a record and becomes a row of its own."""


def keys(items: Sequence[Item]) -> tuple[str, ...]:
    """The key of each item in its record: its `id`, else its place's slug, else its 1-based position."""
    return tuple(
        item.id or (item.place if isinstance(item, ServicePlace) else str(position))
        for position, item in enumerate(items, 1)
    )
