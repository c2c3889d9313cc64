"""A language's own words come first, then its core, then English; and one can tell which it was."""

from __future__ import annotations

import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from kiosk.i18n.catalogue import Catalogue, read
from kiosk.i18n.compile import compile_file

if TYPE_CHECKING:
    from pathlib import Path

HEADER = (
    'msgid ""\nmsgstr ""\n"Content-Type: text/plain; charset=UTF-8\\n"\n'
    '"Plural-Forms: nplurals=3; plural=(n%10==1 && n%100!=11 ? 0 : n%10>=2 && n%10<=4 ? 1 : 2);\\n"\n\n'
)


def entry(text: str, translation: str) -> str:
    return f'msgid "{text}"\nmsgstr "{translation}"\n\n'


@pytest.fixture
def russian(tmp_path: Path) -> Catalogue:
    kiosk = entry("Print", "Печать") + entry("Back", "Обратно") + entry("Later", "")
    plural = 'msgid "%n day"\nmsgid_plural "%n days"\nmsgstr[0] "%n день"\nmsgstr[1] "%n дня"\nmsgstr[2] "%n дней"\n\n'
    core = entry("Back", "Назад") + entry("Close", "Закрыть") + entry("Sound", "Sound")
    for name, entries in (("kiosk", kiosk + plural), ("core", core)):
        source = tmp_path / f"{name}.po"
        source.write_text(HEADER + entries, encoding="utf-8")
        compile_file(source, tmp_path / "built" / "ru" / f"{name}.mo")
    return read("ru", tmp_path / "built")


def test_the_interface_lies_over_the_core_over_english(russian: Catalogue) -> None:
    said = [russian.gettext(text) for text in ("Print", "Back", "Close", "Later", "Never heard")]
    assert said == ["Печать", "Обратно", "Закрыть", "Later", "Never heard"]


def test_a_fallback_is_told_from_a_translation_that_looks_the_same(russian: Catalogue) -> None:
    assert russian.has("Sound")
    assert russian.untranslated("Later")
    assert russian.untranslated("Never heard")


def test_an_empty_text_is_empty_and_not_the_header(russian: Catalogue) -> None:
    assert russian.gettext("") == ""


@pytest.mark.parametrize(("count", "said"), [(1, "%n день"), (3, "%n дня"), (5, "%n дней"), (21, "%n день")])
def test_plurals_by_the_rule_of_the_language(russian: Catalogue, count: int, said: str) -> None:
    assert russian.ngettext("%n day", "%n days", count) == said
    assert russian.ngettext("%n hour", "%n hours", count) == ("%n hour" if count == 1 else "%n hours")


def test_a_variant_speaks_its_language(russian: Catalogue, tmp_path: Path) -> None:
    assert read("ru-simple", tmp_path / "built").gettext("Back") == "Обратно"


def test_english_needs_no_catalogue_and_an_unknown_language_is_english(tmp_path: Path) -> None:
    assert not read("en", tmp_path).untranslated("Back")
    assert read("sq", tmp_path).gettext("Back") == "Back"
    assert read("sq", tmp_path).untranslated("Back")


def test_the_screen_starts_without_babel() -> None:
    code = "import sys; from kiosk.i18n import catalogue, formats; catalogue.load('ar'); print('babel' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "False"
