"""Where a service of a graph is given: the locations of its channels, addresses of contact points and of its provider.

CPSV-AP 3.2 knows `locn:Address` of an agent and `dct:Location`; real files have addresses of vCard and of schema.org too.
A location without an address or a point is an area and no place.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from kiosk.publishing import records
from kiosk.publishing.cpsv.graphs import local
from kiosk.publishing.cpsv.keys import key as key_of
from kiosk.publishing.cpsv.opening import opening
from kiosk.publishing.cpsv.residue import SCHEME
from kiosk.publishing.importers import values
from kiosk.publishing.naming import Ref
from kiosk.publishing.texts import one_line
from kiosk.publishing.writing import clean

if TYPE_CHECKING:
    from collections.abc import Iterator

    from rdflib.term import Node

    from kiosk.publishing.cpsv.graphs import Things
    from kiosk.publishing.cpsv.residue import Leftovers
    from kiosk.publishing.cpsv.wording import Wording
    from kiosk.publishing.importers.draft import Draft

STREET = ("thoroughfare", "streetAddress", "street-address")
CITY = ("postName", "addressLocality", "locality")
CODE = ("postCode", "postalCode", "postal-code")
COUNTRY = ("adminUnitL1", "addressCountry", "country-name")
WHOLE = ("fullAddress",)
NUMBER = ("locatorDesignator",)
NAMES = ("geographicName", "locatorName", "title", "prefLabel")
POINT = ("geometry", "hasGeometry", "asWKT", "lat", "long", "latitude", "longitude")
_WKT = re.compile(r"POINT\s*\(\s*(-?[\d.]+)\s+(-?[\d.]+)\s*\)", re.IGNORECASE)


class _Spot(NamedTuple):
    """A location, or an address that stands without one."""

    location: Node
    address: Node | None

    @property
    def name(self) -> str:
        """What the record is called in the graph: a location's address, or one that follows from its address's."""
        text = str(self.location)
        return (
            text if self.location != self.address else f"{text}:place" if text.startswith("urn:") else f"{text}#place"
        )


class Places:
    """Makes places of one graph, each once."""

    def __init__(self, things: Things, wording: Wording, draft: Draft, leftovers: Leftovers) -> None:
        self._things, self._wording = things, wording
        self._draft, self._leftovers = draft, leftovers

    def of(self, thing: Node, providers: list[Node], nodes: dict[str, str]) -> tuple[records.ServicePlace, ...]:
        """Where a service is given. nodes: gets the addresses of the channels that lead there.

        A provider's address counts where neither the service nor a channel has one.
        """
        ref = Ref("service", self._draft.slug_of("services", str(thing)))
        found: dict[str, records.ServicePlace] = {}
        for holder, spot in self._spots(thing, providers if not [*self._spots(thing, [])] else []):
            slug = self._place(spot, holder)
            if slug in found:
                self._draft.remark(str(thing), f"leads to {spot.name} more than once; the first way was taken")
                continue
            key = key_of(thing, holder)
            channel = holder in self._things.all(thing, "hasChannel")
            if channel:
                nodes[key] = str(holder)
            found[slug] = self._way(holder, ref.part("service_at_place", key), slug, key, described=channel)
        return tuple(found.values())

    def provided(self, organization: Node) -> None:
        """The place at the address of an organization, which may give no service at all."""
        for _holder, spot in self._at(organization):
            self._place(spot, organization)

    def has(self, channel: Node) -> bool:
        """Whether a channel leads to a place: then its hours are those of the place."""
        return any(True for _spot in self._at(channel))

    def _spots(self, thing: Node, providers: list[Node]) -> Iterator[tuple[Node, _Spot]]:
        for holder in (*self._things.all(thing, "hasChannel", "contactPoint"), thing, *providers):
            yield from self._at(holder)

    def _at(self, holder: Node) -> Iterator[tuple[Node, _Spot]]:
        """Where a thing says it is; what it is *for* (`dct:spatial`) is a place only with an address."""
        areas = self._things.all(holder, "spatial")
        for where in (*self._things.all(holder, "location", "hasAddress", "address"), *areas):
            if any(self._things.all(where, *names) for names in (STREET, WHOLE, CITY, CODE)):
                yield holder, _Spot(where, where)
                continue
            address = next(iter(self._things.all(where, "address", "hasAddress")), None)
            if address is not None or (where not in areas and self._point(where) != (None, None)):
                yield holder, _Spot(where, address)

    def _way(self, holder: Node, part: Ref, slug: str, key: str, *, described: bool) -> records.ServicePlace:
        official = self._draft.official
        hours = opening(holder, self._things, self._wording, official)
        said = self._wording.by_tag(holder, "description") if described else {}
        for tag, text in said.items():
            self._draft.say(tag, part, "note", one_line(text))
        text = hours.text(official)
        for tag, words in hours.words.items() if text else ():
            self._draft.say(tag, part.part("schedule"), "original", words)
        note = one_line(self._wording.official(said, holder, "description"))
        return records.ServicePlace(place=slug, note=note, hours=hours.rule, hours_text=text, id=key)

    def _place(self, spot: _Spot, holder: Node) -> str:
        """The file's name of a place, which is made when it is named for the first time."""
        known = self._draft.slug_of("places", spot.name)
        if known in self._draft.drafted["places"]:
            return known
        where = spot.location if spot.address is None else spot.address
        street, code, city = self._street(where), self._said(where, CODE), self._said(where, CITY)
        names = self._wording.by_tag(spot.location, *NAMES) or self._wording.by_tag(where, *NAMES)
        if not names and self._things.is_record(holder):
            names = self._wording.by_tag(
                holder, "prefLabel", "title", "altLabel"
            )  # its provider's, whose address it is
        name = names.get(self._draft.official) or next(iter(names.values()), "")
        name = one_line(name) or street or city or code
        slug = self._draft.slug("places", spot.name, name)
        for tag, text in names.items():
            self._draft.say(tag, Ref("place", slug), "name", one_line(text))
        latitude, longitude = self._point(spot.location)
        nodes = {} if spot.address is None else {"address": str(spot.address)}
        keys = records.Place(
            name=name or slug,
            street=street,
            city=city,
            postal_code=code,
            country=self._country(where),
            latitude=latitude,
            longitude=longitude,
            confirm=True,
            ids={SCHEME: spot.name},
            residue=self._leftovers.of(spot.location, nodes),
        )
        self._draft.add("places", slug, keys)
        return slug

    def _said(self, thing: Node, names: tuple[str, ...]) -> str:
        said = self._wording.by_tag(thing, *names)
        text = said.get(self._draft.official) or next(iter(said.values()), "")
        return one_line(text) or one_line(clean(self._things.text(thing, *names)))

    def _street(self, where: Node) -> str:
        street, number = self._said(where, STREET), self._said(where, NUMBER)
        if number and number not in street.split():
            street = f"{street} {number}".strip()
        return street or self._said(where, WHOLE)

    def _country(self, where: Node) -> str:
        for said in self._things.all(where, *COUNTRY):
            code = values.country(local(said)) or values.country(str(said))
            if code:
                return "" if code == self._draft.pack.country else code
            self._draft.remark(str(where), f"has the country {str(said)!r}, which nobody knows; the pack's was taken")
        return ""

    def _point(self, location: Node) -> tuple[float | None, float | None]:
        """Latitude and longitude, where they are somewhere."""
        text = " ".join(
            str(said)
            for shape in (location, *self._things.all(location, "geometry", "hasGeometry"))
            for said in (shape, *self._things.all(shape, "geometry", "asWKT"))
        )
        match = _WKT.search(text)
        pair = (
            (match[2], match[1])
            if match
            else (
                self._things.text(location, "lat", "latitude"),
                self._things.text(location, "long", "longitude"),
            )
        )
        try:
            latitude, longitude = float(pair[0]), float(pair[1])
        except ValueError:
            return None, None
        somewhere = -90 <= latitude <= 90 and -180 <= longitude <= 180  # noqa: PLR2004 (degrees)
        return (latitude, longitude) if somewhere else (None, None)
