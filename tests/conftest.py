"""Keeps every test away from the data, the settings and the display of whoever runs it."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from tests.helpers.cities import Desk
    from tests.helpers.cups import Cups

os.environ["QT_QPA_PLATFORM"] = "offscreen"


@pytest.fixture(autouse=True)
def away_from_home(monkeypatch: pytest.MonkeyPatch, tmp_path_factory: pytest.TempPathFactory) -> Path:
    home = tmp_path_factory.mktemp("home")
    monkeypatch.setenv("XDG_DATA_HOME", str(home))
    for name in [name for name in os.environ if name.startswith("KIOSK_")]:
        monkeypatch.delenv(name)
    return home


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Desk:
    """A city that has published its first version, for tests that only read it."""
    from tests.helpers.cities import Desk

    made = Desk(tmp_path_factory.mktemp("desk"))
    made.add("Viens")
    return made


@pytest.fixture
def server(monkeypatch: pytest.MonkeyPatch) -> Iterator[Cups]:
    """The real CUPS with one queue, which the kiosk under test talks to."""
    from tests.helpers import cups

    with cups.serving(monkeypatch) as serving:
        yield serving
