"""Slots: folders that each hold one whole pack, verified and indexed before it becomes active.

A slot is made under a name that nothing reads, its files and folder are synced to the disk, it is renamed, the folder
above is synced, and only then does `state.db` name it: a power cut at any moment leaves the old pack or the new one,
whole. A screen holds a shared lock on the slot that it shows; what is locked is neither written nor removed. Installers
take turns by a lock on the folder of slots. ADR 3 says why.
"""

from __future__ import annotations

import fcntl
import os
import shutil
import sqlite3
import tempfile
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from kiosk.errors import PackError
from kiosk.packs import index, reading
from kiosk.packs.state import Active, State

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kiosk.packs.manifest import Manifest

FILES = ("pack.db", "index.db", "pack.json")
"""What a slot holds; a screen's lock is on the last."""

INCOMING = ".incoming-"
LEAVING = ".leaving-"


@dataclass(slots=True)
class Slot:
    """An open slot; `close()` lets go of its lock."""

    name: str
    path: Path
    manifest: Manifest
    trusted: bool
    _lock: int

    def close(self) -> None:
        """Lets go of the lock; twice does no harm."""
        if self._lock >= 0:
            os.close(self._lock)
            self._lock = -1


class Slots:
    """The slots of one data folder."""

    def __init__(self, data: Path) -> None:
        self._data = data
        self._folder = data / "slots"
        self.state = State(data)

    def active_name(self) -> str | None:
        """Name of the active slot, cheap enough to ask every few seconds."""
        active = self.state.active()
        return None if active is None else active.slot

    def active(self) -> Slot | None:
        """The active slot under a shared lock, or None when there is none; PackError when it cannot be read."""
        seen: Active | None = None
        while (active := self.state.active()) is not None:
            path = self._folder / active.slot
            lock = _locked(path)
            if lock is not None:
                try:
                    manifest = reading.decode((path / "pack.json").read_bytes(), path)
                except BaseException:
                    os.close(lock)
                    raise
                return Slot(active.slot, path, manifest, active.trusted, lock)
            if active == seen:  # else an installer has moved on between the two looks
                message = f"{path} is missing or cannot be read; install the pack again"
                raise PackError(message)
            seen = active
        return None

    def install(self, pack: Path, *, trusted: bool) -> str:
        """Makes a slot of a pack's file and names it active; gives its name. PackError leaves everything as it was.

        A pack that has a slot already is only made active. An enrolled terminal takes trusted packs alone.
        """
        if self.state.enrolled() and not trusted:
            message = "this terminal belongs to a city and takes packs only from `kiosk sync`; use another --data folder for trials"
            raise PackError(message)
        name = _name(reading.manifest(pack), pack)
        if self._whole(name) and self.state.active() == Active(name, trusted):
            return name
        try:
            with self._alone():
                if not self._whole(name):
                    name = self._make(pack)
                before = self.active_name()
                self.state.activate(name, trusted=trusted)
                if before != name:
                    self._tidy(keep={name, before or name})
        except (OSError, sqlite3.Error) as error:
            reason = error.strerror if isinstance(error, OSError) else str(error)
            message = f"{self._folder}: {reason}; check that the folder can be written and has room"
            raise PackError(message) from error
        return name

    def _whole(self, name: str) -> bool:
        return all((self._folder / name / file).is_file() for file in FILES)

    @contextmanager
    def _alone(self) -> Iterator[None]:
        """Waits until no other process installs, and clears away what a killed one has left."""
        if not self._folder.is_dir():
            self._folder.mkdir(parents=True, exist_ok=True)
            _sync(self._data)
        turn = os.open(self._folder, os.O_RDONLY | os.O_CLOEXEC)
        try:
            fcntl.flock(turn, fcntl.LOCK_EX)
            for path in self._folder.iterdir():
                if path.name.startswith((INCOMING, LEAVING)):
                    shutil.rmtree(path)
            yield
        finally:
            os.close(turn)

    def _make(self, pack: Path) -> str:
        """A new slot of `pack`; all that counts is read from our copy, as the file may change under us."""
        with tempfile.TemporaryDirectory(prefix=INCOMING, dir=self._folder) as folder:
            made = Path(folder) / "slot"
            made.mkdir()
            _copy(pack, made / "pack.db")
            said = reading.manifest(made / "pack.db", called=pack)
            reading.verify(made / "pack.db", called=pack)
            index.build(made / "pack.db", made / "index.db")
            (made / "pack.json").write_bytes(said)
            for path in (*(made / file for file in FILES), made):
                _sync(path)
            target = self._folder / _name(said, pack)
            if target.exists() and not self._remove(target):
                message = f"{target} is damaged and a screen shows it; stop the screen and install the pack again"
                raise PackError(message)
            made.rename(target)
            _sync(self._folder)
        return target.name

    def _tidy(self, keep: set[str]) -> None:
        for path in sorted(self._folder.iterdir()):
            if path.name not in keep and not path.name.startswith("."):
                with suppress(OSError):  # the new slot is active; the next install tries again
                    self._remove(path)

    def _remove(self, slot: Path) -> bool:
        """Removes a slot unless a screen holds it; a kill half-way leaves nothing that looks like a slot."""
        lock = -1
        try:
            with suppress(FileNotFoundError):  # no screen can hold a slot without this file
                lock = os.open(slot / FILES[-1], os.O_RDONLY | os.O_CLOEXEC)
                fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            leaving = self._folder / f"{LEAVING}{slot.name}"
            slot.rename(leaving)
            shutil.rmtree(leaving)
        except BlockingIOError:
            return False
        finally:
            if lock >= 0:
                os.close(lock)
        return True


def _name(manifest: bytes, pack: Path) -> str:
    """A slot's name: the rows' hash, then the manifest's, which is no part of it: a newer build time is another slot."""
    import hashlib  # OpenSSL, which an installer needs and the screen's first frame does not

    rows = reading.decode(manifest, pack).content_hash
    return f"{rows[:16]}-{hashlib.sha256(manifest).hexdigest()[:8]}"


def _locked(slot: Path) -> int | None:
    """A descriptor with a shared lock on a slot that is still there, or None."""
    try:
        lock = os.open(slot / FILES[-1], os.O_RDONLY | os.O_CLOEXEC)
    except OSError:
        return None
    fcntl.flock(lock, fcntl.LOCK_SH)
    with suppress(FileNotFoundError):
        if os.path.samestat(os.fstat(lock), (slot / FILES[-1]).stat()):
            return lock
    os.close(lock)
    return None


def _copy(pack: Path, target: Path) -> None:
    descriptor = os.open(pack, os.O_RDONLY | os.O_CLOEXEC | os.O_NOFOLLOW)
    with os.fdopen(descriptor, "rb") as source, target.open("xb") as copy:
        shutil.copyfileobj(source, copy, 1 << 20)


def _sync(path: Path) -> None:
    descriptor = os.open(path, os.O_RDONLY | os.O_CLOEXEC)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
