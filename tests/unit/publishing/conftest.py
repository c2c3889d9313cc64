"""Every test of the write side starts from a source folder that builds."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.helpers.sources import City, small_town

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def city(tmp_path: Path) -> City:
    return small_town(tmp_path / "smalltown")
