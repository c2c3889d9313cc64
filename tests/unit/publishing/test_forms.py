"""Forms come in from what ODK's tools write, or are refused with one sentence that says why."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path

import pytest

from kiosk.errors import FormError
from kiosk.forms.definition import Choice, Kind, Range
from kiosk.publishing import forms
from kiosk.publishing.form_languages import tag
from kiosk.publishing.importers import forms as importing
from kiosk.publishing.sheets_markdown import markdown
from tests.helpers.xlsforms import put, read_here, survey

REAL = Path(__file__).parents[4] / "shared" / "data" / "xlsform"


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
        (("calculate | a |  |  |  | 1 |  |  | ", "hidden | b |  |  |  |  |  |  | "), "it asks nothing; add a question"),
        (("text | t | T |  |  |  |  |  | ", "calculate | a |  |  |  | ${b} |  |  | ", "calculate | b |  |  |  | ${a} |  |  | "), "go round in a circle"),
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
