"""`kiosk tour` where it cannot do what is asked."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from kiosk.cli import main

if TYPE_CHECKING:
    from pathlib import Path


@pytest.mark.parametrize("size", ["12", "1280x800@inf", "1280x800@nan", "1280x800@5", "1280x", "-300x300", "9000x300"])
def test_a_size_that_is_none_is_named(size: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["tour", "--out", str(tmp_path), "--size", size]) == 2
    assert f"{size!r} has a size that is none; write for example 1280x800@149" in capsys.readouterr().err


def test_a_folder_that_takes_no_pictures_is_named_without_a_trace(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("kiosk.commands.tour._walk", lambda *_asked: ([], "City"))  # no pictures: the page alone fails
    out = tmp_path / "file" / "tour"
    out.parent.write_text("no folder", encoding="utf-8")
    assert main(["tour", "--out", str(out)]) == 1
    assert f"{out} cannot be written (Not a directory); make room" in capsys.readouterr().err
