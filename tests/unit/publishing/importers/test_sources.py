"""What an importer is pointed at: archives, packed files, links, and what none of them may do."""

from __future__ import annotations

import gzip
import json
import stat
import zipfile
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from pathlib import Path

    from tests.unit.publishing.importers.conftest import Content

ORGANIZATIONS = "id,name,description\n7f2b1b0e-0000-4000-8000-0000000000aa,Aid,We help\n"


def archive(path: Path, **files: str) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as made:
        for name, text in files.items():
            made.writestr(name.replace("__", "."), text)
    return path


def test_an_archive_is_read_like_its_folder(content: Content, tmp_path: Path) -> None:
    file = archive(
        tmp_path / "aid.zip", organizations__csv=ORGANIZATIONS, phones__csv="id,number\n1,\n", letters__csv="a\n1\n"
    )
    said = content.good("hsds", file)
    assert said.counts == {"organizations": (1, 0, 0, 0)}
    assert f"{file}/letters.csv: is no table of HSDS; it was left out" in said.remarks
    assert "kiosk-import-" not in str(said)
    assert "title:\n  en: Aid" in content.read("pack.yaml")
    assert content.good("hsds", file).counts == {"organizations": (0, 0, 1, 0)}
    tables = archive(tmp_path / "tables.zip", organizations__csv="id,name::lv\nA,Dome\n")
    assert f"{tables}:organizations!A2" in content.run("import", "workbook", tables, "--into", tmp_path / "new").err


@pytest.mark.parametrize("name", ["../x.csv", "/etc/x.csv", "a/../../x.csv", "link.csv"])
def test_an_archive_stays_where_it_is(content: Content, tmp_path: Path, name: str) -> None:
    part = zipfile.ZipInfo(name)
    part.external_attr = (stat.S_IFLNK if name == "link.csv" else stat.S_IFREG) << 16
    with zipfile.ZipFile(tmp_path / "a.zip", "w") as made:
        made.writestr("organizations.csv", ORGANIZATIONS)
        made.writestr(part, "/etc/passwd")
    before = sorted(tmp_path.rglob("*"))
    assert "leads out of it" in content.refused("hsds", tmp_path / "a.zip")
    assert sorted(tmp_path.rglob("*")) == before


def test_broken_and_exploding_archives_are_refused(content: Content, tmp_path: Path) -> None:
    file = archive(tmp_path / "a.zip", organizations__csv=ORGANIZATIONS)
    data = bytearray(file.read_bytes())
    data[60:90] = bytes(30)
    file.write_bytes(data)
    assert "cannot be unpacked" in content.refused("hsds", file)
    with (
        zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as made,
        made.open("services.csv", "w") as part,
    ):
        for _ in range(41):
            part.write(bytes(10_000_000))
    assert "more than 10,000 files or 400 MB" in content.refused("hsds", file)


def test_a_packed_file_is_whole_or_refused(content: Content, tmp_path: Path) -> None:
    data = gzip.compress(json.dumps([{"id": "1", "name": "Aid", "description": "x", "website": ""}] * 90).encode())
    for number, spoilt in enumerate((data[:40], data[:20] + bytes(20) + data[40:], data[:-8] + bytes(8))):
        (tmp_path / f"organizations{number}.json.gz").write_bytes(spoilt)
        assert "cannot be read" in content.refused("hsds", tmp_path / f"organizations{number}.json.gz")
    bomb = tmp_path / "organizations.json.gz"
    bomb.write_bytes(gzip.compress(bytes(1_000_000)) * 201)
    assert "has more than 200 MB" in content.refused("hsds", bomb)


def test_a_link_brings_nothing_in_from_elsewhere(content: Content, tmp_path: Path) -> None:
    folder = tmp_path / "data"
    folder.mkdir()
    (tmp_path / "secret.csv").write_text(ORGANIZATIONS)
    (folder / "first.csv").write_text(ORGANIZATIONS)
    (folder / "organizations.csv").symlink_to(folder / "first.csv")
    content.good("hsds", folder)
    (folder / "services.csv").symlink_to(tmp_path / "secret.csv")
    assert "services.csv is a link that leads out of" in content.refused("hsds", folder)


@pytest.mark.parametrize("text", ["x" * 2_000_001, "<p>x</p>" * 300_000])
def test_a_text_without_end_is_refused(content: Content, tmp_path: Path, text: str) -> None:
    service = {"id": "1", "name": "Aid", "status": "active", "description": text}
    (tmp_path / "services.json").write_text(json.dumps([service]))
    assert "a text of services/aid has" in content.refused("hsds", tmp_path / "services.json")


def test_an_archive_with_a_file_without_a_name_is_refused(content: Content, tmp_path: Path) -> None:
    file = archive(tmp_path / "a.zip", NAME=ORGANIZATIONS)
    file.write_bytes(file.read_bytes().replace(b"NAME", b"\0AME"))
    assert "cannot be unpacked" in content.refused("hsds", file)


def test_texts_that_look_like_another_language_are_told(content: Content, tmp_path: Path) -> None:
    text = "Die Stelle hilft allen, die neu in der Stadt sind und nicht wissen, wo sie sich anmelden können. " * 3
    rows = f"id,name,description\n7f2b1b0e-0000-4000-8000-0000000000aa,Rathaus,{text.replace(',', '')}\n"
    (tmp_path / "organizations.csv").write_text(rows, encoding="utf-8")
    told = [f"{tmp_path}: looks like 'de', and was taken for 'en'; --default-language de says otherwise"]
    assert content.good("hsds", tmp_path).remarks == told
    assert content.good("hsds", tmp_path, "--default-language", "de", into=tmp_path / "de").remarks == []
    again = content.good("hsds", tmp_path).remarks
    assert again == [f"{tmp_path}: looks like 'de', and was taken for 'en', the folder's language; see which it is"]
