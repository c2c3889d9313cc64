"""Slots: folders that each hold one whole pack, verified and indexed before it becomes active.

A slot is made beside the others under a name that nothing reads, synced to the disk, renamed, and only then does
`state.db` name it. A power cut at any moment leaves the old pack active. A screen holds a shared lock on the slot it
shows, so that nobody removes it (ADR 3).
"""

from __future__ import annotations

import fcntl
import os
import shutil
import sqlite3
import tempfile
from contextlib import closing, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from kiosk.errors import PackError
from kiosk.packs import index
from kiosk.packs.hash import content_hash
from kiosk.packs.manifest import Manifest
from kiosk.packs.schema import APPLICATION_ID, FORMAT
from kiosk.packs.state import State

if TYPE_CHECKING:
    from collections.abc import Iterator

NAME_LENGTH = 16
INCOMING = ".incoming-"


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
        self._folder = data / "slots"
        self.state = State(data)

    def active_name(self) -> str | None:
        """Name of the active slot, cheap enough to ask every few seconds."""
        active = self.state.active()
        return None if active is None else active.slot

    def active(self) -> Slot | None:
        """The active slot under a shared lock, or None when there is none; PackError when it cannot be read."""
        active = self.state.active()
        if active is None:
            return None
        path = self._folder / active.slot
        try:
            lock = os.open(path / "pack.json", os.O_RDONLY | os.O_CLOEXEC)
        except OSError as error:
            message = f"{path} is missing or cannot be read; install the pack again"
            raise PackError(message) from error
        fcntl.flock(lock, fcntl.LOCK_SH)
        try:
            manifest = decode((path / "pack.json").read_bytes(), path)
        except BaseException:
            os.close(lock)
            raise
        return Slot(active.slot, path, manifest, active.trusted, lock)

    def install(self, pack: Path, *, trusted: bool) -> str:
        """Makes a slot of a pack's file and names it active; gives its name. PackError leaves everything as it was."""
        if self.state.enrolled() and not trusted:
            message = "this terminal belongs to a city and takes packs only from `kiosk sync`; use another --data folder for trials"
            raise PackError(message)
        manifest = read_manifest(pack)
        name = manifest.content_hash[:NAME_LENGTH]
        if not (self._folder / name / "index.db").exists():
            try:
                self._make(pack, name)
            except OSError as error:
                message = f"{self._folder}: {error.strerror}; check that the folder can be written and has room"
                raise PackError(message) from error
        before = self.active_name()
        self.state.activate(name, trusted=trusted)
        self._tidy(keep={name, before or name})
        return name

    def _make(self, pack: Path, name: str) -> None:
        self._folder.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(prefix=INCOMING, dir=self._folder, ignore_cleanup_errors=True) as folder:
            made = Path(folder) / name
            made.mkdir()
            shutil.copyfile(pack, made / "pack.db")
            manifest = verify(made / "pack.db")
            index.build(made / "pack.db", made / "index.db")
            (made / "pack.json").write_bytes(msgspec.json.encode(manifest))
            for file in (*made.iterdir(), made):
                _sync(file)
            target = self._folder / name
            if target.exists():
                shutil.rmtree(target)
            made.rename(target)
            _sync(self._folder)

    def _tidy(self, keep: set[str]) -> None:
        for slot in self._others(keep):
            with suppress(OSError):
                lock = os.open(slot / "pack.json", os.O_RDONLY)
                try:
                    fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
                    shutil.rmtree(slot)
                finally:
                    os.close(lock)

    def _others(self, keep: set[str]) -> Iterator[Path]:
        return (path for path in self._folder.iterdir() if path.name not in keep and not path.name.startswith(INCOMING))


def _sync(path: Path) -> None:
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def decode(data: bytes, where: Path) -> Manifest:
    """A manifest from JSON; PackError when it is damaged or of a newer major format."""
    try:
        manifest = msgspec.json.decode(data, type=Manifest)
    except msgspec.MsgspecError as error:
        message = f"{where}: the manifest is damaged ({error}); build or fetch the pack again"
        raise PackError(message) from error
    if manifest.format[0] > FORMAT[0]:
        message = f"{where} has format {manifest.format[0]}.{manifest.format[1]}, this kiosk reads up to {FORMAT[0]}; update the kiosk"
        raise PackError(message)
    return manifest


def read_manifest(pack: Path) -> Manifest:
    """The manifest of a pack's file; PackError when it is none."""
    if not pack.is_file():
        message = f"{pack} is not a file; name a pack that `kiosk content build` has made"
        raise PackError(message)
    try:
        with closing(_readonly(pack)) as connection:
            (application,) = connection.execute("PRAGMA application_id").fetchone()
            row = connection.execute("SELECT json FROM manifest").fetchone() if application == APPLICATION_ID else None
    except sqlite3.Error as error:
        message = f"{pack} is not a pack or is damaged ({error}); build or fetch it again"
        raise PackError(message) from error
    if row is None:
        message = f"{pack} is not a pack; name a file that `kiosk content build` has made"
        raise PackError(message)
    return decode(row[0].encode(), pack)


def verify(pack: Path) -> Manifest:
    """The manifest of a file whose every page and row has been checked; PackError when anything differs."""
    manifest = read_manifest(pack)
    try:
        with closing(_readonly(pack)) as connection:
            (said,) = connection.execute("PRAGMA quick_check(1)").fetchone()
            found = content_hash(connection)
    except (sqlite3.Error, UnicodeDecodeError) as error:
        message = f"{pack} is damaged ({error}); build or fetch it again"
        raise PackError(message) from error
    if said != "ok":
        message = f"{pack} is damaged ({said}); build or fetch it again"
        raise PackError(message)
    if found != manifest.content_hash:
        message = f"{pack} is damaged: its rows are not those that were built; build or fetch it again"
        raise PackError(message)
    return manifest


def _readonly(pack: Path) -> sqlite3.Connection:
    return sqlite3.connect(f"{pack.resolve().as_uri()}?mode=ro&immutable=1", uri=True)
