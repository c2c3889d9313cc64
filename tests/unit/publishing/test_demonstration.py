"""The demonstration pack of Daugavpils builds from what lies in the repository, and says how old its facts are."""

from __future__ import annotations

import re
import sqlite3
from contextlib import closing
from typing import TYPE_CHECKING

import pytest
from babel.messages.pofile import read_po

from kiosk.publishing.build import build
from kiosk.resources import ROOT

if TYPE_CHECKING:
    from pathlib import Path

DAUGAVPILS = ROOT / "db" / "daugavpils"
CATALOGUES = sorted((DAUGAVPILS / "locales").glob("*.po"))
ADDRESS = re.compile(r"https?://[^\s)]+|[\w.+-]+@[\w-]+\.[\w.-]*\w")
NUMBER = re.compile(r"\d{2,}")
IN_WORDS = {"24"}
"""What a language has to say in figures where others say „around the clock“."""


def test_daugavpils_has_its_services_in_nine_languages_and_one_hash(tmp_path: Path) -> None:
    first, second = build(DAUGAVPILS, tmp_path / "first.db"), build(DAUGAVPILS, tmp_path / "second.db")
    assert first.counts["service"] == 36
    assert first.manifest.languages == ("lv", "en", "ru", "uk", "pl", "ar", "fa", "fr", "ti")
    assert first.manifest.content_hash == second.manifest.content_hash


def test_what_is_older_than_two_years_or_of_no_date_asks_visitors_to_confirm_it(tmp_path: Path) -> None:
    pack = build(DAUGAVPILS, tmp_path / "pack.db")
    year, rest = pack.manifest.as_of[:4], pack.manifest.as_of[4:]
    old = f"{int(year) - 2}{rest}"
    with closing(sqlite3.connect(pack.path)) as connection:
        for table in ("organization", "place", "service", "phone", "schedule"):
            silent = f"SELECT id FROM {table} WHERE NOT confirm AND verified_on < ?"
            assert connection.execute(silent, (old,)).fetchall() == [], table


@pytest.mark.parametrize("path", CATALOGUES, ids=lambda path: path.stem)
def test_each_number_and_address_of_the_original_is_in_its_translation(path: Path) -> None:
    with path.open("rb") as file:
        catalogue = read_po(file)
    for message in filter(lambda each: each.id, catalogue):
        original, translation = str(message.id), str(message.string)
        assert sorted(ADDRESS.findall(original)) == sorted(ADDRESS.findall(translation)), message.context
        numbers, told = set(NUMBER.findall(original)), set(NUMBER.findall(translation)) - IN_WORDS
        # a second year of two may be cut short: 2026/27
        assert {number[-2:] for number in numbers - IN_WORDS} == {number[-2:] for number in told}, message.context
