"""The identity of a pack follows its rows and nothing else."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.errors import PackError
from kiosk.packs.hash import content_hash
from kiosk.packs.schema import TABLES
from tests.data.packs.generate import whole

if TYPE_CHECKING:
    from collections.abc import Iterator


@pytest.fixture
def pack() -> Iterator[sqlite3.Connection]:
    with closing(whole()) as town:
        yield town.connection


def test_it_has_64_digits_and_stays(pack: sqlite3.Connection) -> None:
    digest = content_hash(pack)
    assert len(digest) == 64
    assert content_hash(pack) == digest


@pytest.mark.parametrize(
    "statement",
    [
        "CREATE INDEX another ON text(value)",
        "DROP INDEX service_slug",
        "PRAGMA page_size = 8192",
        "INSERT INTO manifest VALUES (1, '{}')",
        "ANALYZE",
    ],
)
def test_the_layout_of_the_file_does_not_count(pack: sqlite3.Connection, statement: str) -> None:
    digest = content_hash(pack)
    pack.execute(statement)
    pack.commit()
    pack.execute("VACUUM")
    assert content_hash(pack) == digest


def test_the_order_of_writing_does_not_count(pack: sqlite3.Connection) -> None:
    digest = content_hash(pack)
    rows = pack.execute("SELECT * FROM text ORDER BY value DESC").fetchall()
    pack.execute("DELETE FROM text")
    pack.executemany(f"INSERT INTO text VALUES ({','.join('?' * len(rows[0]))})", rows)
    assert content_hash(pack) == digest


@pytest.mark.parametrize("table", sorted(TABLES))
def test_every_table_counts(pack: sqlite3.Connection, table: str) -> None:
    digest = content_hash(pack)
    assert pack.execute(f"DELETE FROM {table}").rowcount > 0
    assert content_hash(pack) != digest


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE text SET value = value || ' ' WHERE lang = 'ar'",
        "UPDATE place SET latitude = 0.0",
        "UPDATE media SET data = x'89504E46'",
        "ALTER TABLE service ADD COLUMN later TEXT NOT NULL DEFAULT ''",
        "CREATE TABLE later (id TEXT PRIMARY KEY)",
    ],
)
def test_every_change_counts(pack: sqlite3.Connection, statement: str) -> None:
    digest = content_hash(pack)
    pack.execute(statement)
    assert content_hash(pack) != digest


def test_a_table_without_a_key_has_no_order(pack: sqlite3.Connection) -> None:
    pack.execute("CREATE TABLE later (name TEXT)")
    with pytest.raises(PackError, match="later has no primary key"):
        content_hash(pack)


VALUES = st.one_of(
    st.none(), st.integers(-9, 99), st.floats(allow_nan=False), st.text(max_size=3), st.binary(max_size=3)
)
ROWS = st.lists(st.tuples(VALUES, VALUES), max_size=3)


def hash_of(rows: list[tuple[object, object]]) -> str:
    with closing(sqlite3.connect(":memory:")) as connection:
        connection.execute("CREATE TABLE some (id INTEGER PRIMARY KEY, a, b)")
        connection.executemany("INSERT INTO some (a, b) VALUES (?, ?)", rows)
        return content_hash(connection)


@given(ROWS, ROWS)
def test_two_contents_have_two_hashes(rows: list[tuple[object, object]], others: list[tuple[object, object]]) -> None:
    assert (hash_of(rows) == hash_of(others)) == (repr(rows) == repr(others))
