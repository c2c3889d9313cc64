"""One topic or life situation that has more than services: what to read, what takes place, where to go."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Property, QObject, Signal
from PySide6.QtQml import QmlElement

from kiosk.errors import NotFoundError
from kiosk.viewmodels import dates
from kiosk.viewmodels.events import coming
from kiosk.viewmodels.guide import page_tile
from kiosk.viewmodels.prose import prose, remarks

if TYPE_CHECKING:
    from kiosk.viewmodels.catalogue import Catalogue
    from kiosk.viewmodels.session import Session

QML_IMPORT_NAME = "Kiosk.Backend"
QML_IMPORT_MAJOR_VERSION = 1

_EMPTY: dict[str, Any] = {"name": prose(None), "note": prose(None), "icon": ""} | {
    "guides": [],
    "events": [],
    "services": [],
    "remarks": [],
}


@QmlElement
class TopicModel(QObject):
    """One term with its guides, events and services: `page` has everything."""

    loaded = Signal()

    def __init__(self, catalogue: Catalogue, session: Session) -> None:
        super().__init__()
        self._catalogue = catalogue
        self._session = session
        self._page = _EMPTY

    def load(self, argument: str) -> None:
        """Reads what lies under the term with this id or slug; NotFoundError when it is not in the pack."""
        catalogue, chain = self._catalogue, self._catalogue.chain()
        store = catalogue.store
        term = next((each for each in store.terms(chain) if argument in {each.id, each.slug}), None)
        if term is None:
            message = f"the pack has no term {argument!r}"
            raise NotFoundError(message)
        guides, services = store.guides.under(chain, term.id), store.services(chain, term=term.id)
        events = coming(catalogue, "all", term.id)
        names = [*(each.name for each in guides), *(each.name for each in events), *(each.name for each in services)]
        trusted, now = catalogue.clock_trusted(), catalogue.now()
        self._page = {
            "name": prose(term.name),
            "note": prose(term.description),
            "icon": term.icon,
            "guides": [page_tile(guide) for guide in guides],
            "events": [dates.row(event, now, self._session, trusted_clock=trusted) for event in events],
            "services": [
                prose(each.name, id=each.id, slug=each.slug, icon=each.icon, note=prose(each.summary))
                for each in services
            ],
            "remarks": remarks(names, self._session),
        }
        self.loaded.emit()

    def clear(self) -> None:
        """Forgets what was shown."""
        self._page = _EMPTY
        self.loaded.emit()

    @Property(dict, notify=loaded)
    def page(self) -> dict[str, Any]:
        """Everything under the topic, in the visitor's language."""
        return self._page
