from __future__ import annotations

import csv

import pytest

from kiosk.forms.answers import Answers
from kiosk.forms.definition import Kind, walk
from kiosk.forms.table import as_csv, cells
from tests.helpers.forms import ANSWERS, FORM


def test_every_question_has_a_place_in_the_order_of_the_form() -> None:
    named = dict(cells(FORM, ANSWERS))
    assert list(named)[:3] == ["surname", "given_name", "own_name"]
    assert (named["surname"], named["birth_date"], named["rent"]) == ("SHEVCHENKO", "1988-03-09", "285.50")
    assert (named["papers"], named["true"], named["at_home"]) == ("passport lease", "true", "18:30")
    assert "sign" not in named
    assert [name for name in named if name.startswith("children[2]/")] == [
        "children[2]/name",
        "children[2]/birth",
        "children[2]/school",
    ]
    assert named["children[1]/name"] == "Шевченко Марія"


def test_what_was_not_answered_is_an_empty_cell() -> None:
    named = dict(cells(FORM, Answers({}, {})))
    assert set(named.values()) == {""}
    asked = [node for node in walk(FORM.nodes) if getattr(node, "kind", None) not in {None, Kind.NOTE, Kind.SIGNATURE}]
    assert len(named) == len([node for node in asked if FORM.repeat_of(node.path) is None])


@pytest.mark.parametrize(
    ("answer", "cell"),
    [("=1+1", "'=1+1"), ("@SUM(A1)", "'@SUM(A1)"), ("+371 65407437", "+371 65407437"), ("-5", "-5"), ("-A1", "'-A1")],
)
def test_no_answer_is_a_formula(answer: str, cell: str) -> None:
    surname = next(node.key for node in walk(FORM.nodes) if node.path == "/person/surname")
    names, values = csv.reader(as_csv(FORM, Answers({surname: answer}, {}), {"slip": "1"}).splitlines())
    assert names[0] == "slip"
    assert dict(zip(names, values, strict=True))["surname"] == cell
