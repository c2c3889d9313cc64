"""What an address and a line are made into, and what they must not become: a leak, a detour, another folder."""

from __future__ import annotations

import os
import socket
import threading
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING

import pytest

from kiosk.errors import TransportError
from kiosk.transport import line as lines
from kiosk.transport.gate import Door
from kiosk.transport.line import Line, Pace
from kiosk.transport.origin import Origin
from tests.helpers import servers

if TYPE_CHECKING:
    from collections.abc import Iterator
    from http.server import BaseHTTPRequestHandler
    from pathlib import Path

    from tests.helpers.servers import Said

SECRET = "geheim"  # noqa: S105 - what must not be seen


@pytest.fixture(autouse=True)
def _no_surroundings(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in os.environ:
        if name.lower().endswith("_proxy") or name.startswith("AWS_"):
            monkeypatch.delenv(name)


@pytest.mark.parametrize(
    "url", ["https://town:geheim@host/x", "s3://key:geheim@bucket/", "ftp://a:geheim@host/", "http://geheim@host"]
)
def test_a_password_in_an_address_is_refused_and_not_repeated(url: str) -> None:
    with pytest.raises(TransportError, match="credential http-authorization") as caught:
        Origin(url)
    assert SECRET not in str(caught.value)


@pytest.mark.parametrize(
    "proxy",
    ["socks5://town:geheim@host:1", "http://town:geheim@", "http://town:geheim@[::1", "http://t:geheim@h:99999"],
)
def test_a_proxy_that_is_none_is_named_without_its_password(proxy: str) -> None:
    with pytest.raises(TransportError, match="the proxy is no address") as caught:
        Origin("https://host/", Line(proxy=proxy))
    assert SECRET not in str(caught.value)


@pytest.mark.parametrize(
    "url",
    [
        "file:///srv/packs#1",
        "file:///srv/packs?x",
        "https://host/x?sig=1",
        "https://host:port/",
        "https://[::1/",
        "file://",
        "http://host:0/",
    ],
)
def test_what_would_lead_elsewhere_is_no_origin(url: str) -> None:
    with pytest.raises(TransportError, match="is no origin; write"):
        Origin(url)


def test_letters_of_a_folders_name(tmp_path: Path) -> None:
    for name in ("plä ce", "a#b", "50%", "a?b"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "file").write_bytes(name.encode())
        with Origin((tmp_path / name).as_uri()) as origin:
            assert origin.read("file", 100) == name.encode()
    with Origin(f"file://{tmp_path}/plä ce/") as origin:
        assert origin.read("file", 100) == "plä ce".encode()


@pytest.mark.parametrize(
    "content", [None, b"", b"no certificate", b"-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n"]
)
@pytest.mark.parametrize("proxy", ["", "https://127.0.0.1:9"])
def test_a_file_that_holds_no_authorities_is_named(tmp_path: Path, content: bytes | None, proxy: str) -> None:
    authorities = tmp_path / "ca.pem"
    if content is not None:
        authorities.write_bytes(content)
    with (
        pytest.raises(TransportError) as caught,
        Origin("https://127.0.0.1:9/", Line(ca_file=authorities, proxy=proxy)) as origin,
    ):
        origin.read("file", 100)
    assert "\n" not in str(caught.value)
    if content is None or b"BEGIN" in content:
        assert "name a PEM file with sync.ca_file" in str(caught.value)


def test_no_proxy_is_asked_for_the_stores_host(monkeypatch: pytest.MonkeyPatch) -> None:
    with servers.answering(
        lambda _request: (200, {"ETag": "1", "Last-Modified": "Tue, 24 Nov 2026 10:00:00 GMT"}, b"content", None)
    ) as port:
        monkeypatch.setenv("AWS_ENDPOINT_URL", f"http://127.0.0.1:{port}")
        monkeypatch.setenv("HTTP_PROXY", "http://127.0.0.1:9")
        with Origin("s3://bucket/x") as origin, pytest.raises(TransportError, match="proxy"):
            origin.read("file", 100)
        monkeypatch.setenv("NO_PROXY", "127.0.0.1")
        with Origin("s3://bucket/x") as origin:
            assert origin.read("file", 100) == b"content"


def test_a_store_opens_its_own_host_and_no_other_of_the_same_cloud(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("AWS_REGION", "eu-north-1")
    host = "s3.eu-north-1.amazonaws.com"
    with Origin("s3://bucket/x") as origin:
        assert origin._gate is not None
        assert origin._gate._allowed == {Door(host, 443), Door(f"bucket.{host}", 443)}


@contextmanager
def dripping(begun: bytes) -> Iterator[int]:
    """A server that goes on from this with a byte now and then, and never comes to an end."""
    done = threading.Event()

    def drip(connection: socket.socket) -> None:
        with suppress(OSError), connection:
            connection.recv(4096)
            connection.sendall(begun)
            while not done.wait(0.02):
                connection.sendall(b"x")

    def serve() -> None:
        with suppress(OSError):
            while True:
                threading.Thread(target=drip, args=listener.accept()[:1], daemon=True).start()

    with socket.create_server(("127.0.0.1", 0)) as listener:
        threading.Thread(target=serve, daemon=True).start()
        yield listener.getsockname()[1]
        done.set()
        listener.shutdown(socket.SHUT_RDWR)


@pytest.mark.parametrize(
    "begun",
    [b"HTTP/1.1 200 OK\r\nContent-Length: 100000\r\n\r\n", b"HTTP/1.1 200 OK\r\nX-Without-End: "],
    ids=["body", "head"],
)
def test_a_line_that_drips_is_given_up(monkeypatch: pytest.MonkeyPatch, begun: bytes) -> None:
    monkeypatch.setattr(lines, "PATIENCE", 0.3)
    with dripping(begun) as port, Origin(f"http://127.0.0.1:{port}", Line(timeout=1)) as origin:
        with pytest.raises(TransportError, match="takes too long") as caught:
            b"".join(origin.get("blob"))
        assert caught.value.cause == "timeout"


@pytest.mark.parametrize(("length", "of_use"), [(64, True), (63, False), (100_000, True), (1, False)])
def test_a_slow_line_is_not_one_that_drips(length: int, of_use: bool) -> None:
    pace = Pace(30)
    assert all(pace.holds(1, length) for _ in range(500)) == of_use


def test_an_answer_without_an_end_is_cut(monkeypatch: pytest.MonkeyPatch) -> None:
    with (
        servers.answering(lambda _request: (200, {}, b"x" * 3_000_000, None)) as port,
        Origin(f"http://127.0.0.1:{port}") as origin,
    ):
        assert origin.read("file", 10_000) == b"x" * 10_000


def test_a_pipe_on_a_stick_is_not_waited_for(tmp_path: Path) -> None:
    (tmp_path / "metadata").mkdir()
    os.mkfifo(tmp_path / "metadata" / "timestamp.json")
    (tmp_path / "zero").symlink_to("/dev/zero")
    with Origin(tmp_path.as_uri()) as origin:
        for path in ("metadata/timestamp.json", "zero", "metadata"):
            with pytest.raises(TransportError, match="cannot be read"):
                b"".join(origin.get(path))


def test_what_may_not_be_listed_is_taken_for_absent() -> None:
    """A store says 403 for what is not there to who may not list it; writing shows which it was."""

    def answered(request: BaseHTTPRequestHandler) -> Said:
        return 403, {}, b"", None

    with servers.answering(answered) as port, Origin(f"http://127.0.0.1:{port}") as origin:
        assert origin.size("blob") is None
        assert origin.read("blob", 10) is None


def test_quiet_hours_that_begin_on_the_way_stop_what_is_not_urgent(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[Line] = []

    def allowed(line: Line) -> None:
        asked.append(line)
        if len(asked) > 1:
            message = "these are quiet hours"
            raise TransportError(message, "quiet")

    monkeypatch.setattr("kiosk.transport.origin.allow", allowed)
    endless = servers.answering(lambda _request: (200, {}, b"x" * 3_000_000, None))
    with endless as port, Origin(f"http://127.0.0.1:{port}") as origin:
        pieces = origin.get("blob")
        assert next(pieces)
        with pytest.raises(TransportError, match="quiet hours"):
            next(pieces)
        origin.hurried = True
        assert sum(map(len, origin.get("blob"))) == 3_000_000
