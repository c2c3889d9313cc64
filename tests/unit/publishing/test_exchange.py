"""Translations that go out and come back: through gettext's tools, through Babel, as PO and as XLIFF."""

from __future__ import annotations

import re
import shutil
import subprocess
from dataclasses import replace
from datetime import date, timedelta
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

import pytest
from babel.messages.pofile import read_po, write_po

from kiosk.cli import main
from kiosk.publishing import edition, exchange, moment, po, po_entry, source, translations
from kiosk.publishing.findings import FindingsError
from kiosk.publishing.po import Human

if TYPE_CHECKING:
    from collections.abc import Callable

    from kiosk.publishing.findings import Finding
    from kiosk.publishing.po import Entry
    from tests.helpers.sources import City

AMAL, BEA = Human("Amal Haddad", date(2026, 3, 1)), Human("Bea", date(2026, 4, 1))
STEP, SECOND, NAME, NOTE = (f"service/declare/{field}" for field in ("step/0", "step/1", "name/0", "note/0"))
SERVICE = "services/declare.md"


def entries(city: City) -> dict[str, Entry]:
    return {entry.context: entry for entry in po.read(city.folder / "locales" / "ar.po")}


def write(city: City, **changes: Entry) -> None:
    known = {entry.context: entry for entry in edition.read(city.folder).catalogues["ar"]} | changes
    city.write("locales/ar.po", po.render(known.values(), "ar", "smalltown"))


@pytest.fixture
def translated(city: City) -> City:
    """A catalogue with a text of each status."""
    known = {entry.context: entry for entry in edition.read(city.folder).catalogues["ar"]}
    write(
        city,
        **{
            STEP: replace(known[STEP], msgstr="املأ الاستمارة", human=AMAL),
            SECOND: replace(known[SECOND], msgstr="اذهب إلى البلدية"),
            NAME: replace(known[NAME], msgstr="الإقامة", fuzzy=True, previous="Vecs nosaukums", human=BEA),
        },
    )
    return city


def statuses(city: City) -> dict[str, int]:
    """How much each text may claim: 0 missing, 1 out of date, 2 machine, 3 human; a person on an old text counts half."""
    ranks = {}
    for entry in edition.read(city.folder).catalogues["ar"]:
        rank = 0 if not entry.msgstr else 2 if entry.fuzzy else 4
        ranks[entry.context] = rank + bool(entry.msgstr and entry.human)
    return ranks


def export(city: City, form: exchange.Format = "po") -> Path:
    return city.write(f"../ar.{form}", exchange.export(source.read(city.folder), "ar", form))


def take(city: City, file: Path) -> exchange.Import:
    return exchange.take_in(source.read(city.folder), "ar", file)


def tool(name: str, *arguments: str | Path) -> None:
    if shutil.which(name) is None:
        pytest.skip(f"needs the program {name}")
    subprocess.run([name, *map(str, arguments)], check=True, capture_output=True, timeout=60)


def template(city: City, file: Path) -> Path:
    """What a translation service would merge with: the official texts of today, some of them changed or new."""
    bare = (replace(entry, msgstr="", fuzzy=False, human=None, previous="") for entry in po.read(file))
    pot = po.render((replace(entry, comments=()) for entry in bare), "ar", "smalltown")
    return city.write("../all.pot", pot.replace('"Ejiet uz domi"', '"Ejiet uz domi tagad"'))


def through_msgmerge(city: City, file: Path) -> None:
    tool("msgmerge", "--quiet", "--update", "--backup=off", file, template(city, file))


def through_msgmerge_previous(city: City, file: Path) -> None:
    tool("msgmerge", "--quiet", "--update", "--backup=off", "--previous", file, template(city, file))


def through_msgcat(city: City, file: Path) -> None:
    tool("msgcat", "--width=40", "--sort-output", "--output-file", file, file)


def through_babel(city: City, file: Path) -> None:
    with file.open("rb") as stream:
        catalogue = read_po(stream)
    with template(city, file).open("rb") as stream:
        catalogue.update(read_po(stream))
    out = BytesIO()
    write_po(out, catalogue, include_previous=True)
    file.write_bytes(out.getvalue())


ALL: tuple[Callable[[City, Path], None], ...] = (
    through_msgmerge,
    through_msgmerge_previous,
    through_msgcat,
    through_babel,
)


@pytest.mark.parametrize(
    "way", [*((each,) for each in ALL), ALL, ALL[::-1]], ids=lambda way: "+".join(w.__name__ for w in way)
)
@pytest.mark.parametrize("imported", [True, False], ids=["imported", "in place"])
def test_no_text_gains_status_on_its_way_through_other_programs(
    translated: City, way: tuple[Callable[[City, Path], None], ...], imported: bool
) -> None:
    before = statuses(translated)
    assert sorted(set(before.values())) == [0, 3, 4, 5]
    file = export(translated)
    for step in way:
        step(translated, file)
    if imported:
        take(translated, file)
        after = statuses(translated)
        assert {context: rank for context, rank in after.items() if rank > before[context]} == {}
    else:
        translated.write("locales/ar.po", file.read_text(encoding="utf-8"))
        after = statuses(translated)
        people = {context for context, rank in after.items() if rank % 2} - {
            c for c, rank in before.items() if rank % 2
        }
        assert people == set()


@pytest.mark.parametrize("form", ["po", "xliff"])
def test_what_went_out_comes_back_as_it_was(translated: City, form: exchange.Format) -> None:
    before = entries(translated)
    done = take(translated, export(translated, form))
    assert (done.changed, done.unchanged, done.unknown, done.guesses, done.withdrawn) == (0, 21, 0, 0, 0)
    assert entries(translated) == before


def test_gettext_accepts_what_is_written(translated: City) -> None:
    tool("msgfmt", "--check", "--output-file=/dev/null", export(translated))


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


@pytest.mark.parametrize("form", ["po", "xliff"])
def test_a_named_person_makes_a_text_human_and_nothing_else_does(translated: City, form: exchange.Format) -> None:
    file = export(translated, form)
    text = file.read_text(encoding="utf-8")
    if form == "po":
        text = text.replace(f'msgctxt "{SECOND}"', f'# kiosk: human Carl 2026-11-01\nmsgctxt "{SECOND}"')
    else:
        note = '<notes>\n    <note category="kiosk">human Carl 2026-11-01</note>'
        name = f'name="{SECOND}">\n   '
        text = text.replace(f"{name}<notes>", f"{name}{note}").replace('state="translated"', 'state="final"')
    file.write_text(text, encoding="utf-8")
    assert take(translated, file).changed == 1
    assert entries(translated)[SECOND].human == Human("Carl", date(2026, 11, 1))


def test_other_words_under_the_same_name_are_not_vouched_for(translated: City) -> None:
    file = export(translated)
    text = file.read_text(encoding="utf-8").replace("املأ الاستمارة", "املأ النموذج")
    file.write_text(text, encoding="utf-8")
    done = take(translated, file)
    assert (done.changed, done.withdrawn) == (1, 1)
    assert (entries(translated)[STEP].msgstr, entries(translated)[STEP].human) == ("املأ النموذج", None)
    file.write_text(text.replace("Amal Haddad 2026-03-01", "Amal Haddad 2026-11-24"), encoding="utf-8")
    take(translated, file)
    assert entries(translated)[STEP].human == Human("Amal Haddad", date(2026, 11, 24))


def test_a_translation_of_an_older_original_comes_in_as_out_of_date(translated: City) -> None:
    file = export(translated)
    translated.change(SERVICE, "Ejiet uz domi", "Zvaniet domei")
    file.write_text(file.read_text(encoding="utf-8").replace("اذهب إلى البلدية", "اذهب"), encoding="utf-8")
    take(translated, file)
    entry = entries(translated)[SECOND]
    assert (entry.msgid, entry.msgstr, entry.fuzzy, entry.previous) == ("Zvaniet domei", "اذهب", True, "Ejiet uz domi")


def test_an_old_file_does_not_undo_newer_work(translated: City) -> None:
    file = export(translated)
    translated.change(SERVICE, "Ejiet uz domi", "Zvaniet domei")
    translations.write_catalogue(translated.folder, "ar")
    new = replace(entries(translated)[SECOND], msgstr="اتصل بالبلدية", fuzzy=False, previous="")
    write(translated, **{SECOND: new})
    take(translated, file)
    assert (entries(translated)[SECOND].msgstr, entries(translated)[SECOND].fuzzy) == ("اتصل بالبلدية", False)


def test_a_fuzzy_guess_never_takes_the_place_of_an_answer(translated: City) -> None:
    file = export(translated)
    text = file.read_text(encoding="utf-8").replace(f'msgctxt "{SECOND}"', f'#, fuzzy\nmsgctxt "{SECOND}"')
    file.write_text(text.replace("اذهب إلى البلدية", "ربما"), encoding="utf-8")
    assert take(translated, file).guesses == 1
    assert entries(translated)[SECOND].msgstr == "اذهب إلى البلدية"


@pytest.mark.parametrize("form", ["po", "xliff"])
def test_lost_placeholders_and_links_refuse_the_file(city: City, form: exchange.Format) -> None:
    city.change(SERVICE, "Ejiet uz domi", "Ejiet uz [domi](https://dome.lv) {laiks}")
    translations.write_catalogue(city.folder, "ar")
    file = export(city, form)
    text = file.read_text(encoding="utf-8")
    value = "اذهب إلى [البلدية](https://other.lv)"
    if form == "po":
        text = re.sub(rf'(msgctxt "{SECOND}"\nmsgid .*\nmsgstr )""', rf'\1"{value}"', text)
    else:
        text = re.sub(rf'(name="{SECOND}">(?s:.*?)</source>)', rf"\1<target>{value}</target>", text)
    file.write_text(text, encoding="utf-8")
    before = (city.folder / "locales" / "ar.po").read_bytes()
    with pytest.raises(FindingsError) as caught:
        take(city, file)
    assert {finding.code for finding in caught.value.findings} == {"KC303", "KC304"}
    line = next(number for number, each in enumerate(text.split("\n"), 1) if SECOND in each)
    assert {finding.line for finding in caught.value.findings} == {line + (form == "po")}
    assert (city.folder / "locales" / "ar.po").read_bytes() == before


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
        ('msgid ""\nmsgstr ""\n"Language: fr\\n"\n"Content-Type: text/plain; charset=UTF-8\\n"\n', "translates into fr and"),
        ("Papers, please", "this is not a line of a PO file"),
    ],
)  # fmt: skip
def test_a_file_that_is_none_is_refused_in_one_sentence(city: City, text: str, words: str) -> None:
    with pytest.raises(FindingsError, match=re.escape(words)):
        take(city, city.write("../strange", text))
    assert not (city.folder / "locales").exists()


def test_the_commands_send_out_take_in_and_count(
    translated: City, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder, out = str(translated.folder), str(tmp_path / "out.xlf")
    common = ["content", "translations"]
    assert main([*common, "export", folder, "--language", "ar", "--format", "xliff", "--out", out]) == 0
    assert main([*common, "import", folder, "--language", "ar", "--from", out]) == 0
    assert main([*common, "status", folder]) == 0
    printed = capsys.readouterr().out
    assert re.search(r"ar +│ +0 │ +1 │ +1 │ +1 │ +18 ", printed), printed
    assert main([*common, "export", folder, "--language", "ar"]) == 0
    assert capsys.readouterr().out.startswith('msgid ""')
    assert main([*common, "import", folder, "--language", "ar", "--from", str(tmp_path / "none")]) == 1
    assert "cannot be read" in capsys.readouterr().err
    assert main([*common, "export", folder, "--language", "lv"]) == 1


@pytest.mark.parametrize(("days", "said"), [(1, ""), (3, "has a day that is still to come")])
def test_nobody_has_read_a_text_on_a_day_to_come(tmp_path: Path, days: int, said: str) -> None:
    day = moment.today() + timedelta(days=days)
    findings: list[Finding] = []
    found = po_entry.human(tmp_path / "ar.po", 7, (f"kiosk: human Amal Haddad {day}",), findings)
    assert (found is None) == bool(said)
    assert all(said in str(finding) for finding in findings)
    assert len(findings) == bool(said)
