"""Whatever is changed between two builds of a large folder, the pack and the findings are those of a build from nothing.

Each change comes once right after each other and after itself, in walks that begin with a fresh folder each.
"""

from __future__ import annotations

import os
import random
import re
import shutil
import tempfile
from collections.abc import Callable
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from bench import sources
from kiosk.publishing import languages, translations
from kiosk.publishing.build import build
from kiosk.publishing.findings import FindingsError
from tests.helpers.thorough import ALL
from tests.unit.publishing.test_remembered import EPOCH, RECORDS

if TYPE_CHECKING:
    from collections.abc import Iterator

Act = Callable[[Path, random.Random], object]

TAGS = ("ar", "uk")

STEPS = 8
"""Changes of a walk: after many more, little of the folder would be left."""

UNDONE = 0.5
"""How often a change that a build refuses is taken back before the next one."""

MEMORY = "/dev/shm" if os.path.isdir("/dev/shm") else None  # noqa: S108, PTH112 - a disk would have to write each file down


def some(folder: Path, pattern: str, chance: random.Random) -> Path:
    """One of the files of a pattern."""
    return chance.choice(sorted(folder.glob(pattern)))


def alter(path: Path, chance: random.Random, pattern: str, new: str) -> None:
    """Replaces one of the places where a pattern stands, if there is any."""
    text = path.read_text(encoding="utf-8")
    found = list(re.finditer(pattern, text, re.MULTILINE))
    if found:
        match = chance.choice(found)
        path.write_text(text[: match.start()] + match.expand(new) + text[match.end() :], encoding="utf-8")


def swap(path: Path, chance: random.Random) -> None:
    """Two entries of a catalogue change places."""
    head, *blocks = path.read_text(encoding="utf-8").split("\n\n")
    one, two = chance.sample(range(len(blocks)), 2)
    blocks[one], blocks[two] = blocks[two].strip("\n"), blocks[one].strip("\n")
    path.write_text("\n\n".join((head, *blocks)) + "\n", encoding="utf-8")


def lose(path: Path, chance: random.Random) -> None:
    """An entry of a catalogue is deleted."""
    head, *blocks = path.read_text(encoding="utf-8").split("\n\n")
    del blocks[chance.randrange(len(blocks))]
    path.write_text("\n\n".join((head, *blocks)) + "\n", encoding="utf-8")


def double(path: Path, chance: random.Random) -> None:
    """An entry of a catalogue stands there twice."""
    blocks = path.read_text(encoding="utf-8").rstrip("\n").split("\n\n")
    path.write_text("\n\n".join((*blocks, chance.choice(blocks[1:]))) + "\n", encoding="utf-8")


def mend(folder: Path) -> None:
    """What was wrong is right again, under the same times."""
    for path in folder.glob("services/**/*.md"):
        times = path.stat()
        text = path.read_text(encoding="utf-8")
        path.write_text(text.replace("organisation: ", "organization: "), encoding="utf-8")
        os.utime(path, ns=(times.st_atime_ns, times.st_mtime_ns))


def move(path: Path, name: str) -> None:
    """A file gets another name."""
    path.rename(path.with_name(name))


ACTS: dict[str, Act] = {
    "service text": lambda f, c: alter(some(f, "services/**/*.md", c), c, r"^(name|summary): .*$", rf"\1: Cits {c.random()}"),
    "service list": lambda f, c: alter(some(f, "services/**/*.md", c), c, r"^  - [^:\n]*\n", ""),
    "service order": lambda f, c: alter(some(f, "services/**/*.md", c), c, r"^(  - [^:\n]*\n)(  - [^:\n]*\n)", r"\2\1"),
    "service topic": lambda f, c: alter(some(f, "services/**/*.md", c), c, r"^topics: .*$", c.choice(["topics: []", "topics: [home]", "topics: [papers, home]"])),
    "service place": lambda f, c: alter(some(f, "services/**/*.md", c), c, r"place: p\d", f"place: p{c.randrange(5)}"),
    "service link": lambda f, c: alter(some(f, "services/**/*.md", c), c, r"^icon:", f"relations: [{{to: service:s{c.randrange(9)}}}]\nicon:"),
    "service body": lambda f, c: alter(some(f, "services/**/*.md", c), c, r"\Z", f"[šeit](service:s{c.randrange(9)})\n"),
    "service new": lambda f, c: shutil.copy(some(f, "services/**/*.md", c), f / "services" / f"n{c.randrange(99)}.md"),
    "service gone": lambda f, c: some(f, "services/**/*.md", c).unlink(),
    "service renamed": lambda f, c: move(some(f, "services/**/*.md", c), f"r{c.randrange(9)}.md"),
    "service wrong": lambda f, c: alter(some(f, "services/**/*.md", c), c, r"^organization: ", "organisation: "),
    "service mended": lambda f, _c: mend(f),
    "entry text": lambda f, c: alter(some(f, "locales/*.po", c), c, r'^msgstr "[^"]+"$', f'msgstr "Інше {c.random()}"'),
    "entry empty": lambda f, c: alter(some(f, "locales/*.po", c), c, r'^msgstr "[^"]+"$', 'msgstr ""'),
    "entry fuzzy": lambda f, c: alter(some(f, "locales/*.po", c), c, r"^msgctxt ", "#, fuzzy\nmsgctxt "),
    "entry human": lambda f, c: alter(some(f, "locales/*.po", c), c, r"^msgctxt ", "# kiosk: human Олена 2026-05-01\nmsgctxt "),
    "entry link": lambda f, c: alter(some(f, "locales/*.po", c), c, r'^msgstr "[^"]+"$', f'msgstr "[x](service:s{c.randrange(9)})"'),
    "entry broken": lambda f, c: alter(some(f, "locales/*.po", c), c, r'^(msgstr "[^"\n]+)"$', r"\1"),
    "entry mended": lambda f, _c: [p.write_text(re.sub(r'^(msgstr "[^"\n]+)$', r'\1"', p.read_text(encoding="utf-8"), flags=re.MULTILINE), encoding="utf-8") for p in f.glob("locales/*.po")],
    "entries swapped": lambda f, c: swap(some(f, "locales/*.po", c), c),
    "entry lost": lambda f, c: lose(some(f, "locales/*.po", c), c),
    "entry twice": lambda f, c: double(some(f, "locales/*.po", c), c),
    "place": lambda f, c: alter(some(f, "places/*.md", c), c, r"^(name|street): .*$", rf"\1: Cita {c.random()}"),
    "place country": lambda f, c: alter(some(f, "places/*.md", c), c, r"^city: ", "country: EE\ncity: "),
    "place gone": lambda f, c: some(f, "places/*.md", c).unlink(),
    "organization": lambda f, c: alter(some(f, "organizations/*.md", c), c, r"^name: .*$", f"name: Cita {c.random()}"),
    "term order": lambda f, c: alter(some(f, "terms/*.md", c), c, r"^seq: .*$", f"seq: {c.randrange(9)}"),
    "term scheme": lambda f, c: alter(some(f, "terms/*.md", c), c, r"^scheme: .*$", f"scheme: {c.choice(['topic', 'situation'])}"),
    "guide": lambda f, c: alter(some(f, "guides/*.md", c), c, r"\Z", f"[šeit](service:s{c.randrange(9)})\n"),
    "guide new": lambda f, c: shutil.copy(f / "guides" / "first.md", f / "guides" / f"g{c.randrange(9)}.md"),
    "guide gone": lambda f, c: some(f, "guides/*.md", c).unlink(),
    "words": lambda f, c: alter(f / "concepts.yaml", c, r"GP|word\d", f"word{c.randrange(9)}"),
    "pack": lambda f, c: alter(f / "pack.yaml", c, r"^as_of: .*$", f"as_of: 2026-11-2{c.randrange(3, 9)}"),
    "catalogues": lambda f, c: translations.write_catalogue(f, c.choice(TAGS)),
    "pack damaged": lambda f, _c: f.with_name("many.pack").write_bytes(b"nothing"),
    "memory gone": lambda f, _c: shutil.rmtree(f.with_name(".many.pack.memory"), ignore_errors=True),
}  # fmt: skip


def walks() -> list[tuple[str, ...]]:
    """All changes in such an order that each pair of them stands there once, cut into walks; a cut keeps the pair that it parts."""
    names = sorted(ACTS)
    random.Random(1).shuffle(names)
    words = ((name, *chain.from_iterable((name, other) for other in names[at + 1 :])) for at, name in enumerate(names))
    circuit = [*chain.from_iterable(words), names[0]]  # of de Bruijn: each leads once to each
    return [tuple(circuit[at : at + STEPS + 1]) for at in range(0, len(circuit) - 1, STEPS)]


ODD = ("catalogues", "entry twice")
"""What fell once: the program's own order of a catalogue, then one of its entries twice."""


@pytest.fixture(scope="module")
def template(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """A folder and its pack; here every folder counts as large, and is read in this process, as forks take most of the time."""
    folder = tmp_path_factory.mktemp("any") / "source"
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("SOURCE_DATE_EPOCH", EPOCH)
        patch.setattr(sources, "LANGUAGES", TAGS)
        patch.setattr(sources, "ORGANIZATIONS", 5)
        patch.setattr(languages, "LARGE", 0)
        patch.setattr(languages, "PROCESSES", len(TAGS) + 1)
        sources.write(folder, 8)
        for name, text in RECORDS.items():
            (folder / name).parent.mkdir(exist_ok=True)
            (folder / name).write_text(text, encoding="utf-8")
        (folder / "terms" / "home.md").write_text(
            "---\nname: Mājas\nscheme: topic\nicon: house\nseq: 2\n---\n", encoding="utf-8"
        )
        build(folder, folder.with_name("many.pack"))
        yield folder.parent


def built(folder: Path, name: str) -> tuple[object, ...]:
    """What a build gives, or what it finds."""
    try:
        made = build(folder, folder.with_name(name))
    except FindingsError as error:
        return error.findings
    return made.path.read_bytes(), made.counts, made.coverage


def from_nothing(folder: Path, monkeypatch: pytest.MonkeyPatch) -> tuple[object, ...]:
    """What a build gives that knows of no other, and takes the folder for a small one."""
    with monkeypatch.context() as patch:
        patch.setattr(languages, "LARGE", 1 << 40)
        found = built(folder, "clean.pack")
    folder.with_name("clean.pack").unlink(missing_ok=True)
    return found


def replaced(folder: Path, by: Path) -> None:
    """Makes a folder what another one is."""
    shutil.rmtree(folder, ignore_errors=True)
    shutil.copytree(by, folder)


@pytest.mark.parametrize("acts", [ODD, *(walks() if ALL else walks()[::60])])
def test_changes_in_any_order_give_what_a_build_from_nothing_gives(
    template: Path, acts: tuple[str, ...], monkeypatch: pytest.MonkeyPatch
) -> None:
    chance = random.Random("-".join(acts))
    with tempfile.TemporaryDirectory(dir=MEMORY) as work:
        shutil.copytree(template, work, dirs_exist_ok=True)
        folder = Path(work) / "source"
        right = folder.with_name("right")
        replaced(right, folder)
        for name in acts:
            try:
                ACTS[name](folder, chance)
            except (FindingsError, IndexError, ValueError):
                continue  # nothing is left that could be changed so, or it is wrong already
            again = built(folder, "many.pack")
            assert again == from_nothing(folder, monkeypatch), (name, acts)
            if isinstance(again[0], bytes):
                replaced(right, folder)
            elif chance.random() < UNDONE:
                replaced(folder, right)
