"""Opening hours as rows of days and times, for the slip and for the offline card."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from kiosk.domain import opening_hours
from kiosk.handouts import labels
from kiosk.handouts.words import Words, tidy

if TYPE_CHECKING:
    from kiosk.domain.opening_hours import Day, Span
    from kiosk.domain.service import Hours
    from kiosk.handouts.voice import Voice, Voices
    from kiosk.handouts.words import Pair


@dataclass(frozen=True, slots=True)
class Row:
    """Some days of the week, and when it is open on them."""

    days: Pair
    times: Pair


def week(hours: Hours | None, voices: Voices) -> tuple[Row, ...]:
    """The week that the slip is made in, Monday first; nothing where the hours are not known as a rule."""
    if hours is None or not hours.rule:
        return ()
    return tuple(_row(day, voices) for day in opening_hours.week(hours, voices.on))


def _row(day: Day, voices: Voices) -> Row:
    return Row(voices.both(lambda voice: voice.own(days(day, voice))), voices.both(lambda voice: times(day, voice)))


def days(day: Day, voice: Voice) -> str:
    """`Monday – Thursday`, or `Friday`."""
    names = [voice.formats.weekday(day.first)]
    if day.last != day.first:
        names.append(voice.formats.weekday(day.last))
    return " – ".join(names)


def times(day: Day, voice: Voice) -> Words:
    """`08:00–12:00, 13:00–17:00`, which every reader reads alike; "closed" in the voice's language."""
    if not day.spans:
        return voice.say(labels.CLOSED)
    if not any(span.note for span in day.spans):
        return Words(", ".join(map(_span, day.spans)))
    return voice.own(", ".join(_with_note(span, voice) for span in day.spans))


def _span(span: Span) -> str:
    end = "24:00" if span.end.hour == span.end.minute == 0 else f"{span.end:%H:%M}"
    return f"{span.start:%H:%M}–{end}"


def _with_note(span: Span, voice: Voice) -> str:
    if not span.note:
        return _span(span)
    note = voice.say(labels.APPOINTMENT).value if span.note == labels.APPOINTMENT else tidy(span.note)
    return f"{_span(span)} ({note})"
