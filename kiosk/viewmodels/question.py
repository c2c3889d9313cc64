"""One question as the screen shows it: its words, what can be chosen, and what is wrong with the answer."""

from __future__ import annotations

import unicodedata
from datetime import time
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from kiosk.domain.provenance import PartialDate
from kiosk.forms.definition import Kind
from kiosk.forms.doubts import Doubt
from kiosk.forms.problems import Problem
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
