"""The screens of a form: its start, its pages, "check your answers", and the way to paper.

A form that has been begun stays in memory until the visit ends, so back, home and another language lose nothing.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Property, QObject, Signal, Slot
from PySide6.QtQml import QmlElement

from kiosk.viewmodels.paper import Paper
from kiosk.viewmodels.prose import prose

if TYPE_CHECKING:
    from collections.abc import Callable

    from kiosk.viewmodels.catalogue import Catalogue
    from kiosk.viewmodels.filling import Filling
    from kiosk.viewmodels.paper import Desk
    from kiosk.viewmodels.session import Session

QML_IMPORT_NAME = "Kiosk.Backend"
QML_IMPORT_MAJOR_VERSION = 1

SEPARATOR = " "
"""Between a form's id and where in it the visitor is, in a route; neither has a space."""

_NOTHING: dict[str, Any] = {"kind": "", "title": prose(None), "remarks": []}


@QmlElement
class FormModel(QObject):
    """One page of one form. `page` has what stands on it, `questions` each question by its place."""

    loaded = Signal()
    changed = Signal()

    def __init__(self, catalogue: Catalogue, session: Session, desk: Desk) -> None:
        super().__init__()
        self._paper = Paper(session, desk)
        self._catalogue = catalogue
        self._session = session
        self._begun: dict[str, Filling] = {}
        self._filling: Filling | None = None
        self._where = ""
        self._page = _NOTHING
        self._places: list[str] = []
        self._questions: dict[str, Any] = {}

    def load(self, argument: str) -> None:
        """Shows a page of a form, `ID` or `ID WHERE`; NotFoundError when the pack has no such form."""
        from kiosk.viewmodels import filling as way

        name, _, where = argument.partition(SEPARATOR)
        before = (self._filling, self._where)
        self._filling = self._open(name)
        where = where or way.START
        if where not in {way.START, way.CHECK, way.PAPER} and self._filling.page(where) is None:
            where = way.CHECK
        self._where = where
        self._filling.visit(where)
        again = before == (self._filling, where)  # another language; for another page the screen is built anew
        self._show(again=again)
        if again:
            self.loaded.emit()
            self.changed.emit()

    def _open(self, name: str) -> Filling:
        """The form as it is being filled in, with the texts of the visitor's language."""
        from dataclasses import replace

        from kiosk.forms.loading import load
        from kiosk.i18n.fallback import Chain
        from kiosk.viewmodels.filling import Filling

        store = self._catalogue.store
        loaded = load(store, name, self._catalogue.chain())
        filling = self._begun.get(loaded.id)
        if filling is None:
            manifest = store.manifest
            official = load(store, name, Chain(manifest.official, (manifest.official,))).texts
            filling = self._begun[loaded.id] = Filling(loaded, official, self._catalogue.now(), manifest.country)
        filling.loaded = replace(filling.loaded, texts=loaded.texts)
        return filling

    @property
    def filling(self) -> Filling | None:
        """The form on the screen, for Python."""
        return self._filling

    def clear(self) -> None:
        """Forgets every form and every answer."""
        for filling in self._begun.values():
            filling.close()
        self._begun.clear()
        self._paper.forget()
        self._filling, self._where = None, ""
        self._page, self._places, self._questions = _NOTHING, [], {}
        self._session.keep("form", kept=False)

    def _show(self, *, again: bool = False) -> None:
        from kiosk.viewmodels import filling as way
        from kiosk.viewmodels import form_pages

        filling = self._filling
        if filling is None:
            return
        page = filling.page(self._where)
        if page is None and self._where not in {way.START, way.CHECK}:
            self._paper.make(filling, again=again)
        self._page = form_pages.describe(filling, self._where, self._session, self._paper)
        self._describe(filling, [] if page is None else list(page.places))

    def _describe(self, filling: Filling, places: list[str]) -> None:
        from kiosk.viewmodels.question import describe

        self._places = places
        self._questions = {place: describe(filling, place, self._session) for place in places}
        self._session.keep("form", kept=any(each.begun for each in self._begun.values()))

    def _refresh(self) -> None:
        """After an answer: other questions of the page may come or go, the page itself stays."""
        filling = self._filling
        if filling is None:
            return
        page = filling.page(self._where) or next(
            (filling.page(place) for place in self._places if filling.page(place)), None
        )
        places = self._places if page is None else list(page.places)
        other = places != self._places
        self._describe(filling, places)
        if other:
            self.loaded.emit()
        self.changed.emit()

    @Slot()
    def take(self) -> None:
        """Prints the paper, or shows the clerk's code where nothing prints."""
        self._paper.take()
        self._shown_again()

    @Slot()
    def showCode(self) -> None:
        """Shows the clerk's code large."""
        self._paper.show()
        self._shown_again()

    def _shown_again(self) -> None:
        if self._filling is not None:
            from kiosk.viewmodels import form_pages

            self._page = form_pages.describe(self._filling, self._where, self._session, self._paper)
            self.loaded.emit()

    def _to(self, where: str) -> str:
        return "" if self._filling is None else f"{self._filling.loaded.id}{SEPARATOR}{where}"

    @Slot(str, str)
    def write(self, place: str, text: str) -> None:
        """What is being written, a key stroke at a time."""
        self._answer(place, lambda filling: filling.write(place, text))

    @Slot(str, str)
    def pick(self, place: str, name: str) -> None:
        """A touch on a choice: one of one, one more or less of many, agreed or not."""
        from kiosk.viewmodels import answering

        self._answer(place, lambda filling: answering.pick(filling, place, name))

    @Slot(str, str)
    def search(self, place: str, text: str) -> None:
        """What is searched for in a long list of choices."""
        self._answer(place, lambda filling: filling.filters.update({place: text}))

    @Slot(str)
    def suggest(self, place: str) -> None:
        """Takes the suggestion that stands below a name."""
        text = self._questions.get(place, {}).get("suggestion", "")
        if text:
            self.write(place, text)

    @Slot(str, str)
    def openDate(self, place: str, part: str) -> None:
        """Shows the days, the months or the years to choose from."""
        from kiosk.viewmodels import answering

        self._answer(place, lambda filling: answering.open_part(filling, place, part))

    @Slot(str, int, bool)
    def pickDate(self, place: str, value: int, decade: bool) -> None:
        """Takes what was touched for the part that is open; a decade opens its years."""
        from kiosk.viewmodels import answering

        act = answering.open_decade if decade else answering.pick_part
        self._answer(place, lambda filling: act(filling, place, value))

    @Slot(str, str)
    def countBy(self, place: str, calendar: str) -> None:
        """Counts by another calendar."""
        from kiosk.i18n.calendars import Calendar
        from kiosk.viewmodels import answering

        self._answer(place, lambda filling: answering.count_by(filling, place, Calendar(calendar)))

    def _answer(self, place: str, act: Callable[[Filling], None]) -> None:
        """Does something to a question that is on the page, and shows what came of it."""
        if self._filling is not None and place in self._questions:
            act(self._filling)
            self._refresh()

    @Slot(result=str)
    def next(self) -> str:
        """Where "continue" leads, as a route; '' when something on the page must be mended first."""
        filling = self._filling
        if filling is None:
            return ""
        if filling.stop(self._where):
            self._refresh()
            return ""
        return self._to(filling.after(self._where))

    @Slot(str, result=str)
    def change(self, where: str) -> str:
        """The route from "check your answers" to a page, from where "continue" comes back."""
        if self._filling is not None:
            self._filling.returning = True
        return self._to(where)

    @Slot(result=str)
    def mend(self) -> str:
        """The route to the first question that must be mended."""
        if self._filling is None:
            return ""
        trouble = self._filling.trouble()
        self._filling.looked.update(trouble)
        page = self._filling.page(trouble[0]) if trouble else None
        return self.change(page.places[0]) if page is not None else ""

    @Slot(result=str)
    def paper(self) -> str:
        """The route to the paper."""
        from kiosk.viewmodels.filling import PAPER

        return self._to(PAPER)

    @Slot(str, result=str)
    def route(self, where: str) -> str:
        """The route to a page of this form."""
        return self._to(where)

    @Slot(str, result=str)
    def add(self, repeat: str) -> str:
        """Adds a card; the route to its first question."""
        return "" if self._filling is None else self._to(self._filling.add(repeat))

    @Slot(str, int)
    def remove(self, repeat: str, number: int) -> None:
        """Removes a card with its answers."""
        if self._filling is not None:
            self._filling.remove(repeat, number)
            self._show()
            self.loaded.emit()

    @Property(dict, notify=loaded)
    def page(self) -> dict[str, Any]:
        """What stands on the page beside its questions; `kind` is start, questions, cards, check or paper."""
        return self._page

    @Property(list, notify=loaded)
    def places(self) -> list[str]:
        """Places of the questions on the page."""
        return self._places

    @Property(dict, notify=changed)
    def questions(self) -> dict[str, Any]:
        """Each question of the page by its place."""
        return self._questions
