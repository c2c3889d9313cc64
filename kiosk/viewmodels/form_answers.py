"""Answers in words: on the cards of a repeat, for "check your answers", and over the parts of a form. No Qt."""

from __future__ import annotations

from datetime import time
from typing import TYPE_CHECKING, Any

from kiosk.domain.provenance import PartialDate
from kiosk.forms.definition import Kind
from kiosk.forms.places import split
from kiosk.i18n import calendars
from kiosk.i18n.isolates import isolate
from kiosk.viewmodels.prose import prose
from kiosk.viewmodels.question import error, spoken

if TYPE_CHECKING:
    from kiosk.forms.definition import Field
    from kiosk.viewmodels.filling import Filling
    from kiosk.viewmodels.prose import Prose
    from kiosk.viewmodels.session import Session


def answered(filling: Filling, place: str, session: Session) -> str:
    """An answer in words, for cards and for "check your answers"; '' where there is none."""
    asked, value = filling.field(place), filling.form.value(place)
    match value:
        case None:
            return ""
        case True:
            return session.tr("I agree")
        case PartialDate():
            tag = session.tag
            other = [calendars.beside(value, each, tag) for each in calendars.of(tag, asked.appearance)]
            return " \u00b7 ".join(text for text in (session.formats.date(value), *other) if text)
        case time():
            return session.formats.time(value)
        case tuple():
            return session.formats.joined([isolate(_label(filling, place, asked, name)) for name in value])
        case str() if asked.kind is Kind.SELECT_ONE:
            return _label(filling, place, asked, value)
        case _:
            return isolate(str(value))


def _label(filling: Filling, place: str, asked: Field, name: str) -> str:
    return str(spoken(filling, filling.loaded.texts.choice(asked.choices, name), place)["text"])


def cards(filling: Filling, repeat: str, session: Session) -> list[dict[str, Any]]:
    """`{number, title, lines, first}` for each repetition: what its first answers are."""
    texts, form = filling.loaded.texts, filling.form
    found = []
    for number in range(1, form.repetitions(repeat) + 1):
        one = f"{repeat}[{number}]"
        places = [
            place for place, node in form.places() if place.startswith(f"{one}/") and getattr(node, "asked", False)
        ]
        said = [text for place in places if (text := answered(filling, place, session))]
        wrong = any(filling.wrong(place) is not None for place in places)
        label = texts.label(repeat)
        name = spoken(filling, label, one)["text"] if label else ""
        found.append(
            {
                "number": number,
                "title": said[0] if said else f"{name} {number}".strip(),
                "lines": said[1:3],
                "wrong": session.tr("Something is still missing here.") if wrong else "",
                "first": filling.first(one, repeat),
            }
        )
    return found


def rows(filling: Filling, session: Session) -> list[dict[str, Any]]:
    """All answers for "check your answers": `{part, headed, label, text, wrong, where}` in the order of the form.

    part: the heading of its part. headed: whether the part begins here.
    """
    texts, found, before, title = filling.loaded.texts, [], "", prose(None)
    for page in filling.pages():
        heading = page.repetition or page.section
        begins = heading != before
        if begins:
            before, title = heading, headed(filling, heading)
        if page.repeat:
            count = filling.form.repetitions(page.repeat)
            text = session.formats.number(count)
            found.append(
                {
                    "part": title,
                    "headed": begins,
                    "label": spoken(filling, texts.label(page.repeat), page.repeat),
                    "text": text,
                    "wrong": "",
                    "where": f"repeat:{page.repeat}",
                }
            )
            continue
        for place in page.places:
            asked = filling.field(place)
            if not asked.asked:
                continue
            found.append(
                {
                    "part": title,
                    "headed": begins,
                    "label": spoken(filling, texts.label(asked.path), place),
                    "text": answered(filling, place, session) or filling.drafts.get(place, ""),
                    "wrong": error(filling, place, session),
                    "where": page.places[0],
                }
            )
            begins = False
    return found


def headed(filling: Filling, place: str) -> Prose:
    """The label of a section, with its number where it is a repetition."""
    path, number = split(place)
    shown = spoken(filling, filling.loaded.texts.label(path), place)
    if number and shown["text"]:
        shown["text"] = f"{shown['text']} {number}"
    return shown
