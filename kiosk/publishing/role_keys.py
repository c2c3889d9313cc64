"""The private keys of a repository: Ed25519, each in a file under a passphrase, beside the repository and never in it.

Three kinds have passphrases apart: `root` for the keys that are kept offline (root and targets), `city` for the one that
signs a city's packs, `online` for snapshot and timestamp, which sign every day.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from cryptography.exceptions import UnsupportedAlgorithm
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from securesystemslib.signer import CryptoSigner

from kiosk.errors import PublishError
from kiosk.publishing.durable import replacing

if TYPE_CHECKING:
    from collections.abc import Callable, Collection
    from pathlib import Path

ROOTS = ("root-1", "root-2", "root-3")
OFFLINE = frozenset({*ROOTS, "targets"})
ONLINE = frozenset({"snapshot", "timestamp"})

SUFFIX, FRESH = ".pem", ".new-pem"


class Keys:
    """The key files in the folder beside `repository`; passphrase(kind, new): asks for one of a kind, once a kind."""

    def __init__(self, repository: Path, passphrase: Callable[[str, bool], str]) -> None:
        self.folder = repository.absolute().with_name(f"{repository.absolute().name}.keys")
        self._ask = passphrase
        self._known: dict[str, str] = {}

    def make(self, name: str) -> CryptoSigner:
        """A new key under its kind's passphrase; it takes the place of one of that name with `settle`.

        Until then both are there: a crash between must not leave a repository that nobody can sign for.
        """
        key = Ed25519PrivateKey.generate()
        signer = CryptoSigner(key)
        secret = self._passphrase(name, new=not self.has(name)).encode()
        data = key.private_bytes(
            serialization.Encoding.PEM,
            serialization.PrivateFormat.PKCS8,
            serialization.BestAvailableEncryption(secret),
        )
        try:
            self.folder.mkdir(mode=0o700, exist_ok=True)
            self.folder.chmod(0o700)
            fresh = self.folder / f"{name}.{signer.public_key.keyid}{FRESH}"
            with replacing(fresh) as temporary:
                temporary.chmod(0o600)
                temporary.write_bytes(data)
            fresh.chmod(0o600)
        except OSError as error:
            message = (
                f"{self.folder}: {error.strerror}; the keys lie beside the repository, so this folder must be writable"
            )
            raise PublishError(message) from error
        return signer

    def settle(self, counting: Collection[str]) -> None:
        """Puts new keys in their places where their ids count by now, and forgets those of an attempt that failed."""
        for path in self.folder.glob(f"*{FRESH}"):
            name, _, keyid = path.name.removesuffix(FRESH).rpartition(".")
            if keyid in counting:
                path.replace(self._file(name))
            else:
                path.unlink()

    def has(self, name: str) -> bool:
        """Whether the key is here, and not on the stick of somebody who keeps it."""
        return self._file(name).is_file()

    def load(self, name: str) -> CryptoSigner:
        """A key that signs. PublishError when it is not here or the passphrase is wrong."""
        try:
            data = self._file(name).read_bytes()
        except OSError as error:
            message = f"{self._file(name)}: {error.strerror}; bring the key {name} to sign this"
            raise PublishError(message) from error
        try:
            key = serialization.load_pem_private_key(data, self._passphrase(name, new=False).encode())
        except (ValueError, TypeError, UnsupportedAlgorithm) as error:
            message = f"{self._file(name)} does not open with that passphrase; it is the one of the {_kind(name)} keys"
            raise PublishError(message) from error
        if not isinstance(key, Ed25519PrivateKey):
            message = f"{self._file(name)} is no Ed25519 key; bring the one that `kiosk publish init` has made"
            raise PublishError(message)
        return CryptoSigner(key)

    def _file(self, name: str) -> Path:
        return self.folder / f"{name}{SUFFIX}"

    def _passphrase(self, name: str, *, new: bool) -> str:
        kind = _kind(name)
        if kind not in self._known:
            given = self._ask(kind, new)
            if not given:
                message = f"the passphrase of the {kind} keys is empty; choose one"
                raise PublishError(message)
            self._known[kind] = given
        return self._known[kind]


def city_key(city: str) -> str:
    """The name of the key that signs a city's packs."""
    return f"city-{city}"


def _kind(name: str) -> str:
    return "root" if name in OFFLINE else "online" if name in ONLINE else "city"
