"""What typst is given: runs kept together, words that can be broken, nothing that it would read as its own language."""

from __future__ import annotations

import json

import pytest

from kiosk.handouts.layout import Layout, breakable, isolated, kept_together
from kiosk.handouts.paper import PAPERS
from tests.helpers import residence
from tests.helpers.slips import handout, named

LRI, PDI, ZWSP, WJ = "\u2066", "\u2069", "\u200b", "\u2060"


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("اتصل +371 67209400 الآن", "اتصل [+371 67209400] الآن"),
        ("من 08:00–17:00 يوميًا", "من [08:00–17:00] يوميًا"),
        ("في 18. novembra iela 161.", "في [18. novembra iela 161]."),
        ("(PMLP) على latvija.gov.lv", "([PMLP]) على [latvija.gov.lv]"),
        ("إلى +371 67209400 (8.30–16.00).", "إلى [+371 67209400] ([8.30–16.00])."),
        ("خصم 50% اليوم", "خصم [50%] اليوم"),
        ("صفحة %1 من %2", "صفحة [%1] من [%2]"),
        ("كلمات فقط", "كلمات فقط"),
    ],
)
def test_latin_runs_are_isolated_in_right_to_left_text(text: str, shown: str) -> None:
    assert isolated(text) == shown.replace("[", LRI).replace("]", PDI)


def test_a_word_that_a_line_holds_is_left_alone() -> None:
    assert breakable("Nodarbinātības valsts aģentūra", 20) == "Nodarbinātības valsts aģentūra"


def test_a_long_address_breaks_after_its_slashes_and_then_anywhere() -> None:
    broken = breakable("www.example.lv/very/" + "x" * 60, 12)
    assert broken.replace(ZWSP, "") == "www.example.lv/very/" + "x" * 60
    pieces = broken.split(ZWSP)
    assert "lv/" in pieces
    assert all(len(piece) * 0.65 <= 12 for piece in pieces)


def test_ethiopic_counts_as_wide() -> None:
    assert max(map(len, breakable("ዳ" * 50, 10).split(ZWSP))) <= 10


def test_numbers_and_times_stay_on_one_line() -> None:
    assert kept_together("call +371 67209400, 8.30–16.00") == f"call +371\u00a067209400, 8.30–{WJ}16.00"
    assert kept_together("the e-service") == f"the e-{WJ}service"
    assert kept_together("well-known") == "well-known"


@pytest.mark.parametrize("paper", PAPERS)
def test_neutral_words_stand_in_both_columns_or_once(paper: str) -> None:
    data = json.loads(Layout(handout("ar"), PAPERS[paper]).json())
    contacts = next(section for section in data["sheets"][0]["sections"] if section["kind"] == "contacts")
    visitor, official = contacts["items"][0]["main"]
    assert visitor["d"] == "rtl"
    assert (official is not None) == PAPERS[paper].two_columns


def test_one_language_is_enough_for_a_visitor_who_reads_the_official_one() -> None:
    data = json.loads(Layout(handout("lv"), PAPERS["a4"]).json())
    assert data["bilingual"] is False
    assert data["sheets"][0]["title"]["words"][1] is None


def test_the_same_handout_gives_the_same_data() -> None:
    assert Layout(handout("ti"), PAPERS["80mm"]).json() == Layout(handout("ti"), PAPERS["80mm"]).json()


def test_a_title_with_a_long_word_is_set_smaller() -> None:
    def size(name: str) -> float:
        data = json.loads(Layout(handout("lv", service=named(residence.service("lv"), name)), PAPERS["80mm"]).json())
        return float(data["sheets"][0]["title"]["size"])

    assert size("Dzīvesvietas deklarēšana") == PAPERS["80mm"].title
    assert 13 < size("Aufenthaltserlaubnisse") < PAPERS["80mm"].title
    assert size("x" * 200) == 13
