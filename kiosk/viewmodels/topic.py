"""One topic or life situation that has more than services: what to read, what takes place, where to go."""

from __future__ import annotations

from typing import Any

from PySide6.QtQml import QmlElement

from kiosk.domain.provenance import besides
from kiosk.errors import NotFoundError
from kiosk.viewmodels import dates
from kiosk.viewmodels.events import coming
from kiosk.viewmodels.guide import page_tile
from kiosk.viewmodels.page import PageModel
from kiosk.viewmodels.prose import prose, remarks

QML_IMPORT_NAME = "Kiosk.Backend"
QML_IMPORT_MAJOR_VERSION = 1

_EMPTY: dict[str, Any] = {"name": prose(None), "note": prose(None), "icon": ""} | {
    "guides": [],
    "events": [],
    "services": [],
    "remarks": [],
}


@QmlElement
class TopicModel(PageModel):
    """One term with its guides, events and services: `page` has everything."""

    empty = _EMPTY

    def read(self, argument: str) -> dict[str, Any]:
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
        return {
            "name": prose(term.name),
            "note": prose(term.description),
            "icon": term.icon,
            "guides": [page_tile(guide) for guide in guides],
            "events": [dates.row(event, now, self._session, trusted_clock=trusted) for event in events],
            "services": [
                prose(
                    each.name, id=each.id, slug=each.slug, icon=each.icon, note=prose(besides(each.summary, each.name))
                )
                for each in services
            ],
            "remarks": remarks(names, self._session),
        }
