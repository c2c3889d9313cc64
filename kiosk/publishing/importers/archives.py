"""Data that comes as one `.zip`: unpacked into a folder of its own for as long as it is read.

What an archive says of its files is not believed: names that lead elsewhere, links and more bytes than announced are
refused before anything is imported.
"""

from __future__ import annotations

import shutil
import stat
import tempfile
import zipfile
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING

from kiosk.errors import SourceError
from kiosk.publishing.findings import FindingsError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kiosk.publishing.importers.draft import Draft, Remark

UNPACKED = 400_000_000
"""Bytes of all files of an archive."""

MOST = 10_000
"""Files of an archive."""


def is_archive(source: str) -> bool:
    """Whether SRC is to be unpacked first; a workbook is an archive too, but one that is read as it is."""
    return source.lower().endswith(".zip") and Path(source).is_file()


@contextmanager
def unpacked(source: Path) -> Iterator[Path]:
    """A folder, called like the archive, with its files; raises SourceError for an archive that cannot be read."""
    with tempfile.TemporaryDirectory(prefix="kiosk-import-") as yard:
        folder = Path(yard) / source.stem
        folder.mkdir()
        try:
            _unpack(source, folder)
        except Exception as error:  # zipfile has errors of many kinds for what is no archive
            raise SourceError(
                f"{source} cannot be unpacked ({error}); unpack it by hand and name the folder"
            ) from error
        try:
            yield folder
        except FindingsError as error:
            raise FindingsError(
                replace(found, path=Path(_named(str(found.path), str(folder), str(source)))) for found in error.findings
            ) from error
        except SourceError as error:
            raise SourceError(_named(str(error), str(folder), str(source))) from error


def named(draft: Draft, folder: str, source: str) -> None:
    """Lets the remarks of a draft name the archive, and not the folder that is gone when they are read."""
    draft.remarks[:] = [_renamed(remark, folder, source) for remark in draft.remarks]


def _renamed(remark: Remark, folder: str, source: str) -> Remark:
    return replace(remark, where=_named(remark.where, folder, source), text=_named(remark.text, folder, source))


def _named(text: str, folder: str, source: str) -> str:
    return text.replace(folder, source)


def _unpack(source: Path, folder: Path) -> None:
    with zipfile.ZipFile(source) as archive:
        parts = [part for part in archive.infolist() if not part.is_dir()]
        if len(parts) > MOST or sum(part.file_size for part in parts) > UNPACKED:
            raise ValueError(f"it has more than {MOST:,} files or {UNPACKED // 1_000_000} MB")
        left = UNPACKED
        for part in parts:
            name = PurePosixPath(part.filename)
            if name.is_absolute() or ".." in name.parts or stat.S_ISLNK(part.external_attr >> 16):
                raise ValueError(f"{part.filename[:80]!r} leads out of it")
            target = folder / name
            target.parent.mkdir(parents=True, exist_ok=True)
            with archive.open(part) as data, target.open("wb") as file:
                shutil.copyfileobj(data, file)  # zipfile gives no more than the part has announced
            left -= target.stat().st_size
            if left < 0:
                raise ValueError(f"it has more than {UNPACKED // 1_000_000} MB")
