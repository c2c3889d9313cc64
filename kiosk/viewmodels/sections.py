"""The parts of a service's page in the order of reading, as plain values for QML."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from kiosk.handouts.contact import readable_number, readable_url
from kiosk.i18n.isolates import isolate
from kiosk.viewmodels.hours import door, week
from kiosk.viewmodels.prose import prose

if TYPE_CHECKING:
    from collections.abc import Mapping

    from kiosk.domain.provenance import PartialDate
    from kiosk.domain.service import Cost, Hours, Phone, Place, Service
    from kiosk.viewmodels.session import Session

Part = dict[str, Any]


def sections(service: Service, session: Session, forms: Mapping[str, str]) -> list[Part]:
    """`{key, icon, title, kind, items}`; a part with nothing in it is left out. forms: by the id of a thing to bring."""
    tr = session.tr
    parts = (
        ("who", "users", tr("Who it is for"), "bullets", [prose(text) for text in service.requirements]),
        ("bring", "bag-shopping", tr("What to bring"), "checks", _evidence(service, session, forms)),
        ("steps", "list-ol", tr("What to do"), "steps", [prose(text) for text in service.steps]),
        ("cost", "coins", tr("What it costs"), "bullets", [_cost(cost, session) for cost in service.costs]),
        ("time", "hourglass-half", tr("How long it takes"), "bullets", _time(service, session)),
        ("notes", "circle-info", tr("Good to know"), "bullets", [prose(text) for text in service.notes]),
        ("contact", "phone", tr("Contact"), "contacts", contacts(service, session)),
        ("languages", "comments", tr("Languages spoken there"), "bullets", _languages(service, session)),
    )
    return [
        {"key": key, "icon": icon, "title": title, "kind": kind, "items": items}
        for key, icon, title, kind, items in parts
        if items
    ]


def _evidence(service: Service, session: Session, forms: Mapping[str, str]) -> list[Part]:
    return [
        prose(
            item.name,
            note=prose(item.note),
            key=item.id,
            ticked=item.id in session.checked,
            form=forms.get(item.id, ""),
        )
        for item in service.evidence
    ]


def _plain(text: str, session: Session) -> Part:
    return {"text": text, "rtl": session.mirrored, "lang": session.tag}


def _cost(cost: Cost, session: Session) -> Part:
    if cost.amount is None:
        return prose(cost.description)
    amount = session.tr("Free of charge") if cost.amount == 0 else session.formats.money(cost.amount, cost.currency)
    return {**_plain(amount, session), "note": prose(cost.description)}


def _time(service: Service, session: Session) -> list[Part]:
    return [_plain(session.formats.duration(service.processing_time), session)] if service.processing_time else []


def _languages(service: Service, session: Session) -> list[Part]:
    names = [session.formats.language_name(tag) for tag in service.spoken_languages]
    return [_plain(", ".join(names), session)] if names else []


def phone_item(phone: Phone, session: Session, said: str = "") -> Part:
    """A telephone number as a row of the contacts. said: what the page asks to confirm; it is not asked again."""
    confirm = stale(phone.hours, session)
    confirm = confirm or confirm_line(confirm=phone.confirm, when=phone.verified_on, session=session)
    return {
        "icon": "phone",
        "text": readable_number(phone.number),
        "rtl": False,
        "lang": "",
        "note": prose(phone.label),
        "week": week(phone.hours, session),
        "confirm": "" if confirm == said else confirm,
    }


def contacts(service: Service, session: Session) -> list[Part]:
    """Telephones, mail and web addresses; never mirrored."""
    mails = [
        {"icon": "envelope", "text": mail, "rtl": False, "lang": "", "note": prose(None)} for mail in service.emails
    ]
    links = [
        {"icon": "globe", "text": readable_url(link.url), "rtl": False, "lang": "", "note": prose(link.label)}
        for link in service.links
    ]
    said = confirm_line(confirm=service.confirm, when=service.verified_on, session=session)
    return [*(phone_item(phone, session, said) for phone in service.phones), *mails, *links]


def confirm_line(*, confirm: bool, when: PartialDate | None, session: Session) -> str:
    """Asks to confirm before one goes, with the date that is known."""
    if not confirm:
        return ""
    words = session.tr("Confirm before you go")
    if when is None:
        return words
    checked = session.tr("Checked on %1", session.formats.date(when))
    return f"{words}. {checked}"


def stale(hours: Hours | None, session: Session) -> str:
    """The warning that belongs under opening hours, or nothing."""
    return "" if hours is None else confirm_line(confirm=hours.confirm, when=hours.verified_on, session=session)


def place_card(place: Place, hours: Hours | None, session: Session, *, trusted_clock: bool) -> Part:
    """A place with its address, whether it is open now, and its week."""
    now = door(hours, session, trusted_clock=trusted_clock)
    return prose(
        place.name,
        id=place.id,
        address="" if place.address is None else isolate(place.address.line),
        state=now.state,
        line=now.line,
        week=week(hours, session),
        confirm=stale(hours, session),
    )
