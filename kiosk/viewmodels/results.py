"""A list of services: those of one topic or situation, or those that a search finds."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Property, QObject, Signal, Slot
from PySide6.QtQml import QmlElement

from kiosk.viewmodels.prose import prose, remarks
from kiosk.viewmodels.rows import Rows

if TYPE_CHECKING:
    from kiosk.domain.term import ServiceSummary
    from kiosk.viewmodels.catalogue import Catalogue
    from kiosk.viewmodels.session import Session

QML_IMPORT_NAME = "Kiosk.Backend"
QML_IMPORT_MAJOR_VERSION = 1

MOST_FOUND = 50
SEARCH = "search"


@QmlElement
class ResultsModel(QObject):
    """Services under one term; with the argument `search`, what `find` was last asked for."""

    loaded = Signal()

    def __init__(self, catalogue: Catalogue, session: Session) -> None:
        super().__init__()
        self._catalogue = catalogue
        self._session = session
        self._rows = Rows(self)
        self._query = ""
        self._search = False
        self._title = ""
        self._note = ""
        self._remarks: list[str] = []

    def load(self, argument: str) -> None:
        """Fills the list for a term's id, or for the query."""
        store, chain = self._catalogue.store, self._catalogue.chain()
        self._search = argument == SEARCH
        if self._search:
            self._title, self._note = self._session.tr("Search"), ""
            found = store.find(self._query, chain, MOST_FOUND) if self._query.strip() else ()
        else:
            term = next((each for each in store.terms(chain) if each.id == argument), None)
            self._title = "" if term is None else term.name.value
            self._note = "" if term is None or term.description is None else term.description.value
            found = store.services(chain, term=argument)
        self._show(found)

    def _show(self, found: tuple[ServiceSummary, ...]) -> None:
        self._remarks = remarks((each.name for each in found), self._session)
        self._rows.replace(
            [
                prose(
                    each.name,
                    id=each.id,
                    slug=each.slug,
                    icon=each.icon,
                    note=prose(each.summary),
                    provider=prose(each.organization),
                )
                for each in found
            ]
        )
        self.loaded.emit()

    @Slot(str)
    def find(self, query: str) -> None:
        """Searches titles for `query`, a key stroke at a time."""
        self._query = query
        self.load(SEARCH)

    def clear(self) -> None:
        """Forgets the query and the list."""
        self._query, self._title, self._note, self._remarks = "", "", "", []
        self._rows.replace([])
        self.loaded.emit()

    @Property(QObject, notify=loaded)
    def rows(self) -> QObject:
        """Rows `{id, slug, icon, text, rtl, lang, note, provider}`."""
        return self._rows

    @Property(str, notify=loaded)
    def title(self) -> str:
        """What the list is of."""
        return self._title

    @Property(str, notify=loaded)
    def note(self) -> str:
        """One line under the title."""
        return self._note

    @Property(bool, notify=loaded)
    def searching(self) -> bool:
        """Whether the search field belongs above the list."""
        return self._search

    @Property(str, notify=loaded)
    def query(self) -> str:
        """What was typed."""
        return self._query

    @Property(int, notify=loaded)
    def count(self) -> int:
        """How many services are listed."""
        return self._rows.rowCount()

    @Property(list, notify=loaded)
    def remarks(self) -> list[str]:
        """What must be said of the texts."""
        return self._remarks
