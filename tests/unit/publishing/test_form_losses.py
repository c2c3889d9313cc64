"""Nothing of a form gets lost in silence on its way in: it is there, or somebody is told."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from kiosk.errors import FormError
from kiosk.publishing import forms, sheets_markdown, sheets_refused, xform, xlsform_child
from kiosk.publishing.importers import forms as importing

if TYPE_CHECKING:
    from pathlib import Path

    from kiosk.publishing.xform import FormSource

CHOICES = "| choices |\n|  | list_name | name | label |\n|  | sort | a | A |\n|  | sort | b | B |\n"


@pytest.fixture(autouse=True)
def _without_a_process(monkeypatch: pytest.MonkeyPatch) -> None:
    """pyxform works here, without the process around it: many small forms in little time."""
    monkeypatch.setattr(forms, "_converted", lambda path, _content: xlsform_child.converted(path))


def put(folder: Path, headers: str, *rows: str, more: str = "") -> Path:
    path = folder / "form.md"
    lines = "".join(f"|  | {row} |\n" for row in (headers, *rows))
    path.write_text(f"| survey |\n{lines}\n{more}", encoding="utf-8")
    return path


def refused(path: Path) -> str:
    with pytest.raises(FormError) as raised:
        forms.read(path, "lv")
    return str(raised.value).removeprefix(f"{path}: ")


@pytest.mark.parametrize("headers", ["label::Latviešu (lv) | label::Latvian", "label | label::Latvian (lv)"])
def test_two_columns_of_one_language_do_not_cover_each_other(tmp_path: Path, headers: str) -> None:
    said = refused(put(tmp_path, f"type | name | {headers}", "text | a | Vārds | Uzvārds"))
    assert said == "/data/a:label: two columns are of the language lv, 'Vārds' and 'Uzvārds'; keep one of them"


def test_two_columns_of_ours_in_one_language_are_refused(tmp_path: Path) -> None:
    columns = "bind::kiosk:purpose::lv | bind::kiosk:purpose::Latvian"
    said = refused(put(tmp_path, f"type | name | label | {columns}", "text | a | A | Lai | Tā"))
    assert said == "two columns kiosk:purpose are of the language lv; keep one of them"


def test_a_misspelt_column_would_lose_its_rules(tmp_path: Path) -> None:
    said = refused(put(tmp_path, "type | name | label | relevent", "text | a | A | false()"))
    assert said == "the sheet `survey` has a column 'relevent', which nobody reads; did you mean 'relevant'?"


def test_columns_pictures_and_rules_that_nobody_reads_are_told(tmp_path: Path) -> None:
    found = forms.read(put(tmp_path, "type | name | label | notes | image", "text | a | A | x | a.png"), "lv")
    assert found.notes == (
        "left out the columns 'notes', which XLSForm does not have",
        "left out the pictures and sounds of labels (jr://images/a.png)",
    )


@pytest.mark.parametrize(
    ("kind", "default", "said"),
    [
        ("integer", "foo", "the default of /a: 'foo' is not a number of at most 18 digits; correct this answer"),
        ("date", "soon", "the default of /a: 'soon' is not a date such as 2026-01-31; correct this answer"),
        ("select_one sort", "c", "/a: its default 'c' is none of its choices; correct it"),
        ("select_multiple sort", "a c", "/a: its default 'a c' is none of its choices; correct it"),
        ("range", "11", "/a: its default '11' is outside of what the question takes; correct it"),
    ],
)
def test_a_form_that_could_not_be_opened_is_not_published(tmp_path: Path, kind: str, default: str, said: str) -> None:
    path = put(tmp_path, "type | name | label | default", f"{kind} | a | A | {default}", more=CHOICES)
    assert refused(path) == said


def test_a_date_cell_of_a_spreadsheet_is_a_default(tmp_path: Path) -> None:
    found = forms.read(put(tmp_path, "type | name | label | default", "date | a | A | 2026-01-31 00:00:00"), "lv")
    assert found.form.fields[0].default == "2026-01-31 00:00:00"


def test_a_hidden_field_is_never_printed(tmp_path: Path) -> None:
    path = put(tmp_path, "type | name | label | kiosk:print", "text | a | A |  ", "hidden | b |  | yes")
    assert refused(path).startswith("/b: a hidden field is never printed")


def test_the_line_breaks_of_a_label_stay(tmp_path: Path) -> None:
    book = {"survey": [{"type": "text", "name": "a", "label": "One\n\n two ", "constraint": ". != 1\n or . = 2"}]}
    text = sheets_markdown.markdown(book)
    assert "| One<br><br>two | . != 1 or . = 2 |" in text
    path = tmp_path / "form.md"
    path.write_text(text, encoding="utf-8")
    assert forms.read(path, "lv").texts["lv"]["label:/a"] == "One\n\ntwo"


def test_the_lists_of_pulldata_come_along(tmp_path: Path) -> None:
    (tmp_path / "fruits.csv").write_text("name,colour\napple,red\n", encoding="utf-8")
    rule = "pulldata('fruits', 'colour', 'name', ${a})"
    path = put(tmp_path, "type | name | label | calculation", "text | a | A | ", f"calculate | c |  | {rule}")
    importing.run("xlsform", path, tmp_path / "city")
    assert forms.read(tmp_path / "city" / "forms" / "form.md", "lv").form.lists["fruits"]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("x" * (sheets_refused.LONGEST + 1), "it has more than 20000 characters; shorten it"),
        ("a\x02b", "it has a character that cannot be seen; type its text again"),
    ],
)
def test_a_cell_that_no_form_has_is_named(tmp_path: Path, text: str, said: str) -> None:
    path = put(tmp_path, "type | name | label", "text | a | A", f"text | b | {text}")
    assert refused(path) == f"sheet `survey`, row 3, column 'label': {said}"


def test_what_is_refused_has_its_row(tmp_path: Path) -> None:
    path = put(tmp_path, "type | name | label", "text | a | A", "audit | b | B")
    answer = xlsform_child.converted(path)
    assert answer["error"].startswith("'b' in row 3: ")


def test_groups_that_lie_too_deep_end_with_a_sentence(tmp_path: Path) -> None:
    rows = [f"begin_group | g{n} | G" for n in range(500)] + ["text | a | A"] + ["end_group |  | "] * 500
    assert "lie too deep" in xlsform_child.converted(put(tmp_path, "type | name | label", *rows))["error"]


XFORM = """<h:html xmlns="http://www.w3.org/2002/xforms" xmlns:h="http://www.w3.org/1999/xhtml" xmlns:jr="http://openrosa.org/javarosa" xmlns:oc="http://openclinica.org/xforms">
<h:head><h:title>T</h:title><model><itext><translation lang="en"><text id="a"><value form="image">jr://images/a.png</value></text>
<text id="b"><value form="long">A long label</value></text></translation></itext>
<instance><data id="t"><name/><other/></data></instance>
<bind id="n" nodeset="/data/name" type="string"/><bind nodeset="/data/other" type="int"/></model></h:head>
<h:body><input ref="/data/name"><label>Name</label></input><input ref="/data/other"><label>Other</label></input></h:body></h:html>"""


def read(old: str, new: str) -> FormSource:
    assert XFORM.count(old) == 1
    return xform.read(XFORM.replace(old, new).encode(), "t", "en", lambda _name: [])


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ('<input ref="/data/other">', '<input ref="other">', "other: the form's instance has no such node"),
        ('<input ref="/data/other">', '<input ref="/data/else">', "/else: the form's instance has no such node"),
        ("<other/>", "<other/><name/>", "/name: two questions have this name; rename one"),
        ("<label>Other</label>", "<label ref=\"jr:itext('a')\"/>", "no label, only a picture or sound"),
        ("</instance>", '</instance><instance id="__last-saved" src="jr://instance/last-saved"/>', "visitor before"),
    ],
)  # fmt: skip
def test_a_question_of_an_xform_does_not_vanish(old: str, new: str, said: str) -> None:
    with pytest.raises(FormError, match=said):
        read(old, new)


def test_a_control_may_name_its_bind() -> None:
    found = read('<input ref="/data/name">', '<input bind="n">')
    assert [asked.kind for asked in found.form.fields] == ["text", "integer"]


def test_a_long_label_is_a_label() -> None:
    assert read("<label>Other</label>", "<label ref=\"jr:itext('b')\"/>").texts["en"]["label:/other"] == "A long label"


def test_rules_of_other_programs_and_of_nothing_are_told() -> None:
    found = read('type="int"/>', 'type="int" oc:constraint1="1"/><bind nodeset="/data/gone" required="true()"/>')
    assert found.notes[:2] == (
        "/other: left out what only another program knows (constraint1)",
        "/gone: left out its rules, as the form's instance has no such node",
    )


def test_languages_that_a_newer_file_has_not_are_told(tmp_path: Path) -> None:
    head = "| survey |\n|  | type | name | label::Latviešu (lv) | label::English (en) |\n"
    path = tmp_path / "slip.md"
    path.write_text(f"{head}|  | text | a | Vārds | Name |\n", encoding="utf-8")
    assert not importing.run("xlsform", path, tmp_path / "city", "lv").remarks
    path.write_text("| survey |\n|  | type | name | label |\n|  | text | a | Vārds |\n", encoding="utf-8")
    (remark,) = importing.run("xlsform", path, tmp_path / "city", "lv").remarks
    assert remark.text == "has no texts in en, which the form in the folder had; they are gone"
