from __future__ import annotations

from pathlib import Path

import pytest

from kiosk import paths
from kiosk.paths import data_folder


def test_a_chosen_folder_wins(tmp_path: Path) -> None:
    assert data_folder(tmp_path) == tmp_path


def test_the_system_folder_is_used_where_it_can_be_written(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(paths, "SYSTEM", tmp_path)
    assert data_folder(None) == tmp_path


@pytest.mark.parametrize(
    ("xdg", "expected"),
    [
        ("/somewhere/else", "/somewhere/else/kiosk"),
        ("relative", "/home/me/.local/share/kiosk"),
        ("", "/home/me/.local/share/kiosk"),
    ],
)
def test_otherwise_the_xdg_folder(xdg: str, expected: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(paths, "SYSTEM", Path("/nowhere"))
    monkeypatch.setenv("XDG_DATA_HOME", xdg)
    monkeypatch.setenv("HOME", "/home/me")
    assert data_folder(None) == Path(expected)
