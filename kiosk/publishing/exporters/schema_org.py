"""Services, places, organizations and events as schema.org, one JSON-LD file with a language tag at every text."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from kiosk.domain import opening_hours
from kiosk.domain.service import Hours
from kiosk.publishing.exporters import writing
from kiosk.publishing.hsds.giving import WEEK

if TYPE_CHECKING:
    from pathlib import Path

    from kiosk.publishing.exporters.content import Content, Row

_DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")


def write(content: Content, out: Path) -> dict[str, int]:
    """Writes the file `out`; gives how many things of each type are in it."""
    giving = _Giving(content)
    tables = (
        ("organization", giving.organization),
        ("place", giving.place),
        ("service", giving.service),
        ("event", giving.event),
        ("guide", giving.guide),
    )
    graph = [_filled(make(row)) for table, make in tables for row in content.rows[table]]
    data = writing.dumped({"@context": "https://schema.org", "@graph": graph})
    writing.file(out, data.replace(b"<", rb"\u003c"))  # a page may hold it in a <script>, which no text can end
    return {table: len(content.rows[table]) for table, _make in tables}


class _Giving:
    def __init__(self, content: Content) -> None:
        self._content = content

    def _texts(self, identity: str, field: str) -> list[dict[str, str]]:
        return [
            {"@language": lang, "@value": value} for lang, value in self._content.by_language(identity, field).items()
        ]

    @staticmethod
    def _ref(identity: str) -> str:
        return f"urn:uuid:{identity}"

    def _thing(self, kind: str, row: Row) -> dict[str, Any]:
        own = row["id"]
        web = [channel["address"] for channel in self._content.of("channel", own) if channel["kind"] == "web"]
        mail = [channel["address"] for channel in self._content.of("channel", own) if channel["kind"] == "email"]
        phones = [phone["number"] for phone in self._content.of("phone", own)]
        words = [
            {"@language": lang, "@value": ", ".join(self._content.many(own, "keyword", lang))}
            for lang in self._content.texts.get((own, "keyword"), {})
        ]
        contact = {"@type": "ContactPoint", "telephone": phones, "email": mail} if phones or mail else {}
        return {
            "@type": kind,
            "@id": self._ref(own),
            "identifier": row["slug"],
            "name": self._texts(own, "name"),
            "disambiguatingDescription": self._texts(own, "summary"),
            "description": self._texts(own, "description"),
            "url": web[:1],
            "sameAs": [source["url"] for source in self._content.of("source", own)],
            "keywords": words,
            "contactPoint" if kind in {"GovernmentOrganization", "CivicStructure"} else "": contact,
        }

    def organization(self, row: Row) -> dict[str, Any]:
        """An organization."""
        return self._thing("GovernmentOrganization", row) | {"url": row["website"]}

    def place(self, row: Row) -> dict[str, Any]:
        """A place with its address and its hours."""
        address = {"streetAddress": row["street"], "addressLocality": row["city"]}
        address |= {"postalCode": row["postal_code"], "addressCountry": row["country"]}
        known = row["latitude"] is not None
        geo = {"@type": "GeoCoordinates", "latitude": row["latitude"], "longitude": row["longitude"]} if known else {}
        thing = self._thing("CivicStructure", row)
        return thing | {
            "address": {"@type": "PostalAddress", **address},
            "geo": geo,
            "openingHoursSpecification": self._hours(row["id"]),
        }

    def service(self, row: Row) -> dict[str, Any]:
        """A service: who gives it, where, what it costs, and what comes of it."""
        content, own = self._content, row["id"]
        channels = [
            {
                "@type": "ServiceChannel",
                "serviceLocation": {"@id": self._ref(join["place_id"])},
                "availableLanguage": [spoken["tag"] for spoken in content.of("spoken_language", own, "service_id")],
                "hoursAvailable": self._hours(join["id"]),
            }
            for join in content.of("service_at_place", own, "service_id")
        ]
        offers = [
            {
                "@type": "Offer",
                "description": self._texts(cost["id"], "description"),
                "price": cost["amount"],
                "priceCurrency": cost["currency"],
            }
            for cost in content.of("cost", own, "service_id")
        ]
        produced: list[dict[str, Any]] = [
            {"@type": "Thing", "name": self._texts(output["id"], "name")}
            for output in content.of("output", own, "service_id")
        ]
        audience = [self._texts(part["id"], "name") for part in content.of("requirement", own, "service_id")]
        return self._thing("GovernmentService", row) | {
            "provider": {"@id": self._ref(row["organization_id"])},
            "availableChannel": channels,
            "offers": offers,
            "produces": produced,
            "audience": [{"@type": "Audience", "audienceType": texts} for texts in audience],
            "areaServed": [
                {"@type": "Place", "name": self._texts(area["id"], "name")} for area in content.of("area", own)
            ],
        }

    def event(self, row: Row) -> dict[str, Any]:
        """An event; how it recurs is a rule of iCalendar, which schema.org has no property for."""
        own = row["id"]
        words, audience = self._texts(own, "location"), self._texts(own, "audience")
        when: dict[str, Any] = {
            "@type": "Schedule",
            "scheduleTimezone": row["zone"],
            "exceptDate": row["exdates"].split(),
        }
        place: dict[str, Any] = {"@id": self._ref(row["place_id"])} if row["place_id"] else {}
        if words and not place:
            place = {"@type": "Place", "name": words}
        return self._thing("Event", row) | {
            "startDate": row["starts"],
            "endDate": row["ends"],
            "eventSchedule": when,
            "location": place,
            "organizer": {"@id": self._ref(row["organization_id"])} if row["organization_id"] else {},
            "audience": [{"@type": "Audience", "audienceType": audience}] if audience else [],
        }

    def guide(self, row: Row) -> dict[str, Any]:
        """A page of the guide, and the page that it lies under."""
        above = {"@id": self._ref(row["parent_id"])} if row["parent_id"] else {}
        return self._thing("Article", row) | {"isPartOf": above, "dateModified": row["verified_on"]}

    def _hours(self, owner: str) -> list[dict[str, Any]]:
        """A usual week; days with the same hours together."""
        return [
            {
                "@type": "OpeningHoursSpecification",
                "dayOfWeek": list(_DAYS[day.first : day.last + 1]),
                "opens": f"{span.start:%H:%M}",
                "closes": f"{span.end:%H:%M}" if span.start != span.end else "23:59",  # the whole day
            }
            for row in self._content.of("schedule", owner)
            for day in opening_hours.week(Hours(row["rule"], row["zone"], row["country"]), WEEK)
            for span in day.spans
        ]


def _filled(value: Any) -> Any:  # noqa: ANN401 (what JSON may be)
    """Without what says nothing, at any depth."""
    if isinstance(value, dict):
        made = {key: _filled(item) for key, item in value.items() if key}
        return {key: item for key, item in made.items() if item not in ("", None, [], {})}
    return [_filled(item) for item in value] if isinstance(value, list) else value
