"""A Latin name in an Arabic sentence stays one run (UAX 9)."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from kiosk.i18n.isolates import isolate


@given(st.text(min_size=1))
def test_a_run_stands_between_first_strong_isolate_and_pop(text: str) -> None:
    assert isolate(text) == f"\u2068{text}\u2069"


def test_nothing_needs_no_isolate() -> None:
    assert isolate("") == ""
