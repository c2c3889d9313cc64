"""Signs the next version of a role: only what counts for the role above, and only by a clock that can be believed."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from tuf.api.exceptions import RepositoryError
from tuf.api.metadata import Metadata, MetaFile, Root, Snapshot, Targets, Timestamp

from kiosk.errors import PublishError
from kiosk.packs.release import ISSUED
from kiosk.publishing.role_keys import ROOTS

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from datetime import datetime

    from securesystemslib.signer import CryptoSigner

    from kiosk.publishing.role_keys import Keys
    from kiosk.publishing.signed_files import Signed, SignedFiles

LIFETIMES = {"root": 1095, "targets": 730, "city": 730, "snapshot": 180, "timestamp": 14}
"""Days that each role's signature holds; terminals update only while all of them do, and show what they have for ever."""

THRESHOLD = 2


class Signing:
    """Signs for the repository whose metadata is `files`.

    clock_was_wrong: take the clock as it is, also where it is before the last signature.
    """

    def __init__(self, files: SignedFiles, keys: Keys, now: Callable[[], datetime]) -> None:
        self._files = files
        self._keys = keys
        self._now = now
        self.clock_was_wrong = False

    def signed(
        self, metadata: Metadata[Signed], name: str, signers: list[CryptoSigner], above: Root | Targets
    ) -> Metadata[Signed]:
        """The next version of a role, signed; PublishError when it would not count for `above`, or by the clock."""
        now = self._now().replace(microsecond=0)
        before = metadata.signed.unrecognized_fields.get(ISSUED, 0)
        if before > now.timestamp() + timedelta(days=1).total_seconds() and not self.clock_was_wrong:
            message = (
                f"the clock says {now:%Y-%m-%d}, which is before the last signature; set the clock, then sign again, "
                "or, if it was wrong then, run `kiosk publish refresh --clock-was-wrong`"
            )
            raise PublishError(message)
        metadata.signed.version += bool(metadata.signatures)  # one that is new has none, and is version 1
        metadata.signed.expires = now + timedelta(days=LIFETIMES.get(name, LIFETIMES["city"]))
        metadata.signed.unrecognized_fields[ISSUED] = int(now.timestamp())
        metadata.signatures.clear()
        for signer in signers:
            metadata.sign(signer, append=True)
        try:
            above.verify_delegate(name, metadata.signed_bytes, metadata.signatures)
        except RepositoryError as error:
            message = f"the key of {name} in {self._keys.folder} counts no longer; bring the one that `kiosk publish rotate` has made"
            raise PublishError(message) from error
        return metadata

    def online(self) -> dict[str, CryptoSigner]:
        """The keys of snapshot and timestamp."""
        return {name: self._keys.load(name) for name in ("snapshot", "timestamp")}

    def roots_at_hand(self, root: Root) -> list[CryptoSigner]:
        """Two root keys that count."""
        found: list[CryptoSigner] = []
        for name in ROOTS:
            if self._keys.has(name) and len(found) < THRESHOLD:
                signer = self._keys.load(name)
                if signer.public_key.keyid in root.roles["root"].keyids:
                    found.append(signer)
        if len(found) < THRESHOLD:
            message = f"two of the three root keys have to sign this; bring them to {self._keys.folder}"
            raise PublishError(message)
        return found

    def announce(
        self,
        snapshot: Metadata[Snapshot],
        written: dict[str, Metadata[Targets]],
        timestamp: Metadata[Timestamp],
        root: Root,
        online: Mapping[str, CryptoSigner],
    ) -> None:
        """Writes changed targets metadata, then the snapshot and the timestamp that name it."""
        for name, metadata in written.items():
            snapshot.signed.meta[f"{name}.json"] = _meta(metadata.signed.version, self._files.write(metadata, name))
        signed = self.signed(snapshot, "snapshot", [online["snapshot"]], root)
        timestamp.signed.snapshot_meta = _meta(signed.signed.version, self._files.write(signed, "snapshot"))
        self._files.write(self.signed(timestamp, "timestamp", [online["timestamp"]], root), "timestamp")

    def update(self, written: dict[str, Metadata[Targets]], root: Root) -> None:
        """The same, from the snapshot and timestamp that are there."""
        online = self.online()
        self.announce(self._files.current("snapshot", Snapshot), written, self._files.timestamp(), root, online)


def _meta(version: int, data: bytes) -> MetaFile:
    return MetaFile.from_data(version, data, ["sha256"])
