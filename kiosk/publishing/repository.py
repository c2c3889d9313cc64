"""A repository: a folder of signed metadata and of what it vouches for, which any static host can serve as it is.

The Update Framework's four roles (https://theupdateframework.github.io/specification/v1.0.33/): root, 2 of 3 keys, says whose keys
count; targets delegates each city's packs to that city's key; snapshot and timestamp, online, say what is newest. Files that
others refer to are written first and `timestamp.json` last, so that a crash at any moment leaves the state before.
"""

from __future__ import annotations

import fcntl
import os
import re
import shutil
import sqlite3
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from tuf.api.metadata import Delegations, Metadata, Root, Snapshot, Targets, Timestamp

from kiosk.errors import PublishError
from kiosk.packs.release import ISSUED
from kiosk.publishing.delegation import check_city, delegate
from kiosk.publishing.role_keys import ONLINE, ROOTS, city_key
from kiosk.publishing.rotation import NAMES, Rotation
from kiosk.publishing.signed_files import SignedFiles
from kiosk.publishing.signing import LIFETIMES, THRESHOLD, Signing

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from kiosk.publishing.role_keys import Keys

HIGHEST = "kiosk-highest"
"""A field of ours in a city's metadata: the highest version of a pack ever published."""

PARTS = ("metadata", "targets", "blobs")
BEGUN = re.compile(r"root\.json|metadata/1\.[a-z0-9-]+\.json|(?:metadata/)?\.[^/]+\.tmp")
"""The files of a repository that was never whole."""

ADDING = ".adding-"
"""Begins the names of folders for work that is going on."""


@dataclass(frozen=True, slots=True)
class Standing:
    """A role as it stands: version, and when its signature ends (UTC)."""

    name: str
    version: int
    expires: datetime


class Repository:
    """The repository in a folder. now: gives the time, aware. PublishError for what is missing, damaged or forged."""

    def __init__(self, folder: Path, keys: Keys, now: Callable[[], datetime] = lambda: datetime.now(UTC)) -> None:
        self.folder = folder
        self.keys = keys
        self.metadata = SignedFiles(folder)
        self._now = now
        self._ours = False
        self._signing = Signing(self.metadata, keys, now)

    def create(self, cities: tuple[str, ...]) -> None:
        """Makes keys and metadata of an empty repository, or leaves nothing; PublishError when there is one, or anything else."""
        for city in cities:
            check_city(city)
        if self.metadata.exist() or any(self.keys.folder.glob("*.pem")) or self._foreign():
            message = f"{self.folder} or {self.keys.folder} is in use; choose a new folder"
            raise PublishError(message)
        there = self.folder.exists()
        try:
            for part in PARTS:
                (self.folder / part).mkdir(parents=True, exist_ok=True)
        except OSError as error:
            message = f"{self.folder}: {error.strerror}; choose a folder that can be written"
            raise PublishError(message) from error
        try:
            with self.alone():
                self._create(tuple(dict.fromkeys(cities)))
        except BaseException:
            for part in PARTS:
                shutil.rmtree(self.folder / part, ignore_errors=True)
            (self.folder / "root.json").unlink(missing_ok=True)
            if not there:
                shutil.rmtree(self.folder, ignore_errors=True)
            self.keys.forget()
            raise

    def _foreign(self) -> bool:
        """Whether anything lies in the folder that `create` cut off could not have left: it would be published, or removed."""
        files = (path.relative_to(self.folder).as_posix() for path in self.folder.rglob("*") if not path.is_dir())
        return not all(map(BEGUN.fullmatch, files))

    def _create(self, cities: tuple[str, ...]) -> None:
        roots = [self.keys.make(name) for name in ROOTS]
        singles = {name: self.keys.make(name) for name in ("targets", "snapshot", "timestamp")}
        root = Root(consistent_snapshot=True)
        root.roles["root"].threshold = THRESHOLD
        for signer in roots:
            root.add_key(signer.public_key, "root")
        for name, signer in singles.items():
            root.add_key(signer.public_key, name)
        root.unrecognized_fields[NAMES] = {
            name: signer.public_key.keyid for name, signer in zip(ROOTS, roots, strict=True)
        }
        targets = Targets(delegations=Delegations(keys={}, roles={}))
        written = {}
        for city in cities:
            signer = self.keys.make(city_key(city))
            delegate(targets, city, signer)
            written[city] = self._signing.signed(Metadata(Targets()), city, [signer], targets)
        written["targets"] = self._signing.signed(Metadata(targets), "targets", [singles["targets"]], root)
        self.metadata.write(self._signing.signed(Metadata(root), "root", roots, root), "root")
        self._signing.announce(Metadata(Snapshot(meta={})), written, Metadata(Timestamp()), root, singles)
        self._settle()

    def cities(self) -> tuple[str, ...]:
        """The cities whose packs this repository carries."""
        delegations = self.metadata.current("targets", Targets).signed.delegations
        return tuple(sorted((delegations.roles if delegations else None) or {}))

    def add_city(self, city: str) -> None:
        """Delegates to one more city, with a key of its own; needs the targets key."""
        check_city(city)
        with self.alone():
            if city in self.cities():
                message = f"{self.folder} has the city {city} already; `kiosk publish status` lists them"
                raise PublishError(message)
            targets = self.metadata.current("targets", Targets)
            authority = self.keys.load("targets")
            signer = self.keys.make(city_key(city))
            delegate(targets.signed, city, signer)
            root = self.metadata.root().signed
            written = {
                "targets": self._signing.signed(targets, "targets", [authority], root),
                city: self._signing.signed(Metadata(Targets()), city, [signer], targets.signed),
            }
            self._signing.update(written, root)
            self._settle()

    def targets_of(self, city: str) -> Targets:
        """What a city has published, by path."""
        if city not in self.cities():
            message = (
                f"{self.folder} carries no city {city}, but {', '.join(self.cities())}; `kiosk publish city` adds one"
            )
            raise PublishError(message)
        return self.metadata.current(city, Targets).signed

    def publish(self, city: str, edit: Callable[[Targets], None]) -> None:
        """Lets `edit` change what a city publishes, and signs that, snapshot and timestamp."""
        with self.alone():
            self.targets_of(city)
            metadata = self.metadata.current(city, Targets)
            edit(metadata.signed)
            above = self.metadata.current("targets", Targets).signed
            signed = self._signing.signed(metadata, city, [self.keys.load(city_key(city))], above)
            self._signing.update({city: signed}, self.metadata.root().signed)

    def refresh(self, roles: tuple[str, ...] = (), *, clock_was_wrong: bool = False) -> None:
        """Signs the timestamp anew, and the snapshot when it is in its last third; roles: others to sign anew too.

        clock_was_wrong: signatures from the future are made anew by the clock as it is now, which else is taken to be wrong.
        """
        with self.alone():
            known = {"root", "targets", "snapshot", "timestamp", *self.cities()}
            for role in roles:
                if role not in known:
                    message = f"{self.folder} has no role {role}, but {', '.join(sorted(known))}"
                    raise PublishError(message)
            self._signing.clock_was_wrong = clock_was_wrong
            wanted = {*roles, *(self._ahead() if clock_was_wrong else ())}
            root = self.metadata.root()
            timestamp, snapshot = self.metadata.timestamp(), self.metadata.current("snapshot", Snapshot)
            online = self._signing.online()
            targets = self.metadata.current("targets", Targets)
            renewed = {}
            for role in sorted(wanted - {"root", *ONLINE}):
                above, key = (root.signed, role) if role == "targets" else (targets.signed, city_key(role))
                metadata = targets if role == "targets" else self.metadata.current(role, Targets)
                renewed[role] = self._signing.signed(metadata, role, [self.keys.load(key)], above)
            if "root" in wanted:
                signers = self._signing.roots_at_hand(root.signed)
                self.metadata.write(self._signing.signed(root, "root", signers, root.signed), "root")
            third = timedelta(days=LIFETIMES["snapshot"] / 3)
            old = snapshot.signed.expires - self._now() < third or not self.metadata.settled("snapshot")
            if renewed or old or "snapshot" in wanted:
                self._signing.announce(snapshot, renewed, timestamp, root.signed, online)
            else:
                signed = self._signing.signed(timestamp, "timestamp", [online["timestamp"]], root.signed)
                self.metadata.write(signed, "timestamp")
            self._signing.clock_was_wrong = False

    def rotate(self, roles: tuple[str, ...], which: tuple[str, ...] = ROOTS) -> None:
        """Gives roles new keys, which only the role above can say: root for the four, targets for a city.

        which: of root's three keys those to replace; two of the three that count so far must be at hand.
        """
        with self.alone():
            Rotation(self.metadata, self.keys, self._signing, self.cities()).rotate(roles, which)
            self._settle()

    def standing(self) -> tuple[Standing, ...]:
        """Every role with its version and expiry."""
        roles: list[tuple[str, Root | Timestamp | Snapshot | Targets]] = [
            ("root", self.metadata.root().signed),
            ("timestamp", self.metadata.timestamp().signed),
            ("snapshot", self.metadata.current("snapshot", Snapshot).signed),
            *((name, self.metadata.current(name, Targets).signed) for name in ("targets", *self.cities())),
        ]
        return tuple(Standing(name, each.version, each.expires) for name, each in roles)

    def _ahead(self) -> set[str]:
        """The roles whose signatures say that they were made later than now."""
        roles: dict[str, Root | Snapshot | Targets] = {
            "root": self.metadata.root().signed,
            "snapshot": self.metadata.current("snapshot", Snapshot).signed,
            **{name: self.metadata.current(name, Targets).signed for name in ("targets", *self.cities())},
        }
        now = self._now().timestamp()
        return {name for name, each in roles.items() if each.unrecognized_fields.get(ISSUED, 0) > now}

    def _settle(self) -> None:
        """Makes the key files those that count."""
        delegations = self.metadata.current("targets", Targets).signed.delegations
        self.keys.settle({*self.metadata.root().signed.keys, *(delegations.keys if delegations else ())})

    @contextmanager
    def alone(self) -> Iterator[None]:
        """One publisher at a time, who may say so again; clears away what a killed one has left.

        PublishError when another is at work, and when the disk fails on the way.
        """
        if self._ours:
            yield
            return
        try:
            turn = os.open(self.folder, os.O_RDONLY | os.O_CLOEXEC)
        except OSError as error:
            message = f"{self.folder} is no repository ({error.strerror}); `kiosk publish init` makes one"
            raise PublishError(message) from error
        try:
            self._take(turn)
            self._ours = True
            if self.metadata.exist():
                self._settle()  # what a rotation that was cut off has left
            for left in self.folder.glob(f"{ADDING}*"):
                shutil.rmtree(left, ignore_errors=True)
            yield
        except (OSError, sqlite3.Error) as error:
            reason = error.strerror if isinstance(error, OSError) else str(error)
            message = f"{self.folder}: {reason}; check that it can be written and has room, nothing newer is published"
            raise PublishError(message) from error
        finally:
            self._ours = False
            os.close(turn)

    def _take(self, turn: int) -> None:
        try:
            fcntl.flock(turn, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            message = f"another `kiosk publish` is at work on {self.folder}; wait for it"
            raise PublishError(message) from error
