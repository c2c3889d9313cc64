"""How to reach a service: a telephone number as people read it, and a contact that a phone can save (vCard, `tel:`)."""

from __future__ import annotations

from typing import TYPE_CHECKING

import phonenumbers

from kiosk.handouts.words import tidy

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kiosk.domain.service import Service

NO_BREAK_SPACE = "\u00a0"


def readable_number(number: str) -> str:
    """`+371 67 209 400` of `+37167209400` (ITU-T E.123), kept on one line; short numbers as they are."""
    try:
        parsed = phonenumbers.parse(number)
    except phonenumbers.NumberParseException:
        return number
    written = phonenumbers.format_number(parsed, phonenumbers.PhoneNumberFormat.INTERNATIONAL)
    return written.replace(" ", NO_BREAK_SPACE)


def readable_url(url: str) -> str:
    """A web address without its scheme and a closing slash."""
    return url.split("://", 1)[-1].rstrip("/")


def numbers(service: Service) -> tuple[str, ...]:
    """The telephone numbers of the service, then those of its places, each once."""
    at_places = (phone.number for place in service.places for phone in place.place.phones)
    return tuple(dict.fromkeys((*(phone.number for phone in service.phones), *at_places)))


def contact(service: Service, most: int) -> str:
    """What a phone's camera turns into a call or a saved contact; empty without a number or an e-mail address.

    A lone number is a `tel:` address (RFC 3966); anything more is a vCard 3.0 (RFC 2426, which every phone reads) of
    `most` bytes at most: where it does not fit, what it has least need of is left out.
    """
    telephones = numbers(service)
    if not telephones and not service.emails:
        return ""
    if len(telephones) == 1 and not service.emails:
        return f"tel:{telephones[0]}"
    lines = list(_lines(service, telephones))
    while len(lines) > 1 and len(_vcard(lines).encode()) > most:
        lines.pop()
    return _vcard(lines)


def _vcard(lines: list[str]) -> str:
    return "\r\n".join(("BEGIN:VCARD", "VERSION:3.0", *lines, "END:VCARD", ""))


def _lines(service: Service, telephones: tuple[str, ...]) -> Iterator[str]:
    """The lines of the card, the most needed first."""
    provider = _escaped(service.organization.name.value)
    yield f"N:{provider};;;;\r\nFN:{provider}"
    for number in telephones:
        yield f"TEL;TYPE=WORK,VOICE:{number}"
    for mail in service.emails:
        yield f"EMAIL:{_escaped(mail)}"
    for each in service.places[:1]:
        address = each.place.address
        if address is not None:
            parts = map(_escaped, (address.street, address.city, "", address.postal_code, address.country))
            yield f"ADR;TYPE=WORK:;;{';'.join(parts)}"
    if service.organization.website:
        yield f"URL:{_escaped(service.organization.website)}"


def _escaped(text: str) -> str:
    """A value in which no character ends the line or the field (RFC 2426, section 4)."""
    return tidy(text).replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,")
