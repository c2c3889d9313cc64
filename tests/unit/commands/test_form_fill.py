from __future__ import annotations

from typing import TYPE_CHECKING

import pypdf
import pytest

from kiosk import cli
from kiosk.forms.answers import dumps
from kiosk.packs.slots import Slots
from tests.helpers import forms

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def town(tmp_path: Path) -> Path:
    forms.town(tmp_path / "town.pack")
    (tmp_path / "answers.json").write_text(dumps(forms.answered()), encoding="utf-8")
    return tmp_path


def fill(town: Path, *more: str, out: str = "form.pdf", language: str = "uk", answers: str = "answers.json") -> int:
    said = ["--answers", str(town / answers), "--language", language, "--out", str(town / out)]
    return cli.main(["form", "fill", "residence", *said, *more])


def test_pages_become_a_pdf_or_pictures(town: Path, capsys: pytest.CaptureFixture[str]) -> None:
    pack = ("--pack", str(town / "town.pack"))
    assert fill(town, *pack) == 0
    assert len(pypdf.PdfReader(town / "form.pdf").pages) == 2
    assert fill(town, *pack, out="form.png") == 0
    assert capsys.readouterr().out.splitlines()[-2:] == [str(town / "form.png"), str(town / "form-2.png")]


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"surname": ""}, "surname: an answer is missing"),
        ({"nobody": 1}, "nothing named 'nobody'"),
        ({"flat": "five"}, "not a number"),
        ({"rooms": 12}, "outside its range"),
        ({"children": {"name": "x"}}, "list"),
    ],
)
def test_what_could_not_be_handed_in_is_refused_in_one_sentence(
    town: Path, change: dict[str, object], sentence: str, capsys: pytest.CaptureFixture[str]
) -> None:
    (town / "wrong.json").write_text(dumps({**forms.answered(), **change}), encoding="utf-8")
    assert fill(town, "--pack", str(town / "town.pack"), answers="wrong.json") == 1
    said = capsys.readouterr().err
    assert sentence in said
    assert said.count("\n") == 1
    assert not (town / "form.pdf").exists()


def test_misuse(town: Path, capsys: pytest.CaptureFixture[str]) -> None:
    pack = ("--pack", str(town / "town.pack"))
    assert fill(town, *pack, out="form.docx") == 2
    assert fill(town, *pack, language="xx") == 1
    assert fill(town, *pack, answers="absent.json") == 1
    (town / "broken.json").write_text('{"a": ', encoding="utf-8")
    assert fill(town, *pack, answers="broken.json") == 1
    (town / "deep.json").write_text("[" * 200_000, encoding="utf-8")
    assert fill(town, *pack, answers="deep.json") == 1
    assert fill(town, *pack, "--key", str(town / "absent.pub")) == 1
    assert fill(town, *pack, "--out", str(town / "no/such/folder.pdf")) == 1
    assert "mistake of ours" not in capsys.readouterr().err
    assert cli.main(["form", "keygen", "city", "--out", str(town)]) == 0
    assert fill(town, *pack, "--key", str(town / "city.key")) == 1
    assert f"{town / 'city.key'} is the private key; name the one that ends in .pub" in capsys.readouterr().err


@pytest.mark.parametrize("trusted", [True, False])
def test_a_signed_pack_says_where_to_look_for_words_that_are_missing(town: Path, trusted: bool) -> None:
    pack = forms.town(town / "own.pack", kiosk={"languages": {"fallback": ["uk"]}})
    Slots(town / "data").install(pack, trusted=trusted)

    def in_ukrainian(*more: str) -> bool:
        assert fill(town, "--data", str(town / "data"), *more, language="pl") == 0
        return "Громадянство" in "".join(page.extract_text() for page in pypdf.PdfReader(town / "form.pdf").pages)

    assert in_ukrainian() is trusted
    assert in_ukrainian("--set", "languages.fallback=uk")
    assert not in_ukrainian("--set", "languages.fallback=en")
