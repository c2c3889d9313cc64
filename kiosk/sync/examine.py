"""Why packs do not come: the way to the origin and what is signed there looked at, for `kiosk doctor`.

What `kiosk sync` would believe is asked of the same code; nothing that is seen here is kept.
"""

from __future__ import annotations

import tempfile
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from tuf.api.exceptions import RepositoryError
from tuf.api.metadata import Metadata, Timestamp

from kiosk.errors import KioskError, TransportError
from kiosk.sync.fetcher import OriginFetcher
from kiosk.sync.trust import Trust
from kiosk.transport.causes import MISSING, QUIET
from kiosk.transport.origin import Origin

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

    from kiosk.packs.state import Enrolment, Mark
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
LONGEST = 16_384
"""Bytes of a timestamp, as tuf's client reads them."""


@dataclass(frozen=True, slots=True)
class Step:
    """One thing looked at: what it is called, whether it is well, and what was seen or what to do."""

    what: str
    ok: bool
    advice: str


def examine(enrolment: Enrolment, line: Line, mark: Mark, now: datetime) -> Iterator[Step]:
    """Looks at the way to the origin, at the clock, and at what is signed; `now` is aware."""
    if now.timestamp() < mark.floor:
        advice = f"it says {now:%Y-%m-%d}, which is before what the city has signed; set the clock, certificates depend on it"
        yield Step("clock", ok=False, advice=advice)
    url = enrolment.origin
    try:
        with closing(Origin(url, line)) as origin:
            data = b""
            for piece in origin.get(NEWEST):
                data += piece
                if len(data) > LONGEST:
                    break
            yield Step("origin", ok=True, advice=f"{url} answers")
            yield _signed(origin, data, enrolment, mark, now)
    except TransportError as error:
        if error.cause == QUIET:
            yield Step("origin", ok=True, advice=str(error))
        else:
            yield Step(NAMES.get(error.cause, "origin"), ok=False, advice=str(error))


def _signed(origin: Origin, data: bytes, enrolment: Enrolment, mark: Mark, now: datetime) -> Step:
    try:
        expires = Metadata[Timestamp].from_bytes(data).signed.expires
    except (RepositoryError, ValueError):
        advice = f"{origin.url}/{NEWEST} is no signed list; check the address, a login page may stand before it"
        return Step("signature", ok=False, advice=advice)
    if expires <= now:
        advice = f"it ended on {expires:%Y-%m-%d} by this clock ({now:%Y-%m-%d}); set the clock, or the city runs `kiosk publish refresh` and `publish to`"
        return Step("signature or clock", ok=False, advice=advice)
    try:
        with tempfile.TemporaryDirectory() as folder:
            Trust(OriginFetcher(origin), mark, Path(folder), now).look(enrolment.city)
    except TransportError:
        raise
    except KioskError as error:
        return Step("signature", ok=False, advice=str(error))
    return Step("signature", ok=True, advice=f"lasts until {expires:%Y-%m-%d}")
