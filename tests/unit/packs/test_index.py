"""The index is built with a slot, or in memory where it does not fit."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from typing import TYPE_CHECKING

import pytest

from kiosk.packs import index
from tests.helpers.packs import Town, town

if TYPE_CHECKING:
    from pathlib import Path

FIRST = 'lang : "lv" AND folded : ("pirm" *)'


@pytest.fixture
def slot(tmp_path: Path) -> Path:
    town(tmp_path / "pack.db", "Pirmais", "Otrais", "Pirmā palīdzība")
    index.build(tmp_path / "pack.db", tmp_path / "index.db")
    return tmp_path


def matching(slot: Path, query: str = FIRST) -> list[str]:
    with closing(index.connect(slot)) as connection:
        return [identity for (identity,) in connection.execute("SELECT id FROM title WHERE title MATCH ? ORDER BY rowid", (query,))]  # fmt: skip


def in_memory(slot: Path) -> bool:
    with closing(index.connect(slot)) as connection:
        return not connection.execute("SELECT file FROM pragma_database_list").fetchone()[0]


def test_titles_come_in_the_packs_order(slot: Path) -> None:
    assert matching(slot) == ["SERVICE-0", "SERVICE-2"]
    assert not in_memory(slot)


def test_only_titles_of_services_are_in_it(slot: Path) -> None:
    assert matching(slot, 'folded : ("dome" *)') == []


def test_an_index_of_another_fold_is_built_anew_in_memory(slot: Path) -> None:
    with closing(sqlite3.connect(slot / "index.db")) as connection:
        connection.execute("PRAGMA user_version = 1")
        connection.execute("DELETE FROM title")
        connection.commit()
    before = (slot / "index.db").read_bytes()
    assert in_memory(slot)
    assert matching(slot) == ["SERVICE-0", "SERVICE-2"]
    assert (slot / "index.db").read_bytes() == before


def test_a_lost_index_is_built_anew_in_memory(slot: Path) -> None:
    (slot / "index.db").write_bytes(b"garbage" * 1000)
    assert matching(slot) == ["SERVICE-0", "SERVICE-2"]
    (slot / "index.db").unlink()
    assert matching(slot) == ["SERVICE-0", "SERVICE-2"]
    assert in_memory(slot)


def test_one_language_is_not_another_that_begins_like_it(tmp_path: Path) -> None:
    with closing(Town()) as made:
        made.council()
        made.service("one", {"lv": "Viens", "fa-AF": "یک", "fa": "یکم"})
        made.write(tmp_path / "pack.db")
    index.build(tmp_path / "pack.db", tmp_path / "index.db")
    with closing(index.connect(tmp_path)) as connection:
        found = connection.execute("SELECT folded FROM title WHERE title MATCH 'lang : \"fa\"'").fetchall()
    assert found == [("یکم",)]


def test_bengali_words_are_not_cut_at_their_vowel_signs(tmp_path: Path) -> None:
    with closing(Town()) as made:
        made.council()
        made.service("one", {"lv": "Viens", "bn": "বাসস্থান নিবন্ধন"})
        made.write(tmp_path / "pack.db")
    index.build(tmp_path / "pack.db", tmp_path / "index.db")
    assert matching(tmp_path, 'folded : ("নিব" *)') == ["ONE"]
    assert matching(tmp_path, 'folded : ("সস্থ" *)') == []


def test_a_slot_without_its_pack_is_said(tmp_path: Path) -> None:
    with pytest.raises(sqlite3.Error):
        index.connect(tmp_path)
