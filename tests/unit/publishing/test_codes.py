"""Every code is documented, and the level that the page says is the one that counts."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from kiosk.publishing.codes import CODES, Level
from kiosk.resources import ROOT

PAGE = (ROOT / "docs" / "checks.md").read_text(encoding="utf-8")
SECTIONS = dict(zip(Level, re.split(r"^## ", PAGE, flags=re.MULTILINE)[1:4], strict=True))


@pytest.mark.parametrize("code", CODES)
def test_a_code_is_explained_under_its_level(code: str) -> None:
    about = CODES[code]
    assert f"\n| {code} | {about.name} | {about.about} | " in SECTIONS[about.level]


def test_every_code_that_is_explained_exists() -> None:
    assert set(re.findall(r"^\| (KC\d+) \|", PAGE, re.MULTILINE)) == set(CODES)


def test_every_code_is_used() -> None:
    sources = (path for path in (ROOT / "kiosk").rglob("*.py") if path.name != "codes.py")
    code = "\n".join(path.read_text(encoding="utf-8") for path in sources)
    assert {name for name in CODES if f'"{name}"' not in code} == set()


def test_every_code_is_shown_by_a_test() -> None:
    tests = (path for path in (ROOT / "tests").rglob("test_*.py") if path != Path(__file__))
    told = "\n".join(path.read_text(encoding="utf-8") for path in tests)
    assert {name for name in CODES if name not in told} == set()
