from __future__ import annotations

import io
import json
import re
from datetime import UTC, date, datetime
from typing import Any

import msgspec
import pypdf
import pytest
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey

from kiosk.forms import handing_in
from kiosk.forms.answers import dumps
from kiosk.forms.definition import Field, Kind
from kiosk.forms.filled import filled
from kiosk.forms.handing_in import Desk
from kiosk.forms.numbers import numbers
from kiosk.forms.paper.render import City, Printed
from kiosk.i18n.isolates import FIRST_STRONG
from tests.helpers import forms
from tests.helpers.slips import words
from tests.helpers.tagged_pdf import faults, judged

PUBLIC = X25519PrivateKey.generate().public_key().public_bytes_raw()
NOW = datetime(2026, 11, 24, 12, tzinfo=UTC)
CITY = City("town", {"lv": "Mazpilsēta"}, "lv", date(2026, 11, 24), demonstration=True)


def printed(tag: str, key: bytes | None = None, city: City = CITY, **answers: object) -> Printed:
    said: dict[str, Any] = {**forms.answered(), **answers}
    running = filled(forms.FORM, said, NOW, forms.texts("lv"))
    return handing_in.printed(running, forms.texts(tag), forms.texts("lv"), Desk(city, key), b"12345678")


def said(paper: Printed) -> str:
    """The words of the paper without what only guides typesetting."""
    return re.sub("[\u2060\u200b\u2066-\u2069]", "", " ".join(words(paper.pdf)))


def attached(paper: Printed) -> dict[str, Any]:
    (content,) = pypdf.PdfReader(io.BytesIO(paper.pdf)).attachments["answers.json"]
    found: dict[str, Any] = json.loads(content)
    return found


@pytest.mark.parametrize("tag", ["lv", "uk", "ar", "ti"])
def test_the_official_words_and_the_visitors_stand_on_it(tag: str) -> None:
    text = said(printed(tag))
    for name in ("name", "label:/home/street", "choice:status/permit"):
        official = forms.texts("lv").named[name].value
        assert official in text
        if tag == "uk":
            assert forms.texts(tag).named[name].value in text
    assert "Шевченко Марія" in text
    if tag != "ar":  # PDFium gives back a line of two directions in an order of its own
        assert "2019. gada septembris" in text


def test_it_is_accessible_and_lasts() -> None:
    paper = printed("ar")
    metadata = pypdf.PdfReader(io.BytesIO(paper.pdf)).xmp_metadata
    assert metadata is not None
    xmp = metadata.rdf_root.toxml()
    assert re.search(r"pdfuaid:part>1<", xmp)
    assert re.search(r"pdfaid:part>3<.*pdfaid:conformance>A<", xmp, re.DOTALL)
    assert "2026-11-24" in xmp


@pytest.mark.parametrize("tag", ["lv", "uk", "ar", "ti"])
def test_its_structure_is_what_a_screen_reader_and_an_archive_need(tag: str) -> None:
    pdf = printed(tag).pdf
    assert faults(pdf, lasting=True) == []
    assert judged(pdf, lasting=True) == []


def test_a_hidden_value_is_nowhere_on_the_paper_nor_in_its_file() -> None:
    hidden = Field(key=99, name="origin", path="/origin", kind=Kind.HIDDEN, default="Zvirbulis7319")
    form = msgspec.structs.replace(forms.FORM, nodes=(*forms.FORM.nodes, hidden))
    running = filled(form, forms.answered(), NOW, forms.texts("lv"))
    assert running.value("/origin") == "Zvirbulis7319"
    desk = Desk(CITY, PUBLIC)
    paper = handing_in.printed(running, forms.texts("uk"), forms.texts("lv"), desk, b"12345678")
    assert "Zvirbulis" not in said(paper) + json.dumps(attached(paper))
    reader = pypdf.PdfReader(io.BytesIO(paper.pdf))
    objects = (reader.get_object(number) for number in range(1, len(reader.xref[0]) + len(reader.xref_objStm) + 1))
    streams = [each.get_data() for each in objects if isinstance(each, pypdf.generic.StreamObject)]
    assert len(streams) > 5
    assert not any(b"Zvirbulis" in data for data in (paper.pdf, *streams))


def test_the_answers_are_attached_as_json() -> None:
    content = attached(printed("uk"))
    assert content["answers"] == {**json.loads(dumps(forms.answered())), "adults": "1"}
    assert (content["form"], content["version"], content["language"]) == ("residence", forms.FORM.version, "uk")


def test_each_page_says_which_it_is_and_that_it_is_a_demonstration() -> None:
    pages = words(printed("uk").pdf)
    for number, page in enumerate(pages, 1):
        assert f"{number}. lapa no {len(pages)}" in page
        assert "Demonstrācija, nav oficiāli" in page
    own = City("town", {}, "lv", date(2026, 11, 24), demonstration=False)
    assert all("Demonstrācija" not in page for page in words(printed("uk", city=own).pdf))


def test_what_is_not_relevant_is_empty_and_nowhere() -> None:
    paper = printed("uk", permit_number="CANARY-7", has_children="no")
    everything = said(paper) + json.dumps(attached(paper), ensure_ascii=False)
    assert "CANARY" not in everything
    assert "Шевченко Марія" not in everything
    assert "Atļaujas numurs" in everything


def test_marks_that_turn_the_direction_never_reach_the_paper() -> None:
    paper = printed("ar", own_name="محمد\u202e\u2066Evil\u202c\u200f", reason="\u202e+37120000000")
    raw = " ".join(words(paper.pdf))
    assert not set(raw) & set("\u202a\u202b\u202c\u202d\u202e\u200e\u200f")
    assert attached(paper)["answers"]["reason"] == "+37120000000"


def test_every_answer_is_an_island() -> None:
    running = filled(forms.FORM, {**forms.answered(), "own_name": "محمد (1)"}, NOW, forms.texts("lv"))
    paper = handing_in.document(running, forms.texts("ar"), forms.texts("lv"), Desk(CITY), b"12345678")
    lines = [entry for entry in json.loads(paper.json())["entries"] if entry["kind"] == "line"]
    texts = [answer[0]["t"] for line in lines for answer in line["answers"]]
    assert len(texts) > 12
    assert all(text.startswith(FIRST_STRONG) for text in texts)
    (name,) = (answer for line in lines if line["number"] == "3" for answer in line["answers"])
    assert (name[0]["d"], name[0]["s"]) == ("rtl", "arabic")


def test_an_answer_is_never_read_as_markup() -> None:
    text = said(printed("uk", reason='#panic("x") *bold* $x$ \\ @ref <tag> "quoted" // no'))
    assert '#panic("x") *bold* $x$ \\ @ref <tag> "quoted" // no' in text


def test_paper_says_whether_the_code_is_sealed() -> None:
    from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey

    public = X25519PrivateKey.generate().public_key().public_bytes_raw()
    assert "не захищений" in said(printed("uk"))
    sealed = printed("uk", public)
    assert len(sealed.codes) == 1
    assert "Цей код може прочитати лише місто." in said(sealed)


def test_many_answers_take_several_codes() -> None:
    chance = [chr(0x4E00 + number * 7 % 5000) for number in range(1500)]
    assert printed("uk", reason="".join(chance), earlier="".join(reversed(chance))).codes[1:]


def test_an_answer_that_is_longer_than_a_page_goes_on_on_the_next() -> None:
    lines = [f"rinda {number}" for number in range(150)]
    children = [{"name": f"Bērns {number} " + "zivis " * 300, "birth": "2020-01-01"} for number in range(3)]
    text = said(printed("uk", earlier="\n".join(lines), children=children))
    assert all(line in text for line in lines)
    assert text.count("zivis") == 900


def test_a_large_family_is_printed_in_full() -> None:
    children = [{"name": f"Bērns {number}", "birth": "2020-01-01", "school": "no"} for number in range(1, 51)]
    paper = printed("uk", children=children)
    assert all(f"Bērns {number}" in said(paper) for number in range(1, 51))
    assert paper.codes


def test_a_letter_that_no_font_has_still_leaves_a_paper() -> None:
    assert len(printed("uk", reason="𐎀𐎁").codes) == 1


def test_numbers_are_those_of_the_definition() -> None:
    found = numbers(forms.FORM)
    assert list(found.values())[:3] == ["1", "2", "3"]
    assert (found["/children"], found["/children/name"], found["/sign"]) == ("23", "23.1", "25")
    assert "/adults" not in found
    assert "/person" not in found


def test_the_same_answers_give_the_same_paper() -> None:
    assert printed("ar").pdf == printed("ar").pdf
