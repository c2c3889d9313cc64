"""`make bench-fleet`: what 100,000 terminals ask of an origin in a day, and what nginx on one core can give.

Each terminal is the client's own code for metadata, with a mark of its own, many in one process; only the network is a
dictionary. It looks once at an origin where nothing is new, and once at one with an update of 1 %. When they come is drawn
from the client's own schedule, over a day. What is the same for all is worked out once in a process: what some bytes say, and
whether a signature on them is good. That takes three quarters of the time away and changes no request. nginx is asked for real,
and its worker's processor time is read: what it can give is one over the time that it takes.
"""

from __future__ import annotations

import os
import random
import shutil
import socket
import ssl
import subprocess
import sys
import tempfile
import time
from array import array
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager, suppress
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from functools import cache, cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

from securesystemslib.signer import SSlibKey
from tuf.api.metadata import Metadata

from bench.sync import edited, generated
from kiosk.errors import TransportError
from kiosk.packs.state import Mark, Role
from kiosk.publishing import releases, repository
from kiosk.publishing.role_keys import Keys
from kiosk.resources import BUILD, ROOT
from kiosk.sync import enrolling, polls
from kiosk.sync.fetcher import OriginFetcher
from kiosk.sync.trust import Trust
from kiosk.transport.causes import MISSING
from kiosk.transport.origin import Origin

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

TERMINALS = 100_000
DAY = 86_400
INTERVAL = 15 * 60
HEAD = 350
"""Bytes of an answer's head and of TCP's own, beside what is in it."""

CITY = "bench"


class Memory(Origin):
    """An origin in memory that counts what it is asked for."""

    def __init__(self, files: dict[str, bytes]) -> None:
        super().__init__("file:///nowhere")
        self.files = files
        self.requests = 0
        self.bytes = 0

    def get(self, path: str, offset: int = 0) -> Iterator[bytes]:
        """A file in one piece."""
        self.requests += 1
        self.bytes += HEAD
        if path not in self.files:
            raise TransportError(path, MISSING)
        self.bytes += len(self.files[path]) - offset
        yield self.files[path][offset:]


@dataclass(frozen=True, slots=True)
class Cost:
    """Requests and bytes of a number of looks."""

    looks: int
    requests: int
    bytes: int


def site(folder: Path) -> dict[str, bytes]:
    """The metadata and lists of a repository, by path."""
    return {
        str(path.relative_to(folder)): path.read_bytes()
        for part in ("metadata", "targets")
        for path in (folder / part).rglob("*.json")
    }


def publish(folder: Path) -> tuple[dict[str, bytes], dict[str, bytes], Role, int]:
    """The origin before and after an update of 1 %, the root that terminals are enrolled with, and the delta's length."""
    generated(folder / "before.pack")
    edited(folder / "before.pack", folder / "after.pack")
    made = repository.Repository(folder / "repo", Keys(folder / "repo", lambda _kind, _new: "bench"))
    made.create((CITY,))
    releases.add(made, (folder / "before.pack",))
    before = site(folder / "repo")
    added = releases.add(made, (folder / "after.pack",))
    root = enrolling.trusted_root(folder / "repo" / "root.json")
    return before, site(folder / "repo"), root, added.release.editions[0].deltas[0].length


def fleet(count: int, root: Role, before: dict[str, bytes], after: dict[str, bytes]) -> tuple[Cost, Cost]:
    """So many terminals, each with its own mark: a look where nothing is new, and one at the update."""
    _remember()
    quiet, update = Memory(before), Memory(after)
    with tempfile.TemporaryDirectory(dir="/dev/shm" if os.path.isdir("/dev/shm") else None) as scratch:  # noqa: S108, PTH112 - memory, where there is some
        first = look(Memory(before), Mark(roles={"root": root}), Path(scratch))
        for _ in range(count):
            look(update, look(quiet, first, Path(scratch)), Path(scratch), version=2)
    return Cost(count, quiet.requests, quiet.bytes), Cost(count, update.requests, update.bytes)


def _remember() -> None:
    """Keeps, in this process alone, what depends on nothing but bytes; the client changes no metadata that it has read."""
    read: Callable[[bytes], Metadata[Any]] = cache(Metadata[Any].from_bytes)
    Metadata.from_bytes = lambda data, _reader=None: read(data)  # type: ignore[method-assign,assignment] # in this process alone
    Metadata.signed_bytes = cached_property(Metadata.signed_bytes.fget)  # type: ignore[assignment,attr-defined] # in this process alone
    Metadata.signed_bytes.__set_name__(Metadata, "signed_bytes")  # type: ignore[attr-defined] # in this process alone
    SSlibKey.verify_signature = cache(SSlibKey.verify_signature)  # type: ignore[method-assign] # in this process alone


def look(origin: Memory, mark: Mark, scratch: Path, version: int = 0) -> Mark:
    """What a run of the client does with metadata; version: the one to fetch the list of, if any."""
    folder = scratch / "tuf"
    folder.mkdir()
    try:
        trust = Trust(OriginFetcher(origin), mark, folder, datetime.now(UTC))
        sight = trust.look(CITY)
        if version:
            trust.release(CITY, version)
    finally:
        shutil.rmtree(folder)
    return replace(sight.mark, version=version)


def peak(terminals: int) -> tuple[int, int]:
    """Looks in the busiest second of a day, and in the whole day, of terminals that come as the client's schedule says."""
    chance = random.Random(1)
    seconds = array("l", bytes(8 * DAY))
    for _ in range(terminals):
        at = chance.uniform(0, INTERVAL)
        while at < DAY:
            seconds[int(at)] += 1
            at += polls.following(INTERVAL, 0, chance)
    return max(seconds), sum(seconds)


def _certificate(folder: Path) -> str:
    """Makes a certificate; gives the lines of nginx's configuration that name it."""
    line = "openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -subj /CN=localhost".split()  # noqa: SIM905 - reads better
    made: list[str | Path] = ["-keyout", folder / "key.pem", "-out", folder / "cert.pem"]
    subprocess.run([*line, *made], check=True, capture_output=True, timeout=60)
    return f"ssl_certificate {folder}/cert.pem; ssl_certificate_key {folder}/key.pem; ssl_session_tickets off;"


@contextmanager
def nginx(folder: Path, tls: bool) -> Iterator[tuple[int, int]]:  # noqa: FBT001 (one of two)
    """The port of nginx with one worker, and that worker's process id."""
    tool = shutil.which("nginx", path=f"{os.environ['PATH']}:/usr/sbin")
    if tool is None:
        message = "nginx is missing (package nginx-light)"
        raise SystemExit(message)
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    secure = _certificate(folder) if tls else ""
    (folder / "nginx.conf").write_text(
        f"daemon off; pid {folder}/pid; error_log {folder}/error.log; worker_processes 1; user root;"
        f"events {{ worker_connections 512; }} http {{ access_log off; keepalive_requests 1000000; server {{"
        f" listen 127.0.0.1:{port}{' ssl' if tls else ''}; {secure} root {folder}/repo;"
        f" include {ROOT}/packaging/nginx/kiosk-packs.conf; }} }}"
    )
    process = subprocess.Popen([tool, "-c", folder / "nginx.conf", "-e", folder / "error.log"])
    try:
        for _ in range(100):
            time.sleep(0.05)
            with suppress(OSError), socket.create_connection(("127.0.0.1", port), 1):
                break
        children = Path(f"/proc/{process.pid}/task/{process.pid}/children").read_text(encoding="ascii").split()
        yield port, int(children[0])
    finally:
        process.terminate()
        process.wait(10)


def capacity(folder: Path, *, tls: bool, anew: bool) -> float:
    """Requests a second that one core of nginx can answer; anew: each on a connection of its own."""
    request = b"GET /metadata/timestamp.json HTTP/1.1\r\nHost: localhost\r\n\r\n"
    context = ssl.create_default_context()
    context.check_hostname, context.verify_mode = False, ssl.CERT_NONE

    def connected(port: int) -> socket.socket:
        plain = socket.create_connection(("127.0.0.1", port))
        return context.wrap_socket(plain) if tls else plain

    times = 1500 if tls and anew else 6000
    with nginx(folder, tls) as (port, worker):
        connection = connected(port)
        before = _cpu(worker)
        for _ in range(times):
            if anew:
                connection.close()
                connection = connected(port)
            connection.sendall(request)
            connection.recv(4096)
        spent = _cpu(worker) - before
        connection.close()
    return times / max(spent, 0.01)


def _cpu(process: int) -> float:
    """Processor seconds of a process so far."""
    fields = Path(f"/proc/{process}/stat").read_text(encoding="ascii").rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def main() -> int:
    """Measures, prints the table, and writes it to `build/fleet.md`."""
    workers = 2
    with tempfile.TemporaryDirectory() as made:
        folder = Path(made)
        before, after, root, delta = publish(folder)
        began = time.monotonic()
        with ProcessPoolExecutor(workers) as pool:
            parts = [pool.submit(fleet, TERMINALS // workers, root, before, after) for _ in range(workers)]
            costs = [part.result() for part in parts]
        seconds = time.monotonic() - began
        plain, fresh = capacity(folder, tls=False, anew=False), capacity(folder, tls=False, anew=True)
        sealed = capacity(folder, tls=True, anew=True)
    quiet = Cost(*(sum(getattr(q, name) for q, _u in costs) for name in ("looks", "requests", "bytes")))
    update = Cost(*(sum(getattr(u, name) for _q, u in costs) for name in ("looks", "requests", "bytes")))
    rows = [
        "| terminals | requests a day, quiet | GB a day, quiet | requests on a day with a 1 % update | GB on that day | busiest second | of one nginx core, https |",
        "|---|---|---|---|---|---|---|",
    ]
    for terminals in (10, 1_000, TERMINALS):
        busiest, looks = peak(terminals)
        asked, sent = looks * quiet.requests / quiet.looks, looks * quiet.bytes / quiet.looks
        more = terminals * (update.requests / update.looks + 1 - quiet.requests / quiet.looks)
        heavier = terminals * (update.bytes / update.looks + delta + HEAD - quiet.bytes / quiet.looks)
        worst = busiest * (update.requests / update.looks + 1)
        rows.append(
            f"| {terminals:,} | {asked:,.0f} | {sent / 1e9:,.3f} | {asked + more:,.0f} | {(sent + heavier) / 1e9:,.3f} |"
            f" {worst:,.0f} requests | {100 * worst / sealed:.1f} % |"
        )
    notes = (
        f"{quiet.looks:,} terminals simulated in {seconds:.0f} s: {quiet.requests / quiet.looks:.2f} requests and {quiet.bytes / quiet.looks:,.0f} bytes a quiet look, "
        f"{update.requests / update.looks:.2f} and {update.bytes / update.looks:,.0f} a look at an update, and a delta of {delta:,} bytes. nginx on one core: {plain:,.0f} requests a second on "
        f"open connections, {fresh:,.0f} on new ones, {sealed:,.0f} with a new TLS connection each."
    )
    text = "\n".join((*rows, "", notes, ""))
    BUILD.mkdir(exist_ok=True)
    (BUILD / "fleet.md").write_text(text, encoding="utf-8")
    print(text)
    return 0


if __name__ == "__main__":
    sys.exit(main())
