from __future__ import annotations

import csv
import io
import json
import struct
import sys
import zlib
from typing import TYPE_CHECKING

import pytest
import zxingcpp

from kiosk import cli
from kiosk.forms.answers import dumps
from kiosk.forms.code.digits import LONGEST
from kiosk.handouts import bitmap
from kiosk.handouts.paper import density
from tests.helpers import forms
from tests.helpers.keyboards import typed
from tests.helpers.photos import Glare, Lit, photo

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture(scope="module")
def town(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a pack, a pair of keys, answers, and a form that was printed with them."""
    folder = tmp_path_factory.mktemp("town")
    forms.town(folder / "town.pack")
    (folder / "answers.json").write_text(dumps(forms.answered()), encoding="utf-8")
    assert cli.main(["form", "keygen", "forms-2026", "--out", str(folder)]) == 0
    fill(folder, folder / "form.pdf", "--key", str(folder / "forms-2026.pub"))
    return folder


def fill(town: Path, out: Path, *more: str, answers: str = "answers.json") -> None:
    pack, said = str(town / "town.pack"), str(town / answers)
    assert cli.main(["form", "fill", "residence", "--answers", said, "--language", "uk", "--out", str(out), "--pack", pack, *more]) == 0  # fmt: skip


def read(town: Path, *arguments: str) -> int:
    return cli.main(["form", "read", *arguments, "--forms", str(town / "town.pack")])


def key(town: Path) -> tuple[str, str]:
    return "--key", str(town / "forms-2026.key")


def codes(pdf: Path) -> list[str]:
    pages = bitmap.pages(pdf.read_bytes(), density(300))
    return [
        code.text
        for page in pages
        for code in zxingcpp.read_barcodes(page.view(), formats=zxingcpp.BarcodeFormats(zxingcpp.BarcodeFormat.QRCode))
    ]


def answers(capsys: pytest.CaptureFixture[str]) -> dict[str, object]:
    said: dict[str, object] = json.loads(capsys.readouterr().out)
    given = said["answers"]
    assert isinstance(given, dict)
    del given["adults"]
    return said


def scanned(monkeypatch: pytest.MonkeyPatch, text: str) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(text.encode()), encoding="utf-8"))


def huge() -> bytes:
    """A small file that says it is a picture of 30,000 by 30,000 pixels."""
    small = bitmap.Bitmap(8, 8, b"\xff" * 64).png(100)
    header = b"IHDR" + struct.pack(">IIBBBBB", 30_000, 30_000, 8, 0, 0, 0, 0)
    return small[:12] + header + struct.pack(">I", zlib.crc32(header)) + small[33:]


def test_the_answers_come_back_from_a_pdf(town: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert read(town, str(town / "form.pdf"), *key(town), "--json") == 0
    said = answers(capsys)
    assert said["answers"] == forms.answered()
    assert (said["form"], said["version"], said["sealed"]) == ("residence", forms.FORM.version, True)


def test_25_questions_in_ukrainian_are_one_code_of_version_22_at_most(town: Path) -> None:
    (code,) = codes(town / "form.pdf")
    assert len(code) <= LONGEST
    page = bitmap.pages((town / "form.pdf").read_bytes(), density(300))[-1]
    (found,) = zxingcpp.read_barcodes(page.view(), formats=zxingcpp.BarcodeFormats(zxingcpp.BarcodeFormat.QRCode))
    assert found.ec_level == "M"


@pytest.mark.parametrize("tilt", [2, -2])
@pytest.mark.parametrize("blur", [1, 2])
def test_printed_at_300_dpi_blurred_and_tilted_it_is_read(
    town: Path, tmp_path: Path, tilt: float, blur: int, capsys: pytest.CaptureFixture[str]
) -> None:
    page = bitmap.pages((town / "form.pdf").read_bytes(), density(300))[-1].png(300)
    (tmp_path / "photo.jpg").write_bytes(photo(page, tilt=tilt, blur=blur, quality=60))
    assert read(town, str(tmp_path / "photo.jpg"), *key(town), "--json") == 0
    assert answers(capsys)["answers"] == forms.answered()


@pytest.mark.parametrize(
    ("across", "down", "share"), [(0.75, 0, 0.05), (0, 0, 0.05), (0.22, -0.15, 0.05), (0, 0.45, 0.05)]
)
@pytest.mark.parametrize("lean", [10, 20])
def test_photographed_askew_in_uneven_light_with_a_lamp_in_it_it_is_read(
    town: Path,
    tmp_path: Path,
    across: float,
    down: float,
    share: float,
    lean: float,
    capsys: pytest.CaptureFixture[str],
) -> None:
    """`across` and `down` from the middle of the code, in its widths; `share` of its area is white. Eight dots a millimetre are
    a cheap telephone's at an arm's length. Only a lamp right on one of the three eyes hides a code."""
    margin = 20 * bitmap.POINTS_PER_MILLIMETRE
    code = next(bitmap.squares((town / "form.pdf").read_bytes(), density(203), margin))
    width = code.width - 2 * 20 * 8
    glare = Glare.over(code.width / 2 + across * width, code.height / 2 + down * width, share * width**2)
    picture = photo(code.png(203), lean=lean, lit=Lit(glare), quality=70)
    (tmp_path / "photo.jpg").write_bytes(picture)
    assert read(town, str(tmp_path / "photo.jpg"), *key(town), "--json") == 0
    assert answers(capsys)["answers"] == forms.answered()


def test_pages_of_png_are_read_in_any_order(town: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    fill(town, tmp_path / "form.png")
    pages = sorted(map(str, tmp_path.glob("*.png")))
    assert len(pages) == 2
    capsys.readouterr()
    assert read(town, *reversed(pages), "--json") == 0
    said = answers(capsys)
    assert (said["answers"], said["sealed"]) == (forms.answered(), False)


@pytest.mark.parametrize("layout", ["us", "de", "fr", "cz", "lt"])
def test_a_hand_scanner_types_on_standard_input(
    town: Path, layout: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    scanned(monkeypatch, typed(codes(town / "form.pdf")[0], layout) + "\n")
    assert read(town, "-", *key(town), "--json") == 0
    assert answers(capsys)["answers"] == forms.answered()


def test_a_text_file_has_a_code_on_a_line(town: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "codes.txt").write_text("\n".join(codes(town / "form.pdf")) + "\r\n\n", encoding="utf-8")
    assert read(town, str(tmp_path / "codes.txt"), *key(town), "--csv") == 0
    names, values = capsys.readouterr().out.splitlines()
    assert names.startswith("form,version,slip,sealed,surname,")
    assert "children[2]/name" in names
    assert "SHEVCHENKO" in values


def test_a_copy_is_refused(town: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    seen = ("--seen", str(tmp_path / "seen.db"))
    assert read(town, str(town / "form.pdf"), *key(town), *seen) == 0
    assert read(town, str(town / "form.pdf"), *key(town), *seen) == 1
    assert "read before" in capsys.readouterr().err
    fill(town, tmp_path / "another.pdf", "--key", str(town / "forms-2026.pub"))
    assert read(town, str(tmp_path / "another.pdf"), *key(town), *seen) == 0
    (tmp_path / "no.db").write_text("not a database at all, not by far, but some text" * 20, encoding="utf-8")
    assert read(town, str(town / "form.pdf"), *key(town), "--seen", str(tmp_path / "no.db")) == 1


def test_two_visitors_are_refused(town: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    fill(town, tmp_path / "another.pdf", "--key", str(town / "forms-2026.pub"))
    assert read(town, str(town / "form.pdf"), str(tmp_path / "another.pdf"), *key(town)) == 1
    assert "two visitors" in capsys.readouterr().err


def test_an_altered_code_is_refused(town: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (code,) = codes(town / "form.pdf")
    altered = code[:300] + str(9 - int(code[300])) + code[301:]
    (tmp_path / "codes.txt").write_text(altered, encoding="utf-8")
    assert read(town, str(tmp_path / "codes.txt"), *key(town)) == 1
    assert "altered" in capsys.readouterr().err


def test_what_is_no_scan_is_refused_with_one_sentence(
    town: Path, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    capfd.readouterr()
    for name, content in (
        ("broken.pdf", b"%PDF-1.7 nothing"),
        ("empty.txt", b""),
        ("words.txt", b"hello"),
        ("noise.png", b"\x89PNG\r\n\x1a\nnothing"),
        ("cut.png", bitmap.Bitmap(500, 500, bytes(250_000)).png(100)[:300]),
        ("huge.png", huge()),
        ("white.png", bitmap.Bitmap(50, 50, b"\xff" * 2500).png(100)),
    ):
        (tmp_path / name).write_bytes(content)
        assert read(town, str(tmp_path / name), *key(town)) == 1, name
        said = capfd.readouterr().err
        assert said.count("\n") == 1, said
        assert "mistake of ours" not in said
    assert read(town, str(tmp_path / "absent.pdf")) == 1
    assert read(town, str(town / "form.pdf"), "--key", str(town / "forms-2026.pub")) == 1
    assert read(town, str(town / "form.pdf")) == 1
    assert read(town, str(town / "form.pdf"), "--json", "--csv") == 2


def test_an_old_slip_is_read_with_the_archive(town: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    archive = tmp_path / "archive"
    assert cli.main(["form", "archive", "--into", str(archive), "--pack", str(town / "town.pack")]) == 0
    assert len(capsys.readouterr().out.splitlines()) == 1
    assert cli.main(["form", "archive", "--into", str(archive), "--pack", str(town / "town.pack")]) == 0
    assert capsys.readouterr().out == ""
    arguments = ["form", "read", str(town / "form.pdf"), *key(town), "--forms", str(archive), "--json"]
    assert cli.main(arguments) == 0
    assert answers(capsys)["answers"] == forms.answered()
    (kept,) = archive.iterdir()
    kept.write_bytes(kept.read_bytes().replace(b"birth_place", b"birth_plate"))
    assert cli.main(arguments) == 1
    assert "archive" in capsys.readouterr().err


def test_each_output_says_that_an_open_code_is_open(
    town: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    fill(town, tmp_path / "open.pdf")
    capsys.readouterr()
    assert read(town, str(tmp_path / "open.pdf"), "--csv") == 0
    names, values = csv.reader(capsys.readouterr().out.splitlines())
    assert dict(zip(names, values, strict=True))["sealed"] == "false"
    assert read(town, str(tmp_path / "open.pdf"), "--json") == 0
    assert answers(capsys)["sealed"] is False
    assert read(town, str(tmp_path / "open.pdf")) == 0
    assert "not sealed: anybody could have made it" in capsys.readouterr().out


def test_a_text_file_of_windows_is_read(town: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    fill(town, tmp_path / "open.pdf")
    capsys.readouterr()
    (tmp_path / "scan.txt").write_text("\r\n".join(codes(tmp_path / "open.pdf")), encoding="utf-16")
    assert read(town, str(tmp_path / "scan.txt"), "--json") == 0
    assert answers(capsys)["answers"] == forms.answered()


def test_a_spreadsheet_runs_nothing_that_a_visitor_has_typed(
    town: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    said = {
        **forms.answered(),
        "reason": '=HYPERLINK("http://x")',
        "street": "\uff1d1+1",
        "earlier": "+1+cmd|' /C calc'!A0",
    }
    (town / "formula.json").write_text(dumps(said), encoding="utf-8")
    fill(town, tmp_path / "formula.pdf", answers="formula.json")
    capsys.readouterr()
    assert read(town, str(tmp_path / "formula.pdf"), "--csv") == 0
    out = capsys.readouterr().out
    assert "'=HYPERLINK" in out
    assert "'\uff1d1+1" in out
    assert "'+1+cmd" in out
    assert ",+37120000000," in out


def test_a_locked_key_needs_its_passphrase(
    town: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(sys, "stdin", io.StringIO())  # nobody to ask
    assert cli.main(["form", "keygen", "locked", "--out", str(tmp_path), "--passphrase"]) == 1
    monkeypatch.setenv("KIOSK_PASSPHRASE", "correct horse")
    assert cli.main(["form", "keygen", "locked", "--out", str(tmp_path), "--passphrase"]) == 0
    fill(town, tmp_path / "form.pdf", "--key", str(tmp_path / "locked.pub"))
    assert read(town, str(tmp_path / "form.pdf"), "--key", str(tmp_path / "locked.key")) == 0
    monkeypatch.setenv("KIOSK_PASSPHRASE", "wrong")
    assert read(town, str(tmp_path / "form.pdf"), "--key", str(tmp_path / "locked.key")) == 1
    assert "passphrase" in capsys.readouterr().err
