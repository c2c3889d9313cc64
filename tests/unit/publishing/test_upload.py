"""A repository at its place: what is there stays right, whoever published from an older copy or damaged a file."""

from __future__ import annotations

import shutil
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import pytest

from kiosk.errors import PublishError, TransportError
from kiosk.publishing import releases, upload
from kiosk.sync.client import UPDATED
from kiosk.transport.origin import Origin
from tests.helpers.cities import Desk, Terminal

if TYPE_CHECKING:
    from pathlib import Path


def cleared(desk: Desk, days: int) -> list[str]:
    with Origin(desk.url) as origin:
        return list(upload.clear(desk.repository, origin, datetime.now(UTC) + timedelta(days=days)))


def test_an_older_copy_does_not_take_the_newest_list_back(desk: Desk) -> None:
    copy = shutil.copytree(desk.folder / "repo", desk.folder / "copy")
    desk.add("Divi")
    before = (desk.site / upload.NEWEST).read_bytes()
    shutil.rmtree(desk.folder / "repo")
    copy.rename(desk.folder / "repo")
    with pytest.raises(PublishError, match=r"has list 3 and .*repo has 2: another copy"):
        desk.publish()
    desk.add("Cits", publish=False)
    with pytest.raises(PublishError, match=r"has list 3 and .*repo has 3: another copy"):
        desk.publish()
    assert (desk.site / upload.NEWEST).read_bytes() == before


def test_metadata_of_the_same_name_and_length_is_compared(desk: Desk) -> None:
    """Two copies of a repository gave a number twice; the one that is ahead puts its own there."""
    copy = shutil.copytree(desk.folder / "repo", desk.folder / "copy")
    desk.add("Divi")
    shutil.rmtree(desk.folder / "repo")
    copy.rename(desk.folder / "repo")
    desk.add("Cits", publish=False)
    desk.repository.refresh()
    assert (desk.folder / "repo/metadata/3.town.json").stat().st_size == (
        desk.site / "metadata/3.town.json"
    ).stat().st_size
    desk.publish()
    terminal = Terminal(desk.folder / "data", desk)
    assert terminal.sync() == UPDATED
    assert terminal.shown() == ("Cits",)


def test_after_a_theft_of_online_keys_the_city_publishes_all_the_same(desk: Desk) -> None:
    """What the thief signed is ahead, but no longer counts."""
    theirs = shutil.copytree(desk.site, desk.folder / "theirs")
    for _ in range(3):
        desk.repository.refresh()
    shutil.copyfile(desk.folder / "repo" / upload.NEWEST, theirs / upload.NEWEST)
    shutil.copyfile(theirs / upload.NEWEST, desk.site / upload.NEWEST)
    desk.repository.rotate(("timestamp", "snapshot"))
    desk.publish()
    assert Terminal(desk.folder / "data", desk).sync() == UPDATED


def test_a_file_that_was_damaged_at_its_place_is_sent_again(desk: Desk) -> None:
    blob = max((desk.site / "blobs").iterdir(), key=lambda path: path.stat().st_size)
    blob.write_bytes(bytes(blob.stat().st_size))
    desk.publish()
    assert Terminal(desk.folder / "a", desk).tried() == "refused"
    with Origin(desk.url) as origin:
        assert all(sent.new for sent in upload.upload(desk.repository, origin, again=True))
    assert Terminal(desk.folder / "b", desk).sync() == UPDATED


def test_what_is_listed_no_longer_goes_after_a_day(desk: Desk) -> None:
    for name in ("Divi", "Trīs"):
        desk.add(name)
    releases.prune(desk.repository, 1)
    for stray in ("blobs/notes.txt", "metadata/9.root.json", "metadata/notes.json", "index.html"):
        (desk.site / stray).write_text("of somebody else")
    desk.publish()
    assert cleared(desk, 0) == []
    gone = cleared(desk, 2)
    assert {path.split("/")[0] for path in gone} == {"blobs", "targets", "metadata"}
    assert not any("root" in path or "notes" in path for path in gone)
    left = {str(path.relative_to(desk.site)) for path in desk.site.rglob("*") if path.is_file()}
    strays = {"blobs/notes.txt", "metadata/9.root.json", "metadata/notes.json", "index.html"}
    assert left - strays == {*releases.files(desk.repository), *desk.repository.metadata.published()}
    assert Terminal(desk.folder / "data", desk).sync() == UPDATED
    assert cleared(desk, 2) == []


def test_a_place_that_cannot_be_written_is_named(desk: Desk, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    cannot = pytest.raises(TransportError, match=r"cannot be written \(File exists\)")
    with Origin((tmp_path / "file").as_uri()) as origin, cannot as caught:
        origin.put("a", b"x", {})
    assert "\n" not in str(caught.value)
    with pytest.raises(TransportError):
        desk.publish((tmp_path / "file").as_uri())


def test_a_full_place_is_named(desk: Desk, tmp_path: Path) -> None:
    (tmp_path / "blobs").symlink_to("/dev/full")
    with Origin(tmp_path.as_uri()) as origin, pytest.raises(TransportError, match=r"cannot be written \([A-Z]"):
        origin.put("blobs/x", b"x", {})
