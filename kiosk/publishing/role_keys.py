"""The private keys of a repository: Ed25519, each in a file under a passphrase, beside the repository and never in it.

Three kinds have passphrases apart: `root` for the keys that are kept offline (root and targets), `city` for the one that
signs a city's packs, `online` for snapshot and timestamp, which sign every day.
"""

from __future__ import annotations

import os
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from cryptography.exceptions import UnsupportedAlgorithm
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from securesystemslib.signer import CryptoSigner

from kiosk.errors import PublishError
from kiosk.publishing.durable import replacing
from kiosk.publishing.sealed_key import sealed

if TYPE_CHECKING:
    from collections.abc import Callable, Collection

ROOTS = ("root-1", "root-2", "root-3")
OFFLINE = frozenset({*ROOTS, "targets"})
ONLINE = frozenset({"snapshot", "timestamp"})

SUFFIX, FRESH = ".pem", ".new-pem"


class Keys:
    """The key files in the folder beside `repository`.

    passphrase(kind, new): asks for one of a kind, once a kind. cost: what a guess costs (`kiosk.publishing.sealed_key`).
    """

    def __init__(self, repository: Path, passphrase: Callable[[str, bool], str], cost: int | None = None) -> None:
        place = Path(os.path.normpath(repository.absolute()))
        if not place.name:
            message = f"{place} cannot be a repository, as its keys lie beside it; name a folder in it"
            raise PublishError(message)
        self.folder = place.with_name(f"{place.name}.keys")
        self._ask = passphrase
        self._cost = cost
        self._made: list[Path] = []
        self._known: dict[str, str] = {}

    def make(self, name: str) -> CryptoSigner:
        """A new key under its kind's passphrase; it takes the place of one of that name with `settle`.

        Until then both are there: a crash between must not leave a repository that nobody can sign for.
        """
        sister = self._sister(name)
        if sister:
            self.load(sister)  # a mistyped passphrase would part keys that are opened together
        key = Ed25519PrivateKey.generate()
        signer = CryptoSigner(key)
        data = sealed(key, self._passphrase(name, new=not sister).encode(), self._cost)
        try:
            self.folder.mkdir(mode=0o700, exist_ok=True)
            self.folder.chmod(0o700)
            fresh = self.folder / f"{name}.{signer.public_key.keyid}{FRESH}"
            with replacing(fresh, mode=0o600) as temporary:
                temporary.write_bytes(data)
            self._made.append(fresh)
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

    def forget(self) -> None:
        """Removes what this process has made and no repository counts."""
        for path in self._made:
            path.unlink(missing_ok=True)
        with suppress(OSError):  # there may be others in it, or no folder
            self.folder.rmdir()

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

    def _sister(self, name: str) -> str:
        """A key that is here and opens with the same passphrase, or nothing."""
        names = sorted(path.name.removesuffix(SUFFIX) for path in self.folder.glob(f"*{SUFFIX}"))
        return next((each for each in names if _kind(each) == _kind(name)), "")

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
