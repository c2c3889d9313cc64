"""A city's packs on nginx: the short way of the docs, a line that is bad in every way, TLS, a proxy, two cities."""

from __future__ import annotations

import http.client
import json
import os
import re
import subprocess
import sys
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import pytest

from kiosk.errors import KioskError, TransportError
from kiosk.resources import ROOT
from kiosk.transport.line import Line
from tests.helpers import servers
from tests.helpers.cities import Desk, Terminal
from tests.helpers.nginx import nginx
from tests.helpers.packs import manifest, resealed, town

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from http.server import BaseHTTPRequestHandler
    from pathlib import Path

    from tests.helpers.servers import Said


@pytest.fixture(scope="module")
def url(desk: Desk, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with nginx(desk.site, tmp_path_factory.mktemp("nginx")) as served:
        yield served


def kiosk(*arguments: str | Path, word: str = "abc") -> str:
    """The real command, which has to succeed; gives what it prints."""
    line = [sys.executable, "-c", "from kiosk.cli import entry; entry()", *map(str, arguments)]
    environment = os.environ | {"KIOSK_PASSPHRASE": word}
    done = subprocess.run(line, capture_output=True, text=True, check=False, timeout=60, env=environment)
    assert done.returncode == 0, (arguments, done.stderr)
    return done.stdout


def test_the_short_way(tmp_path: Path) -> None:
    pack = town(tmp_path / "town.pack", "Viens")
    repo, data, site = tmp_path / "REPO", tmp_path / "DIR", tmp_path / "site"
    kiosk("publish", "init", repo, "--city", "town")
    assert (tmp_path / "REPO.keys").stat().st_mode & 0o777 == 0o700
    assert all(path.stat().st_mode & 0o777 == 0o600 for path in (tmp_path / "REPO.keys").iterdir())
    kiosk("publish", "add", repo, pack)
    kiosk("publish", "to", repo, site.as_uri())
    with nginx(site, tmp_path / "nginx") as origin:
        kiosk("enrol", "--data", data, "--origin", origin, "--root", repo / "root.json")
        (event,) = map(json.loads, kiosk("sync", "--once", "--data", data).splitlines())
        assert (event["event"], event["version"]) == ("updated", 1)
        said = json.loads(kiosk("status", "--data", data, "--json"))
        assert said["pack"]["id"] == "town"
        assert (said["pack"]["version"], said["pack"]["content_hash"]) == (1, manifest(pack).content_hash)
        assert said["sync"]["event"] == "updated"
        newer = resealed(pack, tmp_path / "newer.pack", {}, "UPDATE text SET value = 'Jauns' WHERE lang = 'lv'")
        kiosk("publish", "add", repo, newer)
        kiosk("publish", "to", repo, site.as_uri())
        (event,) = map(json.loads, kiosk("sync", "--once", "--data", data).splitlines())
        assert (event["event"], event["by"], event["version"]) == ("updated", "delta", 2)
        kiosk("sync", "--revert", "--data", data)
        assert json.loads(kiosk("status", "--data", data, "--json"))["pack"]["version"] == 1
        doctor = [sys.executable, "-c", "from kiosk.cli import entry; entry()", "doctor", "--data", str(data)]
        found = subprocess.run(doctor, capture_output=True, text=True, check=False, timeout=60)
        assert "ok    origin" in found.stdout
    refused = subprocess.run(
        [*doctor[:3], "run", "--data", str(data), "--pack", str(pack)],
        capture_output=True, text=True, check=False, timeout=60, env=os.environ | {"QT_QPA_PLATFORM": "offscreen"},
    )  # fmt: skip
    assert refused.returncode == 1
    assert "only from `kiosk sync`" in refused.stderr


def test_caches_are_told_what_changes(desk: Desk, url: str) -> None:
    place = urlsplit(url).netloc
    blob = next((desk.site / "blobs").iterdir()).name
    for path, said in (("/metadata/timestamp.json", "no-cache"), (f"/blobs/{blob}", "immutable")):
        connection = http.client.HTTPConnection(place)
        connection.request("GET", path)
        answer = connection.getresponse()
        answer.read()
        connection.close()
        assert answer.status == 200
        assert said in str(answer.getheader("Cache-Control"))


def test_the_docs_show_the_configuration_that_is_tested() -> None:
    ours = (ROOT / "packaging" / "nginx" / "kiosk-packs.conf").read_text()
    shown = (ROOT / "docs" / "operations.md").read_text()
    for block in re.findall(r"^location .*?^}", ours, re.MULTILINE | re.DOTALL):
        assert re.sub(r"\s+", " ", block) in re.sub(r"\s+", " ", shown)


def between(url: str, change: Callable[[str, bytes], Said]) -> Callable[[BaseHTTPRequestHandler], Said]:
    """Asks nginx what it is asked, with the same range, and answers what `change` makes of the bytes."""

    def answer(request: BaseHTTPRequestHandler) -> Said:
        connection = http.client.HTTPConnection(urlsplit(url).netloc)
        asked = {"Range": request.headers["Range"]} if request.headers["Range"] else {}
        connection.request("GET", request.path, headers=asked)
        got = connection.getresponse()
        body = got.read()
        connection.close()
        if got.status >= 300:
            return got.status, {}, body, None
        status, headers, changed, sent = change(request.path, body)
        ranged = {"Content-Range": str(got.getheader("Content-Range"))} if got.status == 206 else {}
        return got.status if status == 200 else status, headers | ranged, changed, sent

    return answer


def test_a_line_that_breaks_goes_on_where_it_broke(tmp_path: Path, desk: Desk, url: str) -> None:
    sent: list[int] = []

    def change(path: str, body: bytes) -> Said:
        if path.startswith("/blobs/"):
            sent.append(len(body))
            return 200, {}, body, None if len(sent) > 2 else len(body) // 3
        return 200, {}, body, None

    with servers.answering(between(url, change)) as port:
        terminal = Terminal(tmp_path / "data", desk, f"http://127.0.0.1:{port}")
        assert terminal.sync() == "updated"
    assert len(sent) == 3
    assert sent[0] > sent[1] > sent[2]


@pytest.mark.parametrize("part", ["/metadata/timestamp", "snapshot.json", "town.json", "/targets/", "/blobs/"])
@pytest.mark.parametrize(
    "fault", ["truncated", "longer", "corrupted", "dropped", "refused", "redirected", "login page"]
)
def test_a_bad_line_changes_nothing(tmp_path: Path, desk: Desk, url: str, part: str, fault: str) -> None:
    def change(path: str, body: bytes) -> Said:
        if part not in path:
            return 200, {}, body, None
        return {
            "truncated": (200, {}, body[: len(body) // 2], None),
            "longer": (200, {}, body + body, None),
            "corrupted": (200, {}, body[:40] + bytes([body[40] ^ 1]) + body[41:], None),
            "dropped": (200, {}, body, len(body) // 2),
            "refused": (503, {}, b"", None),
            "redirected": (302, {"Location": f"http://localhost:{urlsplit(url).port}{path}"}, b"", None),
            "login page": (200, {"Content-Type": "text/html"}, b"<html>Who are you?</html>", None),
        }[fault]

    with servers.answering(between(url, change)) as port:
        terminal = Terminal(tmp_path / "data", desk, f"http://127.0.0.1:{port}")
        with pytest.raises(KioskError) as caught:
            terminal.sync()
        assert "\n" not in str(caught.value)
        if fault == "redirected":
            assert "another host" in str(caught.value)
    assert terminal.sync(url) == "updated"
    assert terminal.shown() == ("Viens",)


def test_a_slow_line_is_waited_for(tmp_path: Path, desk: Desk, url: str) -> None:
    import time

    def change(path: str, body: bytes) -> Said:
        time.sleep(0.3 if "timestamp" in path else 0)
        return 200, {}, body, None

    with servers.answering(between(url, change)) as port:
        assert Terminal(tmp_path / "a", desk, f"http://127.0.0.1:{port}").sync() == "updated"


def test_a_private_authority_through_a_proxy(tmp_path: Path, desk: Desk) -> None:
    authority, _context = servers.private_authority(tmp_path)
    with nginx(desk.site, tmp_path / "nginx", tmp_path / "server.pem") as url, servers.proxy() as (address, asked):
        terminal = Terminal(tmp_path / "data", desk, url)
        with pytest.raises(TransportError, match=r"name a private authority with sync\.ca_file"):
            terminal.sync()
        assert terminal.sync(line=Line(proxy=f"http://{address}", ca_file=authority)) == "updated"
        assert set(asked) == {f"CONNECT {url.removeprefix('https://')}"}


def test_metadata_and_packs_take_the_same_way(tmp_path: Path, desk: Desk, url: str) -> None:
    with servers.proxy() as (address, asked):
        assert Terminal(tmp_path / "data", desk, url).sync(line=Line(proxy=address)) == "updated"
    kinds = {line.removeprefix(f"GET {url}/").split("/")[0] for line in asked}
    assert kinds == {"metadata", "targets", "blobs"}
