"""What everybody has to know now: cards for the home screen, and the page of one notice."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtQml import QmlElement

from kiosk.errors import NotFoundError
from kiosk.viewmodels.page import PageModel
from kiosk.viewmodels.prose import prose, remarks

if TYPE_CHECKING:
    from kiosk.domain.guide import Notice
    from kiosk.viewmodels.catalogue import Catalogue

QML_IMPORT_NAME = "Kiosk.Backend"
QML_IMPORT_MAJOR_VERSION = 1

ICONS = {"info": "circle-info", "warning": "triangle-exclamation", "urgent": "bell"}

_EMPTY: dict[str, Any] = {"name": prose(None), "level": "info", "icon": ICONS["info"], "summary": prose(None)} | {
    "blocks": [],
    "links": [],
    "remarks": [],
    "until": "",
}


def current(catalogue: Catalogue) -> tuple[Notice, ...]:
    """The notices of today, the most urgent first; all of them where the clock is not trusted."""
    today = catalogue.now().date() if catalogue.clock_trusted() else None
    return catalogue.store.guides.notices(catalogue.chain(), today)


def card(notice: Notice) -> dict[str, Any]:
    """`{text, rtl, lang, id, slug, level, icon, note}` of a notice."""
    level = notice.level.value
    return prose(
        notice.name, id=notice.id, slug=notice.slug, level=level, icon=ICONS[level], note=prose(notice.summary)
    )


@QmlElement
class NoticeModel(PageModel):
    """One notice, ready to be shown: `page` has everything."""

    empty = _EMPTY

    def read(self, argument: str) -> dict[str, Any]:
        """Reads the notice with this id or slug; one that is over still opens. NotFoundError when there is none."""
        from kiosk.viewmodels.reading import blocks, ways

        every = self._catalogue.store.guides.notices(self._catalogue.chain(), None)
        notice = next((each for each in every if argument in {each.id, each.slug}), None)
        if notice is None:
            message = f"the pack has no notice {argument!r}"
            raise NotFoundError(message)
        texts = (notice.name, notice.summary, notice.body)
        return {
            "name": prose(notice.name),
            "level": notice.level.value,
            "icon": ICONS[notice.level.value],
            "summary": prose(notice.summary),
            "blocks": blocks(notice.body),
            "links": ways(notice.links),
            "remarks": remarks((text for text in texts if text is not None), self._session),
            "until": self._until(notice),
        }

    def _until(self, notice: Notice) -> str:
        from datetime import date

        if not notice.expires:
            return ""
        return self._session.tr("until %1", self._session.formats.date(date.fromisoformat(notice.expires)))
