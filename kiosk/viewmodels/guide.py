"""The guide: one page to read, the way to it, and the pages under it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtQml import QmlElement

from kiosk.handouts.contact import readable_url
from kiosk.viewmodels.page import PageModel
from kiosk.viewmodels.prose import prose, remarks
from kiosk.viewmodels.sections import confirm_line

if TYPE_CHECKING:
    from collections.abc import Iterable

    from kiosk.domain.guide import GuideSummary
    from kiosk.domain.provenance import Text

QML_IMPORT_NAME = "Kiosk.Backend"
QML_IMPORT_MAJOR_VERSION = 1

PLAIN_ICON = "book-open"

_EMPTY: dict[str, Any] = {
    "name": prose(None),
    "summary": prose(None),
    "icon": PLAIN_ICON,
    "crumbs": [],
    "blocks": [],
    "children": [],
    "links": [],
    "remarks": [],
    "confirm": "",
    "checked": "",
    "sources": [],
}


def page_tile(page: GuideSummary) -> dict[str, Any]:
    """`{text, rtl, lang, id, slug, icon, note}` of a page in a list."""
    return prose(page.name, id=page.id, slug=page.slug, icon=page.icon or PLAIN_ICON, note=prose(page.summary))


@QmlElement
class GuideModel(PageModel):
    """One page of the guide, ready to be shown: `page` has everything."""

    empty = _EMPTY

    def read(self, argument: str) -> dict[str, Any]:
        """Reads the page with this id or slug; NotFoundError when it is not in the pack."""
        from kiosk.viewmodels.reading import blocks, ways

        session = self._session
        guide = self._catalogue.store.guides.one(argument, self._catalogue.chain())
        texts: Iterable[Text | None] = (
            guide.name,
            guide.summary,
            guide.body,
            *(child.name for child in guide.children),
        )
        checked = session.tr("Checked on %1", session.formats.date(guide.verified_on)) if guide.verified_on else ""
        return {
            "name": prose(guide.name),
            "summary": prose(guide.summary),
            "icon": guide.icon or PLAIN_ICON,
            "crumbs": [page_tile(page) for page in guide.path],
            "blocks": blocks(guide.body),
            "children": [page_tile(child) for child in guide.children],
            "links": ways(guide.links),
            "remarks": remarks((text for text in texts if text is not None), session),
            "confirm": confirm_line(confirm=guide.confirm, when=guide.verified_on, session=session),
            "checked": checked,
            "sources": [readable_url(url) for url in guide.sources],
        }
