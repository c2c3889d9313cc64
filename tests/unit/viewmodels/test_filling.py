from __future__ import annotations

import random
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest

from kiosk.domain.provenance import PartialDate
from kiosk.forms.definition import Field, Form, Kind
from kiosk.forms.doubts import Doubt
from kiosk.forms.places import split
from kiosk.forms.problems import Problem
from kiosk.forms.running import RunningForm
from kiosk.forms.texts import FormTexts, LoadedForm
from kiosk.viewmodels.filling import CHECK, REFUSED, START, UNREADABLE, Filling, key
from tests.helpers.forms import FORM, texts

if TYPE_CHECKING:
    from collections.abc import Callable

    from kiosk.forms.answers import Value

NOW = datetime(2026, 11, 24, 10, tzinfo=UTC)


def begun(tag: str = "uk") -> Filling:
    return Filling(LoadedForm("FORM", "", FORM, texts(tag)), texts("lv"), NOW, "LV")


def test_continue_leads_through_every_page_once() -> None:
    form = begun()
    form.write("/person/surname", "Kalniņa")
    form.write("/person/given_name", "Anna")
    where, seen = START, []
    while (where := form.after(where)) != CHECK:
        assert where not in seen
        seen.append(where)
    assert seen == [key(page) for page in form.pages()]


def test_what_is_missing_stops_and_what_looks_wrong_stops_once() -> None:
    form = begun()
    assert form.stop("/person/surname")
    assert form.wrong("/person/surname") is Problem.REQUIRED
    form.write("/person/surname", "Шевченко")
    assert form.stop("/person/surname")
    assert form.doubted("/person/surname") is Doubt.LATIN
    assert not form.stop("/person/surname")
    form.write("/person/surname", "Шевченка")
    assert form.stop("/person/surname")


def test_what_cannot_be_read_yet_is_kept_and_is_no_answer() -> None:
    form = begun()
    form.write("/home/flat", "14b")
    assert form.form.given("/home/flat") is None
    assert form.drafts["/home/flat"] == "14b"
    assert form.wrong("/home/flat") == UNREADABLE
    assert form.stop("/home/flat")
    form.write("/home/flat", "14")
    assert form.form.given("/home/flat") == 14
    assert form.wrong("/home/flat") is None


def of(*nodes: Field) -> Filling:
    form = Form(id="t", root="data", nodes=nodes)
    return Filling(LoadedForm("t", "", form, FormTexts({}, "en")), FormTexts({}, "en"), NOW, "LV")


def test_an_answer_with_which_a_rule_cannot_be_worked_out_stops_and_never_counts() -> None:
    """Neither as an answer nor as one that the rule has found wrong."""
    slow = Field(key=1, name="q", path="/q", kind=Kind.TEXT, constraint="regex(., concat('(a|aa)+', '$'))")
    form = of(slow)
    form.write("/q", "aa")
    assert not form.stop("/q")
    form.write("/q", "a" * 60 + "!")
    assert form.form.given("/q") is None
    assert form.drafts["/q"] == "a" * 60 + "!"
    assert form.wrong("/q") == REFUSED
    assert form.stop("/q")
    assert form.trouble() == ["/q"]
    form.write("/q", "aa")
    assert form.form.given("/q") == "aa"
    assert not form.stop("/q")


def test_an_answer_that_breaks_the_rule_of_another_question_leaves_that_one_to_be_mended() -> None:
    form = of(
        Field(key=1, name="from", path="/from", kind=Kind.TEXT),
        Field(key=2, name="day", path="/day", kind=Kind.DATE, constraint=". > /data/from"),
    )
    form.write("/from", "2026-01-01")
    form.write("/day", PartialDate("2026-02-01"))
    assert form.trouble() == []
    form.write("/from", "spring")
    assert form.trouble() == ["/day"]


def test_a_choice_that_a_rule_refuses_says_so_at_once_and_leaves_the_question_without_it() -> None:
    form = of(
        Field(key=1, name="n", path="/n", kind=Kind.INTEGER),
        Field(key=2, name="day", path="/day", kind=Kind.DATE, calculation="date(/data/n * 10000000)"),
    )
    form.write("/n", 1)
    assert form.form.given("/n") is None
    assert "/n" in form.looked
    assert form.wrong("/n") == REFUSED


def test_a_change_comes_back_to_the_answers() -> None:
    form = begun()
    form.returning = True
    assert form.after("/person/birth_place") == CHECK
    assert form.after("/person/birth_place") != CHECK


def test_a_page_that_no_longer_applies_is_none() -> None:
    form = begun()
    form.write("/person/status", "permit")
    assert form.page("/person/permit_number") is not None
    form.write("/person/status", "visa")
    assert form.page("/person/permit_number") is None


def test_cards_lead_to_the_child_that_is_unfinished_and_then_on() -> None:
    form = begun()
    form.write("/has_children", "yes")
    cards = "repeat:/children"
    first = form.add("/children")
    assert first == "/children[1]/name"
    form.visit(first)
    form.write(first, "Māra")
    assert form.after("/children[1]/school") == cards
    assert form.after(cards) == "/children[1]/birth"
    form.visit("/children[1]/birth")
    form.visit("/children[1]/school")
    assert form.after(cards) == "/true"


def test_removing_a_child_moves_what_was_written_for_the_next() -> None:
    form = begun()
    form.write("/has_children", "yes")
    for number, name in enumerate(("Māra", "Ivo", "Zane"), 1):
        form.add("/children")
        form.write(f"/children[{number}]/name", name)
    form.write("/children[3]/birth", "not a date")
    form.remove("/children", 2)
    assert [form.form.given(f"/children[{number}]/name") for number in (1, 2)] == ["Māra", "Zane"]
    assert form.drafts["/children[2]/birth"] == "not a date"
    assert form.drafts["/children[2]/name"] == "Zane"
    assert "/children[3]/birth" not in form.drafts


def test_closing_forgets_everything() -> None:
    form = begun()
    form.write("/person/surname", "Kalniņa")
    form.write("/home/flat", "14b")
    form.stop("/home/flat")
    form.close()
    assert form.given() == []
    assert (form.begun, form.drafts) == (False, {})
    assert not form.looked


def answers(asked: Field, chance: random.Random) -> object:
    """What a visitor might write: right, half or wrong."""
    made: dict[Kind, Callable[[], object]] = {
        Kind.TEXT: lambda: chance.choice(["", " ", "Anna", "Олена", "090388-12345", "+37120000000", "x" * 60]),
        Kind.INTEGER: lambda: chance.choice(["", "3", "-1", "1x", "٣"]),
        Kind.DECIMAL: lambda: chance.choice(["", "3,5", "7.25", "."]),
        Kind.TIME: lambda: chance.choice(["", "1", "18:30", "25:00"]),
        Kind.DATE: lambda: chance.choice(
            [None, PartialDate("1990"), PartialDate("1990-10-03"), PartialDate("2030-01-01")]
        ),
        Kind.RANGE: lambda: chance.choice(["1", "9", "12"]),
        Kind.ACKNOWLEDGE: lambda: chance.choice([True, None]),
        Kind.SELECT_ONE: lambda: chance.choice([choice.name for choice in FORM.lists[asked.choices]]),
        Kind.SELECT_MULTIPLE: lambda: [c.name for c in FORM.lists[asked.choices] if chance.random() < 0.5],
    }
    return made[asked.kind]()


class Walk:
    """One visitor who goes to and fro, answers, changes her language, and adds and removes children."""

    def __init__(self, seed: int) -> None:
        self.chance = random.Random(seed)
        self.form = begun()
        self.where = START
        self.kept: dict[str, Value | None] = {}

    def step(self) -> None:
        drawn = self.chance.random()
        if drawn < 0.1:
            self.family()
        elif drawn < 0.2:
            tag = self.chance.choice(["lv", "uk", "ar", "ti"])
            self.form.loaded = LoadedForm("FORM", "", FORM, texts(tag))
        elif drawn < 0.3:
            self.where = self.chance.choice([START, CHECK, *(key(page) for page in self.form.pages())])
        else:
            self.form.stop(self.where)
            self.where = self.form.after(self.where)
        self.form.visit(self.where)
        page = self.form.page(self.where)
        for place in page.places if page is not None else ():
            if self.form.field(place).asked:
                self.form.write(place, answers(self.form.field(place), self.chance))
                self.kept[place] = self.form.form.given(place)

    def family(self) -> None:
        if not self.form.form.relevant("/children"):
            return
        if self.form.form.repetitions("/children") > 1 and self.chance.random() < 0.5:
            self.form.remove("/children", 1)
            self.kept = {
                place.replace(f"[{at}]", f"[{at - 1}]"): value
                for place, value in self.kept.items()
                if (at := split(place)[1]) != 1
            }
        elif self.form.form.may_add("/children"):
            self.form.add("/children")


@pytest.mark.parametrize("seed", range(60))
def test_a_random_walk_loses_nothing_and_agrees_with_a_form_filled_in_at_once(seed: int) -> None:
    walk = Walk(seed)
    for _ in range(40):
        walk.step()
    form = walk.form.form
    other = RunningForm(FORM, NOW, texts("lv"))
    for _ in range(form.repetitions("/children")):
        other.add("/children")
    for place, value in walk.kept.items():
        assert form.given(place) == value
        other.answer(place, value)
    assert other.answers() == form.answers()
    assert dict(other.problems()) == dict(form.problems())
