"""Contacts that a phone saves or calls."""

from __future__ import annotations

from dataclasses import replace

import pytest

from kiosk.domain.service import Phone
from kiosk.handouts.card import MOST
from kiosk.handouts.contact import contact, readable_number, readable_url
from tests.helpers import residence
from tests.helpers.slips import text


@pytest.mark.parametrize(
    ("number", "read"),
    [
        ("+37165407437", "+371 65 407 437"),
        ("112", "112"),
        ("80001234", "80001234"),
        ("+48426643840", "+48 42 664 38 40"),
    ],
)
def test_a_number_is_written_as_people_read_it(number: str, read: str) -> None:
    assert readable_number(number).replace("\u00a0", " ") == read


def test_an_address_of_the_web_loses_its_scheme() -> None:
    assert readable_url("https://latvija.gov.lv/") == "latvija.gov.lv"


def test_a_lone_number_is_called() -> None:
    service = replace(residence.service("lv"), emails=())
    assert contact(service, MOST) == "tel:+37165407437"


def test_more_than_a_number_is_a_card_that_phones_save() -> None:
    card = contact(residence.service("lv"), MOST)
    assert card.split("\r\n") == [
        "BEGIN:VCARD",
        "VERSION:3.0",
        "N:Daugavpils valstspilsētas pašvaldība;;;;",
        "FN:Daugavpils valstspilsētas pašvaldība",
        "TEL;TYPE=WORK,VOICE:+37165407437",
        "EMAIL:dome@daugavpils.lv",
        "ADR;TYPE=WORK:;;K. Valdemāra iela 1;Daugavpils;;LV-5401;LV",
        "URL:https://www.daugavpils.lv",
        "END:VCARD",
        "",
    ]


def test_a_text_cannot_begin_a_line_of_the_card() -> None:
    service = residence.service("lv")
    organization = replace(service.organization, name=text("A;B,C\\\r\nTEL:+1900", "lv"))
    card = contact(replace(service, organization=organization), MOST)
    assert "FN:A\\;B\\,C\\\\ TEL:+1900\r\n" in card
    assert card.count("\r\nTEL") == 1


def test_a_card_that_would_not_fit_loses_what_is_least_needed() -> None:
    service = residence.service("lv")
    organization = replace(service.organization, website=f"https://example.lv/{'a' * 300}")
    card = contact(replace(service, organization=organization), MOST)
    assert len(card.encode()) <= MOST
    assert "URL" not in card
    assert "TEL;TYPE=WORK,VOICE:+37165407437" in card
    assert card.endswith("END:VCARD\r\n")


def test_nothing_to_call_gives_no_contact() -> None:
    assert contact(replace(residence.service("lv"), phones=(), emails=()), MOST) == ""


def test_the_numbers_of_a_place_stand_in_for_those_of_the_service() -> None:
    service = residence.service("lv")
    at = service.places[0]
    at = replace(at, place=replace(at.place, phones=(Phone("112"),)))
    assert contact(replace(service, phones=(), emails=(), places=(at,)), MOST) == "tel:112"
