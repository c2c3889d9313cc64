"""A city with terminals of several ages: each takes the newest edition that it reads, by deltas of its own."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

import pytest

from kiosk.packs import schema
from kiosk.publishing import releases
from kiosk.sync.client import CURRENT, NEEDS_SOFTWARE, UPDATED
from tests.helpers.cities import Desk, Terminal
from tests.helpers.packs import resealed

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

OLDEST, OURS, LATER, NEWER = (1, 0), schema.FORMAT, (1, 9), (2, 0)
"""Formats: before tables were added, ours, with a table that ours does not know, and one that ours cannot read."""


@contextmanager
def software(reads: tuple[int, int]) -> Iterator[None]:
    """A kiosk that reads up to this format."""
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(schema, "FORMAT", reads)
        yield


def packs(desk: Desk, name: str, *formats: tuple[int, int]) -> tuple[Path, ...]:
    """The same content in several formats; who shows which can be told by the name."""
    made = []
    for number, kind in enumerate(formats):
        whole = desk.pack(f"{name} {kind[0]}.{kind[1]}")
        change = {
            OLDEST: [f"DROP TABLE {table}" for table in schema.SINCE],
            LATER: [
                "CREATE TABLE bus (id TEXT PRIMARY KEY, line TEXT NOT NULL) STRICT",
                "INSERT INTO bus VALUES ('A', '5')",
            ],
            NEWER: ["CREATE TABLE tram (id TEXT PRIMARY KEY) STRICT"],
        }.get(kind, [])
        made.append(resealed(whole, desk.folder / f"{number}.pack", {"format": kind}, *change))
    return tuple(made)


def publish(desk: Desk, name: str, *formats: tuple[int, int]) -> None:
    """A desk whose own software reads them all."""
    with software(max(*formats, OURS)):
        releases.add(desk.repository, packs(desk, name, *formats))
    desk.publish()


def test_terminals_of_four_ages_in_one_city(tmp_path: Path) -> None:
    desk = Desk(tmp_path / "desk")
    publish(desk, "Viens", NEWER, LATER, OURS, OLDEST)
    ages = {reads: Terminal(tmp_path / f"{reads[0]}.{reads[1]}", desk) for reads in (OLDEST, OURS, LATER)}
    for name in ("Viens", "Divi"):
        if name != "Viens":
            publish(desk, name, NEWER, LATER, OURS, OLDEST)
        for reads, terminal in ages.items():
            with software(reads):
                assert terminal.sync() == UPDATED
                assert terminal.shown() == (f"{name} {reads[0]}.{reads[1]}",)
                assert terminal.sync() == CURRENT
    for terminal in ages.values():
        assert [event.facts["by"] for event in terminal.events if event.name == UPDATED] == ["snapshot", "delta"]


def test_new_software_takes_the_newer_edition_with_the_next_version(tmp_path: Path) -> None:
    desk = Desk(tmp_path / "desk")
    terminal = Terminal(tmp_path / "data", desk)
    publish(desk, "Viens", OURS, OLDEST)
    with software(OLDEST):
        terminal.sync()
    publish(desk, "Divi", OURS, OLDEST)
    assert terminal.sync() == UPDATED
    assert terminal.shown() == (f"Divi {OURS[0]}.{OURS[1]}",)


def test_a_minor_format_that_is_not_known_is_read_where_nothing_else_is_there(tmp_path: Path) -> None:
    desk = Desk(tmp_path / "desk")
    terminal = Terminal(tmp_path / "data", desk)
    publish(desk, "Viens", LATER)
    assert terminal.sync() == UPDATED
    assert terminal.finds("Viens") == ("Viens 1.9",)


def test_an_older_version_is_taken_while_the_newest_needs_software(tmp_path: Path) -> None:
    desk = Desk(tmp_path / "desk")
    terminal = Terminal(tmp_path / "data", desk)
    publish(desk, "Viens", OURS)
    publish(desk, "Divi", NEWER)
    assert terminal.sync() == UPDATED
    assert terminal.shown() == (f"Viens {OURS[0]}.{OURS[1]}",)
    assert terminal.sync() == NEEDS_SOFTWARE
    assert terminal.shown() == (f"Viens {OURS[0]}.{OURS[1]}",)
