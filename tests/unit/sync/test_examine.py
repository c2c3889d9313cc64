"""The doctor names what keeps packs away: each cause is brought about for real."""

from __future__ import annotations

import shutil
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import pytest

from kiosk.packs.state import State
from kiosk.sync.enrolling import enrol
from kiosk.sync.examine import examine
from kiosk.transport.line import Line
from tests.helpers import servers
from tests.helpers.cities import Desk, Terminal, quiet_now

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def terminal(tmp_path: Path, desk: Desk) -> Terminal:
    made = Terminal(tmp_path / "data", desk)
    made.sync()
    return made


def looked(terminal: Terminal, url: str = "", line: Line | None = None, days: float = 0) -> dict[str, str]:
    """What is said to be amiss, by its name; everything is well where it is empty."""
    if url:
        root = terminal.data / "root.json"
        root.write_bytes(State(terminal.data).mark().roles["root"].data)
        enrol(terminal.data, origin=url, root=root)
    state = State(terminal.data)
    enrolment = state.enrolment()
    assert enrolment is not None
    now = datetime.now(UTC) + timedelta(days=days)
    before = state.mark()
    steps = list(examine(enrolment, line or Line(timeout=2), before, now))
    assert state.mark() == before
    assert all("\n" not in step.advice for step in steps)
    return {step.what: step.advice for step in steps if not step.ok}


def test_all_is_well(terminal: Terminal) -> None:
    assert looked(terminal) == {}
    assert looked(terminal, line=Line(quiet=quiet_now())) == {}


def test_each_part_of_the_way(terminal: Terminal, desk: Desk, tmp_path: Path) -> None:
    authority, tls = servers.private_authority(tmp_path)
    shutil.copytree(desk.site, tmp_path / "site")
    assert "DNS servers" in looked(terminal, "https://no-such-host.invalid/")["DNS"]
    assert "network cable" in looked(terminal, "http://127.0.0.1:9/")["connection"]
    assert "sync.proxy" in looked(terminal, "http://127.0.0.1:9/", Line(proxy="127.0.0.1:9"))["proxy"]
    assert "the stick or the share" in looked(terminal, (tmp_path / "nothing").as_uri())["stick or share"]
    (tmp_path / "bare").mkdir()
    assert "publish to" in looked(terminal, (tmp_path / "bare").as_uri())["404"]
    with servers.folder(tmp_path / "site", tls) as url:
        assert "sync.ca_file" in looked(terminal, url)["TLS"]
        assert looked(terminal, url, Line(ca_file=authority)) == {}
    with servers.answering(lambda _r: (302, {"Location": "http://localhost:9/"}, b"", None)) as port:
        assert "another host" in looked(terminal, f"http://127.0.0.1:{port}")["address"]


def test_the_clock(terminal: Terminal) -> None:
    assert "set the clock" in looked(terminal, days=-30)["clock"]
    assert "by this clock" in looked(terminal, days=30)["signature or clock"]


def test_a_login_page_and_an_answer_without_an_end(terminal: Terminal) -> None:
    pages = iter((b"<html>Who are you?</html>", b"x" * 5_000_000))
    with servers.answering(lambda _r: (200, {}, next(pages), None)) as port:
        for _ in range(2):
            assert "a login page" in looked(terminal, f"http://127.0.0.1:{port}")["signature"]


def test_what_another_city_has_signed(terminal: Terminal, tmp_path: Path) -> None:
    """A signature that is well made and of nobody that counts is not called well."""
    other = Desk(tmp_path / "other")
    other.add("Svešs")
    assert "do not hold" in looked(terminal, other.url)["signature"]


def test_what_is_older_than_was_seen(terminal: Terminal, desk: Desk, tmp_path: Path) -> None:
    old = shutil.copytree(desk.site, tmp_path / "old")
    desk.add("Divi")
    terminal.sync()
    assert looked(terminal) == {}
    assert "signature" in looked(terminal, old.as_uri())
