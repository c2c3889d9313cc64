"""By what a large build tells whether anything differs: the content of files, never their dates, and the program itself."""

from __future__ import annotations

import hashlib
import platform
import sqlite3
import sys
from concurrent.futures import ThreadPoolExecutor
from functools import cache
from importlib import metadata
from pathlib import Path
from typing import TYPE_CHECKING, TypeAlias

import kiosk

if TYPE_CHECKING:
    from collections.abc import Iterable

THREADS = 2
"""Files that are digested at a time: hashing leaves Python to others."""

Looks: TypeAlias = "dict[str, tuple[int, ...]]"
"""Inode, size and times of each file by its name."""


def digests(folder: Path, names: Iterable[str]) -> dict[str, str]:
    """SHA-256 of some files of a folder, by their names; OSError when one cannot be read."""
    names = tuple(names)
    with ThreadPoolExecutor(THREADS) as beside:
        return dict(zip(names, beside.map(digest, map(folder.joinpath, names)), strict=True))


def digest(path: Path) -> str:
    """SHA-256 of a file, in hexadecimal digits."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _counting(folder: Path) -> list[Path]:
    """The files by which services are told apart: their own, the catalogues, the pictures, and `pack.yaml`."""
    found = (path for kind in ("services", "locales", "media") for path in (folder / kind).rglob("*"))
    return [path for path in (folder / "pack.yaml", *sorted(found)) if path.is_file()]


def looks(folder: Path) -> Looks:
    """What tells, without reading a file, that it has been touched since; also who has come or gone."""
    stats = {path.relative_to(folder).as_posix(): path.stat() for path in _counting(folder)}
    return {name: (s.st_ino, s.st_size, s.st_mtime_ns, s.st_ctime_ns) for name, s in stats.items()}


@cache
def program() -> str:
    """A digest of the program itself and all that it stands on: what another one has made is not started from."""
    told = hashlib.sha256(f"{sys.version} {platform.machine()} {sqlite3.sqlite_version}".encode())
    for path in sorted(Path(kiosk.__file__).parent.rglob("*.py")):
        told.update(path.read_bytes())
    libraries = sorted(f"{each.metadata['Name']} {each.version}" for each in metadata.distributions())
    told.update("\n".join(libraries).encode())
    return told.hexdigest()
