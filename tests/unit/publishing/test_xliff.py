"""XLIFF 2.0 as we write it, as other tools make it, and as nobody should."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path
from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

import pytest

from kiosk.publishing.findings import FindingsError
from tests.helpers.catalogues import SECOND, SERVICE, entries, export, statuses, take, tool

if TYPE_CHECKING:
    from tests.helpers.sources import City

# OASIS's own schema of XLIFF 2.0, as Debian and Ubuntu have it in the package php-symfony-translation.
SCHEMAS = Path("/usr/share/php/Symfony/Component/Translation/Resources/schemas")


@pytest.fixture
def schema(tmp_path: Path) -> Path:
    """The schema with its import of xml.xsd beside it, so that nothing is fetched."""
    if not SCHEMAS.is_dir():
        pytest.skip("needs the package php-symfony-translation")
    text = (SCHEMAS / "xliff-core-2.0.xsd").read_text(encoding="utf-8")
    local = re.sub(r'schemaLocation="[^"]*xml\.xsd"', f'schemaLocation="{SCHEMAS / "xml.xsd"}"', text)
    file = tmp_path / "xliff-core-2.0.xsd"
    file.write_text(local, encoding="utf-8")
    return file


@pytest.mark.parametrize("changed", [False, True])
def test_what_is_written_holds_to_the_schema_of_xliff(translated: City, schema: Path, *, changed: bool) -> None:
    """XLIFF 2.0, section 4: each status of a text, and with a unit that has no id it would not hold."""
    if changed:
        translated.change(SERVICE, "Ejiet uz domi", "Ejiet <uz> & domi")
    file = export(translated, "xliff")
    check = ("--noout", "--nonet", "--schema", schema)
    tool("xmllint", *check, file)
    file.write_text(re.sub(r'<unit id="[^"]*"', "<unit", file.read_text(encoding="utf-8"), count=1), encoding="utf-8")
    with pytest.raises(subprocess.CalledProcessError):
        tool("xmllint", *check, file)


def test_what_is_written_holds_to_what_the_schema_cannot_say(translated: City) -> None:
    """XLIFF 2.0, 4.3.1: ids of units are their own, a sub-state has a prefix of ours and a state beside it."""
    root = ET.fromstring(export(translated, "xliff").read_text(encoding="utf-8"))  # noqa: S314 (our own)
    name = "{urn:oasis:names:tc:xliff:document:2.0}"
    ids = [unit.get("id", "") for unit in root.iter(f"{name}unit")]
    assert len(set(ids)) == len(ids) > 0
    said = [segment for segment in root.iter(f"{name}segment") if segment.get("subState")]
    assert said
    assert all(segment.get("state") and segment.get("subState", "").startswith("kiosk:") for segment in said)
    assert (root.get("version"), root.get("srcLang"), root.get("trgLang")) == ("2.0", "lv", "ar")


XLIFF = '<xliff xmlns="urn:oasis:names:tc:xliff:document:2.0" version="2.0" srcLang="lv" trgLang="ar"><file id="f">{}</file></xliff>'
XML = "http://www.w3.org/XML/1998/namespace"
UNIT = f'<unit id="u" name="{SECOND}"><segment><source>Ejiet uz </source><target>اذهب </target></segment><segment><source>domi</source><target><mrk id="m">إلى</mrk></target></segment></unit>'


def test_segments_of_a_unit_are_one_text(city: City) -> None:
    take(city, city.write("../ar.xlf", XLIFF.format(UNIT)))
    assert entries(city)[SECOND].msgstr == "اذهب إلى"


def unit(content: str) -> str:
    return XLIFF.format(f'<unit id="u" name="{SECOND}">{content}</unit>')


@pytest.mark.parametrize(
    ("content", "said"),
    [
        # what stands between segments has no target of its own
        (("<segment><source>Ejiet uz</source><target>اذهب</target></segment><ignorable><source> </source></ignorable>"
         "<segment><source>domi</source><target>إلى</target></segment>"), "اذهب إلى"),
        # offers of a translation memory are not the text
        (('<m:matches xmlns:m="urn:oasis:names:tc:xliff:matches:2.0"><m:match ref="#1"><source>Ejiet uz domi</source>'
         "<target>خطأ</target></m:match></m:matches><segment><source>Ejiet uz domi</source><target>اذهب</target></segment>"), "اذهب"),
        # codes stand for what the original data says
        (('<originalData><data id="d1">**</data><data id="d2">__</data></originalData><segment><source>Ejiet uz domi</source>'
         '<target>اذهب <pc id="1" dataRefStart="d1" dataRefEnd="d2">إلى</pc><ph id="2" equiv="!"/></target></segment>'), "اذهب **إلى__!"),
        # segments may stand in another order in the other language
        (('<segment><source>Ejiet</source><target order="3">اذهب</target></segment><ignorable><source> </source></ignorable>'
         '<segment><source>uz domi</source><target order="1">إلى</target></segment>'), "إلى اذهب"),
        # what a text is written with does not matter
        (('<segment state="final"><source>Ejiet uz domi</source><target><![CDATA[اذهب <إلى>]]><mrk id="m">&#33;</mrk>'
         '<sm id="s"/>?<em startRef="s"/></target></segment>'), "اذهب <إلى>!?"),
        (('<originalData><data id="d1">**</data></originalData><segment><source>Ejiet uz domi</source><target>اذهب '
         '<sc id="1" dataRef="d1"/>إلى<ec startRef="1" dataRef="d1"/></target></segment>'), "اذهب **إلى**"),
        # a layout is no part of a text of one line, nor of its original
        (("<segment>\n  <source>Ejiet uz\n    domi\n  </source>\n  <target>اذهب\n    إلى\n  </target>\n</segment>"), "اذهب إلى"),
        # half a translation is none
        ("<segment><source>Ejiet uz </source><target>اذهب</target></segment><segment><source>domi</source></segment>", ""),
    ],
)  # fmt: skip
def test_what_other_tools_make_of_a_unit_is_read(city: City, content: str, said: str) -> None:
    take(city, city.write("../ar.xlf", unit(content)))
    assert entries(city)[SECOND].msgstr == said


@pytest.mark.parametrize("said", ["ar-SY", "AR"])
def test_a_country_behind_a_language_that_has_none_does_not_matter(city: City, said: str) -> None:
    take(city, city.write("../ar.xlf", XLIFF.format(UNIT).replace('trgLang="ar"', f'trgLang="{said}"')))
    assert (entries(city)[SECOND].msgstr, entries(city)[SECOND].fuzzy) == ("اذهب إلى", False)
    catalogue = (city.folder / "locales" / "ar.po").read_text(encoding="utf-8")
    assert '"Language: ar\\n"' in catalogue
    take(city, city.write("../ar.po", catalogue.replace("Language: ar", f"Language: {said.replace('-', '_')}")))


def test_a_prefix_for_the_namespace_and_notes_of_others_do_not_matter(translated: City) -> None:
    before = statuses(translated)
    text = re.sub(r"<(/?)(?=[a-z])", r"<\1x:", export(translated, "xliff").read_text(encoding="utf-8"))
    text = text.replace("xmlns=", "xmlns:x=").replace("<x:notes>", '<x:notes><x:note category="office">done</x:note>')
    units = re.findall(r"<x:unit .*?</x:unit>", text, re.DOTALL)
    head, tail = text.split(units[0])[0], text.split(units[-1])[1]
    take(translated, translated.write("../ar.xlf", head + "".join(reversed(units)) + tail))
    assert statuses(translated) == before


def test_a_code_that_stands_for_nothing_is_refused(city: City) -> None:
    file = city.write(
        "../ar.xlf", unit('<segment><source>Ejiet uz domi</source><target><ph id="1"/></target></segment>')
    )
    with pytest.raises(FindingsError, match="nothing says what the code <ph> stands for"):
        take(city, file)


def test_a_tool_that_drops_sub_states_gives_no_status(translated: City) -> None:
    before = statuses(translated)
    file = export(translated, "xliff")
    file.write_text(re.sub(r' subState="[^"]*"', "", file.read_text(encoding="utf-8")), encoding="utf-8")
    take(translated, file)
    assert statuses(translated) == before


@pytest.mark.parametrize(
    ("text", "words"),
    [
        (" \n", "this file is empty"),
        ("<xliff", "this is not XML (unclosed token)"),
        ("<html/>", "this is not an XLIFF file"),
        ('<xliff xmlns="urn:oasis:names:tc:xliff:document:1.2" version="1.2"/>', "this is XLIFF 1.2; export it again"),
        (XLIFF.format("").replace('trgLang="ar"', 'trgLang="fr"'), "this file translates into fr and not into ar"),
        ('<!DOCTYPE x [<!ENTITY a "b">]>' + XLIFF.format(""), "a document type stands here"),
        ('<!DOCTYPE x SYSTEM "file:///etc/passwd">' + XLIFF.format(""), "a document type stands here"),
        (XLIFF.format(UNIT + UNIT), "stands here a second time"),
        (XLIFF.format("<segment><source>x</source></segment>"), "a <segment> stands in a <file>"),
        (XLIFF.format(f"<notes><note>{UNIT}x</note></notes>"), "a <unit> stands in a <note>"),
        (XLIFF.format(UNIT.replace("<segment>", '<notes><note category="kiosk">me</note></notes><segment>', 1)), "says nothing"),
    ],
)  # fmt: skip
def test_a_file_that_is_none_is_refused_in_one_sentence(city: City, text: str, words: str) -> None:
    with pytest.raises(FindingsError, match=re.escape(words)):
        take(city, city.write("../strange", text))
    assert not (city.folder / "locales").exists()
