"""Made-up answers end, whatever the rules of a form are."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from kiosk.errors import ExpressionError
from kiosk.forms import sample
from kiosk.forms.definition import Choice, Field, Form, Kind
from kiosk.forms.running import RunningForm
from tests.helpers.visitors import NOW

if TYPE_CHECKING:
    from kiosk.forms.answers import Value


def form(questions: int, constraint: str, choices: int = 1) -> Form:
    asked = (
        Field(key=number, name=f"q{number}", path=f"/q{number}", kind=Kind.TEXT, constraint=constraint)
        for number in range(1, questions + 1)
    )
    return Form(
        id="t", root="data", nodes=tuple(asked), lists={"l": tuple(Choice(name=f"c{n}") for n in range(choices))}
    )


def test_answers_that_no_rule_lets_pass_are_tried_a_while_only(monkeypatch: pytest.MonkeyPatch) -> None:
    tried = 0
    answer = RunningForm.answer

    def counted(running: RunningForm, place: str, value: Value | None) -> None:
        nonlocal tried
        tried += 1
        answer(running, place, value)

    monkeypatch.setattr(RunningForm, "answer", counted)
    assert sample.sample(form(100, ". = 'never'"), NOW, "en", "LV") == {}
    assert tried < sample.TRIES_TOGETHER + 2 * 100 + sample.TRIES


def test_a_form_whose_rules_cost_too_much_together_is_not_filled_in_to_its_end() -> None:
    costly = form(500, "count(instance('l')/root/item[contains(name, 'z')]) = 0", choices=10_000)
    with pytest.raises(
        ExpressionError, match=r"^/q\d+: filling the form in takes too long by here; let its rules read"
    ):
        sample.sample(costly, NOW, "en", "LV")
