"""A pack is the same wherever it is built, holds what the source says, and is there as a whole or not at all."""

from __future__ import annotations

import os
import shutil
import sqlite3
import subprocess
import sys
from contextlib import closing
from typing import TYPE_CHECKING, Any, Self

import msgspec
import pytest

from kiosk.errors import PackError, SourceError
from kiosk.packs.hash import content_hash
from kiosk.packs.manifest import Manifest
from kiosk.packs.schema import APPLICATION_ID
from kiosk.publishing import po, translations
from kiosk.publishing.build import build
from kiosk.publishing.texts import digest
from tests.helpers.sources import FILES, City

if TYPE_CHECKING:
    from pathlib import Path

SERVICE = "services/declare.md"


def rows(pack: Path, sql: str, *values: str) -> list[tuple[Any, ...]]:
    with closing(sqlite3.connect(pack)) as connection:
        return connection.execute(sql, values).fetchall()


def translate(city: City, tag: str, msgid: str, msgstr: str, comment: str = "") -> None:
    path = city.folder / "locales" / f"{tag}.po"
    if not path.exists():
        translations.write_catalogue(city.folder, tag)
    text = path.read_text(encoding="utf-8")
    start = text.index(f'msgid "{msgid}"')
    start = text.rindex("\n\n", 0, start) + 2
    filled = text[start:].replace('msgstr ""', f'msgstr "{msgstr}"', 1)
    path.write_text(text[:start] + comment + filled, encoding="utf-8")


def test_building_twice_gives_the_same_bytes(city: City, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1790000000")
    first, second = build(city.folder, tmp_path / "first.db"), build(city.folder, tmp_path / "second.db")
    assert first.manifest == second.manifest
    assert first.manifest.built == 1790000000
    assert first.path.read_bytes() == second.path.read_bytes()


def test_the_day_of_the_build_is_not_part_of_the_identity(
    city: City, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1")
    first = build(city.folder, tmp_path / "first.db").manifest
    monkeypatch.delenv("SOURCE_DATE_EPOCH")
    second = build(city.folder, tmp_path / "second.db").manifest
    assert second.built > first.built
    assert second.content_hash == first.content_hash


def test_the_order_of_the_file_system_does_not_matter(
    city: City, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for number in range(12):
        city.write(f"services/s{number}.md", FILES[SERVICE])
    here = build(city.folder, tmp_path / "here.db").manifest.content_hash
    listdir, scandir = os.listdir, os.scandir

    class Backwards:
        """A folder that lists its files the other way round."""

        def __init__(self, path: Any) -> None:
            with scandir(path) as entries:
                self._entries = iter(sorted(entries, key=lambda entry: entry.name, reverse=True))

        def __enter__(self) -> Self:
            return self

        def __exit__(self, *_: object) -> None:
            pass

        def __iter__(self) -> Any:
            return self._entries

        def __next__(self) -> os.DirEntry[str]:
            return next(self._entries)

    monkeypatch.setattr(os, "scandir", Backwards)
    monkeypatch.setattr(os, "listdir", lambda path: sorted(listdir(path), reverse=True))
    assert build(city.folder, tmp_path / "there.db").manifest.content_hash == here


def test_a_folder_of_another_name_gives_the_same_pack(city: City, tmp_path: Path) -> None:
    here = build(city.folder, tmp_path / "here.db").manifest.content_hash
    copy = shutil.copytree(city.folder, tmp_path / "copy")
    assert build(copy, tmp_path / "there.db").manifest.content_hash == here


def test_line_ends_of_another_system_give_the_same_pack(city: City, tmp_path: Path) -> None:
    translate(city, "ar", "Pase", "جواز سفر", "# kiosk: human Amal 2026-05-04\n")
    here = build(city.folder, tmp_path / "here.db").manifest.content_hash
    for path in city.folder.rglob("*.*"):
        path.write_bytes(path.read_bytes().replace(b"\n", b"\r\n"))
    assert build(city.folder, tmp_path / "there.db").manifest.content_hash == here


def test_hash_seed_locale_zone_and_umask_do_not_matter(
    city: City, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1790000000")
    here = build(city.folder, tmp_path / "here.db").path.read_bytes()
    program = "import sys; from kiosk.cli import main; sys.exit(main(sys.argv[1:]))"
    command = [sys.executable, "-c", program, "content", "build", str(city.folder), "--out", str(tmp_path / "there.db")]
    strange = {"PYTHONHASHSEED": "7", "LC_ALL": "tr_TR.UTF-8", "TZ": "Pacific/Apia"}
    subprocess.run(command, check=True, capture_output=True, umask=0o077, env=os.environ | strange)
    assert (tmp_path / "there.db").read_bytes() == here


def test_the_pack_says_what_it_is(city: City, tmp_path: Path) -> None:
    city.change(
        "pack.yaml",
        'emergency: "112"',
        'emergency: "112"\nkiosk:\n  idle:\n    seconds: 90\n  look:\n    accent: "#123456"',
    )
    built = build(city.folder, tmp_path / "pack.db")
    ((stored,),) = rows(built.path, "SELECT json FROM manifest")
    manifest = msgspec.json.decode(stored, type=Manifest)
    assert manifest == built.manifest
    assert (manifest.id, manifest.title["lv"], manifest.languages) == ("smalltown", "Mazpilsēta", ("lv", "en", "ar"))
    assert manifest.kiosk == {"idle": {"seconds": 90}, "look": {"accent": "#123456"}}
    assert rows(built.path, "PRAGMA application_id") == [(APPLICATION_ID,)]
    assert rows(built.path, "PRAGMA quick_check") == [("ok",)]
    assert rows(built.path, "PRAGMA foreign_key_check") == []
    with closing(sqlite3.connect(built.path)) as connection:
        assert content_hash(connection) == manifest.content_hash


def test_a_service_arrives_with_its_parts_in_order(city: City, tmp_path: Path) -> None:
    pack = build(city.folder, tmp_path / "pack.db").path
    ((service, confirm, processing),) = rows(pack, "SELECT id, confirm, processing_time FROM service")
    assert (confirm, processing) == (1, "P1D")
    steps = "SELECT value FROM text WHERE id = ? AND field = 'step' AND lang = 'lv' ORDER BY seq"
    assert rows(pack, steps, service) == [("Aizpildiet veidlapu",), ("Ejiet uz domi",)]
    evidence = """SELECT text.field, value FROM evidence JOIN text ON text.id = evidence.id
        WHERE service_id = ? ORDER BY evidence.seq, text.field"""
    assert rows(pack, evidence, service) == [("name", "Pase"), ("note", "Derīga"), ("name", "Līgums")]
    assert rows(pack, "SELECT amount, currency FROM cost WHERE service_id = ?", service) == [("4.27", "EUR")]
    assert rows(pack, "SELECT kind, address FROM channel WHERE entity_id = ? ORDER BY seq", service) == [
        ("web", "https://latvija.gov.lv"),
        ("email", "pasts@pmlp.gov.lv"),
    ]
    assert rows(pack, "SELECT tag FROM spoken_language WHERE service_id = ? ORDER BY seq", service) == [
        ("lv",),
        ("ru",),
    ]
    assert rows(pack, "SELECT url FROM source WHERE entity_id = ?", service) == [
        ("https://www.iem.gov.lv/en/services",)
    ]
    at_place = "SELECT rule FROM schedule JOIN service_at_place AS at ON at.id = entity_id WHERE service_id = ?"
    assert rows(pack, at_place, service) == [("Mo 10:00-12:00",)]
    linked = "SELECT slug FROM service_term JOIN term ON term.id = term_id WHERE service_id = ? ORDER BY slug"
    assert rows(pack, linked, service) == [("arrived",), ("papers",)]
    body = "SELECT value, format FROM text WHERE id = ? AND field = 'description'"
    assert rows(pack, body, service) == [("Pastāstiet **pašvaldībai**, kur dzīvojat.\n\nTas ir vienkārši.", "markdown")]
    assert rows(pack, "SELECT tag, endonym, seq FROM language ORDER BY seq") == [
        ("lv", "Latviešu", 0),
        ("en", "English", 1),
        ("ar", "العربية", 2),
    ]


def test_what_is_not_said_of_a_part_is_taken_from_its_record(city: City, tmp_path: Path) -> None:
    city.change(
        "places/hall.md",
        '    hours: "Mo-Fr 08:00-12:00"',
        '    hours: "Mo-Fr 08:00-12:00"\n    hours_verified_on: 2022\n    confirm: true',
    )
    pack = build(city.folder, tmp_path / "pack.db").path
    assert rows(pack, "SELECT verified_on, confirm FROM organization") == [("2024-09", 0)]
    assert rows(pack, "SELECT number, verified_on, confirm FROM phone ORDER BY number") == [
        ("+37165407437", "2025", 1),
        ("112", "", 1),
    ]
    assert rows(pack, "SELECT rule, verified_on, confirm FROM schedule ORDER BY rule") == [
        ("Mo 10:00-12:00", "", 1),
        ("Mo-Fr 08:00-12:00", "2022", 1),
        ("Mo-Fr 09:00-17:00; PH off", "2025", 0),
    ]


def test_a_record_without_a_date_must_be_confirmed(city: City, tmp_path: Path) -> None:
    city.change(SERVICE, "confirm: true\n", "")
    assert rows(build(city.folder, tmp_path / "pack.db").path, "SELECT confirm FROM service") == [(1,)]


def test_services_stand_in_the_order_of_their_topics_and_then_of_their_files(city: City, tmp_path: Path) -> None:
    city.write("terms/home.md", FILES["terms/papers.md"].replace("seq: 1", "seq: 0"))
    city.write("services/zebra.md", FILES[SERVICE].replace("[papers]", "[home, papers]"))
    city.write("services/apple.md", FILES[SERVICE].replace("[papers]", "[]"))
    city.write("services/berry.md", FILES[SERVICE])
    pack = build(city.folder, tmp_path / "pack.db").path
    assert rows(pack, "SELECT slug FROM service ORDER BY rank") == [("zebra",), ("berry",), ("declare",), ("apple",)]


def test_translations_carry_who_made_them_and_from_what(city: City, tmp_path: Path) -> None:
    translate(city, "ar", "Pase", "جواز سفر", "# kiosk: human Amal 2026-05-04\n")
    translate(city, "ar", "Ejiet uz domi", "اذهب")
    translate(city, "en", "Ejiet uz domi", "Go to the hall")
    city.change(SERVICE, "Ejiet uz domi", "Zvaniet domei")
    translations.write_catalogue(city.folder, "en")
    built = build(city.folder, tmp_path / "pack.db")
    text = "SELECT lang, value, status, source_hash, updated FROM text WHERE field = ? AND seq = ? AND entity = ? ORDER BY lang"
    assert rows(built.path, text, "step", "1", "service") == [
        ("ar", "اذهب", "machine", digest("Ejiet uz domi"), ""),
        ("en", "Go to the hall", "machine", digest("Ejiet uz domi"), ""),
        ("lv", "Zvaniet domei", "original", digest("Zvaniet domei"), "2026-11-20"),
    ]
    assert rows(built.path, f"{text} LIMIT 1", "name", "0", "evidence") == [
        ("ar", "جواز سفر", "human", digest("Pase"), "2026-05-04"),
    ]
    arabic = built.coverage[1]
    assert (arabic.tag, arabic.human, arabic.machine, arabic.outdated, arabic.missing) == ("ar", 1, 0, 1, 19)


def test_a_translation_marked_fuzzy_by_hand_has_an_unknown_original(city: City, tmp_path: Path) -> None:
    translate(city, "ar", "Pase", "جواز سفر", "#, fuzzy\n")
    pack = build(city.folder, tmp_path / "pack.db").path
    assert rows(pack, "SELECT source_hash FROM text WHERE lang = 'ar'") == [(digest(""),)]


def test_all_findings_of_records_and_catalogues_come_together(city: City, tmp_path: Path) -> None:
    city.change(SERVICE, "icon: house", "icon: hosue")
    city.write("locales/ar.po", 'msgid "a\n')
    with pytest.raises(SourceError) as caught:
        build(city.folder, tmp_path / "pack.db")
    assert "2 things to mend in 2 files" in str(caught.value)
    assert f"{city.folder}/locales/ar.po:1: " in str(caught.value)
    assert f"{city.folder}/{SERVICE}:7: " in str(caught.value)


@pytest.mark.parametrize("there", [True, False])
def test_a_bad_source_leaves_the_target_folder_as_it_was(city: City, tmp_path: Path, *, there: bool) -> None:
    out = tmp_path / "packs" / "pack.db"
    if there:
        build(city.folder, out)
    before = out.read_bytes() if there else None
    city.change(SERVICE, "organization: office", "organization: nobody")
    with pytest.raises(SourceError):
        build(city.folder, out)
    assert out.parent.exists() == there
    if there:
        assert [path.name for path in out.parent.iterdir()] == ["pack.db"]
        assert out.read_bytes() == before


def test_a_full_disk_leaves_the_target_folder_as_it_was(city: City, tmp_path: Path) -> None:
    out = tmp_path / "packs" / "pack.db"
    build(city.folder, out)
    before = out.read_bytes()
    program = """
import resource, sys
from pathlib import Path
from kiosk.errors import PackError
from kiosk.publishing.build import build
resource.setrlimit(resource.RLIMIT_FSIZE, (int(sys.argv[3]), resource.RLIM_INFINITY))
try:
    build(Path(sys.argv[1]), Path(sys.argv[2]))
except PackError as error:
    print(error)
"""
    for limit in (0, 4096, len(before) // 2, len(before) - 1):
        command = [sys.executable, "-c", program, str(city.folder), str(out), str(limit)]
        done = subprocess.run(command, check=True, capture_output=True, text=True)
        assert f"{out} cannot be written (" in done.stdout
        assert "make room" in done.stdout
        assert [path.name for path in out.parent.iterdir()] == ["pack.db"]
        assert out.read_bytes() == before


def test_a_target_that_cannot_be_written_is_said(city: City, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(PackError, match="cannot be written"):
        build(city.folder, tmp_path / "file" / "pack.db")


def test_an_epoch_that_is_no_number_is_said(city: City, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "yesterday")
    with pytest.raises(SourceError, match="set it to whole seconds since 1970"):
        build(city.folder, tmp_path / "pack.db")


def test_a_catalogue_that_is_behind_the_source_is_brought_in_step_for_the_pack_alone(
    city: City, tmp_path: Path
) -> None:
    translate(city, "ar", "Ejiet uz domi", "اذهب")
    path = city.folder / "locales" / "ar.po"
    before = path.read_bytes()
    city.change(SERVICE, "steps:\n", "steps:\n  - Paņemiet pasi\n")
    pack = build(city.folder, tmp_path / "pack.db").path
    assert rows(pack, "SELECT seq, value FROM text WHERE lang = 'ar'") == [(2, "اذهب")]
    assert path.read_bytes() == before
    assert po.read(path)
