from __future__ import annotations

import array
import io
import wave
from typing import TYPE_CHECKING

from kiosk.ui.sounds import ATTENTION, PLAYERS, ProcessPlayer, softer

if TYPE_CHECKING:
    from pathlib import Path

    import pytest


def program(folder: Path, name: str, script: str) -> None:
    file = folder / name
    file.write_text(f"#!/bin/sh\n{script}\n", encoding="ascii")
    file.chmod(0o755)


def loudest(sound: bytes) -> int:
    with wave.open(io.BytesIO(sound)) as file:
        samples: array.array[int] = array.array("h", file.readframes(file.getnframes()))
        return max(abs(value) for value in samples)


def test_the_sound_lasts_less_than_three_seconds() -> None:
    with wave.open(str(ATTENTION)) as file:
        assert (file.getnchannels(), file.getsampwidth()) == (1, 2)
        assert 0.3 < file.getnframes() / file.getframerate() < 3


def test_half_the_volume_is_half_as_loud() -> None:
    whole = ATTENTION.read_bytes()
    assert abs(loudest(softer(whole, 50)) - loudest(whole) / 2) <= 1
    assert loudest(softer(whole, 100)) == loudest(whole)


def test_alsa_hears_a_softer_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    program(tmp_path, "aplay", f'/bin/cat > "{tmp_path}/heard.wav"')
    monkeypatch.setenv("PATH", str(tmp_path))
    player = ProcessPlayer(30)
    player.play(ATTENTION)
    player.wait()
    assert loudest((tmp_path / "heard.wav").read_bytes()) <= 0.31 * loudest(ATTENTION.read_bytes())


def test_the_next_program_plays_when_one_has_no_server(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    program(tmp_path, "pw-play", "exit 1")
    program(tmp_path, "paplay", f'printf "%s\\n" "$@" > "{tmp_path}/heard"')
    monkeypatch.setenv("PATH", str(tmp_path))
    player = ProcessPlayer(50)
    player.play(ATTENTION)
    player.wait()
    assert (tmp_path / "heard").read_text(encoding="utf-8").splitlines() == ["--volume=32768", str(ATTENTION)]


def test_silence_is_silent_and_no_player_is_no_error(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    for name in PLAYERS:
        program(tmp_path, name, f'echo > "{tmp_path}/heard"')
    monkeypatch.setenv("PATH", str(tmp_path))
    player = ProcessPlayer(0)
    player.play(ATTENTION)
    player.wait()
    assert not (tmp_path / "heard").exists()
    monkeypatch.setenv("PATH", str(tmp_path / "nothing"))
    player = ProcessPlayer(50)
    player.play(ATTENTION)
    player.wait()
    assert "install alsa-utils" in caplog.text
