"""The later stages come once, from a thread, and not at all when the next key has been struck."""

from __future__ import annotations

import threading
from contextlib import closing
from typing import TYPE_CHECKING

import pytest

from kiosk.content.search import FIRST_STAGES, Found, Search
from kiosk.content.searching import Later
from kiosk.i18n.fallback import Chain
from kiosk.packs import index
from tests.helpers.packs import Town

if TYPE_CHECKING:
    from pathlib import Path

CHAIN = Chain("lv", ("lv",))


@pytest.fixture(scope="module")
def slot(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("slot")
    with closing(Town()) as town:
        town.council()
        for rank, name in enumerate(("Skola", "Skolotājs", "Skulptūra")):
            town.service(str(rank), {"lv": name}, rank=rank)
        town.write(folder / "pack.db")
    index.build(folder / "pack.db", folder / "index.db")
    return folder


def later(slot: Path, query: str) -> list[list[Found]]:
    told: list[list[Found]] = []
    search = Later(slot, query, CHAIN, 10, told.append)
    search.join()
    return told


def test_what_comes_later_adds_to_what_is_there(slot: Path) -> None:
    with closing(index.connect(slot)) as connection:
        stages = list(Search(connection).stages("skolatajs", CHAIN, 10))
    assert not any(stage.hits for stage in stages[:FIRST_STAGES])
    assert later(slot, "skolatajs") == [[stage for stage in stages[FIRST_STAGES:] if stage.hits]] != [[]]


def test_that_there_is_nothing_more_is_told_too(slot: Path) -> None:
    assert later(slot, "xkqzv") == [[]]


def test_an_index_that_is_damaged_or_gone_adds_nothing(slot: Path, tmp_path: Path) -> None:
    assert later(tmp_path, "skolatajs") == [[]]
    whole = (slot / "index.db").read_bytes()
    (tmp_path / "index.db").write_bytes(whole[:4096] + b"\xff" * (len(whole) - 4096))
    assert later(tmp_path, "skolatajs") == [[]]


class Slow(str):
    """A query that is not read before `waits` is set."""

    __slots__ = ()
    waits = threading.Event()

    def __getitem__(self, key: object) -> str:
        assert self.waits.wait(10)
        return str(self)


def test_nothing_is_told_to_whom_has_typed_on(slot: Path) -> None:
    told: list[list[Found]] = []
    search = Later(slot, Slow("skolatajs"), CHAIN, 10, told.append)
    search.cancel()
    Slow.waits.set()
    search.join()
    assert told == []


def test_a_cancelled_search_gives_up_what_it_reads(slot: Path) -> None:
    with closing(index.connect(slot)) as connection:
        assert not any(
            stage.hits for stage in list(Search(connection, lambda: True).stages("skolatajs", CHAIN, 10))[FIRST_STAGES:]
        )
