"""What is over, what nobody has verified, and hours that cannot be meant: true on one day and not on another."""

from __future__ import annotations

import re
from datetime import date, datetime, time
from itertools import chain
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import phonenumbers

from kiosk.domain import event, opening_hours
from kiosk.domain.provenance import PartialDate
from kiosk.domain.service import Hours
from kiosk.publishing import code_sizes
from kiosk.publishing.records import Event
from kiosk.publishing.source import Record

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kiosk.publishing.findings import Finding
    from kiosk.publishing.frontmatter import Document, Tree, Where
    from kiosk.publishing.source import Source

OLD = 2
"""Years after which facts need a word of caution."""

LONGEST_NIGHT = 14
"""Hours that a span over midnight may last before it is more likely a mistake (`17:00-09:00` for `09:00-17:00`)."""

_SPAN = re.compile(r"(?<!\d)(\d{1,2}):(\d{2})-(\d{1,2}):(\d{2})(?!\d)")
_ADDRESSES = frozenset({"website", "url", "sources", "links"})
_NUMBERS = frozenset({"number", "phones"})


def findings(source: Source, today: date) -> Iterator[Finding]:
    """What is doubtful in the records of `source` on a day; nothing here stops a build."""
    zone, as_of = source.pack.keys.zone, source.pack.keys.as_of
    for record in _records(source):
        yield from _over(record, today)
        if isinstance(record.keys, Event):
            yield from _taken_place(record, today, zone)
        yield from _verified(record, as_of)
        for where, value in _values(record.document.values, ()):
            key = next(step for step in reversed(where) if isinstance(step, str))
            if key in _ADDRESSES:
                text = code_sizes.address(value)
                if text:
                    yield record.document.finding(text, *where, code="KC206")
            elif key in _NUMBERS:
                yield from _phone(record.document, value, where)
            elif key == "hours" and value:
                yield from _hours(record.document, value, where, today, zone)


def _records(source: Source) -> Iterator[Record[Any]]:
    groups = (getattr(source, name, ()) for name in source.__dataclass_fields__)
    found = chain.from_iterable(group for group in groups if isinstance(group, tuple))
    return (record for record in found if isinstance(record, Record))  # forms keep their facts otherwise


def _over(record: Record[Any], today: date) -> Iterator[Finding]:
    expires = getattr(record.keys, "expires", "")
    if expires and expires < today.isoformat():
        text = f"this was over on {expires}; give it a later day or delete the file"
        yield record.document.finding(text, "expires", code="KC501")


def _taken_place(record: Record[Event], today: date, zone: str) -> Iterator[Finding]:
    """An event that nobody can attend any more, though it does not say that it is over."""
    keys = record.keys
    when = event.When(
        keys.starts,
        keys.ends,
        all_day=keys.all_day,
        zone=keys.zone or zone,
        rrule=keys.rrule,
        rdates=keys.rdates,
        exdates=keys.exdates,
    )
    try:
        if keys.rrule:
            event.check(keys.rrule)
        midnight = _midnight(today, when.zone)
        over = not keys.expires and midnight is not None and event.over(when, midnight)
    except ValueError:
        return  # an error already
    if over:
        text = "this took place for the last time before today; give it a later day or delete the file"
        yield record.document.finding(text, "starts", code="KC501")


def _verified(record: Record[Any], as_of: str) -> Iterator[Finding]:
    """Measured against the pack's own day, so that what is right today is not wrong tomorrow."""
    keys, document = record.keys, record.document
    if not hasattr(keys, "verified_on"):
        return
    if not keys.verified_on:
        text = "nobody has said when these facts were right; verify them and add 'verified_on'"
        yield document.finding(text, code="KC502")
    elif keys.confirm is None:
        try:
            days = (date.fromisoformat(as_of) - PartialDate.parse(keys.verified_on).first_day).days
        except ValueError:
            return  # an error already
        if days > OLD * 366:
            text = f"these facts are of {keys.verified_on}; verify them, or write 'confirm: true' to have visitors told"
            yield document.finding(text, "verified_on", code="KC503")


def _phone(document: Document, number: str, where: Where) -> Iterator[Finding]:
    try:
        good = not number.startswith("+") or phonenumbers.is_valid_number(phonenumbers.parse(number))
    except phonenumbers.NumberParseException:
        return  # an error already
    if not good:
        text = f"{number} is not a number that its country gives out; compare it with the source"
        yield document.finding(text, *where, code="KC202")


def _hours(document: Document, rule: str, where: Where, today: date, zone: str) -> Iterator[Finding]:
    for match in _SPAN.finditer(rule):
        first, second, third, fourth = map(int, match.groups())
        length = (third * 60 + fourth - first * 60 - second) % (24 * 60)
        if third * 60 + fourth < first * 60 + second and length > LONGEST_NIGHT * 60:
            text = f"{match[0]} would be open over midnight for {length // 60} hours; see whether the times are swapped"
            yield document.finding(text, *where, code="KC205")
    midnight = _midnight(today, zone)
    if midnight is None:
        return
    opening = opening_hours.state(Hours(rule, zone, ""), midnight)
    if opening.open is False and opening.until is None and rule.strip() not in {"off", "closed"}:
        text = f"{rule!r} never opens after {today}; correct it, or delete it if the door stays closed"
        yield document.finding(text, *where, code="KC205")


def _midnight(today: date, zone: str) -> datetime | None:
    """When a day begins; None in a zone that is none, which is an error already."""
    try:
        return datetime.combine(today, time(), ZoneInfo(zone))
    except (ValueError, OSError, ZoneInfoNotFoundError):
        return None


def _values(tree: Tree, where: Where) -> Iterator[tuple[Where, str]]:
    """Every text of a document's keys with the way to it."""
    if isinstance(tree, dict):
        for key, item in tree.items():
            yield from _values(item, (*where, key))
    elif isinstance(tree, list):
        for position, item in enumerate(tree):
            yield from _values(item, (*where, position))
    else:
        yield where, tree
