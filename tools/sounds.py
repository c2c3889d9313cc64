"""Makes assets/sounds/attention.wav: two soft tones, one after the other, by arithmetic; nobody else's recording."""

from __future__ import annotations

import math
import struct
import sys
import wave
from pathlib import Path

OUT = Path(__file__).resolve().parent.parent / "assets" / "sounds" / "attention.wav"

RATE = 22_050
"""Samples a second."""

TONES = ((659.26, 0.0), (880.0, 0.28))
"""Pitch in hertz (E5, A5) and beginning in seconds."""

LENGTH = 0.95
"""Seconds; EN 301 549, 5.1.3 gives a sound that is not speech three at most."""

LOUDEST = 0.45
"""Of full scale, for each tone."""


def sample(moment: float) -> float:
    """The sound at a moment, from -1 to 1: each tone with a little of its octave, struck and dying away."""
    value = 0.0
    for pitch, begins in TONES:
        age = moment - begins
        if age >= 0:
            strike, fade = min(1.0, age / 0.008), math.exp(-age / 0.16)
            wave_ = math.sin(2 * math.pi * pitch * age) + 0.2 * math.sin(4 * math.pi * pitch * age)
            value += LOUDEST * strike * fade * wave_
    return max(-1.0, min(1.0, value * min(1.0, (LENGTH - moment) / 0.05)))


def main() -> int:
    """Writes the file."""
    OUT.parent.mkdir(exist_ok=True)
    values = [round(32_767 * sample(number / RATE)) for number in range(round(RATE * LENGTH))]
    with wave.open(str(OUT), "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(RATE)
        file.writeframes(struct.pack(f"<{len(values)}h", *values))
    return 0


if __name__ == "__main__":
    sys.exit(main())
