"""The events of calendar files (RFC 5545): each file by itself, and a broken one event by event.

An event is told by its file and the line in which it begins.
"""

from __future__ import annotations

import quopri
import re
import warnings
from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from icalendar import Calendar

from kiosk.errors import SourceError
from kiosk.publishing import progress
from kiosk.publishing.importers import fetching
from kiosk.publishing.importers.draft import short
from kiosk.publishing.texts import one_line

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

_EVENT = re.compile(
    r"^BEGIN:VEVENT[ \t]*\r?$(?:(?!^BEGIN:VEVENT).)*?^END:VEVENT[ \t]*\r?$", re.MULTILINE | re.DOTALL | re.IGNORECASE
)
_ZONE = re.compile(
    r"^BEGIN:VTIMEZONE[ \t]*\r?$(?:(?!^BEGIN:VTIMEZONE).)*?^END:VTIMEZONE[ \t]*\r?$",
    re.MULTILINE | re.DOTALL | re.IGNORECASE,
)
_BEGIN = re.compile(r"^BEGIN:VEVENT[ \t]*\r?$", re.MULTILINE | re.IGNORECASE)
_OTHERS = re.compile(r"^BEGIN:(VTODO|VJOURNAL|VFREEBUSY|VAVAILABILITY)[ \t]*\r?$", re.MULTILINE | re.IGNORECASE)

_QUOTED = re.compile(
    r"^([A-Z-]+)((?:;[^:\r\n]*)?);ENCODING=QUOTED-PRINTABLE([^:\r\n]*):((?:.*=\r\n)*.*?)(?=\r?$)",
    re.MULTILINE | re.IGNORECASE,
)
"""A text of vCalendar 1.0, which goes on in the next line after a = at the end of one."""

MOST = 20_000
"""Events of one import."""


@dataclass
class Found:
    """The parts of one event: how it is in general, and the times that differ. where: its file, line and title."""

    where: str
    master: Any = None
    others: list[Any] = field(default_factory=list)

    @property
    def usual(self) -> Any:  # noqa: ANN401 (icalendar's own)
        """How it is in general, as far as that is said."""
        return self.master if self.master is not None else self.others[0]


@dataclass
class Calendars:
    """All events by UID. head: what the calendars say of themselves. remarks: where, and what was left out."""

    events: dict[str, Found] = field(default_factory=dict)
    head: dict[str, str] = field(default_factory=dict)
    remarks: list[tuple[str, str]] = field(default_factory=list)


def read(source: Path) -> Calendars:
    """The events of a file or a folder; raises SourceError when there is none, or when there are too many."""
    calendars = Calendars()
    paths = fetching.files(source, ".ics", ".ical", ".ifb")
    for number, path in enumerate(paths, 1):
        progress.tell("reading", number, len(paths))
        try:
            for component, line in _components(path, calendars):
                _sort(component, calendars, f"{path}:{line}" if line else str(path))
        except SourceError as error:
            if path == source:
                raise
            calendars.remarks.append((str(path), str(error).removeprefix(f"{path} ").removeprefix(f"{path}:")))
        if len(calendars.events) > MOST:
            raise SourceError(f"{source} has more than {MOST:,} events; give the calendars in parts")
    if not calendars.events:
        first = "; ".join(f"{where}: {text}" for where, text in calendars.remarks[:1])
        why = first.removeprefix(f"{source}: ") or "no calendar"
        raise SourceError(f"{source} has no event that can be read ({why}); export the calendar again as .ics")
    return calendars


def _components(path: Path, calendars: Calendars) -> Iterator[tuple[Any, int]]:
    """The events of a file with their lines, 0 for unknown; when the whole cannot be read, those that can be one by one."""
    text = re.sub(r"\r\n?|\n", "\r\n", fetching.text(fetching.content(path), str(path)))
    text = _QUOTED.sub(_unquoted, text)
    for name in ("PRODID", "X-WR-CALNAME", "X-WR-TIMEZONE"):
        match = re.search(rf"^{name}[^:\r\n]*:(.+?)\r?$", text, re.MULTILINE)
        if match:
            calendars.head.setdefault(name, match[1].strip())
    lines = list(_lines(text, _BEGIN))
    if len(lines) > MOST:
        raise SourceError(f"{path} has more than {MOST:,} events; give the calendar in parts")
    others = Counter(match[1].upper() for match in _OTHERS.finditer(text))
    if others:
        said = ", ".join(f"{kind} {count}" for kind, count in sorted(others.items()))
        calendars.remarks.append((str(path), f"has things that are no events ({said}); they were left out"))
    if "BEGIN:VCALENDAR" not in text.upper():
        if not lines:
            raise SourceError(f"{path} is not a calendar; export it again as .ics")
        text = _wrapped([text.strip()])  # the events alone, as some programs save them
    elif not lines:
        calendars.remarks.append((str(path), "has no event"))
    try:
        whole = list(_events(_parsed(text)))
    except Exception as error:  # noqa: BLE001 (the library has errors of many kinds)
        calendars.remarks.append(
            (str(path), f"is not right as a whole ({brief(error)}); its events were read one by one")
        )
        yield from _one_by_one(text, path, calendars)
        return
    if len(whole) < len(lines):  # something in between is not closed, and took the events in
        calendars.remarks.append((str(path), "is not closed where it should be; its events were read one by one"))
        yield from _one_by_one(text, path, calendars)
        return
    yield from zip(whole, lines if len(whole) == len(lines) else [0] * len(whole), strict=True)


def _unquoted(match: re.Match[str]) -> str:
    """The same text as RFC 5545 writes it, over as many lines."""
    said = re.search(r"CHARSET=([\w-]+)", f"{match[2]}{match[3]}", re.IGNORECASE)
    data = quopri.decodestring(match[4].replace("=\r\n", "").encode())
    try:
        words = data.decode(said[1] if said else "utf-8")
    except (LookupError, UnicodeDecodeError):
        words = data.decode("utf-8", "replace")
    escaped = re.sub(r"([\\;,])", r"\\\1", re.sub(r"\r\n?", "\n", words)).replace("\n", "\\n")
    return f"{match[1]}:{escaped}" + "\r\n " * match[4].count("=\r\n")


def _lines(text: str, what: re.Pattern[str]) -> Iterator[int]:
    """The lines in which something begins."""
    line, before = 1, 0
    for match in what.finditer(text):
        line += text.count("\n", before, match.start())
        before = match.start()
        yield line


def _one_by_one(text: str, path: Path, calendars: Calendars) -> Iterator[tuple[Any, int]]:
    zones = [match[0] for match in _ZONE.finditer(text)]
    events = list(_EVENT.finditer(text))
    whole = len(_BEGIN.findall(text))
    if len(events) < whole:
        calendars.remarks.append((str(path), f"has {whole} events, of which {len(events)} have an end"))
    lines = _lines(text, _EVENT)
    for match, line in zip(events, lines, strict=True):
        try:
            for component in _alone(zones, match[0]):
                yield component, line
        except Exception as error:  # noqa: BLE001 (as above)
            calendars.remarks.append(
                (f"{path}:{line}", f"is an event that cannot be read ({brief(error)}); it was left out")
            )


def _alone(zones: list[str], block: str) -> list[Any]:
    try:
        return list(_events(_parsed(_wrapped([*zones, block]))))
    except Exception:  # noqa: BLE001 (a zone may be what is broken)
        return list(_events(_parsed(_wrapped([block]))))


def _wrapped(blocks: list[str]) -> str:
    return "\r\n".join(["BEGIN:VCALENDAR", "VERSION:2.0", *blocks, "END:VCALENDAR", ""])


def _parsed(text: str) -> list[Any]:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        return list(Calendar.from_ical(text, multiple=True))


def _events(calendars: list[Any]) -> Iterator[Any]:
    for calendar in calendars:
        for component in calendar.walk("VEVENT"):
            start = component.get("DTSTART")
            if start is not None and not isinstance(start, list):
                _ = start.dt
            yield component


def _sort(component: Any, calendars: Calendars, where: str) -> None:  # noqa: ANN401 (icalendar's own)
    name = one_line(str(component.get("SUMMARY") or "")) or "an event without a title"
    where = f"{where}, {name}"
    if str(component.get("CLASS") or "").upper() in {"PRIVATE", "CONFIDENTIAL"}:
        calendars.remarks.append((where, "is private; it was left out"))
        return
    uid = str(component.get("UID") or "") or short(component.to_ical().decode("utf-8", "replace"))
    event = calendars.events.setdefault(uid, Found(where))
    if component.get("RECURRENCE-ID") is not None:
        event.others.append(component)
    elif event.master is None:
        event.master = component
    else:
        calendars.remarks.append((where, f"is said at {event.where} too; the one with the higher SEQUENCE was taken"))
        if sequence(component) > sequence(event.master):
            event.master = component


def sequence(component: Any) -> int:  # noqa: ANN401 (icalendar's own)
    """How often an event has been changed; 0 when it does not say."""
    try:
        return int(component.get("SEQUENCE") or 0)
    except (TypeError, ValueError):
        return 0


def brief(error: Exception) -> str:
    """What the library says, on one short line."""
    said = re.sub(r"^Cannot access .* on broken property '[\w-]+' \(expected '\w+'\): ", "", fetching.reason(error))
    return said[:120]
