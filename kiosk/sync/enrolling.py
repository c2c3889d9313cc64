"""A terminal becomes one of a city: a root to trust, an origin, a random id, and a key of its own."""

from __future__ import annotations

import os
import tempfile
import uuid
from contextlib import closing, suppress
from pathlib import Path
from typing import TYPE_CHECKING

from cryptography.exceptions import UnsupportedAlgorithm
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from tuf.api.exceptions import RepositoryError
from tuf.api.metadata import Metadata, Root

from kiosk.errors import SyncError
from kiosk.packs.slot_files import flush
from kiosk.packs.state import Enrolment, Mark, Role, State
from kiosk.sync.fetcher import OriginFetcher
from kiosk.sync.trust import Trust
from kiosk.transport.origin import Origin

if TYPE_CHECKING:
    from datetime import datetime

    from kiosk.transport.line import Line

KEY = "terminal.key"


def city_at(origin: str, root: Path, city: str, line: Line, now: datetime) -> str:
    """The city at an origin: the one that is named, or the only one. `now` is aware.

    SyncError where it has to be named, or where nothing there is signed for this root. Where nothing can be said yet,
    TransportError for an origin that gives nothing, and ExpiredError for a clock or a signature that has to be mended.
    """
    mark = Mark(roles={"root": trusted_root(root)})
    with closing(Origin(origin, line)) as opened, tempfile.TemporaryDirectory() as folder:
        return Trust(OriginFetcher(opened), mark, Path(folder), now).look(city).city


def enrol(data: Path, *, origin: str, root: Path, city: str = "", name: str = "", place: str = "") -> Enrolment:
    """Enrols the data folder, or changes what is known of a terminal of the same city.

    root: the city's root.json, brought by a way that can be trusted. SyncError when it is none or of another city.
    """
    Origin(origin).close()
    trusted = trusted_root(root)
    state = State(data)
    before, mark = state.enrolment(), state.mark()
    if before is not None and before.terminal:
        if not _related(mark, trusted) or (city and before.city and city != before.city):
            message = f"{data} belongs to another city ({before.city or before.origin}); use an empty data folder"
            raise SyncError(message)
        after = Enrolment(
            city or before.city, origin, before.terminal, before.public, name or before.name, place or before.place
        )
        state.enrol(after)
        return after
    try:
        data.mkdir(parents=True, exist_ok=True)
        public = _key(data / KEY)
    except OSError as error:
        message = f"{data}: {error.strerror}; name another folder with --data"
        raise SyncError(message) from error
    enrolment = Enrolment(city, origin, str(uuid.uuid4()), public, name, place)
    state.enrol(enrolment, Mark(roles={"root": trusted}))
    return enrolment


def trusted_root(path: Path) -> Role:
    """A root that signs itself, as a terminal trusts it from then on; SyncError when it is none."""
    try:
        if path.exists() and not path.is_file():  # a pipe or a device would be read for ever
            message = f"{path} is no file; name the root.json of the city's repository"
            raise SyncError(message)
        data = path.read_bytes()
        metadata = Metadata[Root].from_bytes(data)
        metadata.signed.verify_delegate("root", metadata.signed_bytes, metadata.signatures)
    except OSError as error:
        message = f"{path}: {error.strerror}; name the root.json of the city's repository"
        raise SyncError(message) from error
    except (RepositoryError, AttributeError, ValueError) as error:
        message = f"{path} is no signed root; name the root.json of the city's repository"
        raise SyncError(message) from error
    return Role(metadata.signed.version, " ".join(sorted(metadata.signed.roles["root"].keyids)), data)


def _related(mark: Mark, root: Role) -> bool:
    """Whether one root followed from the other: they share a key, or who counted before has signed the new one."""
    known = mark.roles.get("root")
    if known is None:
        return False
    if {*known.keys.split()} & {*root.keys.split()}:
        return True
    new = Metadata[Root].from_bytes(root.data)
    with suppress(RepositoryError):
        Metadata[Root].from_bytes(known.data).signed.verify_delegate("root", new.signed_bytes, new.signatures)
        return True
    return False


def _key(path: Path) -> str:
    """The terminal's private key, made where there is none; gives the public one, 64 hexadecimal digits."""
    if path.exists():
        try:
            key = serialization.load_pem_private_key(path.read_bytes(), None)
        except (ValueError, TypeError, UnsupportedAlgorithm):
            key = None
        if not isinstance(key, Ed25519PrivateKey):
            message = f"{path} is no Ed25519 key; move it away, and a new one is made"
            raise SyncError(message)
    else:
        key = Ed25519PrivateKey.generate()
        pem = key.private_bytes(
            serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
        )
        temporary = path.with_name(f"{path.name}.new")
        temporary.unlink(missing_ok=True)
        with os.fdopen(os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as out:
            out.write(pem)
            out.flush()
            os.fsync(out.fileno())
        temporary.replace(path)
        flush(path.parent)
    return key.public_key().public_bytes_raw().hex()
