"""Of records with what the words may have been meant as, those of the nearest words come first, whether they are few or many."""

from __future__ import annotations

from contextlib import closing
from typing import TYPE_CHECKING

import pytest

from kiosk.content.search import Search
from kiosk.content.search_hits import MANY, RECORD, Hits
from kiosk.content.search_nearest import Nearest
from kiosk.content.search_terms import Term, Terms
from kiosk.content.search_words import Meant
from kiosk.i18n.fallback import Chain
from kiosk.packs import index
from tests.helpers.packs import Town

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Sequence
    from pathlib import Path

GROUP = [Meant(0.1, "alpha"), Meant(0.3, "beta"), Meant(0.6, "gamma")]


def _built(folder: Path, *services: dict[str, str]) -> sqlite3.Connection:
    with closing(Town()) as town:
        town.council()
        for rank, names in enumerate(services):
            town.service(f"{rank:03}", names, rank=rank)
        town.write(folder / "pack.db")
    index.build(folder / "pack.db", folder / "index.db")
    return index.connect(folder)


def _titles(opened: sqlite3.Connection, groups: Sequence[list[Meant]], limit: int = 10) -> list[str]:
    search = Search(opened)
    hits = Hits(search, range(len(search.tags)), limit)
    rows = Nearest(search, hits, Terms(search.words)).rows([*groups], search.tags.index("en"))
    known = dict(opened.execute("SELECT number, id FROM record").fetchall())
    return [known[row & RECORD] for row in rows]


@pytest.mark.parametrize("others", [0, MANY], ids=["few", "many"])
def test_the_nearest_words_come_first_whatever_the_order_of_the_pack(tmp_path: Path, others: int) -> None:
    named = ("Gamma street", "Beta street", "Alpha street", "Delta street", *(f"Gamma {n}" for n in range(others)))
    with closing(_built(tmp_path, *({"en": name} for name in named))) as opened:
        assert _titles(opened, [GROUP])[:3] == ["002", "001", "000"]
        assert _titles(opened, [GROUP], limit=2) == ["002", "001"]


def test_a_beginning_is_nearer_than_another_word(tmp_path: Path) -> None:
    group = [Meant(0.2, "bet", Term(("bet",), growing=True)), Meant(0.3, "gamma")]
    named = ("Gamma street", "Beta street", "Delta street")
    with closing(_built(tmp_path, *({"en": name} for name in named))) as opened:
        assert _titles(opened, [group, [Meant(0, "street")]]) == ["001", "000"]


def test_each_word_has_to_be_there(tmp_path: Path) -> None:
    with closing(_built(tmp_path, {"en": "Beta"}, {"en": "Beta street"})) as opened:
        assert _titles(opened, [GROUP, [Meant(0, "street")]]) == ["001"]
        assert _titles(opened, [GROUP, []]) == []


def test_mistyped_words_of_another_language_belong_together(tmp_path: Path) -> None:
    names = {"en": "Residence permit", "lv": "Uzturēšanās atļauja"}, {"en": "Parking", "lv": "Permiti"}
    with closing(_built(tmp_path, *names)) as opened:
        chain = Chain("lv", ("lv",))
        found = [each for each in Search(opened).stages("residense permti", chain, 10) if each.hits]
        assert [(hit.id, hit.language) for each in found for hit in each.hits] == [("000", "en")]
        assert found[0].meant == "residence permit"
