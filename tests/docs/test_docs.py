"""What exists is documented, and what is documented exists."""

from __future__ import annotations

import json
import re
import shlex
import subprocess
import sys
from importlib.util import find_spec
from typing import TYPE_CHECKING

import click
import pytest

from kiosk import cli, settings
from kiosk.resources import ROOT

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

PAGES = sorted([*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")])
PAGE_NAMES = [str(page.relative_to(ROOT)) for page in PAGES]
FENCED = re.compile(r"^```\w*\n(.*?)^```$", re.MULTILINE | re.DOTALL)
IMPORT_NAMES = {
    "fontawesomefree": "fontawesomefree",
    "fonttools": "fontTools",
    "markdown-it-py": "markdown_it",
    "opening-hours-py": "opening_hours",
    "pyside6-essentials": "PySide6",
    "python-calamine": "python_calamine",
    "python-stdnum": "stdnum",
    "pystemmer": "Stemmer",
    "pyyaml": "yaml",
    "recurring-ical-events": "recurring_ical_events",
    "sqlite-utils": "sqlite_utils",
    "zxing-cpp": "zxingcpp",
}
NOT_IMPORTED = {"tzdata"}
"""Data that the standard library reads."""


def read(name: str) -> str:
    return (ROOT / name).read_text(encoding="utf-8")


def tracked() -> list[Path]:
    """The files of the repository; without git (an unpacked archive) there is nothing to look at."""
    if not (ROOT / ".git").exists():
        pytest.skip("not a clone")
    listed = subprocess.run(["git", "ls-files"], cwd=ROOT, capture_output=True, text=True, check=True, timeout=60)  # noqa: S607 - the developer's git
    return [ROOT / name for name in listed.stdout.splitlines() if (ROOT / name).is_file()]


def leaves(name: str, command: click.Command) -> Iterator[str]:
    if isinstance(command, click.Group):
        context = click.Context(command)
        for child in command.list_commands(context):
            found = command.get_command(context, child)
            assert found is not None
            yield from leaves(f"{name} {child}", found)
    else:
        yield name


def command_lines() -> list[tuple[str, str]]:
    """Every line that begins with `kiosk` in a fenced block, without what explains it on its right."""
    return [
        (str(page.relative_to(ROOT)), re.split(r" {2,}", line)[0])
        for page in PAGES
        for block in FENCED.findall(page.read_text(encoding="utf-8"))
        for line in block.splitlines()
        if line.startswith("kiosk ")
    ]


def parse(command: click.Command, arguments: list[str], parent: click.Context | None = None) -> None:
    """Reads a command line as the command itself would, without running it; UsageError when it would not."""
    context = command.make_context(command.name, list(arguments), parent)
    if isinstance(command, click.Group):
        name, child, rest = command.resolve_command(context, [*context._protected_args, *context.args])
        assert child is not None, name
        parse(child, rest, context)


def anchors(page: Path) -> set[str]:
    """The anchors of a page's headings, as code hosts make them."""
    headings = re.findall(r"^#+ (.+)$", FENCED.sub("", page.read_text(encoding="utf-8")), re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in headings}


@pytest.mark.parametrize("name", settings.names())
def test_every_setting_is_explained_with_its_default(name: str) -> None:
    default = json.dumps(settings.value(settings.Settings(), name))
    mark = " *(pack)*" if name in settings.FROM_PACK else ""
    assert f"| `{name}` | `{default}` | {settings.names()[name]}{mark} |\n" in read("docs/settings.md")


def test_every_setting_that_is_explained_exists() -> None:
    explained = re.findall(r"^\| `(\w+\.\w+)` \|", read("docs/settings.md"), re.MULTILINE)
    assert set(explained) == set(settings.names())


@pytest.mark.parametrize("name", list(leaves("kiosk", cli.group)))
def test_every_command_is_in_the_readme(name: str) -> None:
    assert re.search(rf"^{name}\b", read("README.md"), re.MULTILINE)


@pytest.mark.parametrize(("page", "line"), command_lines())
def test_every_command_line_is_one(page: str, line: str) -> None:
    try:
        parse(cli.group, shlex.split(line)[1:])
    except click.ClickException as error:
        pytest.fail(f"{page}: {line}: {error.format_message()}")


def test_make_targets_exist_and_are_named() -> None:
    targets = set(re.findall(r"^([\w-]+):", read("Makefile"), re.MULTILINE))
    named = {target for page in PAGES for target in re.findall(r"`make ([\w-]+)`", page.read_text(encoding="utf-8"))}
    assert named == targets
    assert {
        word for line in re.findall(r"^\.PHONY: (.*)$", read("Makefile"), re.MULTILINE) for word in line.split()
    } == targets


@pytest.mark.parametrize("page", PAGES, ids=PAGE_NAMES)
def test_links_lead_somewhere(page: Path) -> None:
    text = re.sub(r"`[^`\n]*`", "", FENCED.sub("", page.read_text(encoding="utf-8")))
    for link in re.findall(r"\]\(([^)\s]+)", text):
        if "://" in link or link.startswith("mailto:"):
            continue
        name, _, anchor = link.partition("#")
        target = (page.parent / name).resolve() if name else page
        assert target.exists(), f"{page.name}: {link}"
        assert not anchor or anchor in anchors(target), f"{page.name}: {link}"


def test_decisions_have_numbers_of_their_own() -> None:
    numbers = []
    for page in (ROOT / "docs" / "adr").glob("*.md"):
        number = int(page.name.partition("-")[0])
        assert page.read_text(encoding="utf-8").startswith(f"# {number}. "), page.name
        numbers.append(number)
    assert sorted(numbers) == list(range(1, len(numbers) + 1))


def direct(file: str) -> set[str]:
    return {
        name.lower()
        for name in re.findall(
            r"^([A-Za-z0-9_.-]+)", re.sub(r"^-r .*", "", read(file), flags=re.MULTILINE), re.MULTILINE
        )
    }


def test_every_direct_dependency_has_its_line() -> None:
    cells = re.findall(r"^\| ([^|]+) \|", read("docs/dependencies.md"), re.MULTILINE)
    explained = {name.strip().lower() for cell in cells for name in cell.split(",")}
    assert explained - {"package", "---"} == direct("requirements.in") | direct("requirements-dev.in")


def test_every_direct_dependency_is_used() -> None:
    code = "\n".join(file.read_text(encoding="utf-8") for file in (ROOT / "kiosk").rglob("*.py"))
    for name in direct("requirements.in") - NOT_IMPORTED:
        module = IMPORT_NAMES.get(name, name)
        assert find_spec(module), name
        assert re.search(rf"^\s*(?:import|from) {module}\b", code, re.MULTILINE), f"no module imports {name}"


def test_the_lock_holds_what_is_asked_for_with_hashes_and_no_address() -> None:
    lock = read("requirements.lock")
    pinned = set(re.findall(r"^([A-Za-z0-9_.-]+)==", lock, re.MULTILINE))
    assert direct("requirements.in") | direct("requirements-dev.in") <= pinned
    for entry in re.split(r"\n(?=\S)", lock.strip()):
        assert "--hash=sha256:" in entry, entry.splitlines()[0]
    assert "://" not in lock
    assert not re.search(r"--(index|extra-index|find-links|trusted-host)", lock)


def test_files_name_no_machine_and_no_registry() -> None:
    where = re.compile(r"(?<![\w.)])/(?:root|work|farm)/|pypi\.org|pythonhosted|registry\.npmjs|deb\.debian\.org")
    own = {ROOT / "tests" / "docs" / "test_docs.py"}
    for file in tracked():
        if file not in own and file.suffix not in {".png", ".ttf", ".svg"}:
            found = where.search(file.read_text(encoding="utf-8", errors="replace"))
            assert not found, f"{file.relative_to(ROOT)}: {found}"


def test_every_exemption_says_why() -> None:
    exempt = re.compile(r"# (?:noqa: [A-Z0-9, ]+?|type: ignore\[[a-z, -]+\])(?P<why> .*)?$")
    for file in tracked():
        if file.suffix == ".py":
            for number, line in enumerate(file.read_text(encoding="utf-8").splitlines(), 1):
                found = exempt.search(line)
                assert not found or found["why"], f"{file.relative_to(ROOT)}:{number}: say why"
    rules = re.findall(r'^    "[A-Z]+\d*",(.*)$', read("pyproject.toml"), re.MULTILINE)
    assert rules
    assert all(why.lstrip().startswith("# ") for why in rules)


def test_the_supported_python_is_the_one_that_setup_asks_for() -> None:
    wanted = re.search(r'requires-python = ">=(\d+)\.(\d+)"', read("pyproject.toml"))
    assert wanted is not None
    assert f"({wanted[1]}, {wanted[2]})" in read("tools/setup.sh")
    assert sys.version_info >= (int(wanted[1]), int(wanted[2]))
