"""Locations and events of an Integreat CMS as places and events of ours."""

from __future__ import annotations

import re
from collections import defaultdict
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any, TypeAlias
from zoneinfo import ZoneInfo

from kiosk.publishing import records, rules
from kiosk.publishing.importers import values
from kiosk.publishing.importers.html_words import plain

if TYPE_CHECKING:
    from kiosk.publishing.importers.draft import Draft

Row: TypeAlias = dict[str, Any]


def place(row: Row, path: str, shared: dict[str, Any], draft: Draft, country: str) -> records.Place:
    """A location: its address, its hours, and whom to ask."""
    at = _group(row, "location")
    code = values.country(_text(at, "country")) or country
    latitude, longitude = _number(at.get("latitude")), _number(at.get("longitude"))
    if latitude is None or longitude is None or not (-90 <= latitude <= 90 and -180 <= longitude <= 180):  # noqa: PLR2004 (degrees)
        latitude = longitude = None
    hours = _hours(row.get("opening_hours"), path, draft)
    if row.get("temporarily_closed"):
        hours = "off"
        draft.remark(path, "is closed for now; its hours say so until the next import")
    website = values.address_of_web(_text(row, "website"))
    appointments = values.address_of_web(_text(row, "appointment_url"))
    links = tuple(records.Link(url=url) for url in dict.fromkeys((website, appointments)) if url)
    email = values.email(_text(row, "email"))
    return records.Place(
        **shared,
        street=_text(at, "address"),
        city=_text(at, "town"),
        postal_code=_text(at, "postcode"),
        country=code,
        latitude=latitude,
        longitude=longitude,
        hours=hours,
        phones=_phones(row, path, draft, code),
        emails=(email,) if email else (),
        links=links,
        contacts=_contacts(row, path, draft, code),
    )


def _text(row: Row, key: str) -> str:
    return plain(str(row.get(key) or ""))


def _group(row: Row, key: str) -> Row:
    group = row.get(key)
    return group if isinstance(group, dict) else {}


def _number(value: object) -> float | None:
    try:
        return float(str(value))
    except ValueError:
        return None


def _phones(row: Row, path: str, draft: Draft, country: str) -> tuple[records.Phone, ...]:
    found = []
    for key in ("phone_number", "phone", "mobile_number"):
        said = _text(row, key)
        if not said:
            continue
        number = values.phone(said, country)
        if number:
            found.append(number)
        else:
            draft.remark(path, f"has the phone number {said!r}, which cannot be read; it is kept in 'residue' alone")
    return tuple(records.Phone(number=number) for number in dict.fromkeys(found))


def _contacts(row: Row, path: str, draft: Draft, country: str) -> tuple[records.Contact, ...]:
    found = []
    for said in row.get("contacts") or ():
        if not isinstance(said, dict):
            continue
        email = values.email(_text(said, "email"))
        contact = records.Contact(
            name=_text(said, "name"),
            role=_text(said, "area_of_responsibility"),
            email=email,
            phones=_phones(said, path, draft, country),
        )
        if contact != records.Contact():
            found.append(contact)
    return tuple(found)


def _hours(week: object, path: str, draft: Draft) -> str:
    """Seven days, Monday first. A day by appointment only is neither open nor closed."""
    if not isinstance(week, list) or len(week) != 7:  # noqa: PLR2004 (days of a week)
        return ""
    spans: dict[int, list[tuple[str, str]]] = defaultdict(list)
    appointments = []
    for day, said in enumerate(week):
        if not isinstance(said, dict) or said.get("closed"):
            continue
        if said.get("appointmentOnly"):
            appointments.append(day)
        elif said.get("allDay"):
            spans[day].append(("00:00", "24:00"))
        for slot in said.get("timeSlots") or ():
            start, end = str(slot.get("start") or "")[:5], str(slot.get("end") or "")[:5]
            if (
                re.fullmatch(r"\d\d:\d\d", start)
                and re.fullmatch(r"\d\d:\d\d", end)
                and not said.get("appointmentOnly")
            ):
                spans[day].append((start, end))
            elif not said.get("appointmentOnly"):
                draft.remark(path, f"is open from {start!r} to {end!r} on day {day + 1}, which are no times; left out")
    rules_ = [values.weekly(spans)] if any(spans.values()) else []
    if appointments:
        rules_.append(values.weekly({day: [("00:00", "24:00")] for day in appointments}) + ' "by appointment"')
    return "; ".join(rules_)


def event(
    rows: list[Row], path: str, shared: dict[str, Any], draft: Draft, zone: str, place_slug: str
) -> records.Event | None:
    """An event; None, and a remark, when nobody can say when it takes place."""
    moments = sorted(filter(None, (_moments(row, zone) for row in rows)), key=lambda moment: moment[0])
    if not moments:
        draft.remark(path, "has no time at which it takes place; it was left out")
        return None
    starts, ends, all_day, own_zone = moments[0]
    rrule = _rule(rows[0].get("recurrence_rule"), path, draft)
    at = _group(rows[0], "location")
    words = ", ".join(filter(None, (_text(at, "name"), _text(at, "address"), _text(at, "town"))))
    later = tuple(dict.fromkeys(moment[0] for moment in moments[1:] if moment[0] != starts and moment[2] == all_day))
    return records.Event(
        **shared,
        starts=starts,
        ends="" if ends == starts else ends,
        all_day=all_day,
        zone="" if own_zone == zone else own_zone,
        rrule=rrule,
        rdates=() if rrule else later,
        place=place_slug,
        location="" if place_slug else words,
    )


def _moments(row: Row, zone: str) -> tuple[str, str, bool, str] | None:
    said = _group(row, "event")
    own = str(said.get("timezone") or "")
    own = own if own in rules.zones() else zone
    all_day = bool(said.get("all_day") or said.get("allDay"))
    try:
        start = _moment(said.get("start") or said.get("start_date"), own)
        end = _moment(said.get("end") or said.get("end_date") or said.get("start") or said.get("start_date"), own)
    except ValueError:
        return None
    end = max(end, start)
    if all_day:
        last = (
            end.date() - timedelta(days=1)
            if end.time() == datetime.min.time() and end.date() > start.date()
            else end.date()
        )
        return start.date().isoformat(), last.isoformat(), True, own
    form = "%Y-%m-%dT%H:%M"
    return start.strftime(form), end.strftime(form), False, own


def _moment(value: object, zone: str) -> datetime:
    moment = datetime.fromisoformat(str(value or ""))
    return moment.astimezone(ZoneInfo(zone)).replace(tzinfo=None) if moment.tzinfo else moment


def _rule(value: object, path: str, draft: Draft) -> str:
    """The RRULE of a text that may have other lines; its DTSTART is in UTC and says no more than `event.start`."""
    for line in str(value or "").replace("\\n", "\n").splitlines():
        rule = line.strip().removeprefix("RRULE:")
        if rule.startswith("FREQ="):
            try:
                rules.recurrence(rule)
            except ValueError as error:
                draft.remark(path, f"{error}; only its first time was taken")
                return ""
            return rule
    return ""
