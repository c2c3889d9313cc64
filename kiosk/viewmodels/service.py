"""The page of one service."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtQml import QmlElement

from kiosk.domain.provenance import besides
from kiosk.handouts.contact import readable_url
from kiosk.viewmodels.page import PageModel
from kiosk.viewmodels.prose import prose, readable, remarks
from kiosk.viewmodels.sections import confirm_line, place_card, sections

if TYPE_CHECKING:
    from kiosk.domain.service import Service

QML_IMPORT_NAME = "Kiosk.Backend"
QML_IMPORT_MAJOR_VERSION = 1

_EMPTY: dict[str, Any] = {
    "name": prose(None),
    "summary": prose(None),
    "description": prose(None),
    "provider": prose(None),
    "slug": "",
    "icon": "",
    "sections": [],
    "places": [],
    "remarks": [],
    "confirm": "",
    "checked": "",
    "sources": [],
}


@QmlElement
class ServiceModel(PageModel):
    """One service, ready to be shown: `page` has everything."""

    empty = _EMPTY

    def read(self, argument: str) -> dict[str, Any]:
        """Reads the service with this id; NotFoundError when it is not in the pack."""
        service = self._catalogue.store.service(argument, self._catalogue.chain())
        return self._describe(service)

    def _describe(self, service: Service) -> dict[str, Any]:
        session, trusted = self._session, self._catalogue.clock_trusted()
        checked = ""
        if service.verified_on is not None:
            checked = session.tr("Checked on %1", session.formats.date(service.verified_on))
        return {
            "name": prose(service.name),
            "summary": prose(besides(service.summary, service.name)),
            "description": readable(besides(service.description, service.name, service.summary)),
            "provider": prose(service.organization.name),
            "slug": service.slug,
            "icon": service.icon,
            "sections": sections(service, session, self._catalogue.store.evidence_forms(service.id)),
            "places": [
                {
                    **place_card(each.place, each.hours or each.place.hours, session, trusted_clock=trusted),
                    "note": prose(each.note),
                }
                for each in service.places
            ],
            "remarks": remarks(service.texts(), session),
            "confirm": confirm_line(confirm=service.confirm, when=service.verified_on, session=session),
            "checked": checked,
            "sources": [readable_url(url) for url in service.sources],
        }
