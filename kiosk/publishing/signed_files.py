"""A repository's signed metadata as files: read only where the signatures hold, written whole.

What a desk reads here it signs again, with its own changes. So nothing is believed because it lies here: a repository that was
brought back from the place where it was published may carry what somebody has written there. The root that terminals were
enrolled with (`root.json`), which is no part of that place, vouches for the others, and those for what they name.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeVar

from tuf.api.exceptions import RepositoryError, StorageError
from tuf.api.metadata import Metadata, Root, Snapshot, Targets, Timestamp
from tuf.api.serialization.json import JSONSerializer

from kiosk.errors import PublishError
from kiosk.packs.release import COUNTABLE
from kiosk.publishing.durable import replacing

if TYPE_CHECKING:
    from pathlib import Path

    from tuf.api.metadata import MetaFile

Signed = TypeVar("Signed", Root, Timestamp, Snapshot, Targets)

NEWEST = "timestamp.json"
"""The one file that changes under its name."""

TOP = frozenset({"snapshot", "targets"})
"""What the root vouches for itself, beside the timestamp."""


class SignedFiles:
    """The metadata of the repository in `folder`. PublishError for what is missing, damaged, or signed by nobody that counts."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._anchor = folder / "root.json"
        self._files = folder / "metadata"

    def exist(self) -> bool:
        """Whether there is a whole repository: the newest list is written last."""
        return (self._files / NEWEST).exists()

    def root(self) -> Metadata[Root]:
        """The newest root, each of the roots before it signed by the one before that."""
        return self._roots()[-1]

    def timestamp(self) -> Metadata[Timestamp]:
        """The newest list of all."""
        return self._newest(self._latest())

    def current(self, name: str, kind: type[Signed]) -> Metadata[Signed]:
        """A role as the newest timestamp has it."""
        roots = self._latest()
        known = self._newest(roots).signed.snapshot_meta
        if name == "snapshot":
            return self._named(name, kind, known, roots)
        metas = self._named("snapshot", Snapshot, known, roots).signed.meta
        above: list[Root] | list[Targets] = roots
        if name not in TOP:
            above = [self._named("targets", Targets, metas["targets.json"], roots).signed]
        if f"{name}.json" not in metas:
            raise self._foreign(f"{name}.json")
        return self._named(name, kind, metas[f"{name}.json"], above)

    def write(self, metadata: Metadata[Signed], name: str) -> bytes:
        """Writes metadata under its name and version; gives the bytes."""
        data = metadata.to_bytes(JSONSerializer(compact=False))
        paths = [self._files / (NEWEST if name == "timestamp" else f"{metadata.signed.version}.{name}.json")]
        if name == "root":
            paths.append(self._anchor)
        for path in paths:
            try:
                with replacing(path) as temporary:
                    temporary.write_bytes(data)
            except OSError as error:
                message = f"{path}: {error.strerror}; check that the folder can be written and has room"
                raise PublishError(message) from error
        return data

    def settled(self, name: str) -> bool:
        """Whether a role of the root's is signed by keys that count now; not so after a rotation that was cut off."""
        metadata: Metadata[Any] = (
            self.timestamp() if name == "timestamp" else self.current(name, Targets if name == "targets" else Snapshot)
        )
        return _holds(self.root().signed, name, metadata)

    def published(self) -> tuple[str, ...]:
        """The files that terminals need, in an order in which an upload may break off: the timestamp last."""
        for name in ("targets", "snapshot", "timestamp"):
            if not self.settled(name):
                message = f"{self._folder}: {name} is signed by a key that counts no longer; sign it anew with `kiosk publish refresh {self._folder} {name}`"
                raise PublishError(message)
        snapshot = self.current("snapshot", Snapshot).signed
        roots = (f"metadata/{version}.root.json" for version in range(1, self.root().signed.version + 1))
        roles = (f"metadata/{meta.version}.{name}" for name, meta in sorted(snapshot.meta.items()))
        return (*roots, *roles, f"metadata/{snapshot.version}.snapshot.json", f"metadata/{NEWEST}")

    def tidy(self) -> None:
        """Removes metadata that nothing refers to any more; roots stay, as terminals walk from one to the next."""
        kept = set(self.published())
        for path in self._files.glob("*.json"):
            if f"metadata/{path.name}" not in kept:
                path.unlink()

    def _roots(self) -> list[Metadata[Root]]:
        """All roots, oldest first."""
        count = len(list(self._files.glob("[0-9]*.root.json")))
        if not count:
            message = f"{self._folder} is no repository; `kiosk publish init` makes one"
            raise PublishError(message)
        roots: list[Metadata[Root]] = []
        for version in range(1, count + 1):
            root = self._read(f"{version}.root.json", Root)
            if not all(_holds(each.signed, "root", root) for each in (*roots[-1:], root)):
                raise self._foreign(f"{version}.root.json")
            roots.append(root)
        try:
            trusted = self._anchor.read_bytes()
        except OSError as error:
            message = f"{self._anchor}: {error.strerror}; bring the root.json that terminals are enrolled with"
            raise PublishError(message) from error
        if trusted not in [(self._files / f"{version}.root.json").read_bytes() for version in range(1, count + 1)]:
            message = f"{self._anchor} is of another repository than what lies beside it; bring this one back from a place that you trust"
            raise PublishError(message)
        return roots

    def _latest(self) -> list[Root]:
        """The newest root, and the one before, by whose keys all is signed until a rotation has come to its end."""
        return [each.signed for each in self._roots()[:-3:-1]]

    def _newest(self, roots: list[Root]) -> Metadata[Timestamp]:
        metadata = self._read(NEWEST, Timestamp)
        if not any(_holds(each, "timestamp", metadata) for each in roots):
            raise self._foreign(NEWEST)
        return metadata

    def _named(
        self, name: str, kind: type[Signed], known: MetaFile, above: list[Root] | list[Targets]
    ) -> Metadata[Signed]:
        """Metadata as another file names it, signed by who may."""
        file = f"{known.version}.{name}.json"
        metadata = self._read(file, kind)
        try:
            known.verify_length_and_hashes((self._files / file).read_bytes())
        except RepositoryError as error:
            raise self._foreign(file) from error
        if not any(_holds(each, name, metadata) for each in above):
            raise self._foreign(file)
        return metadata

    def _read(self, name: str, kind: type[Signed]) -> Metadata[Signed]:
        path = self._files / name
        reason: Exception | None = None
        try:
            metadata = Metadata[Any].from_file(str(path))
            if isinstance(metadata.signed, kind):
                self._countable(metadata.signed.version, name)
                return metadata
        except (OSError, RepositoryError, StorageError) as error:
            reason = error
        message = f"{path} cannot be read; is {self._folder} a whole repository of `kiosk publish init`?"
        raise PublishError(message) from reason

    def _countable(self, version: int, file: str) -> None:
        """Refuses what no next version can follow that terminals take, before a desk has written any."""
        if version >= COUNTABLE:
            role = file.removesuffix(".json").rpartition(".")[2]
            message = (
                f"somebody else has counted the versions of {role} up to the last that there is; "
                f"bring {self._folder} back from a copy that you trust"
            )
            raise PublishError(message)

    def _foreign(self, file: str) -> PublishError:
        return PublishError(
            f"{self._files / file} is not what this city has signed; bring {self._folder} back from a copy that you trust"
        )


def _holds(above: Root | Targets, name: str, metadata: Metadata[Any]) -> bool:
    """Whether enough of the keys that count have signed."""
    try:
        above.verify_delegate(name, metadata.signed_bytes, metadata.signatures)
    except (RepositoryError, ValueError):
        return False
    return True
