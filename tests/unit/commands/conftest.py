"""Commands that show a pack are tried on that of a small town."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from kiosk.publishing import build
from tests.helpers.sources import small_town

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def pack(tmp_path: Path) -> Path:
    out = tmp_path / "town.pack"
    build.build(small_town(tmp_path / "smalltown").folder, out)
    return out
