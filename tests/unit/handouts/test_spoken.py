"""A slip as it is heard."""

from __future__ import annotations

from dataclasses import replace

from kiosk.handouts import labels
from kiosk.handouts.spoken import held, spoken
from kiosk.handouts.voice import Voice
from tests.helpers import residence
from tests.helpers.slips import handout


def test_everything_is_said_in_the_visitors_language_and_in_order() -> None:
    made = handout("uk")
    lines = spoken(made)
    said = Voice.of("uk").say
    assert lines[0] == said(labels.DEMONSTRATION).value
    headings = [lines.index(section.label.visitor.value) for section in made.sheets[0].sections]
    assert headings == sorted(headings)
    bring = lines.index(said(labels.BRING).value)
    assert lines[bring + 1].startswith("1. ")
    official = {section.label.official.value for section in made.sheets[0].sections if section.label.official}
    assert not official & set(lines)


def test_days_are_said_with_their_times() -> None:
    (place,) = next(each for each in handout("uk").sheets[0].sections if each.kind == "places").items
    rows = [f"{row.days.visitor.value} {row.times.visitor.value}" for row in place.hours]
    assert rows
    lines = spoken(handout("uk"))
    first = lines.index(rows[0])
    assert lines[first : first + len(rows)] == rows


def test_a_code_says_what_is_in_it_unless_only_a_phone_can_read_that() -> None:
    codes = {code.kind: held(code) for code in handout("uk").sheets[0].codes}
    assert codes["source"] == residence.service("uk").sources[0]
    assert codes["card"].startswith(residence.service("uk").name.value)
    assert codes["contact"] == ""
    lone = handout("uk", service=replace(residence.service("uk"), emails=()))
    assert next(held(code) for code in lone.sheets[0].codes if code.kind == "contact") == "+37165407437"
