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
from kiosk.publishing.draft import Draft
from kiosk.publishing.findings import FindingsError
from tests.helpers.pictures import png

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

SERVICE = "services/s3.md"

RECORDS = {
    "guides/first.md": "---\nname: Pirmie soļi\n---\nSāciet [šeit](service:s3).\n",
    "guides/second.md": "---\nname: Otrie soļi\nparent: first\n---\nTad tā.\n",
    "events/choir.md": "---\nname: Koris\nstarts: 2026-12-01T18:00\nplace: p3\n---\n",
    "notices/snow.md": "---\nname: Sniegs\n---\nUzmanieties.\n",
    "phrases/wait.md": "---\nname: Lūdzu, uzgaidiet\ntopic: desk\nseq: 1\n---\n",
    "polls/bus.md": "---\nname: Vai autobuss?\nchoices: [Jā, Nē]\n---\n",
    "concepts.yaml": "doctor:\n  lv: [ārsts]\n  en: [doctor, GP]\n",
}
"""Records that are no services."""


EPOCH = "1790000000"
TAGS = ("ar", "fr", "uk", "pl")


@pytest.fixture(scope="module")
def template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A small folder that counts as large, and its pack with what the build remembers."""
    folder = tmp_path_factory.mktemp("many") / "source"
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("SOURCE_DATE_EPOCH", EPOCH)
        patch.setattr(sources, "LANGUAGES", TAGS)
        patch.setattr(sources, "ORGANIZATIONS", 8)
        patch.setattr(languages, "LARGE", 0)
        sources.write(folder, 12)
        change(folder / SERVICE, "^requirements:", "emails:\n  - a@example.lv\nrequirements:")
        for name, text in RECORDS.items():
            (folder / name).parent.mkdir(exist_ok=True)
            (folder / name).write_text(text, encoding="utf-8")
        build(folder, folder.with_name("many.pack"))
    return folder


@pytest.fixture
def folder(template: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of all of it."""
    monkeypatch.setenv("SOURCE_DATE_EPOCH", EPOCH)
    monkeypatch.setattr(languages, "LARGE", 0)
    shutil.copytree(template.parent, tmp_path, dirs_exist_ok=True)
    return tmp_path / "source"


@pytest.fixture
def never_anew(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_arguments: object) -> None:
        raise AssertionError("everything was built anew")

    monkeypatch.setattr(building, "Draft", refuse)


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
    monkeypatch.setattr(building, "Draft", Draft)
    same(folder, again)


@pytest.mark.usefixtures("never_anew")
@pytest.mark.parametrize("name", ["a step less"])
def test_a_single_change_gives_what_a_build_of_everything_gives(
    folder: Path, name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    CHANGES[name](folder)
    again = build(folder, folder.with_name("many.pack"))
    monkeypatch.setattr(building, "Draft", Draft)
    same(folder, again)


def into_a_folder(folder: Path, name: str) -> None:
    path = folder / name
    (path.parent / "sub").mkdir()
    path.rename(path.parent / "sub" / path.name)


def picture(path: Path) -> None:
    path.parent.mkdir()
    path.write_bytes(png())


def without_its_records(folder: Path) -> None:
    (memory(folder) / "ar.records").unlink()
    OTHERS["an entry"](folder)


def append(path: Path, text: str) -> None:
    path.write_text(path.read_text(encoding="utf-8") + text, encoding="utf-8")


def copy(folder: Path, name: str, other: str) -> None:
    shutil.copy(folder / name, folder / other)


OTHERS: dict[str, Callable[[Path], object]] = {
    "a service more": lambda folder: copy(folder, SERVICE, "services/a3.md"),
    "a service less": lambda folder: (folder / "services" / "s4.md").unlink(),
    "a service by another name": lambda folder: (folder / "services" / "s6.md").rename(folder / "services" / "z6.md"),
    "a service in a folder": lambda folder: into_a_folder(folder, "services/s7.md"),
    "its topic": lambda folder: change(folder / SERVICE, r"^topics: \[papers\]$", "topics: []"),
    "an entry": lambda folder: change(folder / "locales" / "ar.po", r'^msgstr "[^"]+"$', 'msgstr "نص آخر"'),
    "an entry less": lambda folder: change(folder / "locales" / "fr.po", r'^msgstr "[^"]+"$', 'msgstr ""'),
    "an entry with a name": lambda folder: change(folder / "locales" / "uk.po", r'^(msgctxt "evidence/s5.*)$', r"# kiosk: human Олена 2026-05-01\n\1"),
    "an entry of a place": lambda folder: append(folder / "locales" / "pl.po", '\nmsgctxt "place/p1/name/0"\nmsgid "Ēka 1"\nmsgstr "Budynek 1"\n'),
    "an organization": lambda folder: change(folder / "organizations" / "o3.md", r"^name: .*$", "name: Cita iestāde"),
    "a place": lambda folder: change(folder / "places" / "p3.md", r"^hours: .*$", 'hours: "Mo 10:00-11:00"'),
    "a place more": lambda folder: copy(folder, "places/p3.md", "places/zz.md"),
    "a term": lambda folder: change(folder / "terms" / "papers.md", r"^seq: 1$", "seq: 9"),
    "a guide": lambda folder: change(folder / "guides" / "second.md", r"^Tad tā.$", "Tad [šādi](service:s5)."),
    "a guide less": lambda folder: (folder / "guides" / "second.md").unlink(),
    "an event": lambda folder: change(folder / "events" / "choir.md", r"18:00", "19:00"),
    "a notice": lambda folder: change(folder / "notices" / "snow.md", r"^name: .*$", "name: Ledus"),
    "a phrase": lambda folder: change(folder / "phrases" / "wait.md", r"^seq: 1$", "seq: 2"),
    "a poll": lambda folder: change(folder / "polls" / "bus.md", r"Jā, Nē", "Jā, Nē, Varbūt"),
    "a word": lambda folder: change(folder / "concepts.yaml", r"GP", "physician"),
}  # fmt: skip


def test_other_changes_give_what_a_build_of_everything_gives(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    out = folder.with_name("many.pack")
    for number, (name, act) in enumerate(OTHERS.items(), 1):
        act(folder)
        if name != "a guide less":  # a service may have led to it
            monkeypatch.setattr(building, "Draft", None)
        again = build(folder, out)
        monkeypatch.setattr(building, "Draft", Draft)
        if not number % 4:
            same(folder, again)


def damaged(path: Path) -> None:
    data = bytearray(path.read_bytes())
    data[len(data) // 2] ^= 1
    path.write_bytes(data)


def memory(folder: Path) -> Path:
    return folder.with_name(".many.pack.memory")


def first_piece(folder: Path) -> Path:
    return next(path for path in sorted(memory(folder).iterdir()) if len(path.name) == 2 and path.stat().st_size)


ANEW: dict[str, Callable[[Path], object]] = {
    "the pack": lambda folder: change(folder / "pack.yaml", r"^as_of: .*$", "as_of: 2026-11-25"),
    "the pack's file": lambda folder: damaged(folder.with_name("many.pack")),
    "the pack's file is gone": lambda folder: folder.with_name("many.pack").unlink(),
    "the memory": lambda folder: (memory(folder) / "state.json").write_text("{}"),
    "half a memory": lambda folder: (memory(folder) / "state.json").write_bytes((memory(folder) / "state.json").read_bytes()[:999]),
    "a piece of the memory": lambda folder: damaged(first_piece(folder)),
    "a catalogue and what is known of it": without_its_records,
    "a catalogue more": lambda folder: change(folder / "pack.yaml", r"languages: \[lv, ", "languages: [lv, et, "),
    "a catalogue in another form": lambda folder: change(folder / "locales/ar.po", r'^msgctxt "service', 'msgctxt ""\n"service'),
    "a country": lambda folder: change(folder / "places" / "p3.md", r"^city:", "country: EE\ncity:"),
    "a picture": lambda folder: picture(folder / "media" / "x.png"),
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
