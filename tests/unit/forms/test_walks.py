"""Whatever a visitor does, in whatever order: no answer is lost, none leaks, and the form is what it would be from scratch."""

from __future__ import annotations

import random
from typing import TYPE_CHECKING, ClassVar

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule, run_state_machine_as_test

from kiosk.forms.definition import Choice, Field, Form, Group, Kind, Repeat
from tests.helpers.visitors import Visitor

if TYPE_CHECKING:
    from kiosk.publishing.xform import FormSource

CASCADE = Form(
    id="cascade",
    root="data",
    nodes=(
        Field(key=1, name="country", path="/country", kind=Kind.SELECT_ONE, choices="country"),
        Field(key=2, name="city", path="/city", kind=Kind.SELECT_ONE, choices="city", choice_filter="in = /data/country"),
        Field(key=3, name="many", path="/many", kind=Kind.SELECT_MULTIPLE, choices="city", choice_filter="in = /data/country"),
        Field(key=4, name="number", path="/number", kind=Kind.INTEGER, relevant="/data/city != ''"),
        Repeat(
            key=5,
            name="kids",
            path="/kids",
            count="/data/number",
            relevant="not(selected(/data/many, 'liepaja'))",
            nodes=(
                Field(key=6, name="name", path="/kids/name", kind=Kind.TEXT),
                Field(key=7, name="age", path="/kids/age", kind=Kind.INTEGER, relevant="../name != ''"),
                Field(key=8, name="order", path="/kids/order", kind=Kind.CALCULATE, calculation="position(..)"),
                Field(key=9, name="older", path="/kids/older", kind=Kind.CALCULATE, calculation="../age > indexed-repeat(/data/kids/age, /data/kids, 1)"),
            ),
        ),
        Group(
            key=10,
            name="sums",
            path="/sums",
            relevant="count(/data/kids) > 0",
            nodes=(
                Field(key=11, name="ages", path="/sums/ages", kind=Kind.CALCULATE, calculation="sum(/data/kids/age)"),
                Field(key=12, name="names", path="/sums/names", kind=Kind.CALCULATE, calculation="join(', ', /data/kids/name)"),
                Field(key=13, name="remark", path="/sums/remark", kind=Kind.TEXT, required="/data/sums/ages > 5", default="none"),
            ),
        ),
    ),
    lists={
        "country": (Choice(name="lv"), Choice(name="ua")),
        "city": (
            Choice(name="riga", extra={"in": "lv"}),
            Choice(name="liepaja", extra={"in": "lv"}),
            Choice(name="kyiv", extra={"in": "ua"}),
        ),
    },
)  # fmt: skip
"""Filters, a counted repeat, sums over it and questions that depend on them."""


@pytest.mark.parametrize("part", range(3))
def test_three_hundred_walks_through_each_form(demo: FormSource, part: int) -> None:
    for seed in range(part * 100, part * 100 + 100):
        _walk(Visitor(demo.form, random.Random(seed)), seed)


def test_walks_through_filters_counts_and_sums() -> None:
    for seed in range(300):
        _walk(Visitor(CASCADE, random.Random(seed)), seed)


def _walk(visitor: Visitor, seed: int) -> None:
    chance = random.Random(seed)
    steps = (visitor.answer,) * 6 + (visitor.take_back, visitor.another, visitor.another, visitor.one_less)
    for _ in range(3):
        for _ in range(6):
            chance.choice(steps)()
        visitor.answer(hidden=True)
        visitor.must_hold()


class Visit(RuleBasedStateMachine):
    """The same as hypothesis shrinks it: the shortest way to break a form."""

    form: ClassVar[Form] = CASCADE

    @initialize(seed=st.integers(0, 2**32))
    def enter(self, seed: int) -> None:
        self.visitor = Visitor(self.form, random.Random(seed))

    @rule()
    def answer(self) -> None:
        self.visitor.answer()

    @rule()
    def answer_what_is_hidden(self) -> None:
        self.visitor.answer(hidden=True)

    @rule()
    def take_back(self) -> None:
        self.visitor.take_back()

    @rule()
    def another(self) -> None:
        self.visitor.another()

    @rule()
    def one_less(self) -> None:
        self.visitor.one_less()

    @invariant()
    def nothing_is_lost_or_leaks(self) -> None:
        if hasattr(self, "visitor"):
            self.visitor.must_hold()


def test_the_shortest_walk_that_breaks_a_form_does_not_exist() -> None:
    run_state_machine_as_test(
        Visit,
        settings=settings(
            max_examples=60,
            stateful_step_count=15,
            deadline=None,
            derandomize=True,
            database=None,
            suppress_health_check=[HealthCheck.too_slow],
        ),
    )
