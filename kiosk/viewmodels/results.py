"""A list of services: those of one topic or situation, or what a search finds as somebody types."""

from __future__ import annotations

import logging
from contextlib import closing
from html import escape
from itertools import chain, islice
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Property, QObject, Signal, Slot
from PySide6.QtQml import QmlElement

from kiosk.domain.provenance import besides, primary
from kiosk.viewmodels.prose import prose, remarks
from kiosk.viewmodels.rows import Rows

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kiosk.content.search import Found
    from kiosk.content.searching import Later
    from kiosk.domain.provenance import Text
    from kiosk.domain.result import Result
    from kiosk.domain.term import ServiceSummary
    from kiosk.viewmodels.catalogue import Catalogue
    from kiosk.viewmodels.prose import Prose
    from kiosk.viewmodels.session import Session

QML_IMPORT_NAME = "Kiosk.Backend"
QML_IMPORT_MAJOR_VERSION = 1

MOST_FOUND = 30
SEARCH = "search"
WARMING = "a b"
"""Looked for when the search field opens, so that what it needs is loaded before the first key."""

_log = logging.getLogger(__name__)


@QmlElement
class ResultsModel(QObject):
    """Services under one term; with the argument `search`, what `find` was last asked for.

    Of a search, what the first stages find is there when `find` returns. The other stages run in a thread of their own,
    and add below (`settled` tells when all has come).
    """

    loaded = Signal()
    settledChanged = Signal()
    _came = Signal(int, object)

    def __init__(self, catalogue: Catalogue, session: Session) -> None:
        super().__init__()
        self._catalogue = catalogue
        self._session = session
        self._rows = Rows(self)
        self._later: Later | None = None
        self._turn = 0
        self._came.connect(self._add)
        self._forget()

    def _forget(self) -> None:
        self._query = ""
        self._search = False
        self._title = self._note = prose(None)
        self._names: list[Text] = []
        self._settled = True
        self._missed: tuple[str, int] | None = None

    def load(self, argument: str) -> None:
        """Fills the list for a term's id, or for the query."""
        store, chain = self._catalogue.store, self._catalogue.chain()
        self._cancel()
        self._search = argument == SEARCH
        self._names = []
        if self._search:
            self._title, self._note = {**prose(None), "text": self._session.tr("Search")}, prose(None)
            self._look()
        else:
            term = next((each for each in store.terms(chain) if each.id == argument), None)
            self._title = prose(None if term is None else term.name)
            self._note = prose(None if term is None else term.description)
            offered = store.services(chain, term=argument)
            self._names = [each.name for each in offered]
            self._rows.replace([_listed(each) for each in offered])
        self.loaded.emit()

    def _look(self) -> None:
        """The first stages at once, the others later."""
        from kiosk.content.search import FIRST_STAGES
        from kiosk.content.searching import Later

        store, chain, turn = self._catalogue.store, self._catalogue.chain(), self._turn
        typed = self._query.strip()
        stages: list[Found] = []
        if typed:
            with closing(store.found(self._query, chain, MOST_FOUND)) as found:
                stages = list(islice(found, FIRST_STAGES))
        self._rows.replace(self._listed(stages))
        self._settle(not typed)
        self._later = Later(store.slot, typed or WARMING, chain, MOST_FOUND, lambda found: self._came.emit(turn, found))

    def _cancel(self) -> None:
        """What is still looked for belongs to another query."""
        self._turn += 1
        if self._later is not None:
            self._later.cancel()
            self._later = None

    @Slot(int, object)
    def _add(self, turn: int, stages: Sequence[Found]) -> None:
        if turn != self._turn or not self._query.strip():
            return
        self._rows.extend(self._listed(stages))
        if not self._rows.rowCount():
            self._missed = (self._session.tag, len(self._query))
        self._settle(True)
        self.loaded.emit()

    def _settle(self, settled: bool) -> None:
        self._settled = settled
        self.settledChanged.emit()

    def _listed(self, stages: Sequence[Found]) -> list[dict[str, Any]]:
        """Rows for what some stages found."""
        from kiosk.content.search_marks import written

        languages = self._catalogue.chain()
        listed = []
        for stage in stages:
            found = self._catalogue.store.results(stage.hits, languages)
            self._names += [each.name for each in found]
            rows = [self._row(each, stage.words) for each in found]
            if rows and stage.meant:
                names = (each.name.value for each in found)
                meant = written(stage.meant, chain(names, self._catalogue.store.called(self._session.tag)))
                rows[0]["lead"] = self._session.tr("Showing results for: %1", meant)
            listed += rows
        return listed

    def _row(self, result: Result, sought: Sequence[str]) -> dict[str, Any]:
        elsewhere = ""
        if primary(result.found_in) != primary(self._session.tag):
            elsewhere = self._session.tr("Found in: %1", self._session.formats.language_name(result.found_in))
        own = {"id": result.id, "kind": result.kind, "slug": result.slug, "icon": result.icon, "lead": ""}
        text = _styled(result.name.value, sought)
        return prose(
            result.name, **own, styled=text, note=prose(besides(result.summary, result.name)), elsewhere=elsewhere
        )

    @Slot(str)
    def find(self, query: str) -> None:
        """Searches for `query`, a key stroke at a time."""
        self._query = query
        self._missed = None
        self.load(SEARCH)

    def clear(self) -> None:
        """Forgets the query and the list; that nothing was found is counted by language and length alone."""
        if self._missed is not None:
            _log.info("a search found nothing: language %s, %d characters", *self._missed)
        self._cancel()
        self._forget()
        self._rows.replace([])
        self.settledChanged.emit()
        self.loaded.emit()

    @Property(QObject, notify=loaded)
    def rows(self) -> QObject:
        """Rows `{id, kind, slug, icon, text, rtl, lang, note}`; of a search also `{styled, elsewhere, lead}`."""
        return self._rows

    @Property(dict, notify=loaded)
    def title(self) -> Prose:
        """What the list is of."""
        return self._title

    @Property(dict, notify=loaded)
    def note(self) -> Prose:
        """One line under the title."""
        return self._note

    @Property(bool, notify=loaded)
    def searching(self) -> bool:
        """Whether the search field belongs above the list."""
        return self._search

    def _lost(self) -> bool:
        return self._search and self._settled and bool(self._query.strip()) and not self._rows.rowCount()

    @Property(bool, notify=settledChanged)
    def lost(self) -> bool:
        """Whether a search has come to its end and found nothing."""
        return self._lost()

    @Property(list, notify=settledChanged)
    def desk(self) -> list[dict[str, Any]]:
        """After a search that found nothing: the service that is the pack's help desk, as a row; none where it names none."""
        if not self._lost():
            return []
        store = self._catalogue.store
        name = store.manifest.help_desk
        return [_listed(each) for each in store.services(self._catalogue.chain()) if each.slug == name]

    @Property(list, notify=settledChanged)
    def topics(self) -> list[dict[str, Any]]:
        """After a search that found nothing: the topics, as on the home screen."""
        if not self._lost():
            return []
        from kiosk.domain.term import Scheme
        from kiosk.viewmodels.home import tiles

        return tiles(self._catalogue.store.terms(self._catalogue.chain()), Scheme.TOPIC)

    @Property(bool, notify=settledChanged)
    def settled(self) -> bool:
        """Whether all has been found that there is."""
        return self._settled

    @Property(str, notify=loaded)
    def query(self) -> str:
        """What was typed."""
        return self._query

    @Property(int, notify=loaded)
    def count(self) -> int:
        """How many things are listed."""
        return self._rows.rowCount()

    @Property(str, notify=settledChanged)
    def heard(self) -> str:
        """How much a search has found, for somebody who does not see the list grow; empty while it goes on."""
        count = self._rows.rowCount()
        if not (self._search and self._settled and count):
            return ""
        return self._session.tr("Found: %1", str(count))

    @Property(list, notify=loaded)
    def remarks(self) -> list[str]:
        """What must be said of the texts."""
        return remarks(self._names, self._session)


def _listed(service: ServiceSummary) -> dict[str, Any]:
    """A service as a row."""
    own = {"id": service.id, "kind": "service", "slug": service.slug, "icon": service.icon}
    return prose(service.name, **own, note=prose(besides(service.summary, service.name)))


def _styled(text: str, sought: Sequence[str]) -> str:
    """The text for Qt's StyledText, with the words underlined that were looked for."""
    from kiosk.content.search_marks import marked

    made, last = "", 0
    for begin, end in marked(text, sought):
        made += f"{escape(text[last:begin])}<u>{escape(text[begin:end])}</u>"
        last = end
    return made + escape(text[last:])
