"""A pack's file is believed only when every page and row is as it was built."""

from __future__ import annotations

import os
import random
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from kiosk.errors import PackError
from kiosk.packs import reading
from kiosk.packs.reading import verify
from kiosk.packs.schema import FORMAT
from tests.helpers.packs import changed, resealed, town

STORED = sorted((Path(__file__).parents[2] / "data" / "packs").glob("format-*.pack"))


@pytest.fixture(scope="module")
def pack(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return town(tmp_path_factory.mktemp("pack") / "town.pack")


def complaint(file: Path) -> str:
    with pytest.raises(PackError) as caught:
        verify(file)
    said = str(caught.value)
    assert "\n" not in said
    assert str(file) in said
    return said


@pytest.mark.parametrize("stored", STORED, ids=lambda path: path.stem)
def test_a_pack_of_each_past_format_is_read(stored: Path) -> None:
    assert verify(stored).id == "town"


def test_a_whole_pack_says_what_it_is(pack: Path) -> None:
    manifest = verify(pack)
    assert (manifest.id, manifest.official, manifest.format) == ("town", "lv", FORMAT)


@pytest.mark.parametrize(
    "damage",
    [
        "UPDATE text SET value = value || '!' WHERE lang = 'lv'",
        "DELETE FROM service",
        "UPDATE service SET rank = rank + 1",
        "CREATE TABLE later (id TEXT PRIMARY KEY)",
        "DELETE FROM manifest",
        "PRAGMA application_id = 1",
        "UPDATE manifest SET json = '{'",
        "UPDATE manifest SET json = CAST(x'ff' AS TEXT)",
        """UPDATE manifest SET json = json_set(json, '$.content_hash', '../../x')""",
    ],
)
def test_a_changed_pack_is_refused(pack: Path, tmp_path: Path, damage: str) -> None:
    assert "build" in complaint(changed(pack, tmp_path / "changed.pack", damage))


def test_the_manifest_is_no_part_of_the_identity(pack: Path, tmp_path: Path) -> None:
    file = changed(pack, tmp_path / "x.pack", "UPDATE manifest SET json = replace(json, 'LV', 'EE')")
    assert verify(file).country == "EE"


@pytest.mark.parametrize("damage", ["DROP TABLE evidence", "ALTER TABLE place DROP COLUMN postal_code"])
def test_a_pack_that_lacks_something_is_refused_also_with_the_right_hash(
    pack: Path, tmp_path: Path, damage: str
) -> None:
    table = damage.split()[2]
    assert f"table {table} lacks" in complaint(resealed(pack, tmp_path / "x.pack", {}, damage))


def test_any_flipped_byte_of_a_text_is_found(pack: Path, tmp_path: Path) -> None:
    data = pack.read_bytes()
    where = data.index("Dzīvesvietas deklarēšana".encode())
    file = tmp_path / "x.pack"
    for offset in range(where, where + 12):
        file.write_bytes(data[:offset] + bytes([data[offset] ^ 0x20]) + data[offset + 1 :])
        complaint(file)


def test_a_flipped_byte_of_an_index_is_found(pack: Path, tmp_path: Path) -> None:
    with closing(sqlite3.connect(pack)) as connection:
        page, size = connection.execute("SELECT rootpage, (SELECT page_size FROM pragma_page_size) FROM sqlite_master WHERE name = 'service_slug'").fetchone()  # fmt: skip
    data = bytearray(pack.read_bytes())
    data[data.index(b"service-0", (page - 1) * size)] ^= 1
    file = tmp_path / "x.pack"
    file.write_bytes(data)
    assert "index service_slug" in complaint(file)


@pytest.mark.parametrize("share", [0.02, 0.3, 0.5, 0.9])
def test_a_truncated_pack_is_refused(pack: Path, tmp_path: Path, share: float) -> None:
    data = pack.read_bytes()
    file = tmp_path / "x.pack"
    file.write_bytes(data[: int(len(data) * share)])
    complaint(file)


@pytest.mark.parametrize("content", [b"", b"not a database at all" * 99, b"SQLite format 3\0" + bytes(84)])
def test_another_file_is_no_pack(tmp_path: Path, content: bytes) -> None:
    file = tmp_path / "x.pack"
    file.write_bytes(content)
    assert "is not a pack" in complaint(file)


def test_another_database_is_no_pack(tmp_path: Path) -> None:
    with closing(sqlite3.connect(tmp_path / "x.db")) as connection:
        connection.execute("CREATE TABLE manifest (json TEXT)")
    assert "is not a pack" in complaint(tmp_path / "x.db")


def test_what_is_no_plain_file_is_refused(pack: Path, tmp_path: Path) -> None:
    assert "not a file" in complaint(tmp_path)
    assert "No such file" in complaint(tmp_path / "nothing.pack")
    link = tmp_path / "link.pack"
    link.symlink_to(pack)
    assert "symbolic link" in complaint(link)
    os.mkfifo(tmp_path / "pipe.pack")
    assert "not a file" in complaint(tmp_path / "pipe.pack")


def test_a_newer_major_format_is_refused_whatever_its_manifest_holds(pack: Path, tmp_path: Path) -> None:
    newer = changed(pack, tmp_path / "x.pack", """UPDATE manifest SET json = '{"format": [2, 3], "names": 7}'""")
    assert complaint(newer).endswith("has format 2.3 and this kiosk reads up to 1; update the kiosk")


def test_a_newer_minor_format_is_read_and_what_it_adds_ignored(pack: Path, tmp_path: Path) -> None:
    newer = resealed(
        pack,
        tmp_path / "x.pack",
        {"format": [1, 9], "later": {"a": 1}},
        "CREATE TABLE later (id TEXT PRIMARY KEY, value TEXT)",
        "INSERT INTO later VALUES ('1', 'new')",
        "ALTER TABLE service ADD COLUMN colour TEXT NOT NULL DEFAULT 'blue'",
    )
    assert verify(newer).format == (1, 9)
    complaint(changed(newer, tmp_path / "y.pack", "UPDATE later SET value = 'other'"))
    complaint(changed(newer, tmp_path / "z.pack", "UPDATE service SET colour = 'red'"))


def test_a_pack_is_opened_without_a_trace(pack: Path) -> None:
    before = sorted(pack.parent.iterdir())
    with closing(reading.connect(pack)) as connection:
        assert connection.execute("PRAGMA temp_store").fetchone() == (2,)
        with pytest.raises(sqlite3.OperationalError, match="readonly"):
            connection.execute("DELETE FROM text")
        assert sorted(pack.parent.iterdir()) == before


@pytest.mark.parametrize("name", ["a?mode=rwc&x=1.pack", "100% #1.pack", "mazpilsēta.pack"])
def test_odd_names_of_files_are_only_names(tmp_path: Path, name: str) -> None:
    assert verify(town(tmp_path / name)).id == "town"


def test_the_name_that_a_person_knows_is_said(pack: Path, tmp_path: Path) -> None:
    copy = changed(pack, tmp_path / "copy.pack", "DELETE FROM text")
    with pytest.raises(PackError, match=r"^chosen\.pack is damaged"):
        verify(copy, called=Path("chosen.pack"))


@pytest.mark.parametrize(
    ("schema", "said"),
    [
        (["ALTER TABLE text RENAME TO other", "CREATE VIEW text AS SELECT * FROM other"], "it has a view, text"),
        (["ALTER TABLE manifest RENAME TO other", "CREATE VIEW manifest AS WITH RECURSIVE r(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM r) SELECT count(*) AS json FROM r"], "computes something"),
        (["CREATE TRIGGER t AFTER INSERT ON service BEGIN DELETE FROM text; END"], "it has a trigger, t"),
        (["CREATE VIRTUAL TABLE later USING fts5(a)"], "its table later computes something"),
        (["CREATE TABLE later (id TEXT PRIMARY KEY, CHECK (length(hex(zeroblob(10000000)))))"], "its table later computes"),
        (["ALTER TABLE service ADD COLUMN g TEXT GENERATED ALWAYS AS (hex(slug))"], "its table service computes something"),
        (["CREATE INDEX later ON service(hex(slug))"], "its index later is not one of columns"),
        (["CREATE INDEX later ON service(slug) WHERE slug LIKE 'a%'"], "its index later is not one of columns"),
        (["CREATE INDEX later ON service(slug || slug)"], "its index later is not one of columns"),
        (["CREATE TABLE later (id TEXT PRIMARY KEY, g DEFAULT/* so that nobody sees it */(hex(zeroblob(9))))"], "its table later computes"),
        (["CREATE TABLE later (id TEXT PRIMARY KEY, g DEFAULT -- so that nobody sees it\n(hex(zeroblob(9))))"], "its table later computes"),
    ],
)  # fmt: skip
@pytest.mark.timeout(20)
def test_a_schema_that_computes_is_refused_before_it_runs(
    pack: Path, tmp_path: Path, schema: list[str], said: str
) -> None:
    assert said in complaint(changed(pack, tmp_path / "x.pack", *schema))


@pytest.mark.parametrize(
    "index", ["UNIQUE INDEX later ON service(slug COLLATE NOCASE)", 'INDEX "later" ON "service" ( "slug" , id DESC )']
)
def test_an_index_of_columns_may_have_any_form(pack: Path, tmp_path: Path, index: str) -> None:
    assert verify(changed(pack, tmp_path / "x.pack", f"CREATE {index}")).id == "town"


def test_values_have_the_types_of_their_columns(pack: Path, tmp_path: Path) -> None:
    loose = resealed(
        pack,
        tmp_path / "x.pack",
        {},
        "CREATE TABLE loose AS SELECT * FROM poll",
        "DROP TABLE poll",
        "CREATE TABLE poll (id TEXT PRIMARY KEY, slug, seq, starts, expires)",
        "DROP TABLE loose",
    )
    assert "table poll takes values of any type" in complaint(loose)


def test_a_value_longer_than_any_that_travels_is_refused(
    pack: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(reading, "LONGEST", 1 << 20)
    large = f"INSERT INTO media VALUES ('x', 'image/png', 1, 1, zeroblob({reading.LONGEST + 1}))"
    assert "too big" in complaint(changed(pack, tmp_path / "x.pack", large))


@pytest.mark.parametrize(
    ("manifest", "said"),
    [
        ({"built": -1}, "built is no moment"),
        ({"built": 10**15}, "built is no moment"),
        ({"as_of": "yesterday"}, "as_of is no day"),
        ({"languages": []}, "its languages are none"),
        ({"official": "../x", "languages": ["../x"]}, "its languages are none"),
        ({"zone": "Mars/Phobos"}, "its time zone 'Mars/Phobos' is unknown here"),
        ({"zone": "../../etc/passwd"}, "its time zone '../../etc/passwd' is unknown here"),
        ({"zone": ""}, "its time zone '' is unknown here"),
    ],
)
def test_a_manifest_that_cannot_be_is_refused(
    pack: Path, tmp_path: Path, manifest: dict[str, object], said: str
) -> None:
    assert said in complaint(resealed(pack, tmp_path / "x.pack", manifest))


def test_bytes_that_change_anywhere_end_in_one_sentence(pack: Path, tmp_path: Path) -> None:
    chance, data, file = random.Random(7), pack.read_bytes(), tmp_path / "x.pack"
    said = [complaint_or_nothing(file, damaged(data, chance)) for _ in range(40)]
    assert sum(map(bool, said)) > 15
    assert not any("\n" in each for each in said)


def damaged(data: bytes, chance: random.Random) -> bytes:
    """The bytes with one or many others among them."""
    changed = bytearray(data)
    for _ in range(chance.choice((1, 5, 50))):
        changed[chance.randrange(len(data))] = chance.randrange(256)
    return bytes(changed)


def complaint_or_nothing(file: Path, data: bytes) -> str:
    """What is said of a pack of these bytes."""
    file.write_bytes(data)
    try:
        verify(file)
    except PackError as error:
        return str(error)
    return ""
