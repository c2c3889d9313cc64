"""A form that somebody fills in: what is asked, what is wrong, what leaves it."""

from __future__ import annotations

import json
from decimal import Decimal
from typing import TYPE_CHECKING, Any

import pytest

from kiosk.domain.provenance import PartialDate, Status, Text
from kiosk.errors import ExpressionError, FormError
from kiosk.forms.answers import dumps
from kiosk.forms.definition import Field, Form, Group, Kind, Range, Repeat, decode, encode
from kiosk.forms.doubts import Doubt, doubt
from kiosk.forms.expressions.values import boolean
from kiosk.forms.filled import filled
from kiosk.forms.pages import pages, progress, sections
from kiosk.forms.problems import Problem
from kiosk.forms.running import RunningForm
from kiosk.forms.sample import sample
from kiosk.forms.texts import FormTexts
from kiosk.i18n.cldr import locale_of
from tests.helpers.visitors import NOW, leaves

if TYPE_CHECKING:
    from kiosk.publishing.xform import FormSource


def one(**keys: Any) -> RunningForm:
    """A form of one question and a word that rules may read."""
    asked = Field(key=1, name="q", path="/q", **{"kind": Kind.TEXT, **keys})
    return RunningForm(Form(id="t", root="data", nodes=(asked, Field(key=2, name="w", path="/w", kind=Kind.TEXT))), NOW)


def test_a_required_question_is_a_problem_until_it_is_answered() -> None:
    form = one(required="/data/w != ''")
    assert form.problems() == {}
    form.answer("/w", "now")
    assert form.problems() == {"/q": Problem.REQUIRED}
    form.answer("/q", "  ")
    assert form.problem("/q") is Problem.REQUIRED
    form.answer("/q", "yes")
    assert form.problems() == {}


def test_a_constraint_is_asked_of_given_answers_only() -> None:
    form = one(constraint="string-length(.) > 2")
    assert form.problem("/q") is None
    form.answer("/q", "ab")
    assert form.problem("/q") is Problem.CONSTRAINT


@pytest.mark.parametrize(
    ("unknown", "text", "wrong"),
    [("", "1980-05", True), ("day", "1980-05", False), ("day", "1980", True), ("month", "1980", False)],
)
def test_a_date_without_its_day_where_the_form_allows_it(unknown: str, text: str, wrong: bool) -> None:
    form = one(kind=Kind.DATE, unknown=unknown)
    form.answer("/q", PartialDate(text))
    assert (form.problem("/q") is Problem.PARTIAL) is wrong


@pytest.mark.parametrize(("value", "wrong"), [(0, False), (10, False), (11, True), (-1, True), (3, True), (4, False)])
def test_a_range_has_ends_and_steps(value: int, wrong: bool) -> None:
    form = one(kind=Kind.RANGE, integer=True, range=Range(start="0", end="10", step="2"))
    form.answer("/q", value)
    assert (form.problem("/q") is Problem.RANGE) is wrong


def test_a_calculation_is_not_answered_by_the_visitor() -> None:
    form = one(calculation="concat(/data/w, '!')")
    form.answer("/w", "a")
    assert form.value("/q") == "a!"
    assert form.read_only("/q")
    with pytest.raises(FormError, match="not answered by the visitor"):
        form.answer("/q", "b")


@pytest.mark.parametrize(
    "rule",
    ["/data/q", "/data/q and true()", "/data/q = true()", "/data/q = 'true'", "/data/q != 'false'", "/data/q + 0 = 1"],
)
def test_a_truth_that_a_rule_has_found_is_one_to_the_others(rule: str) -> None:
    form = one(calculation="/data/w = 'yes'")
    form.answer("/w", "no")
    assert form.value("/q") == "false"
    assert not boolean(form.evaluate(rule))
    form.answer("/w", "yes")
    assert form.value("/q") == "true"
    assert boolean(form.evaluate(rule))


def test_a_read_only_question_is_not_answered_by_the_visitor() -> None:
    form = one(read_only="true()", default="a")
    with pytest.raises(FormError, match="/q is not answered by the visitor; leave it out"):
        form.answer("/q", "b")
    assert form.value("/q") == "a"


@pytest.mark.parametrize("said", [{"w": "a"}, {"w": "a", "q": "a"}])
def test_answers_from_a_file_may_repeat_what_a_read_only_question_has(said: dict[str, str]) -> None:
    definition = one(read_only="true()", default="a").definition
    assert filled(definition, said, NOW).value("/q") == "a"
    with pytest.raises(FormError, match="/q is not answered by the visitor"):
        filled(definition, {**said, "q": "b"}, NOW)


def test_a_question_that_a_later_answer_opens_takes_its_own() -> None:
    definition = one(read_only="/data/w != 'open'").definition
    assert filled(definition, {"q": "mine", "w": "open"}, NOW).value("/q") == "mine"
    with pytest.raises(FormError, match="/q is not answered by the visitor"):
        filled(definition, {"q": "mine", "w": "shut"}, NOW)


def test_an_answer_that_breaks_a_rules_working_is_not_taken() -> None:
    form = one(constraint="regex(., concat('(a|aa)+', /data/w))")
    form.answer("/w", "$")
    form.answer("/q", "aa")
    with pytest.raises(ExpressionError, match="takes too long"):
        form.answer("/q", "a" * 60 + "!")
    assert form.given("/q") == "aa"
    assert form.problems() == {}


def test_a_count_may_be_asked_after_its_repeat() -> None:
    kid = Field(key=2, name="kid", path="/kids/kid", kind=Kind.TEXT, required="true()")
    nodes = (
        Repeat(key=1, name="kids", path="/kids", nodes=(kid,), count="/data/n"),
        Field(key=3, name="n", path="/n", kind=Kind.INTEGER, required="true()", constraint=". > 0 and . < 4"),
    )
    form = Form(id="t", root="data", nodes=nodes)
    answers = sample(form, NOW, "en", "LV")
    again = filled(form, answers, NOW)
    assert again.problems() == {}
    assert again.answers().to_json(form) == answers
    assert again.repetitions("/kids") == answers["n"]


@pytest.mark.parametrize(("many", "said"), [(0, "infinitely many"), (0.01, "1000"), (0.125, "80")])
def test_a_count_of_more_than_a_form_takes_refuses_its_answer(many: float, said: str) -> None:
    asked = Field(key=1, name="n", path="/n", kind=Kind.DECIMAL, default="5")
    kids = Repeat(
        key=2,
        name="kids",
        path="/kids",
        count="10 div /data/n",
        nodes=(Field(key=3, name="k", path="/kids/k", kind=Kind.TEXT),),
    )
    form = RunningForm(Form(id="t", root="data", nodes=(asked, kids)), NOW)
    with pytest.raises(ExpressionError, match=f"/kids: its count says {said}, and a form takes at most 50"):
        form.answer("/n", Decimal(str(many)))
    assert form.repetitions("/kids") == 2


def test_each_repetition_has_an_identifier_of_its_own() -> None:
    code = Field(key=3, name="code", path="/kids/more/code", kind=Kind.CALCULATE, calculation="uuid()")
    more = Group(key=2, name="more", path="/kids/more", nodes=(code,))
    form = RunningForm(Form(id="t", root="data", nodes=(Repeat(key=1, name="kids", path="/kids", nodes=(more,)),)), NOW)
    codes = [form.value(f"{form.add('/kids')}/more/code") for _ in range(3)]
    assert len(set(codes)) == 3
    form.recalculate()
    assert codes == [form.value(f"/kids[{number}]/more/code") for number in (1, 2, 3)]


def test_a_repetition_without_which_a_rule_fails_stays() -> None:
    kid = Field(key=3, name="kid", path="/kids/kid", kind=Kind.TEXT)
    rule = "date(if(/data/q = 'x' and count(/data/kids) = 1, 'never', '2026-01-01'))"
    nodes = (
        Field(key=1, name="q", path="/q", kind=Kind.TEXT),
        Repeat(key=2, name="kids", path="/kids", nodes=(kid,)),
        Field(key=4, name="c", path="/c", kind=Kind.CALCULATE, calculation=rule),
    )
    form = RunningForm(Form(id="t", root="data", nodes=nodes), NOW)
    for name in ("Ana", "Bo"):
        form.answer(f"{form.add('/kids')}/kid", name)
    form.answer("/q", "x")
    with pytest.raises(ExpressionError, match="'never' is not a date"):
        form.remove("/kids", 1)
    assert [form.value(f"/kids[{number}]/kid") for number in (1, 2)] == ["Ana", "Bo"]
    assert form.value("/c") == "2026-01-01"
    form.answer("/q", None)
    form.remove("/kids", 1)
    assert form.value("/kids[1]/kid") == "Bo"


@pytest.mark.parametrize(
    ("place", "value", "said"),
    [("/nobody", "x", "no question at /nobody"), ("/q", ["a", "b"], "one value"), ("/q", "x" * 3000, "more than 2000")],
)
def test_answers_that_do_not_fit_are_refused_with_the_place(place: str, value: Any, said: str) -> None:
    with pytest.raises(FormError, match=said):
        one().answer(place, value)


def test_marks_of_direction_and_control_characters_never_get_into_an_answer() -> None:
    form = one()
    form.answer("/q", "\u202eevil\u2066 \x00name\u200f\n می\u200cروم")
    assert form.value("/q") == "evil name\n می\u200cروم"


@pytest.mark.parametrize(("raw", "expected"), [("٣٫٥", Decimal("3.5")), ("3,5", Decimal("3.5")), ("-2", Decimal(-2))])
def test_numbers_as_people_write_them(raw: str, expected: Decimal) -> None:
    form = one(kind=Kind.DECIMAL)
    form.answer("/q", raw)
    assert form.value("/q") == expected


def test_nothing_is_left_after_the_end(residence: FormSource) -> None:
    form = filled(residence.form, sample(residence.form, NOW, "ar", "LV", 3), NOW)
    form.close()
    assert not any(form.definition.by_key[key].asked for key in form.answers().values)  # type: ignore[union-attr]  # only fields have values
    assert not form.answers().repeats
    assert all(form.given(place) is None for place, _ in leaves(form))


def test_a_declaration_of_residence_with_children(residence: FormSource) -> None:
    form = RunningForm(residence.form, NOW)
    form.answer("/family/with_children", "yes")
    assert form.may_add("/family/children")
    first = form.add("/family/children")
    second = form.add("/family/children")
    form.answer(f"{first}/child_given", "Ana")
    form.answer(f"{second}/child_given", "Bo")
    assert form.value("/end/child_count") == "2"
    form.remove("/family/children", 1)
    assert form.value("/family/children[1]/child_given") == "Bo"
    form.answer("/family/with_children", "no")
    assert form.value("/end/child_count") is None or form.value("/end/child_count") == "0"
    assert "Bo" not in dumps(form.answers().to_json(residence.form))
    form.answer("/family/with_children", "yes")
    assert form.value("/family/children[1]/child_given") == "Bo"


def test_pages_one_question_each_and_progress_by_section(residence: FormSource) -> None:
    form = RunningForm(residence.form, NOW)
    found = pages(form)
    assert all(len(page.places) == 1 or page.repeat for page in found)
    assert sections(found) == ("/person", "/home", "/family", "/contact", "/end")
    assert progress(found, 0) == (1, 5)
    assert progress(found, len(found) - 1) == (5, 5)
    form.answer("/family/with_children", "yes")
    form.add("/family/children")
    inner = [page for page in pages(form) if page.repetition]
    assert [page.repeat for page in pages(form) if page.repeat] == ["/family/children"]
    assert inner[0].places == ("/family/children[1]/child_given",)
    assert {page.section for page in inner} == {"/family"}


def test_labels_say_the_values_of_rules_in_them(residence: FormSource) -> None:
    form = RunningForm(residence.form, NOW)
    form.answer("/family/with_children", "yes")
    form.add("/family/children")
    english = residence.texts["en"]
    texts = FormTexts({name: Text(text, "en", Status.MACHINE, "en") for name, text in english.items()}, "en")
    label = texts.label("/end/bring_birth")
    assert label is not None
    assert form.say(label, "/end/bring_birth", texts) == "Bring the birth certificate of each child (1)."


def test_a_definition_is_the_same_after_a_journey_through_json(demo: FormSource) -> None:
    assert decode(encode(demo.form)) == demo.form
    assert decode(encode(demo.form)).version == demo.form.version
    assert [node.key for node in demo.form.by_path.values()] == sorted(demo.form.by_key)


LANGUAGES = ("lv", "en", "ru", "uk", "pl", "ar", "fa", "fr", "ti")
"""Of the demonstration's pack."""


def test_a_form_of_the_demonstration_speaks_all_its_languages(demo: FormSource) -> None:
    assert set(demo.texts) == set(LANGUAGES)
    for language in LANGUAGES:
        assert demo.texts[language].keys() == demo.texts["lv"].keys()
    assert demo.human == frozenset()  # so all but the official one count as translated by a machine


def test_made_up_answers_can_be_handed_in_and_are_the_same_for_a_seed(demo: FormSource) -> None:
    for seed, language in enumerate(LANGUAGES):
        answers = sample(demo.form, NOW, language, "LV", seed)
        assert sample(demo.form, NOW, language, "LV", seed) == answers
        said = json.loads(dumps(answers))
        form = filled(demo.form, said, NOW)
        assert form.problems() == {}
        again = json.loads(dumps(form.answers().to_json(demo.form)))
        calculated = {demo.form.names[asked.path] for asked in demo.form.fields if not asked.asked}
        assert {name: value for name, value in again.items() if name not in calculated and value != []} == {
            name: value for name, value in said.items() if value != []
        }


def test_answers_are_named_or_refused(residence: FormSource) -> None:
    grouped = {"person": {"given_names": "Ana"}, "children": [{"child_given": "Bo"}]}
    form = filled(residence.form, grouped, NOW)
    assert form.value("/person/given_names") == "Ana"
    assert form.repetitions("/family/children") == 1
    with pytest.raises(FormError, match="asks nothing named 'shoe_size'"):
        filled(residence.form, {"shoe_size": 42}, NOW)
    with pytest.raises(FormError, match="is a repeat"):
        filled(residence.form, {"children": {"child_given": "Bo"}}, NOW)
    with pytest.raises(FormError, match="not one of its choices"):
        filled(residence.form, {"has_code": "maybe"}, NOW)


@pytest.mark.parametrize(
    ("kind", "value", "expected"),
    [
        ("national_id:lv", "161175-19997", None),
        ("national_id:lv", "161175-19996", Doubt.NATIONAL_ID),
        ("national_id:lv", "40003521600", Doubt.NATIONAL_ID),  # a company's number passes lv.pvn alone
        ("iban", "LV80BANK0000435195001", None),
        ("iban", "LV81BANK0000435195001", Doubt.IBAN),
        ("phone", "65407437", None),
        ("phone", "12", Doubt.PHONE),
        ("latin_name", "Müller-O'Neil", None),
        ("latin_name", "Іван", Doubt.LATIN),
        ("", "anything", None),
    ],
)
def test_what_looks_wrong_is_doubted_never_forbidden(kind: str, value: str, expected: Doubt | None) -> None:
    asked = Field(key=1, name="q", path="/q", kind=Kind.TEXT, type=kind)
    assert doubt(asked, value, NOW.date(), "LV") is expected


@pytest.mark.parametrize(
    ("born", "expected"), [("2000-01-01", None), ("2030-01-01", Doubt.BIRTH_DATE), ("1890", Doubt.BIRTH_DATE)]
)
def test_a_birth_that_cannot_be_is_doubted(born: str, expected: Doubt | None) -> None:
    asked = Field(key=1, name="q", path="/q", kind=Kind.DATE, type="person_birth_date")
    assert doubt(asked, PartialDate(born), NOW.date(), "LV") is expected


def test_a_made_up_number_of_a_document_is_no_country(residence: FormSource) -> None:
    countries = set(locale_of("lv").territories.values())
    drawn = [sample(residence.form, NOW, "lv", "LV", seed) for seed in range(8)]
    numbers = {answers["document_number"] for answers in drawn if "document_number" in answers}
    assert numbers
    assert not numbers & countries
