"""The screen's own sounds, through whatever the machine plays sounds with; one that cannot be heard stops nothing.

QtMultimedia is not in PySide6-Essentials. A process of PipeWire, PulseAudio or ALSA takes its place, the first that plays.
What only a sound needs is imported with the first one.
"""

from __future__ import annotations

import logging
import threading
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

from kiosk.resources import ASSETS

if TYPE_CHECKING:
    from pathlib import Path

ATTENTION = ASSETS / "sounds" / "attention.wav"
"""Somebody should look at the screen. 16-bit samples, one second (`tools/sounds.py` made it)."""

PLAYERS = ("pw-play", "paplay", "aplay")
"""Programs that play a file, the one that mixes with other sounds first."""

PATIENCE = 5.0
"""Seconds that one of them may take."""

PULSE_FULL = 65_536
"""PulseAudio's word for a volume of 100 %."""


class Player(Protocol):
    """Plays short sounds."""

    def play(self, sound: Path) -> None:
        """Begins to play and returns at once."""


@dataclass(slots=True)
class ProcessPlayer:
    """Plays through the first of PLAYERS that works. volume: percent."""

    volume: int
    _thread: threading.Thread | None = None

    def play(self, sound: Path) -> None:
        """Begins to play; nothing while the sound before is still heard."""
        if self.volume == 0 or (self._thread is not None and self._thread.is_alive()):
            return
        self._thread = threading.Thread(target=self._heard, args=(sound,), name="sound", daemon=True)
        self._thread.start()

    def wait(self) -> None:
        """Until it has been heard."""
        if self._thread is not None:
            self._thread.join()

    def _heard(self, sound: Path) -> None:
        import shutil

        for name in PLAYERS:
            program = shutil.which(name)
            if program is not None and self._tried(program, name, sound):
                return
        logging.getLogger("kiosk.sounds").warning(
            "no sound could be played; install alsa-utils, or set sound.volume to 0"
        )

    def _tried(self, program: str, name: str, sound: Path) -> bool:
        """Whether one program has played it."""
        import subprocess

        words = {
            "pw-play": [f"--volume={self.volume / 100:.2f}", str(sound)],
            "paplay": [f"--volume={PULSE_FULL * self.volume // 100}", str(sound)],
            "aplay": ["-q", "-"],
        }[name]
        given = softer(sound.read_bytes(), self.volume) if name == "aplay" else b""
        try:
            subprocess.run(  # noqa: S603 - programs of PLAYERS, with a file of ours
                [program, *words], input=given, capture_output=True, check=True, timeout=PATIENCE
            )
        except (OSError, subprocess.SubprocessError):
            return False
        return True


def softer(sound: bytes, volume: int) -> bytes:
    """A WAV file of 16-bit samples at `volume` percent of its loudness; ALSA's player has no volume of its own."""
    import array
    import io
    import wave

    written = io.BytesIO()
    with wave.open(io.BytesIO(sound)) as source, wave.open(written, "wb") as target:
        samples = array.array("h", source.readframes(source.getnframes()))
        target.setparams(source.getparams())
        target.writeframes(array.array("h", (value * volume // 100 for value in samples)).tobytes())
    return written.getvalue()
