"""The one door to the network: a relay on loopback that lets a client reach its origin, and nothing else.

The client follows redirects and cannot be told not to. So all it says goes through this relay, which connects to the
origin alone (directly, or through the city's proxy) and answers 403 to anything else. It sees host names and, with https,
nothing more: TLS goes through it from the client to the origin. It also knows why a connection failed.
"""

from __future__ import annotations

import base64
import secrets
import selectors
import socket
import ssl
import threading
from contextlib import ExitStack, suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple
from urllib.parse import unquote, urlsplit

from kiosk.errors import TransportError

if TYPE_CHECKING:
    from collections.abc import Collection

LONGEST_HEAD = 1 << 16
"""Bytes of a request's or an answer's head."""

PATIENCE = 10
"""Seconds for a connection to be made, and for a client to say what it wants."""

PORTS = {"http": 80, "https": 443}


class Door(NamedTuple):
    """A host, in lower case, and a port."""

    host: str
    port: int


@dataclass(frozen=True, slots=True)
class Proxy:
    """The city's proxy; tls: whether it is spoken to through TLS; authorization: the header's value, or empty."""

    door: Door
    tls: ssl.SSLContext | None
    authorization: str

    @classmethod
    def parse(cls, url: str, authorities: str | None) -> Proxy:
        """A proxy from `http://user:password@host:port`; authorities: PEM file for `https://`. TransportError for another."""
        try:
            parts = urlsplit(url if "://" in url else f"http://{url}")
            door = Door(parts.hostname or "", parts.port or PORTS.get(parts.scheme, 0))
        except ValueError:
            parts, door = urlsplit(""), Door("", 0)
        if parts.scheme not in PORTS or not door.host:
            message = (
                "the proxy is no address; write http://HOST:PORT in sync.proxy, HTTPS_PROXY or the credential proxy"
            )
            raise TransportError(message, "proxy")
        authorization = ""
        if parts.username is not None:
            pair = f"{unquote(parts.username)}:{unquote(parts.password or '')}"
            authorization = f"Basic {base64.b64encode(pair.encode()).decode()}"
        tls = ssl.create_default_context() if parts.scheme == "https" else None
        if tls is not None and authorities is not None:
            tls.load_verify_locations(authorities)
        return cls(door, tls, authorization)


class Gate:
    """A relay for one origin. It opens the doors in `allowed`; `problem` is the cause of the last failure, or empty."""

    def __init__(self, allowed: Collection[Door], proxy: Proxy | None) -> None:
        self._allowed = allowed
        self._proxy = proxy
        self._word = secrets.token_hex()
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.problem = ""
        threading.Thread(target=self._serve, name="gate", daemon=True).start()

    @property
    def url(self) -> str:
        """What the client takes as its proxy; the word keeps other users of this machine out."""
        return f"http://kiosk:{self._word}@127.0.0.1:{self._listener.getsockname()[1]}"

    def close(self) -> None:
        """Stops listening; connections end with their client."""
        with suppress(OSError):
            self._listener.shutdown(socket.SHUT_RDWR)  # wakes accept()
        self._listener.close()

    def _serve(self) -> None:
        while True:
            try:
                client, _address = self._listener.accept()
            except OSError:
                return
            threading.Thread(target=self._relay, args=(client,), name="gate connection", daemon=True).start()

    def _relay(self, client: socket.socket) -> None:
        with ExitStack() as stack, suppress(OSError, ValueError):  # who does not speak HTTP is not answered
            stack.enter_context(client)
            client.settimeout(PATIENCE)
            head, rest = _head(client)
            client.settimeout(None)
            method, target, headers = _parsed(head)
            tunnel = method == "CONNECT"
            parts = urlsplit(f"//{target}" if tunnel else target)
            door = Door(parts.hostname or "", parts.port or PORTS["https" if tunnel else "http"])
            if headers.pop("proxy-authorization", "") != _basic(f"kiosk:{self._word}") or door not in self._allowed:
                self.problem = "redirect"
                client.sendall(b"HTTP/1.1 403 Forbidden\r\nContent-Length: 0\r\nConnection: close\r\n\r\n")
                return
            server = self._connected(door, tunnel=tunnel)
            if server is None:
                client.sendall(b"HTTP/1.1 502 Bad Gateway\r\nContent-Length: 0\r\nConnection: close\r\n\r\n")
                return
            stack.enter_context(server)
            if tunnel:
                client.sendall(b"HTTP/1.1 200 Connection established\r\n\r\n")
            else:
                path = target if self._proxy else (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
                headers["connection"] = "close"
                if self._proxy and self._proxy.authorization:
                    headers["proxy-authorization"] = self._proxy.authorization
                lines = (f"{method} {path} HTTP/1.1", *(f"{name}: {value}" for name, value in headers.items()))
                server.sendall("\r\n".join((*lines, "", "")).encode("latin-1"))
            server.sendall(rest)
            _pipe(client, server, closing=not tunnel)

    def _connected(self, door: Door, *, tunnel: bool) -> socket.socket | None:
        """A connection to the origin or to the proxy; None, and why in `problem`, when there is none."""
        to = self._proxy.door if self._proxy else door
        try:
            server = socket.create_connection(to, PATIENCE)
            if self._proxy:
                if self._proxy.tls:
                    server = self._proxy.tls.wrap_socket(server, server_hostname=to.host)
                if tunnel and not self._tunnelled(server, door):
                    server.close()
                    self.problem = "proxy"
                    return None
            server.settimeout(None)
        except socket.gaierror:
            self.problem = "proxy" if self._proxy else "dns"
        except TimeoutError:
            self.problem = "proxy" if self._proxy else "timeout"
        except OSError:
            self.problem = "proxy" if self._proxy else "connect"
        else:
            return server
        return None

    def _tunnelled(self, server: socket.socket, door: Door) -> bool:
        host = f"[{door.host}]" if ":" in door.host else door.host
        lines = [f"CONNECT {host}:{door.port} HTTP/1.1", f"Host: {host}:{door.port}"]
        if self._proxy and self._proxy.authorization:
            lines.append(f"Proxy-Authorization: {self._proxy.authorization}")
        server.sendall("\r\n".join((*lines, "", "")).encode("latin-1"))
        head, _rest = _head(server)
        return head.split(b" ", 2)[1:2] == [b"200"]


def _basic(pair: str) -> str:
    return f"Basic {base64.b64encode(pair.encode()).decode()}"


def _head(connection: socket.socket) -> tuple[bytes, bytes]:
    """The head of a message, and what came after it; OSError when there is none."""
    data = b""
    while b"\r\n\r\n" not in data:
        piece = connection.recv(1 << 14)
        if not piece or len(data) > LONGEST_HEAD:
            raise ConnectionResetError
        data += piece
    head, _, rest = data.partition(b"\r\n\r\n")
    return head, rest


def _parsed(head: bytes) -> tuple[str, str, dict[str, str]]:
    """Method, target, and headers by lower-case name; OSError when it is not HTTP."""
    first, *lines = head.decode("latin-1").split("\r\n")
    words = first.split(" ")
    if len(words) != 3:  # noqa: PLR2004 (RFC 9112, section 3)
        raise ConnectionResetError
    pairs = (line.partition(":") for line in lines)
    return words[0], words[1], {name.strip().lower(): value.strip() for name, _, value in pairs}


def _pipe(client: socket.socket, server: socket.socket, *, closing: bool) -> None:
    """Passes bytes both ways until either side has ended.

    closing: the answer says that its connection ends with it, as not every server repeats what it was asked.
    """
    held: bytes | None = b"" if closing else None
    with selectors.DefaultSelector() as selector:
        selector.register(client, selectors.EVENT_READ, server)
        selector.register(server, selectors.EVENT_READ, client)
        while True:
            for key, _events in selector.select():
                source: socket.socket = key.fileobj  # type: ignore[assignment] # we registered sockets
                data = source.recv(1 << 16)
                while isinstance(source, ssl.SSLSocket) and source.pending():  # the selector sees only the socket below
                    data += source.recv(source.pending())
                if not data:
                    key.data.sendall(b"" if held is None or source is client else held)
                    return
                if source is server and held is not None:
                    held += data
                    if b"\r\n\r\n" not in held and len(held) < LONGEST_HEAD:
                        continue
                    status, _, rest = held.partition(b"\r\n")
                    data, held = status + b"\r\nConnection: close\r\n" + rest, None
                key.data.sendall(data)
