"""The folder that syncs of one terminal work in, one at a time: what has come so far, and tuf's files for the while of a run."""

from __future__ import annotations

import fcntl
import os
import shutil
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING

from kiosk.errors import SyncError
from kiosk.sync.download import PART

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator
    from pathlib import Path

SCRATCH = "tuf-"


class Workplace:
    """`sync` in a data folder. SyncError when the disk fails."""

    def __init__(self, data: Path) -> None:
        self.folder = data / "sync"
        self._data = data

    @contextmanager
    def alone(self) -> Iterator[None]:
        """SyncError when another sync is at work here; clears away what a killed one has left."""
        try:
            self.folder.mkdir(parents=True, exist_ok=True)
            turn = os.open(self.folder, os.O_RDONLY | os.O_CLOEXEC)
        except OSError as error:
            message = f"{self.folder}: {error.strerror}; name another folder with --data"
            raise SyncError(message) from error
        try:
            fcntl.flock(turn, fcntl.LOCK_EX | fcntl.LOCK_NB)
            for left in self.folder.glob(f"{SCRATCH}*"):
                shutil.rmtree(left, ignore_errors=True)
            yield
        except BlockingIOError as error:
            message = f"another kiosk sync is at work on {self._data}; wait for it"
            raise SyncError(message) from error
        finally:
            os.close(turn)

    @contextmanager
    def scratch(self) -> Iterator[Path]:
        """A folder for tuf's files; SyncError when there is no room even for that."""
        scratch = self.folder / f"{SCRATCH}{os.getpid()}"
        try:
            scratch.mkdir()
        except OSError as error:
            message = f"{self.folder}: {error.strerror}; check that the folder can be written and has room"
            raise SyncError(message) from error
        try:
            yield scratch
        finally:
            shutil.rmtree(scratch, ignore_errors=True)  # else the next run does

    def hold(self, length: int) -> None:
        """SyncError where there is no room for so many bytes: to fetch in vain would leave none to anybody else."""
        free = shutil.disk_usage(self.folder).free
        if length > free:
            message = f"{self._data}: the new pack takes {length / 1e6:,.1f} MB, and {free / 1e6:,.1f} MB are free; make room, nothing is fetched until then"
            raise SyncError(message)

    def clear(self, keep: Collection[str] = ()) -> None:
        """Removes what was fetched and is of use no more: all, or what is not among these hashes."""
        for part in self.folder.glob(f"*{PART}"):
            if part.name.removesuffix(PART) not in keep:
                with suppress(OSError):  # the next run tries again
                    part.unlink()
