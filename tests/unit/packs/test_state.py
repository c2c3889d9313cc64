"""`state.db` names the active slot, keeps it, and leaves a newer one alone."""

from __future__ import annotations

import signal
import sqlite3
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from typing import TYPE_CHECKING

import pytest

from kiosk.errors import PackError
from kiosk.packs.state import MIGRATIONS, Active, Enrolment, Mark, Role, State

if TYPE_CHECKING:
    from pathlib import Path


def test_nothing_is_active_at_first_and_asking_writes_nothing(tmp_path: Path) -> None:
    state = State(tmp_path)
    assert state.active() is None
    assert not state.enrolled()
    assert not list(tmp_path.iterdir())


def test_what_was_named_last_is_active(tmp_path: Path) -> None:
    State(tmp_path).activate("one", trusted=False)
    State(tmp_path).activate("two", trusted=True)
    assert State(tmp_path).active() == Active("two", trusted=True)


def test_an_enrolled_terminal_stays_enrolled(tmp_path: Path) -> None:
    State(tmp_path).enrol(Enrolment("town"))
    assert State(tmp_path).enrolled()
    State(tmp_path).activate("one", trusted=True)
    assert State(tmp_path).enrolled()


def test_a_newer_state_is_refused_and_left_untouched(tmp_path: Path) -> None:
    State(tmp_path).activate("one", trusted=True)
    file = tmp_path / "state.db"
    with closing(sqlite3.connect(file)) as connection:
        connection.execute(f"PRAGMA user_version = {len(MIGRATIONS) + 1}")
    before = file.read_bytes()
    for attempt in (
        State(tmp_path).active,
        State(tmp_path).enrolled,
        lambda: State(tmp_path).activate("two", trusted=True),
        lambda: State(tmp_path).enrol(Enrolment("town")),
    ):
        with pytest.raises(PackError, match=r"newer kiosk \(version 3\); update this one") as caught:
            attempt()
        assert "\n" not in str(caught.value)
    assert file.read_bytes() == before
    assert [path.name for path in tmp_path.iterdir()] == ["state.db"]


def test_an_empty_file_left_by_a_power_cut_is_a_fresh_start(tmp_path: Path) -> None:
    (tmp_path / "state.db").touch()
    assert State(tmp_path).active() is None
    State(tmp_path).activate("one", trusted=False)
    assert State(tmp_path).active() == Active("one", trusted=False)


def test_a_damaged_state_says_what_to_do(tmp_path: Path) -> None:
    (tmp_path / "state.db").write_bytes(b"no database" * 1000)
    with pytest.raises(PackError, match="move it away"):
        State(tmp_path).active()


def test_a_folder_that_is_not_there_says_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(PackError, match="check that the folder"):
        State(tmp_path / "nowhere").activate("one", trusted=False)


def test_commits_reach_the_disk(tmp_path: Path) -> None:
    with State(tmp_path)._open("rwc") as connection:
        assert connection.execute("PRAGMA synchronous").fetchone() == (3,)
        assert connection.execute("PRAGMA journal_mode").fetchone() == ("delete",)
        assert connection.execute("PRAGMA temp_store").fetchone() == (2,)


KILLED = """
import os, signal, sys
from pathlib import Path
from kiosk.packs.state import State
with State(Path(sys.argv[1]))._open("rwc") as connection:
    connection.execute("PRAGMA cache_size = 1")
    connection.execute("BEGIN IMMEDIATE")
    connection.execute("UPDATE active SET slot = 'two'")
    connection.execute("CREATE TABLE large AS WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n LIMIT 9999) SELECT i FROM n")
    os.kill(os.getpid(), signal.SIGKILL)
"""


def test_a_killed_writer_leaves_the_slot_before(tmp_path: Path) -> None:
    state = State(tmp_path)
    state.activate("one", trusted=True)
    killed = subprocess.run([sys.executable, "-c", KILLED, tmp_path], check=False, timeout=60)
    assert killed.returncode == -signal.SIGKILL
    assert (tmp_path / "state.db-journal").exists()
    assert state.active() == Active("one", trusted=True)


def test_many_at_once_start_one_state(tmp_path: Path) -> None:
    with ThreadPoolExecutor(8) as pool:
        list(pool.map(lambda number: State(tmp_path).activate(str(number), trusted=False), range(8)))
    active = State(tmp_path).active()
    assert active is not None
    assert active.slot in set("01234567")


def first_version(file: Path) -> None:
    """A state as the first version left it: an active pack of an enrolled terminal."""
    with closing(sqlite3.connect(file)) as connection:
        for statement in MIGRATIONS[0]:
            connection.execute(statement)
        connection.execute("INSERT INTO active VALUES (1, 'one', 1)")
        connection.execute("INSERT INTO enrolment VALUES (1, 'smalltown')")
        connection.execute("PRAGMA user_version = 1")
        connection.commit()


def test_a_state_of_the_first_version_goes_on_with_what_it_holds(tmp_path: Path) -> None:
    first_version(tmp_path / "state.db")
    state = State(tmp_path)
    assert state.active() == Active("one", trusted=True)
    assert state.enrolment() == Enrolment("smalltown")
    assert state.before() is None
    state.activate("two", trusted=True)
    assert state.before() == "one"


def test_a_migration_that_is_cut_off_is_done_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    first_version(tmp_path / "state.db")
    monkeypatch.setattr("kiosk.packs.state.MIGRATIONS", (MIGRATIONS[0], (*MIGRATIONS[1], "NOT SQL")))
    with pytest.raises(PackError):
        State(tmp_path).active()
    monkeypatch.undo()
    assert State(tmp_path).active() == Active("one", trusted=True)


def test_going_back_takes_nothing_back_that_sync_has_seen_meanwhile(tmp_path: Path) -> None:
    state, root = State(tmp_path), Role(3, "k", b"root")
    state.activate("one", trusted=True, mark=Mark(version=6))
    state.activate("two", trusted=True, mark=Mark(version=7))
    state.reach(Mark(version=7, floor=9, roles={"root": root}))
    state.go_back("one", 6)
    assert state.mark() == Mark(7, 9, reverted=True, roles={"root": root})
    assert state.before() == "two"
    state.go_back("two", 7)
    assert not state.mark().reverted


@pytest.mark.parametrize("trusted", [False, True])
def test_going_back_makes_no_pack_of_a_trial_one_of_a_city(tmp_path: Path, *, trusted: bool) -> None:
    state = State(tmp_path)
    state.activate("one", trusted=trusted)
    state.activate("two", trusted=trusted)
    state.go_back("one", 1)
    assert state.active() == Active("one", trusted=trusted)
    state.enrol(Enrolment("town"))
    assert (state.active() is not None) == trusted


def test_a_look_keeps_that_somebody_went_back_but_not_from_what_a_new_key_begins(tmp_path: Path) -> None:
    state = State(tmp_path)
    state.activate("one", trusted=True, mark=Mark(version=7))
    state.go_back("one", 6)
    state.reach(Mark(version=7))
    assert state.mark().reverted
    state.reach(Mark(version=0))
    assert state.mark() == Mark()
