"""XForms come in as they are, or are refused with one sentence that says why."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from kiosk.domain.provenance import PartialDate
from kiosk.errors import FormError
from kiosk.forms.running import RunningForm
from kiosk.publishing import forms, xform
from kiosk.publishing.importers import forms as importing
from tests.helpers.xlsforms import put, read_here

if TYPE_CHECKING:
    from pathlib import Path

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


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ('type="string"', 'type="geopoint"', "where the device is"),
        ("<input ", '<upload mediatype="image/*" ', "not well-formed"),
        ("<name/>", "", "asks nothing"),
        ('kiosk:type="latin_name"', 'kiosk:type="shoe_size"', "kiosk:type is 'shoe_size'"),
        ('kiosk:purpose="To know"', 'jr:preload="property" jr:preloadParams="deviceid"', "records the device"),
        ("<instance>", "<nothing>", "not well-formed"),
        ('ref="/data/name"', "", "a question \\(input\\) does not say where its answer goes; give it the path in ref"),
        ('ref="/data/name"', 'bind="name-bind"', "where its answer goes \\(its bind is 'name-bind'\\)"),
        ('nodeset="/data/name"', "", "a bind says no nodeset"),
        ("</model>", "<bind nodeset='/data/name' required='true()'/></model>", "/name: two binds have rules for it"),
        (
            "</h:body>",
            "<input ref='/data/name'><label>B</label></input></h:body>",
            "/name: two questions have their answer",
        ),
        (
            'type="string" ',
            '><bind nodeset="/data/name"/></bind><bind nodeset="/data/name" ',
            "binds lie within each other",
        ),
    ],
)
def test_xforms_that_do_not_do(old: str, new: str, said: str) -> None:
    with pytest.raises(FormError, match=said):
        xform.read(XFORM.replace(old, new, 1).encode(), "t", "lv", lambda name: [])


def test_a_bind_without_a_leading_slash_begins_at_the_root() -> None:
    found = xform.read(XFORM.replace("/data/name", "name", 1).encode(), "t", "lv", lambda name: [])
    assert found.form.fields[0].type == "latin_name"
    assert found.notes == ()
