"""Small servers on loopback, for what nginx cannot be asked to do wrong; each is closed by its test."""

from __future__ import annotations

import ipaddress
import select
import socket
import ssl
import threading
from contextlib import contextmanager, suppress
from datetime import UTC, datetime, timedelta
from functools import partial
from http.server import BaseHTTPRequestHandler, SimpleHTTPRequestHandler, ThreadingHTTPServer
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from http.server import HTTPServer
    from pathlib import Path


class Quiet(ThreadingHTTPServer):
    """A server that does not print what its clients do wrong."""

    daemon_threads = True

    def handle_error(self, request: object, client_address: object) -> None:
        pass


@contextmanager
def serving(handler: Callable[..., BaseHTTPRequestHandler], tls: ssl.SSLContext | None = None) -> Iterator[HTTPServer]:
    """A server of one kind of handler; its port is free and its own."""
    server = Quiet(("127.0.0.1", 0), handler)
    if tls is not None:
        server.socket = tls.wrap_socket(server.socket, server_side=True)
    thread = threading.Thread(target=partial(server.serve_forever, poll_interval=0.01), daemon=True)
    thread.start()
    try:
        yield server
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


class Folder(SimpleHTTPRequestHandler):
    """Python's own server of a folder: it knows no ranges."""

    def log_message(self, *args: object) -> None:
        pass


@contextmanager
def folder(path: Path, tls: ssl.SSLContext | None = None) -> Iterator[str]:
    """The URL of a folder."""
    with serving(partial(Folder, directory=str(path)), tls) as server:
        yield f"{'https' if tls else 'http'}://127.0.0.1:{server.server_address[1]}"


class Answer(BaseHTTPRequestHandler):
    """Answers as a function says: status, headers, body, and bytes of it that are sent before it hangs up."""

    protocol_version = "HTTP/1.1"

    def __init__(self, answer: Callable[[BaseHTTPRequestHandler], Said], *args: Any) -> None:
        self._answer = answer
        super().__init__(*args)

    def log_message(self, *args: object) -> None:
        pass

    def do_GET(self) -> None:
        status, headers, body, sent = self._answer(self)
        self.send_response(status)
        for name, value in ({"Content-Length": str(len(body))} | headers).items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(body[:sent] if sent is not None else body)
        if sent is not None:
            self.wfile.flush()
            self.close_connection = True
            with suppress(OSError):
                self.connection.shutdown(socket.SHUT_RDWR)

    do_HEAD = do_GET  # noqa: N815 - the library's name


Said = tuple[int, dict[str, str], bytes, int | None]


@contextmanager
def answering(answer: Callable[[BaseHTTPRequestHandler], Said], tls: ssl.SSLContext | None = None) -> Iterator[int]:
    """The port of a server that answers by a function."""
    with serving(partial(Answer, answer), tls) as server:
        yield server.server_address[1]


class Proxying(BaseHTTPRequestHandler):
    """A proxy: tunnels, and plain requests by their whole address; it notes what it was asked for."""

    protocol_version = "HTTP/1.1"

    def __init__(self, asked: list[str], authorization: str, *args: Any) -> None:
        self._asked, self._authorization = asked, authorization
        super().__init__(*args)

    def log_message(self, *args: object) -> None:
        pass

    def _let(self, what: str) -> bool:
        self._asked.append(what)
        if self._authorization and self.headers.get("Proxy-Authorization") != self._authorization:
            self.send_response(407)
            self.send_header("Content-Length", "0")
            self.send_header("Connection", "close")
            self.end_headers()
            self.close_connection = True
            return False
        return True

    def do_GET(self) -> None:
        if not self._let(f"{self.command} {self.path}"):
            return
        parts = urlsplit(self.path)
        with socket.create_connection((parts.hostname or "", parts.port or 80)) as out:
            lines = [f"{self.command} {parts.path} HTTP/1.1", *(f"{k}: {v}" for k, v in self.headers.items())]
            out.sendall("\r\n".join((*lines, "", "")).encode())
            while data := out.recv(1 << 16):
                self.wfile.write(data)
        self.close_connection = True

    do_HEAD = do_GET  # noqa: N815 - the library's name

    def do_CONNECT(self) -> None:
        if not self._let(f"CONNECT {self.path}"):
            return
        host, _, port = self.path.rpartition(":")
        with socket.create_connection((host, int(port))) as out:
            self.wfile.write(b"HTTP/1.1 200 OK\r\n\r\n")
            self.wfile.flush()
            ends = {self.connection: out, out: self.connection}
            while True:
                for end in select.select(list(ends), [], [], 10)[0]:
                    data = end.recv(1 << 16)
                    if not data:
                        self.close_connection = True
                        return
                    ends[end].sendall(data)


@contextmanager
def proxy(authorization: str = "") -> Iterator[tuple[str, list[str]]]:
    """The address of a proxy, and what it is asked for."""
    asked: list[str] = []
    with serving(partial(Proxying, asked, authorization)) as server:
        yield f"127.0.0.1:{server.server_address[1]}", asked


def private_authority(folder: Path) -> tuple[Path, ssl.SSLContext]:
    """The PEM file of an authority that nobody knows, and a server's context with a certificate of it for loopback."""
    now = datetime.now(UTC)
    authority, server = ec.generate_private_key(ec.SECP256R1()), ec.generate_private_key(ec.SECP256R1())
    issuer = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "The town's own")])

    def certificate(name: x509.Name, key: ec.EllipticCurvePrivateKey, *, authoritative: bool) -> x509.Certificate:
        builder = (
            x509.CertificateBuilder()
            .subject_name(name)
            .issuer_name(issuer)
            .public_key(key.public_key())
            .serial_number(x509.random_serial_number())
            .not_valid_before(now - timedelta(days=1))
            .not_valid_after(now + timedelta(days=1))
            .add_extension(x509.BasicConstraints(ca=authoritative, path_length=None), critical=True)
        )
        if not authoritative:
            names = [x509.DNSName("localhost"), x509.IPAddress(ipaddress.ip_address("127.0.0.1"))]
            builder = builder.add_extension(x509.SubjectAlternativeName(names), critical=False)
        return builder.sign(authority, hashes.SHA256())

    pem = serialization.Encoding.PEM
    (folder / "ca.pem").write_bytes(certificate(issuer, authority, authoritative=True).public_bytes(pem))
    own = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "localhost")])
    (folder / "server.pem").write_bytes(
        certificate(own, server, authoritative=False).public_bytes(pem)
        + server.private_bytes(pem, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    )
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(folder / "server.pem")
    return folder / "ca.pem", context
