"""One run of `kiosk sync`: look, choose, fetch, make a slot, commit.

Nothing that a run does is visible before the last step, a transaction of `kiosk.packs.state`. It may be killed anywhere, or
lose its power; the next run clears away what is left and goes on with what had come.
"""

from __future__ import annotations

import hashlib
import time
from contextlib import ExitStack, closing, suppress
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from functools import partial
from typing import TYPE_CHECKING

from kiosk.errors import KioskError, PackError, SyncError
from kiosk.packs import reading
from kiosk.packs.slots import Slots
from kiosk.sync import download
from kiosk.sync.events import Event, remember
from kiosk.sync.fetcher import OriginFetcher
from kiosk.sync.order import orders
from kiosk.sync.trust import Trust
from kiosk.sync.workplace import Workplace
from kiosk.transport.causes import QUIET
from kiosk.transport.origin import Origin

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from kiosk.packs.release import Edition
    from kiosk.packs.slots import Slot
    from kiosk.packs.state import Enrolment, Mark
    from kiosk.sync.events import Tell
    from kiosk.sync.order import Order
    from kiosk.sync.trust import Offer, Sight
    from kiosk.transport.line import Line

UPDATED, CURRENT, NEEDS_SOFTWARE = "updated", "current", "needs_software"


@dataclass(frozen=True, slots=True)
class Found:
    """What a run takes: an offer and the edition of it that this software reads."""

    offer: Offer
    edition: Edition


class Client:
    """Sync for one data folder.

    tell: takes each event. progress: takes bytes that are here, and bytes in all. now: gives the time, aware.
    """

    def __init__(
        self,
        data: Path,
        line: Line,
        tell: Tell,
        progress: Callable[[int, int], None] = lambda _here, _all: None,
        now: Callable[[], datetime] = lambda: datetime.now(UTC),
    ) -> None:
        self._data = data
        self._line = line
        self._tell = tell
        self._progress = progress
        self._now = now
        self._place = Workplace(data)
        self._slots = Slots(data)

    def run(self, url: str = "") -> str:
        """Brings the terminal to what the city offers, from `url` or the origin that it is enrolled with.

        Gives UPDATED, CURRENT or NEEDS_SOFTWARE. KioskError says in one sentence why nothing was changed.
        """
        with self._place.alone():
            try:
                event = self._run(url)
            except KioskError as error:
                cause = getattr(error, "cause", "refused")
                self._say(Event(QUIET if cause == QUIET else "failed", str(error), {"cause": cause}))
                raise
            self._say(event)
            return event.name

    def _run(self, url: str) -> Event:
        enrolment = self._slots.state.enrolment()
        if enrolment is None or not enrolment.terminal:
            message = f"{self._data} belongs to no city yet; enrol it with `kiosk enrol`"
            raise SyncError(message)
        mark = self._slots.state.mark()
        with ExitStack() as stack:
            origin = stack.enter_context(Origin(url or enrolment.origin, self._line))
            scratch = stack.enter_context(self._place.scratch())
            trust = Trust(OriginFetcher(origin), mark, scratch, self._now())
            sight = trust.look(enrolment.city)
            self._reach(enrolment, sight, mark)
            offers = self._wanted(trust, sight, enrolment)
            if not offers:
                return self._current(sight)
            origin.hurried = any(offer.urgent for offer in offers)
            found = self._readable(trust, sight.city, offers)
            if found is None:
                return Event(
                    NEEDS_SOFTWARE,
                    f"needs_software: version {offers[0].version} of {sight.city} is made for a newer kiosk; update this one, what is shown stays",
                    {"version": offers[0].version},
                )
            return self._install(origin, found, replace(sight.mark, version=found.offer.version, reverted=False))

    def _reach(self, enrolment: Enrolment, sight: Sight, mark: Mark) -> None:
        """Commits what has been seen, so that nobody can show something older from now on."""
        if sight.city != enrolment.city:
            self._slots.state.enrol(replace(enrolment, city=sight.city), sight.mark)
        elif sight.mark != mark:
            self._slots.state.reach(sight.mark)

    def _wanted(self, trust: Trust, sight: Sight, enrolment: Enrolment) -> list[Offer]:
        """Versions that are newer than any before and meant for this terminal, newest first; its own where that is lost."""
        mark = sight.mark
        reverted = self._slots.state.mark().reverted  # asked now: somebody may have gone back since the look began
        again = not reverted and not self._shown(mark.version)
        own = mark.version or self._vouched(trust, sight)
        mine = bucket(enrolment.terminal)
        return [
            offer
            for offer in sight.offers
            if (offer.version > mark.version and mine < offer.percent) or (again and offer.version == own)
        ]

    def _vouched(self, trust: Trust, sight: Sight) -> int:
        """The version of what is shown, if the city's new key, under which none counts yet, has signed that very pack; else 0."""
        slot = self._active()
        if slot is None:
            return 0
        with closing(slot):
            version, said = slot.manifest.version, (slot.path / "pack.json").read_bytes()
        if all(offer.version != version for offer in sight.offers):
            return 0
        editions = trust.release(sight.city, version).editions
        return version if any(edition.manifest.encode() == said for edition in editions) else 0

    def _shown(self, version: int) -> bool:
        """Whether the active slot is whole and of this version."""
        slot = self._active()
        if slot is None:
            return False
        slot.close()
        return self._slots.whole() and slot.trusted and slot.manifest.version == version

    def _active(self) -> Slot | None:
        with suppress(PackError):
            return self._slots.active()
        return None

    def _readable(self, trust: Trust, city: str, offers: list[Offer]) -> Found | None:
        for offer in offers:
            edition = trust.release(city, offer.version).readable()
            if edition is not None:
                said = reading.decode(edition.manifest.encode(), self._place.folder)
                if (said.id, said.version, said.content_hash) != (city, offer.version, edition.content_hash):
                    message = f"version {offer.version} of {city} contradicts itself; ask the city to publish again"
                    raise SyncError(message)
                return Found(offer, edition)
        return None

    def _install(self, origin: Origin, found: Found, mark: Mark) -> Event:
        """Makes and commits the slot: of one that is here still, by a delta where one fits, else or when that fails by the snapshot."""
        began = time.monotonic()
        manifest = found.edition.manifest.encode()
        here = self._slots.resume(manifest, mark)
        if here is not None:
            return self._installed(mark, here, "slot", 0, began)
        self._place.clear({blob.sha256 for blob in found.edition.blobs()})
        slot = self._active()
        if slot is not None and slot.manifest == reading.decode(manifest, slot.path):
            slot.close()  # it is damaged, or it had been resumed: no base, and its lock would be in our own way
            slot = None
        with ExitStack() as stack:
            if slot is not None:
                stack.enter_context(closing(slot))
            for order in orders(found.edition, slot):
                try:
                    files = self._fetch(origin, order)
                    name = self._slots.receive(manifest, mark, order.filling(files))
                except KioskError as error:
                    if order.base is None or getattr(error, "cause", "") == QUIET:
                        raise
                    said = f"the delta did not do ({error}); the snapshot is fetched"
                    self._tell(Event("fallback", said, {"version": mark.version}))
                    continue
                how = "snapshot" if order.base is None else "delta"
                return self._installed(mark, name, how, sum(blob.length for blob in order.blobs), began)
        raise AssertionError  # the last order is the snapshot: it returned or raised

    def _installed(self, mark: Mark, slot: str, how: str, length: int, began: float) -> Event:
        """Clears away what was fetched; how: `slot`, `delta` or `snapshot`, with so many bytes."""
        self._place.clear()
        seconds = round(time.monotonic() - began, 2)
        facts: dict[str, object] = {
            "version": mark.version,
            "slot": slot,
            "by": how,
            "bytes": length,
            "seconds": seconds,
        }
        return Event(UPDATED, f"version {mark.version} is active; the screen takes it between two visitors", facts)

    def _fetch(self, origin: Origin, order: Order) -> dict[str, Path]:
        """The files of an order by their hash."""
        self._place.hold(order.needs(self._place.folder))
        total, before = sum(blob.length for blob in order.blobs), 0
        files = {}
        for blob in order.blobs:
            files[blob.sha256] = download.fetch(origin, blob, self._place.folder, partial(self._here, before, total))
            before += blob.length
        return files

    def _here(self, before: int, total: int, have: int) -> None:
        self._progress(before + have, total)

    def _current(self, sight: Sight) -> Event:
        version = sight.mark.version
        return Event(
            CURRENT,
            f"nothing newer than version {version} for this terminal"
            if version
            else "the city offers nothing for this terminal yet",
            {"version": version},
        )

    def _say(self, event: Event) -> None:
        remember(self._place.folder, event)
        self._tell(event)


def bucket(terminal: str) -> int:
    """0 to 99: a version for 5 % goes to the terminals in 0 to 4."""
    return int.from_bytes(hashlib.sha256(terminal.encode()).digest()[:8], "big") % 100
