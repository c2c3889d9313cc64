"""A build that starts from the last pack gives the same bytes as one that starts from nothing."""

from __future__ import annotations

import re
import shutil
from typing import TYPE_CHECKING

import pytest

from bench import sources
from kiosk.publishing import build as building
from kiosk.publishing import languages
from kiosk.publishing.build import Built, build
from kiosk.publishing.findings import FindingsError

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

SERVICE = "services/s3.md"


@pytest.fixture(scope="module")
def template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("many") / "source"
    sources.write(folder, 12)
    path = folder / SERVICE
    path.write_text(
        path.read_text(encoding="utf-8").replace("requirements:", "emails:\n  - a@example.lv\nrequirements:"),
        encoding="utf-8",
    )
    return folder


@pytest.fixture
def folder(template: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder that counts as large and has been built once."""
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1790000000")
    monkeypatch.setattr(languages, "LARGE", 0)
    copy = tmp_path / "source"
    shutil.copytree(template, copy)
    build(copy, tmp_path / "many.pack")
    return copy


@pytest.fixture
def never_anew(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_arguments: object) -> None:
        raise AssertionError("everything was built anew")

    monkeypatch.setattr(building, "_made", refuse)


def change(path: Path, old: str, new: str) -> None:
    text = path.read_text(encoding="utf-8")
    changed, count = re.subn(old, new, text, count=1, flags=re.MULTILINE)
    assert count == 1, old
    path.write_text(changed, encoding="utf-8")


def clean(folder: Path) -> Built:
    """A build without a memory."""
    return build(folder, folder.with_name("clean.pack"))


def same(folder: Path, again: Built) -> None:
    other = clean(folder)
    assert again.path.read_bytes() == other.path.read_bytes()
    assert (again.counts, again.coverage) == (other.counts, other.coverage)


CHANGES: dict[str, Callable[[Path], None]] = {
    "a text": lambda folder: change(folder / SERVICE, r"^summary: .*$", "summary: Pavisam kas cits"),
    "a step less": lambda folder: change(folder / SERVICE, r"^steps:\n  - .*$", "steps:"),
    "a step more": lambda folder: change(folder / SERVICE, r"^steps:$", "steps:\n  - Jauns solis"),
    "steps swapped": lambda folder: change(folder / SERVICE, r"^steps:\n(  - .*\n)(  - .*\n)", r"steps:\n\2\1"),
    "a document less": lambda folder: change(folder / SERVICE, r"^evidence:\n  - .*$", "evidence:"),
    "another place": lambda folder: change(folder / SERVICE, r"place: p3$", "place: p7"),
    "a cost": lambda folder: change(folder / SERVICE, r"^phones:$", "costs:\n  - Maksa\nphones:"),
    "no e-mail": lambda folder: change(folder / SERVICE, r"^emails:\n  - .*\n", ""),
    "a situation": lambda folder: change(folder / SERVICE, r"^topics: \[papers\]$", "topics: [papers]\nkeywords: [viens, divi]"),
    "a link between services": lambda folder: change(folder / SERVICE, r"^icon:", "relations:\n  - kind: requires\n    to: service:s5\nicon:"),
}  # fmt: skip


@pytest.mark.usefixtures("never_anew")
def test_changes_to_services_give_what_a_build_of_everything_gives(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    out = folder.with_name("many.pack")
    again = build(folder, out)
    for number, act in enumerate(CHANGES.values()):
        act(folder)
        change(folder / "services" / "s8.md", r"^name: .*$", f"name: Vārds {number}")
        again = build(folder, out)
    assert build(folder, out).manifest == again.manifest  # nothing has changed
    monkeypatch.undo()
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1790000000")
    same(folder, again)


@pytest.mark.usefixtures("never_anew")
@pytest.mark.parametrize("name", ["a step less", "no e-mail"])
def test_a_single_change_gives_what_a_build_of_everything_gives(
    folder: Path, name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    CHANGES[name](folder)
    again = build(folder, folder.with_name("many.pack"))
    monkeypatch.undo()
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1790000000")
    same(folder, again)


def damaged(path: Path) -> None:
    data = bytearray(path.read_bytes())
    data[len(data) // 2] ^= 1
    path.write_bytes(data)


def first_piece(folder: Path) -> Path:
    pieces = sorted(folder.with_name(".many.pack.memory").iterdir())
    return next(path for path in pieces if path.name != "state.json" and path.stat().st_size)


ANEW: dict[str, Callable[[Path], object]] = {
    "a catalogue": lambda folder: change(folder / "locales" / "ar.po", r'^msgstr "[^"]+"$', 'msgstr "نص آخر"'),
    "an organization": lambda folder: change(folder / "organizations" / "o3.md", r"^name: .*$", "name: Cita iestāde"),
    "the pack": lambda folder: change(folder / "pack.yaml", r"^as_of: .*$", "as_of: 2026-11-25"),
    "a service more": lambda folder: shutil.copy(folder / SERVICE, folder / "services" / "t3.md"),
    "a service less": lambda folder: (folder / "services" / "s4.md").unlink(),
    "its topic": lambda folder: change(folder / SERVICE, r"^topics: \[papers\]$", "topics: []"),
    "the pack's file": lambda folder: damaged(folder.with_name("many.pack")),
    "the memory": lambda folder: (folder.with_name(".many.pack.memory") / "state.json").write_text("{}"),
    "a piece of the memory": lambda folder: damaged(first_piece(folder)),
}  # fmt: skip


@pytest.mark.parametrize("name", ANEW)
def test_anything_else_is_built_as_if_there_were_no_memory(folder: Path, name: str) -> None:
    ANEW[name](folder)
    same(folder, build(folder, folder.with_name("many.pack")))


@pytest.mark.usefixtures("never_anew")
@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("^icon: passport$", "icon: pasport", "there is no icon 'pasport'"),
        ("^organization: o3$", "organization: o99", "'o99' in 'organization' is not there"),
        ("^---$", "nonsense", "begins without front matter"),
    ],
)
def test_a_mistake_in_a_changed_service_leaves_everything_as_it_was(
    folder: Path, old: str, new: str, said: str
) -> None:
    out = folder.with_name("many.pack")
    before = out.read_bytes()
    text = (folder / SERVICE).read_text(encoding="utf-8")
    change(folder / SERVICE, old, new)
    with pytest.raises(FindingsError, match=said):
        build(folder, out)
    assert out.read_bytes() == before
    (folder / SERVICE).write_text(text, encoding="utf-8")
    assert build(folder, out).path.read_bytes() == before


def test_a_small_folder_leaves_no_memory(template: Path, tmp_path: Path) -> None:
    build(template, tmp_path / "small.pack")
    assert [path.name for path in tmp_path.iterdir()] == ["small.pack"]
