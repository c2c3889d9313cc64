"""`kiosk handout` as it is typed."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from kiosk.cli import main
from kiosk.handouts import bitmap, codes
from kiosk.packs.slots import Slots
from kiosk.publishing import build
from tests.helpers.receipts import ReceiptPrinter
from tests.helpers.slips import words
from tests.helpers.sources import City, small_town

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def city(tmp_path: Path) -> City:
    return small_town(tmp_path / "smalltown")


def handout(city: City, out: Path, *more: str) -> int:
    return main(["handout", "declare", "--pack", str(city.folder), "--data", str(out.parent), "--out", str(out), *more])


def test_a_slip_in_arabic_has_the_official_words_too(
    city: City, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "slip.pdf"
    assert handout(city, out, "--language", "ar", "--paper", "a4") == 0
    assert capsys.readouterr().out == f"{out}\n"
    page = words(out.read_bytes())[0]
    assert "dzīvesvietu" in page
    found = [payload.decode() for page in bitmap.pages(out.read_bytes(), 203) for payload in codes.read(page)]
    assert any(text.startswith("https://") for text in found)
    assert any("+371" in text for text in found)


def test_pictures_are_numbered(city: City, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    out = tmp_path / "slip.png"
    assert handout(city, out, "declare", "--language", "lv", "--format", "png") == 0
    assert capsys.readouterr().out.splitlines() == [str(out), str(tmp_path / "slip-2.png")]
    assert all(path.read_bytes().startswith(b"\x89PNG") for path in (out, tmp_path / "slip-2.png"))


def test_a_receipt_printer_gets_pictures_of_its_own_width(city: City, tmp_path: Path) -> None:
    out = tmp_path / "slip.escpos"
    assert handout(city, out, "declare", "--language", "ar", "--set", "printing.paper=a4") == 0
    printer = ReceiptPrinter()
    printer.take(out.read_bytes())
    assert [paper.width for paper in printer.papers] == [576, 576]
    assert any(payload.startswith(b"https://") for payload in codes.read(printer.papers[0]))


def test_a_receipt_printer_has_no_sheets(city: City, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    out = tmp_path / "slip.escpos"
    assert handout(city, out, "--language", "lv", "--paper", "a4") == 2
    assert "a receipt printer takes 80mm, not a4" in capsys.readouterr().err
    assert not out.exists()


def test_an_unknown_service_is_answered_with_near_names(
    city: City, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "slip.pdf"
    assert handout(city, out, "declair", "--language", "lv") == 1
    assert capsys.readouterr().err == "There is no service 'declair' in the pack; did you mean declare?\n"
    assert handout(city, out, "qqq", "--language", "lv") == 1
    assert capsys.readouterr().err == "There is no service 'qqq' in the pack; find its name with `kiosk search`.\n"
    assert not out.exists()


def test_an_unknown_language_is_answered_with_those_there_are(
    city: City, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert handout(city, tmp_path / "slip.pdf", "--language", "xx") == 1
    assert capsys.readouterr().err.startswith("There is no language 'xx'; choose one of am, ar,")


def test_a_folder_that_is_not_there_leaves_nothing(
    city: City, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "nowhere" / "slip.pdf"
    arguments = ["handout", "declare", "--pack", str(city.folder), "--out", str(out), "--language", "lv"]
    assert main(arguments) == 1
    assert capsys.readouterr().err.endswith("name another file with --out.\n")


def test_the_paper_of_the_settings_is_the_default(city: City, tmp_path: Path) -> None:
    roll, sheet = tmp_path / "roll.pdf", tmp_path / "sheet.pdf"
    assert handout(city, roll, "--language", "lv") == 0
    assert handout(city, sheet, "--language", "lv", "--set", "printing.paper=a4") == 0
    widths = [bitmap.pages(path.read_bytes(), 25.4)[0].width for path in (roll, sheet)]
    assert widths == [72, 210]


def test_the_ending_says_the_format_unless_it_is_said(
    city: City, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert handout(city, tmp_path / "slip.png", "--language", "lv") == 0
    assert (tmp_path / "slip.png").read_bytes().startswith(b"\x89PNG")
    assert handout(city, tmp_path / "slip.pdf", "--language", "lv", "--format", "png") == 2
    assert "ends in .pdf" in capsys.readouterr().err
    assert not (tmp_path / "slip.pdf").exists()


def test_a_machine_is_told_what_was_made(city: City, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    out = tmp_path / "slip.png"
    assert handout(city, out, "declare", "--language", "ar", "--json") == 0
    assert json.loads(capsys.readouterr().out) == {
        "files": [str(out), str(tmp_path / "slip-2.png")],
        "format": "png",
        "paper": "80mm",
        "language": "ar",
        "services": [{"service": "declare", "codes": ["source", "contact", "card"]}] * 2,
    }
    assert handout(city, tmp_path / "slip.pdf", "--language", "xx", "--json") == 1
    assert capsys.readouterr().out == ""


@pytest.mark.parametrize("trusted", [True, False])
def test_a_signed_pack_says_where_to_look_for_a_text_that_is_missing(city: City, tmp_path: Path, trusted: bool) -> None:
    city.change("pack.yaml", "id: smalltown\n", "id: smalltown\nkiosk:\n  languages: {fallback: [ar]}\n")
    for language, name in (("ar", "التصريح بالسكن"), ("en", "Declare where you live")):
        entry = f'msgctxt "service/declare/name"\nmsgid "Deklarēt dzīvesvietu"\nmsgstr "{name}"\n'
        city.write(f"locales/{language}.po", f'msgid ""\nmsgstr ""\n"Language: {language}\\n"\n\n{entry}')
    pack, data = tmp_path / "town.pack", tmp_path / "data"
    build.build(city.folder, pack)
    Slots(data).install(pack, trusted=trusted)

    def made(*more: str) -> bytes:
        out = tmp_path / "slip.pdf"
        arguments = ["handout", "declare", "--data", str(data), "--language", "fa", "--out", str(out)]
        assert main([*arguments, *more]) == 0
        return out.read_bytes()

    arabic, english = (made("--set", f"languages.fallback={tag}") for tag in ("ar", "en"))
    assert arabic != english
    assert made() == (arabic if trusted else english)
