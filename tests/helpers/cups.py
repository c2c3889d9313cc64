"""A CUPS of the tests' own: the real `cupsd` on a loopback port, with its folders in a temporary one, and one queue.

Behind the queue stands a tray: a backend of CUPS (a program that CUPS starts with the document on its standard input)
which lays each slip down as a file, so that a test sees which bytes would have reached a printer.
"""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import tempfile
import time
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    import pytest

QUEUE = "slips"
PATIENCE = 20.0
FOLDERS = ("etc", "spool", "spool/tmp", "cache", "state", "log", "paper", "lib", "lib/backend", "lib/filter")
SERVER_PROGRAMS = Path("/usr/lib/cups")

_FILES = """
ServerRoot {folder}/etc
RequestRoot {folder}/spool
CacheDir {folder}/cache
StateDir {folder}/state
TempDir {folder}/spool/tmp
ErrorLog {folder}/log/error
AccessLog {folder}/log/access
PageLog {folder}/log/page
ServerBin {folder}/lib
User lp
Group lp
SystemGroup lpadmin root
"""

_TRAY = """#!/bin/sh
# job, user, title, copies, options[, file]; without any argument CUPS asks what there is
[ $# -eq 0 ] && exit 0
cat ${{6:+"$6"}} > "{folder}/paper/$1.part" && mv "{folder}/paper/$1.part" "{folder}/paper/$1-$3"
"""

_SERVER = """
Listen 127.0.0.1:{port}
LogLevel info
PreserveJobFiles No
PreserveJobHistory No
Browsing No
WebInterface No
<Location />
Order allow,deny
Allow from 127.0.0.1
</Location>
<Policy default>
<Limit All>
Order allow,deny
Allow all
</Limit>
</Policy>
"""


def installed() -> bool:
    """Whether this machine has the server and the tools, and may start them."""
    return os.geteuid() == 0 and all(map(_program, ("cupsd", "lpadmin", "lp", "lpstat")))


def _program(name: str) -> str | None:
    return shutil.which(name, path=f"{os.environ.get('PATH', '')}:/usr/sbin:/sbin")


@dataclass(frozen=True, slots=True)
class Cups:
    """A server that runs. address: for `CUPS_SERVER`."""

    folder: Path
    address: str

    @property
    def paper(self) -> dict[str, bytes]:
        """What came out of the printer, by its number and title."""
        return {path.name: path.read_bytes() for path in (self.folder / "paper").iterdir() if path.suffix != ".part"}

    @property
    def kept(self) -> list[str]:
        """Names of the files that CUPS holds on to: control files `c…`, documents `d…`."""
        return sorted(path.name for path in (self.folder / "spool").iterdir() if path.is_file())

    def log(self) -> str:
        """What CUPS wrote down, all logs."""
        return "".join(path.read_text(errors="replace") for path in sorted((self.folder / "log").iterdir()))

    def tell(self, name: str, *arguments: str) -> str:
        """Runs a tool of CUPS against this server."""
        program = _program(name)
        assert program is not None
        environment = {**os.environ, "CUPS_SERVER": self.address, "LC_ALL": "C"}
        done = subprocess.run(
            [program, *arguments], env=environment, capture_output=True, text=True, timeout=PATIENCE, check=False
        )
        return done.stdout + done.stderr


@contextmanager
def serving(monkeypatch: pytest.MonkeyPatch) -> Iterator[Cups]:
    """A server of a folder that goes with it, and that programs of this process find."""
    folder = Path(tempfile.mkdtemp(prefix="kiosk-cups-"))  # not pytest's, which the user `lp` may not enter
    folder.chmod(0o755)
    try:
        with running(folder) as server:
            monkeypatch.setenv("CUPS_SERVER", server.address)
            yield server
    finally:
        shutil.rmtree(folder)


@contextmanager
def running(folder: Path) -> Iterator[Cups]:
    """A server with the queue `slips`, until the block ends. `folder` must be open to the user `lp`."""
    for name in FOLDERS:
        (folder / name).mkdir()
    (folder / "paper").chmod(0o777)
    for name in ("daemon", "notifier"):
        (folder / "lib" / name).symlink_to(SERVER_PROGRAMS / name)
    tray = folder / "lib" / "backend" / "tray"
    tray.write_text(_TRAY.format(folder=folder))
    tray.chmod(0o755)
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    files, server = folder / "etc" / "cups-files.conf", folder / "etc" / "cupsd.conf"
    files.write_text(_FILES.format(folder=folder))
    server.write_text(_SERVER.format(port=port))
    program = _program("cupsd")
    assert program is not None
    cups = Cups(folder, f"127.0.0.1:{port}")
    with subprocess.Popen([program, "-f", "-c", str(server), "-s", str(files)], stderr=subprocess.DEVNULL) as process:
        try:
            until(lambda: "is running" in cups.tell("lpstat", "-r"))
            cups.tell("lpadmin", "-p", QUEUE, "-E", "-v", "tray:/", "-m", "raw")
            yield cups
        finally:
            process.terminate()


def until(happened: Callable[[], object]) -> None:
    """Asks until `happened()` is true; AssertionError after `PATIENCE` seconds. CUPS tells nobody when it is done."""
    end = time.monotonic() + PATIENCE
    while not happened():
        assert time.monotonic() < end, "CUPS did not do it in time"
        time.sleep(0.02)
