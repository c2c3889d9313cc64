"""Every text of every contrast can be read, whatever accent a city chooses."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.domain.appearance import palettes
from kiosk.domain.colour import contrast, readable

COLOURS = st.integers(0, 0xFFFFFF).map(lambda number: f"#{number:06x}")


def test_black_on_white_is_the_most() -> None:
    assert contrast("#000000", "#ffffff") == pytest.approx(21)


@given(COLOURS)
def test_text_keeps_seven_to_one(accent: str) -> None:
    for palette in palettes(accent):
        for text in (palette.ink, palette.muted, palette.accent, palette.good, palette.warn):
            for ground in (palette.paper, palette.card, palette.tint):
                least = 4.5 if ground == palette.tint else 6.5
                assert contrast(text, ground) >= least, (palette.name, text, ground)
        assert contrast(palette.accent, palette.on_accent) >= 6.5
        assert contrast(palette.edge, palette.card) >= 3


@given(COLOURS, st.sampled_from(["#ffffff", "#faf6ef", "#2a2723", "#000000"]))
def test_a_colour_that_can_be_read_stays_and_another_is_changed_no_more_than_it_takes(colour: str, ground: str) -> None:
    found = readable(colour, ground, 7)
    assert contrast(found, ground) >= 6.9
    if contrast(colour, ground) >= 7:
        assert found == colour
    else:
        assert contrast(found, ground) < 8.5
