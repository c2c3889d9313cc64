"""How long a form of 300 questions with 1,000 rules takes to work out as a whole, and after one answer."""

from __future__ import annotations

import random
from datetime import UTC, datetime
from typing import Any

from bench.figure import Figure, milliseconds, p95
from kiosk.forms.definition import Field, Form, Kind
from kiosk.forms.running import RunningForm

QUESTIONS = 300
WHOLE_MS = 15
ANSWER_MS = 3


def figures() -> list[Figure]:
    """The whole form with all that is wrong in it, and single answers, against as many calls of an empty function."""
    running = RunningForm(_form(), datetime(2026, 11, 24, tzinfo=UTC), seed=b"bench")
    asked = [each for each in running.definition.fields if each.asked]
    chance = random.Random(1)

    def answer() -> None:
        each = chance.choice(asked)
        running.answer(each.path, chance.randint(1, 9) if each.kind is Kind.INTEGER else chance.choice("ab"))

    def whole() -> None:
        running.recalculate()
        running.problems()

    for each in asked:
        running.answer(each.path, 7 if each.kind is Kind.INTEGER else "b")
    all_of_it = p95([milliseconds(whole) for _ in range(40)])
    one = p95([milliseconds(answer) for _ in range(400)])
    floor = p95([milliseconds(_empty_calls) for _ in range(40)])
    return [
        Figure("form of 300 questions and 1,000 rules, p95", all_of_it, "ms", floor, f"<= {WHOLE_MS} ms", all_of_it <= WHOLE_MS),
        Figure("one answer in it, p95", one, "ms", floor, f"<= {ANSWER_MS} ms", one <= ANSWER_MS),
    ]  # fmt: skip


def _nothing() -> None:
    """What a call itself costs."""


def _empty_calls() -> None:
    for _ in range(1000):
        _nothing()


def _form() -> Form:
    """Relevance on most questions, a constraint and a requirement on each, a calculation on every tenth."""
    fields: list[Field] = []
    for at in range(QUESTIONS):
        before, far = f"/data/q{max(at - 1, 0)}", f"/data/q{max(at - 7, 0)}"
        relevant = f"{before} = 'a' or {far} != '' or selected(/data/q{at - 2}, 'b')" if at > 7 else ""
        shared: dict[str, Any] = {"key": at + 1, "name": f"q{at}", "path": f"/q{at}", "relevant": relevant}
        if at % 10 == 9:
            rule = f"concat({before}, ' ', if(/data/q{at - 4} > 5, 'x', 'y'), string-length(/data/q{at - 5}))"
            fields.append(Field(kind=Kind.CALCULATE, calculation=rule, **shared))
        else:
            constraint = f". != 'zz' and string-length(.) < 200 and not(. = {far} and . = 'never')"
            kind = Kind.INTEGER if at % 3 == 0 else Kind.TEXT
            required, read_only = "/data/q0 != 'x'", f"{before} = 'ro'"
            shared |= {"constraint": constraint, "required": required, "read_only": read_only}
            fields.append(Field(kind=kind, **shared))
    return Form(id="bench", root="data", nodes=tuple(fields))
