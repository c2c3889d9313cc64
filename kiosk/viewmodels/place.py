"""The page of one place: where it is, when it is open, what one can do there."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Property, QObject, Signal
from PySide6.QtQml import QmlElement

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
class PlaceModel(QObject):
    """One place, and the services that it offers."""

    loaded = Signal()

    def __init__(self, catalogue: Catalogue, session: Session) -> None:
        super().__init__()
        self._catalogue = catalogue
        self._session = session
        self._page = _EMPTY
        self._rows = Rows(self)

    def load(self, argument: str) -> None:
        """Reads the place with this id; NotFoundError when it is not in the pack."""
        store, chain, session = self._catalogue.store, self._catalogue.chain(), self._session
        place = store.place(argument, chain)
        services = store.services(chain, place=place.id)
        texts = [place.name, *(each.name for each in services)]
        if place.description is not None:
            texts.append(place.description)
        self._page = {
            "card": place_card(place, place.hours, session, trusted_clock=self._catalogue.clock_trusted()),
            "description": readable(place.description),
            "phones": [phone_item(phone, session) for phone in place.phones],
            "remarks": remarks(texts, session),
            "confirm": confirm_line(confirm=place.confirm, when=place.verified_on, session=session),
        }
        self._rows.replace(
            [prose(each.name, id=each.id, icon=each.icon, note=prose(each.summary)) for each in services]
        )
        self.loaded.emit()

    def clear(self) -> None:
        """Forgets what was shown."""
        self._page = _EMPTY
        self._rows.replace([])
        self.loaded.emit()

    @Property(dict, notify=loaded)
    def page(self) -> dict[str, Any]:
        """Everything on the page but the services."""
        return self._page

    @Property(QObject, notify=loaded)
    def services(self) -> QObject:
        """Services at this place."""
        return self._rows
