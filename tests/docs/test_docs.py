"""What exists is documented, and what is documented exists."""

from __future__ import annotations

import re
import subprocess
from typing import TYPE_CHECKING

import pytest

from kiosk import settings
from kiosk.cli import COMMANDS
from kiosk.resources import ROOT

if TYPE_CHECKING:
    from pathlib import Path

PAGES = [ROOT / "README.md", *sorted((ROOT / "docs").rglob("*.md"))]


def tracked() -> list[Path]:
    listed = subprocess.run(["git", "ls-files"], cwd=ROOT, capture_output=True, text=True, check=True, timeout=60)  # noqa: S607
    return [ROOT / name for name in listed.stdout.splitlines() if (ROOT / name).is_file()]


def test_every_setting_is_explained() -> None:
    page = (ROOT / "docs" / "settings.md").read_text(encoding="utf-8")
    for name, description in settings.names().items():
        assert f"`{name}`" in page, name
        assert description, name


def test_every_command_is_in_the_readme() -> None:
    page = (ROOT / "README.md").read_text(encoding="utf-8")
    for name in COMMANDS:
        assert f"kiosk {name}" in page, name


def test_every_command_that_the_readme_names_exists() -> None:
    page = (ROOT / "README.md").read_text(encoding="utf-8")
    assert set(re.findall(r"^kiosk (\w+)", page, re.MULTILINE)) <= set(COMMANDS)
    targets = set(re.findall(r"^(\w+):", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE))
    assert set(re.findall(r"`make (\w+)`", page)) <= targets


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_links_lead_somewhere(page: Path) -> None:
    text = re.sub(r"```.*?```|`[^`]*`", "", page.read_text(encoding="utf-8"), flags=re.DOTALL)
    for target in re.findall(r"\]\(([^)#\s]+)", text):
        if "://" not in target:
            assert (page.parent / target).exists(), f"{page.name}: {target}"


def test_every_dependency_is_justified() -> None:
    page = (ROOT / "docs" / "dependencies.md").read_text(encoding="utf-8").lower()
    for file in sorted(ROOT.glob("requirements*.in")):
        for name in re.findall(r"^([A-Za-z0-9_.-]+)\s*==", file.read_text(encoding="utf-8"), re.MULTILINE):
            assert name.lower() in page, name


def test_no_index_address_in_the_lock() -> None:
    lock = (ROOT / "requirements.lock").read_text(encoding="utf-8")
    assert "--index" not in lock
    assert "://" not in lock


def test_sources_name_no_machine() -> None:
    where = re.compile(r"(?<![\w.])/(?:root|work|farm)/")
    for file in tracked():
        if file.suffix in {".py", ".qml", ".md", ".sh", ".toml", ".typ"} and file != ROOT / "tests/docs/test_docs.py":
            assert not where.search(file.read_text(encoding="utf-8")), file
