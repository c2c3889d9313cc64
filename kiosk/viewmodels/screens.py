"""What each screen shows, made when the screen is first opened: the first frame does not wait for the other screens."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kiosk.viewmodels.languages import LanguagesModel

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from PySide6.QtCore import QObject

    from kiosk.viewmodels.catalogue import Catalogue
    from kiosk.viewmodels.paper import Desk as PaperDesk
    from kiosk.viewmodels.session import Session
    from kiosk.viewmodels.slip import Desk


def makers(
    catalogue: Catalogue, session: Session, desk: Callable[[], Desk], papers: Callable[[], PaperDesk]
) -> Mapping[str, Callable[[], QObject]]:
    """Name of a screen to what makes its model; Main.qml finds the file by the same name. desk, papers: give the printing desks."""

    def home() -> QObject:
        from kiosk.viewmodels.home import HomeModel

        return HomeModel(catalogue, session)

    def results() -> QObject:
        from kiosk.viewmodels.results import ResultsModel

        return ResultsModel(catalogue, session)

    def service() -> QObject:
        from kiosk.viewmodels.service import ServiceModel

        return ServiceModel(catalogue, session)

    def place() -> QObject:
        from kiosk.viewmodels.place import PlaceModel

        return PlaceModel(catalogue, session)

    def slip() -> QObject:
        from kiosk.viewmodels.slip import SlipModel

        return SlipModel(catalogue, session, desk())

    def form() -> QObject:
        from kiosk.viewmodels.form import FormModel

        return FormModel(catalogue, session, papers())

    return {
        "languages": lambda: LanguagesModel(catalogue),
        "home": home,
        "results": results,
        "service": service,
        "place": place,
        "slip": slip,
        "form": form,
        **_pages(catalogue, session),
    }


def _pages(catalogue: Catalogue, session: Session) -> Mapping[str, Callable[[], QObject]]:
    """What there is to read and to go to."""

    def topic() -> QObject:
        from kiosk.viewmodels.topic import TopicModel

        return TopicModel(catalogue, session)

    def guide() -> QObject:
        from kiosk.viewmodels.guide import GuideModel

        return GuideModel(catalogue, session)

    def events() -> QObject:
        from kiosk.viewmodels.events import EventsModel

        return EventsModel(catalogue, session)

    def event() -> QObject:
        from kiosk.viewmodels.event import EventModel

        return EventModel(catalogue, session)

    def notice() -> QObject:
        from kiosk.viewmodels.notice import NoticeModel

        return NoticeModel(catalogue, session)

    def code() -> QObject:
        from kiosk.viewmodels.code import CodeModel

        return CodeModel()

    return {"topic": topic, "guide": guide, "events": events, "event": event, "notice": notice, "code": code}
