"""The client's own objects for an address: which credentials, proxy, authority and patience they get, and which hosts."""

from __future__ import annotations

import os
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeAlias
from urllib.parse import SplitResult, unquote, urlsplit
from urllib.request import getproxies_environment, proxy_bypass

from obstore.exceptions import BaseError
from obstore.store import HTTPStore, LocalStore, S3Store

from kiosk.errors import TransportError
from kiosk.transport.gate import PORTS, Door, Gate, Proxy

if TYPE_CHECKING:
    from obstore.store import ClientConfig, RetryConfig

    from kiosk.transport.line import Line

Store: TypeAlias = "HTTPStore | LocalStore | S3Store"

LONGEST = "24h"
"""For one file, however slow; `Line.timeout` is for a line that has gone silent."""

CREDENTIALS = {
    "s3-access-key-id": "access_key_id",
    "s3-secret-access-key": "secret_access_key",
    "s3-session-token": "token",
}
"""Files of a credentials folder to the store's settings; `http-authorization` is the fourth, `proxy` a fifth."""


def _door(host: str | None, port: int) -> Door:
    """A host as the client asks for it: letters beyond ASCII as IDNA has them. ValueError for a name that cannot be one."""
    name = (host or "").lower()
    return Door(name if name.isascii() else name.encode("idna").decode(), port)


def parsed(url: str) -> SplitResult:
    """The parts of an origin's address. TransportError for one that is none; it names no password that stands in it."""
    try:
        parts = urlsplit(url)
        named = bool(_door(parts.hostname, 0).host) and parts.port != 0
    except ValueError:
        parts, named = SplitResult("", "", "", "", ""), False
    if "@" in parts.netloc:
        message = "an origin's address with a user or a password in it would stand in every log; put them into the credential http-authorization"
        raise TransportError(message, "url")
    folder = parts.scheme == "file" and parts.netloc in {"", "localhost"} and bool(parts.path)
    if parts.query or parts.fragment or not (folder or (parts.scheme in {"http", "https", "s3"} and named)):
        message = f"{url!r} is no origin; write https://HOST/PATH, http://HOST/PATH, s3://BUCKET/PATH or file:///PATH, with %23 for # and %3F for ?"
        raise TransportError(message, "url")
    return parts


def folder(parts: SplitResult) -> Path:
    """The folder of a `file://` address."""
    return Path(unquote(parts.path))


def remote(parts: SplitResult, line: Line) -> tuple[Store, Gate]:
    """A client for an address on the network, and the gate that it goes through. TransportError where the line is set wrongly."""
    try:
        return (_s3 if parts.scheme == "s3" else _http)(parts, line)
    except (BaseError, OSError, ValueError) as error:
        if line.ca_file is None:
            raise
        message = f"{line.ca_file} is no file of authorities ({' '.join(str(error).split())[:120]}); name a PEM file with sync.ca_file"
        raise TransportError(message, "tls") from error


def _http(parts: SplitResult, line: Line) -> tuple[Store, Gate]:
    door = _door(parts.hostname, parts.port or PORTS[parts.scheme])
    gate, options = _gated(parts.scheme, parts.netloc, frozenset({door}), line)
    authorization = _credential(line, "http-authorization")
    if authorization:
        options["default_headers"] = {"authorization": authorization}
    return HTTPStore(parts.geturl().rstrip("/"), client_options=options, retry_config=_retries()), gate


def _s3(parts: SplitResult, line: Line) -> tuple[Store, Gate]:
    region = os.environ.get("AWS_REGION") or os.environ.get("AWS_DEFAULT_REGION") or "us-east-1"
    named = next(
        (
            os.environ[name]
            for name in ("AWS_ENDPOINT_URL_S3", "AWS_ENDPOINT_URL", "AWS_ENDPOINT")
            if os.environ.get(name)
        ),
        "",
    )
    endpoint = urlsplit(named or f"https://s3.{region}.amazonaws.com")
    scheme = endpoint.scheme if endpoint.scheme in PORTS else "https"
    door = _door(endpoint.hostname, endpoint.port or PORTS[scheme])
    doors = {door, Door(f"{parts.netloc.lower()}.{door.host}", door.port)}  # a bucket may stand before the host
    config: Any = {name: value for file, name in CREDENTIALS.items() if (value := _credential(line, file))}
    config["region"] = region
    if named:
        config["endpoint"] = named
    if "access_key_id" not in config and not os.environ.get("AWS_ACCESS_KEY_ID"):
        config["skip_signature"] = True  # a public bucket; without it the client would ask a cloud's own address
    gate, options = _gated(scheme, endpoint.netloc, frozenset(doors), line)
    url = parts.geturl().rstrip("/")
    return S3Store.from_url(url, config=config, client_options=options, retry_config=_retries()), gate


def _gated(scheme: str, host: str, doors: frozenset[Door], line: Line) -> tuple[Gate, ClientConfig]:
    """A gate that opens these doors, and the client's options for going through it."""
    named = line.proxy or _credential(line, "proxy")
    if not named and not proxy_bypass(host):
        environment = getproxies_environment()
        named = environment.get(scheme) or environment.get("all") or ""
    authorities = None if line.ca_file is None else str(line.ca_file)
    gate = Gate(doors, Proxy.parse(named, authorities) if named and named != "none" else None)
    options: ClientConfig = {
        "allow_http": scheme == "http",
        "connect_timeout": f"{line.timeout}s",
        "read_timeout": f"{line.timeout}s",
        "timeout": LONGEST,
        "proxy_url": gate.url,
        "user_agent": "kiosk",
    }
    if line.ca_file is not None:
        options["root_certificate"] = line.ca_file.read_bytes()
    return gate, options


def _credential(line: Line, name: str) -> str:
    """A secret that systemd laid ready, or nothing."""
    if line.credentials is None:
        return ""
    with suppress(FileNotFoundError):
        return (line.credentials / name).read_text(encoding="utf-8").strip()
    return ""


def _retries() -> RetryConfig:
    from datetime import timedelta

    backoff: dict[str, timedelta | int] = {
        "init_backoff": timedelta(seconds=0.2),
        "max_backoff": timedelta(seconds=2),
        "base": 2,
    }
    return {"max_retries": 2, "retry_timeout": timedelta(seconds=30), "backoff": backoff}  # type: ignore[typeddict-item] # the same
