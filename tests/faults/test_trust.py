"""What an attacker may do with an origin, a line, or a key: nothing that a visitor sees."""

from __future__ import annotations

import json
import shutil
import sqlite3
from contextlib import closing
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import msgspec
import pytest
from tuf.api.metadata import Metadata, MetaFile, Snapshot, TargetFile, Targets, Timestamp

from kiosk.errors import KioskError, PublishError, SyncError
from kiosk.packs.release import Release, encode
from kiosk.packs.state import State
from kiosk.publishing import releases
from kiosk.publishing.delegation import stored_path
from kiosk.sync.client import CURRENT, UPDATED
from tests.helpers.cities import Desk, Terminal

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

METADATA = "metadata"


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    made = Desk(tmp_path / "desk", "town", "village")
    made.add("Viens")
    return made


@pytest.fixture
def terminal(tmp_path: Path, desk: Desk) -> Terminal:
    made = Terminal(tmp_path / "data", desk, city="town")
    made.sync()
    return made


@pytest.fixture(autouse=True)
def _row(request: pytest.FixtureRequest, note: Callable[[str, str, int, str], None]) -> Iterator[None]:
    """Each of these is a row of the table; one that fails is not in it, and is seen above it."""
    failed = request.session.testsfailed
    yield
    if request.session.testsfailed == failed:
        what = request.node.name.removeprefix("test_").replace("_", " ")
        note("attack", "a forged, old or foreign origin", 1, what)


def kept(desk: Desk, name: str) -> Path:
    """The origin as it is now, for later."""
    return shutil.copytree(desk.site, desk.folder / name)


def refused(terminal: Terminal, match: str, url: str = "") -> None:
    """A sync changes nothing, says why in one line, and the next one from the true origin goes on."""
    before = terminal.shown()
    with pytest.raises(KioskError, match=match) as caught:
        terminal.sync(url)
    assert "\n" not in str(caught.value)
    assert terminal.shown() == before


def test_an_older_state_is_refused(desk: Desk, terminal: Terminal) -> None:
    old = kept(desk, "old")
    desk.add("Divi")
    terminal.sync()
    refused(terminal, "do not hold|older", old.as_uri())
    assert terminal.sync() == CURRENT


def test_an_older_state_is_refused_by_a_terminal_that_has_only_looked(desk: Desk, terminal: Terminal) -> None:
    """The share of a roll-out that it is not in does not let it be taken back either."""
    old = kept(desk, "old")
    desk.add("Divi", percent=1)
    desk.repository.refresh()
    desk.publish()
    if terminal.sync() == CURRENT:
        assert terminal.shown() == ("Viens",)
    refused(terminal, "do not hold|older", old.as_uri())


def test_the_mark_does_not_need_tufs_files(desk: Desk, terminal: Terminal) -> None:
    """Whatever lies beside `state.db`: tuf's files are made from the mark each time."""
    old = kept(desk, "old")
    desk.add("Divi")
    terminal.sync()
    for path in (terminal.data / "sync").rglob("*"):
        path.write_bytes(b"")
    refused(terminal, "do not hold|older", old.as_uri())


def test_a_frozen_origin_is_noticed(terminal: Terminal) -> None:
    later = datetime.now(UTC) + timedelta(days=20)
    with pytest.raises(SyncError, match="has expired by this clock"):
        terminal.sync(now=lambda: later)
    assert terminal.shown() == ("Viens",)


def test_a_clock_that_was_never_set_cannot_be_used_to_freeze(desk: Desk, terminal: Terminal) -> None:
    """What the city signed since says that time has passed, whatever the clock says."""
    mark = State(terminal.data).mark()
    assert abs(mark.floor - datetime.now(UTC).timestamp()) < 600
    never_set = datetime(1971, 1, 1, tzinfo=UTC)
    assert terminal.sync(now=lambda: never_set) == CURRENT
    frozen = kept(desk, "frozen")
    desk.late = timedelta(days=30)
    desk.add("Divi")
    late = datetime.now(UTC) + timedelta(days=30)
    assert terminal.sync(now=lambda: late) == UPDATED
    refused(terminal, "older|do not hold", frozen.as_uri())
    assert State(terminal.data).mark().floor > datetime.now(UTC).timestamp() + 29 * 86_400
    desk.late = timedelta(days=10)
    with pytest.raises(PublishError, match="set the clock"):
        desk.add("Trīs")
    with pytest.raises(SyncError, match="expired"):
        Terminal(terminal.data.parent / "new", desk, frozen.as_uri(), city="town").sync(now=lambda: late)


def test_a_city_whose_clock_was_wrong_once_does_not_freeze_terminals(desk: Desk, terminal: Terminal) -> None:
    desk.late = timedelta(days=365 * 70)
    desk.add("Divi")
    assert terminal.sync() == UPDATED
    assert State(terminal.data).mark().floor < datetime.now(UTC).timestamp() + 60


NEVER_SET = datetime(1971, 1, 1, tzinfo=UTC)


def test_a_citys_wrong_clock_does_not_stay_with_terminals_whose_own_was_never_set(
    desk: Desk, terminal: Terminal
) -> None:
    desk.late = timedelta(days=365 * 70)
    desk.add("Divi")
    with pytest.raises(SyncError, match="signature on root has expired"):
        terminal.sync(now=lambda: NEVER_SET)
    desk.repository.refresh(("root", "targets", "village"))
    desk.publish()
    assert terminal.sync(now=lambda: NEVER_SET) == UPDATED
    assert State(terminal.data).mark().floor > datetime(2090, 1, 1, tzinfo=UTC).timestamp()
    desk.late = timedelta()
    desk.repository.refresh(clock_was_wrong=True)
    desk.add("Trīs")
    assert terminal.sync(now=lambda: NEVER_SET) == UPDATED
    assert terminal.shown() == ("Trīs",)
    assert State(terminal.data).mark().floor < datetime.now(UTC).timestamp() + 60


def test_a_clock_that_is_months_behind_does_not_lose_the_time_that_has_passed(desk: Desk, terminal: Terminal) -> None:
    before = State(terminal.data).mark().floor
    behind = datetime.now(UTC) - timedelta(days=60)
    assert behind > datetime(2026, 1, 2, tzinfo=UTC)
    assert terminal.sync(now=lambda: behind) == CURRENT
    desk.add("Divi")
    assert terminal.sync(now=lambda: behind) == UPDATED
    assert State(terminal.data).mark().floor == before


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


def test_files_of_two_states_do_not_mix(desk: Desk, terminal: Terminal) -> None:
    old = kept(desk, "old")
    desk.add("Divi")
    for name in ("2.snapshot.json", "2.town.json"):
        mixed = shutil.copytree(desk.site, desk.folder / f"mixed-{name}")
        newest = max((mixed / METADATA).glob(f"*{name[1:]}"))
        oldest = max((old / METADATA).glob(f"*{name[1:]}"))
        newest.write_bytes(oldest.read_bytes())
        refused(terminal, "do not hold", mixed.as_uri())
    assert terminal.sync() == UPDATED


def test_a_bit_that_flips_in_any_file_changes_nothing(desk: Desk, tmp_path: Path) -> None:
    """In every file of the repository, at its beginning, middle and end; a terminal that has nothing, and one that has."""
    fresh = Terminal(tmp_path / "fresh", desk, city="town")
    older = Terminal(tmp_path / "older", desk, city="town")
    older.sync()
    desk.add("Divi")
    (old_delta,) = releases.published(desk.repository, "town")[1].release.editions[0].deltas
    tried = 0
    for path in sorted(path for path in desk.site.rglob("*") if path.is_file()):
        good = path.read_bytes()
        for place in {0, len(good) // 2, len(good) - 1}:
            path.write_bytes(good[:place] + bytes([good[place] ^ 4]) + good[place + 1 :])
            for number, terminal in enumerate((fresh.copy(tmp_path / f"f{tried}"), older.copy(tmp_path / f"o{tried}"))):
                outcome = terminal.tried()
                assert outcome in {"refused", UPDATED}
                if outcome == UPDATED or number:
                    assert terminal.shown() == (("Divi",) if outcome == UPDATED else ("Viens",)), path
            tried += 1
        path.write_bytes(good)
    assert tried > 30
    assert old_delta.length


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
    old = kept(desk, "old")
    desk.add("Divi")
    terminal.sync()
    timestamp, snapshot = stolen(desk)
    before = json.loads((old / METADATA / "timestamp.json").read_bytes())["signed"]["meta"]["snapshot.json"]["version"]
    older = Metadata[Snapshot].from_file(str(old / METADATA / f"{before}.snapshot.json"))
    snapshot.signed.meta = dict(older.signed.meta)
    evil = shutil.copytree(old, desk.folder / "evil")
    forge(desk, timestamp, snapshot, evil)
    refused(terminal, "do not hold|older", evil.as_uri())


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
    refused(terminal, r"an older town \(2\) than this terminal has seen \(3\)", evil.as_uri())
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
    refused(terminal, "do not hold|older")
    desk.repository.rotate(("timestamp",))
    desk.repository.rotate(("snapshot",))
    desk.publish()
    assert terminal.sync() == UPDATED
    assert terminal.shown() == ("Divi",)
    refused(terminal, "do not hold|older", evil.as_uri())


def test_versions_beyond_all_numbers_are_refused(desk: Desk, terminal: Terminal) -> None:
    """What the mark could not hold would end each sync in a bug."""
    timestamp, snapshot = stolen(desk)
    timestamp.signed.version = snapshot.signed.version = 1 << 64
    evil = shutil.copytree(desk.site, desk.folder / "evil")
    forge(desk, timestamp, snapshot, evil)
    refused(terminal, "nobody can count to", evil.as_uri())
    assert terminal.sync() == CURRENT


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


def test_another_citys_origin_is_refused(tmp_path: Path, terminal: Terminal) -> None:
    other = Desk(tmp_path / "elsewhere", "town")
    other.add("Svešs")
    refused(terminal, "do not hold", other.url)


def test_an_origin_of_several_cities_needs_one_to_be_named(tmp_path: Path, desk: Desk) -> None:
    with pytest.raises(SyncError, match="packs of town, village; name one"):
        Terminal(tmp_path / "new", desk).sync()
    with pytest.raises(SyncError, match="packs of town, village"):
        Terminal(tmp_path / "newer", desk, city="metropolis").sync()


def test_a_list_that_is_longer_than_signed_is_not_read(desk: Desk, terminal: Terminal) -> None:
    desk.add("Divi")
    newest = desk.site / METADATA / "timestamp.json"
    newest.write_bytes(newest.read_bytes() + b" " * 1_000_000)
    refused(terminal, "do not hold")


@pytest.mark.parametrize(
    "change",
    [
        "UPDATE mark SET floor = 9223372036854775807",
        "UPDATE role SET data = x'00' WHERE name != 'root'",
        "INSERT INTO role VALUES ('../../evil', 1, 'k', x'41')",
        "UPDATE mark SET version = -5",
    ],
)
def test_an_altered_state_is_survived(desk: Desk, terminal: Terminal, change: str) -> None:
    """Whoever can write there holds the terminal; but he ends in a sentence, and in this folder."""
    beside = {path.name for path in terminal.data.parent.iterdir()}
    with closing(sqlite3.connect(terminal.data / "state.db")) as connection:
        connection.execute(change)
        connection.commit()
    desk.add("Divi")
    assert terminal.tried() in {"refused", UPDATED}
    assert {path.name for path in terminal.data.parent.iterdir()} == beside
    assert not (terminal.data / "evil.json").exists()


def listed(desk: Desk, version: int, release: Release) -> None:
    """Has the city sign a list for a version that is not what `kiosk publish add` would have made."""
    path, data = f"town/{version}/pack.json", encode(release)
    target = TargetFile.from_data(path, data, ["sha256"])
    file = desk.repository.folder / stored_path(path, target)
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(data)
    desk.repository.publish("town", lambda targets: targets.targets.update({path: target}))


def test_a_list_is_of_the_city_and_version_that_it_is_signed_for(desk: Desk, terminal: Terminal) -> None:
    (first,) = releases.published(desk.repository, "town")
    for release in (first.release, msgspec.structs.replace(first.release, city="village", version=9)):
        listed(desk, 9, release)
        refused(terminal, "town/9/pack.json is of (town version 1|village version 9)", desk.repository.folder.as_uri())


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
    refused(terminal, "contradicts itself|update the kiosk", desk.repository.folder.as_uri())
