"""Replaces a file as a whole: after a crash or on a full disk the old one is still there, never half of a new one."""

from __future__ import annotations

import os
import tempfile
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator


@contextmanager
def replacing(target: Path, mode: int | None = None) -> Iterator[Path]:
    """Gives an empty temporary file in the target's folder that takes the target's place when the block ends well.

    mode: who may read it, where it is secret; otherwise as the target was, or as new files are. Both the file and the
    folder are fsynced. When the block raises, the temporary file is removed and the target is what it was. Raises
    OSError when the folder cannot be written.
    """
    handle, name = tempfile.mkstemp(prefix=f".{target.name}.", suffix=".tmp", dir=target.parent)
    os.close(handle)
    temporary = Path(name)
    try:
        yield temporary
        put(temporary, target, mode)
    finally:
        temporary.unlink(missing_ok=True)


def put(finished: Path, target: Path, mode: int | None = None) -> None:
    """Moves a file to where it belongs, on the same file system, with `mode` or the permissions of the old or a new file."""
    usual = target.stat().st_mode & 0o777 if target.exists() else 0o666 & ~_umask()
    finished.chmod(usual if mode is None else mode)
    _sync(finished)
    finished.replace(target)
    _sync(target.parent)


def _sync(path: Path) -> None:
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask
