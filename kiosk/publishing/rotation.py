"""Gives roles new keys, all at once or not at all.

All that is to be signed is signed before anything is written: a passphrase that is wrong, or a key that is missing, changes
nothing. New key files take the place of the old ones when the metadata that counts them is there (`Keys.settle`).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from tuf.api.metadata import Metadata, Root, Snapshot, Targets

from kiosk.errors import PublishError
from kiosk.publishing.delegation import delegate
from kiosk.publishing.role_keys import ONLINE, ROOTS, city_key

if TYPE_CHECKING:
    from securesystemslib.signer import CryptoSigner

    from kiosk.publishing.role_keys import Keys
    from kiosk.publishing.signed_files import SignedFiles
    from kiosk.publishing.signing import Signing

NAMES = "kiosk-keys"
"""A field of ours in root: the id of each of its keys by name, so that one whose file is lost can be replaced."""


class Rotation:
    """New keys for the repository whose metadata is `files`, and which carries these cities."""

    def __init__(self, files: SignedFiles, keys: Keys, signing: Signing, cities: tuple[str, ...]) -> None:
        self._files = files
        self._keys = keys
        self._signing = signing
        self._cities = cities
        self._fresh: dict[str, CryptoSigner] = {}

    def rotate(self, roles: tuple[str, ...], which: tuple[str, ...]) -> None:
        """Replaces the keys of roles; which: of root's three keys those to replace."""
        root = self._files.root()
        for role in roles:
            if role not in root.signed.roles and role not in self._cities:
                message = f"the repository has no role {role}; rotate root, targets, snapshot, timestamp or a city"
                raise PublishError(message)
        top = [role for role in root.signed.roles if role in roles]
        signers = self._signing.roots_at_hand(root.signed) if top else []
        timestamp, snapshot = self._files.timestamp(), self._files.current("snapshot", Snapshot)
        for name in (name for role in top for name in (which if role == "root" else (role,))):
            self._fresh[name] = self._replaced(root.signed, name)
        if top:
            signers += [signer for name, signer in self._fresh.items() if name in ROOTS]
            root = self._signing.signed(root, "root", signers, root.signed)
        theirs = [role for role in roles if role in self._cities]
        renewed = self._delegated(theirs, root.signed) if theirs or "targets" in top else {}
        online: dict[str, CryptoSigner] = {}
        if renewed or ONLINE & {*top}:
            online = {name: self._signer(name) for name in ("snapshot", "timestamp")}
        if top:
            self._files.write(root, "root")
        if online:
            self._signing.announce(snapshot, renewed, timestamp, root.signed, online)

    def _delegated(self, cities: list[str], root: Root) -> dict[str, Metadata[Targets]]:
        """The targets role signed anew, and cities with new keys of which it speaks."""
        targets = self._files.current("targets", Targets)
        authority = self._signer("targets")
        renewed = {}
        for city in cities:
            metadata = self._files.current(city, Targets)
            delegate(targets.signed, city, signer := self._keys.make(city_key(city)))
            renewed[city] = self._signing.signed(metadata, city, [signer], targets.signed)
        renewed["targets"] = self._signing.signed(targets, "targets", [authority], root)
        return renewed

    def _signer(self, name: str) -> CryptoSigner:
        """The key that signs for a role from now on."""
        return self._fresh.get(name) or self._keys.load(name)

    def _replaced(self, root: Root, name: str) -> CryptoSigner:
        """A new key in the place of the one that had this name, also when the file of that is lost."""
        role = "root" if name in ROOTS else name
        named = root.unrecognized_fields.setdefault(NAMES, {})
        old = str(named.get(name, "")) if name in ROOTS else next(iter(root.roles[name].keyids))
        signer = self._keys.make(name)
        if old:
            root.revoke_key(old, role)
        root.add_key(signer.public_key, role)
        named[name] = signer.public_key.keyid
        return signer
