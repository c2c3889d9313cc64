"""The core texts are there in all 25 languages, in the letters of each, and short enough for a button."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

import pytest
from babel.messages.pofile import read_po

from kiosk.domain.language import INTERFACE
from kiosk.i18n.catalogue import Catalogue, read
from kiosk.i18n.compile import compile_all, placeholders
from kiosk.publishing.endonyms import language
from kiosk.resources import LOCALES
from tests.helpers.scripts import foreign, misspelt

if TYPE_CHECKING:
    from pathlib import Path

PLACEHOLDER = re.compile(r"%\d|IBAN")
BUTTON = 25
"""Letters that the longest label of a button may have."""

BUTTONS = (
    "Back",
    "Home",
    "Language",
    "Help to read",
    "Finish and clear",
    "Emergency",
    "Yes, clear everything",
    "No, go on",
    "Close",
    "Text size",
    "Contrast",
    "Low reach",
    "Start again",
    "Sound",
)


def texts(template: str = "core.pot") -> list[str]:
    with (LOCALES / template).open("rb") as stream:
        return [str(message.id) for message in read_po(stream) if message.id]


@cache
def strings(tag: str, name: str) -> dict[str, str]:
    with (LOCALES / tag / f"{name}.po").open("rb") as stream:
        return {str(message.id): str(message.string) for message in read_po(stream) if message.id}


CATALOGUES = [(file.parent.name, file.stem) for file in sorted(LOCALES.glob("*/*.po"))]

each_language = pytest.mark.parametrize("tag", [each.tag for each in INTERFACE])
each_translation = pytest.mark.parametrize("tag", [each.tag for each in INTERFACE if each.tag != "en"])
each_catalogue = pytest.mark.parametrize(("tag", "name"), CATALOGUES)


@pytest.fixture(scope="module")
def compiled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("compiled")
    assert compile_all(LOCALES, folder) == []
    return folder


@each_language
def test_every_core_text_is_there(tag: str, compiled: Path) -> None:
    catalogue: Catalogue = read(tag, compiled)
    assert [text for text in texts() if catalogue.untranslated(text)] == []
    assert [text for text in texts() if placeholders(catalogue.gettext(text)) != placeholders(text)] == []


@each_translation
def test_no_core_text_was_left_in_english(tag: str) -> None:
    same = {text for text, said in strings(tag, "core").items() if text == said}
    assert same <= {"Contrast"}  # the word in French, Dutch and Romanian


@each_catalogue
def test_letters_are_those_of_the_language(tag: str, name: str) -> None:
    bare = {text: PLACEHOLDER.sub("", said) for text, said in strings(tag, name).items()}
    script = language(tag).script
    assert {text: foreign(said, script) for text, said in bare.items() if foreign(said, script)} == {}
    assert {text: misspelt(said, tag) for text, said in bare.items() if misspelt(said, tag)} == {}


@each_catalogue
def test_a_sentence_ends_as_sentences_do(tag: str, name: str) -> None:
    ends = ".。።۔।"
    wrong = {
        text: said
        for text, said in strings(tag, name).items()
        if said and (text.endswith(".") != (said[-1] in ends) or text.endswith("?") != (said[-1] in "?؟;"))
    }
    assert wrong == {}


@each_translation
def test_labels_of_buttons_are_short(tag: str) -> None:
    core = strings(tag, "core")
    assert {text: core[text] for text in BUTTONS if len(core[text]) > BUTTON} == {}


@each_language
def test_the_file_says_where_its_translations_come_from(tag: str) -> None:
    assert "machine" in (LOCALES / tag / "core.po").read_text("utf-8").splitlines()[0]
