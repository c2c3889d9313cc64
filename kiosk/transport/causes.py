"""Which part of the way failed, told from the client's error, and what to do about it.

The client (obstore, on reqwest) has few classes of error; which of DNS, proxy, TLS or connection it was stands in the text
that it prints for developers. `tests/unit/transport` causes each one for real, so that a new version of it shows.
"""

from __future__ import annotations

from obstore.exceptions import NotFoundError, PermissionDeniedError, UnauthenticatedError

from kiosk.errors import TransportError

MISSING, DENIED, QUIET = "missing", "denied", "quiet"

ADVICE = {
    "redirect": "{where} sends on to another host, which is refused; name the right address with `kiosk enrol`",
    "dns": "{where}: the name of the host is unknown; check the network cable and the DNS servers, or the address itself",
    "tls": "{where}: the certificate is not one that this machine trusts; check the clock, and name a private authority with sync.ca_file",
    "connect": "{where}: nothing answers there; check the network cable, the address and the firewall",
    "proxy": "{where}: the proxy does not let it through; check sync.proxy or HTTPS_PROXY, and what the proxy allows",
    "timeout": "{where} takes too long; check the network, or raise sync.timeout_seconds",
    MISSING: "{where} is not there (404); check the address, and whether `kiosk publish to` has finished",
    "nowhere": "{where} takes no files (404); make the bucket or the folder first, or check the address",
    DENIED: "{where} is not for us (401 or 403); check the credentials and the rights on the store",
    "server": "{where}: the server is in trouble; it is tried again at the next poll",
    "cut": "{where} was cut off on the way; it goes on from there at the next poll",
    "folder": "{where} cannot be read; is the stick or the share still there?",
}
"""Cause to sentence."""

_SIGNS = (
    ("https_only", "redirect"),
    ("URL scheme is not allowed", "redirect"),
    ("too many redirects", "redirect"),
    ("kind: Redirect", "redirect"),
    ("dns error", "dns"),
    ("Certificate", "tls"),
    ("InvalidData", "tls"),
    ("tunnel", "proxy"),
    ("status: 407", "proxy"),
    ("TimedOut", "timeout"),
    ("timed out", "timeout"),
    ("operation timed out", "timeout"),
    ("Connect", "connect"),
    ("status: 5", "server"),
    ("status: 429", "server"),
    ("kind: Body", "cut"),
    ("Interrupted", "cut"),
    ("IncompleteMessage", "cut"),
    ("connection closed", "cut"),
    ("ConnectionReset", "cut"),
)


def explained(error: Exception, where: str, *, local: bool, hint: str = "") -> TransportError:
    """The client's error as one sentence; hint: a cause that is known otherwise."""
    cause = hint or _cause(error, local=local)
    message = ADVICE[cause].format(where=where)
    return TransportError(message, cause)


def _cause(error: Exception, *, local: bool) -> str:
    if isinstance(error, (NotFoundError, FileNotFoundError)):
        return MISSING
    if isinstance(error, (PermissionDeniedError, UnauthenticatedError, PermissionError)):
        return DENIED
    if local:
        return "folder"
    text = str(error)
    return next((cause for sign, cause in _SIGNS if sign in text), "server")
