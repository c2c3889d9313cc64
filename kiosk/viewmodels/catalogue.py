"""The pack on screen: one object that is swapped whole between two visitors, never during a visit."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

from PySide6.QtCore import Property, QObject, Signal
from PySide6.QtQml import QmlElement, QmlSingleton, QQmlEngine

from kiosk.domain import clock
from kiosk.i18n.fallback import Chain, chain
from kiosk.viewmodels.built import Built

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kiosk.content.store import Store
    from kiosk.viewmodels.session import Session

QML_IMPORT_NAME = "Kiosk.Backend"
QML_IMPORT_MAJOR_VERSION = 1


@QmlElement
@QmlSingleton
class Catalogue(QObject, Built):
    """The store in use, or none; what the pack says of itself. `fallback`: languages to look in before the official one."""

    swapped = Signal()
    titleChanged = Signal()

    def __init__(self, session: Session, fallback: Sequence[str]) -> None:
        super().__init__()
        self._session = session
        self.fallback = tuple(fallback)
        self._store: Store | None = None
        self._trusted = False
        session.languageChanged.connect(self.titleChanged)
        self.swapped.connect(self.titleChanged)

    @staticmethod
    def create(_engine: QQmlEngine) -> QObject:
        """What QML calls for the singleton."""
        return Catalogue.instance()

    def swap(self, store: Store | None, *, trusted: bool) -> None:
        """Shows `store` from now on and closes the one before."""
        before, self._store, self._trusted = self._store, store, trusted
        if before is not None:
            before.close()
        self.swapped.emit()

    @property
    def store(self) -> Store:
        """The store; RuntimeError when there is no pack, which the navigator prevents."""
        if self._store is None:
            message = "no pack is open"
            raise RuntimeError(message)
        return self._store

    def chain(self) -> Chain:
        """The languages to look through for the visitor, best first."""
        manifest = self.store.manifest
        return chain(self._session.tag, manifest.languages, self.fallback, manifest.official)

    def clock_trusted(self) -> bool:
        """Whether "open now" may be said (design, section 2, Clock)."""
        built = datetime.fromtimestamp(self.store.manifest.built, UTC)
        return clock.trusted(self._session.now(), built)

    def now(self) -> datetime:
        """This moment by the clocks of the city; where the terminal's clock is not trusted, that of the pack's building."""
        from zoneinfo import ZoneInfo

        built = datetime.fromtimestamp(self.store.manifest.built, UTC)
        moment = self._session.now() if self.clock_trusted() else built
        return moment.astimezone(ZoneInfo(self.store.manifest.zone))

    @property
    def open(self) -> bool:
        """Whether there is a pack, for Python."""
        return self._store is not None

    @property
    def trusted(self) -> bool:
        """Whether the pack came through signed sync."""
        return self._trusted

    @Property(bool, notify=swapped)
    def ready(self) -> bool:
        """Whether there is a pack."""
        return self._store is not None

    @Property(bool, notify=swapped)
    def demonstration(self) -> bool:
        """Whether the pack did not come through signed sync."""
        return self._store is not None and not self._trusted

    @Property(str, notify=swapped)
    def emergency(self) -> str:
        """The emergency number."""
        return "112" if self._store is None else self._store.manifest.emergency

    @Property(str, notify=titleChanged)
    def title(self) -> str:
        """The city's name in the visitor's language."""
        if self._store is None:
            return ""
        titles = self._store.manifest.title
        return next((titles[tag] for tag in self.chain().tags if tag in titles), "")
