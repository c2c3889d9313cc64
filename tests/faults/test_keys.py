"""What somebody can do with stolen keys, and how a city goes on with new ones."""

from __future__ import annotations

import json
import shutil
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import msgspec
import pytest
from tuf.api.metadata import Metadata, MetaFile, Snapshot, TargetFile, Targets, Timestamp

from kiosk.errors import PackError
from kiosk.packs.release import LARGEST, Blob, Release, encode
from kiosk.packs.slots import Slots
from kiosk.packs.state import State
from kiosk.publishing import releases
from kiosk.publishing.delegation import stored_path
from kiosk.publishing.repository import HIGHEST
from kiosk.sync.client import CURRENT, UPDATED
from tests.helpers.cities import Desk, Terminal

if TYPE_CHECKING:
    from pathlib import Path

METADATA = "metadata"
NEVER_SET = datetime(1971, 1, 1, tzinfo=UTC)

pytestmark = pytest.mark.usefixtures("attack")


def stolen(desk: Desk) -> tuple[Metadata[Timestamp], Metadata[Snapshot]]:
    """What somebody with the two online keys starts from."""
    return desk.repository.metadata.timestamp(), desk.repository.metadata.current("snapshot", Snapshot)


def forge(desk: Desk, timestamp: Metadata[Timestamp], snapshot: Metadata[Snapshot], folder: Path) -> None:
    """Signs snapshot and timestamp with the stolen keys, each one version on."""
    for name, metadata in (("snapshot", snapshot), ("timestamp", timestamp)):
        metadata.signed.version += 1
        if name == "timestamp":
            data = snapshot.to_bytes()
            timestamp.signed.snapshot_meta = MetaFile(snapshot.signed.version, len(data))
        metadata.sign(desk.repository.keys.load(name))
    (folder / METADATA / f"{snapshot.signed.version}.snapshot.json").write_bytes(snapshot.to_bytes())
    (folder / METADATA / "timestamp.json").write_bytes(timestamp.to_bytes())


def test_stolen_online_keys_cannot_bring_content_or_take_it_back(desk: Desk, terminal: Terminal) -> None:
    old = desk.kept("old")
    desk.add("Divi")
    terminal.sync()
    timestamp, snapshot = stolen(desk)
    before = json.loads((old / METADATA / "timestamp.json").read_bytes())["signed"]["meta"]["snapshot.json"]["version"]
    older = Metadata[Snapshot].from_file(str(old / METADATA / f"{before}.snapshot.json"))
    snapshot.signed.meta = dict(older.signed.meta)
    evil = shutil.copytree(old, desk.folder / "evil")
    forge(desk, timestamp, snapshot, evil)
    terminal.refuses("do not hold|older", evil.as_uri())


def test_new_online_keys_that_are_stolen_too_do_not_take_a_city_back(desk: Desk, terminal: Terminal) -> None:
    """tuf's client drops what the keys before had signed, and with it what it knew of the city; the mark knows it still."""
    older = desk.repository.metadata.current("snapshot", Snapshot).signed.meta["town.json"]
    desk.add("Divi")
    terminal.sync()
    desk.repository.rotate(("timestamp", "snapshot"))
    desk.publish()
    timestamp, snapshot = stolen(desk)
    snapshot.signed.meta["town.json"] = older
    evil = shutil.copytree(desk.site, desk.folder / "evil")
    forge(desk, timestamp, snapshot, evil)
    terminal.refuses(r"an older town \(2\) than this terminal has seen \(3\)", evil.as_uri())
    assert terminal.sync() == CURRENT


def test_after_a_theft_the_city_goes_on_with_new_keys(desk: Desk, terminal: Terminal) -> None:
    """The thief has counted up the versions, so that nothing of the city's would look newer."""
    timestamp, snapshot = stolen(desk)
    timestamp.signed.version += 1000
    snapshot.signed.version += 1000
    evil = shutil.copytree(desk.site, desk.folder / "evil")
    forge(desk, timestamp, snapshot, evil)
    assert terminal.sync(evil.as_uri()) == CURRENT
    desk.add("Divi")
    terminal.refuses("do not hold|older")
    desk.repository.rotate(("timestamp",))
    desk.repository.rotate(("snapshot",))
    desk.publish()
    assert terminal.sync() == UPDATED
    assert terminal.shown() == ("Divi",)
    terminal.refuses("do not hold|older", evil.as_uri())


def robbed(desk: Desk, version: int) -> Desk:
    """Where somebody publishes who holds the city's key and the online ones; version: the number that he goes on from."""
    thief = Desk(shutil.copytree(desk.folder, desk.folder.with_name("thief")))
    thief.repository.publish("town", lambda targets: targets.unrecognized_fields.update({HIGHEST: version - 1}))
    thief.add("Viltots")
    return thief


@pytest.mark.parametrize("version", [2, 9_999_999_999], ids=["the next", "the last"])
@pytest.mark.parametrize("newer", [False, True], ids=["at once", "with a version"])
def test_what_a_thief_published_with_the_citys_key_goes_with_that_key(
    desk: Desk, terminal: Terminal, version: int, *, newer: bool
) -> None:
    """Whatever number he gave to his pack, also the one that the city's next has."""
    assert terminal.sync(robbed(desk, version).url) == UPDATED
    assert terminal.shown() == ("Viltots",)
    desk.repository.rotate(("timestamp", "snapshot"))
    desk.repository.rotate(("town",))
    if newer:
        desk.add("Divi")
    desk.publish()
    assert terminal.sync() == UPDATED
    assert terminal.shown() == (("Divi",) if newer else ("Viens",))
    with pytest.raises(PackError, match="no pack before this one"):
        Slots(terminal.data).revert()
    desk.add("Trīs")
    assert terminal.sync() == UPDATED
    assert terminal.shown() == ("Trīs",)


def test_a_new_key_of_the_city_is_heard_of_also_when_the_line_breaks_before_the_pack(
    desk: Desk, terminal: Terminal
) -> None:
    assert terminal.sync(robbed(desk, 2).url) == UPDATED
    desk.repository.rotate(("timestamp", "snapshot"))
    desk.repository.rotate(("town",))
    added = desk.add("Divi")
    away = [desk.site / blob.path for blob in added.release.editions[0].blobs()]
    for path in away:
        path.rename(path.with_suffix(".away"))
    terminal.refuses("is not there")
    for path in away:
        path.with_suffix(".away").rename(path)
    assert terminal.sync() == UPDATED
    assert terminal.shown() == ("Divi",)


def test_a_new_key_of_the_city_costs_no_terminal_a_pack(desk: Desk, terminal: Terminal) -> None:
    before = terminal.manifest()
    desk.repository.rotate(("town",))
    desk.publish()
    assert terminal.sync() == UPDATED
    assert terminal.manifest() == before
    assert (terminal.events[-1].facts["by"], terminal.events[-1].facts["bytes"]) == ("slot", 0)
    assert terminal.sync() == CURRENT


def test_under_a_new_key_a_terminal_keeps_what_goes_no_further(desk: Desk, terminal: Terminal) -> None:
    """Who has a version that was stopped keeps it, whatever key the city has."""
    desk.add("Divi")
    assert terminal.sync() == UPDATED
    releases.roll_out(desk.repository, "town", 2, 0)
    desk.repository.rotate(("town",))
    desk.publish()
    assert terminal.sync() == UPDATED
    assert terminal.shown() == ("Divi",)
    assert (terminal.events[-1].facts["by"], terminal.events[-1].facts["bytes"]) == ("slot", 0)
    assert terminal.sync() == CURRENT


def test_under_a_new_key_a_lost_slot_comes_back_also_where_it_goes_no_further(desk: Desk, terminal: Terminal) -> None:
    releases.roll_out(desk.repository, "town", 1, 0)
    desk.repository.rotate(("town",))
    desk.publish()
    assert terminal.sync() == UPDATED
    shutil.rmtree(terminal.data / "slots")
    assert terminal.sync() == UPDATED
    assert terminal.shown() == ("Viens",)


def test_a_thiefs_pack_is_no_reason_to_take_the_citys_of_that_number(desk: Desk, terminal: Terminal) -> None:
    """What is shown counts under a new key only where the city has signed that very pack."""
    assert terminal.sync(robbed(desk, 2).url) == UPDATED
    desk.add("Divi", percent=0)
    desk.repository.rotate(("timestamp", "snapshot"))
    desk.repository.rotate(("town",))
    desk.publish()
    assert terminal.sync() == UPDATED
    assert terminal.shown() == ("Viens",)


@pytest.mark.parametrize("issued", ["x", None, -5, 10**30, 10**12, True, [1]])
def test_a_time_that_a_thief_has_signed_bricks_no_terminal(desk: Desk, terminal: Terminal, issued: object) -> None:
    timestamp, snapshot = stolen(desk)
    timestamp.signed.unrecognized_fields["kiosk-issued"] = issued
    evil = shutil.copytree(desk.site, desk.folder / "evil")
    forge(desk, timestamp, snapshot, evil)
    assert terminal.sync(evil.as_uri(), now=lambda: NEVER_SET) == CURRENT
    desk.repository.rotate(("timestamp", "snapshot"))
    desk.add("Divi")
    assert terminal.sync(now=lambda: NEVER_SET) == UPDATED


def test_versions_beyond_all_numbers_are_refused(desk: Desk, terminal: Terminal) -> None:
    """What the mark could not hold would end each sync in a bug."""
    timestamp, snapshot = stolen(desk)
    timestamp.signed.version = snapshot.signed.version = 1 << 64
    evil = shutil.copytree(desk.site, desk.folder / "evil")
    forge(desk, timestamp, snapshot, evil)
    terminal.refuses("nobody can count to", evil.as_uri())
    assert terminal.sync() == CURRENT


def test_a_city_cannot_sign_for_another(desk: Desk, terminal: Terminal) -> None:
    """Its role may say what it wants: the delegation covers its own paths alone."""
    path = "town/9/pack.json"
    data = (desk.folder / "repo" / "root.json").read_bytes()

    def edit(targets: Targets) -> None:
        targets.targets[path] = TargetFile.from_data(path, data, ["sha256"])

    desk.repository.publish("village", edit)
    site = desk.repository.folder
    other = Terminal(terminal.data.parent / "other", desk, city="village")
    assert other.sync(site.as_uri()) == CURRENT
    assert other.events[-1].facts["version"] == 0
    assert terminal.sync(site.as_uri()) == CURRENT


def listed(desk: Desk, version: int, release: Release, more: bytes = b"") -> None:
    """Has the city sign a list for a version that is not what `kiosk publish add` would have made."""
    path, data = f"town/{version}/pack.json", encode(release) + more
    target = TargetFile.from_data(path, data, ["sha256"])
    file = desk.repository.folder / stored_path(path, target)
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(data)
    desk.repository.publish("town", lambda targets: targets.targets.update({path: target}))


def test_a_list_is_of_the_city_and_version_that_it_is_signed_for(desk: Desk, terminal: Terminal) -> None:
    (first,) = releases.published(desk.repository, "town")
    for release in (first.release, msgspec.structs.replace(first.release, city="village", version=9)):
        listed(desk, 9, release)
        terminal.refuses("town/9/pack.json is of (town version 1|village version 9)", desk.repository.folder.as_uri())


@pytest.mark.parametrize(
    "change",
    [{"version": 1}, {"id": "village"}, {"content_hash": "0" * 64}, {"format": [9, 0]}],
    ids=["version", "city", "rows", "format"],
)
def test_a_list_does_not_contradict_its_manifest(desk: Desk, terminal: Terminal, change: dict[str, object]) -> None:
    (first,) = releases.published(desk.repository, "town")
    (edition,) = first.release.editions
    said = json.loads(edition.manifest) | {"version": 9} | change
    altered = msgspec.structs.replace(edition, manifest=json.dumps(said))
    listed(desk, 9, Release(city="town", version=9, editions=(altered,)))
    terminal.refuses("contradicts itself|update the kiosk", desk.repository.folder.as_uri())


def test_a_version_that_has_no_room_is_not_begun(desk: Desk, terminal: Terminal) -> None:
    """A city's key can sign for lengths that no disk has; who fetches until it is full leaves no room for a visitor's letter."""
    (first,) = releases.published(desk.repository, "town")
    (edition,) = first.release.editions
    said = json.dumps(json.loads(edition.manifest) | {"version": 9, "content_hash": "9" * 64})
    endless = tuple(Blob(sha256=f"{number:064x}", length=1 << 34) for number in range(200))
    altered = msgspec.structs.replace(edition, manifest=said, content_hash="9" * 64, media=endless)
    listed(desk, 9, Release(city="town", version=9, editions=(altered,)))
    terminal.refuses(r"takes 6,\d{3},\d{3}\.\d MB, and .* MB are free; make room", desk.repository.folder.as_uri())
    assert not list((terminal.data / "sync").glob("*.part"))


def test_a_list_without_end_is_not_read(desk: Desk, terminal: Terminal) -> None:
    (first,) = releases.published(desk.repository, "town")
    listed(desk, 9, msgspec.structs.replace(first.release, version=9), b" " * LARGEST)
    terminal.refuses("town/9/pack.json is longer than the list of any version", desk.repository.folder.as_uri())


def test_every_role_can_get_new_keys(desk: Desk, terminal: Terminal) -> None:
    for number, role in enumerate(("root", "targets", "snapshot", "timestamp", "town", "root")):
        desk.repository.rotate((role,))
        desk.add(f"Pēc {role} {number}")
        assert terminal.sync() == UPDATED, role
        assert terminal.shown() == (f"Pēc {role} {number}",)


def test_one_lost_root_key_is_replaced_by_the_other_two(desk: Desk, terminal: Terminal) -> None:
    (desk.repository.keys.folder / "root-2.pem").unlink()
    desk.repository.rotate(("root",), ("root-2",))
    desk.add("Divi")
    assert terminal.sync() == UPDATED


def test_a_terminal_walks_over_many_roots(desk: Desk, terminal: Terminal) -> None:
    for _ in range(5):
        desk.repository.rotate(("root",))
    desk.add("Divi")
    assert terminal.sync() == UPDATED
    assert State(terminal.data).mark().roles["root"].version == 6
