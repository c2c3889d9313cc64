"""A city's desk: versions, keys, takedowns, and uploads of which nothing is seen until they are whole."""

from __future__ import annotations

import json
import shutil
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, BinaryIO

import pytest
from tuf.api.metadata import TargetFile

from kiosk.errors import PackError, PublishError, TransportError
from kiosk.packs import delta
from kiosk.publishing import releases, upload
from kiosk.publishing.repository import HIGHEST, Repository
from kiosk.publishing.role_keys import Keys
from kiosk.transport.origin import Origin
from tests.helpers.cities import Desk, Terminal
from tests.helpers.packs import resealed

if TYPE_CHECKING:
    from pathlib import Path

    from tuf.api.metadata import Targets


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return Desk(tmp_path / "desk")


def versions(desk: Desk) -> list[int]:
    return [each.version for each in releases.published(desk.repository, "town")]


def test_deltas_come_from_the_versions_1_2_4_and_8_back(desk: Desk) -> None:
    (*_before, added) = [desk.add(f"Nosaukums {number}", publish=False) for number in range(1, 11)]
    assert [delta.version for delta in added.release.editions[0].deltas] == [9, 8, 6, 2]
    assert all(
        delta.length < added.release.editions[0].snapshot.length / 3 for delta in added.release.editions[0].deltas
    )


def test_only_pack_json_is_a_target_and_it_lists_the_rest_by_hash(desk: Desk) -> None:
    desk.add("Viens")
    assert list(desk.repository.targets_of("town").targets) == ["town/1/pack.json"]
    (listed,) = (desk.site / "targets" / "town" / "1").iterdir()
    edition = json.loads(listed.read_bytes())["editions"][0]
    assert (desk.site / "blobs" / edition["snapshot"]["sha256"]).stat().st_size == edition["snapshot"]["length"]


def test_nothing_that_is_not_on_a_list_is_uploaded(desk: Desk) -> None:
    desk.add("Viens", publish=False)
    for stray in (
        "notes.txt",
        "blobs/stray",
        "metadata/draft.json",
        "targets/town/secret.pem",
        "metadata/99.root.json.swp",
    ):
        (desk.folder / "repo" / stray).write_text("not for anybody")
    desk.publish()
    sent = {str(path.relative_to(desk.site)) for path in desk.site.rglob("*") if path.is_file()}
    assert sent == {*releases.files(desk.repository), *desk.repository.metadata.published()}
    assert not any("stray" in path or "draft" in path or "pem" in path for path in sent)


def test_an_upload_that_breaks_off_is_invisible(tmp_path: Path, desk: Desk) -> None:
    desk.add("Viens")
    terminal = Terminal(tmp_path / "data", desk)
    terminal.sync()
    desk.add("Divi", publish=False)
    with Origin(desk.url) as origin:
        steps = upload.upload(desk.repository, origin)
        total = next(steps).total
        for _ in range(total - 2):
            next(steps)
            assert terminal.sync() == "current"
        next(steps)
        assert terminal.sync() == "updated"


def test_a_file_here_that_is_not_the_signed_one_is_not_sent(desk: Desk) -> None:
    added = desk.add("Viens", publish=False)
    blob = desk.folder / "repo" / added.release.editions[0].snapshot.path
    blob.write_bytes(blob.read_bytes()[:-1] + b"x")
    with pytest.raises(PublishError, match="not the file that was signed"):
        desk.publish()
    assert not (desk.site / "metadata").exists()


def test_old_versions_go_with_what_only_they_needed(tmp_path: Path, desk: Desk) -> None:
    for name in ("Viens", "Divi", "Trīs", "Četri"):
        desk.add(name, publish=False)
    before = len(list((desk.folder / "repo").rglob("*")))
    releases.prune(desk.repository, 2)
    assert versions(desk) == [3, 4]
    assert len(list((desk.folder / "repo").rglob("*"))) < before
    desk.publish()
    terminal = Terminal(tmp_path / "data", desk)
    assert terminal.sync() == "updated"
    assert desk.add("Pieci").version == 5
    assert terminal.sync() == "updated"


def test_pruning_never_takes_the_version_that_all_have(desk: Desk) -> None:
    desk.add("Viens", publish=False)
    for name in ("Divi", "Trīs"):
        desk.add(name, percent=5, publish=False)
    releases.prune(desk.repository, 1)
    assert versions(desk) == [1, 3]


def test_a_number_is_never_given_twice(desk: Desk) -> None:
    for name in ("Viens", "Divi"):
        desk.add(name, publish=False)
    releases.withdraw(desk.repository, "town", 2)
    assert versions(desk) == [1, 3]
    releases.prune(desk.repository, 1)
    assert desk.add("Trīs", publish=False).version == 4


def test_taking_back(desk: Desk) -> None:
    desk.add("Viens", publish=False)
    with pytest.raises(PublishError, match="has no version 7, but 1"):
        releases.withdraw(desk.repository, "town", 7)
    with pytest.raises(PublishError, match="only one that all terminals get"):
        releases.withdraw(desk.repository, "town", 1)
    desk.add("Divi", publish=False)
    desk.add("Trīs", publish=False)
    assert releases.withdraw(desk.repository, "town", 2) is None
    assert versions(desk) == [1, 3]
    made = releases.withdraw(desk.repository, "town", 3)
    assert made is not None
    (first, *_rest) = releases.published(desk.repository, "town")
    assert made.release.editions[0].content_hash == first.release.editions[0].content_hash
    assert (made.version, made.urgent, made.percent) == (4, True, 100)


def test_the_same_content_in_two_formats(tmp_path: Path, desk: Desk) -> None:
    pack = desk.pack("Viens")
    older = resealed(pack, tmp_path / "older.pack", {"format": (1, 0)})
    added = releases.add(desk.repository, (pack, older))
    assert [edition.format for edition in added.release.editions] == [(1, 1), (1, 0)]
    assert added.release.readable((1, 0)) == added.release.editions[1]
    assert added.release.readable((1, 5)) == added.release.editions[0]
    assert added.release.readable((0, 9)) is None
    with pytest.raises(PublishError, match="same format"):
        releases.add(desk.repository, (pack, pack))
    assert versions(desk) == [1]


def test_what_cannot_be_published(tmp_path: Path, desk: Desk) -> None:
    with pytest.raises(PublishError, match="carries no city village, but town"):
        desk.add("Viens", id="village")
    broken = tmp_path / "broken.pack"
    broken.write_bytes(desk.pack("Viens").read_bytes()[:2000])
    with pytest.raises(PackError, match=r"broken\.pack .*damaged"):
        releases.add(desk.repository, (broken,))
    assert versions(desk) == []
    assert not list((desk.folder / "repo").glob(".adding-*"))


def test_keys_are_sealed_and_open_for_their_own_word_alone(desk: Desk) -> None:
    folder = desk.repository.keys.folder
    assert folder == desk.folder / "repo.keys"
    assert folder.stat().st_mode & 0o777 == 0o700
    names = {"root-1", "root-2", "root-3", "targets", "snapshot", "timestamp", "city-town"}
    assert {path.stem for path in folder.iterdir()} == names
    for path in folder.iterdir():
        assert path.stat().st_mode & 0o777 == 0o600
        assert b"BEGIN ENCRYPTED PRIVATE KEY" in path.read_bytes()
    other = Repository(desk.folder / "repo", Keys(desk.folder / "repo", lambda _kind, _new: "open online"))
    other.refresh()
    with pytest.raises(PublishError, match="does not open with that passphrase; it is the one of the city keys"):
        releases.add(other, (desk.pack("Viens"),))


def test_a_second_beginning_is_refused(desk: Desk) -> None:
    with pytest.raises(PublishError, match="in use"):
        desk.of(desk.folder / "repo").create(("town",))
    shutil.rmtree(desk.folder / "repo")
    with pytest.raises(PublishError, match="in use"):
        desk.of(desk.folder / "repo").create(("town",))


@pytest.mark.parametrize("city", ["", "Town", "root", "a/b", "..", "snapshot", "ø"])
def test_a_city_has_a_name_that_can_be_a_file(tmp_path: Path, city: str) -> None:
    with pytest.raises(PublishError, match="no name for a city"):
        Desk(tmp_path / "desk", city)
    assert not list(tmp_path.rglob("*.pem"))


def test_one_more_city(desk: Desk) -> None:
    desk.repository.add_city("village")
    desk.add("Viens", id="village")
    assert desk.repository.cities() == ("town", "village")
    with pytest.raises(PublishError, match="has the city village already"):
        desk.repository.add_city("village")
    with pytest.raises(PublishError, match="name one with --city"):
        releases.of_city(desk.repository, None)


def test_signatures_last_and_are_renewed(desk: Desk) -> None:
    before = {role.name: role for role in desk.repository.standing()}
    desk.late = timedelta(days=130)
    desk.repository.refresh(("root", "town"))
    after = {role.name: role for role in desk.repository.standing()}
    for name in ("root", "town", "snapshot", "timestamp"):
        assert after[name].expires > before[name].expires + timedelta(days=100), name
    assert after["targets"] == before["targets"]
    assert (after["timestamp"].expires - datetime.now(UTC)) < timedelta(days=145)
    with pytest.raises(PublishError, match="has no role nothing"):
        desk.repository.refresh(("nothing",))


def test_root_needs_two_keys(desk: Desk) -> None:
    for name in ("root-1", "root-3"):
        (desk.repository.keys.folder / f"{name}.pem").rename(desk.folder / name)
    with pytest.raises(PublishError, match="two of the three root keys"):
        desk.repository.rotate(("timestamp",))
    (desk.folder / "root-3").rename(desk.repository.keys.folder / "root-3.pem")
    desk.repository.rotate(("timestamp",))


def test_a_rotation_that_is_cut_off_leaves_keys_that_count(tmp_path: Path, desk: Desk) -> None:
    """New keys lie beside the old ones until the root says that they count; the next command settles which."""
    keys = desk.repository.keys
    keys.make("timestamp")
    assert len(list(keys.folder.iterdir())) == 8
    desk.add("Viens")
    assert len(list(keys.folder.iterdir())) == 7
    assert Terminal(tmp_path / "data", desk).sync() == "updated"


def test_a_folder_that_is_no_repository(tmp_path: Path) -> None:
    with pytest.raises(PublishError, match="is no repository"):
        Repository(tmp_path / "x", Keys(tmp_path / "x", lambda _kind, _new: "a")).standing()
    with pytest.raises(TransportError, match="is no origin"):
        Origin("nowhere")


def test_a_delta_that_does_not_do_is_not_listed(tmp_path: Path, desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    """It is tried before it is signed; terminals take the snapshot then."""
    desk.add("Viens")
    terminal = Terminal(tmp_path / "data", desk)
    terminal.sync()

    real = delta.make

    def nothing_new(before: Path | None, after: Path, out: BinaryIO, level: int) -> int:
        """A delta that changes nothing; a snapshot is a snapshot."""
        return real(before, before or after, out, level)

    monkeypatch.setattr("kiosk.publishing.editions.delta.make", nothing_new)
    added = desk.add("Divi")
    monkeypatch.undo()
    assert added.release.editions[0].deltas == ()
    assert terminal.sync() == "updated"
    assert terminal.shown() == ("Divi",)


def test_a_delta_that_is_no_shorter_than_the_snapshot_is_not_listed(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk.add("Viens")
    monkeypatch.setattr("kiosk.publishing.editions.DELTA_LEVEL", -100)
    added = desk.add(*(f"Cits {number}" for number in range(300)))
    assert added.release.editions[0].deltas == ()


def test_what_a_thief_of_the_citys_key_has_signed_ends_in_no_bug_of_the_desk(desk: Desk) -> None:
    """A repository that was brought back from its place may carry it."""
    desk.add("Viens")
    good = TargetFile.from_data("x", b"x", ["sha256"])
    other = TargetFile.from_data("x", b"x", ["sha512"])

    def sign(path: str, target: TargetFile, highest: object) -> None:
        def edit(targets: Targets) -> None:
            targets.targets[path] = target
            targets.unrecognized_fields[HIGHEST] = highest

        desk.repository.publish("town", edit)

    for path in ("town/x/pack.json", "town/-1/pack.json", "town/99999999999/pack.json"):
        sign(path, good, "many")
        assert [each.version for each in releases.published(desk.repository, "town")] == [1]
    known = releases.published(desk.repository, "town")[-1]
    path = "town/1/pack.json"
    kept = desk.repository.targets_of("town").targets[path]
    kept.unrecognized_fields["custom"] = {"percent": "all", "urgent": []}
    sign(path, kept, [])
    assert releases.published(desk.repository, "town") == [known]
    assert desk.add("Divi").version == 2
    sign(path, kept, 9_999_999_999)
    with pytest.raises(PublishError, match="counted the versions of town up to the last"):
        desk.add("Trīs")
    sign("town/3/pack.json", other, 2)
    with pytest.raises(PublishError, match="signed without a SHA-256"):
        desk.add("Trīs")


def test_a_list_that_no_terminal_would_read_is_not_published(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(releases, "LARGEST", 100)
    with pytest.raises(PublishError, match="MB of names of pictures"):
        desk.add("Viens")
    assert releases.published(desk.repository, "town") == []
