"""A slip before it is set: both languages under one number, and an honest word about every text."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

import pytest

from kiosk.domain.provenance import PartialDate, Status, Text
from kiosk.domain.service import Cost, Hours, Service
from kiosk.errors import HandoutError
from kiosk.handouts import labels
from kiosk.handouts.beside import Beside
from kiosk.handouts.document import Handout, of_services
from kiosk.handouts.voice import Voice
from kiosk.handouts.words import Pair
from tests.helpers import residence
from tests.helpers.slips import handout, text

if TYPE_CHECKING:
    from kiosk.handouts.sections import Section


def section(made: Handout, label: str) -> Section:
    """The section under this label."""
    heading = Voice.of(made.language).say(label)
    return next(each for each in made.sheets[0].sections if each.label.visitor == heading)


def test_visitor_and_clerk_read_the_same_line_under_the_same_number() -> None:
    bring = section(handout("ar"), labels.BRING)
    assert bring.kind == "checks"
    assert [item.number for item in bring.items] == ["1", "2", "3", "4"]
    third = bring.items[2]
    assert third.main.visitor.value == "شهادة ميلاد الطفل"
    assert third.main.official is not None
    assert third.main.official.value == "Bērna dzimšanas apliecība"


def test_steps_and_costs_are_numbered_contacts_are_not() -> None:
    made = handout("uk")
    assert [item.number for item in section(made, labels.STEPS).items] == ["1", "2", "3"]
    assert [item.number for item in section(made, labels.COST).items] == ["1", "2"]
    assert {item.number for item in section(made, labels.CONTACT).items} == {""}


def test_what_costs_nothing_is_free() -> None:
    free, fee = section(handout("lv"), labels.COST).items
    assert free.main.visitor == Voice.of("lv").say(labels.FREE)
    assert fee.main.visitor.value.replace("\u00a0", " ") == "4,27 €"
    words = Cost(text("Pēc cenrāža", "lv"), None, "")
    only_words = handout("lv", service=replace(residence.service("lv"), costs=(words,)))
    (item,) = section(only_words, labels.COST).items
    assert (item.main.visitor.value, item.number) == ("Pēc cenrāža", "")


def test_hours_stand_by_days_with_times_that_both_read() -> None:
    (place,) = section(handout("ar"), labels.WHERE).items
    assert [row.times.visitor.value for row in place.hours[:3]] == ["08:00–18:00", "08:00–17:00", "08:00–16:00"]
    assert place.hours[3].times.official is not None
    assert place.hours[1].days.official is not None
    assert place.hours[1].days.official.value == "otrdiena – ceturtdiena"


def hours_of(rule: str) -> list[str]:
    """Times of the sample's place under another rule."""
    service = residence.service("en")
    at = replace(service.places[0], hours=Hours(rule, "Europe/Riga", "LV"))
    (place,) = section(handout("en", service=replace(service, places=(at,))), labels.WHERE).items
    return [row.times.visitor.value for row in place.hours]


def test_a_day_without_end_ends_at_24() -> None:
    assert hours_of("24/7") == ["00:00–24:00"]


def test_appointments_are_said_in_words() -> None:
    assert hours_of('Mo 08:00-12:00 "by appointment", 13:00-17:00')[0] == "08:00–12:00 (by appointment), 13:00–17:00"


def test_old_facts_ask_to_be_confirmed_with_their_date() -> None:
    made = handout("en")
    assert made.sheets[0].confirm is not None
    assert made.sheets[0].confirm.visitor.value == "Confirm before you go · Checked on October 2024"
    assert made.sheets[0].checked is None
    (place,) = section(made, labels.WHERE).items
    assert place.confirm is not None
    assert place.confirm.visitor.value.endswith("2023")


def test_facts_that_are_good_say_when_they_were_checked() -> None:
    fresh = replace(residence.service("en"), confirm=False, verified_on=PartialDate("2026-11-02"))
    sheet = handout("en", service=fresh).sheets[0]
    assert sheet.confirm is None
    assert sheet.checked is not None
    assert sheet.checked.visitor.value == "Checked on 2 November 2026"


def test_the_dates_of_content_and_of_printing_are_said() -> None:
    made = handout("en")
    assert [line.visitor.value for line in made.dates] == [
        "Information as of 24 November 2026",
        "Printed on 3 December 2026",
    ]
    one = of_services(
        [Beside(residence.service("lv"), None)], "lv", residence.MANIFEST, today=None, demonstration=False
    )
    assert len(one.dates) == 1
    assert one.as_of == date(2026, 11, 24)


def remarks(service: Service) -> list[str]:
    """What the slip of a service says of its texts."""
    return [remark.visitor.value for remark in handout("en", service=service).sheets[0].remarks]


def test_a_machine_s_translation_is_owned_up_to() -> None:
    assert remarks(residence.service("en")) == [labels.MACHINE]
    human = Text("Declare", "en", Status.HUMAN, "en")
    assert labels.MACHINE in remarks(replace(residence.service("en"), name=human))


def test_another_language_and_an_old_translation_are_owned_up_to() -> None:
    fallback = Text("Dzīvesvietas deklarēšana", "lv", Status.FALLBACK, "en")
    old = Text("Within a month.", "en", Status.HUMAN, "en", changed_on=date(2026, 10, 5))
    said = remarks(replace(residence.service("en"), name=fallback, summary=old))
    assert said[0].endswith("Latvian")
    assert "5 October 2026" in said[1]


def test_only_an_unsigned_pack_is_called_a_demonstration() -> None:
    assert handout("en").demonstration is not None
    assert handout("en", demonstration=False).demonstration is None


def test_several_services_are_numbered_sheets() -> None:
    assert [sheet.number for sheet in handout("ar", copies=3).sheets] == ["1", "2", "3"]
    assert [sheet.number for sheet in handout("ar").sheets] == [""]


def test_a_slip_needs_a_service() -> None:
    with pytest.raises(HandoutError, match="name at least one"):
        of_services([], "lv", residence.MANIFEST, today=None, demonstration=False)


def test_a_service_needs_a_name() -> None:
    nameless = replace(residence.service("lv"), name=text("", "lv"))
    with pytest.raises(HandoutError, match="declare-residence"):
        handout("lv", service=nameless)


def test_a_label_that_a_language_lacks_is_english_and_says_so() -> None:
    said = Voice.of("so").say("A sentence that nobody has translated, %1", date(2026, 1, 2))
    assert (said.value, said.language) == ("A sentence that nobody has translated, 2 January 2026", "en")


def test_the_city_is_named_in_both_languages() -> None:
    assert handout("ar").city == Pair(
        replace(handout("ar").city.visitor, value="داوغافبيلس"), replace(handout("lv").city.visitor, value="Daugavpils")
    )


def test_a_summary_that_is_the_name_again_is_left_out() -> None:
    service = residence.service("lv")
    assert handout("lv", service=service).sheets[0].summary is not None
    assert handout("lv", service=replace(service, summary=service.name)).sheets[0].summary is None
