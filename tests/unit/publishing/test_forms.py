"""Forms come in from what ODK's tools write, or are refused with one sentence that says why."""

from __future__ import annotations

import subprocess
import sys
from contextlib import closing, suppress
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from kiosk.domain.provenance import PartialDate
from kiosk.errors import FormError, SourceError
from kiosk.forms import loading
from kiosk.forms.definition import Choice, Kind, Range
from kiosk.forms.running import RunningForm
from kiosk.i18n.fallback import Chain
from kiosk.publishing import build, forms, xform, xlsform_child
from kiosk.publishing.findings import FindingsError
from kiosk.publishing.form_languages import tag
from kiosk.publishing.importers import forms as importing
from kiosk.publishing.sheets_markdown import markdown
from tests.helpers.packs import opened
from tests.helpers.workbooks import row, workbook

if TYPE_CHECKING:
    from kiosk.publishing.xform import FormSource
    from tests.helpers.sources import City

REAL = Path(__file__).parents[4] / "shared" / "data" / "xlsform"

EVERYTHING = """
| survey |
|  | type | name | label::Latviešu (lv) | label::English (en) | hint::Latviešu (lv) | guidance_hint::English (en) | required | required_message::Latviešu (lv) | relevant | constraint | constraint_message::English (en) | calculation | choice_filter | default | read_only | repeat_count | appearance | parameters | bind::kiosk:type | bind::kiosk:purpose::Latviešu (lv) | bind::kiosk:purpose::English (en) | bind::kiosk:print | bind::kiosk:unknown |
|  | begin_group | person | Persona | Person |  |  |  |  |  |  |  |  |  |  |  |  | field-list |  |  |  |  |  |  |
|  | text | name | Vārds | Name | Kā pasē | More about names | yes | Vajag |  | regex(., '[A-Z a-z]+') | Latin letters |  |  |  |  |  |  |  | latin_name | Lai zinātu | To know | 2 pdf:Vards |  |
|  | date | born | Dzimis | Born |  |  |  |  |  | . <= today() |  |  |  |  |  |  | persian |  | person_birth_date | Lai zinātu | To know | 1 | month |
|  | end_group |  |  |  |  |  |  |  |  |  |  |  |  |  |  |  |  |  |  |  |  |  |  |
|  | time | at | Cikos | When |  |  |  |  |  |  |  |  |  |  |  |  |  |  |  |  |  |  |  |
|  | date | since | Kopš | Since |  |  |  |  |  |  |  |  |  | today() |  |  |  |  |  |  |  |  |  |
|  | integer | number | Skaits | Number |  |  |  |  |  |  |  |  |  | 2 |  |  |  |  |  |  |  | no |  |
|  | decimal | sum | Summa | Sum |  |  |  |  |  |  |  |  |  |  | ${number} > 5 |  |  |  |  |  |  |  |  |
|  | range | age | Gadi | Age |  |  |  |  |  |  |  |  |  |  |  |  |  | start=0 end=17 step=1 |  |  |  |  |  |
|  | select_one state | state | Valsts | State |  |  |  |  |  |  |  |  |  |  |  |  | minimal |  |  |  |  |  |  |
|  | select_one town | town | Pilsēta | Town |  |  |  |  |  |  |  |  | in=${state} |  |  |  | autocomplete |  |  |  |  |  |  |
|  | select_multiple_from_file skills.csv | skills | Prasmes | Skills |  |  |  |  |  |  |  |  |  |  |  |  |  |  |  |  |  |  |  |
|  | begin_repeat | kids | Bērni | Children |  |  |  |  | ${number} > 0 |  |  |  |  |  |  | ${number} |  |  |  |  |  |  |  |
|  | text | kid | Vārds | Name |  |  |  |  |  |  |  |  |  |  |  |  |  |  |  |  |  |  |  |
|  | end_repeat |  |  |  |  |  |  |  |  |  |  |  |  |  |  |  |  |  |  |  |  |  |  |
|  | calculate | kids_named |  |  |  |  |  |  |  |  |  | count-non-empty(${kid}) |  |  |  |  |  |  |  |  |  | yes |  |
|  | note | thanks | Paldies, ${name} | Thanks, ${name} |  |  |  |  |  |  |  |  |  |  |  |  |  |  |  |  |  |  |  |
|  | acknowledge | agreed | Piekrītu | I agree |  |  | yes |  |  |  |  |  |  |  |  |  |  |  |  |  |  |  |  |
|  | hidden | origin |  |  |  |  |  |  |  |  |  |  |  | kiosk |  |  |  |  |  |  |  |  |  |
|  | image | signature | Paraksts | Signature |  |  |  |  |  |  |  |  |  |  |  |  | signature |  |  |  |  |  |  |

| choices |
|  | list_name | name | label::Latviešu (lv) | label::English (en) | in |
|  | state | lv | Latvija | Latvia |  |
|  | state | ua | Ukraina | Ukraine |  |
|  | town | riga | Rīga | Riga | lv |
|  | town | kyiv | Kijiva | Kyiv | ua |

| settings |
|  | form_title | form_id | default_language | kiosk:title::Latviešu (lv) | kiosk:title::English (en) | kiosk:icon | kiosk:sealed |
|  | Viss | everything | Latviešu (lv) | Viss | Everything | house | no |
"""

HEAD = "| survey |\n|  | type | name | label | relevant | constraint | calculation | appearance | repeat_count | trigger |\n"


def survey(*rows: str) -> str:
    return HEAD + "\n".join(f"|  | {cells} |" for cells in rows) + "\n"


def read_here(path: Path) -> FormSource:
    """As `forms.read`, without the process around pyxform: many small forms in little time."""
    answer = xlsform_child.converted(path)
    if "error" in answer:
        raise FormError(answer["error"])
    found = xform.read(answer["xform"].encode(), path.stem, "en", lambda name: forms.table(path.parent / name))
    for wrong in forms.problems(found):
        raise FormError(wrong)
    return found


def put(folder: Path, text: str, name: str = "form.md") -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    (folder / name).write_text(text, encoding="utf-8")
    return folder / name


@pytest.fixture
def everything(tmp_path: Path) -> Path:
    put(
        tmp_path,
        "name,label::English (en),label::Latviešu (lv)\nsew,Sewing,Šūšana\ncook,Cooking,Ēst gatavošana\n",
        "skills.csv",
    )
    return put(tmp_path, EVERYTHING, "everything.md")


def test_a_form_with_everything(everything: Path) -> None:
    found = forms.read(everything, "en")
    form, asked = found.form, {field.name: field for field in found.form.fields}
    assert (form.id, found.icon, form.sealed) == ("everything", "house", False)
    kinds = [
        "text",
        "date",
        "time",
        "date",
        "integer",
        "decimal",
        "range",
        "select_one",
        "select_one",
        "select_multiple",
    ]
    kinds += ["text", "calculate", "note", "acknowledge", "hidden", "signature"]
    assert [field.kind for field in asked.values() if not field.name.endswith("_count")] == [
        Kind(kind) for kind in kinds
    ]
    assert (asked["name"].type, asked["name"].pdf_field, asked["born"].unknown) == ("latin_name", "Vards", "month")
    assert (asked["born"].appearance, asked["since"].first, asked["number"].default) == (("persian",), "today()", "2")
    assert asked["age"].range == Range(start="0", end="17", step="1")
    assert asked["age"].integer
    assert asked["town"].choice_filter == "in= /data/state"
    assert form.lists["town"][1] == Choice(name="kyiv", extra={"in": "ua"})
    assert [choice.name for choice in form.lists["skills"]] == ["sew", "cook"]
    assert form.by_path["/person"].appearance == ("field-list",)
    printed = [form.by_key[key].name for key in form.printed]
    assert printed[:3] == ["at", "since", "sum"] or printed[0] == "born"
    assert printed.index("born") < printed.index("name")
    assert "number" not in printed
    assert "kids_named" in printed


def test_its_texts_in_each_language(everything: Path) -> None:
    texts = forms.read(everything, "en").texts
    assert texts["lv"]["label:/person/name"] == "Vārds"
    assert texts["lv"]["hint:/person/name"] == "Kā pasē"
    assert "hint:/person/name" not in texts["en"]  # pyxform writes `-` there
    assert texts["en"]["guidance:/person/name"] == "More about names"
    assert texts["en"]["constraint:/person/name"] == "Latin letters"
    assert texts["lv"]["required:/person/name"] == "Vajag"
    assert (texts["lv"]["purpose:/person/born"], texts["en"]["purpose:/person/born"]) == ("Lai zinātu", "To know")
    assert texts["en"]["label:/thanks"] == "Thanks, ${/data/person/name}"
    assert texts["lv"]["choice:town/kyiv"] == "Kijiva"
    assert texts["lv"]["choice:skills/cook"] == "Ēst gatavošana"
    assert (texts["lv"]["name"], texts["en"]["name"]) == ("Viss", "Everything")


def test_its_markdown_is_the_same_after_a_second_import(everything: Path, tmp_path: Path) -> None:
    first = markdown(forms.workbook(everything).sheets)
    again = markdown(forms.workbook(put(tmp_path / "again", first)).sheets)
    assert again == first
    put(tmp_path / "again", (tmp_path / "skills.csv").read_text(encoding="utf-8"), "skills.csv")
    assert forms.read(tmp_path / "again" / "form.md", "en", "everything").form == forms.read(everything, "en").form


@pytest.mark.parametrize(
    ("called", "expected"),
    [
        ("Latviešu (lv)", "lv"),
        ("Central Kurdish (ckb)", "ckb"),
        ("English", "en"),
        ("Français", "fr"),
        ("pt-br", "pt-BR"),
        ("zh-hant", "zh-Hant"),
        ("Swahili", "sw"),
    ],
)
def test_what_a_language_is_called(called: str, expected: str) -> None:
    assert tag(called) == expected


@pytest.mark.parametrize("called", ["Our language", "(xx1)", "Elvish (qqq)"])
def test_a_language_that_nobody_can_name_stops_it(called: str) -> None:
    with pytest.raises(FormError, match="nobody can say which language"):
        tag(called)


@pytest.mark.parametrize(
    ("rows", "said"),
    [
        (("audit | audit |  |  |  |  |  |  | ",), "records how the visitor fills it in"),
        (("deviceid | device |  |  |  |  |  |  | ",), "records the device"),
        (("geopoint | where | Where |  |  |  |  |  | ",), "where the device is"),
        (("image | photo | Photo |  |  |  |  |  | ",), "has no camera"),
        (("text | app | App |  |  |  | ex:org.app |  | ",), "no other application"),
        (("select_one x or_other | x | X |  |  |  |  |  | ",), "`or_other` has its words in English only"),
        (("text | a | A |  |  |  |  |  | ", "calculate | c |  |  |  | 1 |  |  | ${a}"), "has no triggers"),
        (("text | a | A | ${b} = 1 |  |  |  |  | ",), "Could not find the name 'b'"),
        (("text | a | A | foo(1) |  |  |  |  | ",), "has no function foo()"),
        (("text | a | A |  | regex(., '(a\\|aa)+$') |  |  |  | ",), "takes too long"),
        (("text | a | A | " + "(" * 5000 + "1" + ")" * 5000 + " |  |  |  |  | ",), "more than 64 brackets"),
        (("text | a | A | count(//*[//*]) |  |  |  |  | ",), "cannot search with `//`"),
        (("calculate | a |  |  |  | ${b} |  |  | ", "calculate | b |  |  |  | ${a} |  |  | "), "go round in a circle"),
        (("begin_repeat | r | R |  |  |  |  | 10000 | ", "text | a | A |  |  |  |  |  | ", "end_repeat |  |  |  |  |  |  |  | "), "at most 50"),
        (
            ("begin_repeat | r | R |  |  |  |  |  | ", "begin_repeat | s | S |  |  |  |  |  | ", "text | a | A |  |  |  |  |  | ", "end_repeat |  |  |  |  |  |  |  | ", "end_repeat |  |  |  |  |  |  |  | "),
            "a repeat lies within a repeat",
        ),
        (("dateTime | a | A |  |  |  |  |  | ",), "ask for them in two questions"),
    ],
)  # fmt: skip
def test_what_a_kiosk_must_not_or_cannot_do_is_refused(tmp_path: Path, rows: tuple[str, ...], said: str) -> None:
    with pytest.raises(FormError) as raised:
        read_here(put(tmp_path, survey(*rows)))
    assert said in str(raised.value)
    assert "\n" not in str(raised.value)


def test_a_label_that_is_missing_in_one_language_is_refused(tmp_path: Path) -> None:
    path = put(
        tmp_path,
        "| survey |\n|  | type | name | label::English (en) | label::Latviešu (lv) |\n|  | text | a | A |  |\n|  | text | b | B | B |\n",
    )
    with pytest.raises(FormError, match="/a: its label is missing in lv"):
        read_here(path)


def test_a_column_of_ours_that_does_not_exist_is_refused(tmp_path: Path) -> None:
    path = put(tmp_path, "| survey |\n|  | type | name | label | bind::kiosk:tpye |\n|  | text | a | A | phone |\n")
    with pytest.raises(FormError, match="there is no column 'bind::kiosk:tpye'"):
        read_here(path)


@pytest.mark.skipif(not REAL.exists(), reason="the real forms are not here")
@pytest.mark.parametrize("path", sorted(REAL.glob("*.*")), ids=lambda path: path.name)
def test_each_real_form_is_imported_or_refused_with_one_sentence(path: Path, tmp_path: Path) -> None:
    with suppress(FormError):
        landed = importing.run("xlsform", path, tmp_path / "city")
        assert landed.counts["forms"].added == 1
        (written,) = (tmp_path / "city" / "forms").glob("*.md")
        assert read_here(written).form.fields
        return
    with pytest.raises(FormError) as refused:
        forms.read(path, "en")
    assert "\n" not in str(refused.value)
    assert not (tmp_path / "city").exists()


BOMB = (
    "<!DOCTYPE x [<!ENTITY a 'aaaaaaaaaa'>"
    + "".join(f"<!ENTITY {chr(98 + n)} '{f'&{chr(97 + n)};' * 10}'>" for n in range(10))
    + "]>"
)


def test_a_workbook_that_explodes_is_not_opened(tmp_path: Path) -> None:
    book = workbook(tmp_path / "bomb.xlsx", *(row(*("x" * 40,) * 30),) * 60_000)
    assert book.stat().st_size < 1_000_000
    with pytest.raises(FormError, match="it unpacks to"):
        forms.read(book, "en")


def test_a_workbook_of_too_many_cells_is_not_opened(tmp_path: Path) -> None:
    book = workbook(tmp_path / "cells.xlsx", *(row(*"abcdefghij"),) * 16_000)
    with pytest.raises(FormError, match="176000 rows and cells"):
        forms.read(book, "en")


def test_entities_are_refused_in_workbooks_and_in_xforms(tmp_path: Path) -> None:
    with pytest.raises(FormError, match="cannot be read as a form"):
        forms.read(workbook(tmp_path / "bomb.xlsx", row("type", "name"), row("text", "&k;"), before=BOMB), "en")
    with pytest.raises(FormError, match="document type"):
        forms.read(put(tmp_path, f"<?xml version='1.0'?>{BOMB}<x>&k;</x>", "bomb.xml"), "en")


MEASURE = """import resource, subprocess, sys
subprocess.run([sys.executable, "-m", "kiosk.publishing.xlsform_child", sys.argv[1]], stdout=subprocess.DEVNULL)
print(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss)"""
"""A process between, for a child begins with the memory of its parent, and a test's is large."""


def test_the_reader_runs_within_its_memory(tmp_path: Path) -> None:
    """What slips past the first look at a workbook meets the child's own limit."""
    path = put(tmp_path, survey(*(f"text | q{n} | {'long ' * 1900} |  |  |  |  |  | " for n in range(900))))
    done = subprocess.run([sys.executable, "-c", MEASURE, str(path)], capture_output=True, check=True)
    assert int(done.stdout) < 300 * 1024


def hostile(folder: Path) -> dict[str, Path]:
    """Forms whose rules would take minutes and gigabytes, by what is said about them."""
    many = [f"text | q{n} | Q |  |  |  |  |  | " for n in range(300)]
    choices = "".join(f"|  | l | c{n} | C{n} |\n" for n in range(5000))
    listed = "| choices |\n|  | list_name | name | label |\n" + choices
    within = "count(/data/*[count(/data/*[count(/data/*[string-length(.) > 0]) > 0]) > 0])"
    filtered = "count(instance('l')/root/item[contains(name, '1')][contains(name, '{}')])"
    slow = "count(instance('l')/root/item[regex(concat('aaaaaaaaaaaaaaaaa', name), concat('(a\\|aa)+', '$'))])"
    select = "select_one l | s | S |  |  |  |  |  | "
    long = "calculate | long |  |  |  | concat('" + "x" * 9000 + "', ${q0}" + f", '{'y' * 9000}'" + ") |  |  | "
    copies = [f"calculate | c{n} |  |  |  | concat({', '.join(['${long}'] * 5)}, {n}) |  |  | " for n in range(1500)]
    forms = {
        "through all questions too many times": survey(*many, f"text | b | B | {within} |  |  |  |  | "),
        "/data/*[1][1]": survey(*many, "text | b | B | count(/data/*" + "[1]" * 6000 + ") |  |  |  |  | "),
        "too many and too large": survey(*many, *(f"text | b{n} | B |  | count(/data/*[string(.) = {n} or . = 'x']) > 0 |  |  |  | " for n in range(300))),
        "together take too many steps": survey(select, *(f"calculate | k{n} |  |  |  | {filtered.format(n)} |  |  | " for n in range(300))) + listed,
        "take too long together": survey(select, f"calculate | k |  |  |  | {slow} |  |  | ") + listed,
        "too many steps; write": survey(many[0], long, *copies),
    }  # fmt: skip
    return {said: put(folder, text, f"f{number}.md") for number, (said, text) in enumerate(forms.items())}


READ_ALL = """import sys
from pathlib import Path
from kiosk.errors import FormError
from kiosk.publishing import forms
for path in sys.argv[1:]:
    try:
        forms.read(Path(path), "en")
    except FormError as error:
        print(str(error).replace("\\n", "|"))
    else:
        print("read", path)
print(next(line.split()[1] for line in open("/proc/self/status") if line.startswith("VmHWM")))"""
"""What the kernel says of the process itself: other figures begin with the memory of its parent."""


def test_hostile_rules_end_in_a_sentence_and_within_memory(tmp_path: Path) -> None:
    """How long they take is the bench's to say; without the limits on parts and steps it is minutes."""
    expected = hostile(tmp_path)
    command = [sys.executable, "-c", READ_ALL, *map(str, expected.values())]
    *answers, memory = subprocess.run(command, capture_output=True, check=True, text=True).stdout.splitlines()
    assert len(answers) == len(expected)
    for said, answer in zip(expected, answers, strict=True):
        assert said in answer
    assert int(memory) < 300 * 1024


XFORM = """<h:html xmlns="http://www.w3.org/2002/xforms" xmlns:h="http://www.w3.org/1999/xhtml" xmlns:jr="http://openrosa.org/javarosa">
<h:head><h:title>T</h:title><model><instance><data id="t"><name/></data></instance>
<bind nodeset="/data/name" type="string" kiosk:type="latin_name" kiosk:purpose="To know"/></model></h:head>
<h:body><input ref="/data/name"><label>Name</label></input></h:body></h:html>"""


def test_an_xform_without_our_prefix_declared_is_read(tmp_path: Path) -> None:
    found = forms.read(put(tmp_path, XFORM, "t.xml"), "lv")
    assert found.form.fields[0].type == "latin_name"
    assert found.texts["lv"] == {"name": "T", "label:/name": "Name", "purpose:/name": "To know"}
    landed = importing.run("xform", tmp_path / "t.xml", tmp_path / "city")
    assert landed.counts["forms"].added == 1
    assert importing.run("xform", tmp_path / "t.xml", tmp_path / "city").counts["forms"].unchanged == 1


REPEATS = """<h:html xmlns="http://www.w3.org/2002/xforms" xmlns:h="http://www.w3.org/1999/xhtml" xmlns:jr="http://openrosa.org/javarosa">
<h:head><h:title>T</h:title><model><instance><data id="t"><top/><kid jr:template=""><age/><place/></kid>{more}</data></instance>
<bind nodeset="/data/top" type="integer"/><bind nodeset="/data/kid/age" type="xsd:long"/></model></h:head>
<h:body><input ref="/data/top"><label>Top</label></input><group ref="/data/kid"><label>Kid</label><repeat nodeset="/data/kid">
<setvalue event="odk-new-repeat" ref="/data/kid/age" value="../../top + 2"/><setvalue event="{event}" ref="/data/kid/place">Rīga</setvalue>
<input ref="/data/kid/age"><label>Age</label></input><input ref="/data/kid/place"><label>Place</label></input></repeat></group></h:body></h:html>"""


def test_what_questions_of_a_repetition_begin_with(tmp_path: Path) -> None:
    """As pyxform and JavaRosa's own forms write it: in the repeat, at the event of a new one."""
    found = forms.read(
        put(tmp_path, REPEATS.format(more="", event="odk-instance-first-load odk-new-repeat"), "t.xml"), "en"
    )
    visitor = RunningForm(found.form, forms.NOON)
    visitor.answer("/top", 5)
    visitor.add("/kid")
    assert (visitor.value("/kid[1]/age"), visitor.value("/kid[1]/place")) == (7, "Rīga")
    visitor.answer("/top", 6)
    assert visitor.value("/kid[1]/age") == 7
    visitor.add("/kid")
    assert visitor.value("/kid[2]/age") == 8


def test_a_default_with_a_function_in_a_repeat_is_read(tmp_path: Path) -> None:
    rows = "|  | begin_repeat | r | R |  |\n|  | date | a | A | today() - 1 |\n|  | end_repeat |  |  |  |\n"
    found = read_here(put(tmp_path, "| survey |\n|  | type | name | label | default |\n" + rows))
    visitor = RunningForm(found.form, forms.NOON)
    visitor.add("/r")
    assert visitor.value("/r[1]/a") == PartialDate("2026-05-31")


@pytest.mark.parametrize(
    ("more", "event", "said"),
    [
        ("", "xforms-value-changed", "no triggers (xforms-value-changed)"),
        ("", "odk-new-repeat xforms-value-changed", "no triggers"),
        (
            "<kid><age>1</age><place/></kid><kid><age>2</age><place/></kid>",
            "odk-new-repeat",
            "it begins with 2 repetitions",
        ),
    ],
)
def test_an_xform_whose_answers_change_by_themselves_or_are_there_already_is_refused(
    tmp_path: Path, more: str, event: str, said: str
) -> None:
    with pytest.raises(FormError) as refused:
        forms.read(put(tmp_path, REPEATS.format(more=more, event=event), "t.xml"), "en")
    assert said in str(refused.value)


def test_a_form_and_its_lists_come_in_together_or_not_at_all(everything: Path, tmp_path: Path) -> None:
    taken = tmp_path / "city" / "forms" / "skills.csv"
    (taken / "by a folder").mkdir(parents=True)
    with pytest.raises(SourceError, match=r"city cannot be written .* is as it was; "):
        importing.run("xlsform", everything, tmp_path / "city")
    assert [file.name for file in taken.parent.iterdir()] == ["skills.csv"]
    (taken / "by a folder").rmdir()
    taken.rmdir()
    assert importing.run("xlsform", everything, tmp_path / "city").counts["forms"].added == 2


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ('type="string"', 'type="geopoint"', "where the device is"),
        ("<input ", '<upload mediatype="image/*" ', "not well-formed"),
        ("<name/>", "", "asks nothing"),
        ('kiosk:type="latin_name"', 'kiosk:type="shoe_size"', "kiosk:type is 'shoe_size'"),
        ('kiosk:purpose="To know"', 'jr:preload="property" jr:preloadParams="deviceid"', "records the device"),
        ("<instance>", "<nothing>", "not well-formed"),
    ],
)
def test_xforms_that_do_not_do(old: str, new: str, said: str) -> None:
    with pytest.raises(FormError, match=said):
        xform.read(XFORM.replace(old, new, 1).encode(), "t", "lv", lambda name: [])


def test_a_form_gets_into_a_pack_with_its_texts(city: City, tmp_path: Path, everything: Path) -> None:
    (city.folder / "forms").mkdir()
    for path in (everything, everything.parent / "skills.csv"):
        (city.folder / "forms" / path.name).write_bytes(path.read_bytes())
    city.change("services/declare.md", "  - name: Pase\n", "  - name: Pase\n    form: everything\n")
    out = tmp_path / "pack.db"
    assert build.build(city.folder, out).counts["form"] == 1
    with closing(opened(out)) as store:
        found = loading.load(store, "everything", Chain("en", ("en", "lv")))
        assert found.definition.version == forms.read(everything, "lv").form.version
        assert str(found.texts.label("/person/name")) == "Name"
        assert str(found.texts.title) == "Everything"
        assert [str(form.texts["name"]) for form in store.forms(Chain("lv", ("lv",)))] == ["Viss"]


@pytest.mark.parametrize(
    ("old", "new", "code", "said"),
    [
        ("Lai zinātu", "", "KC121", "why the city may ask"),
        ("count-non-empty(${kid})", "count-non-emty(${kid})", "KC120", "did you mean count-non-empty()"),
        ("| house |", "| hosue |", "KC106", "there is no icon"),
    ],
)
def test_what_keeps_a_form_from_being_published(
    city: City, everything: Path, old: str, new: str, code: str, said: str
) -> None:
    (city.folder / "forms").mkdir()
    (city.folder / "forms" / "skills.csv").write_bytes((everything.parent / "skills.csv").read_bytes())
    put(city.folder / "forms", EVERYTHING.replace(old, new), "everything.md")
    with pytest.raises(FindingsError) as raised:
        build.build(city.folder, city.folder / "pack.db")
    assert {finding.code for finding in raised.value.findings} == {code}
    assert said in str(raised.value)
