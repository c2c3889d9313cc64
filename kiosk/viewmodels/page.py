"""What the pages of one thing have in common: they are read whole, shown whole, and forgotten whole."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

from PySide6.QtCore import Property, QObject, Signal
from PySide6.QtQml import QmlElement

if TYPE_CHECKING:
    from kiosk.viewmodels.catalogue import Catalogue
    from kiosk.viewmodels.session import Session

QML_IMPORT_NAME = "Kiosk.Backend"
QML_IMPORT_MAJOR_VERSION = 1


@QmlElement
class PageModel(QObject):
    """One page, ready to be shown: `page` has everything. A page of its own says what it is when empty, and how it is read."""

    loaded = Signal()
    empty: ClassVar[dict[str, Any]]

    def __init__(self, catalogue: Catalogue, session: Session) -> None:
        super().__init__()
        self._catalogue = catalogue
        self._session = session
        self._page = self.empty

    def load(self, argument: str) -> None:
        """Shows what has this id or slug; NotFoundError when it is not in the pack."""
        self._page = self.read(argument)
        self.loaded.emit()

    def read(self, argument: str) -> dict[str, Any]:
        """The page of `argument`, shaped as `empty` is, in the visitor's language."""
        raise NotImplementedError

    def clear(self) -> None:
        """Forgets what was shown."""
        self._page = self.empty
        self.loaded.emit()

    @Property(dict, notify=loaded)
    def page(self) -> dict[str, Any]:
        """Everything on the page, in the visitor's language."""
        return self._page
