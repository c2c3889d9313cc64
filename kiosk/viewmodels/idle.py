"""Watches for a visitor who has gone: a warning that counts down, then the end of the visit.

The times come from the settings; the clock is handed in, so that a test can let minutes pass at once.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from PySide6.QtCore import Property, QObject, QTimer, Signal, Slot
from PySide6.QtQml import QmlElement, QmlSingleton, QQmlEngine

from kiosk.viewmodels.built import Built

if TYPE_CHECKING:
    from collections.abc import Callable

    from kiosk.viewmodels.navigator import Navigator
    from kiosk.viewmodels.session import Session

QML_IMPORT_NAME = "Kiosk.Backend"
QML_IMPORT_MAJOR_VERSION = 1

TICK = 500
"""Milliseconds between two looks at the clock."""

LONG_SCREENS = frozenset({"form", "slip"})
"""Screens on which a visitor reads or writes longer."""


@QmlElement
@QmlSingleton
class IdleWatch(QObject, Built):
    """Warns after `seconds` untouched (`long_seconds` on a form or a slip, or once a form has answers) and finishes `warning_seconds` later."""

    changed = Signal()
    warned = Signal()

    def __init__(
        self,
        session: Session,
        navigator: Navigator,
        *,
        seconds: int,
        long_seconds: int,
        warning_seconds: int,
        clock: Callable[[], float],
    ) -> None:
        super().__init__()
        self._session = session
        self._navigator = navigator
        self.allow(seconds=seconds, long_seconds=long_seconds, warning_seconds=warning_seconds)
        self._clock = clock
        self._since = clock()
        self._warned_at: float | None = None
        self._timer = QTimer(self)
        self._timer.setInterval(TICK)
        self._timer.timeout.connect(self.look)
        session.activeChanged.connect(self._follow)
        session.finished.connect(self.extend)

    @staticmethod
    def create(_engine: QQmlEngine) -> QObject:
        """What QML calls for the singleton."""
        return IdleWatch.instance()

    def _follow(self) -> None:
        self.extend()
        if self._session.busy:
            self._timer.start()
        else:
            self._timer.stop()

    def allow(self, *, seconds: int, long_seconds: int, warning_seconds: int) -> None:
        """Gives visitors this long from now on."""
        self._seconds, self._long_seconds, self._warning_seconds = seconds, long_seconds, warning_seconds

    def activity(self) -> None:
        """A touch, a key, speech or printing; while the warning shows only `extend()` counts."""
        if self._warned_at is None:
            self._since = self._clock()

    @Slot()
    def extend(self) -> None:
        """The visitor is still there."""
        self._since = self._clock()
        if self._warned_at is not None:
            self._warned_at = None
            self.changed.emit()

    def warn_now(self) -> None:
        """Begins the countdown."""
        self._warned_at = self._clock()
        self.warned.emit()
        self.changed.emit()

    @Slot()
    def look(self) -> None:
        """Compares the clock with the last touch."""
        now = self._clock()
        if self._warned_at is None:
            # who looks at the help or the languages in the middle of a form has as much to lose as in the form
            slow = self._session.writing or self._navigator.here in LONG_SCREENS
            limit = self._long_seconds if slow else self._seconds
            if self._session.busy and now - self._since >= limit:
                self.warn_now()
        elif now - self._warned_at >= self._warning_seconds:
            self._session.finish()
        else:
            self.changed.emit()

    @Property(bool, notify=changed)
    def warning(self) -> bool:
        """Whether the countdown shows."""
        return self._warned_at is not None

    @Property(int, notify=changed)
    def left(self) -> int:
        """Seconds until everything is cleared, rounded up."""
        if self._warned_at is None:
            return self._warning_seconds
        return max(0, math.ceil(self._warning_seconds - (self._clock() - self._warned_at)))
