"""The demonstration's forms, read once."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from kiosk.publishing import forms

if TYPE_CHECKING:
    from kiosk.publishing.xform import FormSource

FOLDER = Path(__file__).parents[3] / "db" / "daugavpils" / "forms"
NAMES = ("residence-declaration", "kindergarten-queue", "latvian-course")


@cache
def demonstration(name: str) -> FormSource:
    return forms.read(FOLDER / f"{name}.md", "lv")


@pytest.fixture(params=NAMES)
def demo(request: pytest.FixtureRequest) -> FormSource:
    """Each form of the demonstration in turn."""
    return demonstration(request.param)


@pytest.fixture
def residence() -> FormSource:
    """The declaration of residence."""
    return demonstration("residence-declaration")
