"""A repository's metadata and keys: what is signed is what the city said, and nothing that goes wrong locks the city out."""

from __future__ import annotations

import fcntl
import json
import os
import shutil
from datetime import timedelta
from typing import TYPE_CHECKING, Any

import pytest
from securesystemslib.signer import CryptoSigner
from tuf.api.metadata import Metadata, MetaFile, Root, Snapshot, Targets

from kiosk.errors import PublishError
from kiosk.packs.release import COUNTABLE
from kiosk.publishing import releases
from kiosk.publishing.repository import Repository
from kiosk.publishing.role_keys import Keys
from kiosk.sync.client import CURRENT, UPDATED
from tests.helpers.cities import Desk, Terminal

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path


def contents(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def other_words(desk: Desk, **words: str) -> Repository:
    """The repository of somebody who types these passphrases."""
    repository = desk.folder / "repo"
    return Repository(
        repository, Keys(repository, lambda kind, _new: words.get(kind, f"open {kind}"), cost=16), desk.now
    )


@pytest.mark.parametrize("file", ["targets/of-the-year.xlsx", "metadata/holiday.json", "letter.txt", "blobs/x/y"])
def test_a_folder_with_something_else_in_it_is_left_alone(tmp_path: Path, file: str) -> None:
    """It would be published with the rest, or removed with it when a passphrase is refused."""
    (tmp_path / "repo" / file).parent.mkdir(parents=True, exist_ok=True)
    (tmp_path / "repo" / file).write_text("of somebody else")
    before = contents(tmp_path)
    made = Repository(tmp_path / "repo", Keys(tmp_path / "repo", lambda _kind, _new: "abc", cost=16))
    with pytest.raises(PublishError, match="choose a new folder"):
        made.create(("town",))
    assert contents(tmp_path) == before


@pytest.mark.parametrize("roles", [("timestamp",), ("snapshot",), ("targets",), ("root",), ("town",)])
def test_a_mistyped_passphrase_changes_nothing(desk: Desk, roles: tuple[str, ...]) -> None:
    refused = []
    for kind in ("online", "root", "city"):
        before = contents(desk.folder)
        try:
            other_words(desk, **{kind: "mistyped"}).rotate(roles)
        except PublishError as error:
            refused.append(str(error))
            desk.repository.keys.settle(())
            same = contents(desk.folder) == before
            assert same
    assert refused
    assert all("does not open with that passphrase" in each for each in refused)
    desk.publish()
    assert Terminal(desk.folder / "data", desk).sync() == UPDATED


def test_a_new_key_opens_with_the_passphrase_of_its_kind(desk: Desk) -> None:
    with pytest.raises(PublishError, match="does not open with that passphrase"):
        other_words(desk, city="another").keys.make("city-village")


def test_keys_that_were_lost_together_are_replaced_together(desk: Desk) -> None:
    terminal = Terminal(desk.folder / "data", desk)
    terminal.sync()
    for name in ("snapshot", "timestamp"):
        (desk.repository.keys.folder / f"{name}.pem").unlink()
    before = contents(desk.folder / "repo")
    with pytest.raises(PublishError, match="bring the key snapshot"):
        desk.repository.rotate(("timestamp",))
    assert contents(desk.folder / "repo") == before
    desk.repository.rotate(("timestamp", "snapshot"))
    desk.add("Divi")
    assert terminal.sync() == UPDATED


def test_all_roles_at_once(desk: Desk) -> None:
    terminal = Terminal(desk.folder / "data", desk)
    terminal.sync()
    old = {path.name: path.read_bytes() for path in desk.repository.keys.folder.iterdir()}
    desk.repository.rotate(("root", "targets", "snapshot", "timestamp", "town"))
    new = {path.name: path.read_bytes() for path in desk.repository.keys.folder.iterdir()}
    assert new.keys() == old.keys()
    assert all(new[name] != old[name] for name in old)
    desk.add("Divi")
    assert terminal.sync() == UPDATED


def test_root_alone_needs_no_other_key(desk: Desk) -> None:
    """The ceremony is held on a machine that has only what three people bring."""
    for path in desk.repository.keys.folder.iterdir():
        if not path.name.startswith("root"):
            path.rename(desk.folder / path.name)
    desk.repository.rotate(("root",), ("root-3",))
    assert {role.name: role.version for role in desk.repository.standing()}["root"] == 2


def test_an_old_key_is_not_signed_with(desk: Desk) -> None:
    keys = desk.repository.keys.folder
    shutil.copyfile(keys / "timestamp.pem", desk.folder / "old.pem")
    desk.repository.rotate(("timestamp",))
    shutil.copyfile(desk.folder / "old.pem", keys / "timestamp.pem")
    with pytest.raises(PublishError, match=r"timestamp .* counts no longer"):
        desk.repository.refresh()


def test_a_rotation_that_was_cut_off_goes_on(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    """The power fails once the root is written and before what it speaks of is signed anew."""
    terminal = Terminal(desk.folder / "data", desk)
    terminal.sync()

    def cut(*_given: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patched:
        patched.setattr(desk.repository._signing, "announce", cut)
        with pytest.raises(KeyboardInterrupt):
            desk.repository.rotate(("timestamp", "snapshot"))
    with pytest.raises(PublishError, match=r"counts no longer; sign it anew with `kiosk publish refresh"):
        desk.publish()
    desk.repository.refresh()
    desk.add("Divi")
    assert terminal.sync() == UPDATED


def forged(desk: Desk, role: str, change: Callable[[Any], None]) -> None:
    """Changes a role's metadata as somebody may who can write where it is published, and signs with a key of his own."""
    files = desk.folder / "repo" / "metadata"
    path = max(files.glob(f"*{role}.json"), key=lambda path: path.stat().st_mtime_ns)
    metadata: Metadata[Any] = Metadata.from_file(str(path))
    change(metadata.signed)
    metadata.sign(CryptoSigner.generate_ed25519())
    metadata.to_file(str(path))


def more(targets: Targets) -> None:
    targets.unrecognized_fields["evil"] = True


def wider(root: Root) -> None:
    signer = CryptoSigner.generate_ed25519()
    root.add_key(signer.public_key, "root")
    root.roles["root"].threshold = 1


@pytest.mark.parametrize(
    ("role", "change"),
    [("town", more), ("targets", more), ("snapshot", more), ("timestamp", more), ("1.root", wider)],
)
def test_the_desk_does_not_sign_what_others_have_written(desk: Desk, role: str, change: Callable[[Any], None]) -> None:
    """A repository that was brought back from its place carries what somebody may have put there."""
    forged(desk, role, change)
    with pytest.raises(PublishError, match=r"not what this city has signed|of another repository"):
        desk.add("Divi")


def test_with_stolen_online_keys_nothing_of_a_citys_gets_to_the_desk(desk: Desk) -> None:
    """Snapshot and timestamp name the thief's list by its hash, and count; the city has not signed it."""
    files, keys = desk.repository.metadata, desk.repository.keys
    town, snapshot, timestamp = files.current("town", Targets), files.current("snapshot", Snapshot), files.timestamp()
    more(town.signed)
    town.sign(CryptoSigner.generate_ed25519())
    data = files.write(town, "town")
    snapshot.signed.meta["town.json"] = MetaFile.from_data(town.signed.version, data, ["sha256"])
    snapshot.sign(keys.load("snapshot"))
    data = files.write(snapshot, "snapshot")
    timestamp.signed.snapshot_meta = MetaFile.from_data(snapshot.signed.version, data, ["sha256"])
    timestamp.sign(keys.load("timestamp"))
    files.write(timestamp, "timestamp")
    with pytest.raises(PublishError, match=r"town\.json is not what this city has signed"):
        desk.add("Divi")


@pytest.mark.parametrize("role", ["timestamp", "snapshot", "town"])
def test_a_desk_does_not_count_beyond_what_terminals_take(desk: Desk, role: str) -> None:
    """Whoever held a key has signed the last version that there is; one more would lock the city out for ever."""
    files, keys = desk.repository.metadata, desk.repository.keys
    timestamp, snapshot = files.timestamp(), files.current("snapshot", Snapshot)
    if role == "town":
        desk.repository.publish("town", lambda targets: setattr(targets, "version", COUNTABLE - 1))
    else:
        snapshot.signed.version = COUNTABLE if role == "snapshot" else snapshot.signed.version
        timestamp.signed.version = COUNTABLE if role == "timestamp" else timestamp.signed.version
        snapshot.sign(keys.load("snapshot"))
        data = files.write(snapshot, "snapshot")
        timestamp.signed.snapshot_meta = MetaFile.from_data(snapshot.signed.version, data, ["sha256"])
        timestamp.sign(keys.load("timestamp"))
        files.write(timestamp, "timestamp")
    before = contents(desk.folder / "repo")
    for attempt in (
        lambda: desk.add("Divi"),
        lambda: desk.repository.rotate(("timestamp", "snapshot", "town")),
        lambda: desk.repository.refresh(("root", "town")),
        desk.publish,
    ):
        with pytest.raises(PublishError, match=rf"counted the versions of {role} up to the last that there is; bring"):
            attempt()
        assert contents(desk.folder / "repo") == before


def test_an_older_file_under_a_newer_name_is_not_signed(desk: Desk) -> None:
    desk.add("Divi")
    folder = desk.folder / "repo" / "metadata"
    shutil.copyfile(desk.folder / "site" / "metadata" / "2.town.json", folder / "3.town.json")
    with pytest.raises(PublishError, match=r"3\.town\.json is not what this city has signed"):
        desk.add("Trīs")


def test_a_whole_other_repository_does_not_pass_for_ours(tmp_path: Path, desk: Desk) -> None:
    other = Desk(tmp_path / "other")
    shutil.rmtree(desk.folder / "repo" / "metadata")
    shutil.copytree(other.folder / "repo" / "metadata", desk.folder / "repo" / "metadata")
    with pytest.raises(PublishError, match=r"root\.json is of another repository"):
        desk.repository.refresh()
    (desk.folder / "repo" / "root.json").unlink()
    with pytest.raises(PublishError, match=r"bring the root\.json"):
        desk.repository.refresh()


def test_lists_and_rows_are_checked_before_they_are_published_again(desk: Desk) -> None:
    desk.add("Divi", publish=False)
    first, _second = releases.published(desk.repository, "town")
    blob = desk.folder / "repo" / first.release.editions[0].snapshot.path
    good = blob.read_bytes()
    blob.write_bytes(good[:-1] + bytes([good[-1] ^ 1]))
    with pytest.raises(PublishError, match="not the file that was signed"):
        releases.withdraw(desk.repository, "town", 2)
    blob.write_bytes(good)
    (listed,) = (desk.folder / "repo" / "targets" / "town" / "1").iterdir()
    text = listed.read_text()
    listed.write_text(text.replace('"version": 1', '"version": 7'))
    with pytest.raises(PublishError, match="not the file that was signed"):
        desk.add("Trīs")


def test_a_clock_that_was_ahead_once_does_not_lock_the_city_out(desk: Desk) -> None:
    terminal = Terminal(desk.folder / "data", desk)
    desk.late = timedelta(days=365 * 60)
    desk.repository.refresh(("town", "targets", "root", "snapshot"))
    desk.late = timedelta()
    with pytest.raises(PublishError, match=r"refresh --clock-was-wrong"):
        desk.add("Divi")
    desk.repository.refresh(clock_was_wrong=True)
    assert max(role.expires for role in desk.repository.standing()) < desk.now() + timedelta(days=1096)
    desk.add("Divi")
    assert terminal.sync() == UPDATED
    desk.late = timedelta(days=-10)
    with pytest.raises(PublishError, match="set the clock"):
        desk.add("Trīs")


def test_two_desks_do_not_sign_at_once(desk: Desk) -> None:
    turn = os.open(desk.folder / "repo", os.O_RDONLY)
    fcntl.flock(turn, fcntl.LOCK_EX)
    for work in (
        desk.repository.refresh,
        lambda: releases.add(desk.repository, (desk.pack("Divi"),)),
        lambda: releases.prune(desk.repository, 1),
        lambda: releases.withdraw(desk.repository, "town", 1),
        lambda: desk.repository.rotate(("town",)),
        lambda: desk.repository.add_city("village"),
        desk.publish,
    ):
        with pytest.raises(PublishError, match="another `kiosk publish` is at work"):
            work()
    os.close(turn)
    assert desk.add("Divi").version == 2


def test_what_a_killed_desk_left_is_cleared_away(desk: Desk) -> None:
    left = desk.folder / "repo" / ".adding-x1y2"
    left.mkdir()
    (left / "own-0.pack").write_bytes(b"x" * 1000)
    desk.repository.refresh()
    assert not left.exists()


def test_a_beginning_that_breaks_off_leaves_nothing(tmp_path: Path) -> None:
    def asked(kind: str, _new: bool) -> str:
        if kind == "city":
            message = "no passphrase"
            raise PublishError(message)
        return kind

    repository = Repository(tmp_path / "repo", Keys(tmp_path / "repo", asked, cost=16))
    with pytest.raises(PublishError, match="no passphrase"):
        repository.create(("town",))
    assert not list(tmp_path.iterdir())


def test_a_full_disk_is_said_in_one_sentence(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_given: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("kiosk.publishing.editions.shutil.copyfile", full)
    with pytest.raises(PublishError, match="No space left on device; check that it can be written and has room"):
        desk.add("Divi")


def test_a_link_beside_does_not_put_keys_into_the_repository(tmp_path: Path) -> None:
    (tmp_path / "a").mkdir()
    keys = Keys(tmp_path / "a" / ".." / "a" / "..", lambda kind, _new: kind)
    assert keys.folder == tmp_path.with_name(f"{tmp_path.name}.keys")


def test_a_key_is_at_no_moment_for_others_to_read(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    modes = []
    real = os.replace

    def seen(source: str, target: str) -> None:
        modes.append(os.stat(source).st_mode & 0o777)  # noqa: PTH116 - as the call gives it
        real(source, target)

    monkeypatch.setattr(os, "replace", seen)
    desk.repository.keys.make("city-village")
    assert modes == [0o600]


def test_a_refresh_is_all_that_a_quiet_day_needs(desk: Desk) -> None:
    terminal = Terminal(desk.folder / "data", desk)
    terminal.sync()
    before = contents(desk.folder / "repo" / "metadata")
    desk.repository.refresh()
    after = contents(desk.folder / "repo" / "metadata")
    assert [name for name in after if before.get(name) != after[name]] == ["timestamp.json"]
    assert json.loads(after["timestamp.json"])["signed"]["version"] == 3
    desk.publish()
    assert terminal.sync() == CURRENT


def test_a_root_that_the_one_before_has_not_signed_does_not_count(desk: Desk) -> None:
    """The root.json that somebody kept is the first one; what follows it came back from the place."""
    repo = desk.folder / "repo"
    desk.repository.rotate(("root",))
    shutil.copyfile(repo / "metadata" / "1.root.json", repo / "root.json")
    desk.repository.refresh()
    forged(desk, "2.root", wider)
    with pytest.raises(PublishError, match=r"2\.root\.json is not what this city has signed"):
        desk.repository.refresh()
