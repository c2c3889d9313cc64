"""The keys of a source folder's files: what an editor may write, and nothing else.

A key that is missing is '' or empty; what a missing `confirm` or date means is said by `kiosk.publishing.rows`.
Dates, hours, numbers and addresses are text here; `kiosk.publishing.checks` says whether they are right. In a list of
groups a plain text is short for a group with its main key alone: `- Passport` for `- name: Passport`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Literal, TypeAlias

import msgspec

if TYPE_CHECKING:
    from collections.abc import Sequence


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


class Requirement(Keys, frozen=True, kw_only=True):
    """One sentence about who a service is for."""

    name: str
    id: str = ""


class Evidence(Keys, frozen=True, kw_only=True):
    """One thing to bring."""

    name: str
    note: str = ""
    id: str = ""


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
    """What organizations, places and services all have: a name and where the facts come from."""

    name: str
    sources: tuple[str, ...] = ()
    verified_on: str = ""
    confirm: bool | None = None
    updated: str = ""


class Organization(Facts, frozen=True, kw_only=True):
    """`organizations/*.md`: who answers for services."""

    website: str = ""
    phones: tuple[Phone, ...] = ()
    emails: tuple[str, ...] = ()


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


class Service(Facts, frozen=True, kw_only=True):
    """`services/*.md`: what a visitor comes for."""

    summary: str
    organization: str
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
    expires: str = ""


class Term(Keys, frozen=True, kw_only=True):
    """`terms/*.md`: one tile of the home screen; the body is one short line."""

    name: str
    scheme: Literal["situation", "topic"]
    icon: str
    seq: int
    updated: str = ""


Item: TypeAlias = Requirement | Evidence | Cost | Phone | Link | ServicePlace
"""What stands in a list of a record and becomes a row of its own."""


def keys(items: Sequence[Item]) -> tuple[str, ...]:
    """The key of each item in its record: its `id`, else its place's slug, else its 1-based position."""
    return tuple(
        item.id or (item.place if isinstance(item, ServicePlace) else str(position))
        for position, item in enumerate(items, 1)
    )
