"""An index that was brought in step with the next pack answers as one that was built of it."""

from __future__ import annotations

import os
import shutil
import sqlite3
from contextlib import closing
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from kiosk.content.search import Search
from kiosk.i18n.fallback import Chain
from kiosk.packs import index
from kiosk.packs.index_rows import steady
from tests.helpers.packs import Town

if TYPE_CHECKING:
    from pathlib import Path

WORDS = ("pabalsts", "pabalsta", "ģimene", "ārsts", "skola", "skolotājs", "bērns", "pase")
OTHERS = ("طبيب", "عيادة", "مدرسة", "جواز", "المدرسة", "أسرة", "طفل", "إقامة")
QUERIES = (
    "pab",
    "pabalsts",
    "pabalst",
    "pbalsts",
    "skloa",
    "ģim",
    "tabib",
    "madrasa",
    "مدرس",
    "طبيت",
    "grta",
    "pase skola",
    "gp",
)

Service = tuple[int, tuple[int, ...], int | None, int]
"""Its number, the words of its title, that of its keyword, and its rank."""


def write(file: Path, services: list[Service], concepts: list[int]) -> Path:
    with closing(Town()) as town:
        town.council()
        for number, title, keyword, rank in services:
            name = {"lv": " ".join(WORDS[word] for word in title), "ar": " ".join(OTHERS[word] for word in title)}
            town.service(f"s{number}", name, rank=rank, summary={"lv": WORDS[rank % len(WORDS)]})
            if keyword is not None:
                town.text("service", f"S{number}", "keyword", {"lv": WORDS[keyword], "ar": OTHERS[keyword]})
        for number in concepts:
            town.add("concept", id=f"C{number}", slug=f"c{number}")
            town.text("concept", f"C{number}", "word", {"lv": WORDS[number], "en": "GP"})
            town.text("concept", f"C{number}", "word", {"lv": WORDS[(number + 3) % len(WORDS)]}, seq=1)
        return town.write(file)


def changes(before: Path, after: Path) -> dict[str, set[tuple[str | int, ...]]]:
    """Keys of all rows that differ."""
    keys = {"text": "id, lang, entity, field, seq", "service": "id", "concept": "id"}
    found = {}
    for table, key in keys.items():
        rows = []
        for file in (before, after):
            with closing(sqlite3.connect(file)) as pack:
                width = key.count(",") + 1
                rows.append({row[:width]: row for row in pack.execute(f"SELECT {key}, * FROM {table}")})
        found[table] = {each for each in rows[0].keys() | rows[1].keys() if rows[0].get(each) != rows[1].get(each)}
    return found


def answers(file: Path) -> list[object]:
    with closing(sqlite3.connect(file)) as connection:
        search = Search(connection)
        return [
            [(stage, stage.hits) for stage in search.stages(query, Chain(tag, (tag, "lv")), 20, budget=60)]
            for query in QUERIES
            for tag in ("lv", "ar", "en")
        ]


services = st.lists(
    st.tuples(
        st.integers(0, 9),
        st.lists(st.integers(0, 7), min_size=1, max_size=3).map(tuple),
        st.none() | st.integers(0, 7),
        st.integers(0, 30),
    ),
    max_size=8,
    unique_by=lambda service: service[0],
)
concepts = st.lists(st.integers(0, 7), max_size=3, unique=True)


@settings(
    max_examples=40, deadline=None, phases=[Phase.generate], suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(services, services, concepts, concepts)
def test_updated_or_built_anew_it_answers_alike(
    tmp_path: Path, old: list[Service], new: list[Service], known: list[int], learnt: list[int]
) -> None:
    before, after = write(tmp_path / "before.db", old, known), write(tmp_path / "after.db", new, learnt)
    updated, rebuilt = tmp_path / "updated.db", tmp_path / "rebuilt.db"
    for file in (updated, rebuilt):
        file.unlink(missing_ok=True)
    index.build(before, updated)
    index.update(updated, before, after, changes(before, after))
    index.build(after, rebuilt)
    assert answers(updated) == answers(rebuilt)


def test_a_change_of_one_text_is_made_in_place(tmp_path: Path) -> None:
    services: list[Service] = [(number, (number,), None, number) for number in range(6)]
    before = write(tmp_path / "before.db", services, [1])
    after = write(tmp_path / "after.db", [*services[:2], (7, (1, 2), 3, 1), *services[2:5], (5, (4, 6), None, 0)], [1])
    index.build(before, tmp_path / "index.db")
    assert index.update(tmp_path / "index.db", before, after, changes(before, after))
    index.build(after, tmp_path / "rebuilt.db")
    assert answers(tmp_path / "index.db") == answers(tmp_path / "rebuilt.db")
    with closing(sqlite3.connect(tmp_path / "index.db")) as connection:
        for table in ("title", "body"):
            connection.execute(f"INSERT INTO {table}({table}) VALUES ('integrity-check')")


def test_many_records_between_two_are_more_than_there_is_room_for(tmp_path: Path) -> None:
    before = write(tmp_path / "before.db", [(0, (0,), None, 0), (1, (1,), None, 100)], [])
    after = write(tmp_path / "after.db", [(n, (n % 8,), None, n) for n in range(80)], [])
    with closing(sqlite3.connect(after)) as pack:
        pack.execute("UPDATE service SET rank = 1000 WHERE slug = 's1'")
        pack.commit()
    index.build(before, tmp_path / "index.db")
    assert not index.update(tmp_path / "index.db", before, after, changes(before, after))
    index.build(after, tmp_path / "rebuilt.db")
    assert answers(tmp_path / "index.db") == answers(tmp_path / "rebuilt.db")


def test_an_index_of_another_version_is_built_anew(tmp_path: Path) -> None:
    pack = write(tmp_path / "pack.db", [(0, (0,), None, 0)], [])
    index.build(pack, tmp_path / "index.db")
    with closing(sqlite3.connect(tmp_path / "index.db")) as connection:
        connection.execute("PRAGMA user_version = 1")
    assert index.opened(tmp_path) is None
    with closing(index.connect(tmp_path)) as connection:
        assert any(stage.hits for stage in Search(connection).stages("pab", Chain("lv", ("lv",)), 5))
    kept = index.opened(tmp_path)  # written down, so that it is done once
    assert kept is not None
    kept.close()
    assert {path.name for path in tmp_path.iterdir()} == {"pack.db", "index.db"}
    with closing(sqlite3.connect(tmp_path / "index.db")) as connection:
        connection.execute("PRAGMA user_version = 1")
    shutil.copyfile(pack, tmp_path / "after.db")
    assert not index.update(tmp_path / "index.db", pack, tmp_path / "after.db", {})
    assert answers(tmp_path / "index.db")


@pytest.mark.parametrize("bytes_", [None, b"", b"no database at all" * 400])
def test_an_index_that_cannot_be_read_nor_written_is_built_in_memory(tmp_path: Path, bytes_: bytes | None) -> None:
    write(tmp_path / "pack.db", [(0, (0,), None, 0)], [])
    if bytes_ is not None:
        (tmp_path / "index.db").write_bytes(bytes_)
    (tmp_path / f".index.db-{os.getpid()}").mkdir()  # where it would be written
    with closing(index.connect(tmp_path)) as connection:
        assert any(stage.hits for stage in Search(connection).stages("pab", Chain("lv", ("lv",)), 5))
    assert index.opened(tmp_path) is None


@pytest.mark.parametrize(
    ("before", "kept"),
    [([], set()), ([-1, -1], set()), ([1, 2, 3], {0, 1, 2}), ([3, 1, 2], {1, 2}), ([1, -1, 9, 4, 5], {0, 3, 4})],
)
def test_what_of_an_order_can_stay(before: list[int], kept: set[int]) -> None:
    assert steady(before) == kept
