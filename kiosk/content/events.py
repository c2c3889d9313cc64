"""A pack's events, as the screens ask for them: what takes place between two moments, and one with all its times."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from kiosk.content.parts import Parts
from kiosk.content.rows import marks, partial
from kiosk.domain.event import Event, EventSummary, Occurrence, When, in_order, occurrences

if TYPE_CHECKING:
    from sqlite3 import Row

    from kiosk.content.reader import Reader
    from kiosk.domain.service import Organization, Place
    from kiosk.i18n.fallback import Chain

AHEAD = timedelta(days=92)
"""How far the page of an event looks for its next times."""

LOOKS = (8, 62, 731)
"""Days ahead in which the next time of an event is looked for: most meet every week, and a wide look is slow."""

SHOWN = 8
"""Times that the page of an event shows."""


class Events:
    """Questions about what takes place; PackError for a damaged pack, NotFoundError for what is not there."""

    def __init__(self, reader: Reader) -> None:
        self._reader = reader

    def exist(self) -> bool:
        """Whether the pack has any."""
        return bool(self._reader.rows("SELECT 1 FROM event LIMIT 1"))

    def between(
        self, start: datetime, end: datetime, chain: Chain, *, term: str = "", limit: int = 500
    ) -> tuple[EventSummary, ...]:
        """What takes place in [start, end), aware, in order; one row for each occurrence. term: only of one topic.

        What has expired on the day of `start` is left out, and what is not a moment or a rule does not take place.
        """
        found: list[tuple[str, Occurrence]] = []
        rows = {row["id"]: row for row in self._current(start, term)}
        for row in rows.values():
            found.extend((row["id"], occurrence) for occurrence in _times(row, start, end))
        return self._summaries(found, rows, chain, limit)

    def next(self, start: datetime, chain: Chain, *, term: str = "", limit: int = 500) -> tuple[EventSummary, ...]:
        """The next time of each event within the last of LOOKS from `start`, in order. term: only of one topic."""
        rows = {row["id"]: row for row in self._current(start, term)}
        found: list[tuple[str, Occurrence]] = []
        for row in rows.values():
            for days in LOOKS:
                times = _times(row, start, start + timedelta(days=days))
                if times:
                    found.append((row["id"], times[0]))
                    break
        return self._summaries(found, rows, chain, limit)

    def _summaries(
        self, found: list[tuple[str, Occurrence]], rows: dict[str, Row], chain: Chain, limit: int
    ) -> tuple[EventSummary, ...]:
        found.sort(key=lambda pair: pair[1])
        found = found[:limit]
        ids = {identity for identity, _occurrence in found}
        places = {rows[identity]["place_id"] for identity in ids} - {""}
        texts = self._reader.prose(ids | places, chain, "name", "summary", "location")
        return in_order(
            EventSummary(
                identity,
                rows[identity]["slug"],
                texts.name(identity),
                texts.one(identity, "summary"),
                occurrence,
                bool(rows[identity]["all_day"]),
                texts.one(rows[identity]["place_id"], "name") or texts.one(identity, "location"),
                rows[identity]["icon"],
                bool(rows[identity]["example"]),
            )
            for identity, occurrence in found
        )

    def one(self, key: str, chain: Chain, now: datetime) -> Event:
        """One event by id or slug, with its next times after `now`; one that is over has the time that it had."""
        row = self._reader.record("event", key)
        own = row["id"]
        places = self._reader.rows("SELECT * FROM place WHERE id = ?", row["place_id"])
        organizations = self._reader.rows("SELECT * FROM organization WHERE id = ?", row["organization_id"])
        around = (*(place["id"] for place in places), *(organization["id"] for organization in organizations))
        owned = self._reader.owned((own, *around))
        ids = (own, *around, *(part["id"] for table in ("phone", "channel", "schedule") for part in owned[table]))
        texts = self._reader.prose(ids, chain)
        parts = Parts(owned, texts)
        place: Place | None = parts.place(places[0]) if places else None
        organization: Organization | None = parts.organization(organizations[0]) if organizations else None
        return Event(
            id=own,
            slug=row["slug"],
            name=texts.name(own),
            summary=texts.one(own, "summary"),
            description=texts.one(own, "description"),
            when=when(row),
            occurrences=_shown(row, now),
            icon=row["icon"],
            example=bool(row["example"]),
            organization=organization,
            place=place,
            location=texts.one(own, "location"),
            audience=texts.one(own, "audience"),
            links=parts.links(own),
            sources=parts.sources(own),
            verified_on=partial(row["verified_on"]),
            confirm=bool(row["confirm"]),
            term_ids=self._reader.terms(own),
        )

    def _current(self, start: datetime, term: str) -> list[Row]:
        statement, values = "SELECT * FROM event WHERE (expires = '' OR expires >= ?)", [start.date().isoformat()]
        if term:
            of_term = f"(SELECT entity_id FROM entity_term WHERE term_id = {marks([term])} AND entity = 'event')"
            statement, values = f"{statement} AND id IN {of_term}", [*values, term]
        return self._reader.rows(f"{statement} ORDER BY slug", *values)


def when(row: Row) -> When:
    """When an event of a row takes place."""
    rdates, exdates = tuple(row["rdates"].split()), tuple(row["exdates"].split())
    return When(row["starts"], row["ends"], bool(row["all_day"]), row["zone"], row["rrule"], rdates, exdates)


def _shown(row: Row, now: datetime) -> tuple[Occurrence, ...]:
    for ahead in (AHEAD, timedelta(days=LOOKS[-1])):
        if times := _times(row, now, now + ahead):
            return times[:SHOWN]
    try:
        began = datetime.fromisoformat(row["starts"]).replace(tzinfo=now.tzinfo)
    except ValueError:
        return ()
    return _times(row, began - timedelta(days=1), began + timedelta(days=2))[:1]


def _times(row: Row, start: datetime, end: datetime) -> tuple[Occurrence, ...]:
    try:
        return occurrences(when(row), start, end)
    except (ValueError, KeyError):
        return ()
