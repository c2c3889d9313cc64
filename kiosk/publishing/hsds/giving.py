"""What a pack says, as tables of HSDS 3.0: the mapping of `docs/content-model.md`, in the direction outwards."""

from __future__ import annotations

from datetime import date
from decimal import Decimal, InvalidOperation
from typing import TYPE_CHECKING
from uuid import UUID, uuid5

from kiosk.domain import opening_hours
from kiosk.domain.service import Hours
from kiosk.publishing.hsds.residue import apply
from kiosk.publishing.hsds.tables import FIELDS, WRITTEN
from kiosk.publishing.importers.values import locale_name
from kiosk.publishing.naming import NAMESPACE
from kiosk.publishing.part_rows import PART

if TYPE_CHECKING:
    from collections.abc import Callable

    from kiosk.publishing.exporters.content import Content
    from kiosk.publishing.exporters.content import Row as Ours
    from kiosk.publishing.hsds.tables import Row, Tables

SCHEME = "hsds"
_DAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
WEEK = date(2026, 6, 1)
"""Any week: `week` gives the usual one."""


def uuid(text: str) -> str:
    """An id as HSDS wants it: itself when it is a UUID, else one that follows from it."""
    if WRITTEN.fullmatch(text):
        return text
    try:
        return str(UUID(text))
    except ValueError:
        return str(uuid5(NAMESPACE, f"hsds/{text}"))


def row_id(own: str, known: str) -> str:
    """The id of a part's or a record's row; own: its id in a pack, known: what it is called where it came from.

    An editor's name for a part (`passport`) is one in its record only, so only a UUID counts.
    """
    if WRITTEN.fullmatch(known):
        return known
    try:
        return str(UUID(known))
    except ValueError:
        return uuid(own)


def named(content: Content, identity: str) -> str:
    """The id that a record or a part of ours has in HSDS."""
    known = content.xrefs.get((identity, SCHEME))
    return uuid(known) if known else row_id(identity, content.xrefs.get((identity, PART), ""))


def tables(content: Content, *, whole: bool = True) -> Tables:
    """All tables; whole: with what an import has kept in `residue`."""
    giving = _Giving(content)
    giving.all()
    if whole:
        owner = owners(giving.tables)
        for (_identity, scheme), residue in content.residue.items():
            if scheme == SCHEME:
                apply(giving.tables, residue, owner)
    return {table: dict(sorted(rows.items())) for table, rows in giving.tables.items()}


def owners(made: Tables) -> Callable[[str, Row], str]:
    """Gives the id of the service, organization or place that a row belongs to; '' for what belongs to none."""
    at = made.get("service_at_location", {})
    contacts, phones = made.get("contact", {}), made.get("phone", {})

    def owner(table: str, row: Row) -> str:
        if table in {"service", "organization", "location"}:
            return str(row["id"])
        join = at.get(str(row.get("service_at_location_id", "")))
        if join is not None:
            return str(join.get("service_id", ""))
        for column in ("service_id", "location_id", "organization_id"):
            if row.get(column):
                return str(row[column])
        if row.get("contact_id") in contacts and table != "contact":
            return owner("contact", contacts[str(row["contact_id"])])
        if row.get("phone_id") in phones and table != "phone":
            return owner("phone", phones[str(row["phone_id"])])
        for column in ("link_id", "resource_id"):
            if row.get(column):
                return next(
                    (
                        str(row[column])
                        for kind in ("service", "organization", "location")
                        if row[column] in made.get(kind, {})
                    ),
                    "",
                )
        return ""

    return owner


class _Giving:
    def __init__(self, content: Content) -> None:
        self._content = content
        self.tables: Tables = {table: {} for table in FIELDS}

    def all(self) -> None:
        for organization in self._content.rows["organization"]:
            self._organization(organization)
        for place in self._content.rows["place"]:
            self._place(place)
        for term in self._content.rows["term"]:
            self._term(term)
        for service in self._content.rows["service"]:
            self._service(service)

    def _add(self, table: str, identity: str, **columns: str | float | None) -> Row:
        """A row without what is not said; one that is there (a telephone of two records) is linked to both."""
        row = self.tables[table].setdefault(identity, {"id": identity})
        row.update({name: value for name, value in columns.items() if value not in (None, "")})
        return row

    def _id(self, ours: Ours | str) -> str:
        return named(self._content, ours if isinstance(ours, str) else ours["id"])

    def _text(self, ours: Ours, field: str) -> str:
        return self._content.text(ours["id"], field)

    def _organization(self, ours: Ours) -> None:
        row = self._add("organization", self._id(ours), name=self._text(ours, "name"), website=ours["website"])
        row["description"] = self._text(ours, "description") or self._text(ours, "name")
        emails = self._channels(ours, "email")
        self._add("organization", self._id(ours), email=emails[0] if emails else "")
        self._shared(ours, "organization_id")

    def _place(self, ours: Ours) -> None:
        web = self._channels(ours, "web")
        identity = self._id(ours)
        self._add(
            "location",
            identity,
            location_type="physical",
            name=self._text(ours, "name"),
            description=self._text(ours, "description"),
            url=web[0] if web else "",
            latitude=_plain(ours["latitude"]),
            longitude=_plain(ours["longitude"]),
        )
        if ours["street"] or ours["city"]:
            row = self._add("address", uuid(f"{ours['id']}/address"), location_id=identity)
            row |= {
                "address_1": ours["street"],
                "city": ours["city"],
                "state_province": "",
                "postal_code": ours["postal_code"],
            }
            row |= {"country": ours["country"], "address_type": "physical"}
        self._shared(ours, "location_id")
        self._schedules(ours["id"], "location_id", identity)

    def _term(self, ours: Ours) -> None:
        row = self._add("taxonomy_term", self._id(ours), name=self._text(ours, "name"), taxonomy=ours["scheme"])
        row["description"] = self._text(ours, "description") or self._text(ours, "name")

    def _service(self, ours: Ours) -> None:
        content, own = self._content, ours["id"]
        identity = self._id(ours)
        web, emails = self._channels(ours, "web"), self._channels(ours, "email")
        requirements = [self._text(row, "name") for row in content.of("requirement", own, "service_id")]
        self._add(
            "service",
            identity,
            organization_id=self._id(ours["organization_id"]),
            name=self._text(ours, "name"),
            summary=self._text(ours, "summary"),
            description=self._text(ours, "description"),
            url=web[0] if web else "",
            email=emails[0] if emails else "",
            status="active",
            application_process="\n".join(content.many(own, "step")),
            eligibility_description="\n".join(requirements),
            alert="\n".join(content.many(own, "note")),
            processing_time=ours["processing_time"],
        )
        for row in content.of("evidence", own, "service_id"):
            said = {"document": self._text(row, "name"), "note": self._text(row, "note")}
            self._add("required_document", self._id(row), service_id=identity, **said)
        for row in content.of("cost", own, "service_id"):
            money = {"amount": _amount(row["amount"]), "currency": row["currency"]}
            self._add("cost_option", self._id(row), service_id=identity, option=self._text(row, "description"), **money)
        for row in content.of("area", own):
            self._add("service_area", self._id(row), service_id=identity, name=self._text(row, "name"), uri=row["uri"])
        for row in content.of("spoken_language", own, "service_id"):
            said = {"name": locale_name(row["tag"]), "code": row["tag"]}
            self._add("language", uuid(f"{own}/language/{row['tag']}"), service_id=identity, **said)
        for row in content.of("service_at_place", own, "service_id"):
            join = self._id(row)
            links = {"service_id": identity, "location_id": self._id(row["place_id"])}
            self._add("service_at_location", join, **links, description=self._text(row, "note"))
            self._schedules(row["id"], "service_at_location_id", join)
        for row in content.of("service_term", own, "service_id"):
            link = {"link_id": identity, "link_entity": "service", "taxonomy_term_id": self._id(row["term_id"])}
            self._add("attribute", uuid(f"{own}/term/{row['term_id']}"), **link)
        self._shared(ours, "service_id")

    def _channels(self, ours: Ours, kind: str) -> list[str]:
        return [row["address"] for row in self._content.of("channel", ours["id"]) if row["kind"] == kind]

    def _shared(self, ours: Ours, column: str) -> None:
        """Telephones and contacts."""
        own = {column: self._id(ours)}
        self._phones(ours["id"], own)
        for row in self._content.of("contact", ours["id"]):
            identity = self._id(row)
            self._add(
                "contact",
                identity,
                **own,
                name=self._text(row, "name"),
                title=self._text(row, "role"),
                email=row["email"],
            )
            self._phones(row["id"], {"contact_id": identity})

    def _phones(self, owner: str, links: dict[str, str]) -> None:
        for row in self._content.of("phone", owner):
            said = {"number": row["number"], "description": self._text(row, "label")}
            self._add("phone", self._id(row), **links, **said)

    def _schedules(self, owner: str, column: str, identity: str) -> None:
        """A rule as one row for each span of a usual week; the provider's own words stand in each."""
        for row in self._content.of("schedule", owner):
            words = self._text(row, "original")
            week = opening_hours.week(Hours(row["rule"], row["zone"], row["country"]), WEEK) if row["rule"] else ()
            spans = [
                (",".join(_DAYS[day.first : day.last + 1]), f"{span.start:%H:%M}", f"{span.end:%H:%M}", span.note)
                for day in week
                for span in day.spans
            ]
            for byday, opens, closes, note in spans:
                self._add(
                    "schedule",
                    uuid(f"{row['id']}/{byday}/{opens}/{closes}"),
                    **{column: identity},
                    freq="WEEKLY",
                    byday=byday,
                    opens_at=opens,
                    closes_at=closes,
                    description=words or row["rule"],
                    notes=note,
                )
            if not spans:
                self._add(
                    "schedule", uuid(f"{row['id']}/words"), **{column: identity}, description=words or row["rule"]
                )


def _plain(number: float | None) -> float | int | None:
    """A whole number without its point."""
    return int(number) if number is not None and number == int(number) else number


def _amount(text: str) -> str | float | int | None:
    """An amount as a number when its text is the very same."""
    try:
        number = Decimal(text)
    except InvalidOperation:
        return None
    for made in (int(number), float(number)):
        if str(made) == text:
            return made
    return text
