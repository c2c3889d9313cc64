"""What a touch on a question of a form does to its answer. No Qt."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from kiosk.domain.provenance import PartialDate
from kiosk.forms.definition import Kind
from kiosk.viewmodels.date_draft import Draft

if TYPE_CHECKING:
    from kiosk.i18n.calendars import Calendar
    from kiosk.viewmodels.filling import Filling


def pick(filling: Filling, place: str, name: str) -> None:
    """A touch on a choice: one of one, one more or less of many, agreed or not; a second one takes it back."""
    kind, value = filling.field(place).kind, filling.form.given(place)
    if kind is Kind.SELECT_MULTIPLE:
        picked = list(value) if isinstance(value, tuple) else []
        filling.write(place, [each for each in picked if each != name] if name in picked else [*picked, name])
    elif kind is Kind.ACKNOWLEDGE:
        filling.write(place, None if value is True else True)
    else:
        filling.write(place, None if value == name else name)
        filling.drafts.pop(place, None)


def open_part(filling: Filling, place: str, part: str) -> None:
    """Shows the days, the months or the years to choose from."""
    _take(filling, place, _draft(filling, place).open(part))


def pick_part(filling: Filling, place: str, value: int) -> None:
    """Takes what was touched for the part that is open."""
    draft = _draft(filling, place)
    _take(filling, place, draft.choose(draft.opened, value))


def open_decade(filling: Filling, place: str, decade: int) -> None:
    """Shows the years of a decade; nothing is answered by that."""
    filling.dates[place] = replace(_draft(filling, place), decade=decade)


def count_by(filling: Filling, place: str, calendar: Calendar) -> None:
    """Counts by another calendar."""
    _take(filling, place, _draft(filling, place).count_by(calendar))


def _draft(filling: Filling, place: str) -> Draft:
    """The date as far as it has been chosen."""
    value = filling.form.value(place)
    return filling.dates.get(place) or Draft.of(value if isinstance(value, PartialDate) else None)


def _take(filling: Filling, place: str, draft: Draft) -> None:
    filling.dates[place] = draft
    filling.write(place, draft.answer())
