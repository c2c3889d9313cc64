"""When a channel or a contact point is open: the rule, as far as words or times say one, and the words by language."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from rdflib import Literal

from kiosk.publishing.cpsv.graphs import local
from kiosk.publishing.importers import values
from kiosk.publishing.texts import one_line
from kiosk.publishing.writing import clean

if TYPE_CHECKING:
    from rdflib.term import Node

    from kiosk.publishing.cpsv.graphs import Things
    from kiosk.publishing.cpsv.wording import Wording

_WEEK = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")


@dataclass
class Opening:
    """rule: of opening_hours, '' where nobody says one. words: by language; by '' those that stand for all."""

    rule: str = ""
    words: dict[str, str] = field(default_factory=dict)

    def text(self, official: str) -> str:
        """The words in the language of record, else in any; '' when they are the rule itself."""
        said = self.words.get(official) or next(iter(self.words.values()), "")
        return "" if said == self.rule else said


def opening(thing: Node, things: Things, wording: Wording, official: str) -> Opening:
    """The usual hours of a thing, and what is said of unusual ones."""
    parts: dict[str, list[str]] = {}
    times: list[str] = []
    usual = things.all(thing, "openingHours")
    for said in (*usual, *things.all(thing, "specialOpeningHoursSpecification")):
        literal = {official: str(said)} if isinstance(said, Literal) else {}
        for tag, text in (literal or wording.by_tag(said, "description")).items():
            parts.setdefault(tag, []).append(one_line(clean(text)))
        if said in usual:
            times.append(_times(said, things))
    words = {tag: "; ".join(dict.fromkeys(listed)) for tag, listed in parts.items()}
    made = Opening(words=words)
    rules = [values.hours(text) for text in (words.get(official, ""), next(iter(words.values()), ""))]
    rules.append("; ".join(times) if times and all(times) else "")
    made.rule = next(filter(None, rules), "")
    return made


def _times(thing: Node, things: Things) -> str:
    """The rule of a `time:TemporalEntity` that recurs by the day or by the week; '' for any other."""
    often = {local(said) for said in things.all(thing, "frequency")}
    (begins, first), (ends, last) = (_moment(thing, things, name) for name in ("hasBeginning", "hasEnd"))
    if not begins or not ends or begins == ends or not often & {"DAILY", "WEEKLY"}:
        return ""
    if "DAILY" in often:
        first, last = 0, 6
    if first is None:
        return ""
    last = first if last is None else last
    days = [day % 7 for day in range(first, last + (1 if last >= first else 8))]
    return values.hours(values.weekly({day: [(begins, ends)] for day in days}))


def _moment(thing: Node, things: Things, name: str) -> tuple[str, int | None]:
    """The time of the clock and the weekday (0 is Monday) of a beginning or an end."""
    for instant in things.all(thing, name):
        for said in (instant, *things.all(instant, "inDateTime")):
            hour, minute = things.text(said, "hour"), things.text(said, "minute") or "0"
            days = [local(day) for day in things.all(said, "dayOfWeek")]
            day = _WEEK.index(days[0]) if days and days[0] in _WEEK else None
            clock = f"{int(hour):02}:{int(minute):02}" if hour.isdecimal() and minute.isdecimal() else ""
            if clock or day is not None:
                return clock, day
    return "", None
