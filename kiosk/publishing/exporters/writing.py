"""Writes what an export makes: one file, or the files of a folder, each as a whole."""

from __future__ import annotations

import csv
import io
import json
import os
from contextlib import ExitStack, suppress
from typing import TYPE_CHECKING

from kiosk.errors import SourceError
from kiosk.publishing.durable import replacing

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from pathlib import Path


def file(out: Path, data: bytes) -> None:
    """Writes one file; raises SourceError, and then it is what it was."""
    try:
        if out.is_dir():
            raise SourceError(f"{out} is a folder; name a file")
        out.parent.mkdir(parents=True, exist_ok=True)
        with replacing(out) as temporary:
            temporary.write_bytes(data)
    except OSError as error:
        message = f"{out} cannot be written ({error.strerror or error}) and is as it was; make room, or name another place with --out"
        raise SourceError(message) from error


def folder(out: Path, files: Mapping[str, bytes], instead_of: Iterable[str] = ()) -> None:
    """Writes the files of a folder, all of them or none; the folder is made when it is not there.

    instead_of: names of files that an earlier export may have left, and that this one does not have: they go. What else
    lies there stays. Raises SourceError, and then everything is what it was.
    """
    made: list[Path] = []
    try:
        if out.exists() and not out.is_dir():
            raise SourceError(f"{out} is a file; name a folder")
        for place in {out, *((out / name).parent for name in files)}:
            made.extend(above for above in (place, *place.parents) if not above.exists())
            place.mkdir(parents=True, exist_ok=True)
        with ExitStack() as stack:
            for name, data in files.items():
                with stack.enter_context(replacing(out / name)).open("wb") as stream:
                    stream.write(data)
                    stream.flush()
                    os.fsync(stream.fileno())  # a full disk tells itself here, before any file has taken its place
        for name in set(instead_of) - files.keys():
            (out / name).unlink(missing_ok=True)
    except OSError as error:
        for place in sorted(made, key=lambda place: len(place.parts), reverse=True):
            with suppress(OSError):
                place.rmdir()
        message = f"{out} cannot be written ({error.strerror or error}) and is as it was; make room, or name another place with --out"
        raise SourceError(message) from error


def table(columns: Sequence[str], rows: Iterable[Mapping[str, object]]) -> bytes:
    """A CSV file (RFC 4180) in UTF-8; what is not said is empty."""
    return lines((columns, *([row.get(column, "") for column in columns] for row in rows)))


def lines(rows: Iterable[Sequence[object]]) -> bytes:
    """The same of cells that are in their order already."""
    stream = io.StringIO(newline="")
    csv.writer(stream, lineterminator="\r\n").writerows(rows)
    return stream.getvalue().encode()


def dumped(value: object) -> bytes:
    """JSON in UTF-8, letters of all scripts as they are."""
    return (json.dumps(value, ensure_ascii=False, indent=2) + "\n").encode()
