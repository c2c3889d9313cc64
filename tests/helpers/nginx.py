"""nginx on loopback, with the configuration that cities get."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import time
from contextlib import contextmanager
from typing import TYPE_CHECKING

import pytest

from kiosk.resources import ROOT

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

CONFIGURATION = """
daemon off;
pid {folder}/nginx.pid;
error_log {folder}/error.log;
worker_processes 1;
{user}
events {{ worker_connections 512; }}
http {{
    access_log {folder}/access.log;
    client_body_temp_path {folder}/body; proxy_temp_path {folder}/proxy; fastcgi_temp_path {folder}/fastcgi;
    uwsgi_temp_path {folder}/uwsgi; scgi_temp_path {folder}/scgi;
    default_type application/octet-stream;
    server {{
        listen 127.0.0.1:{port}{tls};
        {certificate}
        root {site};
        include {ours};
    }}
}}
"""


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as server:
        return int(server.getsockname()[1])


def program() -> str:
    """Where nginx is; the test is skipped without it."""
    found = shutil.which("nginx", path=f"{os.environ['PATH']}:/usr/sbin:/sbin")
    if found is None:
        pytest.skip("nginx is missing (package nginx-light)")
    return found


@contextmanager
def nginx(site: Path, folder: Path, certificate: Path | None = None) -> Iterator[str]:
    """The URL of a folder served by nginx; certificate: PEM of certificate and key, for https."""
    tool, port = program(), free_port()
    folder.mkdir(parents=True, exist_ok=True)
    text = CONFIGURATION.format(
        folder=folder,
        port=port,
        site=site,
        ours=ROOT / "packaging" / "nginx" / "kiosk-packs.conf",
        user="user root;" if os.geteuid() == 0 else "",
        tls=" ssl" if certificate else "",
        certificate=f"ssl_certificate {certificate}; ssl_certificate_key {certificate};" if certificate else "",
    )
    (folder / "nginx.conf").write_text(text)
    process = subprocess.Popen([tool, "-c", str(folder / "nginx.conf"), "-e", str(folder / "error.log")])
    try:
        listening(port, process)
        yield f"{'https' if certificate else 'http'}://127.0.0.1:{port}"
    finally:
        process.terminate()
        process.wait(10)


def listening(port: int, process: subprocess.Popen[bytes]) -> None:
    """Waits until a server that was started answers."""
    for _ in range(600):
        assert process.poll() is None, "the server has ended"
        try:
            socket.create_connection(("127.0.0.1", port), 1).close()
        except OSError:
            time.sleep(0.05)
        else:
            return
    pytest.fail("the server does not answer")
