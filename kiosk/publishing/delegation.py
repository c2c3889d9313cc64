"""Which key signs for which city, and for which paths: a city's own, and nothing beyond these."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tuf.api.metadata import DelegatedRole, TargetFile, Targets

from kiosk.errors import PublishError
from kiosk.packs.release import CITY

if TYPE_CHECKING:
    from securesystemslib.signer import CryptoSigner

RESERVED = frozenset({"root", "targets", "snapshot", "timestamp"})
"""Names of roles that no city can have."""


def check_city(city: str) -> None:
    """PublishError for what cannot name a city."""
    if not CITY.fullmatch(city) or city in RESERVED:
        message = f"{city!r} is no name for a city; use the id of its packs, in a-z, 0-9 and -"
        raise PublishError(message)


def delegate(targets: Targets, city: str, signer: CryptoSigner) -> None:
    """Lets a key, and no other, sign a city's packs."""
    delegations = targets.delegations
    if delegations is None or delegations.roles is None:
        message = "the targets role delegates nothing; make the repository anew"
        raise PublishError(message)
    role = DelegatedRole(city, [], 1, terminating=True, paths=[target_path(city, "*")])
    before = delegations.roles.get(city)
    delegations.roles[city] = role
    for keyid in before.keyids if before else []:
        delegations.keys.pop(keyid, None)
    targets.add_key(signer.public_key, city)


def target_path(city: str, version: int | str) -> str:
    """The one target of a version; `*` stands for all versions."""
    return f"{city}/{version}/pack.json"


def stored_path(path: str, target: TargetFile) -> str:
    """Where a target lies in the repository, named by its hash (consistent snapshots)."""
    folder, _, name = path.rpartition("/")
    return f"targets/{folder}/{target.hashes['sha256']}.{name}"
