"""The chain goes to variants of a language, to the city's wishes, to the official language; never to a relative."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.domain.provenance import primary
from kiosk.i18n.fallback import chain

TAGS = ("lv", "en", "ru", "uk", "de", "de-simple", "fa", "prs", "ckb", "kmr")


@pytest.mark.parametrize(
    ("wanted", "available", "tags"),
    [
        ("ar", {"lv", "en", "ar"}, ("ar", "en", "lv")),
        ("ti", {"lv", "en", "ar"}, ("en", "lv")),
        ("de-simple", {"lv", "en", "de"}, ("de", "en", "lv")),
        ("de", {"lv", "en", "de-simple"}, ("de-simple", "en", "lv")),
        ("uk", {"lv", "ru"}, ("lv",)),
        ("ckb", {"lv", "kmr", "ar"}, ("lv",)),
        ("prs", {"lv", "fa"}, ("lv",)),
        ("lv", {"lv", "en"}, ("lv", "en")),
        ("ar", set(), ()),
    ],
)
def test_the_order(wanted: str, available: set[str], tags: tuple[str, ...]) -> None:
    assert chain(wanted, available, ["en"], "lv").tags == tags


@given(st.sampled_from(TAGS), st.sets(st.sampled_from(TAGS)), st.lists(st.sampled_from(TAGS)), st.sampled_from(TAGS))
def test_only_what_is_there_once_and_no_kinship(
    wanted: str, available: set[str], fallback: list[str], official: str
) -> None:
    tags = chain(wanted, available, fallback, official).tags
    assert len(set(tags)) == len(tags)
    assert set(tags) <= available
    assert all(primary(tag) == primary(wanted) or tag in {*fallback, official} for tag in tags)
    assert wanted not in available or tags[0] == wanted
