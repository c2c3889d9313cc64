"""A terminal follows its city: wholly there or not at all, and never back."""

from __future__ import annotations

import fcntl
import os
import shutil
import sqlite3
from contextlib import closing
from typing import TYPE_CHECKING

import pytest

from kiosk.errors import PackError, SyncError, TransportError
from kiosk.packs.release import Release, decode, encode
from kiosk.packs.slots import Slots
from kiosk.packs.state import State
from kiosk.publishing import releases
from kiosk.sync.client import CURRENT, NEEDS_SOFTWARE, UPDATED, bucket
from kiosk.sync.trust import Sight, Trust
from kiosk.transport.line import Line, Throttle
from tests.helpers import servers
from tests.helpers.cities import Desk, Terminal, quiet_now, services
from tests.helpers.packs import town

if TYPE_CHECKING:
    from http.server import BaseHTTPRequestHandler
    from pathlib import Path

    from tuf.api.metadata import Targets


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    made = Desk(tmp_path / "desk")
    made.add("Viens")
    return made


@pytest.fixture
def terminal(tmp_path: Path, desk: Desk) -> Terminal:
    return Terminal(tmp_path / "data", desk)


def by(terminal: Terminal) -> list[object]:
    return [event.facts["by"] for event in terminal.events if event.name == UPDATED]


def test_the_first_pack_is_a_snapshot_and_the_next_a_delta(desk: Desk, terminal: Terminal) -> None:
    assert terminal.sync() == UPDATED
    assert terminal.shown() == ("Viens",)
    assert terminal.manifest().version == 1
    assert terminal.sync() == CURRENT
    desk.add("Divi")
    assert terminal.sync() == UPDATED
    assert terminal.shown() == ("Divi",)
    assert by(terminal) == ["snapshot", "delta"]
    assert not list((terminal.data / "sync").glob("*.part"))
    assert not list((terminal.data / "sync").glob("tuf-*"))


def test_an_index_comes_with_every_pack(desk: Desk, terminal: Terminal) -> None:
    for name in ("Viens", "Divi"):
        desk.add(name)
        terminal.sync()
        assert terminal.finds(name) == (name,)


def test_who_has_missed_many_versions_takes_the_snapshot(desk: Desk, terminal: Terminal) -> None:
    terminal.sync()
    for name in ("2", "3", "4"):
        desk.add(name, publish=False)
    desk.publish()
    terminal.sync()
    assert by(terminal) == ["snapshot", "snapshot"]
    assert terminal.shown() == ("4",)


def test_a_delta_on_a_damaged_base_gives_way_to_the_snapshot(desk: Desk, terminal: Terminal) -> None:
    terminal.sync()
    slot = Slots(terminal.data).active()
    assert slot is not None
    with closing(slot), closing(sqlite3.connect(slot.path / "pack.db")) as connection:
        connection.execute("UPDATE text SET value = 'bojāts' WHERE lang = 'en'")
        connection.commit()
    desk.add("Divi")
    assert terminal.sync() == UPDATED
    assert terminal.said()[-2:] == ["fallback", "updated"]
    assert terminal.shown() == ("Divi",)


def test_a_delta_that_is_missing_gives_way_to_the_snapshot(desk: Desk, terminal: Terminal) -> None:
    terminal.sync()
    added = desk.add("Divi")
    (delta,) = added.release.editions[0].deltas
    (desk.site / delta.path).unlink()
    assert terminal.sync() == UPDATED
    assert by(terminal) == ["snapshot", "snapshot"]


def test_an_active_slot_that_is_lost_is_fetched_again(terminal: Terminal) -> None:
    terminal.sync()
    shutil.rmtree(terminal.data / "slots")
    assert terminal.sync() == UPDATED
    assert terminal.shown() == ("Viens",)


def test_a_lost_slot_comes_back_though_its_version_goes_no_further(desk: Desk, terminal: Terminal) -> None:
    terminal.sync()
    releases.roll_out(desk.repository, "town", 1, 0)
    desk.publish()
    assert terminal.sync() == CURRENT
    shutil.rmtree(terminal.data / "slots")
    assert terminal.sync() == UPDATED
    assert terminal.shown() == ("Viens",)


def test_a_visit_outlasts_two_updates(desk: Desk, terminal: Terminal) -> None:
    """What a screen holds is never written, and the screen still reads it."""
    terminal.sync()
    held = Slots(terminal.data).active()
    assert held is not None
    before = {path.name: path.read_bytes() for path in held.path.iterdir()}
    for name in ("Divi", "Trīs"):
        desk.add(name)
        assert terminal.sync() == UPDATED
    assert {path.name: path.read_bytes() for path in held.path.iterdir()} == before
    assert services(held.path / "pack.db") == ("Viens",)
    assert terminal.shown() == ("Trīs",)
    held.close()
    desk.add("Četri")
    terminal.sync()
    assert not held.path.exists()


def test_going_back_lasts_until_something_newer_comes(desk: Desk, terminal: Terminal) -> None:
    terminal.sync()
    desk.add("Divi")
    terminal.sync()
    slots = Slots(terminal.data)
    slots.revert()
    assert terminal.shown() == ("Viens",)
    assert terminal.sync() == CURRENT
    assert terminal.shown() == ("Viens",)
    slots.revert()
    assert terminal.shown() == ("Divi",)
    slots.revert()
    desk.add("Trīs")
    assert terminal.sync() == UPDATED
    assert terminal.shown() == ("Trīs",)


def test_there_is_nothing_to_go_back_to_at_first(terminal: Terminal) -> None:
    terminal.sync()
    with pytest.raises(PackError, match="no pack before this one"):
        Slots(terminal.data).revert()


def test_a_share_of_the_terminals_goes_first(tmp_path: Path, desk: Desk) -> None:
    terminals = [Terminal(tmp_path / f"data-{number}", desk) for number in range(12)]
    for terminal in terminals:
        terminal.sync()
    desk.add("Divi", percent=40)
    chosen = [bucket(terminal.enrolment.terminal) < 40 for terminal in terminals]
    assert [terminal.sync() == UPDATED for terminal in terminals] == chosen
    releases.roll_out(desk.repository, "town", 2, 100)
    desk.publish()
    for terminal in terminals:
        terminal.sync()
        assert terminal.shown() == ("Divi",)


def test_buckets_are_even() -> None:
    counts = [0] * 100
    for number in range(20_000):
        counts[bucket(f"terminal-{number}")] += 1
    assert 130 < min(counts) <= max(counts) < 270


def test_a_takedown_brings_the_content_before_under_a_new_version(desk: Desk, terminal: Terminal) -> None:
    terminal.sync()
    desk.add("Aplams")
    terminal.sync()
    made = releases.withdraw(desk.repository, "town", 2)
    assert made is not None
    assert made.urgent
    desk.publish()
    assert terminal.sync() == UPDATED
    assert terminal.shown() == ("Viens",)
    assert terminal.manifest().version == 3


def test_in_quiet_hours_nothing_is_asked_for_neither_lists_nor_packs(desk: Desk, terminal: Terminal) -> None:
    """By name: what is asked of the origin is seen by the one who answers."""
    asked: list[str] = []

    def answered(request: BaseHTTPRequestHandler) -> servers.Said:
        asked.append(request.path.strip("/"))
        file = desk.site / asked[-1]
        return (200, {}, file.read_bytes(), None) if file.is_file() else (404, {}, b"", None)

    with servers.answering(answered) as port:
        address = f"http://127.0.0.1:{port}"
        with pytest.raises(TransportError, match="quiet hours"):
            terminal.sync(address, Line(quiet=quiet_now()))
        assert asked == []
        assert terminal.sync(address) == UPDATED
    assert asked


def resigned(desk: Desk, change: str) -> None:
    """Replaces the newest release by one that a newer publisher made."""

    def edit(targets: Targets) -> None:
        path = max(targets.targets)
        target = targets.targets[path]
        from tuf.api.metadata import TargetFile

        from kiosk.publishing.delegation import stored_path

        release = decode((desk.folder / "repo" / stored_path(path, target)).read_bytes(), path)
        (edition,) = release.editions
        newer = type(edition)(
            **{name: getattr(edition, name) for name in edition.__struct_fields__} | {"format": (2, 0)}
        )
        editions = (newer,) if change == "only newer" else (newer, edition)
        data = encode(Release(city=release.city, version=release.version, editions=editions))
        made = TargetFile.from_data(path, data, ["sha256"])
        (desk.folder / "repo" / stored_path(path, made)).write_bytes(data)
        targets.targets[path] = made

    desk.repository.publish("town", edit)
    desk.publish()


def test_a_terminal_that_is_too_old_keeps_its_own_and_says_so(desk: Desk, terminal: Terminal) -> None:
    terminal.sync()
    desk.add("Divi", publish=False)
    resigned(desk, "only newer")
    assert terminal.sync() == NEEDS_SOFTWARE
    assert terminal.shown() == ("Viens",)
    desk.add("Trīs", publish=False)
    resigned(desk, "both")
    assert terminal.sync() == UPDATED
    assert terminal.shown() == ("Trīs",)


def test_only_one_sync_is_at_work(terminal: Terminal) -> None:
    terminal.sync()
    turn = os.open(terminal.data / "sync", os.O_RDONLY)
    fcntl.flock(turn, fcntl.LOCK_EX)
    with pytest.raises(SyncError, match="another kiosk sync"):
        terminal.sync()
    os.close(turn)
    assert terminal.sync() == CURRENT


def test_a_stick_brings_what_the_line_does_not(tmp_path: Path, desk: Desk) -> None:
    terminal = Terminal(tmp_path / "data", desk, "http://127.0.0.1:9/")
    stick = shutil.copytree(desk.site, tmp_path / "stick")
    assert terminal.sync(stick.as_uri()) == UPDATED
    shutil.rmtree(stick)
    with pytest.raises(TransportError, match="stick or the share"):
        terminal.sync(stick.as_uri())
    assert terminal.shown() == ("Viens",)


def test_a_terminal_without_a_city_says_what_to_do(tmp_path: Path, desk: Desk) -> None:
    terminal = Terminal(tmp_path / "data", desk)
    State(terminal.data)._file.unlink()
    with pytest.raises(SyncError, match="kiosk enrol"):
        terminal.sync()


def test_an_enrolled_terminal_takes_no_other_pack(tmp_path: Path, terminal: Terminal) -> None:
    with pytest.raises(PackError, match="only from `kiosk sync`"):
        Slots(terminal.data).install(town(tmp_path / "other.pack"), trusted=False)


def test_a_demonstration_ends_when_the_terminal_gets_a_city(tmp_path: Path, desk: Desk) -> None:
    Slots(tmp_path / "data").install(town(tmp_path / "demo.pack", "Demonstrācija"), trusted=False)
    terminal = Terminal(tmp_path / "data", desk)
    assert Slots(terminal.data).active_name() is None
    terminal.sync()
    assert terminal.shown() == ("Viens",)


def test_a_stopped_download_goes_on(desk: Desk, terminal: Terminal) -> None:
    snapshot = releases.published(desk.repository, "town")[0].release.editions[0].snapshot
    whole = (desk.site / snapshot.path).read_bytes()
    part = terminal.data / "sync" / f"{snapshot.sha256}.part"
    part.parent.mkdir()
    for left in (whole[:100], whole, b"\0" * len(whole), b"\0" * 40, whole + b"more"):
        part.write_bytes(left)
        shutil.rmtree(terminal.data / "slots", ignore_errors=True)
        assert terminal.sync() == UPDATED, left[:3]
        assert terminal.shown() == ("Viens",)


def test_what_was_given_up_leaves_no_fragment(desk: Desk, terminal: Terminal) -> None:
    left = terminal.data / "sync" / f"{'0' * 64}.part"
    left.parent.mkdir()
    left.write_bytes(b"of a version that never came to its end")
    snapshot = releases.published(desk.repository, "town")[0].release.editions[0].snapshot
    (desk.site / snapshot.path).rename(desk.folder / "away")
    with pytest.raises(TransportError):
        terminal.sync()
    assert not left.exists()


def test_a_look_does_not_undo_that_somebody_went_back(desk: Desk, terminal: Terminal) -> None:
    """The look began before, and writes what it has seen after."""
    terminal.sync()
    desk.add("Divi")
    terminal.sync()
    state = State(terminal.data)
    seen = state.mark()
    Slots(terminal.data).revert()
    state.reach(seen)
    assert state.mark().reverted
    assert terminal.sync() == CURRENT
    assert terminal.shown() == ("Viens",)


def test_who_goes_back_while_a_look_is_under_way_is_not_undone(
    desk: Desk, terminal: Terminal, monkeypatch: pytest.MonkeyPatch
) -> None:
    terminal.sync()
    desk.add("Divi")
    terminal.sync()
    look = Trust.look

    def meanwhile(trust: Trust, city: str) -> Sight:
        sight = look(trust, city)
        Slots(terminal.data).revert()
        return sight

    monkeypatch.setattr(Trust, "look", meanwhile)
    assert terminal.sync() == CURRENT
    assert terminal.shown() == ("Viens",)
    assert State(terminal.data).mark().reverted


def test_what_is_damaged_is_not_gone_back_to(desk: Desk, terminal: Terminal) -> None:
    terminal.sync()
    first = Slots(terminal.data).active_name()
    desk.add("Divi")
    terminal.sync()
    with closing(sqlite3.connect(terminal.data / "slots" / str(first) / "pack.db")) as connection:
        connection.execute("UPDATE text SET value = 'bojāts' WHERE lang = 'en'")
        connection.commit()
    with pytest.raises(PackError, match="damaged"):
        Slots(terminal.data).revert()
    assert terminal.shown() == ("Divi",)


def test_a_damaged_slot_that_a_screen_holds_says_what_to_do_on_a_citys_terminal(terminal: Terminal) -> None:
    terminal.sync()
    held = Slots(terminal.data).active()
    assert held is not None
    with closing(held):
        (held.path / "pack.db").unlink()
        with pytest.raises(PackError, match=r"a screen shows it; restart the screen, then run `kiosk sync`$"):
            terminal.sync()
    assert terminal.sync() == UPDATED
    assert terminal.shown() == ("Viens",)


def test_a_slot_that_was_left_is_looked_at_before_it_is_shown_again(terminal: Terminal) -> None:
    """The state is lost, as when a disk is mended; the slot is there, and damaged."""
    terminal.sync()
    slots = Slots(terminal.data)
    with closing(sqlite3.connect(terminal.data / "slots" / str(slots.active_name()) / "pack.db")) as connection:
        connection.execute("UPDATE text SET value = 'bojāts' WHERE lang = 'en'")
        connection.commit()
    with closing(sqlite3.connect(terminal.data / "state.db")) as connection:
        connection.execute("DELETE FROM active")
        connection.commit()
    assert terminal.sync() == UPDATED
    assert terminal.shown() == ("Viens",)


@pytest.mark.parametrize("urgent", [False, True])
def test_a_takedown_does_not_wait_for_bandwidth(
    desk: Desk, terminal: Terminal, monkeypatch: pytest.MonkeyPatch, *, urgent: bool
) -> None:
    counted: list[int] = []
    monkeypatch.setattr(Throttle, "took", lambda _throttle, length: counted.append(length))
    desk.add("Aplams")
    if urgent:
        releases.withdraw(desk.repository, "town", 2)
        desk.publish()
    newest = releases.published(desk.repository, "town")[-1]
    assert newest.urgent == urgent
    assert terminal.sync(line=Line(limit=1)) == UPDATED
    assert (newest.release.editions[0].snapshot.length in counted) != urgent
    assert sum(counted) > 1000


@pytest.mark.parametrize("file", ["pack.json", "pack.db", "index.db"])
@pytest.mark.parametrize("damage", [b"", b"{", None], ids=["empty", "other", "gone"])
def test_an_active_slot_that_is_damaged_on_the_disk_is_mended(
    terminal: Terminal, file: str, damage: bytes | None
) -> None:
    terminal.sync()
    path = terminal.data / "slots" / str(Slots(terminal.data).active_name()) / file
    path.unlink() if damage is None else path.write_bytes(damage)
    terminal.tried()
    assert terminal.shown() == ("Viens",)
    assert terminal.finds("Viens") == ("Viens",)
