"""Packs arrive whole or not at all."""

from __future__ import annotations

import os
import shutil
import sqlite3
from contextlib import closing
from typing import TYPE_CHECKING

import pytest

from kiosk.errors import PackError
from kiosk.packs.hash import content_hash
from kiosk.packs.reading import verify
from kiosk.packs.slots import Slots
from kiosk.publishing import build
from kiosk.resources import ROOT

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture(scope="module")
def pack(tmp_path_factory: pytest.TempPathFactory) -> Path:
    file = tmp_path_factory.mktemp("pack") / "city.pack"
    build.build(ROOT / "db" / "daugavpils", file)
    return file


def changed(pack: Path, folder: Path, *statements: str) -> Path:
    file = folder / "changed.pack"
    shutil.copyfile(pack, file)
    with closing(sqlite3.connect(file)) as connection:
        for statement in statements:
            connection.execute(statement)
        connection.commit()
    return file


def test_an_installed_pack_is_active_and_says_whether_it_is_trusted(tmp_path: Path, pack: Path) -> None:
    slots = Slots(tmp_path)
    assert slots.active() is None
    name = slots.install(pack, trusted=False)
    slot = slots.active()
    assert slot is not None
    with closing(slot):
        assert (slot.name, slot.trusted, slot.manifest.id) == (name, False, "daugavpils")
        assert sorted(path.name for path in slot.path.iterdir()) == ["index.db", "pack.db", "pack.json"]


def test_installing_the_same_pack_again_copies_nothing(tmp_path: Path, pack: Path) -> None:
    slots = Slots(tmp_path)
    name = slots.install(pack, trusted=False)
    before = (tmp_path / "slots" / name / "pack.db").stat().st_ino
    assert slots.install(pack, trusted=False) == name
    assert (tmp_path / "slots" / name / "pack.db").stat().st_ino == before


@pytest.mark.parametrize(
    "damage",
    [
        "UPDATE text SET value = value || '!' WHERE rowid IN (SELECT 1)",
        "DELETE FROM service WHERE slug = 'declare-residence'",
        "UPDATE service SET rank = rank + 1",
        "DROP TABLE evidence",
        "DELETE FROM manifest",
        "PRAGMA application_id = 1",
    ],
)
def test_a_changed_pack_is_refused_and_the_old_one_stays(tmp_path: Path, pack: Path, damage: str) -> None:
    slots = Slots(tmp_path)
    name = slots.install(pack, trusted=False)
    statement = damage.replace(" WHERE rowid IN (SELECT 1)", " WHERE lang = 'lv'")
    with pytest.raises(PackError) as caught:
        Slots(tmp_path / "other").install(changed(pack, tmp_path, statement), trusted=False)
    assert "\n" not in str(caught.value)
    assert slots.active_name() == name
    assert not [path for path in (tmp_path / "slots").iterdir() if path.name.startswith(".")]


def test_one_flipped_bit_is_found(tmp_path: Path, pack: Path) -> None:
    data = bytearray(pack.read_bytes())
    where = data.index("Dzīvesvietas deklarēšana".encode())
    data[where] ^= 1
    broken = tmp_path / "broken.pack"
    broken.write_bytes(bytes(data))
    with pytest.raises(PackError):
        Slots(tmp_path).install(broken, trusted=False)


@pytest.mark.parametrize("content", [b"", b"not a database at all", b"SQLite format 3\0" + bytes(84)])
def test_what_is_no_pack_is_refused(tmp_path: Path, content: bytes) -> None:
    file = tmp_path / "x.pack"
    file.write_bytes(content)
    with pytest.raises(PackError):
        Slots(tmp_path).install(file, trusted=False)
    with pytest.raises(PackError, match="not a file"):
        Slots(tmp_path).install(tmp_path, trusted=False)


def test_a_newer_major_format_is_refused_and_a_newer_minor_is_read(tmp_path: Path, pack: Path) -> None:
    newer = changed(pack, tmp_path, "UPDATE manifest SET json = replace(json, '\"format\":[1,0]', '\"format\":[2,0]')")
    with pytest.raises(PackError, match="update the kiosk"):
        Slots(tmp_path).install(newer, trusted=False)
    minor = changed(
        pack,
        tmp_path,
        'UPDATE manifest SET json = replace(json, \'"format":[1,0]\', \'"later":true,"format":[1,9]\')',
        "CREATE TABLE later (id TEXT PRIMARY KEY)",
    )
    with closing(sqlite3.connect(minor)) as connection:
        digest = content_hash(connection)
        connection.execute("UPDATE manifest SET json = json_set(json, '$.content_hash', ?)", (digest,))
        connection.commit()
    Slots(tmp_path).install(minor, trusted=False)
    slot = Slots(tmp_path).active()
    assert slot is not None
    slot.close()


def test_the_hash_does_not_depend_on_the_layout_of_the_file(tmp_path: Path, pack: Path) -> None:
    other = changed(pack, tmp_path, "CREATE INDEX another ON text(value)", "DELETE FROM text WHERE 0")
    with closing(sqlite3.connect(other)) as connection:
        connection.execute("PRAGMA page_size = 8192")
        connection.execute("VACUUM")
        assert content_hash(connection) == verify(pack).content_hash


def test_an_enrolled_folder_takes_no_other_pack(tmp_path: Path, pack: Path) -> None:
    slots = Slots(tmp_path)
    slots.install(pack, trusted=True)
    with closing(sqlite3.connect(tmp_path / "state.db")) as connection:
        connection.execute("INSERT INTO enrolment VALUES (1, 'daugavpils')")
        connection.commit()
    with pytest.raises(PackError, match="kiosk sync"):
        slots.install(pack, trusted=False)


def test_a_newer_state_is_left_untouched(tmp_path: Path, pack: Path) -> None:
    Slots(tmp_path).install(pack, trusted=False)
    with closing(sqlite3.connect(tmp_path / "state.db")) as connection:
        connection.execute("PRAGMA user_version = 99")
    before = (tmp_path / "state.db").read_bytes()
    with pytest.raises(PackError, match="newer kiosk"):
        Slots(tmp_path).active()
    assert (tmp_path / "state.db").read_bytes() == before


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write everywhere")
def test_a_folder_that_cannot_be_written_is_said_in_one_sentence(tmp_path: Path, pack: Path) -> None:
    tmp_path.chmod(0o500)
    with pytest.raises(PackError, match="can be written"):
        Slots(tmp_path).install(pack, trusted=False)
