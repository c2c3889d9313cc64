"""The page of one place: where it is, when it is open, what one can do there."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Property, QObject, Signal
from PySide6.QtQml import QmlElement

from kiosk.domain.provenance import besides
from kiosk.viewmodels.page import PageModel
from kiosk.viewmodels.prose import prose, readable, remarks
from kiosk.viewmodels.rows import Rows
from kiosk.viewmodels.sections import confirm_line, phone_item, place_card

if TYPE_CHECKING:
    from kiosk.viewmodels.catalogue import Catalogue
    from kiosk.viewmodels.session import Session

QML_IMPORT_NAME = "Kiosk.Backend"
QML_IMPORT_MAJOR_VERSION = 1

_EMPTY: dict[str, Any] = {
    "card": {**prose(None), "week": []},
    "description": prose(None),
    "phones": [],
    "remarks": [],
    "confirm": "",
}


@QmlElement
class PlaceModel(PageModel):
    """One place, and the services that it offers."""

    empty = _EMPTY
    listed = Signal()

    def __init__(self, catalogue: Catalogue, session: Session) -> None:
        super().__init__(catalogue, session)
        self._rows = Rows(self)

    def read(self, argument: str) -> dict[str, Any]:
        """Reads the place with this id; NotFoundError when it is not in the pack."""
        store, chain, session = self._catalogue.store, self._catalogue.chain(), self._session
        place = store.place(argument, chain)
        services = store.services(chain, place=place.id)
        texts = [place.name, *(each.name for each in services)]
        if place.description is not None:
            texts.append(place.description)
        self._rows.replace(
            [
                prose(each.name, id=each.id, icon=each.icon, note=prose(besides(each.summary, each.name)))
                for each in services
            ]
        )
        self.listed.emit()
        card = place_card(place, place.hours, session, trusted_clock=self._catalogue.clock_trusted())
        confirm = confirm_line(confirm=place.confirm, when=place.verified_on, session=session)
        return {
            "card": card,
            "description": readable(place.description),
            "phones": [phone_item(phone, session, card["confirm"] or confirm) for phone in place.phones],
            "remarks": remarks(texts, session),
            "confirm": "" if card["confirm"] else confirm,  # the hours below say it
        }

    def clear(self) -> None:
        """Forgets what was shown."""
        self._rows.replace([])
        super().clear()

    @Property(QObject, notify=listed)
    def services(self) -> QObject:
        """Services at this place."""
        return self._rows
