"""What hangs on a record of HSDS, as parts of ours: telephones, contacts, documents, costs, languages, areas, hours.

What cannot be read is told with the file and the row that it stands in; `kiosk.publishing.hsds.residue` keeps it.
"""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from kiosk.publishing import records, rules
from kiosk.publishing.hsds import hours
from kiosk.publishing.hsds.hours import cell
from kiosk.publishing.importers import values
from kiosk.publishing.texts import one_line
from kiosk.publishing.writing import clean

if TYPE_CHECKING:
    from collections.abc import Mapping

    from kiosk.publishing.hsds.tables import Row, Tables
    from kiosk.publishing.importers.draft import Draft


class Parts:
    """Makes parts of rows; origins: where each row stands in the source, by its table and id."""

    def __init__(self, theirs: Tables, origins: Mapping[tuple[str, str], str], draft: Draft) -> None:
        self._theirs = theirs
        self._origins = origins
        self._draft = draft
        self._country = draft.pack.country
        self._by: dict[tuple[str, str], dict[str, list[Row]]] = {}

    def of(self, table: str, column: str, identity: str) -> list[Row]:
        """The rows of a table that lead to a record by one of their columns."""
        key = (table, column)
        if key not in self._by:
            grouped: dict[str, list[Row]] = defaultdict(list)
            for row in self._theirs[table].values():
                if row.get(column):
                    grouped[str(row[column])].append(row)
            self._by[key] = grouped
        return self._by[key].get(identity, [])

    def remark(self, table: str, row: Row, text: str) -> None:
        """Tells something of a row: its file and line, or its place in an object, and what HSDS calls it."""
        identity = str(row.get("id", ""))
        origin = self._origins.get((table, identity), "")
        self._draft.remark(f"{origin} ({table} {identity})" if origin else f"{table} {identity}", text)

    def name(self, table: str, row: Row, fallback: str) -> str:
        """A record's name; `fallback`, and a remark, when it has none."""
        name = one_line(clean(cell(row, "name")))
        if not name:
            self.remark(table, row, f"has no name; it is called {fallback!r}")
        return name or fallback

    def phones(self, column: str, identity: str) -> tuple[records.Phone, ...]:
        """Telephones that can be dialled; `column` leads to their owner."""
        found: dict[str, records.Phone] = {}
        for row in self.of("phone", column, identity):
            said = cell(row, "number").strip(" \"'")
            number = values.phone(said, self._country)
            if not number:
                self.remark(
                    "phone", row, f"has the number {said!r}, which cannot be read; it is kept in 'residue' alone"
                )
                continue
            label = one_line(clean(cell(row, "description")))
            extension = cell(row, "extension") or values.extension(said)
            label = f"{label} (ext. {extension})".strip() if extension else label
            found[str(row["id"])] = records.Phone(number=number, label=label, id=str(row["id"]))
        return tuple(found.values())

    def contacts(self, column: str, identity: str) -> tuple[records.Contact, ...]:
        """People and desks to ask, with their telephones."""
        found = []
        for row in self.of("contact", column, identity):
            email = values.email(cell(row, "email"))
            if cell(row, "email") and not email:
                self.remark(
                    "contact",
                    row,
                    f"has the address {cell(row, 'email')!r}, which is none; it is kept in 'residue' alone",
                )
            name, role = (
                one_line(clean(cell(row, "name"))),
                one_line(clean(cell(row, "title") or cell(row, "department"))),
            )
            phones = self.phones("contact_id", str(row["id"]))
            if name or role or email or phones:
                found.append(records.Contact(name=name, role=role, email=email, phones=phones, id=str(row["id"])))
        return tuple(found)

    def web(self, table: str, row: Row, column: str) -> str:
        """A web address; '' for none."""
        said = cell(row, column)
        address = values.address_of_web(said)
        if said and not address:
            self.remark(
                table, row, f"has the {column} {said!r}, which is no web address; it is kept in 'residue' alone"
            )
        return address

    def email(self, table: str, row: Row) -> tuple[str, ...]:
        """An e-mail address, in a list as our records have it."""
        said = cell(row, "email")
        email = values.email(said)
        if said and not email:
            self.remark(table, row, f"has the address {said!r}, which is none; it is kept in 'residue' alone")
        return (email,) if email else ()

    def evidence(self, identity: str) -> tuple[records.Evidence, ...]:
        """What a visitor has to bring to a service."""
        found = []
        for row in self.of("required_document", "service_id", identity):
            name = one_line(clean(cell(row, "document")))
            if name.lower() in {"none", "n/a", "no documents required"}:
                continue
            if name:
                found.append(records.Evidence(name=name, note=one_line(clean(cell(row, "note"))), id=str(row["id"])))
            else:
                self.remark("required_document", row, "does not say which document; it is kept in 'residue' alone")
        return tuple(found)

    def costs(self, row: Row) -> tuple[records.Cost, ...]:
        """The fees and the cost options of a service; what is no amount of money stands in words."""
        found = []
        words = one_line(clean(cell(row, "fees_description") or cell(row, "fees")))
        if words:
            found.append(records.Cost(description=words, id="fees"))
        for option in self.of("cost_option", "service_id", str(row["id"])):
            said = (one_line(clean(cell(option, key))) for key in ("option", "amount_description"))
            amount, currency = cell(option, "amount"), cell(option, "currency").upper()
            fits = rules.fits(rules.amount, amount) and rules.fits(rules.currency, currency)
            if amount and not fits:
                self.remark("cost_option", option, f"costs {amount} {currency}, which is no amount; it stands in words")
            description = ", ".join(filter(None, (*said, "" if fits else f"{amount} {currency}".strip())))
            if fits or description:
                found.append(
                    records.Cost(
                        description=description,
                        amount=amount if fits else "",
                        currency=currency if fits else "",
                        id=str(option["id"]),
                    )
                )
        return tuple(found)

    def languages(self, identity: str) -> tuple[str, ...]:
        """The languages spoken at a service, as BCP 47 tags."""
        found: dict[str, None] = {}
        for row in self.of("language", "service_id", identity):
            said = cell(row, "code") or cell(row, "name")
            tag = values.tag(said) or values.tag(cell(row, "name"))
            if tag:
                found[tag] = None
            else:
                self.remark(
                    "language",
                    row,
                    f"is {said or 'empty'!r}, which is no language that we know; it is kept in 'residue' alone",
                )
        return tuple(found)

    def areas(self, identity: str) -> tuple[records.Area, ...]:
        """The areas that a service is for."""
        found = []
        for row in self.of("service_area", "service_id", identity):
            uri = cell(row, "uri")
            name = one_line(clean(cell(row, "name") or cell(row, "description")))
            if name:
                found.append(records.Area(name=name, uri=uri if rules.fits(rules.uri, uri) else "", id=str(row["id"])))
        return tuple(found)

    def hours(self, column: str, identity: str) -> tuple[str, str]:
        """The rule of all schedules of one owner, '' when they say more than a week, and their words."""
        today = self._draft.pack.as_of
        rows = [
            row
            for row in self.of("schedule", column, identity)
            if hours.own(row, column) and not hours.over(row, today)
        ]
        if not rows:
            return "", ""
        spans: dict[int, list[tuple[str, str]]] = defaultdict(list)
        good = True
        for row in rows:
            one = hours.week(row)
            good = good and one is not None
            for day, span in one or ():
                if span not in spans[day]:
                    spans[day].append(span)
        words = list(dict.fromkeys(one_line(clean(cell(row, "description"))) for row in rows))
        text = "; ".join(filter(None, words))
        rule = values.weekly(spans) if good else ""
        rule = rule or values.hours(text)
        if not rule:
            text = text or "; ".join(filter(None, map(hours.words, rows)))
            self.remark("schedule", rows[0], f"says {text!r}, which is no usual week; that stands in words")
        return rule, text
