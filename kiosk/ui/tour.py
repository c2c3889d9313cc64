"""Walks through all screens without a display and takes a picture of each."""

from __future__ import annotations

import errno
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QEvent, QEventLoop, QMetaObject, QObject, QTimer
from PySide6.QtQuick import QQuickItem

from kiosk.ui.tour_forms import form_stops
from kiosk.ui.tour_page import Picture
from kiosk.viewmodels.events import coming

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from kiosk.app import Kiosk

SERVICE = "declare-residence"
WEB_PAGE = "https://www.pmlp.gov.lv"
"""A link, to show what a link to the web becomes."""

NO_WORD = "qxzjvw"
"""Found in no language."""

SIDES = range(200, 8001)
DENSITIES = range(30, 801)
"""What a display can be, in pixels and in pixels an inch."""


@dataclass(frozen=True, slots=True)
class Size:
    """Pixels and density: `1280x800@149`."""

    width: int
    height: int
    ppi: float

    @classmethod
    def parse(cls, text: str) -> Size:
        """Reads `WIDTHxHEIGHT` or `WIDTHxHEIGHT@PPI`; ValueError otherwise. Without a density it is 102."""
        pixels, _, density = text.partition("@")
        width, _, height = pixels.partition("x")
        size = cls(int(width), int(height), float(density or 102))
        if not (size.width in SIDES and size.height in SIDES and DENSITIES.start <= size.ppi < DENSITIES.stop):
            raise ValueError(text)
        return size

    def __str__(self) -> str:
        return f"{self.width}x{self.height}@{self.ppi:g}"


def settle(milliseconds: int = 30) -> None:
    """Lets Qt do what it has to do."""
    loop = QEventLoop()
    QTimer.singleShot(milliseconds, loop.quit)
    loop.exec()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)


def items(root: QQuickItem) -> Iterator[QQuickItem]:
    """Every item below `root`, delegates too."""
    for child in root.childItems():
        yield child
        yield from items(child)


def find(kiosk: Kiosk, name: str) -> QQuickItem | None:
    """The visible item with this object name."""
    root: QObject = kiosk.window.contentItem()
    if not isinstance(root, QQuickItem):
        return None
    return next((item for item in items(root) if item.objectName() == name and item.isVisible()), None)


def press(kiosk: Kiosk, name: str) -> None:
    """Does what a touch on this button does, once it is there."""
    settle()
    button = find(kiosk, name)
    if button is not None:
        QMetaObject.invokeMethod(button, "click")


def _until(ready: Callable[[], bool]) -> None:
    """Waits until it is so, for two seconds at most."""
    for _ in range(200):
        if ready():
            return
        settle(10)


def _mistyped(name: str) -> str:
    """The longest word of a name with two letters changed over, as somebody in a hurry types it."""
    word = max(name.lower().split(), key=len)
    middle = len(word) // 2
    return word[: middle - 1] + word[middle] + word[middle - 1] + word[middle + 1 :]


def scroll(kiosk: Kiosk, share: float) -> None:
    """Scrolls the screen to `share` of its length."""
    root = kiosk.window.contentItem()
    for item in items(root):
        if item.inherits("QQuickFlickable") and item.isVisible() and not item.inherits("QQuickTextInput"):
            room = item.property("contentHeight") - item.height()
            if room > 0:
                item.setProperty("contentY", room * share)
                return


def steps(kiosk: Kiosk, language: str, *, service: str = SERVICE) -> Iterator[tuple[str, Callable[[], None]]]:
    """Name and action of each stop of the walk, in order; `service` is the one to show, if the pack has it."""
    navigator, session = kiosk.navigator, kiosk.session
    store, chain = kiosk.catalogue.store, kiosk.catalogue.chain()
    services = {each.slug: each.id for each in store.services(chain)}
    shown = services.get(service) or next(iter(services.values()), "")
    yield "languages", lambda: session.choose(language)
    yield "home", navigator.home
    yield "home-end", lambda: scroll(kiosk, 1.0)
    if shown:
        yield from _service(kiosk, shown)
    if places := _places(kiosk):
        yield "place", lambda: navigator.open("place", places[0])
    yield from _pages(kiosk)
    yield from _looks(kiosk, shown)
    yield from _questions(kiosk)


def _page(kiosk: Kiosk, service: str) -> None:
    kiosk.navigator.home()
    if service:
        kiosk.navigator.open("service", service)


def searched(kiosk: Kiosk, words: str) -> None:
    """Searches for `words`, as somebody who types, until all has been found."""
    kiosk.navigator.home()
    kiosk.navigator.open("results", "search")
    kiosk.results.find(words)
    _until(lambda: bool(kiosk.results.property("settled")))


def _service(kiosk: Kiosk, service: str) -> Iterator[tuple[str, Callable[[], None]]]:
    """The ways to one service, its page, and its slip."""
    navigator, store, chain = kiosk.navigator, kiosk.catalogue.store, kiosk.catalogue.chain
    if topics := store.service(service, chain()).term_ids:
        yield "list", lambda: navigator.open("results", topics[0])
    yield "search", lambda: searched(kiosk, "a")
    yield "search-corrected", lambda: searched(kiosk, _mistyped(store.service(service, chain()).name.value))
    yield "search-nothing", lambda: searched(kiosk, NO_WORD)
    yield "service", lambda: _page(kiosk, service)
    yield "service-middle", lambda: scroll(kiosk, 0.5)
    yield "service-end", lambda: scroll(kiosk, 1.0)
    yield "slip", lambda: navigator.open("slip", store.service(service, chain()).slug)
    if not kiosk.desk.has_printer:
        yield "slip-code", lambda: press(kiosk, "take")


def _looks(kiosk: Kiosk, service: str) -> Iterator[tuple[str, Callable[[], None]]]:
    """What "help to read" does."""
    navigator, session = kiosk.navigator, kiosk.session

    def low() -> None:
        session.lower(True)
        navigator.home()

    def largest() -> None:
        session.lower(False)
        session.resize(3)
        _page(kiosk, service)

    def dark() -> None:
        session.resize(1)
        session.recolour(1)
        _page(kiosk, service)

    yield "help", lambda: navigator.open("help")
    yield "low-reach", low
    yield "low-reach-search", lambda: searched(kiosk, "a")
    yield "low-reach-languages", navigator.chooseLanguage
    yield "largest", largest
    yield "largest-home", navigator.home
    yield "largest-languages", navigator.chooseLanguage
    yield "largest-help", lambda: navigator.open("help")
    yield "dark", dark
    yield "white-on-black", lambda: session.recolour(2)
    yield "black-on-white", lambda: session.recolour(3)


def _questions(kiosk: Kiosk) -> Iterator[tuple[str, Callable[[], None]]]:
    """What comes over a screen, or instead of it."""
    session = kiosk.session

    def warn() -> None:
        session.recolour(0)
        kiosk.idle.warn_now()

    def finish() -> None:
        kiosk.idle.extend()
        session.check("something", True)
        press(kiosk, "finish")

    def calm() -> None:
        press(kiosk, "finish-no")
        session.check("something", False)
        kiosk.navigator.open("calm")

    yield "idle", warn
    yield "finish", finish
    yield "calm", calm


def _places(kiosk: Kiosk) -> list[str]:
    """Ids of places that services are at, those with opening hours first."""
    store, chain = kiosk.catalogue.store, kiosk.catalogue.chain()
    found = [each.place for summary in store.services(chain) for each in store.service(summary.id, chain).places]
    return [place.id for place in sorted(found, key=lambda place: place.hours is None)]


def _pages(kiosk: Kiosk) -> Iterator[tuple[str, Callable[[], None]]]:
    """The stops of what there is to read, to go to and to fill in, where the pack has it."""
    navigator, store, chain = kiosk.navigator, kiosk.catalogue.store, kiosk.catalogue.chain()
    tops = store.guides.children(chain)
    below = [page for top in tops for page in store.guides.children(chain, top.id)]
    richest = max(store.terms(chain), key=lambda term: term.pages, default=None)
    events = coming(kiosk.catalogue, "all")
    if richest is not None and richest.pages:
        yield "topic", lambda: navigator.open("topic", richest.id)
    if tops:
        yield "guide", lambda: navigator.open("guide", tops[0].id)
        yield "guide-page", lambda: navigator.open("guide", (below or tops)[0].id)
        yield "code", lambda: navigator.open("code", WEB_PAGE)
    if events:
        yield "events", lambda: navigator.open("events")
        yield "event", lambda: navigator.open("event", events[0].id)
    yield from form_stops(kiosk)


def stops(kiosk: Kiosk) -> int:
    """Pictures for each language and size: a pack without a guide has fewer."""
    return sum(1 for _stop in steps(kiosk, ""))


def walk(kiosk: Kiosk, out: Path, size: Size, languages: tuple[str, ...]) -> Iterator[Picture]:
    """Takes the pictures of one size; yields each when its file is written. OSError where one cannot be."""
    kiosk.session.use_density(size.ppi)
    kiosk.show((size.width, size.height))
    for language in languages:
        kiosk.session.finish()
        for name, act in steps(kiosk, language):
            act()
            settle()
            file = out / f"{size}" / language / f"{name}.png"
            file.parent.mkdir(parents=True, exist_ok=True)
            if not kiosk.window.grabWindow().save(str(file)):
                raise OSError(errno.EIO, "a picture was not written", str(file))
            yield Picture(file.relative_to(out).as_posix(), name, language, size)
    kiosk.session.finish()
