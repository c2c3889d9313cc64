"""The page of one event: what, when, where, for whom, and a code for the phone's calendar."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtQml import QmlElement

from kiosk.handouts.contact import readable_url
from kiosk.viewmodels import dates
from kiosk.viewmodels.code import address
from kiosk.viewmodels.page import PageModel
from kiosk.viewmodels.prose import prose, remarks
from kiosk.viewmodels.sections import confirm_line, place_card

if TYPE_CHECKING:
    from kiosk.domain.event import Event

QML_IMPORT_NAME = "Kiosk.Backend"
QML_IMPORT_MAJOR_VERSION = 1

SHOWN = 4
"""Next times on the page."""

_EMPTY: dict[str, Any] = {
    "name": prose(None),
    "summary": prose(None),
    "organizer": prose(None),
    "icon": "calendar-days",
    "example": False,
    "over": False,
    "times": [],
    "places": [],
    "where": prose(None),
    "audience": prose(None),
    "blocks": [],
    "links": [],
    "calendar": "",
    "remarks": [],
    "confirm": "",
    "checked": "",
    "sources": [],
}


@QmlElement
class EventModel(PageModel):
    """One event, ready to be shown: `page` has everything."""

    empty = _EMPTY

    def read(self, argument: str) -> dict[str, Any]:
        """Reads the event with this id or slug; NotFoundError when it is not in the pack."""
        event = self._catalogue.store.events.one(argument, self._catalogue.chain(), self._catalogue.now())
        return self._describe(event)

    def _describe(self, event: Event) -> dict[str, Any]:
        from kiosk.viewmodels.reading import blocks, ways

        session, trusted = self._session, self._catalogue.clock_trusted()
        today = self._catalogue.now().date() if trusted else None
        texts = (event.name, event.summary, event.description, event.audience, event.location)
        checked = session.tr("Checked on %1", session.formats.date(event.verified_on)) if event.verified_on else ""
        return {
            "name": prose(event.name),
            "summary": prose(event.summary),
            "organizer": prose(event.organization.name if event.organization else None),
            "icon": event.icon or "calendar-days",
            "example": event.example,
            "over": self._over(event),
            "times": [
                {
                    "day": dates.day(each.start.date(), today, session),
                    "times": dates.times(each, session, all_day=event.when.all_day),
                }
                for each in event.occurrences[:SHOWN]
            ],
            "places": [place_card(event.place, event.place.hours, session, trusted_clock=trusted)]
            if event.place
            else [],
            "where": prose(event.location),
            "audience": prose(event.audience),
            "blocks": blocks(event.description),
            "links": ways(event.links),
            "calendar": self._calendar(event),
            "remarks": remarks((text for text in texts if text is not None), session),
            "confirm": confirm_line(confirm=event.confirm, when=event.verified_on, session=session),
            "checked": checked,
            "sources": [readable_url(url) for url in event.sources],
        }

    def _over(self, event: Event) -> bool:
        """Whether it has taken place for the last time; nothing is over where the clock is not trusted."""
        now = self._catalogue.now()
        return self._catalogue.clock_trusted() and not any(
            each.end > now or each.start >= now for each in event.occurrences
        )

    def _calendar(self, event: Event) -> str:
        """Address of the picture of the code for the next time; nothing for what is over. What is made up says so."""
        if not event.occurrences or self._over(event):
            return ""
        from kiosk.handouts.calendar import entry
        from kiosk.handouts.card import MOST

        where = event.place.name if event.place else event.location
        line = event.place.address.line if event.place and event.place.address else ""
        words = ", ".join(part for part in (where.value if where else "", line) if part)
        example = self._session.tr("Example")
        name = f"{example}: {event.name.value}" if event.example else event.name.value
        return address(entry(name, words, event.occurrences[0], all_day=event.when.all_day, most=MOST))
