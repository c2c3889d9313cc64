"""An origin: a place that files come from, or go to, whatever carries it.

One client (obstore) for `https://`, `http://`, `s3://` and `file://`; one line to it (`kiosk.transport.line`), so that proxy,
authorities, patience, bandwidth and quiet hours are the same for a kilobyte of metadata and for a large pack.
"""

from __future__ import annotations

import os
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any, Self, TypeAlias
from urllib.parse import unquote, urlsplit
from urllib.request import getproxies_environment, proxy_bypass

import obstore
from obstore.exceptions import BaseError, NotSupportedError
from obstore.store import HTTPStore, LocalStore, S3Store

from kiosk.errors import TransportError
from kiosk.transport.causes import ADVICE, MISSING, explained
from kiosk.transport.gate import PORTS, Door, Gate, Proxy
from kiosk.transport.line import Line, Throttle, allow

if TYPE_CHECKING:
    from collections.abc import Iterator
    from types import TracebackType

    from obstore.store import ClientConfig, RetryConfig

Store: TypeAlias = "HTTPStore | LocalStore | S3Store"

PIECE = 1
"""Fewest bytes that the client hands on: with more it would keep back, and lose, what came before a line broke."""

LONGEST = "24h"
"""For one file, however slow; `Line.timeout` is for a line that has gone silent."""

CREDENTIALS = {
    "s3-access-key-id": "access_key_id",
    "s3-secret-access-key": "secret_access_key",
    "s3-session-token": "token",
}
"""Files of a credentials folder to the store's settings; `http-authorization` is the fourth, `proxy` a fifth."""


class Origin:
    """An open origin; `close()` when done. TransportError for a URL that is none."""

    def __init__(self, url: str, line: Line | None = None) -> None:
        self._line = line or Line()
        self.url = url.rstrip("/")
        self.hurried = False
        self._throttle = Throttle(self._line.limit)
        self._gate: Gate | None = None
        parts = urlsplit(url)
        self.local = parts.scheme == "file"
        if self.local:
            if parts.netloc not in {"", "localhost"}:
                raise _no_url(url)
            self._folder = Path(unquote(parts.path))
            self._store: Store | None = None  # a stick may come later
            return
        if parts.scheme not in {"http", "https", "s3"} or not parts.hostname:
            raise _no_url(url)
        self._store = self._s3(url) if parts.scheme == "s3" else self._http(url, parts.scheme)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, _kind: type[BaseException] | None, _error: BaseException | None, _at: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Closes the gate; twice does no harm."""
        if self._gate is not None:
            self._gate.close()

    def get(self, path: str, offset: int = 0) -> Iterator[bytes]:
        """The bytes of a file from `offset` on, as they come.

        TransportError says what failed; NotSupportedError is for a server that cannot begin in the middle.
        """
        where = f"{self.url}/{path}"
        self._ready()
        options: Any = {"range": {"offset": offset}} if offset else {}
        try:
            for piece in obstore.get(self._opened(), path, options=options).stream(PIECE):
                data = bytes(piece)
                self._throttle.took(0 if self.hurried else len(data))
                yield data
                if not self.hurried:
                    allow(self._line)
        except NotSupportedError:
            raise
        except (BaseError, OSError, ValueError) as error:
            raise self._explained(error, where) from error

    def size(self, path: str) -> int | None:
        """The length of a file in bytes, or None when it is not there."""
        self._ready()
        try:
            return int(obstore.head(self._opened(), path)["size"])
        except (BaseError, OSError, ValueError) as error:
            told = self._explained(error, f"{self.url}/{path}")
            if told.cause == MISSING or (self.local and not self._folder.exists()):
                return None
            raise told from error

    def put(self, path: str, content: bytes | Path, attributes: dict[str, str]) -> None:
        """Writes a file, whole or not at all; in a folder it is on the disk when this returns. attributes: HTTP headers."""
        self._ready()
        if self.local:
            self._folder.mkdir(parents=True, exist_ok=True)
        try:
            headers: Any = attributes if isinstance(self._opened(), S3Store) else None
            obstore.put(self._opened(), path, content, attributes=headers)
            if self.local:
                _flushed(self._folder / path)
        except (BaseError, OSError, ValueError) as error:
            raise self._explained(error, f"{self.url}/{path}") from error

    def _ready(self) -> None:
        if not self.hurried:
            allow(self._line)
        if self._gate is not None:
            self._gate.problem = ""

    def _opened(self) -> Store:
        if self._store is None:
            self._store = LocalStore(self._folder)
        return self._store

    def _explained(self, error: Exception, where: str) -> TransportError:
        if self.local and not self._folder.is_dir():
            return TransportError(ADVICE["folder"].format(where=self.url), "folder")
        return explained(error, where, local=self.local, hint=self._gate.problem if self._gate else "")

    def _http(self, url: str, scheme: str) -> HTTPStore:
        parts = urlsplit(url)
        door = Door((parts.hostname or "").lower(), parts.port or PORTS[scheme])
        options = self._options(scheme, lambda asked: asked == door)
        authorization = self._credential("http-authorization")
        if authorization:
            options["default_headers"] = {"authorization": authorization}
        return HTTPStore(url.rstrip("/"), client_options=options, retry_config=_retries())

    def _s3(self, url: str) -> S3Store:
        endpoint = (
            os.environ.get("AWS_ENDPOINT_URL_S3")
            or os.environ.get("AWS_ENDPOINT_URL")
            or os.environ.get("AWS_ENDPOINT")
        )
        parts = urlsplit(endpoint or "https://amazonaws.com")
        scheme = parts.scheme if parts.scheme in PORTS else "https"
        port = parts.port or PORTS[scheme]
        host = (parts.hostname or "").lower()
        ours = (host, f".{host}")  # a bucket may stand before the host

        def allowed(asked: Door) -> bool:
            return asked.port == port and (asked.host == host or asked.host.endswith(ours[1]))

        config: Any = {name: value for file, name in CREDENTIALS.items() if (value := self._credential(file))}
        config["region"] = os.environ.get("AWS_REGION") or os.environ.get("AWS_DEFAULT_REGION") or "us-east-1"
        if endpoint:
            config["endpoint"] = endpoint
        if "access_key_id" not in config and not os.environ.get("AWS_ACCESS_KEY_ID"):
            config["skip_signature"] = True  # a public bucket; without it the client would ask a cloud's own address
        return S3Store.from_url(
            url.rstrip("/"), config=config, client_options=self._options(scheme, allowed), retry_config=_retries()
        )

    def _options(self, scheme: str, allowed: Any) -> ClientConfig:  # noqa: ANN401 (as the gate has it)
        host = urlsplit(self.url).netloc
        named = self._line.proxy or self._credential("proxy")
        if not named and not proxy_bypass(host):
            environment = getproxies_environment()
            named = environment.get(scheme) or environment.get("all") or ""
        authorities = None if self._line.ca_file is None else str(self._line.ca_file)
        proxy = Proxy.parse(named, authorities) if named and named != "none" else None
        self._gate = Gate(allowed, proxy)
        options: ClientConfig = {
            "allow_http": scheme == "http",
            "connect_timeout": f"{self._line.timeout}s",
            "read_timeout": f"{self._line.timeout}s",
            "timeout": LONGEST,
            "proxy_url": self._gate.url,
            "user_agent": "kiosk",
        }
        if self._line.ca_file is not None:
            try:
                options["root_certificate"] = self._line.ca_file.read_bytes()
            except OSError as error:
                message = f"{self._line.ca_file}: {error.strerror}; name a PEM file with sync.ca_file"
                raise TransportError(message, "tls") from error
        return options

    def _credential(self, name: str) -> str:
        """A secret that systemd laid ready, or nothing."""
        if self._line.credentials is None:
            return ""
        with suppress(FileNotFoundError):
            return (self._line.credentials / name).read_text(encoding="utf-8").strip()
        return ""


def _retries() -> RetryConfig:
    from datetime import timedelta

    backoff: dict[str, timedelta | int] = {
        "init_backoff": timedelta(seconds=0.2),
        "max_backoff": timedelta(seconds=2),
        "base": 2,
    }
    return {"max_retries": 2, "retry_timeout": timedelta(seconds=30), "backoff": backoff}  # type: ignore[typeddict-item] # the same


def _no_url(url: str) -> TransportError:
    message = f"{url!r} is no origin; write https://HOST/PATH, http://HOST/PATH, s3://BUCKET/PATH or file:///PATH"
    return TransportError(message, "url")


def _flushed(path: Path) -> None:
    for each in (path, path.parent):
        descriptor = os.open(each, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)
