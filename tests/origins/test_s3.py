"""A city's packs in an S3 store: published to it, and fetched from it."""

from __future__ import annotations

import subprocess
import sys
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import pytest

from kiosk.errors import TransportError
from kiosk.publishing import releases, upload
from kiosk.transport.line import Line
from kiosk.transport.origin import Origin
from tests.helpers import servers
from tests.helpers.cities import Desk, Terminal
from tests.helpers.nginx import free_port, listening

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


@pytest.fixture(scope="module")
def store() -> Iterator[str]:
    """The address of moto's S3 server."""
    port = free_port()
    process = subprocess.Popen(
        [sys.executable, "-m", "moto.server", "-H", "127.0.0.1", "-p", str(port)],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        listening(port, process)
        yield f"http://127.0.0.1:{port}"
    finally:
        process.terminate()
        process.wait(10)


@pytest.fixture
def bucket(store: str, monkeypatch: pytest.MonkeyPatch, request: pytest.FixtureRequest) -> str:
    import http.client

    name = f"packs-{abs(hash(request.node.name))}"
    monkeypatch.setenv("AWS_ENDPOINT_URL", store)
    monkeypatch.setenv("AWS_ACCESS_KEY_ID", "desk")
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", "secret")
    connection = http.client.HTTPConnection(store.removeprefix("http://"))
    connection.request("PUT", f"/{name}")
    assert connection.getresponse().read() is not None
    connection.close()
    return f"s3://{name}/daugavpils"


def test_published_and_fetched(tmp_path: Path, bucket: str) -> None:
    desk = Desk(tmp_path / "desk")
    desk.add("Viens", publish=False)
    assert desk.publish(bucket) > 5
    assert desk.publish(bucket) == 1
    terminal = Terminal(tmp_path / "data", desk, bucket)
    assert terminal.sync() == "updated"
    desk.add("Divi", publish=False)
    desk.publish(bucket)
    assert terminal.sync() == "updated"
    assert terminal.shown() == ("Divi",)


def test_a_bucket_that_is_not_there_is_to_be_made(tmp_path: Path, bucket: str) -> None:
    desk = Desk(tmp_path / "desk")
    with pytest.raises(TransportError, match=r"s3://no-such-bucket/x takes no files .* make the bucket"):
        desk.publish("s3://no-such-bucket/x")


def test_headers_for_caches_go_with_the_files(tmp_path: Path, bucket: str) -> None:
    import obstore

    desk = Desk(tmp_path / "desk")
    desk.add("Viens", publish=False)
    desk.publish(bucket)
    with Origin(bucket) as origin:
        newest = obstore.get(origin._opened(), "metadata/timestamp.json").attributes
        root = obstore.get(origin._opened(), "metadata/1.root.json").attributes
        blob = obstore.get(origin._opened(), next(iter(releases.files(desk.repository)))).attributes
    assert newest["Cache-Control"] == root["Cache-Control"] == "no-cache"
    assert "immutable" in blob["Cache-Control"]


def test_what_is_listed_no_longer_goes(tmp_path: Path, bucket: str) -> None:
    desk = Desk(tmp_path / "desk")
    for name in ("Viens", "Divi", "Trīs"):
        desk.add(name, publish=False)
        desk.publish(bucket)
    releases.prune(desk.repository, 1)
    desk.publish(bucket)
    later = datetime.now(UTC) + timedelta(days=2)
    with Origin(bucket) as origin:
        assert not list(upload.clear(desk.repository, origin, datetime.now(UTC)))
        gone = list(upload.clear(desk.repository, origin, later))
        assert {path.split("/")[0] for path in gone} == {"blobs", "targets", "metadata"}
        left = {path for folder in ("blobs", "targets", "metadata") for path, _when in origin.listed(folder)}
    assert left == {*releases.files(desk.repository), *desk.repository.metadata.published()}
    assert Terminal(tmp_path / "data", desk, bucket).sync() == "updated"


def test_what_is_not_there_and_through_a_proxy(tmp_path: Path, bucket: str) -> None:
    with Origin(bucket) as origin, pytest.raises(TransportError) as caught:
        b"".join(origin.get("nothing"))
    assert caught.value.cause == "missing"
    with Origin(bucket) as origin:
        origin.put("a", b"content", {})
    with servers.proxy() as (address, asked), Origin(bucket, Line(proxy=address)) as origin:
        assert b"".join(origin.get("a")) == b"content"
        assert len(asked) == 1


def test_keys_that_the_service_manager_laid_ready(tmp_path: Path, bucket: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("AWS_ACCESS_KEY_ID")
    monkeypatch.delenv("AWS_SECRET_ACCESS_KEY")
    (tmp_path / "s3-access-key-id").write_text("terminal\n")
    (tmp_path / "s3-secret-access-key").write_text("secret\n")
    with Origin(bucket, Line(credentials=tmp_path)) as origin:
        origin.put("a", b"content", {})
        assert origin.size("a") == 7
