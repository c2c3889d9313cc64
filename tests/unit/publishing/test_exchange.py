"""Translations that go out and come back: through gettext's tools, through Babel, as PO and as XLIFF.

What XLIFF alone can say or get wrong is in `test_xliff`.
"""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date, timedelta
from io import BytesIO
from typing import TYPE_CHECKING

import pytest
from babel.messages.pofile import read_po, write_po

from kiosk.cli import main
from kiosk.publishing import exchange, moment, po, po_entry, translations, xliff
from kiosk.publishing.findings import FindingsError
from kiosk.publishing.po import Human
from tests.helpers.catalogues import SECOND, SERVICE, STEP, entries, export, statuses, take, tool, write

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from kiosk.publishing.findings import Finding
    from tests.helpers.sources import City


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


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ('msgid ""\nmsgstr ""\n"Language: fr\\n"\n"Content-Type: text/plain; charset=UTF-8\\n"\n', "translates into fr and"),
        ("Papers, please", "this is not a line of a PO file"),
    ],
)  # fmt: skip
def test_a_file_that_is_none_is_refused_in_one_sentence(city: City, text: str, words: str) -> None:
    with pytest.raises(FindingsError, match=re.escape(words)):
        take(city, city.write("../strange", text))
    assert not (city.folder / "locales").exists()


@pytest.mark.parametrize(
    ("said", "tag", "meant"),
    [
        ("en-US", "en", True), ("fa-IR", "fa", True), ("zh-CN", "zh", True), ("ckb-IQ", "ckb", True), ("PRS-AF", "prs", True),
        ("fa-AF", "fa", False), ("zh-TW", "zh", False), ("sr-ME", "sr", False), ("en-US", "en-GB", False), ("de", "en", False),
    ],
)  # fmt: skip
def test_a_country_is_no_other_language_unless_it_makes_it_one(said: str, tag: str, *, meant: bool) -> None:
    assert xliff.is_meant(said, tag) == meant


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
