"""What changes between two packs, and nothing else, travels; what arrives is the pack, row for row."""

from __future__ import annotations

import hashlib
import shutil
import sqlite3
from contextlib import closing
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
import zstandard
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kiosk.errors import PackError
from kiosk.packs import delta, patch, reading, release
from kiosk.packs.stream import Writer, records
from tests.helpers.packs import Town, resealed, town

if TYPE_CHECKING:
    from kiosk.packs.changes import Changes


def no_picture(name: str) -> bytes:
    raise AssertionError(name)


def sent(before: Path | None, after: Path) -> tuple[bytes, int]:
    out = BytesIO()
    unpacked = delta.make(before, after, out, 3)
    return out.getvalue(), unpacked


def applied(before: Path | None, after: Path, target: Path, pictures: dict[str, bytes] | None = None) -> Changes:
    """Makes what changes and applies it to a copy of `before`, which then is `after`."""
    data, unpacked = sent(before, after)
    if before is not None:
        shutil.copyfile(before, target)
    picture = no_picture if pictures is None else pictures.__getitem__
    changes = patch.apply(BytesIO(data), unpacked, target, reading.manifest(after), picture)
    assert reading.verify(target) == reading.verify(after)
    return changes


def test_a_snapshot_is_the_delta_from_nothing(tmp_path: Path) -> None:
    pack = town(tmp_path / "a.pack", "Viens", "Divi")
    applied(None, pack, tmp_path / "made.pack")


def test_only_what_differs_is_named(tmp_path: Path) -> None:
    one = town(tmp_path / "a.pack", "Viens", "Divi", "Trīs")
    two = resealed(
        one,
        tmp_path / "b.pack",
        {},
        "UPDATE text SET value = 'Pirmais' WHERE id = 'SERVICE-0' AND lang = 'lv'",
        "DELETE FROM service_term WHERE service_id = 'SERVICE-1'",
        "UPDATE service SET icon = 'house', rank = 9 WHERE id = 'SERVICE-2'",
    )
    changes = applied(one, two, tmp_path / "made.pack")
    assert {table: sorted(keys) for table, keys in changes.items()} == {
        "text": [("SERVICE-0", "lv", "service", "name", 0)],
        "service_term": [("PAPERS", "SERVICE-1")],
        "service": [("SERVICE-2",)],
    }
    assert len(sent(one, two)[0]) < len(sent(None, two)[0]) / 4


def test_the_layout_of_the_file_does_not_matter(tmp_path: Path) -> None:
    one = town(tmp_path / "a.pack", "Viens", "Divi")
    rebuilt = tmp_path / "b.pack"
    shutil.copyfile(one, rebuilt)
    with closing(sqlite3.connect(rebuilt)) as connection:
        connection.execute("PRAGMA page_size = 8192")
        connection.execute("VACUUM")
    assert one.read_bytes() != rebuilt.read_bytes()
    assert sent(one, rebuilt) == sent(one, one)
    assert len(sent(one, one)[0]) < 40


def test_tables_that_a_newer_format_adds_alters_or_drops_travel_too(tmp_path: Path) -> None:
    one = resealed(
        town(tmp_path / "o.pack", "Viens"),
        tmp_path / "a.pack",
        {},
        "CREATE TABLE old (id TEXT PRIMARY KEY) STRICT",
        "CREATE TABLE wide (id TEXT PRIMARY KEY, a TEXT) STRICT",
        "CREATE INDEX wide_a ON wide(a)",
        "INSERT INTO old VALUES ('x')",
        "INSERT INTO wide VALUES ('x', 'y')",
    )
    two = resealed(
        one,
        tmp_path / "b.pack",
        {},
        "DROP TABLE old",
        "DROP TABLE wide",
        "CREATE TABLE wide (id TEXT PRIMARY KEY, a TEXT, b REAL) STRICT",
        "INSERT INTO wide VALUES ('x', 'y', 0.1), ('z', NULL, NULL)",
        "CREATE TABLE new (a INTEGER, b TEXT, c BLOB, PRIMARY KEY (b, a)) STRICT, WITHOUT ROWID",
        "INSERT INTO new VALUES (1, 'k', x'00ff'), (-9007199254740993, 'k', NULL)",
        "CREATE INDEX new_c ON new(c)",
    )
    changes = applied(one, two, tmp_path / "made.pack")
    assert sorted(changes["new"]) == [("k", -9007199254740993), ("k", 1)]
    with closing(reading.connect(tmp_path / "made.pack")) as made:
        names = {name for (name,) in made.execute("SELECT name FROM sqlite_master")}
    assert {"new", "new_c", "wide"} <= names
    assert not {"old", "wide_a"} & names


def test_a_picture_travels_by_its_hash_and_only_when_it_is_new(tmp_path: Path) -> None:
    data = bytes(range(256)) * 40
    name = hashlib.sha256(data).hexdigest()
    with closing(Town()) as made:
        made.council()
        made.service("s", "Viens")
        one = made.write(tmp_path / "a.pack")
        made.add("media", hash=name, type="image/png", data=data)
        two = made.write(tmp_path / "b.pack")
        made.add("media", hash="misnamed", type="image/png", data=b"travels with its row")
        three = made.write(tmp_path / "c.pack")
    assert dict(delta.media(three)) == {name: data}
    assert len(sent(one, two)[0]) < 300
    applied(one, two, tmp_path / "1.pack", {name: data})
    applied(two, three, tmp_path / "2.pack")
    with pytest.raises(PackError):
        applied(one, two, tmp_path / "3.pack", {})


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.lists(st.text(st.characters(codec="utf-8", exclude_characters="\0"), max_size=60), min_size=1, max_size=6),
    st.lists(st.text(st.characters(codec="utf-8", exclude_characters="\0"), max_size=60), min_size=1, max_size=6),
    st.text("abcdefgh", min_size=20, max_size=50),
)
def test_any_texts_arrive(tmp_path: Path, before: list[str], after: list[str], shared: str) -> None:
    one = town(tmp_path / "a.pack", *(f"{shared}{text}{shared}" for text in before))
    two = town(tmp_path / "b.pack", *(f"{shared}{text}{shared}" for text in after))
    applied(one, two, tmp_path / "made.pack")
    applied(two, one, tmp_path / "back.pack")


def test_rows_for_another_pack_are_refused(tmp_path: Path) -> None:
    one = town(tmp_path / "a.pack", "Viens ar garu garu nosaukumu")
    two = town(tmp_path / "b.pack", "Viens ar garu garu nosaukumu!")
    data, unpacked = sent(one, two)
    for other in (town(tmp_path / "c.pack", "Īss"), resealed(one, tmp_path / "d.pack", {}, "DELETE FROM text")):
        with pytest.raises(PackError, match=r"not the one that was meant|lacks the row"):
            patch.apply(BytesIO(data), unpacked, other, reading.manifest(two), no_picture)


def test_a_stream_that_is_damaged_anywhere_is_refused(tmp_path: Path) -> None:
    """Its hash has been checked before; a bug there must not become half a pack."""
    one = town(tmp_path / "a.pack", "Viens")
    data, unpacked = sent(None, one)
    for end in range(0, len(data) - 1, 37):
        with pytest.raises(PackError):
            patch.apply(BytesIO(data[:end]), unpacked, tmp_path / f"cut-{end}", b"{}", no_picture)


def test_no_more_is_unpacked_than_was_signed(tmp_path: Path) -> None:
    bomb = BytesIO()
    writer = Writer(bomb, 3)
    for _ in range(50):
        writer.write(["-", [["x" * 1_000_000]]])
    writer.close()
    assert len(bomb.getvalue()) < 100_000
    read = records(BytesIO(bomb.getvalue()), 2_500_000)
    assert [next(read)[0], next(read)[0]] == ["-", "-"]
    with pytest.raises(PackError, match="more than was signed"):
        next(read)


def test_nothing_comes_after_what_was_signed() -> None:
    out = BytesIO()
    writer = Writer(out, 3)
    writer.write(["end"])
    signed = writer.unpacked
    writer.write(["-", [["x"]]])
    writer.close()
    with pytest.raises(PackError, match="more than was signed"):
        list(records(BytesIO(out.getvalue()), signed))


def test_no_more_memory_is_taken_than_a_small_terminal_has() -> None:
    """A frame may ask for gigabytes of window, whatever it holds."""
    out = BytesIO()
    parameters = zstandard.ZstdCompressionParameters(window_log=28)
    with zstandard.ZstdCompressor(compression_params=parameters).stream_writer(out, closefd=False) as stream:
        stream.write(b"\x05\0\0\0\x91\xa3end")
    with pytest.raises(PackError, match="the rows cannot be read"):
        list(records(BytesIO(out.getvalue()), 9))


@pytest.mark.parametrize(
    "statement",
    [
        "CREATE TRIGGER t AFTER INSERT ON text BEGIN DELETE FROM text; END",
        "CREATE VIEW v AS SELECT 1",
        "DROP TABLE text",
    ],
)
def test_rows_make_tables_and_indexes_alone(tmp_path: Path, statement: str) -> None:
    with pytest.raises(PackError, match="neither a table nor an index"):
        forged(tmp_path, ["rows", delta.VERSION, [], [statement]])


def forged(folder: Path, *records_: list[Any], picture: patch.Picture = no_picture) -> None:
    """Applies records as somebody has written them who holds a city's key, to nothing."""
    out = BytesIO()
    writer = Writer(out, 3)
    for record in (*records_, ["end"]):
        writer.write(record)
    writer.close()
    patch.apply(BytesIO(out.getvalue()), writer.unpacked, folder / "x", b"{}", picture)


@pytest.mark.parametrize(
    "statement",
    [
        "CREATE TABLE t AS WITH RECURSIVE c(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM c) SELECT x FROM c",
        "CREATE TABLE t (a INTEGER PRIMARY KEY, b DEFAULT (hex(zeroblob(100000000))))",
        "CREATE INDEX i ON text(hex(value))",
        "CREATE INDEX i ON text(value) WHERE value LIKE '%a%'",
        "CREATE INDEX i ON text(value || value)",
        "CREATE INDEX i ON text(value LIKE '%a%a%a%a%a%a%a%b')",
        "CREATE TABLE t (a INTEGER PRIMARY KEY, b DEFAULT/**/(hex(zeroblob(100000000))))",
        "CREATE TABLE t (a INTEGER PRIMARY KEY, b DEFAULT --\n(hex(zeroblob(100000000))))",
    ],
)
def test_no_statement_of_a_delta_computes(tmp_path: Path, statement: str) -> None:
    """Whoever has a city's key could keep a terminal at work for ever, or fill its memory, before anything is verified."""
    with pytest.raises(PackError, match="computes something"):
        forged(tmp_path, ["rows", delta.VERSION, [], [statement]])


def test_a_text_does_not_grow_by_numbers_alone(tmp_path: Path) -> None:
    """Two numbers that name a whole text, a million times over, would be a pack without end in a few bytes."""
    table = "CREATE TABLE t (a INTEGER PRIMARY KEY, b TEXT)"
    begun: list[list[Any]] = [["rows", delta.VERSION, [], [table]], ["table", "t", ["a", "b"], 1]]
    begun.append(["+", [[1], ["x" * 100_000]]])
    with pytest.raises(PackError, match="not the one that was meant"):
        forged(tmp_path, *begun, ["~", [0], [[1], [[0, 100_000] * 1_000_000]]])


def test_a_picture_comes_once_and_alone_into_memory(tmp_path: Path) -> None:
    """A table of its own form could name one picture in each of two thousand rows."""
    table = "CREATE TABLE media (hash TEXT, n INTEGER, data BLOB, PRIMARY KEY (hash, n))"
    asked: list[str] = []

    def picture(name: str) -> bytes:
        asked.append(name)
        return b"x"

    begun = [["rows", delta.VERSION, [], [table]], ["table", "media", ["hash", "n", "data"], 2]]
    with pytest.raises(PackError, match="comes twice"):
        forged(tmp_path, *begun, ["+", [["h"] * 3, [1, 2, 3], [None] * 3]], picture=picture)
    assert asked == ["h"]


def test_a_value_longer_than_a_pack_may_have_is_not_written(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reading, "LONGEST", 1 << 20)
    table = "CREATE TABLE t (a INTEGER PRIMARY KEY, b TEXT)"
    begun = [["rows", delta.VERSION, [], [table]], ["table", "t", ["a", "b"], 1]]
    with pytest.raises(PackError, match="too big"):
        forged(tmp_path, *begun, ["+", [[1], ["x" * (reading.LONGEST + 1)]]])


def test_what_is_nested_without_end_is_refused() -> None:
    """In rows, in the list of a release, in a manifest: a reader that calls itself would end in a bug."""
    deep = b"[" * 50_000 + b"]" * 50_000
    with pytest.raises(PackError, match="cannot be read"):
        release.decode(b'{"more":' + deep + b"}", "pack.json")
    with pytest.raises(PackError, match="manifest is damaged"):
        reading.decode(b'{"more":' + deep + b"}", Path("town.pack"))
    record = b"\x91" * 50_000 + b"\xc0"
    data = len(record).to_bytes(4, "little") + record
    with pytest.raises(PackError, match="cannot be read"):
        list(records(BytesIO(zstandard.ZstdCompressor().compress(data)), len(data)))


@pytest.mark.parametrize(
    "record",
    [
        ["rows", delta.VERSION, [1], [2]],
        ["table", 5, ["a"], 1],
        ["+", [[2**64 - 1], ["x"]]],
        ["-", 7],
        ["~", [9], [[1]]],
        ["table", "nowhere", ["a", "b"], 1],
        ["table", "t", ["a", "c"], 1],
        ["rows", delta.VERSION, [], ["CREATE INDEX i ON nowhere(a)"]],
        ["rows", delta.VERSION, [], ["CREATE TABLE t2 (a INTEGER PRIMARY KEY, )"]],
        [],
    ],
)
def test_records_of_any_form_are_refused(tmp_path: Path, record: list[Any]) -> None:
    table = "CREATE TABLE t (a INTEGER PRIMARY KEY, b TEXT)"
    begun: list[list[Any]] = [["rows", delta.VERSION, [], [table]], ["table", "t", ["a", "b"], 1]]
    more: list[list[Any]] = [["-", [["x"]]], ["+", [[7], ["y"]]]]
    with pytest.raises(PackError, match=r"the rows do not fit|the rows cannot be read|unknown kind|neither a table"):
        forged(tmp_path, *begun, record, *more)
