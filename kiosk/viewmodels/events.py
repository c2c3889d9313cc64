"""What takes place in the city: today, in the next days, or at all."""

from __future__ import annotations

from datetime import datetime, time, timedelta
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Property, QObject, Signal, Slot
from PySide6.QtQml import QmlElement

from kiosk.viewmodels import dates
from kiosk.viewmodels.prose import remarks
from kiosk.viewmodels.rows import Rows

if TYPE_CHECKING:
    from kiosk.domain.event import EventSummary
    from kiosk.viewmodels.catalogue import Catalogue
    from kiosk.viewmodels.session import Session

QML_IMPORT_NAME = "Kiosk.Backend"
QML_IMPORT_MAJOR_VERSION = 1

DAYS = {"today": 1, "week": 7}
"""Days from today, with it, that a period has; of `all`, each event shows its next time only."""


def coming(catalogue: Catalogue, period: str, term: str = "") -> tuple[EventSummary, ...]:
    """Events of a period of DAYS, or `all`, in order. Where the clock is not trusted nothing is over and no day is today: all of them."""
    now = catalogue.now()
    if period == "all" or not catalogue.clock_trusted():
        return catalogue.store.events.next(now, catalogue.chain(), term=term)
    end = datetime.combine(now.date() + timedelta(days=DAYS[period]), time(), now.tzinfo)
    return catalogue.store.events.between(now, end, catalogue.chain(), term=term)


@QmlElement
class EventsModel(QObject):
    """A list of events; each row is a time, and the first of a day says the day."""

    loaded = Signal()

    def __init__(self, catalogue: Catalogue, session: Session) -> None:
        super().__init__()
        self._catalogue = catalogue
        self._session = session
        self._rows = Rows(self)
        self._period = "week"
        self._remarks: list[str] = []

    def load(self, _argument: str) -> None:
        """Reads what takes place in the chosen period."""
        trusted, now = self._catalogue.clock_trusted(), self._catalogue.now()
        found = coming(self._catalogue, self._period)
        rows: list[dict[str, Any]] = []
        for event in found:
            row = dates.row(event, now, self._session, trusted_clock=trusted)
            before = rows[-1]["day"] if rows else ""
            rows.append({**row, "heading": row["day"] if row["day"] != before else ""})
        self._rows.replace(rows)
        self._remarks = remarks((event.name for event in found), self._session)
        self.loaded.emit()

    @Slot(str)
    def choose(self, period: str) -> None:
        """Shows another period, one of DAYS or `all`."""
        self._period = period
        self.load("")

    def clear(self) -> None:
        """Forgets the list and what was chosen."""
        self._period, self._remarks = "week", []
        self._rows.replace([])
        self.loaded.emit()

    @Property(QObject, notify=loaded)
    def rows(self) -> QObject:
        """Rows as `kiosk.viewmodels.dates.row` makes them, with the `heading` of a new day."""
        return self._rows

    @Property(str, notify=loaded)
    def period(self) -> str:
        """today, week or all."""
        return self._period

    @Property(bool, notify=loaded)
    def clockTrusted(self) -> bool:
        """Whether there is a today to choose."""
        return self._catalogue.open and self._catalogue.clock_trusted()

    @Property(int, notify=loaded)
    def count(self) -> int:
        """How many rows there are."""
        return self._rows.rowCount()

    @Property(list, notify=loaded)
    def remarks(self) -> list[str]:
        """What must be said of the texts."""
        return self._remarks
