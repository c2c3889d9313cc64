"""A service as a visitor meets it, in the words that HSDS 3.0 and CPSV-AP 3.2 share.

All prose is `Text`; numbers, addresses and web addresses are the same in every language and stay `str`.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from decimal import Decimal

    from kiosk.domain.provenance import PartialDate, Text


@dataclass(frozen=True, slots=True)
class Hours:
    """When something is open.

    rule: an OpenStreetMap `opening_hours` string, empty when only `original` is known. zone: IANA time zone.
    country: ISO 3166-1 alpha-2, for public holidays. original: the hours in the provider's own words.
    confirm: the figures are old; say "confirm before you go" with `verified_on`.
    """

    rule: str
    zone: str
    country: str
    original: Text | None = None
    verified_on: PartialDate | None = None
    confirm: bool = False


@dataclass(frozen=True, slots=True)
class Phone:
    """A telephone number in E.164 (`+37165407437`) or a short number (`112`)."""

    number: str
    label: Text | None = None
    hours: Hours | None = None
    confirm: bool = False
    verified_on: PartialDate | None = None


@dataclass(frozen=True, slots=True)
class Link:
    """A web page or an e-service."""

    url: str
    label: Text | None = None


@dataclass(frozen=True, slots=True)
class Address:
    """A postal address as it is written in its own country; parts that are not known are empty."""

    street: str
    city: str
    postal_code: str
    country: str

    @property
    def line(self) -> str:
        """One line: street, postal code and city."""
        city = " ".join(part for part in (self.city, self.postal_code) if part)
        return ", ".join(part for part in (self.street, city) if part)


@dataclass(frozen=True, slots=True)
class Organization:
    """Who answers for a service (HSDS organization, CPSV-AP PublicOrganisation)."""

    id: str
    name: Text
    description: Text | None
    website: str


@dataclass(frozen=True, slots=True)
class Place:
    """A building or a room that people can go to (HSDS location)."""

    id: str
    slug: str
    name: Text
    description: Text | None
    address: Address | None
    hours: Hours | None
    phones: tuple[Phone, ...]
    latitude: float | None = None
    longitude: float | None = None
    verified_on: PartialDate | None = None
    confirm: bool = False
    sources: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ServicePlace:
    """A service at a place (HSDS service_at_location); its own hours win over the place's."""

    place: Place
    hours: Hours | None
    note: Text | None = None


@dataclass(frozen=True, slots=True)
class Evidence:
    """One thing to bring (CPSV-AP Evidence, HSDS required_document)."""

    id: str
    name: Text
    note: Text | None = None


@dataclass(frozen=True, slots=True)
class Cost:
    """What it costs; amount None when only words are known, 0 when it is free. currency: ISO 4217."""

    description: Text | None
    amount: Decimal | None
    currency: str


@dataclass(frozen=True, slots=True)
class Service:
    """One service with everything that its page and its slip show.

    processing_time: ISO 8601 duration (`P10D`), empty when not known. spoken_languages: BCP 47 tags.
    """

    id: str
    slug: str
    name: Text
    summary: Text | None
    description: Text | None
    organization: Organization
    requirements: tuple[Text, ...]
    evidence: tuple[Evidence, ...]
    steps: tuple[Text, ...]
    costs: tuple[Cost, ...]
    places: tuple[ServicePlace, ...]
    phones: tuple[Phone, ...]
    emails: tuple[str, ...]
    links: tuple[Link, ...]
    spoken_languages: tuple[str, ...]
    processing_time: str
    notes: tuple[Text, ...]
    sources: tuple[str, ...]
    verified_on: PartialDate | None
    confirm: bool
    icon: str
    term_ids: tuple[str, ...]

    def texts(self) -> tuple[Text, ...]:
        """Every text of the page, to tell what languages and what provenance it has."""
        optional = (
            self.summary,
            self.description,
            *(item.note for item in self.evidence),
            *(cost.description for cost in self.costs),
            *(place.note for place in self.places),
            *(phone.label for phone in self.phones),
            *(link.label for link in self.links),
        )
        certain = (
            self.name,
            self.organization.name,
            *self.requirements,
            *(item.name for item in self.evidence),
            *self.steps,
            *self.notes,
            *(place.place.name for place in self.places),
        )
        return (*certain, *(text for text in optional if text is not None))
