"""Colours that can be read: contrast ratios and an accent that keeps them (WCAG 2.2, 1.4.3 and 1.4.6)."""

from __future__ import annotations

import colorsys

LINEAR_BELOW = 0.04045
"""Where sRGB's curve begins (IEC 61966-2-1)."""

MIDDLE_GREY = 0.18
"""Relative luminance below which a background is dark."""


def luminance(colour: str) -> float:
    """Relative luminance of `#rrggbb`, 0 (black) to 1 (white), as WCAG 2.2 defines it."""
    channels = (int(colour[index : index + 2], 16) / 255 for index in (1, 3, 5))
    red, green, blue = (part / 12.92 if part <= LINEAR_BELOW else ((part + 0.055) / 1.055) ** 2.4 for part in channels)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    """Contrast ratio of two colours, 1 to 21."""
    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


def readable(colour: str, background: str, ratio: float) -> str:
    """`colour`, made lighter or darker in small steps until it has at least `ratio` against `background`."""
    hue, lightness, saturation = colorsys.rgb_to_hls(*(int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)))
    step = 0.01 if luminance(background) < MIDDLE_GREY else -0.01
    result = colour
    while contrast(result, background) < ratio and 0 <= lightness + step <= 1:
        lightness += step
        result = "#" + "".join(f"{round(part * 255):02x}" for part in colorsys.hls_to_rgb(hue, lightness, saturation))
    return result
