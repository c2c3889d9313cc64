"""Events as one calendar (RFC 5545), in the official language; texts in others stand in `X-ALT-…;LANGUAGE=`."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

from icalendar import Calendar, Event, vRecur, vText

from kiosk.publishing import leftover
from kiosk.publishing.exporters import writing
from kiosk.publishing.importers.ics import PRODUCT

if TYPE_CHECKING:
    from pathlib import Path

    from kiosk.publishing.exporters.content import Content, Row

SCHEME = "ics"


def write(content: Content, out: Path) -> dict[str, int]:
    """Writes the file `out`; gives how many events are in it."""
    calendar = Calendar()
    calendar.add("prodid", PRODUCT.format(pack=content.id))
    calendar.add("version", "2.0")
    calendar.add("x-wr-calname", content.title.get(content.official, content.id))
    calendar.add("x-wr-timezone", content.zone)
    rows = sorted(content.rows["event"], key=lambda row: str(row["slug"]))
    for row in rows:
        calendar.add_component(_event(content, row))
    calendar.add_missing_timezones()
    writing.file(out, calendar.to_ical())
    return {"event": len(rows)}


def _event(content: Content, row: Row) -> Any:  # noqa: ANN401 (icalendar has no types)
    event, own, all_day = Event(), row["id"], bool(row["all_day"])
    zone = ZoneInfo(row["zone"])
    known = content.xrefs.get((own, SCHEME))
    event.add("uid", known or f"{own}@{content.id}")
    lines: list[str] = leftover.said(SCHEME, "lines", content.residue.get((own, SCHEME), {}))
    if not any(line.startswith("DTSTAMP:") for line in lines):
        event.add("dtstamp", datetime.combine(date.fromisoformat(content.as_of), time(), UTC))
    event.add("dtstart", _moment(row["starts"], zone))
    if row["ends"]:
        end = _moment(row["ends"], zone)
        event.add("dtend", end + timedelta(days=1) if all_day else end)
    if row["rrule"]:
        event.add("rrule", _rule(row["rrule"], zone, all_day=all_day))
    for name in ("rdates", "exdates"):
        if row[name]:
            event.add(name.removesuffix("s"), [_moment(text, zone) for text in row[name].split()])
    _words(content, event, "summary", own, "name")
    _words(content, event, "description", own, "description")
    place = row["place_id"]
    _words(content, event, "location", place or own, "name" if place else "location")
    words = content.many(own, "keyword")
    if words:
        event.add("categories", words)
    links = content.of("channel", own)
    if links:
        event.add("url", links[0]["address"])
    for line in lines:
        name, _, value = line.partition(":")
        if name not in event:
            event.add(name, _Raw(value), encode=False)
    return event


def _rule(text: str, zone: ZoneInfo, *, all_day: bool) -> Any:  # noqa: ANN401 (icalendar has no types)
    """A rule whose end is of the kind of the beginning: a day, or a moment in UTC (RFC 5545, 3.3.10)."""
    rule = vRecur.from_ical(text)
    for until in rule.get("UNTIL", [])[:1]:
        moment = until if isinstance(until, datetime) else datetime.combine(until, time(23, 59, 59))
        moment = moment if moment.tzinfo else moment.replace(tzinfo=zone)
        rule["UNTIL"] = [moment.astimezone(zone).date() if all_day else moment.astimezone(UTC)]
    return rule


class _Raw(vText):
    """A value as it stood in the file that it came from."""

    def to_ical(self) -> bytes:
        return str(self).encode()


def _words(content: Content, event: Any, name: str, identity: str, field: str) -> None:  # noqa: ANN401 (icalendar has no types)
    for lang, value in sorted(
        content.by_language(identity, field).items(), key=lambda pair: pair[0] != content.official
    ):
        event.add(name if lang == content.official else f"x-alt-{name}", vText(value), parameters={"LANGUAGE": lang})


def _moment(text: str, zone: ZoneInfo) -> date:
    return datetime.fromisoformat(text).replace(tzinfo=zone) if "T" in text else date.fromisoformat(text)
