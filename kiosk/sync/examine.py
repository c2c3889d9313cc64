"""Why packs do not come: the way to the origin looked at step by step, for `kiosk doctor`."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from tuf.api.exceptions import RepositoryError
from tuf.api.metadata import Metadata, Timestamp

from kiosk.errors import TransportError
from kiosk.transport.causes import MISSING, QUIET
from kiosk.transport.origin import Origin

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

    from kiosk.packs.state import Mark
    from kiosk.transport.line import Line

NAMES = {
    "dns": "DNS",
    "proxy": "proxy",
    "tls": "TLS",
    MISSING: "404",
    "connect": "connection",
    "timeout": "connection",
    "redirect": "address",
    "url": "address",
    "folder": "stick or share",
}
"""Cause to what an IT officer calls it."""

NEWEST = "metadata/timestamp.json"


@dataclass(frozen=True, slots=True)
class Step:
    """One thing looked at: what it is called, whether it is well, and what was seen or what to do."""

    what: str
    ok: bool
    advice: str


def examine(url: str, line: Line, mark: Mark, now: datetime) -> Iterator[Step]:
    """Looks at the way to the origin and at the clock; `now` is aware."""
    if now.timestamp() < mark.floor:
        advice = f"it says {now:%Y-%m-%d}, which is before what the city has signed; set the clock, certificates depend on it"
        yield Step("clock", ok=False, advice=advice)
    try:
        with Origin(url, line) as origin:
            data = b"".join(origin.get(NEWEST))
    except TransportError as error:
        if error.cause == QUIET:
            yield Step("origin", ok=True, advice=str(error))
        else:
            yield Step(NAMES.get(error.cause, "origin"), ok=False, advice=str(error))
        return
    yield Step("origin", ok=True, advice=f"{url} answers")
    try:
        expires = Metadata[Timestamp].from_bytes(data).signed.expires
    except (RepositoryError, ValueError):
        advice = f"{url}/{NEWEST} is no signed list; check the address, a login page may stand before it"
        yield Step("signature", ok=False, advice=advice)
        return
    if expires < now:
        advice = f"it ended on {expires:%Y-%m-%d} by this clock ({now:%Y-%m-%d}); set the clock, or the city runs `kiosk publish refresh` and `publish to`"
        yield Step("signature or clock", ok=False, advice=advice)
    else:
        yield Step("signature", ok=True, advice=f"lasts until {expires:%Y-%m-%d}")
