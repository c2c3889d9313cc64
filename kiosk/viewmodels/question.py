"""One question as the screen shows it: its words, what can be chosen, what has been answered, and what is wrong."""

from __future__ import annotations

import unicodedata
from datetime import time
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from kiosk.domain.provenance import PartialDate
from kiosk.forms.definition import Kind
from kiosk.forms.doubts import Doubt
from kiosk.forms.places import split
from kiosk.forms.problems import Problem
from kiosk.i18n import calendars
from kiosk.i18n.isolates import isolate
from kiosk.viewmodels import date_draft
from kiosk.viewmodels.filling import UNREADABLE
from kiosk.viewmodels.prose import prose, readable

if TYPE_CHECKING:
    from kiosk.domain.provenance import Text
    from kiosk.forms.answers import Value
    from kiosk.forms.definition import Field
    from kiosk.viewmodels.filling import Filling
    from kiosk.viewmodels.prose import Prose
    from kiosk.viewmodels.session import Session

MANY = 12
"""More choices than this are searched, not scrolled."""

STEPS = 11
"""A range of at most so many numbers is a row of buttons."""

CONTROLS = {
    Kind.TEXT: "text",
    Kind.INTEGER: "text",
    Kind.DECIMAL: "text",
    Kind.TIME: "text",
    Kind.DATE: "date",
    Kind.SELECT_ONE: "one",
    Kind.SELECT_MULTIPLE: "many",
    Kind.RANGE: "range",
    Kind.ACKNOWLEDGE: "agree",
    Kind.NOTE: "note",
    Kind.SIGNATURE: "signature",
}
"""What a question is answered with."""


def spoken(filling: Filling, text: Text | None, place: str) -> Prose:
    """A text of the form with the values of its rules, in its own direction."""
    if text is None:
        return prose(None)
    shown = readable(text)
    shown["text"] = filling.form.say(shown["text"], place, filling.loaded.texts)
    return shown


def describe(filling: Filling, place: str, session: Session) -> dict[str, Any]:
    """Everything that the screen shows of one question."""
    asked, texts = filling.field(place), filling.loaded.texts
    value = filling.form.value(place)
    control = "text" if filling.form.read_only(place) and asked.kind not in _SILENT else CONTROLS[asked.kind]
    if control == "text" and "multiline" in asked.appearance:
        control = "lines"
    shown: dict[str, Any] = {
        "place": place,
        "control": control,
        "label": spoken(filling, texts.label(asked.path), place),
        "hint": spoken(filling, texts.hint(asked.path), place),
        "guidance": spoken(filling, texts.guidance(asked.path), place),
        "purpose": spoken(filling, texts.purpose(asked.path), place),
        "optional": asked.asked and not filling.form.required(place) and not filling.form.read_only(place),
        "readOnly": filling.form.read_only(place),
        "text": filling.drafts.get(place, _written(value)),
        "pad": _pad(asked),
        "example": "14:30" if asked.kind is Kind.TIME else "",
        "advice": _advice(asked, session) if texts.hint(asked.path) is None else "",
        "suggestion": _suggestion(asked, value),
        "error": error(filling, place, session) if place in filling.looked else "",
        "doubt": doubted(filling, place, session),
        "choices": [],
        "searched": False,
        "date": {},
    }
    if control == "date":
        draft = filling.dates.get(place) or date_draft.Draft.of(value if isinstance(value, PartialDate) else None)
        shown["date"] = date_draft.describe(draft, asked, session, filling.form.now.date())
    elif control in {"one", "many"}:
        shown["searched"] = _searched(filling, place)
        shown["choices"] = _choices(filling, place, value)
    elif control == "range" and asked.range is not None:
        shown["choices"] = _numbers(asked, value)
    elif control == "agree":
        shown["choices"] = [{"name": "OK", "text": session.tr("I agree"), "rtl": session.mirrored, "on": value is True}]
    return shown


_SILENT = frozenset({Kind.NOTE, Kind.SIGNATURE})


def _written(value: Value | None) -> str:
    """A value as it stands in a field that is written into."""
    match value:
        case None | True:
            return ""
        case time():
            return value.isoformat("minutes")
        case PartialDate():
            return value.text
        case tuple():
            return ", ".join(value)
        case _:
            return str(value)


def _pad(asked: Field) -> str:
    """Which keys come first: digits, Latin, or those of the language."""
    kind = asked.type.partition(":")[0]
    if (
        asked.kind in {Kind.INTEGER, Kind.DECIMAL, Kind.TIME}
        or kind in {"phone", "national_id"}
        or "numbers" in asked.appearance
    ):
        return "digits"
    return "latin" if kind in {"latin_name", "iban"} else ""


def _advice(asked: Field, session: Session) -> str:
    """How a name is to be written, where the form itself says nothing."""
    return session.tr("In Latin letters, as in your passport.") if asked.type == "latin_name" else ""


def _suggestion(asked: Field, value: Value | None) -> str:
    """A name in Latin letters for one that was written in others; it is no more than a suggestion."""
    if asked.type != "latin_name" or not isinstance(value, str):
        return ""
    if all("LATIN" in unicodedata.name(c, "LATIN") for c in value if c.isalpha()):
        return ""
    from anyascii import anyascii

    plain = "".join(c for c in anyascii(value) if c.isalpha() or c in " -")  # passports leave the soft sign out
    return " ".join(word[:1].upper() + word[1:] for word in plain.split())


def _searched(filling: Filling, place: str) -> bool:
    asked = filling.field(place)
    return "autocomplete" in asked.appearance or len(filling.form.choices(place)) > MANY


def _choices(filling: Filling, place: str, value: Value | None) -> list[dict[str, Any]]:
    """`{name, text, rtl, on}`; of a long list what the visitor searches for, and what she has chosen."""
    asked = filling.field(place)
    picked = set(value) if isinstance(value, tuple) else {value}
    offered = [
        {
            **spoken(filling, filling.loaded.texts.choice(asked.choices, choice.name), place),
            "name": choice.name,
            "on": choice.name in picked,
        }
        for choice in filling.form.choices(place)
    ]
    if not _searched(filling, place):
        return offered
    wanted = _folded(filling.filters.get(place, ""))
    begins = [each for each in offered if _folded(each["text"]).startswith(wanted)]
    within = [each for each in offered if each not in begins and wanted in _folded(each["text"])]
    chosen = [each for each in offered if each["on"]]
    found = [*begins, *within] if wanted else offered
    return [*chosen, *(each for each in found if not each["on"])][:MANY]


def _folded(text: str) -> str:
    """Without case and accents, so that `riga` finds Rīga."""
    return "".join(c for c in unicodedata.normalize("NFKD", text.casefold()) if not unicodedata.combining(c)).strip()


def _numbers(asked: Field, value: Value | None) -> list[dict[str, Any]]:
    """The numbers of a short range as choices; none of a long one, which is written."""
    assert asked.range is not None  # noqa: S101 - who asks has looked
    start, end, step = (Decimal(part) for part in (asked.range.start, asked.range.end, asked.range.step))
    step = abs(step) if end >= start else -abs(step)
    count = int((end - start) / step) + 1 if step else 1
    if count > STEPS:
        return []
    numbers = [start + step * at for at in range(count)]
    return [{"name": str(number), "text": str(number), "rtl": False, "on": value == number} for number in numbers]


def error(filling: Filling, place: str, session: Session) -> str:
    """What must be mended, in the form's own words where it has some."""
    wrong, tr = filling.wrong(place), session.tr
    if wrong is None:
        return ""
    asked, texts = filling.field(place), filling.loaded.texts
    own = {Problem.REQUIRED: texts.required(asked.path), Problem.CONSTRAINT: texts.constraint(asked.path)}.get(wrong)  # type: ignore[call-overload]  # a draft has none
    if own is not None:
        return str(spoken(filling, own, place)["text"])
    if wrong == UNREADABLE:
        said: dict[Kind, str] = {
            Kind.INTEGER: tr("Write a whole number, such as 3."),
            Kind.DECIMAL: tr("Write a number, such as 250 or 250.50."),
            Kind.RANGE: tr("Write a number, such as 250 or 250.50."),
            Kind.TIME: tr("Write a time of day, such as 14:30."),
        }
        return said.get(asked.kind, tr("This answer is too long."))
    if wrong is Problem.RANGE and asked.range is not None:
        return session.tr("Choose a number from %1 to %2.", asked.range.start, asked.range.end)
    match wrong:
        case Problem.REQUIRED:
            return tr("Answer this question to go on.")
        case Problem.PARTIAL:
            return tr("The whole date is needed: day, month and year.")
        case _:
            return tr("This answer does not fit. Check it.")


def doubted(filling: Filling, place: str, session: Session) -> str:
    """What looks wrong and may be right, in words; '' when nothing does."""
    tr = session.tr
    what = filling.doubted(place)
    if what is None:
        return ""
    said = {
        Doubt.NATIONAL_ID: tr("This number does not look like a personal code."),
        Doubt.IBAN: tr("This does not look like an account number (IBAN)."),
        Doubt.PHONE: tr("This does not look like a telephone number."),
        Doubt.LATIN: tr("This is not written in Latin letters."),
        Doubt.BIRTH_DATE: tr("This does not look like a date of birth."),
    }[what]
    let_pass = tr("If it is right, go on.")
    return f"{said} {let_pass}"


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
