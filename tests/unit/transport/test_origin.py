"""One way for everything: proxy, authority, credentials, refusals, and which part of the way failed."""

from __future__ import annotations

import base64
import socket
import time
from typing import TYPE_CHECKING

import pytest
from obstore.exceptions import NotSupportedError

from kiosk.errors import TransportError
from kiosk.transport.line import Line
from kiosk.transport.origin import Origin
from tests.helpers import servers

if TYPE_CHECKING:
    from http.server import BaseHTTPRequestHandler
    from pathlib import Path

    from tests.helpers.servers import Said


@pytest.fixture(autouse=True)
def _no_proxy(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("http_proxy", "https_proxy", "all_proxy", "no_proxy"):
        monkeypatch.delenv(name, raising=False)
        monkeypatch.delenv(name.upper(), raising=False)


@pytest.fixture
def site(tmp_path: Path) -> Path:
    (tmp_path / "site" / "metadata").mkdir(parents=True)
    (tmp_path / "site" / "metadata" / "1.root.json").write_bytes(b"root")
    (tmp_path / "site" / "blob").write_bytes(bytes(range(256)) * 2000)
    return tmp_path / "site"


def got(url: str, path: str = "blob", line: Line | None = None, offset: int = 0) -> bytes:
    with Origin(url, line) as origin:
        return b"".join(origin.get(path, offset))


def failed(url: str, path: str = "blob", line: Line | None = None) -> str:
    with pytest.raises(TransportError) as caught:
        got(url, path, line)
    assert "\n" not in str(caught.value)
    return caught.value.cause


def test_the_same_bytes_from_a_folder_and_a_server(site: Path) -> None:
    with servers.folder(site) as url:
        for origin in (site.as_uri(), url, f"{url}/"):
            assert got(origin) == (site / "blob").read_bytes()
            assert got(origin, "metadata/1.root.json") == b"root"
    assert got(site.as_uri(), offset=300) == (site / "blob").read_bytes()[300:]


def test_a_server_without_ranges_says_so(site: Path) -> None:
    with servers.folder(site) as url, pytest.raises(NotSupportedError):
        got(url, offset=300)


def refused_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as once:
        return int(once.getsockname()[1])


def test_which_part_of_the_way_failed(site: Path, tmp_path: Path) -> None:
    authority, tls = servers.private_authority(tmp_path)
    assert failed("http://no-such-host.invalid/x") == "dns"
    assert failed(f"http://127.0.0.1:{refused_port()}/") == "connect"
    assert failed(f"http://127.0.0.1:{refused_port()}/", line=Line(proxy=f"127.0.0.1:{refused_port()}")) == "proxy"
    assert failed((tmp_path / "nothing").as_uri()) == "folder"
    assert failed(site.as_uri(), "nothing") == "missing"
    with servers.folder(site) as url:
        assert failed(url, "nothing") == "missing"
        assert failed(url.replace("http:", "https:")) == "tls"
    with servers.folder(site, tls) as url:
        assert failed(url) == "tls"
        assert got(url, line=Line(ca_file=authority)) == (site / "blob").read_bytes()
        assert failed(url, line=Line(ca_file=tmp_path / "nothing.pem")) == "tls"


@pytest.mark.parametrize(
    ("answer", "cause"),
    [
        ((403, {}, b"", None), "denied"),
        ((401, {}, b"", None), "denied"),
        ((500, {}, b"", None), "server"),
        ((200, {}, b"x" * 1000, 400), "cut"),
        ((302, {"Location": "http://localhost:{port}/blob"}, b"", None), "redirect"),
        ((307, {"Location": "http://127.0.0.1:{other}/blob"}, b"", None), "redirect"),
        ((302, {"Location": "https://example.org/blob"}, b"", None), "redirect"),
        ((302, {"Location": "/blob"}, b"", None), "redirect"),
    ],
)
def test_what_a_server_does(site: Path, answer: Said, cause: str) -> None:
    with servers.folder(site) as other:
        port = other.rpartition(":")[2]
        asked: list[str] = []

        def answered(request: BaseHTTPRequestHandler) -> Said:
            asked.append(request.path)
            status, headers, body, sent = answer
            own_port = request.headers["Host"].rpartition(":")[2]
            filled = {k: v.format(port=own_port, other=port) for k, v in headers.items()}
            return status, filled, body, sent

        with servers.answering(answered) as own:
            assert failed(f"http://127.0.0.1:{own}") == cause


def test_a_host_in_letters_beyond_ascii_is_the_same_host_in_ascii() -> None:
    assert failed("http://münchen.invalid/") == failed("http://xn--mnchen-3ya.invalid/") == "dns"
    assert failed(f"http://{'ü' * 70}.invalid/") == "url"


def test_a_redirect_within_the_origin_is_followed(site: Path) -> None:
    def answered(request: BaseHTTPRequestHandler) -> Said:
        return (200, {}, b"moved", None) if request.path == "/new" else (301, {"Location": "/new"}, b"", None)

    with servers.answering(answered) as port:
        assert got(f"http://127.0.0.1:{port}") == b"moved"


def test_a_silent_line_is_given_up(site: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as silent:
        began = time.monotonic()
        assert failed(f"http://127.0.0.1:{silent.getsockname()[1]}", line=Line(timeout=1)) == "timeout"
        assert time.monotonic() - began < 20


def test_everything_goes_through_the_proxy(site: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    authority, tls = servers.private_authority(tmp_path)
    with servers.folder(site) as plain, servers.folder(site, tls) as sealed, servers.proxy() as (address, asked):
        assert got(plain, line=Line(proxy=f"http://{address}")) == (site / "blob").read_bytes()
        assert asked == [f"GET {plain}/blob"]
        assert got(sealed, line=Line(proxy=f"http://{address}", ca_file=authority)) == (site / "blob").read_bytes()
        assert asked[1:] == [f"CONNECT {sealed.removeprefix('https://')}"]
        del asked[:]
        monkeypatch.setenv("HTTP_PROXY", f"http://{address}")
        monkeypatch.setenv("https_proxy", f"http://{address}")
        got(plain, "metadata/1.root.json")
        got(sealed, line=Line(ca_file=authority))
        assert len(asked) == 2
        got(plain, line=Line(proxy="none"))
        monkeypatch.setenv("NO_PROXY", "localhost,127.0.0.1")
        got(plain)
        assert len(asked) == 2


def test_a_proxy_that_wants_a_password_gets_it(site: Path, tmp_path: Path) -> None:
    wanted = f"Basic {base64.b64encode(b'town:secret word').decode()}"
    authority, tls = servers.private_authority(tmp_path)
    with servers.folder(site) as plain, servers.folder(site, tls) as sealed, servers.proxy(wanted) as (address, _asked):
        for url in (plain, sealed):
            assert got(url, line=Line(proxy=f"http://town:secret%20word@{address}", ca_file=authority))
            assert failed(url, line=Line(proxy=f"http://town:wrong@{address}", ca_file=authority)) == "proxy"
        (tmp_path / "proxy").write_text(f"http://town:secret%20word@{address}\n")
        assert got(plain, line=Line(credentials=tmp_path))


def test_a_redirect_through_the_proxy_is_refused_too(site: Path) -> None:
    with servers.folder(site) as other, servers.proxy() as (address, asked):
        with servers.answering(lambda _request: (302, {"Location": f"{other}/blob"}, b"", None)) as port:
            assert failed(f"http://127.0.0.1:{port}", line=Line(proxy=address)) == "redirect"
        assert len(asked) == 1


def test_credentials_that_the_service_manager_laid_ready(tmp_path: Path) -> None:
    (tmp_path / "http-authorization").write_text("Bearer abc\n")

    def answered(request: BaseHTTPRequestHandler) -> Said:
        return (200, {}, b"in", None) if request.headers["Authorization"] == "Bearer abc" else (401, {}, b"", None)

    with servers.answering(answered) as port:
        assert got(f"http://127.0.0.1:{port}", line=Line(credentials=tmp_path)) == b"in"
        assert failed(f"http://127.0.0.1:{port}") == "denied"


def test_the_gate_opens_for_nobody_else(site: Path) -> None:
    with servers.folder(site) as url, Origin(url) as origin:
        assert origin._gate is not None
        address = origin._gate._listener.getsockname()
        for request in (
            f"GET {url}/blob HTTP/1.1\r\n\r\n",
            f"CONNECT {url[7:]} HTTP/1.1\r\n\r\n",
            "\r\n\r\n",
            "GET\r\n\r\n",
        ):
            with socket.create_connection(address) as other:
                other.sendall(request.encode())
                assert other.recv(100)[:12] in {b"HTTP/1.1 403", b""}


def test_who_comes_to_the_gate_and_says_nothing_is_sent_away(site: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Other programs of this machine could else hold a thread for each connection, for ever."""
    monkeypatch.setattr("kiosk.transport.gate.PATIENCE", 0.1)
    with servers.folder(site) as url, Origin(url) as origin:
        assert origin._gate is not None
        with socket.create_connection(origin._gate._listener.getsockname(), 20) as silent:
            silent.sendall(b"GET /")
            assert silent.recv(1) == b""


def test_a_limit_holds_for_what_comes(site: Path) -> None:
    began = time.monotonic()
    assert len(got(site.as_uri(), line=Line(limit=512_000 * 4))) == 512_000
    assert 0.2 < time.monotonic() - began < 5


def test_an_upload_is_whole_or_not_there(tmp_path: Path, site: Path) -> None:
    with Origin((tmp_path / "new" / "place").as_uri()) as origin:
        assert origin.size("a/b") is None
        origin.put("a/b", b"small", {})
        origin.put("blob", site / "blob", {})
        assert (origin.size("a/b"), origin.size("blob")) == (5, 512_000)
    assert sorted(path.name for path in (tmp_path / "new").rglob("*") if path.is_file()) == ["b", "blob"]
