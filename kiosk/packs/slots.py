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
from typing import TYPE_CHECKING, TypeAlias

from kiosk.errors import PackError
from kiosk.packs import reading
from kiosk.packs.slot_files import FILES, copy, flush, indexed, slot_name
from kiosk.packs.state import Active, State

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from kiosk.packs.changes import Changes
    from kiosk.packs.manifest import Manifest
    from kiosk.packs.state import Mark

Fill: TypeAlias = "Callable[[Path | None, Path], Changes | None]"
"""Writes a pack's file, the second path, perhaps from the slot that is the first; gives what differs from it, if known."""

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
        said = reading.manifest(pack)
        if (shown := self._shown(said, trusted=trusted)) is not None:
            return shown
        name = slot_name(said, pack)
        with self._alone():
            if not self._whole(name):
                name = self._make(None, lambda _base, made: copy(pack, made), None, called=pack)
            self._name_active(name, trusted=trusted)
        return name

    def receive(self, manifest: bytes, mark: Mark, fill: Fill) -> str:
        """Makes a slot of what sync has brought, names it active and trusted, and writes how far the terminal has come.

        What `fill` wrote is verified before anything is named. PackError leaves everything as it was.
        """
        name = slot_name(manifest, self._folder)
        with self._alone():
            before = self.active_name()
            base = self._folder / before if before is not None and self._whole(before) else None
            self._make(base, fill, manifest, called=self._folder / name)
            self._name_active(name, trusted=True, mark=mark)
        return name

    def resume(self, manifest: bytes, mark: Mark) -> str | None:
        """The same with a slot that is here already and sound; None when there is none, or it is damaged."""
        name = slot_name(manifest, self._folder)
        if not self._whole(name):
            return None
        with self._alone():
            if not self._sound(name) or (self._folder / name / "pack.json").read_bytes() != manifest:
                return None
            self._name_active(name, trusted=True, mark=mark)
        return name

    def revert(self) -> str:
        """Makes the slot before the active one active again; PackError when there is none."""
        with self._alone():
            before = self.state.before()
            if before is None or not self._whole(before):
                message = "there is no pack before this one to go back to"
                raise PackError(message)
            if not self._sound(before):
                message = f"{self._folder / before} is damaged; what is shown stays"
                raise PackError(message)
            version = reading.decode((self._folder / before / "pack.json").read_bytes(), self._folder / before).version
            left = self.active_name()
            self.state.go_back(before, version)
            self._tidy(keep={before, left or before})
        return before

    def _name_active(self, name: str, *, trusted: bool, mark: Mark | None = None) -> None:
        before = self.active_name()
        self.state.activate(name, trusted=trusted, mark=mark)
        if before != name:
            self._tidy(keep={name, before or name})

    def _shown(self, manifest: bytes, *, trusted: bool) -> str | None:
        """The active slot, if it is whole, of this manifest and trusted as much; each start asks, so nothing is hashed."""
        active = self.state.active()
        if active is None or active.trusted != trusted or not self._whole(active.slot):
            return None
        try:
            same = (self._folder / active.slot / "pack.json").read_bytes() == manifest
        except OSError:
            return None
        return active.slot if same else None

    def whole(self) -> bool:
        """Whether the active slot has all its files, as far as can be seen without reading each page."""
        name = self.active_name()
        return name is not None and self._whole(name) and self._agrees(self._folder / name)

    def _whole(self, name: str) -> bool:
        return all((self._folder / name / file).is_file() for file in FILES)

    def _sound(self, name: str) -> bool:
        """Whether a slot is whole in every page and row; its index mends itself (`kiosk.packs.index`)."""
        slot = self._folder / name
        with suppress(PackError):
            return self._whole(name) and self._agrees(slot) and bool(reading.verify(slot / "pack.db"))
        return False

    def _agrees(self, slot: Path) -> bool:
        """Whether what is said beside a pack is what it says itself."""
        with suppress(PackError, OSError):
            return (slot / "pack.json").read_bytes() == reading.manifest(slot / "pack.db")
        return False

    @contextmanager
    def _alone(self) -> Iterator[None]:
        """Waits until no other process installs, and clears away what a killed one has left; PackError when the disk fails."""
        try:
            if not self._folder.is_dir():
                self._folder.mkdir(parents=True, exist_ok=True)
                flush(self._data)
            turn = os.open(self._folder, os.O_RDONLY | os.O_CLOEXEC)
            try:
                fcntl.flock(turn, fcntl.LOCK_EX)
                for path in self._folder.iterdir():
                    if path.name.startswith((INCOMING, LEAVING)):
                        shutil.rmtree(path)
                yield
            finally:
                os.close(turn)
        except (OSError, sqlite3.Error) as error:
            reason = error.strerror if isinstance(error, OSError) else str(error)
            message = f"{self._folder}: {reason}; check that the folder can be written and has room"
            raise PackError(message) from error

    def _make(self, base: Path | None, fill: Fill, manifest: bytes | None, *, called: Path) -> str:
        """A new slot; all that counts is read from our copy, as a file may change under us.

        manifest: what the file that sync has brought has to say, or None for what it says. called: the pack, for a person.
        """
        with tempfile.TemporaryDirectory(prefix=INCOMING, dir=self._folder) as folder:
            made = Path(folder) / "slot"
            made.mkdir()
            changes = fill(base, made / "pack.db")
            said = reading.manifest(made / "pack.db", called=called)
            if manifest not in {None, said}:
                message = f"{called} is damaged (its manifest is another one); build or fetch it again"
                raise PackError(message)
            reading.verify(made / "pack.db", called=called, quick=manifest is not None)
            indexed(base, made, changes)
            (made / "pack.json").write_bytes(said)
            for path in (*(made / file for file in FILES), made):
                flush(path)
            target = self._folder / slot_name(said, called)
            if target.exists() and not self._remove(target):
                again = "stop the screen and install the pack again"
                if manifest is not None:
                    again = "restart the screen, then run `kiosk sync`"
                message = f"{target} is damaged and a screen shows it; {again}"
                raise PackError(message)
            made.rename(target)
            flush(self._folder)
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
