"""Tables of HSDS become organizations, places and services of ours: the mapping of `docs/content-model.md`, inwards.

What cannot be said with our keys is not decided here: whatever an export would not give back goes to `residue`
(`kiosk.publishing.hsds.residue`).
"""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

import msgspec

from kiosk.publishing import records, rules
from kiosk.publishing.exporters.content import of_source
from kiosk.publishing.hsds import translations
from kiosk.publishing.hsds.giving import SCHEME, owners, tables
from kiosk.publishing.hsds.hours import cell
from kiosk.publishing.hsds.parts import Parts
from kiosk.publishing.hsds.residue import difference
from kiosk.publishing.hsds.terms import SITUATION, Terms
from kiosk.publishing.hsds.vocabulary import OWNERS
from kiosk.publishing.importers import values
from kiosk.publishing.importers.html_words import plain
from kiosk.publishing.importers.landing import in_memory
from kiosk.publishing.importers.plain_text import from_text
from kiosk.publishing.texts import one_line
from kiosk.publishing.writing import clean

if TYPE_CHECKING:
    from collections.abc import Iterable

    from kiosk.publishing.exporters.content import Content
    from kiosk.publishing.hsds.rows import Rows
    from kiosk.publishing.hsds.tables import Row
    from kiosk.publishing.importers.draft import Draft

ICON = "circle-info"

LONGEST_SUMMARY = 160
"""Letters of a sentence that a tile has room for."""


class Taking:
    """Takes what was read into a draft."""

    def __init__(self, rows: Rows, draft: Draft) -> None:
        self._theirs = rows.tables
        self._texts = rows.translations
        self._draft = draft
        self._parts = Parts(rows.tables, rows.origins, draft)
        self._terms = Terms(self._theirs, self._parts, draft)

    def run(self) -> None:
        """All records, then what is left over, then the texts in other languages."""
        for row in self._theirs["organization"].values():
            self._draft.slug("organizations", str(row["id"]), cell(row, "name"))
        for row in self._theirs["location"].values():
            self._draft.slug("places", str(row["id"]), cell(row, "name"))
        self._terms.take()
        for row in self._theirs["organization"].values():
            self._organization(row)
        for row in self._theirs["location"].values():
            self._place(row)
        for row in self._theirs["service"].values():
            self._service(row)
        self._orphans()
        source = in_memory(self._draft)
        content = of_source(source, {})
        self._left_over(content)
        if self._texts:
            translations.taken(self._texts, self._draft, source, content)

    def _orphans(self) -> None:
        """Tells what hangs on nothing that is there."""
        for table, owners_ in OWNERS.items():
            for row in self._theirs[table].values():
                links = [(to, cell(row, column)) for column, to in owners_.items() if cell(row, column)]
                if not any(identity in self._theirs[to] for to, identity in links):
                    self._parts.remark(table, row, "belongs to nothing that is there; it is kept in 'residue' alone")

    # ---- rows ------------------------------------------------------------------------------------------------------

    def _shared(self, table: str, row: Row) -> dict[str, Any]:
        """Telephones, contacts and what the record is called there."""
        column = f"{table}_id"
        identity = str(row["id"])
        phones, contacts = self._parts.phones(column, identity), self._parts.contacts(column, identity)
        return {"phones": phones, "contacts": contacts, "ids": {SCHEME: identity}, "confirm": True}

    # ---- records ---------------------------------------------------------------------------------------------------

    def _organization(self, row: Row) -> None:
        slug = self._draft.slug_of("organizations", str(row["id"]))
        keys = records.Organization(
            name=self._parts.name("organization", row, slug),
            website=self._parts.web("organization", row, "website"),
            emails=self._parts.email("organization", row),
            **self._shared("organization", row),
        )
        description = cell(row, "description")
        body = "" if description == keys.name else from_text(clean(description))
        self._draft.add("organizations", slug, keys, body, self._nameless(row))

    def _place(self, row: Row) -> None:
        identity = str(row["id"])
        slug = self._draft.slug_of("places", identity)
        addresses = self._parts.of("address", "location_id", identity)
        address: Row = next(
            (one for one in addresses if "postal" not in cell(one, "address_type")), addresses[0] if addresses else {}
        )
        street = ", ".join(filter(None, (one_line(clean(cell(address, key))) for key in ("address_1", "address_2"))))
        city = one_line(clean(cell(address, "city")))
        country = values.country(cell(address, "country"))
        if cell(address, "country") and not country:
            self._parts.remark(
                "address",
                address,
                f"has the country {cell(address, 'country')!r}, which nobody knows; the pack's was taken",
            )
        url = self._parts.web("location", row, "url")
        latitude, longitude = self._where(row)
        rule, words = self._parts.hours("location_id", identity)
        keys = records.Place(
            name=self._parts.name("location", row, street or city or slug),
            street=street,
            city=city,
            postal_code=one_line(clean(cell(address, "postal_code"))),
            country=country,
            latitude=latitude,
            longitude=longitude,
            hours=rule,
            hours_text=words,
            links=(records.Link(url=url),) if url else (),
            **self._shared("location", row),
        )
        self._draft.add("places", slug, keys, from_text(clean(cell(row, "description"))), self._nameless(row))

    @staticmethod
    def _nameless(row: Row) -> frozenset[str]:
        """The name of a record, when only we have given it one."""
        return frozenset() if one_line(clean(cell(row, "name"))) else frozenset({"name"})

    def _where(self, row: Row) -> tuple[float | None, float | None]:
        try:
            latitude, longitude = float(row["latitude"]), float(row["longitude"])
        except (KeyError, ValueError):
            return None, None
        if not (-90 <= latitude <= 90 and -180 <= longitude <= 180):  # noqa: PLR2004 (degrees)
            self._parts.remark(
                "location", row, f"lies at {latitude}, {longitude}, which is nowhere; it is kept in 'residue' alone"
            )
            return None, None
        return latitude, longitude

    def _service(self, row: Row) -> None:
        identity = str(row["id"])
        slug = self._draft.slug("services", identity, cell(row, "name"))
        url = self._parts.web("service", row, "url")
        rule, words = self._parts.hours("service_id", identity)
        places = self._places(identity, rule, words)
        notes = [clean(cell(row, key)) for key in ("alert", "interpretation_services")]
        if (rule or words) and not places:
            notes.append(words or rule)
        status = cell(row, "status") or "active"
        if status != "active":
            self._parts.remark("service", row, f"is {status}; it is marked as over")
        steps, needs = clean(cell(row, "application_process")), clean(cell(row, "eligibility_description"))
        keys = records.Service(
            name=self._parts.name("service", row, slug),
            summary=one_line(clean(cell(row, "summary"))) or self._summary(row),
            organization=self._provider(row),
            keywords=self._terms.keywords(identity),
            topics=self._terms.topics(identity, "topic"),
            situations=self._terms.topics(identity, SITUATION),
            icon=ICON,
            requirements=tuple(records.Requirement(name=one_line(line)) for line in needs.split("\n") if line.strip()),
            evidence=self._parts.evidence(identity),
            steps=tuple(one_line(line) for line in steps.split("\n") if line.strip()),
            costs=self._parts.costs(row),
            places=places,
            emails=self._parts.email("service", row),
            links=(records.Link(url=url),) if url else (),
            spoken_languages=self._parts.languages(identity),
            notes=tuple(one_line(note) for note in dict.fromkeys(notes) if note),
            areas=self._parts.areas(identity),
            processing_time=_duration(cell(row, "processing_time")),
            expires="" if status == "active" else self._draft.pack.as_of,
            **self._shared("service", row),
        )
        guessed = self._nameless(row) | {*self._guessed(row, slug, over=status != "active")}
        self._draft.add("services", slug, keys, from_text(clean(cell(row, "description"))), guessed)

    def _guessed(self, row: Row, slug: str, *, over: bool) -> Iterable[str]:
        """What a service has from us alone. That it is over is HSDS's word, also when it was and is not any more."""
        if not one_line(clean(cell(row, "summary"))):
            yield "summary"
        if not self._draft.slug_of("organizations", cell(row, "organization_id")):
            yield "organization"
        there = self._draft.there("services", slug)
        if not over and not (there and "status" in there.keys.residue.get(SCHEME, {}).get(f"service/{row['id']}", "")):
            yield "expires"

    def _summary(self, row: Row) -> str:
        """The first sentence of the description, when it is one line on a tile."""
        first = re.split(r"(?<=[.!?])\s", plain(cell(row, "description").replace("<", " <")), maxsplit=1)[0]
        if 0 < len(first) <= LONGEST_SUMMARY:
            return first
        return one_line(clean(cell(row, "alternate_name"))) or one_line(clean(cell(row, "name")))

    def _provider(self, row: Row) -> str:
        slug = self._draft.slug_of("organizations", cell(row, "organization_id"))
        if slug:
            return slug
        self._parts.remark(
            "service", row, "names no organization that is there; it stands with one whose name is not known"
        )
        slug = self._draft.slug("organizations", "unknown", "unknown-organization")
        if slug not in self._draft.drafted["organizations"]:
            keys = records.Organization(name="–", confirm=True, ids={SCHEME: "unknown"})
            self._draft.add("organizations", slug, keys, guessed=frozenset({"name"}))
        return slug

    def _places(self, identity: str, rule: str, words: str) -> tuple[records.ServicePlace, ...]:
        """The places of a service; hours of the service itself hold at each place that has none of its own for it."""
        found: dict[str, records.ServicePlace] = {}
        for row in self._parts.of("service_at_location", "service_id", identity):
            slug = self._draft.slug_of("places", cell(row, "location_id"))
            if not slug or slug in {place.place for place in found.values()}:
                self._parts.remark(
                    "service_at_location",
                    row,
                    "leads to a location that is not there or that is named twice; it is kept in 'residue' alone",
                )
                continue
            own = self._parts.hours("service_at_location_id", str(row["id"]))
            hours, text = own if any(own) else (rule, words)
            note = one_line(clean(cell(row, "description")))
            found[str(row["id"])] = records.ServicePlace(
                place=slug, note=note, hours=hours, hours_text=text, id=str(row["id"])
            )
        return tuple(found.values())

    # ---- what is left over --------------------------------------------------------------------

    def _left_over(self, content: Content) -> None:
        """Keeps, with each record, what the export of it would not give back."""
        ours = tables(content, whole=False)
        kept = difference(ours, self._theirs, owners(self._theirs))
        homes: dict[str, tuple[str, str]] = {}
        for kind, drafted in self._draft.everything():
            external = getattr(drafted.keys, "ids", {}).get(SCHEME)
            if external:
                homes.setdefault(external, (kind, drafted.slug))
        for identity, residue in kept.items():
            kind, slug = homes.get(identity, ("", ""))
            if not kind:
                pack = self._draft.pack
                merged = {**pack.residue.get(SCHEME, {}), **residue}
                self._draft.pack = msgspec.structs.replace(pack, residue={**pack.residue, SCHEME: merged})
                continue
            drafted = self._draft.drafted[kind][slug]
            self._draft.replace(kind, slug, msgspec.structs.replace(drafted.keys, residue={SCHEME: residue}))


def _duration(text: str) -> str:
    return text if rules.fits(rules.duration, text) else ""


def host(urls: Iterable[str]) -> str:
    """The host that most addresses have: what a source without a name of its own is called."""
    counted = Counter(filter(None, (urlsplit(url).hostname for url in urls)))
    return counted.most_common(1)[0][0].removeprefix("www.") if counted else ""
