from __future__ import annotations

import io
from typing import TYPE_CHECKING

import pypdf
import pytest

from kiosk import cli
from kiosk.publishing import build
from kiosk.publishing.findings import FindingsError
from tests.helpers.pdf_forms import template
from tests.helpers.sources import City, small_town

if TYPE_CHECKING:
    from pathlib import Path

FORM = """\
| survey | | | | | | |
| | type | name | label::Latviešu (lv) | label::English (en) | label::العربية (ar) | bind::kiosk:print |
| | text | title | Vārds | Name | الاسم | pdf:name |
| | text | about | Adrese | Address | العنوان | pdf:address |
| | select_one status | status | Statuss | Status | الوضع | pdf:status |
| | acknowledge | consent | Piekrītu | I agree | أوافق | pdf:consent |
| choices | | | | | |
| | list_name | name | label::Latviešu (lv) | label::English (en) | label::العربية (ar) |
| | status | permit | Atļauja | Permit | تصريح |
| | status | visa | Vīza | Visa | تأشيرة |
| settings | | | |
| | form_title | form_id | kiosk:template |
| | Atļauja | permit | city.pdf |
"""

ANSWERS = '{"title": "Āžūķis", "about": "Rīgas iela 1", "status": "visa", "consent": true}'


@pytest.fixture
def city(tmp_path: Path) -> City:
    made = small_town(tmp_path / "town")
    made.write("forms/permit.md", FORM)
    (made.folder / "forms/city.pdf").write_bytes(template())
    return made


def test_the_citys_own_form_is_filled_and_the_code_follows_it(
    city: City, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    pack, answers, out = tmp_path / "town.pack", tmp_path / "answers.json", tmp_path / "form.pdf"
    build.build(city.folder, pack)
    answers.write_text(ANSWERS, encoding="utf-8")
    fill = [
        "form",
        "fill",
        "permit",
        "--answers",
        str(answers),
        "--language",
        "ar",
        "--out",
        str(out),
        "--pack",
        str(pack),
    ]
    assert cli.main(fill) == 0
    fields = pypdf.PdfReader(io.BytesIO(out.read_bytes())).get_fields()
    assert fields is not None
    assert (fields["name"].value, fields["status"].value, fields["consent"].value) == ("Āžūķis", "/visa", "/Yes")
    assert cli.main(["form", "read", str(out), "--forms", str(pack)]) == 0
    assert "title: Āžūķis" in capsys.readouterr().out
    answers.write_text(ANSWERS.replace("Āžūķis", "محمد"), encoding="utf-8")
    assert cli.main(fill) == 1
    assert "'name'" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("change", "words"),
    [
        (("pdf:name", "pdf:nobody"), "no field 'nobody'"),
        (("city.pdf", "other.pdf"), "other.pdf cannot be read"),
        (("city.pdf", "../pack.yaml"), "ends in .pdf"),
        (("city.pdf", "blank.pdf"), "no form fields"),
    ],
)
def test_a_form_that_does_not_fit_its_pdf_is_refused(city: City, change: tuple[str, str], words: str) -> None:
    blank = pypdf.PdfWriter()
    blank.add_blank_page(100, 100)
    blank.write(city.folder / "forms/blank.pdf")
    city.change("forms/permit.md", *change)
    with pytest.raises(FindingsError, match=words):
        build.build(city.folder, city.folder.parent / "town.pack")


def test_another_pdf_is_another_version_of_the_form(city: City, tmp_path: Path) -> None:
    build.build(city.folder, tmp_path / "one.pack")
    (city.folder / "forms/city.pdf").write_bytes(template() + b"\n")
    build.build(city.folder, tmp_path / "two.pack")
    from kiosk.forms.archive import in_pack

    assert in_pack(tmp_path / "one.pack")[0].version != in_pack(tmp_path / "two.pack")[0].version
