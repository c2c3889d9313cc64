"""How the screen looks to one visitor: text sizes and contrasts, chosen in "help to read"."""

from __future__ import annotations

from dataclasses import dataclass

from kiosk.domain.colour import readable

CAPITAL_HEIGHTS = (3.9, 4.9, 6.6, 8.6)
"""Height of a capital H in millimetres for the four text sizes (VVSG 2.0, 7.1-I; EN 301 549, 5.1.4 asks 4.9 at 400 mm)."""

CAPITAL_SHARE = 0.714
"""Height of a capital H in Noto Sans, as a share of the em."""


@dataclass(frozen=True, slots=True)
class Palette:
    """The colours of one contrast; `accent` and `muted` keep at least 7:1 as text on `paper` and `card`."""

    name: str
    paper: str
    card: str
    ink: str
    muted: str
    edge: str
    accent: str
    on_accent: str
    tint: str
    good: str
    warn: str


def palettes(accent: str) -> tuple[Palette, ...]:
    """The four contrasts for a city's accent `#rrggbb`: light, dark, high-contrast dark, high-contrast light."""
    light = readable(accent, "#faf6ef", 7.0)
    dark = readable(accent, "#2a2723", 7.0)
    return (
        Palette(
            "light",
            "#faf6ef",
            "#fffdf9",
            "#1f1b16",
            "#4f483f",
            "#8f8578",
            light,
            "#ffffff",
            "#efe6d8",
            "#14532d",
            "#7a2e0b",
        ),
        Palette(
            "dark",
            "#1b1916",
            "#2a2723",
            "#f5efe6",
            "#d2c8b9",
            "#8a8175",
            dark,
            "#161412",
            "#3a352e",
            "#a7e3b8",
            "#ffc9a3",
        ),
        Palette(
            "black",
            "#000000",
            "#000000",
            "#ffffff",
            "#ffffff",
            "#ffffff",
            "#ffdd00",
            "#000000",
            "#000000",
            "#8dffb0",
            "#ffdd00",
        ),
        Palette(
            "white",
            "#ffffff",
            "#ffffff",
            "#000000",
            "#000000",
            "#000000",
            "#00257a",
            "#ffffff",
            "#ffffff",
            "#00420f",
            "#6b0000",
        ),
    )
