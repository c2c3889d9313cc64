"""Every text of every contrast can be read, whatever accent a city chooses."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.domain.appearance import palettes
from kiosk.domain.colour import contrast

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
