"""Whether everything in a source folder is a plain file that can be read: nothing may be left out without a word.

Looked at before anything is opened: a pipe would never end, a link may lead out of the folder to what nobody meant to
publish, and a folder that may not be read looks like an empty one.
"""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from kiosk.publishing.findings import Finding

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path


def hidden(name: str) -> bool:
    """Whether a file or folder is an editor's own and not content."""
    return name.startswith((".", "~"))


def findings(folder: Path, names: Iterable[str]) -> Iterator[Finding]:
    """What in these files and folders of a source folder, and all below them, is no plain file; missing ones do not matter."""
    home = folder.resolve()
    for name in names:
        path = folder / name
        if os.path.lexists(path):
            yield from _entry(path, home)


def _entry(path: Path, home: Path) -> Iterator[Finding]:
    if path.is_symlink():
        yield from _link(path, home)
    elif path.is_dir():
        try:
            below = sorted(os.listdir(path))  # noqa: PTH208 - names alone
        except OSError as error:
            yield Finding(path, 1, f"the folder cannot be read ({error.strerror}); see who may read it")
            return
        for name in below:
            if not hidden(name):
                yield from _entry(path / name, home)
    elif not path.is_file():
        yield Finding(path, 1, "this is no file but a pipe or a device; delete it")
    elif not os.access(path, os.R_OK):
        yield Finding(path, 1, "the file cannot be read (Permission denied); see who may read it")


def _link(path: Path, home: Path) -> Iterator[Finding]:
    try:
        target = path.resolve(strict=True)
    except (OSError, RuntimeError):  # RuntimeError: a circle
        yield Finding(path, 1, "this link leads nowhere; delete it, or put the file itself here")
        return
    if not target.is_relative_to(home):
        yield Finding(path, 1, "this link leads out of the source folder; put a copy of the file here")
    elif not target.is_file():
        yield Finding(path, 1, "only links to files are followed; put the folder itself here")
