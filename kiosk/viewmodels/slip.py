"""The slip before it is printed: its pages as pictures, its codes, and the one button."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from PySide6.QtCore import Property, QObject, Signal, Slot
from PySide6.QtQml import QmlElement

from kiosk.errors import KioskError, PrinterError

if TYPE_CHECKING:
    from kiosk.viewmodels.catalogue import Catalogue
    from kiosk.viewmodels.session import Session

QML_IMPORT_NAME = "Kiosk.Backend"
QML_IMPORT_MAJOR_VERSION = 1


class Desk(Protocol):
    """Makes slips and hands them to a printer (`kiosk.ui.slips`)."""

    @property
    def has_printer(self) -> bool:
        """Whether there is one."""

    def prepare(self, slug: str, language: str) -> int:
        """Makes a slip; the number of its pages."""

    def words(self) -> list[str]:
        """Its lines, for somebody who hears it."""

    def codes(self) -> dict[str, str]:
        """Kinds of its codes, and what each has in it, in words."""

    def print(self) -> None:
        """Sends it off."""

    def forget(self) -> None:
        """Nothing of it stays."""


@QmlElement
class SlipModel(QObject):
    """One slip. `state` is ready, sent, code (shown large on the screen) or failed."""

    loaded = Signal()

    def __init__(self, catalogue: Catalogue, session: Session, desk: Desk) -> None:
        super().__init__()
        self._catalogue = catalogue
        self._session = session
        self._desk = desk
        self._pages = 0
        self._state = "ready"
        self._message = ""
        self._serial = 0

    def load(self, argument: str) -> None:
        """Makes the slip of the service with this slug in the visitor's language."""
        self._serial += 1
        self._state, self._message = "ready", ""
        try:
            self._pages = self._desk.prepare(argument, self._session.tag)
        except KioskError:
            self._pages = 0
            self._state, self._message = "failed", self._session.tr("The slip cannot be made now.")
        self.loaded.emit()

    @Slot()
    def take(self) -> None:
        """Prints, where there is a printer; else shows the codes large."""
        if not self._desk.has_printer:
            self._state = "code"
        else:
            try:
                self._desk.print()
                self._state, self._message = "sent", self._session.tr("Sent to the printer")
            except PrinterError:
                self._state = "code"
                self._message = self._session.tr("The printer does not answer. Take the slip on your phone.")
        self.loaded.emit()

    def clear(self) -> None:
        """Forgets the slip."""
        self._desk.forget()
        self._pages, self._state, self._message = 0, "ready", ""
        self.loaded.emit()

    @Property(list, notify=loaded)
    def pages(self) -> list[str]:
        """Picture addresses of the pages."""
        return [f"image://slip/{self._serial}/{page}" for page in range(self._pages)]

    @Property(str, notify=loaded)
    def words(self) -> str:
        """What stands on the pages, a line each, for somebody who hears them."""
        return "\n".join(self._desk.words()) if self._pages else ""

    @Property(list, notify=loaded)
    def codes(self) -> list[dict[str, str]]:
        """`{kind, title, words, source}` of the codes that read back."""
        titles = {
            "card": self._session.tr("Save this card on your phone"),
            "contact": self._session.tr("Call"),
            "source": self._session.tr("Source"),
        }
        return [
            {
                "kind": kind,
                "title": titles.get(kind, ""),
                "words": words,
                "source": f"image://slip/{self._serial}/{kind}",
            }
            for kind, words in self._desk.codes().items()
        ]

    @Property(bool, notify=loaded)
    def hasPrinter(self) -> bool:
        """Whether the button prints."""
        return self._desk.has_printer

    @Property(str, notify=loaded)
    def state(self) -> str:
        """How far the slip is."""
        return self._state

    @Property(str, notify=loaded)
    def message(self) -> str:
        """What happened, in words."""
        return self._message
