"""Every test of the write side starts from a source folder that builds."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

import pytest

from tests.helpers import catalogues, xlsforms
from tests.helpers.cities import Desk
from tests.helpers.sources import City, small_town

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def city(tmp_path: Path) -> City:
    return small_town(tmp_path / "smalltown")


@pytest.fixture
def everything(tmp_path: Path) -> Path:
    return xlsforms.everything(tmp_path)


@pytest.fixture(scope="module")
def first(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = Desk(tmp_path_factory.mktemp("first") / "desk")
    made.add("Viens")
    return made.folder


@pytest.fixture
def desk(first: Path, tmp_path: Path) -> Desk:
    return Desk(shutil.copytree(first, tmp_path / "desk"))


@pytest.fixture
def translated(city: City) -> City:
    """The city with a catalogue that has a text of each status."""
    catalogues.translate(city)
    return city
