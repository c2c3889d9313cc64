"""Never more than was signed, and never what was not."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

import pytest

from kiosk.errors import SyncError, TransportError
from kiosk.packs.release import Blob
from kiosk.sync.download import TRIES, fetch
from kiosk.transport.origin import Origin
from tests.helpers import servers

if TYPE_CHECKING:
    from http.server import BaseHTTPRequestHandler
    from pathlib import Path

GOOD = bytes(range(256)) * 8
BLOB = Blob(sha256=hashlib.sha256(GOOD).hexdigest(), length=len(GOOD))


def test_an_answer_without_an_end_is_not_written_down(tmp_path: Path) -> None:
    told: list[int] = []
    asked: list[str] = []

    def answered(request: object) -> servers.Said:
        asked.append(str(request))
        return 200, {}, GOOD + b"x" * 8_000_000, None

    refused = pytest.raises(SyncError, match="not what the city has signed")
    with servers.answering(answered) as port, Origin(f"http://127.0.0.1:{port}") as origin, refused:
        fetch(origin, BLOB, tmp_path, told.append)
    assert max(told) <= BLOB.length
    assert len(asked) == 2
    assert not list(tmp_path.iterdir())


def test_what_is_of_the_right_length_and_wrong_is_fetched_once_more_and_then_refused(tmp_path: Path) -> None:
    asked: list[str] = []

    def answered(request: object) -> servers.Said:
        asked.append(str(request))
        return 200, {}, GOOD[::-1] if len(asked) < 2 else GOOD, None

    with servers.answering(answered) as port, Origin(f"http://127.0.0.1:{port}") as origin:
        assert fetch(origin, BLOB, tmp_path, lambda _have: None).read_bytes() == GOOD
    assert len(asked) == 2


def test_a_line_that_always_breaks_is_left_for_the_next_poll(tmp_path: Path) -> None:
    asked: list[str] = []

    def answered(request: BaseHTTPRequestHandler) -> servers.Said:
        asked.append(request.headers["Range"] or "bytes=0-")
        start = int(asked[-1].removeprefix("bytes=").split("-")[0])
        headers = {"Content-Range": f"bytes {start}-{len(GOOD) - 1}/{len(GOOD)}"}
        return (206 if start else 200), headers if start else {}, GOOD[start:], 1

    broken = pytest.raises(TransportError, match="was cut off on the way")
    with servers.answering(answered) as port, Origin(f"http://127.0.0.1:{port}") as origin, broken:
        fetch(origin, BLOB, tmp_path, lambda _have: None)
    assert len(asked) >= TRIES
    (part,) = tmp_path.iterdir()
    assert part.read_bytes() == GOOD[: part.stat().st_size]
    assert TRIES <= part.stat().st_size < BLOB.length


def test_a_server_without_ranges_begins_again(tmp_path: Path) -> None:
    asked: list[str | None] = []

    def answered(request: BaseHTTPRequestHandler) -> servers.Said:
        asked.append(request.headers["Range"])
        return 200, {}, GOOD, None if len(asked) > 1 else 100

    with servers.answering(answered) as port, Origin(f"http://127.0.0.1:{port}") as origin:
        assert fetch(origin, BLOB, tmp_path, lambda _have: None).read_bytes() == GOOD
    assert any(asked[1:])
    assert asked[-1] is None


def test_a_file_of_no_bytes_is_one_too(tmp_path: Path) -> None:
    empty = Blob(sha256=hashlib.sha256(b"").hexdigest(), length=0)
    with Origin(tmp_path.as_uri()) as origin:
        assert fetch(origin, empty, tmp_path, lambda _have: None).read_bytes() == b""
