"""A pack of a small town with one form, written straight into the tables."""

from __future__ import annotations

from contextlib import closing
from typing import TYPE_CHECKING

from kiosk.forms.definition import encode
from tests.helpers.forms import FORM, texts
from tests.helpers.packs import Town

if TYPE_CHECKING:
    from pathlib import Path

    from kiosk.forms.definition import Form

LANGUAGES = ("lv", "uk", "ar", "ti")

PURPOSE = {
    "purpose:/person/code": "Lai pilsēta Jūs atrod reģistrā.",
    "hint:/person/surname": "Kā pasē",
    "guidance:/home/street": "Rakstiet ielu un mājas numuru tā, kā tie ir līgumā.",
    "constraint:/home/flat": "Dzīvokļa numurs ir lielāks par nulli.",
}
"""Further words, in Latvian alone."""


def write(file: Path, form: Form = FORM) -> Path:
    """The pack as a file: a council, one service whose evidence is the form, and the form."""
    with closing(Town()) as town:
        for seq, tag in enumerate(LANGUAGES[1:2] + LANGUAGES[3:], 3):
            town.add("language", tag=tag, endonym=tag, script="Latn", seq=seq)
        town.council()
        town.service("residence", "Dzīvesvietas deklarēšana", at="HALL", term="PAPERS")
        town.add("evidence", id="FORM-EVIDENCE", service_id="RESIDENCE")
        town.text("evidence", "FORM-EVIDENCE", "name", "Aizpildīta veidlapa")
        town.add(
            "form", id="FORM", slug=form.id, definition=encode(form).decode(), version=form.version, icon="house-user"
        )
        town.add("evidence_form", evidence_id="FORM-EVIDENCE", form_id="FORM")
        for tag in LANGUAGES:
            for name, text in texts(tag).named.items():
                if text.language == tag:
                    town.text("form", "FORM", name, {tag: text.value})
        for name, words in PURPOSE.items():
            town.text("form", "FORM", name, words)
        return town.write(file, languages=("lv", "en", "ar", "uk", "ti"))
