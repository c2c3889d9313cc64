"""One visit: everything that a visitor chooses lives here, in memory, and `finish()` forgets it all."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Property, QObject, Signal, Slot
from PySide6.QtQml import QmlElement, QmlSingleton, QQmlEngine

from kiosk.domain.appearance import CAPITAL_HEIGHTS, CAPITAL_SHARE, Palette, palettes
from kiosk.domain.language import BY_TAG
from kiosk.i18n import catalogue
from kiosk.viewmodels.built import Built

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from kiosk.i18n.formats import Formats

QML_IMPORT_NAME = "Kiosk.Backend"
QML_IMPORT_MAJOR_VERSION = 1

DEFAULT_SIZE = 1
LEFT_TO_RIGHT = "\u200e"
"""A mark that nobody sees (UAX 9): Label.qml gives a text that begins with it its own direction."""

MILLIMETRES_PER_INCH = 25.4


@QmlElement
@QmlSingleton
class Session(QObject, Built):
    """The visitor's choices. `finished` is told after everything has been forgotten."""

    languageChanged = Signal()
    looksChanged = Signal()
    basketChanged = Signal()
    activeChanged = Signal()
    finished = Signal()

    def __init__(self, *, first: str, ppi: float, accent: str, now: Callable[[], datetime]) -> None:
        super().__init__()
        self._first, self._accent = first, accent
        self._ppi = ppi
        self._palettes = palettes(accent)
        self.now = now
        self._reset()

    @staticmethod
    def create(_engine: QQmlEngine) -> QObject:
        """What QML calls for the singleton."""
        return Session.instance()

    def _reset(self) -> None:
        self._language = self._first
        self._size = DEFAULT_SIZE
        self._contrast = 0
        self._low_reach = False
        self._active = False
        self.basket: list[str] = []
        self.checked: set[str] = set()
        self._kept: set[str] = set()
        self.strings = catalogue.load(self._first)
        self._formats: Formats | None = None

    def said(self, text: str) -> str:
        """`text` in the visitor's language; English on a screen that runs from right to left begins with LEFT_TO_RIGHT."""
        translated = self.strings.gettext(text)
        if translated and self.mirrored and self.strings.untranslated(text):
            return LEFT_TO_RIGHT + translated
        return translated

    def tr(self, text: str, *arguments: str) -> str:  # type: ignore[override]  # QObject's own is not used
        """`text` in the visitor's language, with %1, %2 … replaced by `arguments`."""
        result = self.said(text)
        for number, argument in enumerate(arguments, 1):
            result = result.replace(f"%{number}", argument)
        return result

    @property
    def formats(self) -> Formats:
        """Dates, numbers and names in the visitor's language; made on first use, as it loads Babel."""
        if self._formats is None:
            from kiosk.i18n.formats import Formats

            self._formats = Formats(self._language)
        return self._formats

    @Slot(str)
    def choose(self, tag: str) -> None:
        """Speaks `tag` from now on; the screen stays where it is."""
        self.touch()
        if tag == self._language:
            return
        self._language = tag
        self.strings = catalogue.load(tag)
        self._formats = None
        self.languageChanged.emit()

    @Slot()
    def touch(self) -> None:
        """Somebody is here."""
        if not self._active:
            self._active = True
            self.activeChanged.emit()

    @Slot(int)
    def resize(self, size: int) -> None:
        """Sets the text size, 0 to 3; 1 is the default."""
        self._size = max(0, min(size, len(CAPITAL_HEIGHTS) - 1))
        self.looksChanged.emit()

    @Slot(int)
    def recolour(self, contrast: int) -> None:
        """Sets the contrast: 0 light, 1 dark, 2 white on black, 3 black on white."""
        self._contrast = max(0, min(contrast, len(self._palettes) - 1))
        self.looksChanged.emit()

    @Slot(bool)
    def lower(self, low: bool) -> None:
        """Moves every control into the lower part of the screen, or back."""
        self._low_reach = low
        self.looksChanged.emit()

    @Slot(str, bool)
    def check(self, key: str, ticked: bool) -> None:
        """Ticks or unticks one thing to bring."""
        (self.checked.add if ticked else self.checked.discard)(key)
        self.basketChanged.emit()

    @Slot(str)
    def put(self, slug: str) -> None:
        """Puts a service on the slip, or takes it off again."""
        if slug in self.basket:
            self.basket.remove(slug)
        else:
            self.basket.append(slug)
        self.basketChanged.emit()

    def keep(self, what: str, *, kept: bool) -> None:
        """Something else that clearing would lose, such as the answers of a form, is there or no longer."""
        if (what in self._kept) != kept:
            (self._kept.add if kept else self._kept.discard)(what)
            self.basketChanged.emit()

    @Slot()
    def finish(self) -> None:
        """Forgets the visit."""
        self._reset()
        self.languageChanged.emit()
        self.looksChanged.emit()
        self.basketChanged.emit()
        self.activeChanged.emit()
        self.finished.emit()

    def begin_in(self, first: str, *, accent: str) -> None:
        """Begins visits in the language `first` from now on, with colours around `accent`; not during a visit."""
        if (first, accent) == (self._first, self._accent):
            return
        self._first, self._accent = first, accent
        self._palettes = palettes(accent)
        self._reset()
        self.languageChanged.emit()
        self.looksChanged.emit()

    def use_density(self, ppi: float) -> None:
        """Sizes everything for a display of `ppi` pixels an inch."""
        self._ppi = ppi
        self.looksChanged.emit()

    @property
    def tag(self) -> str:
        """BCP 47 tag of the visitor's language, for Python."""
        return self._language

    @property
    def mirrored(self) -> bool:
        """Whether the visitor's language runs from right to left."""
        return self._language in BY_TAG and BY_TAG[self._language].direction == "rtl"

    @property
    def busy(self) -> bool:
        """Whether somebody is using the kiosk."""
        return self._active

    @property
    def writing(self) -> bool:
        """Whether there are answers that took time to write, such as those of a form."""
        return bool(self._kept)

    @property
    def palette(self) -> Palette:
        """The colours in force."""
        return self._palettes[self._contrast]

    @Property(str, notify=languageChanged)
    def language(self) -> str:
        """BCP 47 tag."""
        return self._language

    @Property(bool, notify=languageChanged)
    def rtl(self) -> bool:
        """Whether the screen is mirrored."""
        return self.mirrored

    @Property(bool, notify=activeChanged)
    def active(self) -> bool:
        """Whether somebody is using the kiosk."""
        return self._active

    @Property(bool, notify=basketChanged)
    def hasAnswers(self) -> bool:
        """Whether clearing would lose something."""
        return bool(self.basket or self.checked or self._kept)

    @Property(int, notify=looksChanged)
    def size(self) -> int:
        """Text size, 0 to 3."""
        return self._size

    @Property(int, notify=looksChanged)
    def contrast(self) -> int:
        """Contrast, 0 to 3."""
        return self._contrast

    @Property(bool, notify=looksChanged)
    def lowReach(self) -> bool:
        """Whether controls are in the lower part of the screen."""
        return self._low_reach

    @Property(float, notify=looksChanged)
    def pixelsPerMillimetre(self) -> float:
        """Pixels of the screen in a millimetre."""
        return self._ppi / MILLIMETRES_PER_INCH

    @Property(float, notify=looksChanged)
    def em(self) -> float:
        """Size of body text in millimetres, so that a capital H has the height that the text size asks for."""
        return CAPITAL_HEIGHTS[self._size] / CAPITAL_SHARE

    @Property(list, notify=looksChanged)
    def contrasts(self) -> list[dict[str, str]]:
        """The colours of paper and ink of every contrast, in the order of `recolour`."""
        return [{"paper": palette.paper, "ink": palette.ink} for palette in self._palettes]

    @Property(dict, notify=looksChanged)
    def colours(self) -> dict[str, str]:
        """The palette in force, by name."""
        return {name: getattr(self.palette, name) for name in self.palette.__slots__}
