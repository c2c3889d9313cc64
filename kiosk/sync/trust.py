"""What a city has signed: found newest, checked, and held against how far this terminal has come.

tuf's client does the work of the specification. Around it stand four things that it does not do by itself. Its files are
made anew from `state.db` in a folder that is thrown away, as it does not sync them to the disk, so that a power cut could
take them back or leave them empty. The version of each role is compared with the mark there, so that nothing else is an
authority on what is new. Expiry is judged by the time that is certain to have passed, when the clock says less. And the
versions of a city are read from its own role, of which only paths count that the delegation covers.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from tuf.api.exceptions import (
    DownloadError,
    DownloadHTTPError,
    ExpiredMetadataError,
    RepositoryError,
)
from tuf.api.metadata import Metadata, Targets
from tuf.ngclient import Updater

from kiosk.errors import SyncError, TransportError
from kiosk.packs.release import CITY, COUNTABLE, ISSUED, LARGEST, Release, decode, offered, version_at
from kiosk.packs.state import Mark, Role

if TYPE_CHECKING:
    from tuf.api.metadata import Timestamp
    from tuf.ngclient.fetcher import FetcherInterface

TOP = ("root", "timestamp", "snapshot", "targets")
DAY = 86_400
BELIEVABLE = 1_767_225_600
"""2026-01-01 UTC in seconds since 1970: a clock that says less was never set."""

LAST = 253_402_300_799
"""The end of the year 9999, in seconds since 1970: what Python's dates reach."""


class ExpiredError(SyncError):
    """What the city has signed holds no longer, by the clock of this machine."""


@dataclass(frozen=True, slots=True)
class Offer:
    """A version that a city offers; percent: of the terminals that are to take it."""

    version: int
    percent: int
    urgent: bool


@dataclass(frozen=True, slots=True)
class Sight:
    """What was found: the mark that it makes, the city, and the versions on offer, newest first."""

    mark: Mark
    city: str
    offers: tuple[Offer, ...]


class Trust:
    """One look at an origin; folder: an empty one for tuf's files, which is thrown away.

    SyncError for what is not to be believed, TransportError for what did not come.
    """

    def __init__(self, fetcher: FetcherInterface, mark: Mark, folder: Path, now: datetime) -> None:
        self._fetcher = fetcher
        self._mark = mark
        self._now = now
        self._folder = folder
        self._updater: Updater | None = None

    def look(self, city: str) -> Sight:
        """The newest metadata; city: whose packs, or empty where the origin serves one city."""
        try:
            self._updater = self._made()
            self._updater.refresh()
            city = self._city(city)
            self._updater.get_targetinfo(
                f"{city}/0/pack.json"
            )  # there is none, but the city's role is fetched and checked
            files = {name: (self._folder / f"{name}.json").read_bytes() for name in (*TOP, city)}
        except (RepositoryError, DownloadError, OSError) as error:
            raise self._told(error) from error
        signed: dict[str, Any] = {name: Metadata.from_bytes(data).signed for name, data in files.items()}
        ids = {name: signed["root"].roles[name].keyids for name in TOP}
        ids[city] = signed["targets"].delegations.roles[city].keyids
        roles = {name: Role(signed[name].version, " ".join(sorted(ids[name])), files[name]) for name in files}
        floor = self._floor(signed["timestamp"])
        self._hold(roles, signed, floor)
        mark = replace(self._mark, floor=floor, roles=roles)
        if city in self._mark.roles and self._mark.roles[city].keys != roles[city].keys:
            mark = replace(mark, version=0, reverted=False)  # what the old key signed last may have been a thief's
        return Sight(mark, city, self._offers(signed[city], city))

    def release(self, city: str, version: int) -> Release:
        """The signed list of what belongs to a version."""
        path = f"{city}/{version}/pack.json"
        try:
            updater = self._updater or self._made()
            target = updater.get_targetinfo(path)
            if target is None:
                message = f"version {version} is not signed by {city}; ask the city to publish again"
                raise SyncError(message)
            if target.length > LARGEST:
                message = f"{path} is longer than the list of any version; ask the city to publish again"
                raise SyncError(message)
            stored = updater.download_target(target, str(self._folder / "pack.json"), "targets")
            release = decode(Path(stored).read_bytes(), path)
        except (RepositoryError, DownloadError, OSError) as error:
            raise self._told(error) from error
        if (release.city, release.version) != (city, version):
            message = f"{path} is of {release.city} version {release.version}; ask the city to publish again"
            raise SyncError(message)
        return release

    def _made(self) -> Updater:
        root = self._mark.roles.get("root")
        if root is None:
            message = "this terminal has no root to trust; enrol it with `kiosk enrol`"
            raise SyncError(message)
        for name, role in self._mark.roles.items():
            if name != "root" and CITY.fullmatch(name):  # a name that was altered could be a path
                (self._folder / f"{name}.json").write_bytes(role.data)
        return Updater(
            metadata_dir=str(self._folder),
            metadata_base_url="metadata",
            target_dir=str(self._folder),
            fetcher=self._fetcher,
            bootstrap=root.data,
        )

    def _city(self, city: str) -> str:
        targets = Metadata[Targets].from_bytes((self._folder / "targets.json").read_bytes()).signed
        cities = sorted((targets.delegations.roles if targets.delegations else None) or {})
        cities = [each for each in cities if CITY.fullmatch(each)]  # it becomes the name of a file
        if city in cities:
            return city
        if city or len(cities) != 1:
            message = f"the origin has packs of {', '.join(cities) or 'no city'}; name one with `kiosk enrol --city`"
            raise SyncError(message)
        return cities[0]

    def _hold(self, roles: dict[str, Role], signed: dict[str, Any], floor: int) -> None:
        """Holds each role against the mark, and against the time that has passed for certain.

        Who gets new keys begins anew: whoever stole the old ones may have counted up to any number (TUF, 5.3.11).
        """
        reached = datetime.fromtimestamp(min(max(self._now.timestamp(), floor), LAST), UTC)
        for name, role in roles.items():
            if role.version > COUNTABLE:
                message = (
                    f"the origin offers {name} in a version that nobody can count to; nothing is changed, tell the city"
                )
                raise SyncError(message)
            before = self._mark.roles.get(name)
            if before is not None and before.keys == role.keys and role.version < before.version:
                message = f"the origin offers an older {name} ({role.version}) than this terminal has seen ({before.version}); nothing is changed, ask the city"
                raise SyncError(message)
            if signed[name].is_expired(reached):
                raise self._expired(name)

    def _floor(self, timestamp: Timestamp) -> int:
        """The time that has passed for certain: when the newest timestamp was signed, if that may be believed.

        Not when it lies after our own time, unless our clock was never set, nor after what it says of its own end; then what
        was known before stays. One that is believed may say an earlier time than that: a city's clock, or a thief, was ahead.
        """
        issued, now = timestamp.unrecognized_fields.get(ISSUED), self._now.timestamp()
        if not isinstance(issued, int) or not 0 <= issued <= timestamp.expires.timestamp():
            return self._mark.floor
        return issued if issued <= now + DAY or now < BELIEVABLE else self._mark.floor

    def _offers(self, signed: Targets, city: str) -> tuple[Offer, ...]:
        found = []
        for path, target in signed.targets.items():
            version = version_at(path, city)
            if version is not None:
                found.append(Offer(version, *offered(target.custom)))
        return tuple(sorted(found, key=lambda offer: -offer.version))

    def _expired(self, what: str) -> ExpiredError:
        return ExpiredError(
            f"the city's signature on {what} has expired by this clock ({self._now:%Y-%m-%d}); set the clock if it is wrong, "
            "else the city has to run `kiosk publish refresh` and `publish to`; what is shown stays"
        )

    def _told(self, error: Exception) -> SyncError | TransportError:
        cause: BaseException | None = error
        while cause is not None:
            if isinstance(cause, TransportError):
                return cause
            cause = cause.__cause__
        if isinstance(error, ExpiredMetadataError):
            return self._expired(str(error).partition(" ")[0].removesuffix(".json"))
        if isinstance(error, DownloadHTTPError):
            return TransportError(str(error), "missing")
        if isinstance(error, OSError):
            return SyncError(f"{self._folder}: {error.strerror}; check that the folder can be written and has room")
        reason = " ".join(str(error).split()) or type(error).__name__
        return SyncError(f"the origin's signatures do not hold ({reason}); nothing is changed, tell the city")
