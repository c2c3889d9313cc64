"""A repository: a folder of signed metadata and of what it vouches for, which any static host can serve as it is.

The Update Framework's four roles (https://theupdateframework.github.io/specification/v1.0.33/): root, 2 of 3 keys, says whose keys
count; targets delegates each city's packs to that city's key; snapshot and timestamp, online, say what is newest. Files that
others refer to are written first and `timestamp.json` last, so that a crash at any moment leaves the state before.
"""

from __future__ import annotations

import fcntl
import os
import re
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, TypeVar

from tuf.api.exceptions import RepositoryError, StorageError
from tuf.api.metadata import (
    DelegatedRole,
    Delegations,
    Metadata,
    MetaFile,
    Root,
    Snapshot,
    TargetFile,
    Targets,
    Timestamp,
)
from tuf.api.serialization.json import JSONSerializer

from kiosk.errors import PublishError
from kiosk.publishing.durable import replacing
from kiosk.publishing.role_keys import ROOTS, city_key

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping
    from pathlib import Path

    from securesystemslib.signer import CryptoSigner

    from kiosk.publishing.role_keys import Keys

Signed = TypeVar("Signed", Root, Timestamp, Snapshot, Targets)

LIFETIMES = {"root": 1095, "targets": 730, "city": 730, "snapshot": 180, "timestamp": 14}
"""Days that each role's signature holds; terminals update only while all of them do, and show what they have for ever."""

NEWEST = "timestamp.json"
"""The one file that changes under its name."""

THRESHOLD = 2
CITY = re.compile(r"[a-z0-9][a-z0-9-]{0,62}")
RESERVED = frozenset({"root", "targets", "snapshot", "timestamp"})
HIGHEST = "kiosk-highest"
ISSUED = "kiosk-issued"
"""Fields of ours in signed metadata: the highest version of a city's pack ever published; when it was signed."""


@dataclass(frozen=True, slots=True)
class Standing:
    """A role as it stands: version, and when its signature ends (UTC)."""

    name: str
    version: int
    expires: datetime


class Repository:
    """The repository in a folder. now: gives the time, aware. PublishError for what is missing or damaged."""

    def __init__(self, folder: Path, keys: Keys, now: Callable[[], datetime] = lambda: datetime.now(UTC)) -> None:
        self.folder = folder
        self.keys = keys
        self._metadata = folder / "metadata"
        self._now = now

    def create(self, cities: tuple[str, ...]) -> None:
        """Makes keys and metadata of an empty repository; PublishError when there is one."""
        for city in cities:
            _check_city(city)
        if self._metadata.exists() or any(self.keys.folder.glob("*.pem")):
            message = f"{self.folder} or {self.keys.folder} is in use; choose a new folder"
            raise PublishError(message)
        try:
            for part in ("metadata", "targets", "blobs"):
                (self.folder / part).mkdir(parents=True, exist_ok=True)
        except OSError as error:
            message = f"{self.folder}: {error.strerror}; choose a folder that can be written"
            raise PublishError(message) from error
        roots = [self.keys.make(name) for name in ROOTS]
        singles = {name: self.keys.make(name) for name in ("targets", "snapshot", "timestamp")}
        root = Root(consistent_snapshot=True)
        root.roles["root"].threshold = THRESHOLD
        for signer in roots:
            root.add_key(signer.public_key, "root")
        for name, signer in singles.items():
            root.add_key(signer.public_key, name)
        root.unrecognized_fields["kiosk-keys"] = {
            name: signer.public_key.keyid for name, signer in zip(ROOTS, roots, strict=True)
        }
        self._write(self._signed(Metadata(root), "root", roots), "root")
        targets = Targets(delegations=Delegations(keys={}, roles={}))
        snapshot = Snapshot(meta={})
        with self._alone():
            written = {}
            for city in cities:
                signer = self.keys.make(city_key(city))
                _delegate(targets, city, signer)
                written[city] = self._signed(Metadata(Targets()), city, [signer])
            written["targets"] = self._signed(Metadata(targets), "targets", [singles["targets"]])
            self._announce(Metadata(snapshot), written, Metadata(Timestamp()), singles)
            self._settle()

    def cities(self) -> tuple[str, ...]:
        """The cities whose packs this repository carries."""
        delegations = self._current("targets", Targets).signed.delegations
        return tuple(sorted((delegations.roles if delegations else None) or {}))

    def add_city(self, city: str) -> None:
        """Delegates to one more city, with a key of its own; needs the targets key."""
        _check_city(city)
        if city in self.cities():
            message = f"{self.folder} has the city {city} already; `kiosk publish status` lists them"
            raise PublishError(message)
        with self._alone():
            targets = self._current("targets", Targets)
            signer = self.keys.make(city_key(city))
            _delegate(targets.signed, city, signer)
            self._update(
                {
                    "targets": self._signed(targets, "targets", [self.keys.load("targets")]),
                    city: self._signed(Metadata(Targets()), city, [signer]),
                }
            )
            self._settle()

    def targets_of(self, city: str) -> Targets:
        """What a city has published, by path."""
        if city not in self.cities():
            message = (
                f"{self.folder} carries no city {city}, but {', '.join(self.cities())}; `kiosk publish city` adds one"
            )
            raise PublishError(message)
        return self._current(city, Targets).signed

    def publish(self, city: str, edit: Callable[[Targets], None]) -> None:
        """Lets `edit` change what a city publishes, and signs that, snapshot and timestamp."""
        self.targets_of(city)
        with self._alone():
            metadata = self._current(city, Targets)
            edit(metadata.signed)
            self._update({city: self._signed(metadata, city, [self.keys.load(city_key(city))])})

    def refresh(self, roles: tuple[str, ...] = ()) -> None:
        """Signs the timestamp anew, and the snapshot when it is in its last third; roles: others to sign anew too."""
        known = {"root", "targets", "snapshot", "timestamp", *self.cities()}
        for role in roles:
            if role not in known:
                message = f"{self.folder} has no role {role}, but {', '.join(sorted(known))}"
                raise PublishError(message)
        with self._alone():
            if "root" in roles:
                root = self._root()
                self._write(self._signed(root, "root", self._roots_at_hand(root.signed)), "root")
            renewed = {}
            for role in set(roles) - {"root", "snapshot", "timestamp"}:
                key = role if role == "targets" else city_key(role)
                renewed[role] = self._signed(self._current(role, Targets), role, [self.keys.load(key)])
            old = self._current("snapshot", Snapshot).signed.expires - self._now() < timedelta(
                days=LIFETIMES["snapshot"] / 3
            )
            if renewed or old or "snapshot" in roles:
                self._update(renewed)
            else:
                self._write(self._signed(self._timestamp(), "timestamp", [self.keys.load("timestamp")]), "timestamp")

    def rotate(self, role: str, which: tuple[str, ...] = ROOTS) -> None:
        """Gives a role a new key, which only the role above can say: root for the four, targets for a city.

        which: of root's three keys those to replace; two of the three that count so far must be at hand.
        """
        with self._alone():
            root = self._root()
            if role in self.cities():
                targets = self._current("targets", Targets)
                authority = self.keys.load("targets")
                metadata = self._current(role, Targets)
                _delegate(targets.signed, role, signer := self.keys.make(city_key(role)))
                self._update(
                    {
                        "targets": self._signed(targets, "targets", [authority]),
                        role: self._signed(metadata, role, [signer]),
                    }
                )
                self._settle()
                return
            if role not in root.signed.roles:
                message = f"{self.folder} has no role {role}; rotate root, targets, snapshot, timestamp or a city"
                raise PublishError(message)
            signers = self._roots_at_hand(root.signed)
            names = which if role == "root" else (role,)
            for name in names:
                old = self._public(root.signed, name)
                signer = self.keys.make(name)
                if old:
                    root.signed.revoke_key(old, role)
                root.signed.add_key(signer.public_key, role)
                root.signed.unrecognized_fields.setdefault("kiosk-keys", {})[name] = signer.public_key.keyid
                signers = [*signers, signer] if role == "root" else signers
            self._write(self._signed(root, "root", signers), "root")
            self._settle()
            renewed = {"targets": self._current("targets", Targets)} if role == "targets" else {}
            self._update({name: self._signed(each, name, [self.keys.load(name)]) for name, each in renewed.items()})

    def standing(self) -> tuple[Standing, ...]:
        """Every role with its version and expiry."""
        roles: list[tuple[str, Root | Timestamp | Snapshot | Targets]] = [
            ("root", self._root().signed),
            ("timestamp", self._timestamp().signed),
            ("snapshot", self._current("snapshot", Snapshot).signed),
            *((name, self._current(name, Targets).signed) for name in ("targets", *self.cities())),
        ]
        return tuple(Standing(name, each.version, each.expires) for name, each in roles)

    def files(self) -> tuple[str, ...]:
        """The metadata that terminals need, in an order in which an upload may break off: the timestamp last."""
        snapshot = self._current("snapshot", Snapshot).signed
        roots = (f"metadata/{version}.root.json" for version in range(1, self._root().signed.version + 1))
        roles = (f"metadata/{meta.version}.{name}" for name, meta in sorted(snapshot.meta.items()))
        return (*roots, *roles, f"metadata/{snapshot.version}.snapshot.json", f"metadata/{NEWEST}")

    def tidy(self) -> None:
        """Removes metadata that nothing refers to any more; roots stay, as terminals walk from one to the next."""
        kept = set(self.files())
        for path in self._metadata.glob("*.json"):
            if f"metadata/{path.name}" not in kept:
                path.unlink()

    def _root(self) -> Metadata[Root]:
        versions = [int(path.name.partition(".")[0]) for path in self._metadata.glob("[0-9]*.root.json")]
        if not versions:
            message = f"{self.folder} is no repository; `kiosk publish init` makes one"
            raise PublishError(message)
        return self._read(f"{max(versions)}.root.json", Root)

    def _timestamp(self) -> Metadata[Timestamp]:
        return self._read(NEWEST, Timestamp)

    def _current(self, name: str, kind: type[Signed]) -> Metadata[Signed]:
        version = self._timestamp().signed.snapshot_meta.version
        if name != "snapshot":
            snapshot = self._read(f"{version}.snapshot.json", Snapshot).signed
            version = snapshot.meta[f"{name}.json"].version
        return self._read(f"{version}.{name}.json", kind)

    def _read(self, name: str, kind: type[Signed]) -> Metadata[Signed]:
        path = self._metadata / name
        reason: Exception | None = None
        try:
            metadata = Metadata[Any].from_file(str(path))
            if isinstance(metadata.signed, kind):
                return metadata
        except (OSError, RepositoryError, StorageError) as error:
            reason = error
        message = f"{path} cannot be read; is {self.folder} a whole repository of `kiosk publish init`?"
        raise PublishError(message) from reason

    def _update(self, written: dict[str, Metadata[Targets]]) -> None:
        self._announce(self._current("snapshot", Snapshot), written, self._timestamp())

    def _announce(
        self,
        snapshot: Metadata[Snapshot],
        written: dict[str, Metadata[Targets]],
        timestamp: Metadata[Timestamp],
        signers: Mapping[str, CryptoSigner] = MappingProxyType({}),
    ) -> None:
        """Writes changed targets metadata, then the snapshot and the timestamp that name it; signers: where keys are new."""
        for name, metadata in written.items():
            snapshot.signed.meta[f"{name}.json"] = _meta(metadata.signed.version, self._write(metadata, name))
        online = {name: signers.get(name) or self.keys.load(name) for name in ("snapshot", "timestamp")}
        signed = self._signed(snapshot, "snapshot", [online["snapshot"]])
        timestamp.signed.snapshot_meta = _meta(signed.signed.version, self._write(signed, "snapshot"))
        self._write(self._signed(timestamp, "timestamp", [online["timestamp"]]), "timestamp")

    def _signed(self, metadata: Metadata[Signed], name: str, signers: list[CryptoSigner]) -> Metadata[Signed]:
        """The next version of a role, signed."""
        now = self._now().replace(microsecond=0)
        before = metadata.signed.unrecognized_fields.get(ISSUED, 0)
        if before > now.timestamp() + timedelta(days=1).total_seconds():
            message = (
                f"the clock says {now:%Y-%m-%d}, which is before the last signature; set the clock, then sign again"
            )
            raise PublishError(message)
        metadata.signed.version += bool(metadata.signatures)  # one that is new has none, and is version 1
        metadata.signed.expires = now + timedelta(days=LIFETIMES.get(name, LIFETIMES["city"]))
        metadata.signed.unrecognized_fields[ISSUED] = int(now.timestamp())
        metadata.signatures.clear()
        for signer in signers:
            metadata.sign(signer, append=True)
        return metadata

    def _write(self, metadata: Metadata[Signed], name: str) -> bytes:
        """Writes metadata under its name and version."""
        data = metadata.to_bytes(JSONSerializer(compact=False))
        names = [NEWEST] if name == "timestamp" else [f"{metadata.signed.version}.{name}.json"]
        paths = [self._metadata / each for each in names]
        if name == "root":
            paths.append(self.folder / "root.json")
        for path in paths:
            try:
                with replacing(path) as temporary:
                    temporary.write_bytes(data)
            except OSError as error:
                message = f"{path}: {error.strerror}; the repository is as it was"
                raise PublishError(message) from error
        return data

    def _roots_at_hand(self, root: Root) -> list[CryptoSigner]:
        """Two root keys that count."""
        found: list[CryptoSigner] = []
        for name in ROOTS:
            if self.keys.has(name) and len(found) < THRESHOLD:
                signer = self.keys.load(name)
                if signer.public_key.keyid in root.roles["root"].keyids:
                    found.append(signer)
        if len(found) < THRESHOLD:
            message = f"two of the three root keys have to sign this; bring them to {self.keys.folder}"
            raise PublishError(message)
        return found

    def _public(self, root: Root, name: str) -> str:
        """The id of the key that has this name, also when its file is lost."""
        if name not in ROOTS:
            return next(iter(root.roles[name].keyids))
        return str(root.unrecognized_fields.get("kiosk-keys", {}).get(name, ""))

    def _settle(self) -> None:
        """Makes the key files those that count."""
        delegations = self._current("targets", Targets).signed.delegations
        self.keys.settle({*self._root().signed.keys, *(delegations.keys if delegations else ())})

    @contextmanager
    def _alone(self) -> Iterator[None]:
        """One publisher at a time."""
        turn = os.open(self.folder, os.O_RDONLY | os.O_CLOEXEC)
        try:
            fcntl.flock(turn, fcntl.LOCK_EX)
            if (self._metadata / NEWEST).exists():
                self._settle()  # what a rotation that was cut off has left
            yield
        finally:
            os.close(turn)


def target_path(city: str, version: int) -> str:
    """The one target of a version."""
    return f"{city}/{version}/pack.json"


def stored_path(path: str, target: TargetFile) -> str:
    """Where a target lies in the repository, named by its hash (consistent snapshots)."""
    folder, _, name = path.rpartition("/")
    return f"targets/{folder}/{target.hashes['sha256']}.{name}"


def _meta(version: int, data: bytes) -> MetaFile:
    return MetaFile.from_data(version, data, ["sha256"])


def _delegate(targets: Targets, city: str, signer: CryptoSigner) -> None:
    """Lets a key, and no other, sign a city's packs, and nothing but these."""
    delegations = targets.delegations
    if delegations is None or delegations.roles is None:
        message = "the targets role delegates nothing; make the repository anew"
        raise PublishError(message)
    role = DelegatedRole(city, [], 1, terminating=True, paths=[f"{city}/*/pack.json"])
    before = delegations.roles.get(city)
    delegations.roles[city] = role
    for keyid in before.keyids if before else []:
        delegations.keys.pop(keyid, None)
    targets.add_key(signer.public_key, city)


def _check_city(city: str) -> None:
    if not CITY.fullmatch(city) or city in RESERVED:
        message = f"{city!r} is no name for a city; use the id of its packs, in a-z, 0-9 and -"
        raise PublishError(message)
