"""Nothing of a table is left out in silence, and no id leads out of the folder."""

from __future__ import annotations

from typing import TYPE_CHECKING

import openpyxl
import pytest

from kiosk.publishing import source
from tests.helpers.sources import City, small_town

if TYPE_CHECKING:
    from pathlib import Path

    from tests.unit.publishing.importers.conftest import Content

HEAD = "id,name::lv,summary::lv,organization,confirm\n"
ORGANIZATIONS = "id,name\no,Org\n"


@pytest.fixture
def town(tmp_path: Path) -> City:
    return small_town(tmp_path / "smalltown")


def tables(folder: Path, services: str, encoding: str = "utf-8", name: str = "services.csv") -> Path:
    folder.mkdir()
    (folder / name).write_bytes(services.encode(encoding))
    (folder / "organizations.csv").write_text(ORGANIZATIONS, encoding="utf-8")
    return folder


@pytest.mark.parametrize("id_", ["../../../outside", "/outside", "a/b", "CON", "A", "..", "x" * 200, "a\u202eb"])
def test_an_id_that_cannot_name_a_file_is_refused_at_its_cell(content: Content, tmp_path: Path, id_: str) -> None:
    folder = tables(tmp_path / "tables", f"{HEAD}fine,Viens,Īsi,o,true\n{id_},Divi,Īsi,o,true\n")
    before = sorted(tmp_path.rglob("*"))
    assert "services!A3" in content.refused("workbook", folder, "--default-language", "lv")
    assert sorted(tmp_path.rglob("*")) == before


@pytest.mark.parametrize("tag", ["../../x", "../../x-si", "xx-si"])
def test_a_language_that_is_none_is_refused(content: Content, tmp_path: Path, tag: str) -> None:
    folder = tables(tmp_path / "tables", f"{HEAD}a,Viens,Īsi,o,true\n")
    (folder / "pack.csv").write_text(f'id,title::lv,official,languages\ntown,Town,lv,"lv {tag}"\n', encoding="utf-8")
    assert "pack!D2" in content.refused("workbook", folder)
    (folder / "pack.csv").write_text("id,title::lv,official\ntown,Town,zz-nothing\n", encoding="utf-8")
    assert "not a language" in content.refused("workbook", folder)


@pytest.mark.parametrize(
    ("text", "encoding", "name"),
    [
        (f"{HEAD}a,Viens,Īsi,o,true\nb,Divi,Īsi,o,no\n".replace(",", "\t"), "utf-8", "services.csv"),
        (f"{HEAD}a,Viens,Īsi,o,true\nb,Divi,Īsi,o,no\n".replace(",", "\t"), "utf-16", "Services.TSV"),
        (f"{HEAD}a,Viens,Īsi,o,true\n\nb,Divi,Īsi,o,no\n".replace(",", ";"), "utf-8-sig", "services.csv"),
        (f"sep=;\n{HEAD}a,Viens,Īsi,o,true\nb,Divi,Īsi,o,no\n".replace(",", ";"), "utf-8-sig", "services.csv"),
        (f"{HEAD}a,Viens,Īsi,o,true\nb,Divi,Īsi,o,no\n".replace("\n", "\r"), "utf-8", "services.csv"),
    ],
)
def test_tables_of_all_programs_are_read(content: Content, tmp_path: Path, text: str, encoding: str, name: str) -> None:
    said = content.good("workbook", tables(tmp_path / "tables", text, encoding, name), "--default-language", "lv")
    assert said.counts == {"organizations": (1, 0, 0, 0), "services": (2, 0, 0, 0)}
    assert said.remarks == []


def test_other_encodings_and_open_quotes_are_refused_with_their_line(content: Content, tmp_path: Path) -> None:
    folder = tables(tmp_path / "tables", f"{HEAD}a,Viens,Īsi,o,true\n", "cp1257")
    assert "services.csv:2: this is not UTF-8" in content.refused("workbook", folder)
    (folder / "services.csv").write_text(f'{HEAD}a,"Viens,Īsi,o,true\nb,Divi,Īsi,o,true\n', encoding="utf-8")
    assert "services.csv:2: a quotation mark is opened" in content.refused("workbook", folder)


def test_rows_that_nobody_reads_are_told_and_never_make_others_disappear(
    content: Content, town: City, tmp_path: Path
) -> None:
    folder = tables(tmp_path / "tables", "Nosaukums,Apraksts\nViens,Divi\n")
    before = {path: path.read_bytes() for path in town.folder.rglob("*.md")}
    said = content.take("workbook", folder, "--prune", into=town.folder)
    assert (said.code, "services!A1: no column of this sheet" in said.err) == (1, True)
    assert {path: path.read_bytes() for path in town.folder.rglob("*.md")} == before


def test_cells_without_a_heading_and_rows_of_other_columns_are_told(content: Content, tmp_path: Path) -> None:
    folder = tables(
        tmp_path / "tables", "id,name::lv,summary::lv,organization,,mine\na,X,S,o,one,\n,,,,two,\n,,,,,me\n"
    )
    remarks = content.good("workbook", folder, "--default-language", "lv").remarks
    assert any("services!E: has no name in its first row; its cells, 2" in remark for remark in remarks)
    assert any("services!F1: 'mine' is no column" in remark for remark in remarks)
    assert any("services: has 2 rows that say nothing" in remark for remark in remarks)
    (folder / "services.csv").write_text("id,name::lv,Name::LV,organization\na,X,Y,o\n", encoding="utf-8")
    assert "services!C1: the column 'name::lv' stands twice" in content.refused("workbook", folder)


def test_who_made_a_text_that_is_not_here_is_told(content: Content, tmp_path: Path) -> None:
    folder = tables(tmp_path / "tables", f"{HEAD}a,Viens,Īsi,o,true\n")
    (folder / "translators.csv").write_text(
        "text,language,person,date\nservice/b/name/0,ar,Amal,2026-01-01\n", encoding="utf-8"
    )
    said = content.good("workbook", folder)
    assert any("translators!A2: 'service/b/name/0' has no translation into 'ar'" in remark for remark in said.remarks)


def test_what_joined_cells_say_is_meant_for_all_their_rows(content: Content, tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    sheet = book.worksheets[0]
    sheet.title = "Services"
    for row in (
        ["id", "name", "summary", "organization", "confirm"],
        [12, "Viens", "Īsi", "o", True],
        ["0012", "Divi", None, "o", "yes"],
    ):
        sheet.append(row)
    sheet.merge_cells("C2:C3")
    hidden = book.create_sheet("organizations")
    hidden.sheet_state = "hidden"
    hidden.append(["id", "name"])
    hidden.append(["o", "Org"])
    book.create_sheet("empty")
    book.save(tmp_path / "town.xlsx")
    content.good("workbook", tmp_path / "town.xlsx", "--default-language", "lv")
    services = source.read(content.folder).services
    assert [(record.slug, record.keys.summary, record.keys.confirm) for record in services] == [
        ("0012", "Īsi", True),
        ("12", "Īsi", True),
    ]


@pytest.mark.parametrize("head", ["Name (lv)", "name_lv", "Name [Latvian]", "name:lv", "NAME-LV", "Name lv"])
def test_columns_headed_as_others_do_are_texts_in_a_language(content: Content, tmp_path: Path, head: str) -> None:
    other = head.replace("lv", "ar").replace("LV", "AR").replace("Latvian", "Arabic")
    folder = tables(tmp_path / "tables", "id,name::lv,summary::lv,organization,postal_code\na,Viens,Īsi,o,1\n")
    (folder / "organizations.csv").write_text(f"id,{head},{other}\no,Iestāde,مكتب\n", encoding="utf-8")
    said = content.good("workbook", folder)
    assert [record.keys.name for record in source.read(content.folder).organizations] == ["Iestāde"]
    assert said.json["translations"] == {"ar": 1}
    assert len(said.remarks) == 1  # of the column that no service has
