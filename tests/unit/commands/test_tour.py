"""`kiosk tour` where it cannot do what is asked."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kiosk.cli import main

if TYPE_CHECKING:
    from pathlib import Path

    import pytest


def test_a_size_that_is_none_is_named(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["tour", "--out", str(tmp_path), "--size", "12"]) == 2
    assert "'12' has a size that is none; write for example 1280x800@149" in capsys.readouterr().err


def test_a_folder_that_takes_no_pictures_is_named_without_a_trace(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("kiosk.commands.tour._walk", lambda *_asked: ([], "City"))  # no pictures: the page alone fails
    out = tmp_path / "file" / "tour"
    out.parent.write_text("no folder", encoding="utf-8")
    assert main(["tour", "--out", str(out)]) == 1
    assert f"{out} cannot be written (Not a directory); make room" in capsys.readouterr().err
