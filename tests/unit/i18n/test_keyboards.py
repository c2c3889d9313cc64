from __future__ import annotations

import ctypes
import subprocess
import sys
import unicodedata
from pathlib import Path

import pytest
from babel.messages.pofile import read_po

from kiosk.domain.keyboard import PAD, Layout
from kiosk.domain.language import BY_TAG, INTERFACE
from kiosk.i18n import keyboards
from kiosk.resources import LOCALES, ROOT
from tests.helpers import scripts

COMMON = frozenset(" '.,-") | {key.plain for row in PAD for key in row}


def writable(layout: Layout, text: str) -> bool:
    """Whether the characters of the layout, one after the other, make `text`."""
    offered = layout.characters()
    return text in offered or all(character in offered for character in text)


@pytest.mark.parametrize("tag", [language.tag for language in INTERFACE])
def test_every_word_of_the_interface_can_be_typed_in_its_own_language(tag: str) -> None:
    layout = keyboards.load(tag)
    assert layout.tag == tag
    script = scripts.NAMES[BY_TAG[tag].script]
    texts = [BY_TAG[tag].endonym]
    for file in (LOCALES / tag).glob("*.po"):
        with file.open("rb") as stream:
            texts += [str(message.string) for message in read_po(stream) if message.id]
    asked = {
        character
        for text in texts
        for character in unicodedata.normalize("NFC", text)
        if unicodedata.category(character)[0] in "LM" and script in unicodedata.name(character, "")
    }
    assert tag == "en" or len(asked) > 15
    assert sorted(c for c in asked if not writable(layout, c)) == []


ALPHABETS = {
    "lv": "aābcčdeēfgģhiījkķlļmnņoprsštuūvzž",
    "uk": "абвгґдеєжзиіїйклмнопрстуфхцчшщьюя",
    "el": "αάβγδεέζηήθιίϊΐκλμνξοόπρσςτυύϋΰφχψωώ",
    "pl": "aąbcćdeęfghijklłmnńoóprsśtuwyzźż",
    "de": "abcdefghijklmnopqrstuvwxyzäöüß",
    "tr": "abcçdefgğhıijklmnoöprsştuüvyzİ",
    "ro": "aăâbcdefghiîjklmnopqrsștțuvwxyz",
    "kmr": "abcçdeêfghiîjklmnopqrsştuûvwxyz",
    "fa": "آابپتثجچحخدذرزژسشصضطظعغفقکگلمنوهیئ\u200c",
    "ps": "آابپتټثجځچڅحخدډذرړزژږسشښصضطظعغفقکګلمنڼوهیېۍئ",
    "ur": "آابپتٹثجچحخدڈذرڑزژسشصضطظعغفقکگلمنںوہھءیے",
    "ckb": "ئابپتجچحخدرڕزژسشعغفڤقکگلڵمنوۆهەیێ",
    "bn": "অআইঈউঊঋএঐওঔকখগঘঙচছজঝঞটঠডঢণতথদধনপফবভমযরলশষসহৎংঃঁ্ািীুূৃেৈোৌ",
    "am": "ሀሁሂሃሄህሆለሉሊላሌልሎሏቋኋኳጓዐዑፕ",
    "ti": "ቐቑቒቓቔቕቖቛኸኹኺኻኼኽኾዅቈቊቌቍ",
}


@pytest.mark.parametrize("tag", ALPHABETS)
def test_the_alphabet_is_there_with_its_capitals(tag: str) -> None:
    layout = keyboards.load(tag)
    wanted = set(ALPHABETS[tag])
    if layout.cased:
        wanted |= {letter.upper() for letter in wanted if len(letter.upper()) == 1 and letter not in "ıi"}
    assert sorted(letter for letter in wanted if not writable(layout, letter)) == []


def test_the_letters_of_an_alphabet_need_no_long_press_where_capitals_exist() -> None:
    for tag in ("lv", "uk", "el", "pl", "de", "ro", "kmr"):
        plain = {key.plain for row in keyboards.load(tag).rows for key in row}
        assert set(ALPHABETS[tag]) - {"İ"} <= plain, tag


def test_latin_writes_the_names_of_european_passports() -> None:
    offered = keyboards.load(keyboards.LATIN).characters()
    assert set("ABCXYZabcxyzĀČĒĢĪĶĻŅŠŪŽąćęłńóśźżäöüßñçøåæðþőűșțğışĲĳ") - set("Ĳĳ") <= offered


def test_no_row_has_more_keys_than_fit_and_none_appears_twice() -> None:
    for file in keyboards.FOLDER.glob("*.json"):
        layout = keyboards.read(file)
        plain = [key.plain for row in layout.rows for key in row]
        assert max(len(row) for row in layout.rows) <= 13, file.name
        assert len(layout.rows[-1]) <= 11, file.name
        assert len(layout.rows) <= 4, file.name
        assert len(set(plain)) == len(plain), file.name


def test_a_language_of_a_pack_without_a_layout_gets_latin() -> None:
    assert keyboards.load("sw").tag == keyboards.LATIN
    assert keyboards.load("pt-BR").tag == keyboards.LATIN
    assert keyboards.load("../lv").tag == keyboards.LATIN
    assert keyboards.load("de-simple").tag == "de"


def test_the_files_are_what_xkb_data_says() -> None:
    try:
        ctypes.CDLL("libxkbcommon.so.0")
    except OSError:
        pytest.skip("libxkbcommon is not on this machine")
    about = Path("/usr/share/pkgconfig/xkeyboard-config.pc")
    if not about.is_file() or "Version: 2.35.1\n" not in about.read_text(encoding="utf-8"):
        pytest.skip("another xkb-data than the one that the files were made with")
    checked = subprocess.run(
        [sys.executable, "tools/keyboards.py", "--check"], cwd=ROOT, capture_output=True, text=True, check=False
    )
    if "has no layout" in checked.stderr:
        pytest.skip("xkb-data is not on this machine")
    assert checked.returncode == 0, checked.stderr
