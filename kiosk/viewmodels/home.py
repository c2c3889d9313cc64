"""Home: what everybody has to know now, a search field, life situations, topics, the guide and events."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Property, QObject, Signal
from PySide6.QtQml import QmlElement

from kiosk.domain.term import Scheme
from kiosk.viewmodels import notice
from kiosk.viewmodels.guide import page_tile
from kiosk.viewmodels.prose import prose, remarks
from kiosk.viewmodels.session import LEFT_TO_RIGHT

if TYPE_CHECKING:
    from collections.abc import Iterable

    from kiosk.domain.term import ServiceSummary, Term
    from kiosk.viewmodels.catalogue import Catalogue
    from kiosk.viewmodels.session import Session

FEW = 60
"""So many services are shown at once where a city has put none under a topic; the others are for the search."""

QML_IMPORT_NAME = "Kiosk.Backend"
QML_IMPORT_MAJOR_VERSION = 1


def tiles(terms: Iterable[Term], scheme: Scheme) -> list[dict[str, Any]]:
    """The terms of one kind that lead to something: `{id, slug, icon, text, rtl, lang, note, screen}`."""
    return [
        prose(
            term.name,
            id=term.id,
            slug=term.slug,
            icon=term.icon,
            note=prose(term.description),
            screen="topic" if term.pages else "results",
        )
        for term in terms
        if term.scheme is scheme and (term.count or term.pages)
    ]


@QmlElement
class HomeModel(QObject):
    """The tiles of the home screen."""

    loaded = Signal()

    def __init__(self, catalogue: Catalogue, session: Session) -> None:
        super().__init__()
        self._catalogue = catalogue
        self._session = session
        self._terms: tuple[Term, ...] = ()
        self._services: tuple[ServiceSummary, ...] = ()
        self._notices: list[dict[str, Any]] = []
        self._reading: list[dict[str, Any]] = []
        self._forms: list[dict[str, Any]] = []

    def load(self, _argument: str) -> None:
        """Reads the tiles in the visitor's language."""
        store, chain = self._catalogue.store, self._catalogue.chain()
        self._terms = store.terms(chain)
        listed = any(term.count or term.pages for term in self._terms)
        self._services = () if listed else store.services(chain, limit=FEW)
        self._notices = [notice.card(each) for each in notice.current(self._catalogue)]
        pages = [page_tile(page) | {"screen": "guide"} for page in store.guides.children(chain)]
        self._forms = [
            prose(form.texts.get("name"), id=form.id, slug=form.slug, icon=form.icon or "file-pen", screen="form")
            | {"note": prose(form.texts.get("description"))}
            for form in store.forms(chain)
        ]
        self._reading = [*([self._events()] if store.events.exist() else []), *pages]
        self.loaded.emit()

    def _events(self) -> dict[str, Any]:
        note, name = (
            {"text": words, "rtl": self._session.mirrored and words[0] != LEFT_TO_RIGHT, "lang": self._session.tag}
            for words in (self._session.tr("What takes place, where and for whom"), self._session.tr("Events"))
        )
        return name | {"id": "", "slug": "events", "icon": "calendar-days", "note": note, "screen": "events"}

    def clear(self) -> None:
        """Forgets what was shown."""
        self._terms, self._services = (), ()
        self._notices, self._reading, self._forms = [], [], []
        self.loaded.emit()

    def _tiles(self, scheme: Scheme) -> list[dict[str, Any]]:
        return tiles(self._terms, scheme)

    @Property(list, notify=loaded)
    def situations(self) -> list[dict[str, Any]]:
        """Life situations, each with `{id, slug, icon, text, rtl, lang, note, screen}`."""
        return self._tiles(Scheme.SITUATION)

    @Property(list, notify=loaded)
    def topics(self) -> list[dict[str, Any]]:
        """Topics, shaped like the situations; the few services themselves where none is under a topic."""
        services = [
            prose(each.name, id=each.id, slug=each.slug, icon=each.icon, screen="service") for each in self._services
        ]
        return self._tiles(Scheme.TOPIC) or services

    @Property(list, notify=loaded)
    def reading(self) -> list[dict[str, Any]]:
        """The events and the top pages of the guide, where the pack has them, shaped like the situations."""
        return self._reading

    @Property(list, notify=loaded)
    def forms(self) -> list[dict[str, Any]]:
        """Forms to fill in, shaped like the situations."""
        return self._forms

    @Property(list, notify=loaded)
    def remarks(self) -> list[str]:
        """That the tiles are in another language, when they are; each page says the rest of its own texts."""
        names = (*(term.name for term in self._terms), *(service.name for service in self._services))
        return remarks((name for name in names if name.is_fallback), self._session)

    @Property(list, notify=loaded)
    def notices(self) -> list[dict[str, Any]]:
        """What everybody has to know now, the most urgent first."""
        return self._notices
