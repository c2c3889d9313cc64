"""A text comes back from the one before and an edit, letter by letter."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.errors import PackError
from kiosk.packs import edits

WORDS = st.lists(st.sampled_from(["viens", "divi", "trīs", "четыре", "خمسة", "ስድስት", ",", ".", "\n"]), max_size=60).map(
    " ".join
)


@given(WORDS | st.text(max_size=80), WORDS | st.text(max_size=80))
def test_any_text_comes_back(old: str, new: str) -> None:
    edit = edits.between(old, new)
    assert edit is None or edits.apply(old, edit) == new


def test_a_few_words_in_a_long_text_are_all_that_travels() -> None:
    old = " ".join(f"vārds{number}" for number in range(400))
    new = old.replace("vārds40 ", "pavisam cits ").replace("vārds200", "un vēl").replace("vārds333 ", "")
    edit = edits.between(old, new)
    assert edit is not None
    assert edits.apply(old, edit) == new
    assert sum(len(each) for each in edit if isinstance(each, str)) < 40
    assert len(edit) < 12


def test_a_text_that_is_new_travels_whole() -> None:
    assert edits.between("", "Viss ir jauns") is None
    assert edits.between("Nekas nav palicis no tā", "Все по-новому, слово за словом") is None


@pytest.mark.parametrize("edit", [[0, 99], [3, 2], [-1, 2], [0], [0, "x"], [0, 5, 0, 5], [4, 6, 5, 8]])
def test_an_edit_of_another_text_is_refused(edit: edits.Edit) -> None:
    with pytest.raises(PackError, match="not the one that was meant"):
        edits.apply("īss teksts", edit)
