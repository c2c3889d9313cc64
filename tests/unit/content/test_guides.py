from __future__ import annotations

from contextlib import closing
from typing import TYPE_CHECKING

import pytest

from kiosk.i18n.fallback import Chain
from tests.helpers.packs import Town, opened

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from kiosk.content.store import Store

LATVIAN = Chain("lv", ("lv",))


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    """A guide four pages deep, and two pages that lie under each other."""
    with closing(Town()) as town:
        town.council()
        above = {"city": "", "home": "city", "rent": "home", "deposit": "rent", "egg": "hen", "hen": "egg"}
        for slug, parent in above.items():
            town.add("guide", id=slug.upper(), slug=slug, parent_id=parent.upper(), icon="book")
            town.text("guide", slug.upper(), "name", slug)
        pack = town.write(tmp_path / "town.pack")
    with closing(opened(pack)) as store:
        yield store


def test_the_way_to_a_page_begins_at_the_top(store: Store) -> None:
    assert [page.slug for page in store.guides.one("deposit", LATVIAN).path] == ["city", "home", "rent"]
    assert store.guides.one("city", LATVIAN).path == ()


def test_pages_that_lie_under_each_other_have_an_end(store: Store) -> None:
    way = store.guides.one("egg", LATVIAN).path
    assert {page.slug for page in way} == {"egg", "hen"}
    assert len(way) < 100
