"""A form that somebody fills in: answers, what is relevant, what is wrong, and the pages in order. No Qt, no clock.

Places are paths with repetitions (`kiosk.forms.places`). An answer that becomes irrelevant is kept, so that it is there
again when the visitor changes her mind, but it is nowhere else: not in rules, not in `answers()`. The same holds for a
choice that its list no longer offers.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from kiosk.domain.provenance import Text
    from kiosk.forms.answers import Answers, Value
    from kiosk.forms.definition import Choice, Field, Form, Repeat


class Problem(StrEnum):
    """Why a form cannot be handed in yet."""

    REQUIRED = "required"
    CONSTRAINT = "constraint"
    RANGE = "range"
    PARTIAL = "partial"
    CHOICE = "choice"
    TOO_FEW = "too_few"


class Doubt(StrEnum):
    """What looks wrong and may be right all the same: a warning, never a wall."""

    NATIONAL_ID = "national_id"
    IBAN = "iban"
    PHONE = "phone"
    LATIN = "latin"
    COUNTRY = "country"
    FUTURE = "future"
    TOO_LONG_AGO = "too_long_ago"


@dataclass(frozen=True, slots=True)
class Page:
    """One screen of the form.

    places: of the fields that stand on it, in order; several only in a field-list. repeat: the place of the repeat when
    this page shows its repetitions as cards (`/children`), else ''. section: the path of the outermost group with a
    label that it belongs to, or ''. repetition: the place of the repetition that the page belongs to
    (`/children[2]`), or ''.
    """

    places: tuple[str, ...]
    section: str = ""
    repeat: str = ""
    repetition: str = ""


class RunningForm:
    """One visitor's form. `now` (aware, in the city's zone) is what `today()` and `now()` mean until `close()`."""

    def __init__(self, definition: Form, now: datetime) -> None:
        self.definition = definition
        self.now = now

    def answer(self, place: str, value: Value | None) -> None:
        """Sets or (None) removes an answer; raises FormError when the place does not exist or asks for another kind."""
        raise NotImplementedError

    def given(self, place: str) -> Value | None:
        """What the visitor answered there, relevant or not."""
        raise NotImplementedError

    def value(self, place: str) -> Value | None:
        """The answer or the calculated value that counts: None when it is not relevant."""
        raise NotImplementedError

    def relevant(self, place: str) -> bool:
        """Whether a field, group, repeat or repetition applies, with all that it lies in."""
        raise NotImplementedError

    def required(self, place: str) -> bool:
        """Whether an answer must be given."""
        raise NotImplementedError

    def read_only(self, place: str) -> bool:
        """Whether the visitor may not change it."""
        raise NotImplementedError

    def problem(self, place: str) -> Problem | None:
        """What must be mended there before the form can be handed in; None where it is not relevant."""
        raise NotImplementedError

    def problems(self) -> Mapping[str, Problem]:
        """All places with a problem, in the order of the form."""
        raise NotImplementedError

    def doubt(self, place: str) -> Doubt | None:
        """What looks wrong there; the visitor may say that it is right."""
        raise NotImplementedError

    def choices(self, place: str) -> tuple[Choice, ...]:
        """What a select offers now."""
        raise NotImplementedError

    def repetitions(self, repeat: str) -> int:
        """How many there are."""
        raise NotImplementedError

    def may_add(self, repeat: str) -> bool:
        """Whether the visitor may add one: the form does not count them, and there is room."""
        raise NotImplementedError

    def add(self, repeat: str) -> str:
        """Adds a repetition at the end and returns its place."""
        raise NotImplementedError

    def remove(self, repeat: str, number: int) -> None:
        """Removes one, counted from 1, with its answers."""
        raise NotImplementedError

    def pages(self) -> tuple[Page, ...]:
        """The screens of the form as it stands, in order; pages without a relevant field are left out."""
        raise NotImplementedError

    def places(self) -> tuple[tuple[str, Field | Repeat], ...]:
        """All relevant shown fields and repeats, in the order of the form: for "check your answers" and for paper."""
        raise NotImplementedError

    def say(self, text: Text, place: str) -> str:
        """A text of the form with the values of its rules, as seen from a place."""
        raise NotImplementedError

    def answers(self) -> Answers:
        """What leaves the form: answers and calculations that are relevant, nothing else."""
        raise NotImplementedError

    def close(self) -> None:
        """Forgets everything."""
        raise NotImplementedError
