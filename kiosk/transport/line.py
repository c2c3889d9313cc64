"""What IT says about the way to an origin: proxy, authority, patience, bandwidth and quiet hours; and how these are kept."""

from __future__ import annotations

import re
import time
from dataclasses import dataclass
from datetime import datetime
from datetime import time as time_of_day
from typing import TYPE_CHECKING

from kiosk.errors import TransportError
from kiosk.transport.causes import QUIET

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

QUIET_HOURS = re.compile(r"^(?:(\d\d):(\d\d)-(\d\d):(\d\d))?$")

SLOWEST, PATIENCE = 64, 4
"""Bytes a second of the slowest line that is of use; a telephone line's modem has 1,000."""


@dataclass(frozen=True, slots=True)
class Line:
    """The way to an origin.

    proxy: URL, `none`, or empty for what the environment says. ca_file: PEM of authorities trusted beside the system's.
    timeout: seconds without a byte. limit: bytes a second, 0 for none. quiet: `HH:MM-HH:MM` local time, or empty.
    credentials: a folder of files as systemd's LoadCredential= makes it.
    """

    proxy: str = ""
    ca_file: Path | None = None
    timeout: int = 30
    limit: int = 0
    quiet: str = ""
    credentials: Path | None = None


def quiet_until(quiet: str, now: time_of_day) -> str | None:
    """The end of the quiet hours that `now` lies in, `HH:MM`, or None; they may span midnight."""
    found = QUIET_HOURS.match(quiet)
    if found is None or not found[1]:
        return None
    start, end = time_of_day(int(found[1]), int(found[2])), time_of_day(int(found[3]), int(found[4]))
    within = start <= now < end if start <= end else now >= start or now < end
    return f"{end:%H:%M}" if within else None


def allow(line: Line) -> None:
    """TransportError during quiet hours."""
    until = quiet_until(line.quiet, datetime.now().astimezone().time())
    if until is not None:
        message = f"these are quiet hours (sync.quiet_hours), until {until}; nothing is fetched"
        raise TransportError(message, QUIET)


class Pace:
    """Notices a line that drips: each byte in time for `Line.timeout`, and the whole never.

    timeout: seconds; so many times PATIENCE are one stretch, in which SLOWEST bytes a second have to come.
    """

    def __init__(self, timeout: int) -> None:
        self._stretch = timeout * PATIENCE
        self._waited = 0.0
        self._came = 0

    def holds(self, waited: float, length: int) -> bool:
        """Whether the line is still of use, after so many seconds of waiting for so many bytes more."""
        self._waited += waited
        self._came += length
        if self._waited < self._stretch:
            return True
        enough = self._came >= SLOWEST * self._waited
        self._waited, self._came = 0.0, 0
        return enough


class Throttle:
    """Keeps what is taken in under a number of bytes a second; sleeps where it is too much."""

    def __init__(
        self, limit: int, clock: Callable[[], float] = time.monotonic, sleep: Callable[[float], None] = time.sleep
    ) -> None:
        self._limit = limit
        self._clock = clock
        self._sleep = sleep
        self._until = clock()

    def took(self, length: int) -> None:
        """Counts `length` bytes, and waits until they are due."""
        if not self._limit:
            return
        now = self._clock()
        self._until = max(self._until, now) + length / self._limit
        if self._until > now:
            self._sleep(self._until - now)
