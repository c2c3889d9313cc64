"""A workbook is the folder in another form: nothing is lost either way, and what is wrong is named by its cell."""

from __future__ import annotations

import zipfile
from typing import TYPE_CHECKING

import openpyxl
import pytest

from kiosk.packs.reading import verify
from kiosk.publishing import po, source
from kiosk.publishing.build import build
from kiosk.publishing.importers import sheets
from kiosk.resources import ROOT
from tests.helpers.sources import City, small_town

if TYPE_CHECKING:
    from pathlib import Path

    from tests.unit.publishing.importers.conftest import Content

MORE = {
    "guides/living.md": "---\nname: Dzīvošana\nkeywords: [īre, dzīvoklis]\n---\n- Viens\n  - Divi\n\nTeksts\\\nturpinās\n",
    "events/fair.md": "---\nname: Tirgus\nstarts: 2026-12-24\nall_day: true\nexdates: [2026-12-25]\nlinks:\n  - https://www.pmlp.gov.lv\n---\n",
    "notices/flood.md": "---\nname: Plūdi\nlevel: urgent\n---\n",
    "phrases/wait.md": "---\nname: Uzgaidiet\ntopic: desk\nseq: 1\n---\n",
    "polls/hours.md": "---\nname: Kad?\nchoices: [Rītā, Vakarā]\n---\n",
    "locales/ar.po": (
        'msgid ""\nmsgstr ""\n"Language: ar\\n"\n\n# kiosk: human Amal Haddad 2026-10-01\nmsgctxt "service/declare/name/0"\n'
        'msgid "Deklarēt dzīvesvietu"\nmsgstr "التصريح"\n\n#, fuzzy\n#| msgid "Ejiet"\nmsgctxt "service/declare/step/1"\n'
        'msgid "Ejiet uz domi"\nmsgstr "اذهب"\n'
    ),
}


@pytest.fixture
def town(tmp_path: Path) -> City:
    town = small_town(tmp_path / "smalltown")
    for name, text in MORE.items():
        town.write(name, text)
    town.change(
        "services/declare.md",
        "confirm: true",
        "confirm: true\nids:\n  hsds: A1\nresidue:\n  hsds:\n    x: '{\"a\": 1}'\ncontacts:\n  - name: Amal\n"
        "    phones:\n      - number: '112'\n        label: Visi\n  - name: Jānis\n    phones: ['113']\nrelations: [guide:living]",
    )
    return town


def digest(folder: Path, out: Path) -> str:
    build(folder, out)
    return verify(out).content_hash


@pytest.mark.parametrize("name", ["book.xlsx", "tables"])
def test_everything_comes_back(content: Content, town: City, tmp_path: Path, name: str) -> None:
    content.give("workbook", tmp_path / name, town.folder)
    content.good("workbook", tmp_path / name)
    assert digest(content.folder, tmp_path / "b") == digest(town.folder, tmp_path / "a")
    arabic = {entry.context: entry for entry in po.read(content.folder / "locales" / "ar.po")}
    assert str(arabic["service/declare/name/0"].human) == "kiosk: human Amal Haddad 2026-10-01"
    assert (arabic["service/declare/step/1"].fuzzy, arabic["service/declare/step/1"].previous) == (True, "Ejiet")
    content.give("workbook", tmp_path / f"again-{name}")
    assert cells(tmp_path / f"again-{name}") == cells(tmp_path / name)
    assert set(content.good("workbook", tmp_path / name).counts.values()) == {(0, 0, 1, 0), (0, 0, 2, 0)}


def cells(path: Path) -> dict[str, list[list[str]]]:
    return sheets.read(path).sheets


def test_the_demonstration_comes_back(content: Content, tmp_path: Path) -> None:
    content.give("workbook", tmp_path / "book.xlsx", ROOT / "db" / "daugavpils")
    content.good("workbook", tmp_path / "book.xlsx")
    assert digest(content.folder, tmp_path / "b") == digest(ROOT / "db" / "daugavpils", tmp_path / "a")


def book(path: Path, **tables: list[list[object]]) -> Path:
    made = openpyxl.Workbook()
    made.remove(made.worksheets[0])
    for name, rows in tables.items():
        sheet = made.create_sheet(name.replace("_of_", "."))
        for row in rows:
            sheet.append(row)
    made.save(path)
    return path


def test_a_city_begins_with_a_sheet_of_its_own(content: Content, tmp_path: Path) -> None:
    file = book(
        tmp_path / "Pilsēta.xlsx",
        Services=[
            [
                "name::lv",
                "name::ar",
                "summary::lv",
                "organization",
                "steps::lv",
                "steps::ar",
                "verified_on",
                "notes of mine",
            ],
            ["Deklarēt", "التصريح", "Īsi", "dome", "Viens\nDivi", "\nاثنان", "2026-03", "x"],
        ],
        organizations=[["id", "name::lv"], ["dome", "Dome"]],
        Lists=[["a"], ["b"]],
    )
    said = content.good("workbook", file)
    assert said.counts == {"organizations": (1, 0, 0, 0), "services": (1, 0, 0, 0)}
    assert any("Lists: is no sheet that is read" in remark for remark in said.remarks)
    assert any("Services" in remark or "'notes_of_mine' is no column" in remark for remark in said.remarks)
    read = source.read(content.folder)
    assert (read.pack.keys.official, read.pack.keys.languages, read.pack.keys.country) == ("lv", ("lv", "ar"), "LV")
    assert read.services[0].slug == "deklaret"
    arabic = {entry.context: entry.msgstr for entry in po.read(content.folder / "locales" / "ar.po")}
    assert arabic["service/deklaret/step/1"] == "اثنان"
    assert arabic["service/deklaret/step/0"] == ""


def test_a_sheet_with_some_columns_leaves_the_others(content: Content, town: City, tmp_path: Path) -> None:
    file = book(
        tmp_path / "names.xlsx", services=[["id", "name::lv", "name::en"], ["declare", "Deklarēt adresi", "Declare"]]
    )
    said = content.good("workbook", file, into=town.folder)
    assert said.counts == {"services": (0, 1, 0, 0)}
    record = source.read(town.folder).services[0]
    assert (record.keys.name, record.keys.icon, len(record.keys.steps)) == ("Deklarēt adresi", "house", 2)
    assert record.body.startswith("Pastāstiet")
    english = {entry.context: entry.msgstr for entry in po.read(town.folder / "locales" / "en.po")}
    assert english["service/declare/name/0"] == "Declare"


@pytest.mark.parametrize(
    ("rows", "cell"),
    [
        ([["id", "name::xx-nothing"], ["a", "b"]], "services!B1"),
        ([["id", "name::lv"], ["a", "b"], ["a", "c"]], "services!A3"),
        ([["id", "name::lv", "organization"], ["a", "b", ""]], "services!"),
        ([["id", "name::lv", "organization", "summary::lv", "confirm"], ["a", "b", "c", "d", "maybe"]], "services!E2"),
        ([["id", "name::lv", "organization", "summary::lv"], ["a", "b\u202ec", "c", "d"]], "services!B2"),
    ],
)
def test_what_is_wrong_is_named_by_its_cell(
    content: Content, tmp_path: Path, rows: list[list[object]], cell: str
) -> None:
    assert cell in content.refused("workbook", book(tmp_path / "book.xlsx", services=rows))


def test_an_item_of_nobody_is_named(content: Content, tmp_path: Path) -> None:
    file = book(
        tmp_path / "book.xlsx",
        services=[["id", "name::lv", "organization", "summary::lv"], ["a", "b", "c", "d"]],
        services_of_costs=[["record", "description::lv"], ["other", "x"]],
    )
    assert "services.costs!A2: 'other' is not in the sheet services" in content.refused("workbook", file)


def test_a_bomb_is_refused(content: Content, tmp_path: Path) -> None:
    file = book(tmp_path / "book.xlsx", services=[["id"], ["a"]])
    with zipfile.ZipFile(file, "a", zipfile.ZIP_DEFLATED) as parts, parts.open("xl/worksheets/sheet9.xml", "w") as part:
        for _ in range(500):
            part.write(bytes(1_000_000))
    assert "unpacks to" in content.refused("workbook", file)


def test_a_million_rows_are_refused(content: Content, tmp_path: Path) -> None:
    file = book(tmp_path / "book.xlsx", services=[["id"], ["a"]])
    with zipfile.ZipFile(file) as parts:
        kept = {name: parts.read(name) for name in parts.namelist()}
    kept["xl/worksheets/sheet1.xml"] = (
        b'<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>'
        + b"".join(b'<row r="%d"><c r="A%d"><v>1</v></c></row>' % (row, row) for row in range(1, 1_000_001))
        + b"</sheetData></worksheet>"
    )
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as parts:
        for name, data in kept.items():
            parts.writestr(name, data)
    assert "takes more memory or time than a workbook may" in content.refused("workbook", file)


def test_entities_and_other_files_are_refused(content: Content, tmp_path: Path) -> None:
    file = book(tmp_path / "book.xlsx", services=[["id"], ["a"]])
    with zipfile.ZipFile(file) as parts:
        kept = {name: parts.read(name) for name in parts.namelist()}
    kept["xl/worksheets/sheet1.xml"] = (
        b'<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]><worksheet>&b;</worksheet>'
    )
    with zipfile.ZipFile(file, "w") as parts:
        for name, data in kept.items():
            parts.writestr(name, data)
    content.refused("workbook", file)
    (tmp_path / "text.xlsx").write_text("not a workbook")
    assert "is not a workbook" in content.refused("workbook", tmp_path / "text.xlsx")
    assert "is not there" in content.refused("workbook", tmp_path / "gone.xlsx")


def test_a_folder_that_may_not_be_written_stays(
    content: Content, town: City, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = book(tmp_path / "names.xlsx", services=[["id", "name::lv"], ["declare", "Deklarēt adresi"]])
    before = (town.folder / "services" / "declare.md").read_bytes()

    def full(*_arguments: object, **_more: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("pathlib.Path.write_bytes", full)
    said = content.take("workbook", file, into=town.folder)
    assert said.code == 1
    assert "No space left on device" in said.err
    assert (town.folder / "services" / "declare.md").read_bytes() == before
    assert not list(town.folder.parent.glob(".smalltown.*"))


def test_a_file_as_target_is_refused(content: Content, tmp_path: Path) -> None:
    file = book(tmp_path / "names.xlsx", services=[["id", "name::lv"], ["declare", "Deklarēt adresi"]])
    said = content.run("import", "workbook", file, "--into", file)
    assert said.code == 2
    (tmp_path / "folder").mkdir()
    (tmp_path / "folder" / "letter.txt").write_text("mine")
    said = content.take("workbook", file, into=tmp_path / "folder")
    assert (said.code, "has no pack.yaml" in said.err) == (1, True)


def test_what_only_a_check_of_the_folder_finds_is_named_by_its_cell_too(content: Content, tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    sheets_said = {
        "services": [
            ["id", "name::lv", "summary::lv", "organization", "description::lv"],
            ["a", "Pase", "Pase", "o", "Skatiet [te](service:nowhere)"],
            ["b", "Foto", "Foto", "gone", ""],
        ],
        "organizations": [["id", "name::lv"], ["o", "Iestāde"]],
        "services.phones": [["record", "number"], ["a", "112"], ["a", "+371 99"]],
        "services.contacts": [["record", "id", "name::lv"], ["b", "desk", "Galds"]],
        "services.contacts.phones": [["record", "item", "number"], ["b", "desk", "+371 88"]],
    }
    for name, rows in sheets_said.items():
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(row)
    book.save(tmp_path / "a.xlsx")
    said = content.refused("workbook", tmp_path / "a.xlsx")
    for cell in ("services!E2", "services!D3", "services.phones!B3", "services.contacts.phones!C2"):
        assert f"a.xlsx:{cell}: " in said
    assert str(content.folder) not in said


def test_what_is_wrong_in_the_folder_alone_is_named_there(content: Content, tmp_path: Path) -> None:
    town = small_town(content.folder)
    (tmp_path / "organizations.csv").write_text("id,name::lv\noffice,Pārvalde\n", encoding="utf-8")
    content.good("workbook", tmp_path / "organizations.csv", "--prune")
    (tmp_path / "organizations.csv").write_text("id,name::lv\nother,Cita\n", encoding="utf-8")
    said = content.run("import", "workbook", tmp_path / "organizations.csv", "--into", town.folder, "--prune")
    assert (said.code, "services/declare.md:4: " in said.err) == (1, True)


def test_a_pack_names_nobody_who_translated(content: Content, town: City, tmp_path: Path) -> None:
    build(town.folder, tmp_path / "a.pack")
    content.give("workbook", tmp_path / "tables", tmp_path / "a.pack")
    said = "".join(path.read_text(encoding="utf-8") for path in (tmp_path / "tables").glob("*.csv"))
    assert "التصريح" in said
    assert "Amal Haddad" not in said
    assert b"Amal Haddad" not in (tmp_path / "a.pack").read_bytes()
