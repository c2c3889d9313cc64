"""Home: life situations, topics, and a search field."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Property, QObject, Signal
from PySide6.QtQml import QmlElement

from kiosk.domain.term import Scheme
from kiosk.viewmodels.prose import prose

if TYPE_CHECKING:
    from kiosk.domain.term import Term
    from kiosk.viewmodels.catalogue import Catalogue

QML_IMPORT_NAME = "Kiosk.Backend"
QML_IMPORT_MAJOR_VERSION = 1


@QmlElement
class HomeModel(QObject):
    """The tiles of the home screen."""

    loaded = Signal()

    def __init__(self, catalogue: Catalogue) -> None:
        super().__init__()
        self._catalogue = catalogue
        self._terms: tuple[Term, ...] = ()

    def load(self, _argument: str) -> None:
        """Reads the terms in the visitor's language."""
        self._terms = self._catalogue.store.terms(self._catalogue.chain())
        self.loaded.emit()

    def clear(self) -> None:
        """Forgets what was shown."""
        self._terms = ()
        self.loaded.emit()

    def _tiles(self, scheme: Scheme) -> list[dict[str, Any]]:
        return [
            prose(term.name, id=term.id, slug=term.slug, icon=term.icon, note=prose(term.description))
            for term in self._terms
            if term.scheme is scheme and term.count
        ]

    @Property(list, notify=loaded)
    def situations(self) -> list[dict[str, Any]]:
        """Life situations, each with `{id, slug, icon, text, rtl, lang, note}`."""
        return self._tiles(Scheme.SITUATION)

    @Property(list, notify=loaded)
    def topics(self) -> list[dict[str, Any]]:
        """Topics, shaped like the situations."""
        return self._tiles(Scheme.TOPIC)
