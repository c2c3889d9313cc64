"""Where the visitor is: a stack of screens, each with the object that it shows."""

from __future__ import annotations

import logging
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

from PySide6.QtCore import Property, QObject, Signal, Slot
from PySide6.QtQml import QmlElement, QmlSingleton, QQmlEngine

from kiosk.errors import KioskError
from kiosk.viewmodels.built import Built

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from kiosk.viewmodels.catalogue import Catalogue
    from kiosk.viewmodels.session import Session

QML_IMPORT_NAME = "Kiosk.Backend"
QML_IMPORT_MAJOR_VERSION = 1

_log = logging.getLogger(__name__)


class Screen(Protocol):
    """What a screen's view model can do; `load` fills it for one argument, such as a service's id."""

    def load(self, argument: str) -> None:
        """Shows what `argument` names."""

    def clear(self) -> None:
        """Forgets what was shown."""


@dataclass(slots=True)
class Route:
    """One step of the way."""

    screen: str
    argument: str = ""
    scroll: float = 0.0


@QmlElement
@QmlSingleton
class Navigator(QObject, Built):
    """Opens screens, goes back, goes home, forgets the way. `makers` make what a screen shows when it is first opened."""

    moved = Signal()

    def __init__(self, makers: Mapping[str, Callable[[], QObject]], session: Session, catalogue: Catalogue) -> None:
        super().__init__()
        self._makers = makers
        self._screens: dict[str, QObject] = {}
        self._catalogue = catalogue
        self._session = session
        self._way = [Route("languages")]
        session.languageChanged.connect(self._reload)
        session.finished.connect(self.start)
        catalogue.swapped.connect(self.start)

    @staticmethod
    def create(_engine: QQmlEngine) -> QObject:
        """What QML calls for the singleton."""
        return Navigator.instance()

    def screen_model(self, name: str) -> QObject | None:
        """What the screen of this name shows, such as a list; None for one that shows nothing of the pack."""
        if name not in self._screens and name in self._makers:
            self._screens[name] = self._makers[name]()
        return self._screens.get(name)

    def warm(self) -> None:
        """Makes what has not been asked for yet, so that the first visitor does not wait for it."""
        for name in self._makers:
            self.screen_model(name)

    @Slot()
    def start(self) -> None:
        """Back to the first screen, with nothing behind it; a calm screen when there is no pack."""
        self.forget()
        self._way = [Route("languages" if self._catalogue.open else "calm")]
        self._load()

    def forget(self) -> None:
        """Empties all screens; what they still look for in the background belongs to nobody any more."""
        for screen in self._screens.values():
            screen.clear()  # type: ignore[attr-defined]  # every value is a Screen as well as a QObject

    @Slot(str)
    @Slot(str, str)
    def open(self, screen: str, argument: str = "") -> None:
        """Shows `screen` for `argument`, remembering the way back."""
        self._session.touch()
        here = self._way[-1]
        if (here.screen, here.argument) == (screen, argument):
            return
        self._way.append(Route(screen, argument))
        self._load()

    @Slot()
    def back(self) -> None:
        """One step back; on the first screen nothing happens."""
        if len(self._way) > 1:
            self._way.pop()
            self._load()

    @Slot()
    def home(self) -> None:
        """The home screen, wherever one is."""
        self._session.touch()
        self._way = [Route("languages"), Route("home")]
        self._load()

    @Slot()
    def chooseLanguage(self) -> None:
        """The languages, one tap away from everywhere; choosing one comes back here."""
        if self._way[-1].screen != "languages":
            self.open("languages")

    @Slot(str)
    def choose(self, tag: str) -> None:
        """Takes a language and goes on: back to where one was, or home at the beginning of a visit."""
        self._session.choose(tag)
        if len(self._way) > 1:
            self.back()
        else:
            self.open("home")

    @Slot(float)
    def remember(self, scroll: float) -> None:
        """Keeps how far this screen is scrolled, as a share of its height, for the way back."""
        self._way[-1].scroll = scroll

    def _reload(self) -> None:
        """Says in another language what is on screen; at the end of a visit that is about to go (`start`)."""
        if self._session.busy and self._catalogue.open:
            self._fill()

    def _load(self) -> None:
        self._fill()
        self.moved.emit()

    def _fill(self) -> None:
        here = self._way[-1]
        model = self.screen_model(here.screen)
        if model is None or not self._catalogue.open:
            return
        try:
            model.load(here.argument)  # type: ignore[attr-defined]  # as in forget()
        except KioskError as error:
            _log.warning("%s could not be shown: %s", here.screen, type(error).__name__)
            if here.screen == "home":
                self.fail()
            else:  # what this screen showed left the pack: the way there is no longer one
                self._way = [Route("languages"), Route("home")]
                self._load()
        except Exception:  # noqa: BLE001 - whatever it is, the visitor shall see calm words
            _log.exception("a bug while showing %s", here.screen)
            self.fail()

    def fail(self) -> None:
        """Calm words for a bug, whose traceback is in the log; from there only to the beginning."""
        if self._way[-1].screen != "calm":
            self._way = [Route("calm")]
            self.moved.emit()

    @property
    def here(self) -> str:
        """Name of the screen, for Python."""
        return self._way[-1].screen

    @Property(str, notify=moved)
    def screen(self) -> str:
        """Name of the screen."""
        return self._way[-1].screen

    @Property(str, notify=moved)
    def argument(self) -> str:
        """What the screen shows, such as a service's id."""
        return self._way[-1].argument

    @Property(QObject, notify=moved)
    def model(self) -> QObject | None:
        """The view model of the screen."""
        return self.screen_model(self._way[-1].screen)

    @Property(bool, notify=moved)
    def canGoBack(self) -> bool:
        """Whether there is a way back."""
        return len(self._way) > 1

    @Property(float, notify=moved)
    def scroll(self) -> float:
        """How far the screen was scrolled when it was left, as a share of its height."""
        return self._way[-1].scroll
