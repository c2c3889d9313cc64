"""What an attacker may do with an origin, a line, or a terminal's files: nothing that a visitor sees."""

from __future__ import annotations

import shutil
import sqlite3
from contextlib import closing
from typing import TYPE_CHECKING

import pytest

from kiosk.errors import SyncError
from kiosk.publishing import releases
from kiosk.sync.client import CURRENT, UPDATED
from tests.helpers.cities import Desk, Terminal

if TYPE_CHECKING:
    from pathlib import Path

METADATA = "metadata"

pytestmark = pytest.mark.usefixtures("attack")


def test_an_older_state_is_refused(desk: Desk, terminal: Terminal) -> None:
    old = desk.kept("old")
    desk.add("Divi")
    terminal.sync()
    terminal.refuses("do not hold|older", old.as_uri())
    assert terminal.sync() == CURRENT


def test_an_older_state_is_refused_by_a_terminal_that_has_only_looked(desk: Desk, terminal: Terminal) -> None:
    """The share of a roll-out that it is not in does not let it be taken back either."""
    old = desk.kept("old")
    desk.add("Divi", percent=1)
    desk.repository.refresh()
    desk.publish()
    if terminal.sync() == CURRENT:
        assert terminal.shown() == ("Viens",)
    terminal.refuses("do not hold|older", old.as_uri())


def test_the_mark_does_not_need_tufs_files(desk: Desk, terminal: Terminal) -> None:
    """Whatever lies beside `state.db`: tuf's files are made from the mark each time."""
    old = desk.kept("old")
    desk.add("Divi")
    terminal.sync()
    for path in (terminal.data / "sync").rglob("*"):
        path.write_bytes(b"")
    terminal.refuses("do not hold|older", old.as_uri())


def test_files_of_two_states_do_not_mix(desk: Desk, terminal: Terminal) -> None:
    old = desk.kept("old")
    desk.add("Divi")
    for name in ("2.snapshot.json", "2.town.json"):
        mixed = shutil.copytree(desk.site, desk.folder / f"mixed-{name}")
        newest = max((mixed / METADATA).glob(f"*{name[1:]}"))
        oldest = max((old / METADATA).glob(f"*{name[1:]}"))
        newest.write_bytes(oldest.read_bytes())
        terminal.refuses("do not hold", mixed.as_uri())
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


def test_another_citys_origin_is_refused(tmp_path: Path, terminal: Terminal) -> None:
    other = Desk(tmp_path / "elsewhere", "town")
    other.add("Svešs")
    terminal.refuses("do not hold", other.url)


def test_an_origin_of_several_cities_needs_one_to_be_named(tmp_path: Path, desk: Desk) -> None:
    with pytest.raises(SyncError, match="packs of town, village; name one"):
        Terminal(tmp_path / "new", desk).sync()
    with pytest.raises(SyncError, match="packs of town, village"):
        Terminal(tmp_path / "newer", desk, city="metropolis").sync()


def test_a_list_that_is_longer_than_signed_is_not_read(desk: Desk, terminal: Terminal) -> None:
    desk.add("Divi")
    newest = desk.site / METADATA / "timestamp.json"
    newest.write_bytes(newest.read_bytes() + b" " * 1_000_000)
    terminal.refuses("do not hold")


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
