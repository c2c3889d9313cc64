"""The offline card: what a visitor most needs of a service, as plain text that a phone keeps without a network."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kiosk.domain import opening_hours
from kiosk.handouts.contact import numbers, readable_number
from kiosk.handouts.labels import CONFIRM
from kiosk.handouts.week import days, times
from kiosk.handouts.words import tidy

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from datetime import date

    from kiosk.domain.service import Hours, Service
    from kiosk.handouts.voice import Voice

MOST = 412
"""Bytes of UTF-8 that fit a QR code of version 15 at level M (ISO/IEC 18004, table 7)."""

ELLIPSIS = "…"


def card(service: Service, voice: Voice, on: date) -> str:
    """Name, provider, address, phone, hours (of the week around `on`) and what to bring, a line each, cut to `MOST` bytes.

    Empty where not even the name fits.
    """
    return cut(_lines(service, voice, on), MOST)


def cut(lines: Iterable[str], most: int) -> str:
    """The lines that fit into `most` bytes of UTF-8, never a part of one; `…` stands for those that do not."""
    whole = [line for line in lines if line]
    if len("\n".join(whole).encode()) <= most:
        return "\n".join(whole)
    while whole:
        whole.pop()
        shortened = "\n".join((*whole, ELLIPSIS))
        if whole and len(shortened.encode()) <= most:
            return shortened
    return ""


def _lines(service: Service, voice: Voice, on: date) -> Iterator[str]:
    yield tidy(service.name.value)
    yield tidy(service.organization.name.value)
    places = [each.place for each in service.places]
    yield from dict.fromkeys(tidy(place.address.line) if place.address else tidy(place.name.value) for place in places)
    # an ordinary space: in UTF-8 it takes one byte, the one that keeps a line together takes two
    yield from (readable_number(number).replace("\u00a0", " ") for number in numbers(service))
    for each in service.places:
        hours = each.hours or each.place.hours
        if hours is not None:
            if len(places) > 1:
                yield f"{tidy(each.place.name.value)}:"
            yield from _hours(hours, voice, on)
    yield from (f"- {tidy(item.name.value)}" for item in service.evidence)


def _hours(hours: Hours, voice: Voice, on: date) -> Iterator[str]:
    if hours.rule:
        for day in opening_hours.week(hours, on):
            if day.spans:
                yield f"{days(day, voice)} {times(day, voice).value}"
    elif hours.original is not None:
        yield tidy(hours.original.value)
    if hours.confirm:
        yield voice.say(CONFIRM).value
