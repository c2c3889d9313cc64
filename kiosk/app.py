"""The composition root of the screen process: builds everything, runs it, takes it down in order.

Order of birth: application and the reading of the window (`kiosk.ui.beginning`), session, catalogue, screens' models, navigator,
idle watch, pack, window. Order of death: engine and window first, as QML must not outlive the objects it binds to; then the
store with its slot's lock.
"""

from __future__ import annotations

import gc
import os
import sys
import time
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cached_property, partial
from typing import TYPE_CHECKING, cast

from PySide6.QtCore import QCoreApplication, QSize, QTimer
from PySide6.QtGui import QGuiApplication

from kiosk.ui import engine as qml
from kiosk.ui.beginning import application, begin
from kiosk.ui.slot_watch import SlotWatch
from kiosk.ui.translator import GettextTranslator
from kiosk.viewmodels.catalogue import Catalogue
from kiosk.viewmodels.idle import IdleWatch
from kiosk.viewmodels.keyboard import Keyboard
from kiosk.viewmodels.navigator import Navigator
from kiosk.viewmodels.screens import makers
from kiosk.viewmodels.session import Session

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from types import TracebackType
    from typing import Any

    from PySide6.QtCore import QObject
    from PySide6.QtQuick import QQuickImageProvider, QQuickWindow

    from kiosk.handouts.printers import Printer
    from kiosk.packs.slots import Slot, Slots
    from kiosk.settings import Settings
    from kiosk.ui.papers import PaperDesk
    from kiosk.ui.slips import SlipDesk
    from kiosk.ui.sounds import Player
    from kiosk.viewmodels.results import ResultsModel
    from kiosk.viewmodels.service import ServiceModel

POLL = 5_000
"""Milliseconds between two looks for a new pack while nobody is there."""

COARSEST, FINEST = 60, 400
"""Pixels an inch between which a display's word about itself is believed."""

TEST_DENSITY = 102.0
"""Pixels an inch where neither the settings nor the display know: a 21-inch terminal."""


def system_now() -> datetime:
    """The time of the machine, with its zone."""
    return datetime.now(UTC)


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What the screen is given from outside: the time of day, a steady clock in seconds, a printer and sounds, or none."""

    now: Callable[[], datetime] = system_now
    clock: Callable[[], float] = time.monotonic
    printer: Printer | None = None
    player: Player | None = None


def _patience(settings: Settings) -> dict[str, int]:
    """How long a visitor may do nothing, as `IdleWatch` wants to know it."""
    idle = settings.idle
    return {
        "seconds": idle.seconds,
        "long_seconds": idle.form_seconds,
        "warning_seconds": idle.warning_seconds,
    }


class Kiosk:
    """One screen. `slots` may be empty: then the screen is calm and says so.

    reading: the window, where it is being read already. over: what the settings are where a trusted pack recommends some; without it they
    stay as they are.
    """

    def __init__(
        self,
        settings: Settings,
        slots: Slots,
        surroundings: Surroundings,
        *,
        ppi: float | None = None,
        reading: qml.Reading | None = None,
        over: Callable[[Mapping[str, Any]], Settings] | None = None,
    ) -> None:
        reading = reading or begin()
        self._application = application()
        os.environ.setdefault("QT_QUICK_BACKEND", settings.screen.renderer)  # Qt reads it with the first window
        self._settings, self._surroundings, self._over = settings, surroundings, over
        self._build_models(ppi or settings.screen.ppi or self._density())
        self._filter: QObject | None = None
        self._images: dict[str, QQuickImageProvider] = {}
        self._watch = SlotWatch(slots, self.session, self.catalogue, self.navigator, self._follow)
        self.refresh()
        self._translator = GettextTranslator(self.session)
        self._engine, self.window = qml.build(reading, self._translator)
        self.session.languageChanged.connect(self._engine.retranslate)
        self.session.finished.connect(self._forget)
        self.window.frameSwapped.connect(self._shown)
        self._poll = QTimer()
        self._poll.setInterval(POLL)
        self._poll.timeout.connect(self.refresh)
        self._poll.start()

    def _build_models(self, density: float) -> None:
        """What QML binds to; each needs those before it."""
        settings, around = self._settings, self._surroundings
        self.session = Session(
            first=settings.languages.first, ppi=density, accent=settings.look.accent, now=around.now
        ).make()
        self.catalogue = Catalogue(self.session, settings.languages.fallback).make()
        self.navigator = Navigator(
            makers(self.catalogue, self.session, lambda: self.desk, lambda: self.papers), self.session, self.catalogue
        ).make()
        self.idle = IdleWatch(self.session, self.navigator, **_patience(settings), clock=around.clock).make()
        self.keyboard = Keyboard(self.session).make()
        if around.player is not None:
            from kiosk.ui.sounds import ATTENTION

            self.idle.warned.connect(partial(around.player.play, ATTENTION))

    @cached_property
    def desk(self) -> SlipDesk:
        """Makes slips; there from the moment that somebody asks for it."""
        from kiosk.ui.slips import SlipDesk

        printing = self._settings.printing
        printer = self._surroundings.printer
        return SlipDesk(self.catalogue, printer=printer, paper=printing.paper, dpi=printing.dpi)

    @cached_property
    def papers(self) -> PaperDesk:
        """Makes the papers of forms; there from the moment that somebody asks for it."""
        from kiosk.ui.papers import PaperDesk

        return PaperDesk(self.catalogue, printer=self._surroundings.printer, dpi=self._settings.printing.dpi)

    @property
    def results(self) -> ResultsModel:
        """The list of services."""
        return cast("ResultsModel", self.navigator.screen_model("results"))

    @property
    def service(self) -> ServiceModel:
        """The page of one service."""
        return cast("ServiceModel", self.navigator.screen_model("service"))

    def _density(self) -> float:
        """Pixels an inch as the display says; a believable one, or that of our terminal."""
        if QGuiApplication.platformName() == "offscreen" or not QGuiApplication.screens():
            return TEST_DENSITY
        said = QGuiApplication.primaryScreen().physicalDotsPerInch()
        return said if COARSEST <= said <= FINEST else TEST_DENSITY

    def refresh(self) -> None:
        """Between two visitors: shows the newest pack."""
        self._watch.look()

    def _follow(self, slot: Slot) -> None:
        """Does from now on as the settings say with the recommendations of this pack."""
        if self._over is None:
            return
        settings = self._over(slot.manifest.kiosk if slot.trusted else {})
        self.session.begin_in(settings.languages.first, accent=settings.look.accent)
        self.catalogue.fallback = settings.languages.fallback
        self.idle.allow(**_patience(settings))

    def _shown(self) -> None:
        """After the first frame: what would have kept it waiting. Before, nobody can touch anything."""
        self.window.frameSwapped.disconnect(self._shown)
        from kiosk.ui.codes import CodeProvider
        from kiosk.ui.input_filter import InputFilter
        from kiosk.ui.media import MediaProvider
        from kiosk.ui.tray import TrayProvider

        self._images = {
            "slip": TrayProvider(self.desk),
            "paper": TrayProvider(self.papers),
            "code": CodeProvider(),
            "media": MediaProvider(self.catalogue),
        }
        for name, provider in self._images.items():
            self._engine.addImageProvider(name, provider)
        # for a filter in Python, Qt's events are wrapped, and the first makes PySide read all their classes (20 ms)
        self._filter = InputFilter(self.idle, windowed=self._settings.screen.windowed)
        self._application.installEventFilter(self._filter)
        gc.enable()
        QTimer.singleShot(0, self._poll, self.navigator.warm)

    def _forget(self) -> None:
        """What Qt itself keeps of a visit."""
        clipboard = QGuiApplication.clipboard()
        clipboard.clear()
        if clipboard.supportsSelection():  # what X11 keeps of a marked text besides
            clipboard.clear(clipboard.Mode.Selection)
        self._engine.trimComponentCache()
        self._engine.collectGarbage()
        QTimer.singleShot(0, self._poll, self.refresh)

    def show(self, size: tuple[int, int] | None) -> QQuickWindow:
        """The window at `size` pixels, or filling the display."""
        if size is None:
            display = QGuiApplication.primaryScreen()
            if display is not None:  # without a window manager nobody else makes it fill the display
                self.window.setGeometry(display.geometry())
            self.window.showFullScreen()
        else:
            self.window.resize(QSize(*size))
            self.window.show()
        return self.window

    def run(self) -> int:
        """Runs until the window is closed; the exit code. A bug that nobody caught goes where it went, and the screen is calm."""
        heard = sys.excepthook

        def hear(kind: type[BaseException], error: BaseException, where: TracebackType | None) -> None:
            heard(kind, error, where)
            if issubclass(kind, Exception):
                QTimer.singleShot(0, self._poll, self.navigator.fail)

        sys.excepthook = hear
        try:
            return self._application.exec()
        finally:
            sys.excepthook = heard

    def close(self) -> None:
        """Takes it down: engine and window, then models, then the store and its lock."""
        import shiboken6  # its loader would cost the start 30 ms
        from PySide6.QtCore import QEvent

        self._poll.stop()
        if self._filter is not None:
            self._application.removeEventFilter(self._filter)
        QGuiApplication.removeTranslator(self._translator)
        self.window.close()
        shiboken6.delete(self._engine)
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
        self.navigator.forget()
        self.session.blockSignals(True)
        self.catalogue.blockSignals(True)
        self._watch.close()
