"""A copy of a folder that takes the folder's place at once, or leaves it as it was.

Linux swaps two folders in one step (`renameat2`), so that a process killed at any moment leaves either the old folder or
the new one under the name. File systems that cannot swap (some network shares) get two renames; only there would a
kill, not a Control-C, between the two leave the old folder in the hidden one beside it, from where the next import
brings it back. What else a killed import has left there is cleared away: the hidden folder has one name, and is locked
for as long as an import is at work in it.
"""

from __future__ import annotations

import ctypes
import errno
import fcntl
import os
import shutil
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING

from kiosk.errors import SourceError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

_HERE = -100
"""AT_FDCWD: paths are not relative to an open folder."""

_EXCHANGE = 2
"""RENAME_EXCHANGE of renameat2(2)."""

_ASIDE = ".old"
"""Ends the name of the folder between two renames."""

_CANNOT = frozenset({errno.ENOSYS, errno.EINVAL, errno.ENOTSUP, errno.ENOLCK})
"""What a kernel or a file system says that has no such call."""


@contextmanager
def standing_in(folder: Path) -> Iterator[Path]:
    """Gives a copy of the folder, empty when there is none, that takes its place when the block ends well.

    A link is followed: what it leads to is replaced, the link stays. The copy's name ends in the folder's own, inside a
    hidden folder beside it that is gone afterwards. Raises OSError when the folder cannot be copied or written, and
    SourceError while another import is at work on it.
    """
    folder = folder.resolve()
    made = [parent for parent in folder.parents if not parent.exists()]
    folder.parent.mkdir(parents=True, exist_ok=True)
    yard = folder.with_name(f".{folder.name}.import")
    lock = _locked(yard, folder)
    work = yard / folder.name
    try:
        _clear(yard, folder)
        if folder.exists():
            shutil.copytree(folder, work, symlinks=True, copy_function=_linked)
        else:
            work.mkdir()
        yield work
        if not folder.exists():
            work.rename(folder)
        elif _differ(work, folder):
            _swap(work, folder)
    finally:
        with suppress(OSError):
            shutil.rmtree(yard)
        os.close(lock)
        with suppress(OSError):  # they stay when the folder is in them
            for parent in made:
                parent.rmdir()


def _locked(yard: Path, folder: Path) -> int:
    """Makes the hidden folder, or takes over one whose process is gone; gives the handle that holds its lock."""
    while True:
        yard.mkdir(mode=0o700, exist_ok=True)
        try:
            lock = os.open(yard, os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW | os.O_CLOEXEC)
        except FileNotFoundError:
            continue  # the import before us has just ended
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            if os.path.samestat(os.fstat(lock), yard.stat()):
                return lock
        except FileNotFoundError:
            pass
        except BlockingIOError as error:
            os.close(lock)
            raise SourceError(f"another import is at work on {folder}; wait until it has ended") from error
        except OSError as error:
            if error.errno in _CANNOT:
                return lock  # a share that knows no locks
            os.close(lock)
            raise
        os.close(lock)


def _clear(yard: Path, folder: Path) -> None:
    """Takes away what a killed import has left; a folder that was on its way is brought back first."""
    old = yard / f"{folder.name}{_ASIDE}"
    if old.is_dir() and not folder.exists():
        old.rename(folder)
        raise SourceError(f"an import that was killed had moved {folder} away; it is back in its place, import again")
    for left in yard.iterdir():
        shutil.rmtree(left) if left.is_dir() and not left.is_symlink() else left.unlink()


def write(path: Path, data: bytes) -> None:
    """Writes a file of the copy, unless it says that already; the folder that is still in use keeps its own."""
    if path.is_file() and path.read_bytes() == data:
        return
    path.parent.mkdir(parents=True, exist_ok=True)
    path.unlink(missing_ok=True)  # it may be the same file as in the folder that is still in use
    path.write_bytes(data)


def _linked(path: str, copy: str) -> str:
    """A second name for a file that is replaced, never written into."""
    try:
        os.link(path, copy, follow_symlinks=False)
    except OSError:
        shutil.copy2(path, copy, follow_symlinks=False)
    return copy


def _differ(work: Path, folder: Path) -> bool:
    ours = {path.relative_to(work): path for path in work.rglob("*")}
    theirs = {path.relative_to(folder): path for path in folder.rglob("*")}
    if ours.keys() != theirs.keys():
        return True
    files = (name for name, path in ours.items() if path.is_file() and not path.samefile(theirs[name]))
    return any(ours[name].read_bytes() != theirs[name].read_bytes() for name in files)


def _swap(work: Path, folder: Path) -> None:
    """Lets two folders change places; raises OSError, and then neither has moved."""
    try:
        _exchanged(work, folder)
    except OSError as error:
        if error.errno not in _CANNOT:
            raise
        _renamed(work, folder)


def _exchanged(work: Path, folder: Path) -> None:
    call = getattr(ctypes.CDLL(None, use_errno=True), "renameat2", None)
    if call is None:
        raise OSError(errno.ENOSYS, os.strerror(errno.ENOSYS))
    if call(_HERE, os.fsencode(work), _HERE, os.fsencode(folder), _EXCHANGE):
        number = ctypes.get_errno()
        raise OSError(number, os.strerror(number), str(folder))


def _renamed(work: Path, folder: Path) -> None:
    old = work.with_name(f"{folder.name}{_ASIDE}")
    try:
        folder.rename(old)
        work.rename(folder)
    except BaseException:
        if not folder.exists():
            old.rename(folder)
        raise
