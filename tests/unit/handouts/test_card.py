"""The offline card: in its order, and never more than a code holds."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.domain.service import Evidence
from kiosk.handouts.card import ELLIPSIS, MOST, card, cut
from kiosk.handouts.codes import make
from kiosk.handouts.voice import Voice
from kiosk.handouts.words import Pair, Words
from tests.helpers import residence
from tests.helpers.slips import text

DAY = date(2026, 12, 3)


def test_the_lines_stand_in_the_order_of_need() -> None:
    lines = card(residence.service("en"), Voice.of("en"), DAY).split("\n")
    assert lines == [
        "Declare your place of residence",
        "Daugavpils City Council",
        "K. Valdemāra iela 1, Daugavpils LV-5401",
        "+371 65 407 437",
        "Monday 08:00–18:00",
        "Tuesday – Thursday 08:00–17:00",
        "Friday 08:00–16:00",
        "Confirm before you go",
        "- Your identity document (the original)",
        "- Residence permit or registration certificate",
        "- The child's birth certificate",
        "- Proof that the state fee has been paid",
    ]


@pytest.mark.parametrize("tag", ["ar", "ti", "bn"])
def test_a_long_card_ends_after_a_whole_line(tag: str) -> None:
    service = residence.service(tag)
    many = tuple(Evidence(str(number), text(f"{service.name} {number}", tag)) for number in range(30))
    service = replace(service, evidence=service.evidence + many)
    whole = card(service, Voice.of(tag), DAY)
    assert MOST - 120 < len(whole.encode()) <= MOST
    *lines, last = whole.split("\n")
    assert last == ELLIPSIS
    known = {f"- {item.name}" for item in service.evidence}
    assert all(line in known for line in lines if line.startswith("- "))
    assert lines[0] == service.name.value
    code = make("card", whole, Pair(Words("card")))
    assert code is not None
    assert code.width <= 77


@pytest.mark.parametrize("tag", ["lv", "en", "uk", "ar", "ti", "ur", "bn"])
def test_every_card_fits(tag: str) -> None:
    assert 0 < len(card(residence.service(tag), Voice.of(tag), DAY).encode()) <= MOST


def test_a_name_that_does_not_fit_gives_no_card() -> None:
    assert cut(["ዳ" * 200, "provider"], MOST) == ""


@given(
    st.lists(st.text(st.characters(exclude_characters="\n", exclude_categories=["Cs"]), min_size=1, max_size=40)),
    st.integers(4, 200),
)
def test_what_is_kept_is_the_beginning(lines: list[str], most: int) -> None:
    whole = cut(lines, most)
    assert len(whole.encode()) <= most
    if whole != "\n".join(lines) and whole:
        *kept, last = whole.split("\n")
        assert last == ELLIPSIS
        assert kept == lines[: len(kept)]
        longer = "\n".join((*lines[: len(kept) + 1], ELLIPSIS))
        assert len(longer.encode()) > most


def test_hours_in_words_stand_where_no_rule_is_known() -> None:
    service = residence.service("lv")
    place = service.places[0].place
    assert place.hours is not None
    hours = replace(place.hours, rule="", original=text("Darbdienās", "lv"), confirm=False)
    places = (replace(service.places[0], hours=hours),)
    lines = card(replace(service, places=places), Voice.of("lv"), DAY).split("\n")
    assert lines[4] == "Darbdienās"


def test_the_hours_of_two_places_are_told_apart() -> None:
    service = residence.service("lv")
    first = service.places[0]
    second = replace(first, place=replace(first.place, name=text("Filiāle", "lv")))
    lines = card(replace(service, places=(first, second), evidence=()), Voice.of("lv"), DAY).split("\n")
    assert "Daugavpils dome:" in lines
    assert lines.index("Filiāle:") > lines.index("Daugavpils dome:")
    assert lines.count("K. Valdemāra iela 1, Daugavpils LV-5401") == 1
