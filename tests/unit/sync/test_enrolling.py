"""A terminal gets a city, an id and a key, and keeps them."""

from __future__ import annotations

import os
import stat
from typing import TYPE_CHECKING

import pytest
from cryptography.hazmat.primitives import serialization

from kiosk.errors import SyncError, TransportError
from kiosk.packs.state import State
from kiosk.sync.enrolling import KEY, enrol
from tests.helpers.cities import Desk, Terminal

if TYPE_CHECKING:
    from pathlib import Path


def test_it_gets_a_random_id_and_a_key_that_nobody_else_may_read(tmp_path: Path, desk: Desk) -> None:
    one, two = (enrol(tmp_path / name, origin=desk.url, root=desk.root, name="Zāle 1") for name in "ab")
    assert one.terminal != two.terminal
    assert one.name == "Zāle 1"
    file = tmp_path / "a" / KEY
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    key = serialization.load_pem_private_key(file.read_bytes(), None)
    assert key.public_key().public_bytes(serialization.Encoding.Raw, serialization.PublicFormat.Raw).hex() == one.public
    assert State(tmp_path / "a").enrolment() == one


def test_enrolled_again_it_stays_the_same_terminal_at_another_address(tmp_path: Path, desk: Desk) -> None:
    terminal = Terminal(tmp_path, desk, name="Zāle 1", place="Rātsnams")
    terminal.sync()
    again = enrol(tmp_path, origin="https://packs.example.org/new", root=desk.root, place="Bibliotēka")
    first = terminal.enrolment
    assert (again.terminal, again.public, again.name) == (first.terminal, first.public, "Zāle 1")
    assert (again.origin, again.place, again.city) == ("https://packs.example.org/new", "Bibliotēka", "town")
    assert State(tmp_path).mark().version == 1
    assert terminal.shown() == ("Viens",)


def test_it_does_not_go_over_to_another_city(tmp_path: Path, desk: Desk) -> None:
    Terminal(tmp_path / "data", desk).sync()
    other = Desk(tmp_path / "other", "village")
    with pytest.raises(SyncError, match="belongs to another city"):
        enrol(tmp_path / "data", origin=desk.url, root=other.root)
    with pytest.raises(SyncError, match="belongs to another city"):
        enrol(tmp_path / "data", origin=desk.url, root=desk.root, city="village")


@pytest.mark.parametrize("origin", ["packs.example.org", "ftp://example.org/", "https://", "file://server/share", ""])
def test_an_origin_is_an_address(tmp_path: Path, desk: Desk, origin: str) -> None:
    with pytest.raises(TransportError, match="is no origin; write"):
        enrol(tmp_path / "data", origin=origin, root=desk.root)
    assert not (tmp_path / "data").exists()


def test_a_root_is_signed_by_itself(tmp_path: Path, desk: Desk) -> None:
    cases = {
        "missing": None,
        "empty": b"",
        "other": (desk.site / "metadata" / "timestamp.json").read_bytes(),
        "changed": desk.root.read_bytes().replace(b'"threshold": 2', b'"threshold": 1'),
    }
    for name, data in cases.items():
        if data is not None:
            (tmp_path / name).write_bytes(data)
        with pytest.raises(SyncError, match=r"name the root\.json"):
            enrol(tmp_path / "data", origin=desk.url, root=tmp_path / name)
    assert not (tmp_path / "data").exists()


def test_a_root_is_a_file(tmp_path: Path, desk: Desk) -> None:
    """To read a pipe or a device that lies on a stick would take for ever."""
    os.mkfifo(tmp_path / "pipe")
    (tmp_path / "link").symlink_to("/dev/zero")
    for name in ("pipe", "link", "."):
        with pytest.raises(SyncError, match=r"is no file; name the root\.json"):
            enrol(tmp_path / "data", origin=desk.url, root=tmp_path / name)


def test_a_root_that_followed_is_of_the_same_city(tmp_path: Path) -> None:
    """All three keys were replaced since; those before have signed that."""
    desk = Desk(tmp_path / "desk")
    Terminal(tmp_path / "data", desk)
    desk.repository.rotate(("root",))
    again = enrol(tmp_path / "data", origin="https://packs.example.org", root=desk.root)
    assert again.origin == "https://packs.example.org"


def test_a_key_file_that_is_none_is_named(tmp_path: Path, desk: Desk) -> None:
    (tmp_path / "data").mkdir()
    (tmp_path / "data" / KEY).write_text("no key")
    with pytest.raises(SyncError, match="is no Ed25519 key; move it away"):
        enrol(tmp_path / "data", origin=desk.url, root=desk.root)
    assert (tmp_path / "data" / KEY).read_text() == "no key"
